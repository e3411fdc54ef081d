// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values that people write as text in configuration files: durations with a unit, calendar dates.

#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbi {

/// Seconds in a text such as "90 s", "5 min", "1.5 h", "2 d"; none when it is not a number followed
/// by one of these units.
[[nodiscard]] std::optional<double> parse_duration(std::string_view text) noexcept;

/// A date as year * 10000 + month * 100 + day, if there is such a day in the Gregorian calendar.
[[nodiscard]] std::optional<std::int32_t> make_date(int year, int month, int day) noexcept;

/// "1985", "1985-06" or "1985-06-30". What is left out becomes the last day of that year or month
/// when `end`, else the first. None when it is no date.
[[nodiscard]] std::optional<std::int32_t> parse_date(std::string_view text, bool end) noexcept;

/// Minutes after midnight in "HH:MM", from "00:00" to "24:00"; none when it is no time of day.
[[nodiscard]] std::optional<int> parse_time_of_day(std::string_view text) noexcept;

}  // namespace yanbi
