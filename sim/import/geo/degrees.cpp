// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/degrees.hpp"

#include <ogr_spatialref.h>

#include <cmath>
#include <cstddef>

#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {

Degrees::Degrees(const std::string& crs) {
  const GdalScope scope;
  const std::optional<Crs> working = Crs::parse(crs);
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (working && degrees) {
    transformation_.reset(
        OGRCreateCoordinateTransformation(&working->handle(), &degrees->handle()));
  }
}

Degrees::~Degrees() = default;

std::optional<std::pair<double, double>> Degrees::of(std::pair<double, double> position) const {
  const std::vector<std::pair<double, double>> line = of(std::vector{position});
  return line.empty() ? std::nullopt : std::optional(line.front());
}

std::vector<std::pair<double, double>> Degrees::of(
    const std::vector<std::pair<double, double>>& line) const {
  const GdalScope scope;
  std::vector<double> lon;
  std::vector<double> lat;
  for (const auto& [x, y] : line) {
    lon.push_back(x);
    lat.push_back(y);
  }
  if (!transformation_ ||
      transformation_->Transform(static_cast<int>(line.size()), lon.data(), lat.data()) == 0) {
    return {};
  }
  std::vector<std::pair<double, double>> degrees;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!std::isfinite(lon[i]) || !std::isfinite(lat[i])) {
      return {};
    }
    constexpr double kSteps = 1e8;
    degrees.emplace_back(std::round(lon[i] * kSteps) / kSteps,
                         std::round(lat[i] * kSteps) / kSteps);
  }
  return degrees;
}

}  // namespace yanbi
