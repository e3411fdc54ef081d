// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "sim/import/hazard/hecras_file.hpp"
#include "sim/import/hazard/hecras_time.hpp"
#include "tests/sim/import/hazard/hazard_fixture.hpp"
#include "tests/support/data.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::noted;
using ::testing::HasSubstr;

TEST(HecRasTime, IsReadToTheMillisecond) {
  EXPECT_EQ(parse_hecras_time("01JAN1970 00:00:00"), 0.0);
  EXPECT_EQ(parse_hecras_time("02JAN1970 00:01:02:500"), 86462.5);
  EXPECT_EQ(*parse_hecras_time("28FEB2000 24:00:00") - *parse_hecras_time("28FEB2000 00:00:00"),
            86400.0);
  EXPECT_EQ(parse_hecras_time("29FEB2000 00:00:00"), parse_hecras_time("28FEB2000 24:00:00"));
  for (const char* wrong : {"", "01JAN1999", "31FEB1999 12:00:00", "01JAX1999 12:00:00",
                            "01JAN1999 25:00:00", "01JAN1999 12:61:00", "-1JAN1999 12:00:00"}) {
    EXPECT_EQ(parse_hecras_time(wrong), std::nullopt) << wrong;
  }
}

HecRasFloodSpec bald_eagle() {
  const auto folder = test::data_folder() / "hecras";
  HecRasFloodSpec spec;
  spec.results.given = "results";
  spec.results.path = folder / "BaldEagleDamBrk.p18.timeseries.hdf";
  spec.geometry = SourceSpec{"geometry", folder / "BaldEagleDamBrk.p18.hdf", {}, {}, {}};
  return spec;
}

TEST(HecRasFile, HasThirtySevenOutputsInFeet) {
  YANBI_NEEDS_DATA("hecras");
  ProblemList problems;
  const std::optional<MeshResults> results = read_hecras(bald_eagle(), problems);
  ASSERT_TRUE(problems.empty());
  ASSERT_TRUE(results);
  EXPECT_EQ(results->unit, "ft");
  ASSERT_EQ(results->times.size(), 37U);
  EXPECT_EQ(results->times[1], 7200.0);
  EXPECT_EQ(results->times[36], 259200.0);
  ASSERT_EQ(results->areas.size(), 2U);
  EXPECT_EQ(results->areas[0].name, "BaldEagleCr");
  EXPECT_EQ(results->areas[0].cells(), 3947U);
  EXPECT_EQ(results->areas[1].cells(), 1251U);
  // Cell 0 at the first output, 658.762 ft as h5py reads it and as the layer of cells says.
  EXPECT_NEAR(results->areas[0].surface[0][0], 658.7622 * 0.3048, 0.001);
  // Cells that lie in the mesh; the others are beyond its rim.
  const auto& sides = results->areas[0].sides;
  EXPECT_EQ(std::ranges::count_if(sides, [](const auto& each) { return !each.empty(); }), 3359);
}

TEST(HecRasFile, CutShortAtAnyPlaceIsAProblem) {
  YANBI_NEEDS_DATA("hecras");
  const test::TemporaryFolder folder;
  const std::string whole = test::read_bytes(bald_eagle().results.path);
  for (std::size_t size = 0; size < whole.size(); size += 40'009) {
    test::write_bytes(folder / "cut.hdf", whole.substr(0, size));
    HecRasFloodSpec spec;
    spec.results.given = "cut.hdf";
    spec.results.path = folder / "cut.hdf";
    ProblemList problems;
    EXPECT_EQ(read_hecras(spec, problems), std::nullopt);
    EXPECT_FALSE(problems.empty()) << size;
  }
}

TEST(HecRasFile, OfAnotherKindSaysWhatIsMissing) {
  YANBI_NEEDS_DATA("hecras");
  HecRasFloodSpec spec = bald_eagle();
  spec.results.path = spec.geometry->path;  // a file without outputs
  ProblemList problems;
  EXPECT_FALSE(read_hecras(spec, problems).has_value());
  ASSERT_FALSE(problems.empty());
  EXPECT_THAT(problems.list()[0].reason, HasSubstr("no times of output"));
}

TEST(HecRasFile, AUnitThatContradictsTheFileIsAProblem) {
  YANBI_NEEDS_DATA("hecras");
  HecRasFloodSpec spec = bald_eagle();
  spec.unit = "m";
  ProblemList problems;
  EXPECT_FALSE(read_hecras(spec, problems).has_value());
  EXPECT_THAT(problems.list()[0].reason, HasSubstr("'ft'"));
}

/// A street through both flow areas, from the lake down the valley.
test::SmallCity::Files valley() {
  return {{"city.toml", R"(name = "Valley"
crs = "EPSG:32618"
[streets]
file = "streets.geojson"
crs = "EPSG:4326"
[population]
from = "streets"
[[population.estimate]]
name = "all"
total = 10
[[works]]
ledger = "w"
file = "works.csv"
crs = "EPSG:4326"
columns = { id = "id", places = "places", x = "x", y = "y" }
[[layout]]
name = "all"
[grid]
cell = 5000
)"},
          {"works.csv", "id,places,x,y\n1,50,-77.5,41.1\n"},
          {"streets.geojson",
           R"({"type":"FeatureCollection","features":[)" +
               test::SmallCity::line(R"("highway":"residential")",
                                     "[[-77.75,40.97],[-77.5,41.1],[-77.34,41.18]]") +
               "]}"}};
}

TEST(HecRasFlood, MeshAndCellPolygonsGiveTheSameDepths) {
  YANBI_NEEDS_DATA("hecras");
  const test::HazardCity city(valley());
  std::filesystem::create_directory_symlink(test::data_folder() / "hecras", city.path("hecras"));
  const std::string head =
      "name = \"h\"\n[flood.hecras]\nfile = \"hecras/BaldEagleDamBrk.p18.timeseries.hdf\"\n";
  const Hazard mesh =
      city.build(head + "geometry = { file = \"hecras/BaldEagleDamBrk.p18.hdf\" }\n");
  const Hazard cells =
      city.build(head + "cells = { file = \"hecras/bald-eagle-mesh-cell-polygons.geojson\" }\n");
  ASSERT_TRUE(mesh.flood && cells.flood);
  EXPECT_EQ(mesh.flood->frame.size(), 37U);
  EXPECT_EQ(mesh.flood->links.place, cells.flood->links.place);
  EXPECT_EQ(mesh.flood->links.depth, cells.flood->links.depth);
  EXPECT_FALSE(mesh.flood->links.flow.empty());
  EXPECT_TRUE(cells.flood->links.flow.empty()) << "faces are known by the mesh only";
  EXPECT_EQ(noted(cells, "no_velocity"), 0.0);
  EXPECT_TRUE(noted(mesh, "no_ground").has_value());
}

TEST(HecRasFlood, WithoutMeshAndPolygonsIsAProblem) {
  YANBI_NEEDS_DATA("hecras");
  const test::HazardCity city(valley());
  std::filesystem::create_directory_symlink(test::data_folder() / "hecras", city.path("hecras"));
  EXPECT_THAT(city.said("name = \"h\"\n[flood.hecras]\n"
                        "file = \"hecras/BaldEagleDamBrk.p18.timeseries.hdf\"\n"),
              HasSubstr("no mesh"));
}

}  // namespace
}  // namespace yanbi
