// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/text_block.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/writer.hpp"
#include "tests/sim/hdf5/test_file.hpp"
#include "tests/support/files.hpp"

namespace yanbi::hdf5 {
namespace {

using test::TemporaryFolder;
using ::testing::Pair;

std::vector<std::string> numbered(std::size_t count, const std::string& before) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < count; ++i) {
    keys.push_back(before + std::to_string(i));
  }
  return keys;
}

void write_keys(const std::filesystem::path& path, const std::vector<std::string>& keys) {
  FileWriter file(path);
  {
    GroupWriter root = root_of(file);
    root.dimension("place", keys.size());
    root.keys("key", "place", keys, {"", "keys"});
  }
  file.save();
}

/// Texts that are read back, and whether they are stored as a block.
std::pair<std::vector<std::string>, bool> read_keys(const std::filesystem::path& path,
                                                    std::size_t count) {
  const FileReader file(path, kKind);
  const GroupReader root = file.root();
  return {root.read<std::string>("key", {{count}}), root.has("key_byte")};
}

TEST(TextBlock, ManyKeysOfAboutOneLengthAreABlock) {
  const TemporaryFolder folder;
  // More than one chunk, the last one not whole; three bytes for each sign of the name.
  std::vector<std::string> keys = numbered(50'001, "张店-");
  keys[7] = "";
  keys[50'000] = "张";
  write_keys(folder / "f.h5", keys);
  EXPECT_THAT(read_keys(folder / "f.h5", keys.size()), Pair(keys, true));
}

TEST(TextBlock, FewLongOrUnlikeKeysAreTexts) {
  const TemporaryFolder folder;
  std::vector<std::string> unlike = numbered(5'000, "");
  unlike[17] = std::string(60, 'x');
  for (const std::vector<std::string>& keys :
       {numbered(4'095, "key"), numbered(5'000, std::string(61, 'k')), unlike,
        std::vector<std::string>(5'000)}) {
    write_keys(folder / "f.h5", keys);
    EXPECT_THAT(read_keys(folder / "f.h5", keys.size()), Pair(keys, false));
  }
}

TEST(TextBlock, OfAnotherLengthIsRefused) {
  const TemporaryFolder folder;
  write_keys(folder / "f.h5", numbered(5'000, "key"));
  EXPECT_THROW(static_cast<void>(read_keys(folder / "f.h5", 4'999)), InputError);
  const FileReader file(folder / "f.h5", kKind);
  EXPECT_THROW(static_cast<void>(file.root().read<double>("key")), InputError);
}

TEST(TextBlock, RowsAreTheSameTextsAfterwards) {
  const std::vector<std::string> texts{"one", "", "three", "张"};
  const std::vector<char> block = to_block(texts, 5);
  EXPECT_EQ(block.size(), 20U);
  EXPECT_EQ(from_block(block, 5), texts);
}

}  // namespace
}  // namespace yanbi::hdf5
