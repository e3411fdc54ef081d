// SPDX-License-Identifier: Apache-2.0
// Values written as TOML on one line.
#include <fmt/format.h>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "sim/config/toml_document.hpp"

namespace yanbi {
namespace {

std::string number_text(double number) {
  std::string text = fmt::format("{}", number);  // the shortest that is this number
  // Without a sign of being one, a number would be read again as a whole number.
  const bool looks_whole = std::isfinite(number) && text.find_first_of(".e") == std::string::npos;
  return looks_whole ? text + ".0" : text;
}

std::string array_text(const toml::array& array) {
  std::vector<std::string> elements;
  for (std::size_t i = 0; i < array.size(); ++i) {
    elements.push_back(literal_of(*array.get(i)).toml);
  }
  return fmt::format("[{}]", fmt::join(elements, ", "));
}

std::string table_text(const toml::table& table) {
  std::vector<std::string> entries;
  for (const std::string& key : keys_in_order(table)) {
    entries.push_back(fmt::format("{} = {}", is_bare(key) ? key : toml_text(key),
                                  literal_of(*table.get(key)).toml));
  }
  return entries.empty() ? "{}" : fmt::format("{{ {} }}", fmt::join(entries, ", "));
}

}  // namespace

std::string toml_text(std::string_view text) {
  std::string written = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      written += '\\';
      written += c;
    } else if (code < 0x20U || code == 0x7FU) {
      written += fmt::format("\\u{:04X}", code);
    } else {
      written += c;
    }
  }
  return written + '"';
}

TomlLiteral literal_of(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return {toml_text(text->get()), text->get()};
  }
  if (const auto* number = node.as_floating_point()) {
    const std::string written = number_text(number->get());
    return {written, written};
  }
  if (const auto* array = node.as_array()) {
    const std::string written = array_text(*array);
    return {written, written};
  }
  if (const auto* table = node.as_table()) {
    const std::string written = table_text(*table);
    return {written, written, true};
  }
  // Whole numbers (in decimal), true and false, dates and times.
  std::ostringstream stream;
  if (const auto* whole = node.as_integer()) {
    stream << whole->get();
  } else {
    node.visit([&stream](const auto& value) { stream << value; });
  }
  return {stream.str(), stream.str()};
}

}  // namespace yanbi
