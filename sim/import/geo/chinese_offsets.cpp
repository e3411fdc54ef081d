// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/chinese_offsets.hpp"

#include <cmath>
#include <numbers>

namespace yanbi {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kRadian = kPi / 180.0;

/// Sum of two waves with periods 2 / a and 2 / b, two thirds of each.
double waves(double at, double a, double height_a, double b, double height_b) {
  return 2.0 / 3.0 * (height_a * std::sin(a * kPi * at) + height_b * std::sin(b * kPi * at));
}

/// What GCJ-02 adds to WGS 84, degrees. The ellipsoid is that of Krasovsky 1940, as in all
/// implementations.
LonLat gcj_shift(LonLat wgs84) {
  constexpr double kSemiMajor = 6378245.0;  // m
  constexpr double kEccentricity2 = 0.00669342162296594323;
  const double x = wgs84.lon - 105.0;
  const double y = wgs84.lat - 35.0;
  const double root = std::sqrt(std::abs(x));
  const double short_waves = waves(x, 6.0, 20.0, 2.0, 20.0);
  const double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root +
                       short_waves + waves(y, 1.0, 20.0, 1.0 / 3.0, 40.0) +
                       waves(y, 1.0 / 12.0, 160.0, 1.0 / 30.0, 320.0);  // m
  const double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + short_waves +
                      waves(x, 1.0, 20.0, 1.0 / 3.0, 40.0) +
                      waves(x, 1.0 / 12.0, 150.0, 1.0 / 30.0, 300.0);  // m
  const double sine = std::sin(wgs84.lat * kRadian);
  const double m = 1.0 - kEccentricity2 * sine * sine;
  const double meridian = kSemiMajor * (1.0 - kEccentricity2) / (m * std::sqrt(m));
  const double parallel = kSemiMajor / std::sqrt(m) * std::cos(wgs84.lat * kRadian);
  return {east / (parallel * kRadian), north / (meridian * kRadian)};
}

LonLat gcj_of(LonLat wgs84) {
  const LonLat shift = gcj_shift(wgs84);
  return {wgs84.lon + shift.lon, wgs84.lat + shift.lat};
}

LonLat bd_of(LonLat gcj) {
  constexpr double kWave = kPi * 3000.0 / 180.0;
  const double z =
      std::sqrt(gcj.lon * gcj.lon + gcj.lat * gcj.lat) + 2e-5 * std::sin(gcj.lat * kWave);
  const double theta = std::atan2(gcj.lat, gcj.lon) + 3e-6 * std::cos(gcj.lon * kWave);
  return {z * std::cos(theta) + 0.0065, z * std::sin(theta) + 0.006};
}

/// The position that `there` takes to `goal`. Both offsets change by less than a fiftieth of the
/// way moved, so each round gains more than a digit.
template <class There>
LonLat before(LonLat goal, const There& there) {
  constexpr double kClose = 1e-12;  // degrees
  constexpr int kMostRounds = 30;
  LonLat at = goal;
  for (int round = 0; round < kMostRounds; ++round) {
    const LonLat reached = there(at);
    const double lon = goal.lon - reached.lon;
    const double lat = goal.lat - reached.lat;
    at = {at.lon + lon, at.lat + lat};
    if (std::abs(lon) < kClose && std::abs(lat) < kClose) {
      break;
    }
  }
  return at;
}

}  // namespace

bool is_offset_in_gcj02(LonLat position) noexcept {
  return 72.004 <= position.lon && position.lon <= 137.8347 && 0.8293 <= position.lat &&
         position.lat <= 55.8271;
}

LonLat add_offset(LonLat wgs84, ChineseOffset offset) noexcept {
  if (offset == ChineseOffset::kNone) {
    return wgs84;
  }
  const LonLat gcj = is_offset_in_gcj02(wgs84) ? gcj_of(wgs84) : wgs84;
  return offset == ChineseOffset::kBd09 ? bd_of(gcj) : gcj;
}

LonLat remove_offset(LonLat position, ChineseOffset offset) noexcept {
  if (offset == ChineseOffset::kNone) {
    return position;
  }
  const LonLat gcj = offset == ChineseOffset::kBd09 ? before(position, bd_of) : position;
  // Asked of the given position: asked of the answer, the iteration would have no end at the edge
  // of the box.
  return is_offset_in_gcj02(gcj) ? before(gcj, gcj_of) : gcj;
}

}  // namespace yanbi
