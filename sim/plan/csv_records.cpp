// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/csv_records.hpp"

#include <utility>

namespace yanbi {
namespace {

class Splitter {
 public:
  std::vector<CsvRecord> split(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted_) {
        i += in_quotes(c, i + 1 < text.size() && text[i + 1] == '"') ? 1 : 0;
      } else if (c == '"' && field_.empty()) {
        quoted_ = true;
      } else if (c == ',') {
        end_field();
      } else if (c == '\n') {
        end_record();
      } else if (c != '\r' || i + 1 == text.size() || text[i + 1] != '\n') {
        field_ += c;
      }
      line_ += c == '\n' ? 1 : 0;
    }
    end_record();
    return std::move(records_);
  }

 private:
  /// @returns whether the next character was used as well.
  bool in_quotes(char c, bool quote_follows) {
    if (c != '"') {
      field_ += c;
      return false;
    }
    if (quote_follows) {
      field_ += '"';
      return true;
    }
    quoted_ = false;
    return false;
  }
  void end_field() { record_.fields.push_back(std::exchange(field_, {})); }
  void end_record() {
    if (!field_.empty() || !record_.fields.empty()) {
      end_field();
      records_.push_back(std::exchange(record_, {}));
    }
    record_.line = line_ + 1;
  }

  std::vector<CsvRecord> records_;
  CsvRecord record_{1, {}};
  std::string field_;
  std::size_t line_ = 1;
  bool quoted_ = false;
};

}  // namespace

std::vector<CsvRecord> csv_records(std::string_view text) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  if (text.substr(0, kBom.size()) == kBom) {
    text.remove_prefix(kBom.size());
  }
  return Splitter().split(text);
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
