// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/json_columns.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "sim/import/values.hpp"

namespace yanbi {
namespace {

using Json = nlohmann::ordered_json;

/// More keys than this are no columns but data, and would fill the memory.
constexpr std::size_t kMostKeys = 1000;

/// Nesting beyond this is no data, and would fill the stack where it is written again.
constexpr int kMostDepth = 100;

/// One cell's object; the second is a key that it has twice, or "". What is nested too deeply is no
/// object.
std::pair<Json, std::string> parse_object(const std::string& text) {
  std::set<std::string> seen;
  std::string twice;
  bool too_deep = false;
  const Json::parser_callback_t watch = [&](int depth, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::key && depth == 1 &&
        !seen.insert(value.get<std::string>()).second) {
      twice = value.get<std::string>();
    }
    too_deep = too_deep || depth > kMostDepth;
    return depth <= kMostDepth;
  };
  constexpr bool kNoExceptions = false;
  Json object = Json::parse(text, watch, kNoExceptions);
  return {too_deep ? Json() : std::move(object), std::move(twice)};
}

std::string cell_text(const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_null() ? std::string() : value.dump();
}

/// The keys of one column and its cells by key, row by row.
class JsonColumn {
 public:
  JsonColumn(const Table& table, std::size_t column, ProblemList& problems)
      : table_(table), column_(column), cells_(table.rows()), problems_(problems) {
    for (std::size_t row = 0; row < table.rows() && keys_.size() <= kMostKeys; ++row) {
      read_row(row);
    }
    if (keys_.size() > kMostKeys) {
      problems_.add({table.file, 0, table.columns[column], "",
                     fmt::format("the objects have more than {} different keys", kMostKeys),
                     "name a column whose objects all have the same few keys"});
      keys_.clear();
    }
  }

  [[nodiscard]] const std::vector<std::string>& keys() const noexcept { return keys_; }
  [[nodiscard]] std::string cell(std::size_t row, std::size_t key) const {
    for (const auto& [index, text] : cells_[row]) {
      if (index == key) {
        return text;
      }
    }
    return {};
  }

 private:
  void read_row(std::size_t row) {
    const std::string& text = table_.cell(row, column_);
    if (trimmed(text).empty()) {
      return;
    }
    const auto [object, twice] = parse_object(text);
    if (!object.is_object()) {
      constexpr std::size_t kShown = 60;
      problems_.add(table_.problem_at(row, table_.columns[column_], text.substr(0, kShown),
                                      "this is not a JSON object",
                                      R"(write an object such as {"places": 50})"));
      return;
    }
    if (!twice.empty()) {
      problems_.add(table_.problem_at(row, table_.columns[column_], twice,
                                      "the object has this key twice", "remove one of them"));
    }
    for (const auto& [name, value] : object.items()) {
      cells_[row].emplace_back(index_of(name), cell_text(value));
    }
  }

  std::size_t index_of(const std::string& key) {
    const auto [entry, is_new] = index_.try_emplace(key, keys_.size());
    if (is_new) {
      keys_.push_back(key);
    }
    return entry->second;
  }

  const Table& table_;
  std::size_t column_;
  std::vector<std::string> keys_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::vector<std::pair<std::size_t, std::string>>> cells_;
  ProblemList& problems_;
};

void expand(Table& table, const std::string& name, ProblemList& problems) {
  const std::optional<std::size_t> column = find_column(table, name, problems);
  if (!column) {
    return;
  }
  const JsonColumn json(table, *column, problems);
  std::vector<std::string> columns = table.columns;
  for (const std::string& key : json.keys()) {
    columns.push_back(fmt::format("{}.{}", name, key));
    if (std::find(table.columns.begin(), table.columns.end(), columns.back()) !=
        table.columns.end()) {
      problems.add({table.file, 0, "column", columns.back(),
                    "the file has a column of this name beside the JSON key", "rename the column"});
    }
  }
  std::vector<std::string> cells;
  cells.reserve(table.rows() * columns.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      cells.push_back(table.cell(row, c));
    }
    for (std::size_t key = 0; key < json.keys().size(); ++key) {
      cells.push_back(json.cell(row, key));
    }
  }
  table.columns = std::move(columns);
  table.cells = std::move(cells);
}

}  // namespace

void expand_json_columns(Table& table, const std::vector<std::string>& columns,
                         ProblemList& problems) {
  for (const std::string& column : columns) {
    expand(table, column, problems);
  }
}

}  // namespace yanbi
