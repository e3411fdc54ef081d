// SPDX-License-Identifier: Apache-2.0
// Dates as ledgers write them.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "sim/config/text_values.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// Years in which works were built or will be; it tells 198506 from other numbers of six digits.
constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2200;
constexpr int kLeastYear = 1000;
/// The first year of the Republic of China is 1912.
constexpr int kRepublicOffset = 1911;
constexpr std::size_t kYearDigits = 4;

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

/// What follows the digits of a year and a separator: month and day, or a second year.
std::optional<DateSpan> after_year(int year, char separator, std::string_view rest) {
  if (rest.size() == kYearDigits && separator != '.' && parse_whole(rest)) {
    DateSpan span = whole_year(year);
    span.vague = true;
    return span;
  }
  const std::size_t cut = rest.find(separator);
  if (separator == '~' || (cut == std::string_view::npos && rest.size() > 2)) {
    return std::nullopt;
  }
  if (cut == std::string_view::npos) {
    std::optional<DateSpan> span = from_parts(year, parse_whole(rest), std::nullopt);
    if (span && separator == '.' && rest == "1") {
      span->vague = true;
    }
    return span;
  }
  // A time of day may follow, as GIS layers write it.
  const std::string_view day = rest.substr(cut + 1, rest.find_first_of("T ", cut) - cut - 1);
  const std::optional<int> number = day.size() <= 2 ? parse_whole(day) : std::nullopt;
  return number ? from_parts(year, parse_whole(rest.substr(0, cut)), number) : std::nullopt;
}

struct Numeral {
  const char* text;
  char digit;  ///< 't' = ten
};
constexpr std::array kNumerals = {
    Numeral{"〇", '0'}, Numeral{"零", '0'}, Numeral{"○", '0'},  Numeral{"一", '1'},
    Numeral{"二", '2'}, Numeral{"三", '3'}, Numeral{"四", '4'}, Numeral{"五", '5'},
    Numeral{"六", '6'}, Numeral{"七", '7'}, Numeral{"八", '8'}, Numeral{"九", '9'},
    Numeral{"十", 't'},
};

/// The numeral that `text` begins with, or nullptr.
const Numeral* numeral_at(std::string_view text) {
  const auto found = std::find_if(kNumerals.begin(), kNumerals.end(),
                                  [&](const Numeral& each) { return text.starts_with(each.text); });
  return found == kNumerals.end() ? nullptr : &*found;
}

/// A run of numerals as digits: "二〇一五" is 2015, "三" is 3, "十" is 10, "二十一" is 21.
std::string run_of_numerals(std::string_view& text) {
  std::string marks;
  while (const Numeral* numeral = numeral_at(text)) {
    marks.push_back(numeral->digit);
    text.remove_prefix(std::string_view(numeral->text).size());
  }
  const std::size_t ten = marks.find('t');
  if (ten == std::string::npos) {
    return marks;
  }
  std::string tens = marks.substr(0, ten);
  std::string ones = marks.substr(ten + 1);
  tens = tens.empty() ? "1" : tens;
  ones = ones.empty() ? "0" : ones;
  // Anything but one digit before and after the ten is no number; the reader refuses the '?'.
  return tens.size() == 1 && ones.size() == 1 && ones != "t" ? tens + ones : "?";
}

/// Takes `mark` off the front of `text`, if it begins with it.
bool take(std::string_view& text, std::string_view mark) {
  const bool found = text.starts_with(mark);
  text.remove_prefix(found ? mark.size() : 0);
  return found;
}

/// A Chinese date with hyphens: "2015年3月5日" is "2015-3-5", "二〇一五年三月" is "2015-3". What
/// follows the day is left out. Other texts stay as they are.
std::string with_hyphens(std::string_view text) {
  std::string out;
  if (text.find("年") == std::string_view::npos) {
    return out.append(text);
  }
  bool separator_due = false;
  while (!text.empty() && !take(text, "日") && !take(text, "号") && !take(text, "號")) {
    if (take(text, "年") || take(text, "月")) {
      separator_due = true;
      continue;
    }
    if (take(text, " ")) {
      continue;
    }
    if (separator_due) {
      out.push_back('-');
      separator_due = false;
    }
    if (numeral_at(text) != nullptr) {
      out += run_of_numerals(text);
    } else {
      out.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return out;
}

/// A date of the Republic's calendar, "104-3", with the year of the common era.
std::string from_republic(const std::string& date) {
  constexpr std::size_t kMostRepublicDigits = 3;
  const std::size_t digits = std::min(date.find_first_not_of("0123456789"), date.size());
  const std::optional<int> year = parse_whole(std::string_view(date).substr(0, digits));
  if (!year || digits > kMostRepublicDigits) {
    return {};
  }
  return std::to_string(*year + kRepublicOffset) + date.substr(digits);
}

/// A year, a year and month, or a day in digits alone.
std::optional<DateSpan> parse_compact(std::string_view digits) {
  constexpr std::size_t kDayDigits = 8;
  constexpr std::size_t kMonthDigits = 6;
  const std::optional<int> year = parse_whole(digits.substr(0, kYearDigits));
  const auto two_at = [&](std::size_t at) { return parse_whole(digits.substr(at, 2)); };
  if (!year || *year < kLeastYear) {
    return std::nullopt;
  }
  if (digits.size() == kDayDigits) {
    return from_parts(*year, two_at(kYearDigits), two_at(kMonthDigits));
  }
  if (digits.size() == kMonthDigits && kFirstYear <= *year && *year <= kLastYear) {
    return from_parts(*year, two_at(kYearDigits), std::nullopt);
  }
  return digits.size() == kYearDigits ? std::optional(whole_year(*year)) : std::nullopt;
}

}  // namespace

std::optional<DateSpan> parse_ledger_date(std::string_view given) {
  const std::string plain = half_width(given);
  std::string_view text = trimmed(plain);
  const bool republic = take(text, "民国") || take(text, "民國");
  std::string date = with_hyphens(trimmed(text));
  if (republic) {
    date = from_republic(date);
  }
  const std::size_t digits = std::min(date.find_first_not_of("0123456789"), date.size());
  if (digits == date.size()) {
    return parse_compact(date);
  }
  const std::optional<int> year = parse_whole(std::string_view(date).substr(0, digits));
  if (digits != kYearDigits || !year || *year < kLeastYear) {
    return std::nullopt;
  }
  const char separator = date[digits];
  const std::string_view rest = std::string_view(date).substr(digits + 1);
  if (separator == '.' && !rest.empty() && rest.find_first_not_of('0') == std::string_view::npos) {
    return whole_year(*year);  // "1985.0": a year that went through a spreadsheet
  }
  const bool known = separator == '-' || separator == '/' || separator == '.' || separator == '~';
  return known ? after_year(*year, separator, rest) : std::nullopt;
}

}  // namespace yanbi
