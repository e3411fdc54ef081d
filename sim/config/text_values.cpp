// SPDX-License-Identifier: Apache-2.0
#include "sim/config/text_values.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

namespace yanbi {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 7> kUnits = {{{"s", 1.0},
                                                                        {"sec", 1.0},
                                                                        {"min", 60.0},
                                                                        {"h", 3600.0},
                                                                        {"hour", 3600.0},
                                                                        {"hours", 3600.0},
                                                                        {"d", 86400.0}}};

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes a number of at most `most` digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t most) noexcept {
  std::size_t count = 0;
  int value = 0;
  while (count < text.size() && count < most && text[count] >= '0' && text[count] <= '9') {
    value = value * 10 + (text[count] - '0');
    ++count;
  }
  if (count == 0) {
    return std::nullopt;
  }
  text.remove_prefix(count);
  return value;
}

/// Takes "-MM" or "-DD" from the front of `text`; `absent` when nothing is left.
std::optional<int> take_part(std::string_view& text, int absent) noexcept {
  if (text.empty()) {
    return absent;
  }
  if (text.front() != '-') {
    return std::nullopt;
  }
  text.remove_prefix(1);
  return take_digits(text, 2);
}

int last_day_of(int year, int month) noexcept {
  const std::chrono::year_month_day_last last{
      std::chrono::year{year},
      std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
  return last.ok() ? static_cast<int>(static_cast<unsigned>(last.day())) : 31;
}

}  // namespace

std::optional<double> parse_duration(std::string_view text) noexcept {
  text = trimmed(text);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  text = trimmed(text);
  for (const auto& [unit, seconds] : kUnits) {
    if (text == unit) {
      return value * seconds;
    }
  }
  return std::nullopt;
}

std::optional<std::int32_t> make_date(int year, int month, int day) noexcept {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > last_day_of(year, month)) {
    return std::nullopt;
  }
  return year * 10000 + month * 100 + day;
}

std::optional<std::int32_t> parse_date(std::string_view text, bool end) noexcept {
  text = trimmed(text);
  const std::optional<int> year = take_digits(text, 4);
  if (!year) {
    return std::nullopt;
  }
  const std::optional<int> month = take_part(text, end ? 12 : 1);
  if (!month || *month < 1 || *month > 12) {
    return std::nullopt;
  }
  const std::optional<int> day = take_part(text, end ? last_day_of(*year, *month) : 1);
  if (!day || !text.empty()) {
    return std::nullopt;
  }
  return make_date(*year, *month, *day);
}

std::optional<int> parse_time_of_day(std::string_view text) noexcept {
  constexpr int kMinutesADay = 24 * 60;
  text = trimmed(text);
  const std::optional<int> hour = take_digits(text, 2);
  if (!hour || text.size() != 3 || text.front() != ':') {
    return std::nullopt;
  }
  text.remove_prefix(1);
  const std::optional<int> minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !text.empty() || 60 * *hour + *minute > kMinutesADay) {
    return std::nullopt;
  }
  return 60 * *hour + *minute;
}

}  // namespace yanbi
