// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/hecras_time.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace yanbi {
namespace {

/// The digits [begin, begin + size) of a text.
std::optional<int> digits(std::string_view text, std::size_t begin, std::size_t size) noexcept {
  if (text.size() < begin + size) {
    return std::nullopt;
  }
  int value = 0;
  const char* first = text.data() + begin;
  const auto [end, error] = std::from_chars(first, first + size, value);
  return error == std::errc{} && end == first + size && value >= 0 ? std::optional(value)
                                                                   : std::nullopt;
}

std::optional<unsigned> month_of(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  for (unsigned m = 0; m < kMonths.size(); ++m) {
    if (name == kMonths[m]) {
      return m + 1;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_hecras_time(std::string_view text) noexcept {
  constexpr std::size_t kShortest = 18;  // "01JAN1999 12:00:00"
  if (text.size() < kShortest || text[9] != ' ' || text[12] != ':' || text[15] != ':') {
    return std::nullopt;
  }
  const auto day = digits(text, 0, 2);
  const auto month = month_of(text.substr(2, 3));
  const auto year = digits(text, 5, 4);
  const auto hour = digits(text, 10, 2);
  const auto minute = digits(text, 13, 2);
  const auto second = digits(text, 16, 2);
  const auto thousandths =
      text.size() > kShortest ? digits(text, kShortest + 1, 3) : std::optional(0);
  if (!day || !month || !year || !hour || !minute || !second || !thousandths || *hour > 24 ||
      *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) {
    return std::nullopt;
  }
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return 86400.0 * static_cast<double>(days) + 3600.0 * *hour + 60.0 * *minute + *second +
         *thousandths / 1000.0;
}

}  // namespace yanbi
