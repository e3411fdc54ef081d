// SPDX-License-Identifier: Apache-2.0
#include "sim/import/crs.hpp"

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/import/gdal_scope.hpp"

namespace yanbi {
namespace {

/// Share of its own size by which a CRS may be used beyond the area it is meant for.
constexpr double kAreaMargin = 0.1;
/// Positions at fault up to which each is reported by itself.
constexpr std::size_t kMostSingle = 5;

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

}  // namespace

Crs::Crs(std::shared_ptr<const OGRSpatialReference> reference) : reference_(std::move(reference)) {}

std::optional<Crs> Crs::parse(const std::string& definition) {
  const GdalScope scope;
  auto reference = std::make_shared<OGRSpatialReference>();
  if (definition.empty() || reference->SetFromUserInput(definition.c_str()) != OGRERR_NONE) {
    return std::nullopt;
  }
  reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return Crs(std::move(reference));
}

bool Crs::is_geographic() const { return reference_->IsGeographic() != 0; }

bool Crs::is_in_metres() const {
  return reference_->IsProjected() != 0 && std::abs(reference_->GetLinearUnits() - 1.0) < 1e-9;
}

std::string Crs::name() const {
  const char* name = reference_->GetName();
  return name == nullptr ? "unnamed" : name;
}

std::optional<BoundingBox> Crs::area_of_use() const {
  BoundingBox box;
  if (!reference_->GetAreaOfUse(&box.x_min, &box.y_min, &box.x_max, &box.y_max, nullptr) ||
      box.x_min < -180) {
    return std::nullopt;
  }
  return box;
}

std::optional<double> Crs::scale_at(double x, double y) const {
  const GdalScope scope;
  constexpr double kStep = 100.0;  // m
  const std::unique_ptr<OGRSpatialReference> degrees(reference_->CloneGeogCS());
  if (!degrees) {
    return std::nullopt;
  }
  degrees->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> transformation(
      OGRCreateCoordinateTransformation(reference_.get(), degrees.get()));
  std::array<double, 3> lon = {x, x + kStep, x};
  std::array<double, 3> lat = {y, y, y + kStep};
  if (!transformation || transformation->Transform(3, lon.data(), lat.data()) == 0) {
    return std::nullopt;
  }
  constexpr double kRadian = std::numbers::pi / 180.0;
  const double flattening =
      reference_->GetInvFlattening() > 0.0 ? 1.0 / reference_->GetInvFlattening() : 0.0;
  const double e2 = flattening * (2.0 - flattening);
  const double sine = std::sin(lat[0] * kRadian);
  const double prime_vertical = reference_->GetSemiMajor() / std::sqrt(1.0 - e2 * sine * sine);
  const double meridian = prime_vertical * (1.0 - e2) / (1.0 - e2 * sine * sine);
  const auto scale_to = [&](std::size_t i) {
    const double north = (lat[i] - lat[0]) * kRadian * meridian;
    const double east = (lon[i] - lon[0]) * kRadian * prime_vertical * std::cos(lat[0] * kRadian);
    return kStep / std::sqrt(north * north + east * east);
  };
  const double to_east = scale_to(1);
  const double to_north = scale_to(2);
  const double worst = std::abs(to_east - 1.0) > std::abs(to_north - 1.0) ? to_east : to_north;
  return std::isfinite(worst) ? std::optional(worst) : std::nullopt;
}

Projector::Projector(const Crs& from, const Crs& to) : from_(from), to_(to) {
  const GdalScope scope;
  transformation_ = make_transformation(from, to);
  allowed_ = allowed_box(to);
}

Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;

std::string Projector::advice(double x, double y) const {
  const GdalScope scope;
  if (!from_.is_geographic() && looks_like_degrees(x, y)) {
    return "the coordinates look like longitude and latitude: state crs = \"EPSG:4326\"";
  }
  double swapped_x = y;
  double swapped_y = x;
  const bool moved = !transformation_ || transformation_->Transform(1, &swapped_x, &swapped_y) != 0;
  if (moved && allowed_ && allowed_->contains(swapped_x, swapped_y)) {
    return "x and y look swapped: x is east or longitude, y is north or latitude";
  }
  if (from_.is_geographic() && !looks_like_degrees(x, y)) {
    return "the coordinates look like metres: state the projected CRS that they are in";
  }
  return fmt::format("check the CRS of the file (read as '{}') and the working CRS ('{}')",
                     from_.name(), to_.name());
}

std::vector<std::uint8_t> Projector::project(std::span<double> x, std::span<double> y,
                                             const PositionSource& source,
                                             ProblemList& problems) const {
  const GdalScope scope;
  const std::vector<double> given_x(x.begin(), x.end());
  const std::vector<double> given_y(y.begin(), y.end());
  std::vector<int> moved(x.size(), 1);
  if (transformation_) {
    transformation_->Transform(static_cast<int>(x.size()), x.data(), y.data(), nullptr,
                               moved.data());
  }
  std::vector<std::uint8_t> good(x.size(), 0);
  std::vector<std::size_t> faulty;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool read = std::isfinite(given_x[i]) && std::isfinite(given_y[i]);
    const bool inside = moved[i] != 0 && std::isfinite(x[i]) && std::isfinite(y[i]) &&
                        (!allowed_ || allowed_->contains(x[i], y[i]));
    good[i] = read && inside ? 1 : 0;
    if (read && !inside) {
      faulty.push_back(i);
    }
  }
  const bool single = faulty.size() <= kMostSingle;
  for (std::size_t k = 0; k < (single ? faulty.size() : 1); ++k) {
    const std::size_t i = faulty[k];
    std::string reason = "the position lies outside the area that the working CRS is meant for";
    if (!single) {
      reason += fmt::format(" ({} of {} positions do; this is the first)", faulty.size(), x.size());
    }
    problems.add({source.file, i < source.line.size() ? source.line[i] : 0, source.key,
                  fmt::format("({}, {})", given_x[i], given_y[i]), std::move(reason),
                  advice(given_x[i], given_y[i])});
  }
  return good;
}

}  // namespace yanbi
