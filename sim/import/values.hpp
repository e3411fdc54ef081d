// SPDX-License-Identifier: Apache-2.0
#pragma once
// Texts of tables as values: numbers, dates as ledgers write them, and words of tags.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/city/works.hpp"

namespace yanbi {

/// `text` without white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// A finite decimal number and nothing else, white space at the ends aside.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// The days that a date stands for: one day, or all of a month or a year.
struct DateSpan {
  Date first = 0;
  Date last = 0;
  bool vague = false;  ///< the source gave two years ("2020/2021"); the first was taken
};

/// "1985", "1985.0", "1985-06", "1985-06-30", "1985/06/30", "19850630" or "2020/2021".
[[nodiscard]] std::optional<DateSpan> parse_ledger_date(std::string_view text);

/// Whether `value` is one of `patterns`, each a text or a range of whole numbers such as "110-132".
[[nodiscard]] bool matches_any(std::string_view value, const std::vector<std::string>& patterns);

/// Two numbers in one text, separated by a comma, a semicolon or white space.
[[nodiscard]] std::optional<std::pair<double, double>> parse_pair(std::string_view text);

}  // namespace yanbi
