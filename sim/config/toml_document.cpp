// SPDX-License-Identifier: Apache-2.0
#include "sim/config/toml_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace yanbi {
namespace {

constexpr std::size_t kMostWritten = 60;

}  // namespace

bool is_bare(std::string_view key) noexcept {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

std::string join_key(const std::string& table_path, std::string_view key) {
  const std::string name = is_bare(key) ? std::string(key) : fmt::format("\"{}\"", key);
  return table_path.empty() ? name : table_path + "." + name;
}

std::string join_index(const std::string& array_path, std::size_t index) {
  return fmt::format("{}[{}]", array_path, index);
}

std::string written(const toml::node& node) {
  std::string text;
  if (const auto* string = node.as_string()) {
    text = fmt::format("\"{}\"", string->get());
  } else if (const auto* number = node.as_floating_point()) {
    text = fmt::format("{}", number->get());  // the shortest that is this number
  } else {
    std::ostringstream stream;
    node.visit([&stream](const auto& value) { stream << value; });
    text = stream.str();
    std::replace(text.begin(), text.end(), '\n', ' ');
  }
  if (text.size() > kMostWritten) {
    std::size_t cut = kMostWritten;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) {
      --cut;  // never inside a UTF-8 character
    }
    text = text.substr(0, cut) + " ...";
  }
  return text;
}

std::vector<std::string> keys_in_order(const toml::table& table) {
  std::vector<std::pair<toml::source_position, std::string>> places;
  for (const auto& [key, node] : table) {
    places.emplace_back(key.source().begin, std::string(key.str()));
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> keys;
  keys.reserve(places.size());
  for (auto& place : places) {
    keys.push_back(std::move(place.second));
  }
  return keys;
}

const char* kind_of(const toml::node& node) noexcept {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "a date or time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

const std::string* TomlTable::Document::override_of(const std::string& value_path) const {
  for (const auto& [path_set, argument] : overridden) {
    const bool below = value_path.size() > path_set.size() && value_path.starts_with(path_set) &&
                       (value_path[path_set.size()] == '.' || value_path[path_set.size()] == '[');
    if (below || value_path == path_set) {
      return &argument;
    }
  }
  return nullptr;
}

void TomlTable::Document::add(const std::string& value_path, const toml::node* node,
                              const std::string& reason, const std::string& remedy) {
  Problem problem{path.string(), 0, value_path, "", reason, remedy};
  if (node != nullptr) {
    problem.value = written(*node);
    problem.line = node->source().begin.line;
  }
  if (override_of(value_path) != nullptr) {
    problem.file = "--set";
    problem.line = 0;
  }
  problems.add(std::move(problem));
}

void TomlTable::Document::add_at_line(const std::string& value_path, std::size_t line,
                                      const std::string& reason, const std::string& remedy) {
  const bool from_override = override_of(value_path) != nullptr;
  problems.add({from_override ? "--set" : path.string(), from_override ? 0 : line, value_path, "",
                reason, remedy});
}

std::string TomlTable::Document::remedy_for_unknown(const std::string& key,
                                                    const std::string& table_path) const {
  const auto here = asked.find(table_path);
  std::vector<std::string> known;
  if (here != asked.end()) {
    known.assign(here->second.begin(), here->second.end());
  }
  const std::string nearest = nearest_word(key, known);
  if (!nearest.empty()) {
    return fmt::format("did you mean '{}'?", nearest);
  }
  for (const auto& [other_path, keys] : asked) {
    if (keys.contains(key)) {
      return fmt::format("did you mean '{}'?", join_key(other_path, key));
    }
  }
  if (known.empty()) {
    return "remove it";
  }
  return fmt::format("remove it, or use one of: {}", fmt::join(known, ", "));
}

void TomlTable::Document::report_unknown_below(const toml::node& node,
                                               const std::string& node_path) {
  if (const toml::table* table = node.as_table()) {
    // A table that was marked as known without being opened belongs to somebody else.
    if (asked.contains(node_path)) {
      report_unknown(*table, node_path);
    }
  } else if (const toml::array* array = node.as_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      report_unknown_below(*array->get(i), join_index(node_path, i));
    }
  }
}

void TomlTable::Document::report_unknown(const toml::table& table, const std::string& table_path) {
  const std::set<std::string>& known = asked[table_path];
  for (const std::string& key : keys_in_order(table)) {
    const std::string value_path = join_key(table_path, key);
    const auto found = table.find(key);
    if (known.contains(key)) {
      report_unknown_below(found->second, value_path);
    } else {
      add_at_line(value_path, found->first.source().begin.line,
                  "is not a known key, so it would have no effect",
                  remedy_for_unknown(key, table_path));
    }
  }
}

}  // namespace yanbi
