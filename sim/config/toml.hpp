// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading TOML so that nothing goes unnoticed: every value is checked for type and range where it
// is read, every problem is collected with its file and line, and keys that nobody asked for are
// reported with the nearest known one.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi {

/// A value of any type as text, for values that are handed on and not read here.
struct TomlLiteral {
  std::string toml;    ///< on one line; read as TOML it is the same value of the same type
  std::string plain;   ///< the same, but a text stands as it is, without quotes
  bool table = false;  ///< whether it is a table
};

/// A text as TOML writes it, with quotes, on one line.
[[nodiscard]] std::string toml_text(std::string_view text);

/// A table of a TOML document, or a sub-table. Cheap to copy; the document lives as long as any of
/// its tables. Getters add to the document's ProblemList and return nothing when a value is missing
/// (not a problem by itself), of the wrong type or out of range (a problem).
class TomlTable {
 public:
  /// Closed range of allowed numbers.
  struct Range {
    double least = 0.0;
    double most = 0.0;
  };

  /// "a.b.c" as a user would write it.
  [[nodiscard]] std::string key_path(const std::string& key) const;
  [[nodiscard]] bool has(const std::string& key) const;
  /// Whether the value is a table, or an array: for keys that may be written in several ways.
  [[nodiscard]] bool is_table(const std::string& key) const;
  [[nodiscard]] bool is_array(const std::string& key) const;
  /// Names of all keys of this table, in the order of the file. Does not mark them as known.
  [[nodiscard]] std::vector<std::string> keys() const;

  [[nodiscard]] std::optional<std::string> text(const std::string& key) const;
  [[nodiscard]] std::optional<bool> boolean(const std::string& key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(const std::string& key, Range range) const;
  /// A finite number (integers are accepted).
  [[nodiscard]] std::optional<double> number(const std::string& key, Range range) const;
  /// A duration in s: a number (s) or a text such as "90 s", "5 min", "1.5 h".
  [[nodiscard]] std::optional<double> duration(const std::string& key, Range range) const;
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const std::string& key) const;
  [[nodiscard]] std::optional<std::vector<double>> numbers(const std::string& key,
                                                           Range range) const;
  [[nodiscard]] std::optional<std::vector<double>> durations(const std::string& key,
                                                             Range range) const;
  /// An array of [number, number] pairs.
  [[nodiscard]] std::optional<std::vector<std::pair<double, double>>> pairs(
      const std::string& key) const;
  /// A date: TOML local date, "1985-06-30", or a year (integer or text) whose missing month and day
  /// become the last of the year when `end_of_year`, else the first; as year*10000+month*100+day.
  [[nodiscard]] std::optional<std::int32_t> date(const std::string& key, bool end_of_year) const;
  [[nodiscard]] std::optional<TomlTable> table(const std::string& key) const;
  [[nodiscard]] std::vector<TomlTable> tables(const std::string& key) const;  ///< array of tables
  /// A value of any type.
  [[nodiscard]] std::optional<TomlLiteral> literal(const std::string& key) const;
  /// The elements of an array, each of any type.
  [[nodiscard]] std::optional<std::vector<TomlLiteral>> literals(const std::string& key) const;
  /// A text that must be one of `allowed`; anything else is a problem naming them.
  [[nodiscard]] std::optional<std::string> choice(const std::string& key,
                                                  const std::vector<std::string>& allowed) const;

  /// Adds "missing" for `key` (the line is the table's own).
  void missing(const std::string& key, const std::string& reason, const std::string& remedy) const;
  /// Adds a problem about the value of `key`.
  void problem(const std::string& key, const std::string& reason, const std::string& remedy) const;
  /// Marks a key as known without reading it.
  void know(const std::string& key) const;

  class Document;  // implementation, shared by the tables of one file
  struct Node;
  TomlTable(std::shared_ptr<Document> document, std::shared_ptr<const Node> node);

 private:
  std::shared_ptr<Document> document_;
  std::shared_ptr<const Node> node_;
};

/// One TOML file being read.
class TomlFile {
 public:
  /// Parses `path`, then applies `overrides` ("a.b = value" as on the command line, each value read
  /// as TOML, or as text if it is not valid TOML). UTF-8 with or without BOM.
  /// @throws InputError when the file is missing, is not UTF-8, or is not TOML (with line and
  /// column).
  static TomlFile load(const std::filesystem::path& path,
                       const std::vector<std::string>& overrides = {});

  /// The same for a text in memory; `name` stands for the path in messages.
  static TomlFile parse(std::string text, const std::filesystem::path& name,
                        const std::vector<std::string>& overrides = {});

  [[nodiscard]] TomlTable root() const;
  [[nodiscard]] ProblemList& problems() const;
  /// The file as read, followed by the overrides as comment lines.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const std::filesystem::path& path() const;
  /// Adds a problem for every key in the document that nothing asked for, naming the nearest known.
  void report_unknown_keys() const;

 private:
  explicit TomlFile(std::shared_ptr<TomlTable::Document> document);
  std::shared_ptr<TomlTable::Document> document_;
};

}  // namespace yanbi
