// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zone_topology.hpp"

#include <gtest/gtest.h>
#include <ogr_geometry.h>

#include <memory>
#include <string>
#include <vector>

namespace yanbi {
namespace {

std::string box(double west, double south, double east, double north) {
  const auto point = [](double x, double y) { return std::to_string(x) + " " + std::to_string(y); };
  return "((" + point(west, south) + "," + point(east, south) + "," + point(east, north) + "," +
         point(west, north) + "," + point(west, south) + "))";
}

class Topology : public testing::Test {
 protected:
  ZoneTopology measure(const std::vector<std::string>& polygons, double sliver_width = 1.0) {
    std::vector<const OGRGeometry*> zones;
    for (const std::string& each : polygons) {
      OGRGeometry* geometry = nullptr;
      OGRGeometryFactory::createFromWkt(("POLYGON" + each).c_str(), nullptr, &geometry);
      owned_.emplace_back(geometry);
      zones.push_back(geometry);
    }
    return measure_topology(zones, sliver_width);
  }

 private:
  std::vector<std::unique_ptr<OGRGeometry>> owned_;
};

TEST_F(Topology, NeighboursThatFitHaveNeitherOverlapsNorGaps) {
  const ZoneTopology fit = measure({box(0, 0, 100, 100), box(100, 0, 200, 100)});
  EXPECT_EQ(fit.total_area, 20000.0);
  EXPECT_EQ(fit.overlaps + fit.overlap_slivers + fit.gaps + fit.gap_slivers, 0U);
}

TEST_F(Topology, OverlapsAreMeasuredAndTheLargestIsNamed) {
  const ZoneTopology fit =
      measure({box(0, 0, 100, 100), box(90, 0, 200, 100), box(150, 0, 300, 100)});
  EXPECT_EQ(fit.overlaps, 2U);
  EXPECT_DOUBLE_EQ(fit.overlap_area, 6000.0);
  ASSERT_TRUE(fit.largest_overlap);
  EXPECT_EQ(fit.largest_overlap->first, 1U);
  EXPECT_EQ(fit.largest_overlap->second, 2U);
  EXPECT_DOUBLE_EQ(fit.largest_overlap->area, 5000.0);
}

TEST_F(Topology, AZoneInsideAnotherOverlapsIt) {
  const ZoneTopology fit = measure({box(0, 0, 100, 100), box(40, 40, 60, 60)});
  EXPECT_EQ(fit.overlaps, 1U);
  EXPECT_DOUBLE_EQ(fit.overlap_area, 400.0);
}

TEST_F(Topology, NarrowOverlapsAreSlivers) {
  const ZoneTopology fit = measure({box(0, 0, 100, 100), box(99.5, 0, 200, 100)});
  EXPECT_EQ(fit.overlaps, 0U);
  EXPECT_EQ(fit.overlap_slivers, 1U);
  EXPECT_NEAR(fit.overlap_sliver_area, 50.0, 1e-6);
}

TEST_F(Topology, TheWidthOfASliverIsTheCallers) {
  const std::vector<std::string> zones = {box(0, 0, 100, 100), box(99.5, 0, 200, 100)};
  EXPECT_EQ(measure(zones, 0.4).overlaps, 1U);
}

TEST_F(Topology, GapsAreWhatZonesEnclose) {
  // A ring of four around 20 m by 100 m; the outside is no gap.
  const ZoneTopology fit = measure(
      {box(0, 0, 40, 100), box(60, 0, 100, 100), box(0, -10, 100, 0), box(0, 100, 100, 110)});
  EXPECT_EQ(fit.gaps, 1U);
  EXPECT_DOUBLE_EQ(fit.gap_area, 2000.0);
  EXPECT_DOUBLE_EQ(fit.largest_gap, 2000.0);
  EXPECT_EQ(fit.overlaps, 0U);
}

TEST_F(Topology, NarrowGapsAreSlivers) {
  const ZoneTopology fit = measure(
      {box(0, 0, 49.9, 100), box(50, 0, 100, 100), box(0, -10, 100, 0), box(0, 100, 100, 110)});
  EXPECT_EQ(fit.gaps, 0U);
  EXPECT_EQ(fit.gap_slivers, 1U);
  EXPECT_NEAR(fit.gap_sliver_area, 10.0, 1e-6);
}

TEST_F(Topology, NoZonesAreNoProblem) { EXPECT_EQ(measure({}).total_area, 0.0); }

}  // namespace
}  // namespace yanbi
