// SPDX-License-Identifier: Apache-2.0
#pragma once
// GIS files for tests, written by GDAL itself: layers of any driver and small rasters.

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace yanbi::test {

struct LayerField {
  std::string name;
  OGRFieldType type = OFTString;
};

/// One feature: WKT ("" = no geometry), and a text for each field ("" = not set).
struct LayerFeature {
  std::string wkt;
  std::vector<std::string> values;
};

inline OGRSpatialReference reference_of(const std::string& crs) {
  OGRSpatialReference reference;
  if (!crs.empty() && reference.SetFromUserInput(crs.c_str()) != OGRERR_NONE) {
    throw std::runtime_error("no such CRS: " + crs);
  }
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

inline void add_layer_feature(OGRLayer& layer, const LayerFeature& given) {
  const std::unique_ptr<OGRFeature> feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
  for (std::size_t f = 0; f < given.values.size(); ++f) {
    if (!given.values[f].empty()) {
      feature->SetField(static_cast<int>(f), given.values[f].c_str());
    }
  }
  if (!given.wkt.empty()) {
    OGRGeometry* geometry = nullptr;
    OGRGeometryFactory::createFromWkt(given.wkt.c_str(), nullptr, &geometry);
    if (geometry == nullptr) {
      throw std::runtime_error("bad WKT: " + given.wkt);
    }
    feature->SetGeometryDirectly(geometry);
  }
  if (layer.CreateFeature(feature.get()) != OGRERR_NONE) {
    throw std::runtime_error("a feature could not be written");
  }
}

/// Writes one layer: `driver` is "GPKG", "GeoJSON", "ESRI Shapefile", "XLSX", "ODS" ...; `crs` may
/// be empty; `options` are the driver's for layers, as "ENCODING=GBK".
inline void write_layer(const std::filesystem::path& path, const std::string& driver,
                        const std::string& crs, const std::vector<LayerField>& fields,
                        const std::vector<LayerFeature>& features,
                        const std::vector<std::string>& options = {}) {
  GDALAllRegister();
  GDALDriver* found = GetGDALDriverManager()->GetDriverByName(driver.c_str());
  if (found == nullptr) {
    throw std::runtime_error("GDAL has no driver " + driver);
  }
  const std::unique_ptr<GDALDataset> dataset(
      found->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset) {
    throw std::runtime_error("no file " + path.string());
  }
  OGRSpatialReference reference = reference_of(crs);
  std::vector<char*> list;
  for (const std::string& option : options) {
    list.push_back(const_cast<char*>(option.c_str()));  // GDAL takes them so and leaves them alone
  }
  list.push_back(nullptr);
  const bool has_geometry = !features.empty() && !features.front().wkt.empty();
  OGRLayer* layer = dataset->CreateLayer(path.stem().c_str(), crs.empty() ? nullptr : &reference,
                                         has_geometry ? wkbUnknown : wkbNone, list.data());
  if (layer == nullptr) {
    throw std::runtime_error("no layer in " + path.string());
  }
  for (const LayerField& field : fields) {
    OGRFieldDefn definition(field.name.c_str(), field.type);
    layer->CreateField(&definition);
  }
  for (const LayerFeature& feature : features) {
    add_layer_feature(*layer, feature);
  }
}

/// A raster of one band (GeoTIFF, of doubles), row by row from the first.
struct SmallRaster {
  int columns = 0;
  std::vector<double> values;
  std::array<double, 6> place = {0.0, 1.0, 0.0, 0.0, 0.0, -1.0};  ///< GDAL's geotransform
  std::string crs = "EPSG:25832";
  std::optional<double> no_data = {};
};

inline void write_raster(const std::filesystem::path& path, SmallRaster raster) {
  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const int rows = static_cast<int>(raster.values.size()) / raster.columns;
  const std::unique_ptr<GDALDataset> dataset(
      driver->Create(path.c_str(), raster.columns, rows, 1, GDT_Float64, nullptr));
  if (!dataset) {
    throw std::runtime_error("no file " + path.string());
  }
  dataset->SetGeoTransform(raster.place.data());
  if (!raster.crs.empty()) {
    const OGRSpatialReference reference = reference_of(raster.crs);
    dataset->SetSpatialRef(&reference);
  }
  GDALRasterBand* band = dataset->GetRasterBand(1);
  if (raster.no_data) {
    band->SetNoDataValue(*raster.no_data);
  }
  if (band->RasterIO(GF_Write, 0, 0, raster.columns, rows, raster.values.data(), raster.columns,
                     rows, GDT_Float64, 0, 0, nullptr) != CE_None) {
    throw std::runtime_error("the raster could not be written");
  }
}

}  // namespace yanbi::test
