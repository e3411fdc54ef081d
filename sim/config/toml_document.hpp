// SPDX-License-Identifier: Apache-2.0
#pragma once
// Inside of toml.cpp: the parsed document that the tables of one file share, and where its values
// come from. Not part of the room's interface.

#include <toml++/toml.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/config/toml.hpp"

namespace yanbi {

/// A table and the path that leads to it.
struct TomlTable::Node {
  const toml::table* table = nullptr;
  std::string path;  ///< "" for the root, else "run" or "works[2].columns"
};

/// The document, its problems, and which keys were asked for.
class TomlTable::Document {
 public:
  std::filesystem::path path;
  std::string text;
  toml::table root;
  ProblemList problems;
  /// Path of each table that was opened -> keys that were asked for in it.
  std::map<std::string, std::set<std::string>> asked;
  /// Path of a value that an override set -> the override's value as typed.
  std::map<std::string, std::string> overridden;

  /// The `--set` argument value that decided `value_path`, or nullptr.
  [[nodiscard]] const std::string* override_of(const std::string& value_path) const;
  /// Adds a problem about the value at `value_path`, with its line or the override it came from.
  void add(const std::string& value_path, const toml::node* node, const std::string& reason,
           const std::string& remedy);
  void add_at_line(const std::string& value_path, std::size_t line, const std::string& reason,
                   const std::string& remedy);
  /// Sets one "a.b = value".
  void apply_override(const std::string& argument);
  void report_unknown(const toml::table& table, const std::string& table_path);

 private:
  void report_unknown_below(const toml::node& node, const std::string& node_path);
  [[nodiscard]] std::string remedy_for_unknown(const std::string& key,
                                               const std::string& table_path) const;
};

/// "a" + "b" -> "a.b"; keys that TOML would quote are quoted.
[[nodiscard]] std::string join_key(const std::string& table_path, std::string_view key);
/// "a" + 2 -> "a[2]".
[[nodiscard]] std::string join_index(const std::string& array_path, std::size_t index);
/// The value as a user would write it, cut when long.
[[nodiscard]] std::string written(const toml::node& node);
/// The value whole, so that TOML reads it again; see TomlLiteral.
[[nodiscard]] TomlLiteral literal_of(const toml::node& node);
/// Whether TOML takes the key without quotes.
[[nodiscard]] bool is_bare(std::string_view key) noexcept;
/// Keys of a table in the order of the file.
[[nodiscard]] std::vector<std::string> keys_in_order(const toml::table& table);
/// "a number", "a text" ...: what a value is, for messages.
[[nodiscard]] const char* kind_of(const toml::node& node) noexcept;

}  // namespace yanbi
