// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/polygon_table.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/sim/import/gdal_files.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

class PolygonTable : public testing::Test {
 protected:
  Table read(const std::string& crs, const std::vector<std::string>& wkt,
             const std::string& field = "id") {
    std::vector<test::LayerFeature> features;
    for (std::size_t f = 0; f < wkt.size(); ++f) {
      features.push_back({wkt[f], {std::to_string(f)}});
    }
    test::write_layer(folder_ / "a.gpkg", "GPKG", crs, {{field, OFTString}}, features);
    return polygon_table(read_vector_layer(folder_ / "a.gpkg", "a.gpkg", {}, {}, problems_),
                         *Crs::parse(crs), problems_);
  }
  static double area(const Table& table, std::size_t row) {
    return std::stod(table.cell(row, table.columns.size() - 1));
  }

  test::TemporaryFolder folder_;
  ProblemList problems_;
};

TEST_F(PolygonTable, FootprintsBecomePointsInsideWithAnArea) {
  // A courtyard: the middle of the outline is in the hole.
  const Table table =
      read("EPSG:25832", {"POLYGON((500000 6200000,500030 6200000,500030 6200030,500000 6200030,"
                          "500000 6200000),(500010 6200010,500020 6200010,500020 6200020,500010 "
                          "6200020,500010 6200010))"});
  EXPECT_TRUE(problems_.empty()) << problems_.list().front().to_string();
  EXPECT_EQ(table.columns, (std::vector<std::string>{"id", "area_m2"}));
  EXPECT_EQ(table.cell(0, 0), "0");
  // UTM shortens by 0.9996 here, so that 800 m2 on the map are a little more.
  EXPECT_NEAR(area(table, 0), 800.0 / (0.9996 * 0.9996), 0.05);
  const bool in_hole =
      std::abs(table.point_x[0] - 500015.0) < 5.0 && std::abs(table.point_y[0] - 6200015.0) < 5.0;
  EXPECT_FALSE(in_hole);
}

TEST_F(PolygonTable, AreasAreInSquareMetresWhateverTheCrs) {
  // 0.01 by 0.01 degrees at 36.8 N on the WGS 84 ellipsoid, by its radii of curvature:
  // 0.01 deg * 6,358,424 m * 0.01 deg * 6,385,807 m * cos(36.8 deg).
  const Table degrees = read(
      "EPSG:4326", {"POLYGON((118 36.795,118.01 36.795,118.01 36.805,118 36.805,118 36.795))"});
  EXPECT_NEAR(area(degrees, 0), 990421.0, 300.0);
  // The same in Web Mercator, where it measures 56 % more.
  const Table mercator =
      read("EPSG:3857", {"POLYGON((13135699.9 4410045.6,13136813.1 4410045.6,13136813.1 "
                         "4411435.8,13135699.9 4411435.8,13135699.9 4410045.6))"});
  EXPECT_NEAR(area(mercator, 0) / area(degrees, 0), 1.0, 0.01);
}

TEST_F(PolygonTable, PartsAddUp) {
  const Table table =
      read("EPSG:25832", {"MULTIPOLYGON(((500000 6200000,500010 6200000,500010 6200010,500000 "
                          "6200010,500000 6200000)),((500020 6200000,500030 6200000,500030 "
                          "6200010,500020 6200010,500020 6200000)))"});
  EXPECT_NEAR(area(table, 0), 200.16, 0.02);
}

TEST_F(PolygonTable, WhatIsNoPolygonIsAProblem) {
  const Table table = read("EPSG:25832", {"POINT(500000 6200000)"});
  EXPECT_EQ(problems_.size(), 1U);
  EXPECT_TRUE(std::isnan(table.point_x[0]));
}

TEST_F(PolygonTable, APolygonWithoutAreaIsAProblem) {
  static_cast<void>(
      read("EPSG:25832", {"POLYGON((500000 6200000,500010 6200000,500000 6200000))"}));
  EXPECT_EQ(problems_.size(), 1U);
}

TEST_F(PolygonTable, AColumnOfTheSameNameIsAProblem) {
  static_cast<void>(read("EPSG:25832",
                         {"POLYGON((500000 6200000,500010 6200000,500010 6200010,500000 6200000))"},
                         "area_m2"));
  EXPECT_EQ(problems_.size(), 1U);
}

}  // namespace
}  // namespace yanbi
