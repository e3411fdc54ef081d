// SPDX-License-Identifier: Apache-2.0
#pragma once
// Coordinate reference systems and the way from a source's coordinates to the working ones. x is
// always east (or longitude) and y north (or latitude), whatever the authority's axis order.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/import/geo/chinese_offsets.hpp"

class OGRSpatialReference;
class OGRCoordinateTransformation;

namespace yanbi {

struct BoundingBox {
  double x_min = 0.0;
  double y_min = 0.0;
  double x_max = 0.0;
  double y_max = 0.0;

  [[nodiscard]] bool contains(double x, double y) const noexcept {
    return x_min <= x && x <= x_max && y_min <= y && y <= y_max;
  }
};

/// A coordinate reference system. Copies share it; it never changes.
class Crs {
 public:
  /// From "EPSG:25832", WKT, or another text that PROJ understands, or "GCJ-02", "BD-09" or
  /// "CGCS2000" (which is EPSG:4490), in capitals or not, with or without hyphen; nothing
  /// otherwise. Neither files nor the network are looked at.
  [[nodiscard]] static std::optional<Crs> parse(const std::string& definition);

  [[nodiscard]] bool is_geographic() const;
  /// Projected, with both axes in metres: what a working CRS must be.
  [[nodiscard]] bool is_in_metres() const;
  [[nodiscard]] std::string name() const;
  /// Where it is meant to be used: longitude and latitude, degrees. Nothing if it does not say.
  [[nodiscard]] std::optional<BoundingBox> area_of_use() const;
  /// A short distance at (x, y) measured in this projected CRS, divided by the same on the
  /// ellipsoid: to the east or to the north, whichever is farther from 1. Nothing where the CRS
  /// does not reach. Radii of curvature: Snyder, Map Projections (USGS PP 1395), eq. 4-18 and 4-20.
  [[nodiscard]] std::optional<double> scale_at(double x, double y) const;
  /// How positions stray from those of `handle()`: GCJ-02 and BD-09 are WGS 84 with an offset.
  [[nodiscard]] ChineseOffset offset() const noexcept { return offset_; }
  [[nodiscard]] const OGRSpatialReference& handle() const noexcept { return *reference_; }

 private:
  Crs(std::shared_ptr<const OGRSpatialReference> reference, ChineseOffset offset);
  std::shared_ptr<const OGRSpatialReference> reference_;
  ChineseOffset offset_ = ChineseOffset::kNone;
};

/// The WKT of a CRS that GDAL gives for a file; "" for nullptr.
[[nodiscard]] std::string wkt_of(const OGRSpatialReference* reference);

/// Where positions come from, for messages.
struct PositionSource {
  std::string file;
  std::string key;                    ///< column or field that holds them
  std::span<const std::size_t> line;  ///< line of each position; empty where there are no lines
  bool by_feature = false;  ///< without lines: each position is that of a feature, in order
};

/// Takes positions of one CRS to another and notices those that cannot be meant.
class Projector {
 public:
  Projector(const Crs& from, const Crs& to);
  ~Projector();
  Projector(const Projector&) = delete;
  Projector& operator=(const Projector&) = delete;
  Projector(Projector&&) noexcept;
  Projector& operator=(Projector&&) noexcept;

  /// Projects in place and returns 1 for each good position. Positions that are NaN are skipped
  /// (the reader has reported them); those that fail, or that lie far outside the area that the
  /// target CRS is meant for, are problems that say what was probably mixed up: x and y, degrees
  /// and metres, the number of the zone in eastings. Each row with a line, and each feature, is
  /// reported by itself unless all are at fault.
  [[nodiscard]] std::vector<std::uint8_t> project(std::span<double> x, std::span<double> y,
                                                  const PositionSource& source,
                                                  ProblemList& problems) const;

 private:
  /// Moves all positions to the target CRS; 0 where that failed.
  [[nodiscard]] std::vector<int> move(std::span<double> x, std::span<double> y) const;
  /// Whether a position, read in the CRS `from`, lies where the target CRS is meant to be used.
  [[nodiscard]] bool would_fit(const Crs& from, double x, double y) const;
  [[nodiscard]] std::string advice(double x, double y) const;
  /// The advice about the number of a zone that eastings begin with, or should; empty when that is
  /// not the mistake.
  [[nodiscard]] std::string zone_advice(double x, double y) const;

  Crs from_;
  Crs to_;
  std::unique_ptr<OGRCoordinateTransformation> transformation_;  ///< null when the two are the same
  std::optional<BoundingBox> allowed_;  ///< of the target CRS, in its own coordinates
};

}  // namespace yanbi
