// SPDX-License-Identifier: Apache-2.0
#include "sim/plan_map.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "sim/import/geo/vector_layer.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

const std::filesystem::path kDemo = std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "demo";

/// The demo's plan, and what GDAL reads of its map.
class PlanMap : public testing::Test {
 protected:
  PlanMap()
      : prepared_(std::make_shared<const City>(make_synthetic_city(kDemo / "city.toml")),
                  read_scenario(kDemo / "scenario.toml"), 2) {}

  VectorLayer written(const std::string& name, PlanGrouping by) {
    save_plan_map(folder_ / name, prepared_, by);
    ProblemList problems;
    VectorLayer layer =
        read_vector_layer(folder_ / name, name, std::nullopt, {}, problems, std::nullopt);
    EXPECT_TRUE(problems.empty());
    return layer;
  }
  static std::string cell(const VectorLayer& layer, std::size_t row, const std::string& column) {
    ProblemList problems;
    return layer.table.cell(row, find_column(layer.table, column, problems).value());
  }

  test::TemporaryFolder folder_;
  PreparedScenario prepared_;
};

TEST_F(PlanMap, AGeoPackageHasTheRowsAsLinesAsLongAsTheWays) {
  const VectorLayer layer = written("plan.gpkg", PlanGrouping::kOrigin);
  const auto rows = plan_rows(prepared_.city(), prepared_.parties(), prepared_.plan(),
                              PlanGrouping::kOrigin, true);
  ASSERT_EQ(layer.size(), rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Route route = prepared_.plan().routes[rows[r].route];
    EXPECT_EQ(cell(layer, r, "origin"), prepared_.city().origins.key[rows[r].origin.index()]);
    EXPECT_EQ(cell(layer, r, "persons"), std::to_string(rows[r].persons));
    double drawn = 0.0;
    const std::size_t part = layer.first_part[r];
    ASSERT_EQ(layer.first_part[r + 1], part + 1);
    for (std::size_t v = layer.first_vertex[part] + 1; v < layer.first_vertex[part + 1]; ++v) {
      drawn += std::hypot(layer.x[v] - layer.x[v - 1], layer.y[v] - layer.y[v - 1]);
    }
    const double walked =
        static_cast<double>(rows[r].walk_mm - route.access_mm - route.egress_mm) / 1000.0;
    EXPECT_NEAR(drawn, walked, 0.01 + 0.001 * static_cast<double>(route.links.size()));
  }
}

TEST_F(PlanMap, GeoJsonIsInDegreesWithoutACrs) {
  const VectorLayer layer = written("plan.geojson", PlanGrouping::kParty);
  ASSERT_GT(layer.size(), 100U);
  EXPECT_EQ(cell(layer, 0, "party"), "1");
  for (std::size_t v = 0; v < layer.x.size(); ++v) {
    EXPECT_TRUE(std::abs(layer.x[v]) <= 180.0 && std::abs(layer.y[v]) <= 90.0);
  }
  EXPECT_EQ(test::read_bytes(folder_ / "plan.geojson").find("\"crs\""), std::string::npos);
}

}  // namespace
}  // namespace yanbi
