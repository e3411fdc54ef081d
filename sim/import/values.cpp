// SPDX-License-Identifier: Apache-2.0
#include "sim/import/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace yanbi {
namespace {

/// Space, tab, line ends, vertical tab and form feed.
constexpr bool is_white(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

/// What a character outside ASCII stands for in half-width text.
struct Replacement {
  const char* from;
  const char* to;
};
constexpr std::array kReplacements = {
    Replacement{"\u3000", " "}, Replacement{"\u00A0", " "}, Replacement{"\u2007", " "},
    Replacement{"\u2009", " "}, Replacement{"\u202F", " "}, Replacement{"\u2212", "-"},
    Replacement{"\u200B", ""},  Replacement{"\uFEFF", ""},
};

/// The ASCII twin of the full-width form that `text` begins with (three bytes), or 0.
char ascii_twin(std::string_view text) {
  constexpr std::size_t kBytes = 3;
  constexpr unsigned kFirst = 0xFF01;
  constexpr unsigned kLast = 0xFF5E;
  constexpr unsigned kAscii = 0x21;
  if (text.size() < kBytes || static_cast<unsigned char>(text[0]) != 0xEFU) {
    return 0;
  }
  const unsigned code = 0xF000U | (static_cast<unsigned>(text[1]) & 0x3FU) << 6U |
                        (static_cast<unsigned>(text[2]) & 0x3FU);
  return kFirst <= code && code <= kLast ? static_cast<char>(code - kFirst + kAscii) : '\0';
}

bool in_range(int value, std::string_view pattern) {
  const std::size_t dash = pattern.find('-');
  if (dash == std::string_view::npos) {
    return false;
  }
  const std::optional<int> least = parse_whole(trimmed(pattern.substr(0, dash)));
  const std::optional<int> most = parse_whole(trimmed(pattern.substr(dash + 1)));
  return least && most && *least <= value && value <= *most;
}

}  // namespace

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && is_white(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_white(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if ('A' <= c && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return lower;
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

std::optional<int> parse_whole(std::string_view text) {
  constexpr std::size_t kMostDigits = 8;
  if (text.empty() || text.size() > kMostDigits ||
      !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string half_width(std::string_view text) {
  constexpr std::size_t kFormBytes = 3;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (const char twin = ascii_twin(text); twin != 0) {
      out.push_back(twin);
      text.remove_prefix(kFormBytes);
      continue;
    }
    const auto found = std::find_if(kReplacements.begin(), kReplacements.end(),
                                    [&](const Replacement& r) { return text.starts_with(r.from); });
    if (found != kReplacements.end()) {
      out += found->to;
      text.remove_prefix(std::string_view(found->from).size());
    } else {
      out.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return out;
}

bool matches_any(std::string_view value, const std::vector<std::string>& patterns) {
  value = trimmed(value);
  const std::optional<int> number = parse_whole(value);
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
