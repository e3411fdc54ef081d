// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/config/encoding.hpp"
#include "sim/config/text_encoding.hpp"

namespace yanbi {
namespace {

/// The separator that the header line uses most often, outside quotes.
char find_separator(std::string_view text) {
  constexpr std::array<char, 3> kCandidates = {',', ';', '\t'};
  std::array<std::size_t, kCandidates.size()> count{};
  bool quoted = false;
  for (const char c : text) {
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
  return kCandidates[static_cast<std::size_t>(most - count.begin())];
}

/// Cuts text into records of cells.
class CsvScanner {
 public:
  CsvScanner(std::string_view text, char separator) : text_(text), separator_(separator) {}

  enum class Fault { kNone, kOpenQuote, kTextAfterQuote };

  /// Reads the next record; false at the end of the text.
  bool next() {
    cells_.clear();
    fault_ = Fault::kNone;
    if (at_ >= text_.size()) {
      return false;
    }
    record_line_ = line_;
    while (read_cell()) {
    }
    return true;
  }

  [[nodiscard]] std::vector<std::string>& cells() { return cells_; }
  [[nodiscard]] std::size_t line() const { return record_line_; }
  [[nodiscard]] Fault fault() const { return fault_; }
  /// Whether nothing but white space stands in the record's cells: spreadsheets leave such rows.
  [[nodiscard]] bool blank() const {
    return std::all_of(cells_.begin(), cells_.end(), [](const std::string& cell) {
      return cell.find_first_not_of(" \t") == std::string::npos;
    });
  }

 private:
  /// Reads one cell and what ends it; true when another cell of the record follows.
  bool read_cell() {
    cells_.emplace_back();
    if (at_ < text_.size() && text_[at_] == '"') {
      read_quoted(cells_.back());
    }
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
           text_[at_] != '\r') {
      ++at_;
    }
    if (at_ > start && was_quoted_) {
      fault_ = Fault::kTextAfterQuote;
    }
    cells_.back().append(text_.substr(start, at_ - start));
    was_quoted_ = false;
    return end_cell();
  }

  void read_quoted(std::string& cell) {
    was_quoted_ = true;
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"' && (at_ >= text_.size() || text_[at_] != '"')) {
        return;
      }
      at_ += c == '"' ? 1U : 0U;
      line_ += c == '\n' ? 1U : 0U;
      cell.push_back(c);
    }
    fault_ = Fault::kOpenQuote;
  }

  bool end_cell() {
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

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
  bool was_quoted_ = false;
  Fault fault_ = Fault::kNone;
  std::vector<std::string> cells_;
};

/// Converts to UTF-8 where needed; false (and a problem) when the text cannot be read.
bool decode(std::string& text, const std::optional<std::string>& encoding, Table& table,
            ProblemList& problems) {
  const bool utf8_wanted = !encoding || *encoding == "UTF-8" || *encoding == "utf-8";
  if (utf8_wanted && !first_invalid_utf8(text)) {
    return true;
  }
  const std::string from = utf8_wanted ? "GB18030" : *encoding;
  std::optional<std::string> decoded;
  if (!utf8_wanted || (!encoding && looks_like_gb18030(text))) {
    decoded = to_utf8(text, from);
  }
  if (!decoded) {
    problems.add({table.file, 0, "encoding", encoding.value_or(""),
                  encoding ? "the text is not valid in the encoding that is stated for it"
                           : "the text is neither UTF-8 nor GB18030",
                  "save the file as UTF-8, or state its encoding = \"...\""});
    return false;
  }
  text = std::move(*decoded);
  table.decoded_from = from;
  return true;
}

void check_columns(const Table& table, ProblemList& problems) {
  std::vector<std::string> sorted = table.columns;
  std::sort(sorted.begin(), sorted.end());
  for (auto it = sorted.begin(); (it = std::adjacent_find(it, sorted.end())) != sorted.end();
       ++it) {
    if (!it->empty()) {  // nobody can ask for a column without a name
      problems.add({table.file, 1, "column", *it, "two columns have this name",
                    "give each column a name of its own"});
    }
  }
}

void add_row(CsvScanner& scanner, Table& table, ProblemList& problems) {
  std::vector<std::string>& cells = scanner.cells();
  if (scanner.fault() == CsvScanner::Fault::kOpenQuote) {
    problems.add({table.file, scanner.line(), "", "", "a quote is opened here and never closed",
                  "close it, or write a quote inside a text as two quotes"});
    return;
  }
  if (scanner.fault() == CsvScanner::Fault::kTextAfterQuote) {
    problems.add({table.file, scanner.line(), "", "", "text follows a closing quote",
                  "write a quote inside a quoted text as two quotes"});
    return;
  }
  if (cells.size() != table.columns.size()) {
    problems.add({table.file, scanner.line(), "", fmt::format("{} cells", cells.size()),
                  fmt::format("the header has {} columns", table.columns.size()),
                  "give each row one cell for each column; quote texts with separators"});
    return;
  }
  table.line.push_back(scanner.line());
  std::move(cells.begin(), cells.end(), std::back_inserter(table.cells));
}

}  // namespace

Table parse_csv(std::string text, const std::string& file,
                const std::optional<std::string>& encoding, ProblemList& problems) {
  Table table;
  table.file = file;
  if (!decode(text, encoding, table, problems)) {
    return table;
  }
  const std::string_view content = without_bom(text);
  if (const std::size_t zero = content.find('\0'); zero != std::string_view::npos) {
    const auto line = static_cast<std::size_t>(
        1 + std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(zero), '\n'));
    problems.add({file, line, "", "", "the text has a zero byte, which no text has",
                  "save the file again as CSV in UTF-8"});
    return table;
  }
  CsvScanner scanner(content, find_separator(content));
  if (!scanner.next() || scanner.blank()) {
    problems.add({file, 1, "", "", "the file is empty", "its first line must name the columns"});
    return table;
  }
  table.columns = std::move(scanner.cells());
  check_columns(table, problems);
  while (scanner.next()) {
    if (!scanner.blank() || table.columns.size() == 1) {
      add_row(scanner, table, problems);
    }
  }
  return table;
}

Table read_csv(const std::filesystem::path& path, const std::string& file,
               const std::optional<std::string>& encoding, ProblemList& problems) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    problems.add({file, 0, "", "", "the file cannot be opened", "check the path and its rights"});
    Table table;
    table.file = file;
    return table;
  }
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  return parse_csv(std::move(text), file, encoding, problems);
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted.append(c == '"' ? 2 : 1, c);
  }
  return quoted + '"';
}

}  // namespace yanbi
