// SPDX-License-Identifier: Apache-2.0
#pragma once
// Texts of tables as values: numbers with the units that ledgers write, dates, and words of tags.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/city/works.hpp"

namespace yanbi {

/// `text` without white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// `text` with A to Z as a to z and everything else as it is, whatever the locale.
[[nodiscard]] std::string lower_ascii(std::string_view text);

/// UTF-8 text with full-width forms as their ASCII twins ("１２．５" is "12.5"), ideographic,
/// no-break and thin spaces as spaces, the minus sign U+2212 as '-', and without zero-width
/// characters.
[[nodiscard]] std::string half_width(std::string_view text);

/// A finite decimal number and nothing else, white space at the ends aside.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// All of `text` as a whole number without a sign, of at most eight digits.
[[nodiscard]] std::optional<int> parse_whole(std::string_view text);

/// What a quantity measures; it decides which units are understood.
enum class QuantityKind : std::uint8_t { kPersons, kArea, kLength };

/// How a number becomes one of the base unit (persons, m2 or m): times 10^exponent times factor.
struct QuantityUnit {
  int exponent = 0;
  double factor = 1.0;
  friend bool operator==(const QuantityUnit&, const QuantityUnit&) = default;
};

/// A unit such as "m2", "㎡", "万平方米", "公顷", "人", "cm"; the empty text is the base unit.
[[nodiscard]] std::optional<QuantityUnit> parse_unit(std::string_view text, QuantityKind kind);

/// A number as a ledger writes it, in the base unit.
struct Quantity {
  double value = 0.0;        ///< persons, m2 or m
  bool approximate = false;  ///< "about": 约, ≈, ~, 左右, 余
  bool grouped = false;      ///< thousands were separated: "15,250"
};

/// A number with its unit: full-width digits, thousands in groups of three ("15,250", "1 234"),
/// "1.2万" and marks of approximation are understood. A number without a unit is in `unit`. Nothing
/// when anything is left over, as in "1,5", "12 apples" or "30 %".
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text, QuantityKind kind,
                                                     QuantityUnit unit = {});

/// The days that a date stands for: one day, or all of a month or a year.
struct DateSpan {
  Date first = 0;
  Date last = 0;
  /// The source leaves a choice: two years ("2020/2021"), of which the first was taken, or a month
  /// "2015.1" that may have been 2015.10 before a spreadsheet read it as a number.
  bool vague = false;
};

/// "1985", "1985.0", "1985-06", "1985-06-30", "1985/6/30", "1985.06.30", "19850630", "198506",
/// "2015年3月5日", "二〇一五年三月", "民国104年" (1911 + 104), "2020/2021". A time of day may
/// follow the day.
[[nodiscard]] std::optional<DateSpan> parse_ledger_date(std::string_view text);

/// Whether `value` is one of `patterns`, each a text or a range of whole numbers such as "110-132".
[[nodiscard]] bool matches_any(std::string_view value, const std::vector<std::string>& patterns);

/// Two numbers in one text, separated by a comma, a semicolon or white space.
[[nodiscard]] std::optional<std::pair<double, double>> parse_pair(std::string_view text);

}  // namespace yanbi
