// SPDX-License-Identifier: Apache-2.0
// A layer as large as a big city's: 200,344 ways in a GeoPackage, a grid of streets.

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <array>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "sim/import/roads/layer_roads.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

constexpr int kSide = 317;  ///< crossings along one side
constexpr int kSegments = 5;
constexpr int kWays = 2 * kSide * (kSide - 1);

/// A way from crossing (column, row) to the east or to the north, with vertices between.
void set_course(OGRFeature& feature, int column, int row, bool to_east) {
  constexpr double kWest = 500000.0;
  constexpr double kSouth = 4000000.0;
  constexpr double kStep = 20.0;
  OGRLineString course;
  for (int i = 0; i <= kSegments; ++i) {
    course.addPoint(kWest + kStep * (kSegments * column + (to_east ? i : 0)),
                    kSouth + kStep * (kSegments * row + (to_east ? 0 : i)));
  }
  feature.SetGeometry(&course);
}

void add_ways(OGRLayer& layer) {
  constexpr std::array<const char*, 4> kHighways = {"residential", "footway", "tertiary",
                                                    "primary"};
  for (int way = 0; way < 2 * kSide * kSide; ++way) {
    const int column = (way / 2) % kSide;
    const int row = way / 2 / kSide;
    const bool to_east = way % 2 == 0;
    if ((to_east ? column : row) == kSide - 1) {
      continue;
    }
    const std::unique_ptr<OGRFeature> feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
    feature->SetField("osm_id", std::to_string(way + 1).c_str());
    feature->SetField("highway", kHighways[static_cast<std::size_t>(way % 4)]);
    feature->SetField("maxspeed", way % 5 == 0 ? "50" : nullptr);
    set_course(*feature, column, row, to_east);
    if (layer.CreateFeature(feature.get()) != OGRERR_NONE) {
      throw std::runtime_error("a feature could not be written");
    }
  }
}

void write_grid(const std::filesystem::path& path) {
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> dataset(
      GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.c_str(), 0, 0, 0, GDT_Unknown,
                                                              nullptr));
  OGRSpatialReference reference;
  reference.importFromEPSG(32650);
  OGRLayer* layer = dataset->CreateLayer("roads", &reference, wkbLineString, nullptr);
  for (const char* name : {"osm_id", "highway", "maxspeed"}) {
    OGRFieldDefn field(name, OFTString);
    layer->CreateField(&field);
  }
  dataset->StartTransaction();
  add_ways(*layer);
  dataset->CommitTransaction();
}

TEST(LargeLayer, EveryWayIsInTheNetwork) {
  const test::TemporaryFolder folder;
  write_grid(folder / "roads.gpkg");
  StreetsSpec spec;
  spec.source.given = "roads.gpkg";
  spec.source.path = folder / "roads.gpkg";
  ProblemList problems;
  std::vector<ImportNote> notes;
  const RoadLines lines = read_layer_roads(spec, *Crs::parse("EPSG:32650"), problems, notes);
  ASSERT_TRUE(problems.empty());
  ASSERT_EQ(lines.lines.size(), static_cast<std::size_t>(kWays));
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.pieces, static_cast<std::size_t>(kWays));
  EXPECT_EQ(built.report.kept_mm, std::uint64_t{100'000} * kWays);
}

}  // namespace
}  // namespace yanbi
