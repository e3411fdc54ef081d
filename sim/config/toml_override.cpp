// SPDX-License-Identifier: Apache-2.0
// Overrides as given on the command line: "a.b[2].c = value".
#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/config/toml_document.hpp"

namespace yanbi {
namespace {

using Step = std::variant<std::string, std::size_t>;  ///< a key, or an index of an array

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string::npos
             ? std::string()
             : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Takes a quoted or bare key that starts at `at`.
std::optional<std::string> take_key(const std::string& text, std::size_t& at) {
  std::string key;
  if (at < text.size() && text[at] == '"') {
    const std::size_t end = text.find('"', at + 1);
    if (end == std::string::npos) {
      return std::nullopt;
    }
    key = text.substr(at + 1, end - at - 1);
    at = end + 1;
  } else {
    const std::size_t end = std::min(text.find_first_of(".[", at), text.size());
    key = text.substr(at, end - at);
    at = end;
  }
  return key.empty() ? std::nullopt : std::optional(key);
}

std::optional<std::size_t> take_index(const std::string& text, std::size_t& at) {
  const std::size_t end = text.find(']', at);
  std::size_t index = 0;
  if (end == std::string::npos) {
    return std::nullopt;
  }
  const auto [stop, error] = std::from_chars(text.data() + at + 1, text.data() + end, index);
  if (error != std::errc{} || stop != text.data() + end) {
    return std::nullopt;
  }
  at = end + 1;
  return index;
}

/// The steps of "a.b[2].c"; nothing when it is no such path.
std::vector<Step> parse_path(const std::string& text) {
  std::vector<Step> steps;
  std::size_t at = 0;
  while (true) {
    std::optional<std::string> key = take_key(text, at);
    if (!key) {
      return {};
    }
    steps.emplace_back(std::move(*key));
    while (at < text.size() && text[at] == '[') {
      const std::optional<std::size_t> index = take_index(text, at);
      if (!index) {
        return {};
      }
      steps.emplace_back(*index);
    }
    if (at == text.size()) {
      return steps;
    }
    if (text[at] != '.') {
      return {};
    }
    ++at;
  }
}

/// Where the value begins: the first '=' outside quotes.
std::size_t find_equals(const std::string& argument) {
  bool quoted = false;
  for (std::size_t i = 0; i < argument.size(); ++i) {
    quoted = quoted != (argument[i] == '"');
    if (argument[i] == '=' && !quoted) {
      return i;
    }
  }
  return std::string::npos;
}

/// The value read as TOML, or as text when it is not valid TOML.
toml::table parse_value(const std::string& value) {
  try {
    toml::table parsed = toml::parse("value = " + value);
    if (parsed.size() == 1) {
      return parsed;
    }
  } catch (const toml::parse_error&) {
    // Not TOML: a text without quotes, as people type on a command line.
  }
  return toml::table{{"value", value}};
}

/// One step down, making a table where there is nothing yet; nullptr when that is impossible.
toml::node* step_down(toml::node& node, const Step& step, const Step& next) {
  if (const auto* index = std::get_if<std::size_t>(&step)) {
    toml::array* array = node.as_array();
    return array != nullptr && *index < array->size() ? array->get(*index) : nullptr;
  }
  toml::table* table = node.as_table();
  if (table == nullptr) {
    return nullptr;
  }
  const std::string& key = std::get<std::string>(step);
  toml::node* child = table->get(key);
  if (child != nullptr || std::holds_alternative<std::size_t>(next)) {
    return child;  // an element cannot be set where there is no array
  }
  return &table->insert(key, toml::table{}).first->second;
}

bool set_value(toml::node& node, const Step& step, const toml::node& value) {
  if (const auto* index = std::get_if<std::size_t>(&step)) {
    toml::array* array = node.as_array();
    if (array == nullptr || *index >= array->size()) {
      return false;
    }
    array->replace(array->cbegin() + static_cast<std::ptrdiff_t>(*index), value);
    return true;
  }
  toml::table* table = node.as_table();
  if (table == nullptr) {
    return false;
  }
  table->insert_or_assign(std::get<std::string>(step), value);
  return true;
}

std::string path_text(const std::vector<Step>& steps) {
  std::string text;
  for (const Step& step : steps) {
    text = std::holds_alternative<std::string>(step)
               ? join_key(text, std::get<std::string>(step))
               : join_index(text, std::get<std::size_t>(step));
  }
  return text;
}

}  // namespace

void TomlTable::Document::apply_override(const std::string& argument) {
  const std::size_t equals = find_equals(argument);
  const std::vector<Step> steps = equals == std::string::npos
                                      ? std::vector<Step>{}
                                      : parse_path(trimmed(argument.substr(0, equals)));
  if (steps.empty()) {
    problems.add(
        {"--set", 0, "", argument, "is not of the form KEY=VALUE", "write for example run.seed=7"});
    return;
  }
  const std::string value = trimmed(argument.substr(equals + 1));
  const std::string value_path = path_text(steps);
  toml::node* node = &root;
  for (std::size_t i = 0; i + 1 < steps.size() && node != nullptr; ++i) {
    node = step_down(*node, steps[i], steps[i + 1]);
  }
  const toml::table parsed = parse_value(value);
  if (node == nullptr || !set_value(*node, steps.back(), *parsed.get("value"))) {
    problems.add(
        {"--set", 0, value_path, value,
         fmt::format("does not lead to a table or an element that '{}' has", path.string()),
         "set a key of an existing table; elements of arrays count from 0"});
    return;
  }
  overridden[value_path] = value;
}

}  // namespace yanbi
