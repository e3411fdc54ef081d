// SPDX-License-Identifier: Apache-2.0
#include "sim/import/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/config/text_values.hpp"

namespace yanbi {
namespace {

constexpr std::string_view kWhite = " \t\r\n\f\v";

/// All of `text` as a whole number without a sign.
std::optional<int> parse_digits(std::string_view text) {
  if (text.empty() || text.size() > 8 ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

DateSpan whole_year(int year) { return {year * 10000 + 101, year * 10000 + 1231, false}; }

std::optional<DateSpan> from_parts(int year, std::optional<int> month, std::optional<int> day) {
  if (!month) {
    return std::nullopt;
  }
  const std::optional<Date> first = make_date(year, *month, day.value_or(1));
  std::optional<Date> last = first;
  if (!day) {
    last.reset();
    for (int d = 31; d >= 28 && !last; --d) {
      last = make_date(year, *month, d);
    }
  }
  return first && last ? std::optional(DateSpan{*first, *last, false}) : std::nullopt;
}

/// What follows the four digits of a year: month and day, or a second year.
std::optional<DateSpan> after_year(int year, std::string_view rest) {
  const char separator = rest.front();
  if (separator != '-' && separator != '/') {
    return std::nullopt;
  }
  rest.remove_prefix(1);
  if (rest.size() == 4 && parse_digits(rest)) {
    DateSpan span = whole_year(year);
    span.vague = true;
    return span;
  }
  const std::size_t cut = rest.find(separator);
  if (cut == std::string_view::npos) {
    return rest.size() <= 2 ? from_parts(year, parse_digits(rest), std::nullopt) : std::nullopt;
  }
  // A time of day may follow, as GIS layers write it.
  const std::string_view day = rest.substr(cut + 1, rest.find_first_of("T ", cut) - cut - 1);
  const std::optional<int> number = day.size() <= 2 ? parse_digits(day) : std::nullopt;
  return number ? from_parts(year, parse_digits(rest.substr(0, cut)), number) : std::nullopt;
}

bool in_range(int value, std::string_view pattern) {
  const std::size_t dash = pattern.find('-');
  if (dash == std::string_view::npos) {
    return false;
  }
  const std::optional<int> least = parse_digits(trimmed(pattern.substr(0, dash)));
  const std::optional<int> most = parse_digits(trimmed(pattern.substr(dash + 1)));
  return least && most && *least <= value && value <= *most;
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

std::optional<double> parse_number(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<DateSpan> parse_ledger_date(std::string_view text) {
  text = trimmed(text);
  if (text.size() == 8 && parse_digits(text)) {
    return from_parts(*parse_digits(text.substr(0, 4)), parse_digits(text.substr(4, 2)),
                      parse_digits(text.substr(6, 2)));
  }
  const std::optional<int> year = text.size() < 4 ? std::nullopt : parse_digits(text.substr(0, 4));
  if (!year || *year < 1000) {
    return std::nullopt;
  }
  const std::string_view rest = text.substr(4);
  const bool is_year = rest.empty() || (rest.front() == '.' && rest.size() > 1 &&
                                        rest.find_first_not_of('0', 1) == std::string_view::npos);
  return is_year ? whole_year(*year) : after_year(*year, rest);
}

bool matches_any(std::string_view value, const std::vector<std::string>& patterns) {
  value = trimmed(value);
  const std::optional<int> number = parse_digits(value);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return value == pattern || (number && in_range(*number, pattern));
  });
}

std::optional<std::pair<double, double>> parse_pair(std::string_view text) {
  text = trimmed(text);
  const std::size_t cut = text.find_first_of(",; \t");
  if (cut == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view second = trimmed(text.substr(cut));
  if (!second.empty() && (second.front() == ',' || second.front() == ';')) {
    second.remove_prefix(1);
  }
  const std::optional<double> a = parse_number(text.substr(0, cut));
  const std::optional<double> b = parse_number(second);
  return a && b ? std::optional(std::pair(*a, *b)) : std::nullopt;
}

}  // namespace yanbi
