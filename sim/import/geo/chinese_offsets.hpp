// SPDX-License-Identifier: Apache-2.0
#pragma once
// GCJ-02 and BD-09, the coordinates of Chinese web maps: WGS 84 with an offset of up to some
// hundred metres, and the way there and back. Equations and test vectors: docs/city/coordinates.md.

#include <cstdint>

namespace yanbi {

/// Longitude and latitude, degrees.
struct LonLat {
  double lon = 0.0;
  double lat = 0.0;
};

/// How coordinates stray from WGS 84.
enum class ChineseOffset : std::uint8_t { kNone, kGcj02, kBd09 };

/// Whether GCJ-02 is offset at a position: 72.004 to 137.8347 E, 0.8293 to 55.8271 N, the box of
/// the implementations that are in use. It holds more than China; coordinates of places abroad that
/// a Chinese map gives without offset must be stated as WGS 84.
[[nodiscard]] bool is_offset_in_gcj02(LonLat position) noexcept;

/// WGS 84 to GCJ-02 or BD-09. A position outside that box is not moved from WGS 84 to GCJ-02.
[[nodiscard]] LonLat add_offset(LonLat wgs84, ChineseOffset offset) noexcept;

/// The inverse, by fixed-point iteration to less than 1e-11 degrees. NaN stays NaN.
[[nodiscard]] LonLat remove_offset(LonLat position, ChineseOffset offset) noexcept;

}  // namespace yanbi
