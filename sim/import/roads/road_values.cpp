// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/road_values.hpp"

#include <algorithm>
#include <charconv>

#include "sim/import/values.hpp"

namespace yanbi {

std::int64_t parse_source_id(std::string_view text) noexcept {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() ? id : 0;
}

std::optional<std::int64_t> parse_node_key(std::string_view text) noexcept {
  const std::string_view digits = trimmed(text);
  std::int64_t key = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), key);
  return error == std::errc() && end == digits.data() + digits.size() ? std::optional(key)
                                                                      : std::nullopt;
}

std::optional<std::pair<double, double>> middle_of(std::span<const double> lon,
                                                   std::span<const double> lat) {
  if (lon.empty() || lat.empty()) {
    return std::nullopt;
  }
  const auto [west, east] = std::minmax_element(lon.begin(), lon.end());
  const auto [south, north] = std::minmax_element(lat.begin(), lat.end());
  return std::pair((*west + *east) / 2.0, (*south + *north) / 2.0);
}

}  // namespace yanbi
