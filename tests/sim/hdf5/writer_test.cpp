// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/seal.hpp"
#include "tests/sim/hdf5/test_file.hpp"
#include "tests/support/files.hpp"

namespace yanbi::hdf5 {
namespace {

using test::in_child;
using test::read_bytes;
using test::TemporaryFolder;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A file with one variable of each sort, big enough to be chunked and compressed.
void write_sample(const std::filesystem::path& path, int size = 1000) {
  FileWriter file(path);
  {
    GroupWriter root = root_of(file, 3);
    GroupWriter group = root.group("数据");
    group.coordinate("zone", std::vector<std::string>{"a", "", "张店区"}, {"", "zone"});
    group.dimension("step", static_cast<std::size_t>(size));
    group.dimension("nothing", 0);
    std::vector<double> numbers(static_cast<std::size_t>(size) * 3);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      numbers[i] = std::sqrt(static_cast<double>(i));
    }
    group.variable("numbers", {"step", "zone"}, numbers, {"m", "roots"});
    group.variable("empty", {"nothing"}, std::vector<std::int32_t>{}, {"1", "no values"});
    VariableWriter slices = group.create("slices", Type::kInt64, {"zone", "step"}, {"s", "rows"});
    for (std::size_t z = 0; z < 3; ++z) {
      slices.write_slice(z, std::vector<std::int64_t>(static_cast<std::size_t>(size),
                                                      static_cast<std::int64_t>(z)));
    }
    group.variable("unsigned", {"zone"}, std::vector<std::uint64_t>{1, 2, 18446744073709551615U},
                   {"1", "large"});
  }
  file.save();
}

std::string input_error_of(const std::filesystem::path& path) {
  try {
    const FileReader file(path, kKind);
    static_cast<void>(file.root().group("数据").read<double>("numbers"));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Writer, WhatIsMissingIsNanZeroOrEmpty) {
  const TemporaryFolder folder;
  FileWriter file(folder / "f.h5");
  {
    GroupWriter root = root_of(file);
    root.dimension("row", 2);
    root.dimension("column", 2);
    const auto write_second = [&](const char* name, Type type, Values values) {
      VariableWriter variable = root.create(name, type, {"row", "column"}, {"1", "values"});
      variable.write_missing();
      variable.write_slice(0, values);
      variable.write_slice(1, values);
      variable.write_missing(1);
    };
    write_second("counts", Type::kInt64, std::vector<std::int64_t>{7, 8});
    write_second("flags", Type::kInt8, std::vector<std::int8_t>{7, 8});
    write_second("seconds", Type::kDouble, std::vector<double>{7.5, 8.5});
    write_second("names", Type::kText, std::vector<std::string>{"a", "b"});
  }
  file.save();
  const FileReader reader(folder / "f.h5", kKind);
  const GroupReader root = reader.root();
  EXPECT_THAT(root.read<std::int64_t>("counts"), ElementsAre(7, 8, 0, 0));
  EXPECT_THAT(root.read<std::int8_t>("flags"), ElementsAre(7, 8, 0, 0));
  EXPECT_THAT(root.read<std::string>("names"), ElementsAre("a", "b", "", ""));
  const auto seconds = root.read<double>("seconds");
  EXPECT_EQ(seconds[1], 8.5);
  EXPECT_TRUE(std::isnan(seconds[2]) && std::isnan(seconds[3]));
}

TEST(Writer, ReaderGetsBackWhatWasWritten) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5");
  const FileReader file(folder / "a.h5", kKind);
  EXPECT_EQ(file.format_minor(), 3);
  const GroupReader group = file.root().group("数据");
  EXPECT_THAT(group.read<std::string>("zone"), ElementsAre("a", "", "张店区"));
  const auto numbers = group.read<double>("numbers", {{1000, 3}});
  EXPECT_EQ(numbers[2999], std::sqrt(2999.0));
  EXPECT_TRUE(group.read<std::int32_t>("empty").empty());
  const auto slices = group.read<std::int64_t>("slices", {{3, 1000}});
  EXPECT_EQ(slices[999], 0);
  EXPECT_EQ(slices[1000], 1);
  EXPECT_EQ(slices[2999], 2);
  EXPECT_EQ(group.read<std::uint64_t>("unsigned").back(), 18446744073709551615U);
  EXPECT_THAT(file.root().groups(), ElementsAre("数据"));
}

TEST(Writer, SameContentsMakeTheSameBytes) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5");
  write_sample(folder / "b.h5");
  EXPECT_EQ(read_bytes(folder / "a.h5"), read_bytes(folder / "b.h5"));
}

TEST(Writer, RefusesValuesThatDoNotFitTheDimensions) {
  const TemporaryFolder folder;
  FileWriter file(folder / "f.h5");
  GroupWriter root = file.root();
  root.dimension("n", 3);
  EXPECT_THROW(root.variable("v", {"n"}, std::vector<std::int32_t>{1, 2}, {"1", "v"}),
               InternalError);
  EXPECT_THROW(root.variable("w", {"m"}, std::vector<std::int32_t>{1, 2}, {"1", "w"}),
               InternalError);
}

TEST(Writer, AFullDiskLeavesTheOldFile) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5", 10);
  const std::string before = read_bytes(folder / "a.h5");
  // Before anything is mapped, and when some of it is.
  for (const rlim_t room : {20'000U, 3'000'000U}) {
    const int status = in_child([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit = {.rlim_cur = room, .rlim_max = room};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      try {
        write_sample(folder / "a.h5", 400'000);
      } catch (const RunError& error) {
        return std::string(error.what()).find("make room") == std::string::npos ? 2 : 0;
      }
      return 1;
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(read_bytes(folder / "a.h5"), before);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"a.h5"});
  }
}

TEST(Writer, ALargeFileIsTheSameAsItWasWritten) {
  // Beyond the size from which on mapped pages are given back.
  constexpr std::size_t kRows = 40;
  constexpr std::size_t kColumns = 200'000;
  const auto row = [](std::size_t r) {
    std::vector<std::uint64_t> values(kColumns);
    std::uint64_t state = r;
    for (std::uint64_t& value : values) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      value = state;
    }
    return values;
  };
  const TemporaryFolder folder;
  {
    FileWriter file(folder / "large.h5");
    {
      GroupWriter root = root_of(file);
      root.dimension("row", kRows);
      root.dimension("column", kColumns);
      VariableWriter noise = root.create("noise", Type::kUint64, {"row", "column"},
                                         {"1", "what cannot be compressed"});
      for (std::size_t r = 0; r < kRows; ++r) {
        noise.write_slice(r, row(r));
      }
    }
    file.save();
  }
  EXPECT_GT(std::filesystem::file_size(folder / "large.h5"), 32U << 20U);
  const FileReader file(folder / "large.h5", kKind);
  const auto noise = file.root().read<std::uint64_t>("noise");
  for (std::size_t r = 0; r < kRows; ++r) {
    const auto begin = noise.begin() + static_cast<std::ptrdiff_t>(r * kColumns);
    EXPECT_TRUE(std::equal(begin, begin + kColumns, row(r).begin())) << r;
  }
}

TEST(Writer, ThreadsTakeTurns) {
  const TemporaryFolder folder;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&folder, i] { write_sample(folder / std::to_string(i)); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(input_error_of(folder / std::to_string(i)), "");
  }
}

TEST(Reader, RefusesEveryTruncation) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5", 20);
  const std::string whole = read_bytes(folder / "a.h5");
  ASSERT_EQ(input_error_of(folder / "a.h5"), "");
  for (std::size_t length = 0; length < whole.size(); length += length < 200 ? 1 : 97) {
    write_bytes(folder / "cut.h5", whole.substr(0, length));
    ASSERT_THAT(input_error_of(folder / "cut.h5"), HasSubstr("make it again")) << length;
  }
}

TEST(Reader, RefusesEveryFlippedBit) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5", 20);
  const std::string whole = read_bytes(folder / "a.h5");
  for (std::size_t at = 0; at < whole.size(); at += 13) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
    write_bytes(folder / "bad.h5", damaged);
    ASSERT_THAT(input_error_of(folder / "bad.h5"), HasSubstr("make it again")) << at;
  }
}

TEST(Reader, SaysWhatIsMissingOrOfAnotherShape) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5", 20);
  const FileReader file(folder / "a.h5", kKind);
  const GroupReader group = file.root().group("数据");
  const auto message = [](const auto& call) {
    try {
      call();
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(message([&] { static_cast<void>(group.read<double>("absent")); }),
              HasSubstr("/数据/absent: the variable is missing"));
  EXPECT_THAT(message([&] { static_cast<void>(group.read<std::int32_t>("numbers")); }),
              HasSubstr("unexpected type"));
  EXPECT_THAT(message([&] {
                static_cast<void>(group.read<double>("numbers", {{3, 20}}));
              }),
              HasSubstr("the shape [20, 3] instead of [3, 20]"));
  EXPECT_THAT(message([&] { static_cast<void>(file.root().group("other")); }),
              HasSubstr("/other: the group is missing"));
}

TEST(Reader, WholeNumbersMayBeStoredShorter) {
  const TemporaryFolder folder;
  FileWriter writer(folder / "f.h5");
  {
    GroupWriter root = root_of(writer);
    root.dimension("n", 2);
    root.variable("short", {"n"}, std::vector<std::int16_t>{-32768, 32767}, {"1", "numbers"});
    root.variable("bare", {"n"}, std::vector<std::uint16_t>{1, 65535}, {"1", "without a sign"});
  }
  writer.save();
  const FileReader file(folder / "f.h5", kKind);
  const GroupReader root = file.root();
  EXPECT_THAT(root.read<std::int64_t>("short"), ElementsAre(-32768, 32767));
  EXPECT_THAT(root.read<std::int32_t>("short"), ElementsAre(-32768, 32767));
  EXPECT_THROW(static_cast<void>(root.read<std::int8_t>("short")), InputError);
  EXPECT_THROW(static_cast<void>(root.read<std::uint32_t>("short")), InputError);
  EXPECT_THROW(static_cast<void>(root.read<std::int32_t>("bare")), InputError);
  EXPECT_THROW(static_cast<void>(root.read<double>("short")), InputError);
}

TEST(Reader, TellsKindsOfFilesApart) {
  const TemporaryFolder folder;
  write_sample(folder / "a.h5", 20);
  write_bytes(folder / "text", "name = 'x'\n");
  EXPECT_EQ(file_type_of(folder / "a.h5"), "test file");
  EXPECT_EQ(file_type_of(folder / "text"), std::nullopt);
  EXPECT_EQ(file_type_of(folder / "absent"), std::nullopt);
  const FileKind other = {"yanbi city", "city file", 1, "build it"};
  EXPECT_THROW(FileReader(folder / "a.h5", other), InputError);
  const FileKind later = {"test file", "test file", 2, "update"};
  EXPECT_THROW(FileReader(folder / "a.h5", later), InputError);
  EXPECT_THROW(FileReader(folder.path(), kKind), InputError);
}

TEST(Seal, HashChainsOverBlocks) {
  const std::vector<std::byte> bytes(kSealBlock + 1, std::byte{7});
  std::vector<std::byte> swapped = bytes;
  swapped.back() = std::byte{8};
  EXPECT_NE(seal_hash(bytes), seal_hash(swapped));
  const auto seal = make_seal(0x1234, 99);
  EXPECT_EQ(std::string(seal.data(), 45), "YANBISEAL1 xxh64=0000000000001234 length=0000");
  EXPECT_EQ(seal.back(), '\n');
}

}  // namespace
}  // namespace yanbi::hdf5
