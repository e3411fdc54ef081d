// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {
namespace {

/// Share of its own size by which a CRS may be used beyond the area it is meant for.
constexpr double kAreaMargin = 0.1;
/// Positions without a line, or rows that are all at fault, up to which each is reported by itself.
constexpr std::size_t kMostSingle = 5;
/// Metres that the number of a zone in front of an easting stands for.
constexpr double kZoneUnit = 1e6;

bool looks_like_degrees(double x, double y) { return std::abs(x) <= 180 && std::abs(y) <= 180; }

std::unique_ptr<OGRCoordinateTransformation> make_transformation(const Crs& from, const Crs& to) {
  if (from.handle().IsSame(&to.handle()) != 0) {
    return nullptr;
  }
  return std::unique_ptr<OGRCoordinateTransformation>(
      OGRCreateCoordinateTransformation(&from.handle(), &to.handle()));
}

/// The area of use in the CRS's own coordinates, with a margin.
std::optional<BoundingBox> allowed_box(const Crs& crs) {
  const std::optional<BoundingBox> area = crs.area_of_use();
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (!area || !degrees || area->x_min > area->x_max) {
    return std::nullopt;
  }
  BoundingBox box = *area;
  if (const auto transformation = make_transformation(*degrees, crs)) {
    constexpr int kPointsAnEdge = 21;
    if (transformation->TransformBounds(area->x_min, area->y_min, area->x_max, area->y_max,
                                        &box.x_min, &box.y_min, &box.x_max, &box.y_max,
                                        kPointsAnEdge) == 0) {
      return std::nullopt;
    }
  }
  const double dx = kAreaMargin * (box.x_max - box.x_min);
  const double dy = kAreaMargin * (box.y_max - box.y_min);
  return BoundingBox{box.x_min - dx, box.y_min - dy, box.x_max + dx, box.y_max + dy};
}

/// The number of a Gauss-Krueger zone that an easting begins with.
std::optional<int> zone_in_front(double easting) {
  const double zone = std::floor(easting / kZoneUnit);
  return zone >= 1.0 && zone <= 120.0 ? std::optional(static_cast<int>(zone)) : std::nullopt;
}

/// The CGCS2000 CRS whose eastings begin with the number of the zone, in words; empty when there is
/// none. Zones of 3 degrees have the numbers 25 to 45, those of 6 degrees 13 to 23.
std::string cgcs2000_with_zone(int zone) {
  if (25 <= zone && zone <= 45) {
    return fmt::format(", for CGCS2000 \"EPSG:{}\"", 4513 + zone - 25);
  }
  if (13 <= zone && zone <= 23) {
    return fmt::format(", for CGCS2000 \"EPSG:{}\"", 4491 + zone - 13);
  }
  return "";
}

}  // namespace

Projector::Projector(const Crs& from, const Crs& to) : from_(from), to_(to) {
  const GdalScope scope;
  transformation_ = make_transformation(from, to);
  allowed_ = allowed_box(to);
}

Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;

bool Projector::would_fit(const Crs& from, double x, double y) const {
  const GdalScope scope;
  const auto transformation = make_transformation(from, to_);
  const bool moved = !transformation || transformation->Transform(1, &x, &y) != 0;
  return moved && allowed_ && allowed_->contains(x, y);
}

std::string Projector::zone_advice(double x, double y) const {
  if (from_.is_geographic()) {
    return "";
  }
  for (const bool swapped : {false, true}) {
    const double easting = swapped ? y : x;
    const double northing = swapped ? x : y;
    const std::optional<int> zone = zone_in_front(easting);
    if (zone && would_fit(from_, easting - *zone * kZoneUnit, northing)) {
      return fmt::format(
          "eastings begin with the number of their zone ({}): state the CRS that has it in its "
          "eastings{}, or take it off{}",
          *zone, cgcs2000_with_zone(*zone), swapped ? "; x and y look swapped too" : "");
    }
  }
  const std::optional<int> zone = zone_in_front(from_.handle().GetProjParm("false_easting"));
  if (zone && would_fit(from_, x + *zone * kZoneUnit, y)) {
    return fmt::format(
        "'{}' has the number of the zone ({}) in front of its eastings, these have none: state the "
        "CRS without it",
        from_.name(), *zone);
  }
  return "";
}

std::string Projector::advice(double x, double y) const {
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (!from_.is_geographic() && looks_like_degrees(x, y)) {
    const bool swapped = degrees && !would_fit(*degrees, x, y) && would_fit(*degrees, y, x);
    return swapped ? "the coordinates look like latitude and longitude, in this order: state crs = "
                     "\"EPSG:4326\", and name the column of longitude as x"
                   : "the coordinates look like longitude and latitude: state crs = \"EPSG:4326\"";
  }
  if (would_fit(from_, y, x)) {
    return "x and y look swapped: x is east or longitude, y is north or latitude";
  }
  if (from_.is_geographic() && !looks_like_degrees(x, y)) {
    return "the coordinates look like metres: state the projected CRS that they are in";
  }
  if (std::string zone = zone_advice(x, y); !zone.empty()) {
    return zone;
  }
  return fmt::format("check the CRS of the file (read as '{}') and the working CRS ('{}')",
                     from_.name(), to_.name());
}

std::vector<int> Projector::move(std::span<double> x, std::span<double> y) const {
  std::vector<int> moved(x.size(), 1);
  if (from_.offset() != ChineseOffset::kNone) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const LonLat wgs84 = remove_offset({x[i], y[i]}, from_.offset());
      x[i] = wgs84.lon;
      y[i] = wgs84.lat;
    }
  }
  if (transformation_) {
    transformation_->Transform(static_cast<int>(x.size()), x.data(), y.data(), nullptr,
                               moved.data());
  }
  if (to_.offset() != ChineseOffset::kNone) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      const LonLat strayed = add_offset({x[i], y[i]}, to_.offset());
      x[i] = strayed.lon;
      y[i] = strayed.lat;
    }
  }
  return moved;
}

std::vector<std::uint8_t> Projector::project(std::span<double> x, std::span<double> y,
                                             const PositionSource& source,
                                             ProblemList& problems) const {
  const GdalScope scope;
  const std::vector<double> given_x(x.begin(), x.end());
  const std::vector<double> given_y(y.begin(), y.end());
  const std::vector<int> moved = move(x, y);
  std::vector<std::uint8_t> good(x.size(), 0);
  std::vector<std::size_t> faulty;
  std::size_t readable = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool read = std::isfinite(given_x[i]) && std::isfinite(given_y[i]);
    const bool inside = moved[i] != 0 && std::isfinite(x[i]) && std::isfinite(y[i]) &&
                        (!allowed_ || allowed_->contains(x[i], y[i]));
    good[i] = read && inside ? 1 : 0;
    readable += read ? 1U : 0U;
    if (read && !inside) {
      faulty.push_back(i);
    }
  }
  const bool single = faulty.size() <= kMostSingle ||
                      ((!source.line.empty() || source.by_feature) && faulty.size() < readable);
  for (std::size_t k = 0; k < (single ? faulty.size() : 1); ++k) {
    const std::size_t i = faulty[k];
    std::string reason = "the position lies outside the area that the working CRS is meant for";
    if (!single) {
      reason += fmt::format(" ({} of {} positions do; this is the first)", faulty.size(), x.size());
    }
    // The list keeps no more of one kind than that, so the rest need no advice.
    const bool shown = k < ProblemList::kMostShown;
    std::string value = fmt::format("({}, {})", given_x[i], given_y[i]);
    if (source.by_feature && source.line.empty()) {
      value += fmt::format(" (feature {})", i + 1);
    }
    problems.add({source.file, i < source.line.size() ? source.line[i] : 0, source.key,
                  std::move(value), std::move(reason),
                  shown ? advice(given_x[i], given_y[i]) : ""});
  }
  return good;
}

}  // namespace yanbi
