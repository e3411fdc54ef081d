// SPDX-License-Identifier: Apache-2.0
#pragma once
// The text of TNTP files: metadata between angle brackets, comments behind a tilde, rows of fields
// that end with a semicolon.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi {

/// One row of fields.
struct TntpRow {
  std::size_t line = 0;
  std::vector<std::string_view> fields;  ///< into TntpText::text
};

/// A file as its parts. Cannot be copied, since rows point into the text.
struct TntpText {
  TntpText() = default;
  ~TntpText() = default;
  TntpText(const TntpText&) = delete;
  TntpText& operator=(const TntpText&) = delete;
  TntpText(TntpText&&) = delete;
  TntpText& operator=(TntpText&&) = delete;

  std::string text;
  /// Value by name ("NUMBER OF NODES"), names in capitals.
  std::map<std::string, std::string> metadata;
  std::map<std::string, std::size_t> metadata_line;
  bool has_end_of_metadata = false;
  std::vector<TntpRow> rows;
};

/// Reads the parts of a file into `out`; a file that cannot be read is a problem.
void read_tntp_text(const std::filesystem::path& path, const std::string& file, TntpText& out,
                    ProblemList& problems);

/// The same for a text that is in memory.
void parse_tntp_text(std::string text, TntpText& out);

/// Nodes beyond this count cannot be meant.
inline constexpr double kMostTntpNodes = 1e7;

/// A whole number in [1, most] that the metadata state; a problem when they do not.
[[nodiscard]] std::optional<std::size_t> declared_count(const std::string& file,
                                                        const TntpText& text,
                                                        const std::string& name, double most,
                                                        ProblemList& problems);

/// A number of a row; a problem when it is none or out of range.
[[nodiscard]] std::optional<double> field_number(const std::string& file, const TntpRow& row,
                                                 std::size_t field, const char* name, double least,
                                                 double most, ProblemList& problems);

/// Index of a node by its id, which counts from 1.
[[nodiscard]] std::optional<std::uint32_t> field_node(const std::string& file, const TntpRow& row,
                                                      std::size_t field, const char* name,
                                                      std::size_t count, ProblemList& problems);

}  // namespace yanbi
