// SPDX-License-Identifier: Apache-2.0
#include "sim/import/zones_import.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace yanbi {
namespace {

void add_ring(Geography& zones, std::vector<std::pair<double, double>> ring) {
  for (const auto& [x, y] : ring) {
    zones.x.push_back(x);
    zones.y.push_back(y);
  }
  zones.first_vertex.push_back(static_cast<std::uint32_t>(zones.x.size()));
}

void end_zone(Geography& zones, const std::string& key) {
  zones.key.push_back(key);
  zones.label.push_back(key);
  zones.first_ring.push_back(static_cast<std::uint32_t>(zones.first_vertex.size() - 1));
}

std::vector<std::pair<double, double>> square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

/// A large square with a hole, a small one that overlaps it, and one of two parts.
Geography three_zones() {
  Geography zones;
  zones.name = "district";
  zones.first_ring = {0};
  zones.first_vertex = {0};
  add_ring(zones, square(0, 0, 100));
  add_ring(zones, {{40, 40}, {40, 60}, {60, 60}, {60, 40}});
  end_zone(zones, "large");
  add_ring(zones, square(80, 0, 40));
  end_zone(zones, "small");
  add_ring(zones, square(200, 0, 10));
  add_ring(zones, square(300, 0, 10));
  end_zone(zones, "parts");
  return zones;
}

City city_with(std::vector<std::pair<double, double>> origins) {
  City city;
  for (const auto& [x, y] : origins) {
    city.origins.key.push_back(std::to_string(city.origins.size()));
    city.origins.x.push_back(x);
    city.origins.y.push_back(y);
  }
  return city;
}

TEST(Zones, HolesAndPartsAndOverlapsAreRespected) {
  Geography zones = three_zones();
  std::vector<ImportNote> notes;
  assign_zones(zones, city_with({{10, 10}, {50, 50}, {90, 10}, {205, 5}, {305, 5}}), notes);
  std::vector<std::string> found;
  for (const ZoneId zone : zones.zone_of_origin) {
    found.push_back(zones.key[zone.index()]);
  }
  EXPECT_EQ(found, (std::vector<std::string>{"large", "outside", "small", "parts", "parts"}));
}

TEST(Zones, OverlapsAndWhatLiesOutsideAreNoted) {
  Geography zones = three_zones();
  std::vector<ImportNote> notes;
  assign_zones(zones, city_with({{90, 10}, {50, 50}}), notes);
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].key, "in_several");
  EXPECT_EQ(notes[0].value, 1.0);
  EXPECT_EQ(notes[1].key, "outside");
  EXPECT_EQ(notes[1].value, 1.0);
}

TEST(Zones, OutsideExistsOnlyWhereItIsNeeded) {
  Geography zones = three_zones();
  std::vector<ImportNote> notes;
  assign_zones(zones, city_with({{10, 10}}), notes);
  EXPECT_EQ(zones.size(), 3U);
  EXPECT_TRUE(notes.empty());
}

TEST(Zones, GridCellsAreNamedByTheirCornerAndSortedFromSouthToNorth) {
  const City city =
      city_with({{571499.9, 6224500.0}, {570999.9, 6225001.0}, {571000.0, 6224999.9}});
  const Geography grid = make_grid(500.0, city);
  EXPECT_EQ(grid.key, (std::vector<std::string>{"E571000N6224500", "E570500N6225000"}));
  EXPECT_EQ(grid.label, grid.key);
  EXPECT_EQ(grid.zone_of_origin, (std::vector<ZoneId>{ZoneId(0), ZoneId(1), ZoneId(0)}));
  EXPECT_EQ(grid.x.size(), 8U);
}

}  // namespace
}  // namespace yanbi
