// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/text_block.hpp"

#include <algorithm>
#include <cstring>

namespace yanbi::hdf5 {
namespace {

/// Fewer texts are quick to read in any way, and easiest to use for other programs as texts.
constexpr std::size_t kLeastTexts = 4096;
constexpr std::size_t kLongestRow = 64;
/// Of the bytes that are stored, at least one in so many must be text.
constexpr std::size_t kMostFill = 2;

}  // namespace

std::size_t row_length(std::span<const std::string> texts) {
  if (texts.size() < kLeastTexts) {
    return 0;
  }
  std::size_t longest = 0;
  std::size_t bytes = 0;
  for (const std::string& text : texts) {
    longest = std::max(longest, text.size());
    bytes += text.size();
  }
  return longest <= kLongestRow && longest * texts.size() <= kMostFill * bytes ? longest : 0;
}

std::vector<char> to_block(std::span<const std::string> texts, std::size_t row) {
  std::vector<char> block(texts.size() * row);
  char* to = block.data();
  for (const std::string& text : texts) {
    std::copy_n(text.data(), std::min(text.size(), row), to);
    to += row;
  }
  return block;
}

std::vector<std::string> from_block(std::span<const char> block, std::size_t row) {
  std::vector<std::string> texts;
  texts.reserve(block.size() / row);
  for (; block.size() >= row; block = block.subspan(row)) {
    texts.emplace_back(block.data(), strnlen(block.data(), row));
  }
  return texts;
}

}  // namespace yanbi::hdf5
