// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/working_crs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/import/geo/crs.hpp"

namespace yanbi {
namespace {

constexpr double kFirstChineseMeridian = 75.0;  // of EPSG:4534
constexpr int kFirstChineseCode = 4534;
constexpr int kLastChineseCode = 4554;
constexpr double kChineseZone = 3.0;  // degrees
/// The boxes of the zones reach over the island of Taiwan, whose own CRS is on another datum.
constexpr BoundingBox kTaiwan = {119.9, 21.8, 122.1, 25.35};

std::optional<std::string> chinese_zone(double lon, double lat) {
  const double steps = std::round((lon - kFirstChineseMeridian) / kChineseZone);
  const double code = kFirstChineseCode + steps;
  if (code < kFirstChineseCode || code > kLastChineseCode || kTaiwan.contains(lon, lat)) {
    return std::nullopt;
  }
  std::string name = fmt::format("EPSG:{}", static_cast<int>(code));
  const std::optional<Crs> crs = Crs::parse(name);
  const std::optional<BoundingBox> area = crs ? crs->area_of_use() : std::nullopt;
  return area && area->contains(lon, lat) ? std::optional(std::move(name)) : std::nullopt;
}

}  // namespace

std::optional<std::string> choose_working_crs(double lon, double lat) {
  if (!(std::abs(lon) <= 180.0) || !(-80.0 <= lat && lat <= 84.0)) {
    return std::nullopt;
  }
  if (std::optional<std::string> chinese = chinese_zone(lon, lat)) {
    return chinese;
  }
  const int zone = std::min(static_cast<int>(std::floor((lon + 180.0) / 6.0)), 59) + 1;
  return fmt::format("EPSG:32{}{:02}", lat < 0.0 ? 7 : 6, zone);
}

}  // namespace yanbi
