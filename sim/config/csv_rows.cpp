// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "sim/config/eight_bytes.hpp"
#include "sim/config/encoding.hpp"
#include "sim/config/text_encoding.hpp"

namespace yanbi {

CsvRows::CsvRows(std::string text, std::string file, const std::optional<std::string>& encoding,
                 ProblemList& problems)
    : text_(std::move(text)), file_(std::move(file)), problems_(problems) {
  if (!decode(encoding)) {
    return;
  }
  at_ = text_.size() - without_bom(text_).size();
  if (const std::size_t zero = text_.find('\0'); zero != std::string::npos) {
    const auto line = static_cast<std::size_t>(
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(zero), '\n'));
    problems_.add({file_, line, "", "", "the text has a zero byte, which no text has",
                   "save the file again as CSV in UTF-8"});
    return;
  }
  find_separator();
  if (!next_record() || is_blank()) {
    problems_.add({file_, 1, "", "", "the file is empty", "its first line must name the columns"});
    return;
  }
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    columns_.emplace_back(cell(column));
  }
  check_columns();
}

bool CsvRows::next() {
  while (!columns_.empty() && next_record()) {
    if ((columns_.size() == 1 || !is_blank()) && is_whole()) {
      return true;
    }
  }
  return false;
}

/// Converts to UTF-8 where needed; false (and a problem) when the text cannot be read.
bool CsvRows::decode(const std::optional<std::string>& encoding) {
  const bool utf8_wanted = !encoding || *encoding == "UTF-8" || *encoding == "utf-8";
  if (utf8_wanted && !first_invalid_utf8(text_)) {
    return true;
  }
  const std::string from = utf8_wanted ? "GB18030" : *encoding;
  std::optional<std::string> decoded;
  if (!utf8_wanted || (!encoding && looks_like_gb18030(text_))) {
    decoded = to_utf8(text_, from);
  }
  if (!decoded) {
    problems_.add({file_, 0, "encoding", encoding.value_or(""),
                   encoding ? "the text is not valid in the encoding that is stated for it"
                            : "the text is neither UTF-8 nor GB18030",
                   "save the file as UTF-8, or state its encoding = \"...\""});
    return false;
  }
  text_ = std::move(*decoded);
  decoded_from_ = from;
  return true;
}

/// The separator is what the header line uses most often, outside quotes.
void CsvRows::find_separator() {
  constexpr std::array<char, 3> kCandidates = {',', ';', '\t'};
  std::array<std::size_t, kCandidates.size()> count{};
  bool quoted = false;
  for (std::size_t at = at_; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '\n' || c == '\r')) {
      break;
    } else if (!quoted) {
      for (std::size_t i = 0; i < kCandidates.size(); ++i) {
        count[i] += c == kCandidates[i] ? 1U : 0U;
      }
    }
  }
  const auto most = std::max_element(count.begin(), count.end());
  separator_ = kCandidates[static_cast<std::size_t>(most - count.begin())];
}

/// Cuts the next record into cells; false at the end of the text.
bool CsvRows::next_record() {
  cells_.clear();
  quoted_.clear();
  fault_ = Fault::kNone;
  if (at_ >= text_.size()) {
    return false;
  }
  record_line_ = line_;
  while (read_cell()) {
  }
  return true;
}

/// Reads one cell and what ends it; true when another cell of the record follows.
bool CsvRows::read_cell() {
  Cell cell;
  if (at_ < text_.size() && text_[at_] == '"') {
    cell = read_quoted();
  }
  const std::size_t start = at_;
  at_ = end_of_plain_text();
  if (!cell.was_quoted) {
    cell = {start, at_ - start, false};
  } else if (at_ > start) {
    fault_ = Fault::kTextAfterQuote;
  }
  cells_.push_back(cell);
  return end_cell();
}

/// Where the next separator or line end is, from `at_` on, or the end of the text.
std::size_t CsvRows::end_of_plain_text() const noexcept {
  std::size_t at = at_;
  for (; at + EightBytes::kSize <= text_.size(); at += EightBytes::kSize) {
    const EightBytes bytes(text_, at);
    const std::uint64_t marks = bytes.marks(separator_) | bytes.marks('\n') | bytes.marks('\r');
    if (marks != 0) {
      return at + EightBytes::first(marks);
    }
  }
  while (at < text_.size() && text_[at] != separator_ && text_[at] != '\n' && text_[at] != '\r') {
    ++at;
  }
  return at;
}

CsvRows::Cell CsvRows::read_quoted() {
  const std::size_t first = quoted_.size();
  bool is_closed = false;
  for (++at_; at_ < text_.size() && !is_closed; ++at_) {
    const char c = text_[at_];
    is_closed = c == '"' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '"');
    if (!is_closed) {
      at_ += c == '"' ? 1U : 0U;
      line_ += c == '\n' ? 1U : 0U;
      quoted_.push_back(c);
    }
  }
  if (!is_closed) {
    fault_ = Fault::kOpenQuote;
  }
  return {first, quoted_.size() - first, true};
}

bool CsvRows::end_cell() {
  if (at_ >= text_.size()) {
    return false;
  }
  if (text_[at_] == separator_) {
    ++at_;
    return true;
  }
  at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2U : 1U;
  ++line_;
  return false;
}

/// Whether nothing but white space stands in the record: spreadsheets leave such rows.
bool CsvRows::is_blank() const {
  if (fault_ != Fault::kNone) {
    return false;
  }
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    if (cell(column).find_first_not_of(" \t") != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

/// Whether the record is a row of the table; a problem else.
bool CsvRows::is_whole() {
  if (fault_ == Fault::kOpenQuote) {
    problems_.add({file_, line(), "", "", "a quote is opened here and never closed",
                   "close it, or write a quote inside a text as two quotes"});
  } else if (fault_ == Fault::kTextAfterQuote) {
    problems_.add({file_, line(), "", "", "text follows a closing quote",
                   "write a quote inside a quoted text as two quotes"});
  } else if (cells_.size() != columns_.size()) {
    problems_.add({file_, line(), "", fmt::format("{} cells", cells_.size()),
                   fmt::format("the header has {} columns", columns_.size()),
                   "give each row one cell for each column; quote texts with separators"});
  } else {
    return true;
  }
  return false;
}

void CsvRows::check_columns() {
  std::vector<std::string> sorted = columns_;
  std::sort(sorted.begin(), sorted.end());
  for (auto it = sorted.begin(); (it = std::adjacent_find(it, sorted.end())) != sorted.end();
       ++it) {
    if (!it->empty()) {  // nobody can ask for a column without a name
      problems_.add({file_, 1, "column", *it, "two columns have this name",
                     "give each column a name of its own"});
    }
  }
}

std::optional<std::string> read_text_file(const std::filesystem::path& path,
                                          const std::string& file, ProblemList& problems) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    problems.add({file, 0, "", "", "the file cannot be opened", "check the path and its rights"});
    return std::nullopt;
  }
  // In blocks, as nothing says how long a pipe is; a file is one, with room to find its end.
  constexpr std::size_t kLeastBlock = std::size_t{1} << 20U;
  std::error_code ignored;
  const std::uintmax_t size = std::filesystem::is_regular_file(path, ignored)
                                  ? std::filesystem::file_size(path, ignored)
                                  : 0;
  const std::size_t block = ignored ? kLeastBlock : std::max<std::size_t>(kLeastBlock, size + 1);
  std::string text;
  while (stream) {
    const std::size_t before = text.size();
    text.resize(before + block);
    stream.read(text.data() + before, static_cast<std::streamsize>(block));
    text.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  return text;
}

}  // namespace yanbi
