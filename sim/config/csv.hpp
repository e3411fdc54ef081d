// SPDX-License-Identifier: Apache-2.0
#pragma once
// Comma-separated files as RFC 4180 describes them: quotes, line breaks inside quotes, CRLF or LF.
// Semicolons and tabs separate just as well when the header line uses them.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/config/table.hpp"

namespace yanbi {

/// Reads a file with a header line. UTF-8 with or without BOM; other text must be valid in
/// `encoding`, or in GB18030 when none is given. Rows with too few or too many cells are problems
/// and left out, as are a missing or empty file; blank rows are skipped. `file` is the name to use
/// in messages. Of the columns those in `wanted` are held, or all when the file has none of them.
[[nodiscard]] Table read_csv(const std::filesystem::path& path, const std::string& file,
                             const std::optional<std::string>& encoding, ProblemList& problems,
                             const std::vector<std::string>& wanted = {});

/// The same for text that is already in memory.
[[nodiscard]] Table parse_csv(std::string text, const std::string& file,
                              const std::optional<std::string>& encoding, ProblemList& problems,
                              const std::vector<std::string>& wanted = {});

/// `text` as a field of a CSV file: in quotes where it needs them.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace yanbi
