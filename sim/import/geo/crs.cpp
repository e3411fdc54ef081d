// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/crs.hpp"

#include <cpl_conv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {
namespace {

/// `text` in capitals, without hyphens, underscores and white space.
std::string plain_capitals(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c != '-' && c != '_' && std::isspace(byte) == 0) {
      plain += static_cast<char>(std::toupper(byte));
    }
  }
  return plain;
}

/// A CRS that PROJ does not know by this name: what to ask it for, and the offset.
struct ChineseName {
  const char* name;
  const char* definition;
  ChineseOffset offset;
};
constexpr std::array<ChineseName, 4> kChineseNames = {
    {{"GCJ02", "EPSG:4326", ChineseOffset::kGcj02},
     {"BD09", "EPSG:4326", ChineseOffset::kBd09},
     {"BD09LL", "EPSG:4326", ChineseOffset::kBd09},
     {"CGCS2000", "EPSG:4490", ChineseOffset::kNone}}};

}  // namespace

Crs::Crs(std::shared_ptr<const OGRSpatialReference> reference, ChineseOffset offset)
    : reference_(std::move(reference)), offset_(offset) {}

std::optional<Crs> Crs::parse(const std::string& definition) {
  const GdalScope scope;
  const std::string plain = plain_capitals(definition);
  const auto* chinese = std::find_if(kChineseNames.begin(), kChineseNames.end(),
                                     [&](const ChineseName& each) { return plain == each.name; });
  const bool is_chinese = chinese != kChineseNames.end();
  const char* text = is_chinese ? chinese->definition : definition.c_str();
  const std::array<const char*, 3> limits = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO",
                                             nullptr};
  auto reference = std::make_shared<OGRSpatialReference>();
  if (definition.empty() || reference->SetFromUserInput(text, limits.data()) != OGRERR_NONE) {
    return std::nullopt;
  }
  reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return Crs(std::move(reference), is_chinese ? chinese->offset : ChineseOffset::kNone);
}

bool Crs::is_geographic() const { return reference_->IsGeographic() != 0; }

bool Crs::is_in_metres() const {
  return reference_->IsProjected() != 0 && std::abs(reference_->GetLinearUnits() - 1.0) < 1e-9;
}

std::string Crs::name() const {
  if (offset_ != ChineseOffset::kNone) {
    return offset_ == ChineseOffset::kGcj02 ? "GCJ-02" : "BD-09";
  }
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

std::string wkt_of(const OGRSpatialReference* reference) {
  char* wkt = nullptr;
  if (reference == nullptr || reference->exportToWkt(&wkt) != OGRERR_NONE) {
    CPLFree(wkt);
    return {};
  }
  const std::unique_ptr<char, decltype(&VSIFree)> owner(wkt, &VSIFree);
  return owner.get();
}

}  // namespace yanbi
