// SPDX-License-Identifier: Apache-2.0
#include "outputs/text_table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kGap = 2;

struct CodeRange {
  std::uint32_t first;
  std::uint32_t last;
};

/// Blocks whose characters take two columns: classes W and F of Unicode's East Asian Width, whole
/// blocks where nearly all of a block is wide.
constexpr std::array<CodeRange, 13> kWide = {{{0x1100, 0x115F},
                                              {0x2E80, 0x303E},
                                              {0x3041, 0x33FF},
                                              {0x3400, 0x4DBF},
                                              {0x4E00, 0x9FFF},
                                              {0xA000, 0xA4CF},
                                              {0xA960, 0xA97F},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFE30, 0xFE6F},
                                              {0xFF00, 0xFF60},
                                              {0xFFE0, 0xFFE6},
                                              {0x1F300, 0x1FAFF}}};
constexpr CodeRange kWideSupplement = {0x20000, 0x3FFFD};
/// Marks that sit on the character before, and joiners.
constexpr std::array<CodeRange, 8> kNoWidth = {{{0x0300, 0x036F},
                                                {0x0483, 0x0489},
                                                {0x1AB0, 0x1AFF},
                                                {0x1DC0, 0x1DFF},
                                                {0x200B, 0x200F},
                                                {0x20D0, 0x20FF},
                                                {0xFE00, 0xFE0F},
                                                {0xFE20, 0xFE2F}}};

bool contains(const CodeRange& range, std::uint32_t code) {
  return range.first <= code && code <= range.last;
}

template <std::size_t kCount>
bool any_contains(const std::array<CodeRange, kCount>& ranges, std::uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const CodeRange& range) { return contains(range, code); });
}

std::size_t width_of(std::uint32_t code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0) || any_contains(kNoWidth, code)) {
    return 0;
  }
  return any_contains(kWide, code) || contains(kWideSupplement, code) ? 2 : 1;
}

struct Character {
  std::uint32_t code;
  std::size_t bytes;
};

/// The character at the start of `text`, or none when the bytes there are not valid UTF-8.
std::optional<Character> first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(text[i])};
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) {
    return Character{lead, 1};
  }
  const std::size_t bytes = lead >= 0xF0 && lead < 0xF8   ? 4U
                            : lead >= 0xE0 && lead < 0xF0 ? 3U
                            : lead >= 0xC2 && lead < 0xE0 ? 2U
                                                          : 0U;
  if (bytes == 0 || bytes > text.size()) {
    return std::nullopt;
  }
  std::uint32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  return Character{code, bytes};
}

void append_padded(std::string& line, const std::string& cell, std::size_t width,
                   TextTable::Align align) {
  const std::size_t own = display_width(cell);
  const std::string padding(width > own ? width - own : 0, ' ');
  line += align == TextTable::Align::kRight ? padding + cell : cell + padding;
}

std::string escape_pipes(const std::string& cell) {
  std::string escaped;
  for (const char c : cell) {
    if (c == '|') {
      escaped += '\\';
    }
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const std::optional<Character> character = first_character(text);
    width += character ? width_of(character->code) : 1;
    text.remove_prefix(character ? character->bytes : 1);
  }
  return width;
}

void TextTable::add_column(std::string header, Align align) {
  YANBI_EXPECT(rows_.empty());
  header_.push_back(std::move(header));
  align_.push_back(align);
}

void TextTable::add_row(std::vector<std::string> cells) {
  YANBI_EXPECT(cells.size() == header_.size());
  rows_.push_back(std::move(cells));
}

void TextTable::add_rule() { rules_.push_back(rows_.size()); }

std::string TextTable::to_terminal() const {
  std::vector<std::size_t> widths;
  std::size_t total = header_.empty() ? 0 : (header_.size() - 1) * kGap;
  for (std::size_t c = 0; c < header_.size(); ++c) {
    widths.push_back(display_width(header_[c]));
    for (const std::vector<std::string>& row : rows_) {
      widths[c] = std::max(widths[c], display_width(row[c]));
    }
    total += widths[c];
  }
  std::string text;
  const auto append = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      line += c > 0 ? std::string(kGap, ' ') : std::string();
      append_padded(line, cells[c], widths[c], align_[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  const std::string rule = std::string(total, '-') + '\n';
  append(header_);
  text += rule;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (std::find(rules_.begin(), rules_.end(), r) != rules_.end()) {
      text += rule;
    }
    append(rows_[r]);
  }
  return text;
}

std::string TextTable::to_markdown() const {
  std::string text;
  const auto append = [&](const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) {
      text += "| " + escape_pipes(cell) + (cell.empty() ? "" : " ");
    }
    text += "|\n";
  };
  append(header_);
  for (const Align align : align_) {
    text += align == Align::kRight ? "|---:" : "|:---";
  }
  text += "|\n";
  for (const std::vector<std::string>& row : rows_) {
    append(row);
  }
  return text;
}

}  // namespace yanbi
