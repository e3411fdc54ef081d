// SPDX-License-Identifier: Apache-2.0
// Variables in chunks: cut, compressed on other threads and written, or changed once more by HDF5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/hdf5/chunk_gatherer.hpp"
#include "sim/hdf5/chunk_reading.hpp"
#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/native_type.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/storage.hpp"
#include "sim/hdf5/writer.hpp"
#include "tests/sim/hdf5/test_file.hpp"
#include "tests/support/files.hpp"

namespace yanbi::hdf5 {
namespace {

using test::read_bytes;
using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::size_t product(const std::vector<std::size_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

/// Values that follow no order that a chunk in the wrong place could keep.
std::vector<std::int32_t> values_of(const std::vector<std::size_t>& shape) {
  std::vector<std::int32_t> values(product(shape));
  std::uint32_t state = 1;
  for (std::int32_t& value : values) {
    state = state * 1664525U + 1013904223U;
    value = static_cast<std::int32_t>(state >> 20U);
  }
  return values;
}

/// Writes a variable of that shape: `fill` is given it, its values and those of one slice.
template <class Fill>
void write_variable(const std::filesystem::path& path, const std::vector<std::size_t>& shape,
                    const Fill& fill) {
  FileWriter file(path);
  {
    GroupWriter root = root_of(file);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      names.push_back("d" + std::to_string(i));
      root.dimension(names.back(), shape[i]);
    }
    VariableWriter variable = root.create("v", Type::kInt32, names, {"1", "values"});
    const std::vector<std::int32_t> values = values_of(shape);
    const std::size_t size = values.size() / shape[0];
    fill(variable, values, [&](std::size_t index) {
      const auto begin = values.begin() + static_cast<std::ptrdiff_t>(index * size);
      return std::vector<std::int32_t>(begin, begin + static_cast<std::ptrdiff_t>(size));
    });
  }
  file.save();
}

void write_in_order(const std::filesystem::path& path, const std::vector<std::size_t>& shape) {
  write_variable(path, shape, [&](VariableWriter& variable, const auto&, const auto& slice) {
    for (std::size_t i = 0; i < shape[0]; ++i) {
      variable.write_slice(i, slice(i));
    }
  });
}

std::vector<std::int32_t> read_back(const std::filesystem::path& path) {
  return FileReader(path, kKind).root().read<std::int32_t>("v");
}

/// In one piece; one chunk; chunks of many slices, of one, of parts of one, of parts of a part.
class Shapes : public ::testing::TestWithParam<std::vector<std::size_t>> {};
INSTANTIATE_TEST_SUITE_P(
    All, Shapes,
    ::testing::Values(std::vector<std::size_t>{7, 3}, std::vector<std::size_t>{600},
                      std::vector<std::size_t>{150'000}, std::vector<std::size_t>{130, 3, 700},
                      std::vector<std::size_t>{5, 1, 40'000}, std::vector<std::size_t>{5, 2500, 40},
                      std::vector<std::size_t>{2, 3, 100'000}));

TEST_P(Shapes, SlicesInOrderAreReadBack) {
  const TemporaryFolder folder;
  write_in_order(folder / "f.h5", GetParam());
  EXPECT_EQ(read_back(folder / "f.h5"), values_of(GetParam()));
}

TEST_P(Shapes, AllAtOnceMakesTheSameBytes) {
  const TemporaryFolder folder;
  write_in_order(folder / "slices.h5", GetParam());
  write_variable(
      folder / "whole.h5", GetParam(),
      [](VariableWriter& variable, const auto& values, const auto&) { variable.write(values); });
  EXPECT_EQ(read_bytes(folder / "slices.h5"), read_bytes(folder / "whole.h5"));
}

TEST_P(Shapes, SlicesInAnyOrderAndTwiceAreReadBack) {
  const TemporaryFolder folder;
  const std::size_t count = GetParam()[0];
  write_variable(folder / "f.h5", GetParam(),
                 [&](VariableWriter& variable, const auto&, const auto& slice) {
                   // The first third in order, the rest from the end, then one of the first again.
                   const std::size_t third = count / 3;
                   for (std::size_t i = 0; i < third; ++i) {
                     variable.write_missing(i);
                   }
                   for (std::size_t i = count; i-- > 0;) {
                     variable.write_slice(i, slice(i));
                   }
                   variable.write_slice(0, slice(0));
                 });
  EXPECT_EQ(read_back(folder / "f.h5"), values_of(GetParam()));
}

TEST_P(Shapes, SlicesAreKeptWhereOthersNeverCame) {
  const TemporaryFolder folder;
  const std::size_t written = (GetParam()[0] + 1) / 2;
  write_variable(folder / "f.h5", GetParam(),
                 [&](VariableWriter& variable, const auto&, const auto& slice) {
                   for (std::size_t i = 0; i < written; ++i) {
                     variable.write_slice(i, slice(i));
                   }
                 });
  // HDF5 does not promise what is read from the others.
  const std::size_t end = product(GetParam()) / GetParam()[0] * written;
  std::vector<std::int32_t> expected = values_of(GetParam());
  std::vector<std::int32_t> found = read_back(folder / "f.h5");
  expected.resize(end);
  found.resize(end);
  EXPECT_EQ(found, expected);
}

/// The values of "v" past HDF5's own filters, and as HDF5 reads them; nothing where ours gives up.
template <class T>
std::pair<std::optional<std::vector<T>>, std::vector<T>> read_both_ways(
    const std::filesystem::path& path, std::size_t count) {
  const Session session;
  const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), &H5Fclose, "opening");
  const Handle dataset(H5Dopen2(file.get(), "v", H5P_DEFAULT), &H5Dclose, "opening");
  std::pair<std::optional<std::vector<T>>, std::vector<T>> read;
  read.first.emplace(count);
  if (!read_by_chunks(dataset.get(), sizeof(T), read.first->data())) {
    read.first.reset();
  }
  read.second.resize(count);
  check(H5Dread(dataset.get(), native_type(type_of<T>()).get(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                read.second.data()),
        "reading");
  return read;
}

template <class T>
class ReadByChunks : public ::testing::Test {};
using Numbers = ::testing::Types<std::int8_t, std::uint16_t, std::int32_t, double>;
TYPED_TEST_SUITE(ReadByChunks, Numbers);

TYPED_TEST(ReadByChunks, GivesWhatHdf5Gives) {
  const TemporaryFolder folder;
  for (const std::size_t count : {3U, 5000U, 400'000U}) {
    std::vector<TypeParam> values;
    for (const std::int32_t value : values_of({count})) {
      values.push_back(static_cast<TypeParam>(value));
    }
    {
      FileWriter file(folder / "f.h5");
      {
        GroupWriter root = root_of(file);
        root.dimension("d", count);
        root.variable("v", {"d"}, values, {"1", "values"});
      }
      file.save();
    }
    const auto [ours, theirs] = read_both_ways<TypeParam>(folder / "f.h5", count);
    EXPECT_EQ(theirs, values);
    ASSERT_EQ(ours.has_value(), count > 3);  // few are not in chunks
    EXPECT_EQ(ours.value_or(values), values);
  }
}

TEST_P(Shapes, WhatNeverCameIsLeftToHdf5) {
  const TemporaryFolder folder;
  write_variable(folder / "f.h5", GetParam(),
                 [](VariableWriter& variable, const auto&, const auto& slice) {
                   variable.write_slice(0, slice(0));
                 });
  const auto [ours, theirs] = read_both_ways<std::int32_t>(folder / "f.h5", product(GetParam()));
  if (ours) {
    EXPECT_EQ(*ours, theirs);
  }
}

TEST(ChunkUnpacker, KnowsWhatIsNoChunk) {
  const std::vector<std::byte> values(4096, std::byte{7});
  const FilteredChunk good = filter_chunk(values, 4);
  ChunkUnpacker unpacker(4, 1024);
  std::vector<std::byte> to(400);
  EXPECT_TRUE(unpacker.unpack(good.bytes, good.left_out, to));
  EXPECT_EQ(to, std::vector<std::byte>(400, std::byte{7}));
  FilteredChunk bad = good;
  bad.bytes.back() ^= std::byte{1};  // of the checksum
  EXPECT_FALSE(unpacker.unpack(bad.bytes, bad.left_out, to));
  EXPECT_FALSE(unpacker.unpack(good.bytes, 1, to));                // not shuffled
  EXPECT_FALSE(unpacker.unpack(good.bytes, 2, to));                // not compressed, yet shorter
  EXPECT_FALSE(ChunkUnpacker(4, 1000).unpack(good.bytes, 0, to));  // of another size
}

TEST(ChunkShape, CutsTheFirstDimensionsOnly) {
  EXPECT_THAT(chunk_shape({511}, Type::kInt32), IsEmpty());
  EXPECT_THAT(chunk_shape({0, 1000}, Type::kInt32), IsEmpty());
  EXPECT_THAT(chunk_shape({512}, Type::kInt32), ElementsAre(512));
  EXPECT_THAT(chunk_shape({1000, 1000}, Type::kInt32), ElementsAre(65, 1000));
  EXPECT_THAT(chunk_shape({3, 1000, 1000}, Type::kInt32), ElementsAre(1, 65, 1000));
}

TEST(ChunkGatherer, EndsInZerosBeyondTheVariable) {
  ChunkGatherer gatherer({2, 3, 1}, {1, 2, 1}, 1);
  std::vector<std::pair<std::vector<hsize_t>, std::vector<std::byte>>> chunks;
  const auto keep = [&](const std::vector<hsize_t>& offset, std::vector<std::byte> bytes) {
    chunks.emplace_back(offset, std::move(bytes));
  };
  const std::vector<std::byte> values = {std::byte{1}, std::byte{2}, std::byte{3},
                                         std::byte{4}, std::byte{5}, std::byte{6}};
  gatherer.add(std::span(values).first(1), keep);
  EXPECT_THAT(chunks, IsEmpty());
  EXPECT_THAT(gatherer.rest(), ElementsAre(std::byte{1}));
  gatherer.add(std::span(values).subspan(1), keep);
  ASSERT_EQ(chunks.size(), 4U);
  EXPECT_THAT(chunks[1].first, ElementsAre(0, 2, 0));
  EXPECT_THAT(chunks[1].second, ElementsAre(std::byte{3}, std::byte{0}));
  EXPECT_THAT(chunks[2].first, ElementsAre(1, 0, 0));
  EXPECT_THAT(chunks[3].second, ElementsAre(std::byte{6}, std::byte{0}));
  EXPECT_THAT(gatherer.rest(), IsEmpty());
}

TEST(FilterChunk, LeavesWhatWouldGrow) {
  std::vector<std::byte> noise(4096);
  std::uint32_t state = 1;
  for (std::byte& byte : noise) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<std::byte>(state >> 24U);
  }
  const FilteredChunk grown = filter_chunk(noise, 4);
  EXPECT_EQ(grown.left_out, 2U);
  EXPECT_EQ(grown.bytes.size(), noise.size());
  EXPECT_EQ(grown.bytes[1], noise[4]);
  const FilteredChunk shrunk = filter_chunk(std::vector<std::byte>(4096), 4);
  EXPECT_EQ(shrunk.left_out, 0U);
  EXPECT_LT(shrunk.bytes.size(), 100U);
}

}  // namespace
}  // namespace yanbi::hdf5
