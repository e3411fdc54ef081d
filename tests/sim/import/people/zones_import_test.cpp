// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zones_import.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/import/people/zone_locator.hpp"
#include "sim/import/people/zones_spec.hpp"
#include "tests/sim/import/gdal_files.hpp"
#include "tests/sim/import/people/some_zones.hpp"
#include "tests/support/data.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::add_ring;
using test::end_zone;
using test::no_zones;
using test::square;

/// A large square with a hole, a small one that overlaps it, and one of two parts.
Geography three_zones() {
  Geography zones = no_zones();
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

TEST(Zones, WorksThatAreNotLocatedAreOutsideWhateverTheirCoordinates) {
  Geography zones = three_zones();
  City city = city_with({{10, 10}});
  city.works.key = {"m/1", "m/2"};
  city.works.x = {10.0, 0.5};
  city.works.y = {10.0, 0.5};
  city.works.located = {1, 0};
  std::vector<ImportNote> notes;
  assign_zones(zones, city, notes);
  EXPECT_EQ(zones.key[zones.zone_of_work[0].index()], "large");
  EXPECT_EQ(zones.key[zones.zone_of_work[1].index()], "outside");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].key, "not_located");
  const Geography grid = make_grid(500.0, city);
  EXPECT_EQ(grid.key, (std::vector<std::string>{"E0N0", "outside"}));
  EXPECT_EQ(grid.zone_of_work, (std::vector<ZoneId>{ZoneId(0), ZoneId(1)}));
}

/// Zones read from a file of polygons in metres, at (500000, 6200000).
class ReadZones : public testing::Test {
 protected:
  Geography read(const std::vector<std::pair<std::string, std::string>>& key_and_wkt,
                 const std::string& crs = "EPSG:25832") {
    std::vector<test::LayerFeature> features;
    for (const auto& [key, wkt] : key_and_wkt) {
      features.push_back({wkt, {key}});
    }
    test::write_layer(folder_ / "zones.gpkg", "GPKG", crs, {{"code", OFTString}}, features);
    spec_.name = "district";
    spec_.source.given = "zones.gpkg";
    spec_.source.path = folder_ / "zones.gpkg";
    spec_.key = "code";
    spec_.label = "code";
    return read_zones(spec_, *Crs::parse("EPSG:25832"), problems_, notes_);
  }
  [[nodiscard]] std::string said() const {
    std::string all;
    for (const Problem& problem : problems_.list()) {
      all += problem.to_string() + "\n";
    }
    return all;
  }
  [[nodiscard]] const ImportNote* note(const std::string& key) const {
    const auto found = std::find_if(notes_.begin(), notes_.end(),
                                    [&](const ImportNote& each) { return each.key == key; });
    return found == notes_.end() ? nullptr : &*found;
  }

  test::TemporaryFolder folder_;
  GeographySpec spec_;
  ProblemList problems_;
  std::vector<ImportNote> notes_;
};

/// A polygon from corners given as metres from (500000, 6200000).
std::string ring(const std::vector<std::pair<double, double>>& corners) {
  std::string text = "(";
  for (const auto& [x, y] : corners) {
    text += (text.size() > 1 ? "," : "") + std::to_string(500000.0 + x) + " " +
            std::to_string(6200000.0 + y);
  }
  return text + ")";
}

std::string box(double west, double south, double east, double north) {
  return ring({{west, south}, {east, south}, {east, north}, {west, north}, {west, south}});
}

struct BadOutline {
  const char* name;
  std::string wkt;
  double area;       ///< m2 after the repair; 0 = refused
  const char* says;  ///< part of the note, or of the problem
};
void PrintTo(const BadOutline& each, std::ostream* out) { *out << each.name; }

class ReadBadOutline : public ReadZones, public testing::WithParamInterface<BadOutline> {};

TEST_P(ReadBadOutline, IsRepairedAndNotedOrRefused) {
  const BadOutline& each = GetParam();
  const Geography zones = read({{"A", each.wkt}});
  if (each.area == 0.0) {
    EXPECT_NE(said().find(each.says), std::string::npos) << said();
    return;
  }
  EXPECT_TRUE(problems_.empty()) << said();
  ASSERT_EQ(zones.size(), 1U);
  EXPECT_NEAR(ZoneLocator(zones).area(ZoneId(0)), each.area, 1e-6);
  ASSERT_NE(note("repaired"), nullptr);
  EXPECT_NE(note("repaired")->text.find(each.says), std::string::npos) << note("repaired")->text;
}

INSTANTIATE_TEST_SUITE_P(
    Outlines, ReadBadOutline,
    testing::Values(
        BadOutline{"SmallSelfCrossing",
                   "POLYGON(" +
                       ring({{0, 0},
                             {100, 0},
                             {100, 100},
                             {50, 100},
                             {51, 101},
                             {50, 101},
                             {51, 100},
                             {0, 100},
                             {0, 0}}) +
                       ")",
                   10000.5, "Self-intersection"},
        BadOutline{"BowTie",
                   "POLYGON(" + ring({{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}) + ")", 0.0,
                   "repairing it would change its area"},
        BadOutline{"Spike",
                   "POLYGON(" +
                       ring({{0, 0},
                             {100, 0},
                             {100, 50},
                             {150, 50},
                             {100, 50},
                             {100, 100},
                             {0, 100},
                             {0, 0}}) +
                       ")",
                   10000.0, "'A'"},
        BadOutline{"HoleBeforeItsRing",
                   "POLYGON(" + box(40, 40, 60, 60) + "," + box(0, 0, 100, 100) + ")", 9600.0,
                   "'A'"},
        BadOutline{"HoleOutsideOfItsRing",
                   "POLYGON(" + box(0, 0, 100, 100) + "," + box(200, 0, 220, 20) + ")", 0.0,
                   "repairing it would change its area"},
        BadOutline{"PartsThatShareAnEdge",
                   "MULTIPOLYGON((" + box(0, 0, 100, 100) + "),(" + box(100, 0, 200, 100) + "))",
                   20000.0, "'A'"},
        BadOutline{"PartsThatOverlap",
                   "MULTIPOLYGON((" + box(0, 0, 100, 100) + "),(" + box(50, 0, 150, 100) + "))",
                   0.0, "repairing it would change its area"},
        BadOutline{"TwoPoints", "POLYGON(" + ring({{0, 0}, {100, 0}, {0, 0}}) + ")", 0.0,
                   "encloses nothing"},
        BadOutline{"OneLine", "POLYGON(" + ring({{0, 0}, {50, 0}, {100, 0}, {0, 0}}) + ")", 0.0,
                   "encloses nothing"},
        BadOutline{
            "HoleOfTwoPoints",
            "POLYGON(" + box(0, 0, 100, 100) + "," + ring({{40, 40}, {60, 60}, {40, 40}}) + ")",
            10000.0, "'A'"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(ReadZones, RightOutlinesStayAsTheyAre) {
  const Geography zones =
      read({{"A", "POLYGON(" + box(0, 0, 100, 100) + "," + box(40, 40, 60, 60) + ")"}});
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(zones.x,
            (std::vector<double>{500000, 500100, 500100, 500000, 500040, 500060, 500060, 500040}));
  EXPECT_EQ(zones.first_vertex, (std::vector<std::uint32_t>{0, 4, 8}));
  EXPECT_EQ(note("repaired"), nullptr);
}

TEST_F(ReadZones, RowsWithOneKeyAreAProblem) {
  static_cast<void>(read({{"A", "POLYGON(" + box(0, 0, 100, 100) + ")"},
                          {"A", "POLYGON(" + box(200, 0, 300, 100) + ")"}}));
  EXPECT_NE(said().find("parts = \"merge\""), std::string::npos) << said();
}

TEST_F(ReadZones, RowsWithOneKeyAreOneZoneWhereTheyAreParts) {
  spec_.merge_parts = true;
  const Geography zones = read({{"A", "POLYGON(" + box(0, 0, 100, 100) + ")"},
                                {"B", "POLYGON(" + box(300, 0, 400, 100) + ")"},
                                {"A", "POLYGON(" + box(100, 0, 200, 100) + ")"},
                                {"A", "POLYGON(" + box(500, 0, 510, 10) + ")"}});
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(zones.key, (std::vector<std::string>{"A", "B"}));
  EXPECT_NEAR(ZoneLocator(zones).area(ZoneId(0)), 20100.0, 1e-6);
  ASSERT_NE(note("merged"), nullptr);
  EXPECT_EQ(note("merged")->value, 2.0);
}

TEST_F(ReadZones, SmallOverlapsAndGapsAreNoted) {
  // 1,000 m squares; two overlap by 5 m, and a pond of 20 m by 20 m is in none.
  static_cast<void>(
      read({{"A", "POLYGON(" + box(0, 0, 1000, 1000) + "," + box(40, 40, 60, 60) + ")"},
            {"B", "POLYGON(" + box(995, 0, 2000, 1000) + ")"}}));
  EXPECT_TRUE(problems_.empty()) << said();
  ASSERT_NE(note("overlaps"), nullptr);
  EXPECT_NEAR(note("overlaps")->value, 0.005, 1e-9);
  EXPECT_NE(note("overlaps")->text.find("'A' and 'B'"), std::string::npos);
  ASSERT_NE(note("gaps"), nullptr);
  EXPECT_NEAR(note("gaps")->value, 0.0004, 1e-9);
}

TEST_F(ReadZones, SliversAreNotedApart) {
  static_cast<void>(read({{"A", "POLYGON(" + box(0, 0, 1000, 1000) + ")"},
                          {"B", "POLYGON(" + box(999.5, 0, 2000, 1000) + ")"}}));
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(note("overlaps"), nullptr);
  ASSERT_NE(note("slivers"), nullptr);
  EXPECT_EQ(note("slivers")->value, 1.0);
}

TEST_F(ReadZones, LargeOverlapsAreAProblem) {
  static_cast<void>(read({{"A", "POLYGON(" + box(0, 0, 1000, 1000) + ")"},
                          {"B", "POLYGON(" + box(900, 0, 2000, 1000) + ")"}}));
  EXPECT_NE(said().find("overlaps = \"smaller_wins\""), std::string::npos) << said();
}

TEST_F(ReadZones, LargeOverlapsAreFineWhereTheSmallerZoneIsToCount) {
  spec_.smaller_wins = true;
  static_cast<void>(read({{"A", "POLYGON(" + box(0, 0, 1000, 1000) + ")"},
                          {"B", "POLYGON(" + box(900, 0, 2000, 1000) + ")"}}));
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_NE(note("overlaps"), nullptr);
}

TEST_F(ReadZones, AZoneWithoutAnIdIsAProblem) {
  static_cast<void>(read({{" ", "POLYGON(" + box(0, 0, 100, 100) + ")"}}));
  EXPECT_NE(said().find("has no id"), std::string::npos) << said();
}

/// The eight districts of Zibo, read as `crs`, and their area in km2 measured in `working`.
double area_of_zibo(const char* crs, const char* working, std::vector<ImportNote>& notes) {
  GeographySpec spec;
  spec.name = "district";
  spec.source.given = "zibo_districts.geojson";
  spec.source.path = test::data_folder() / "zibo" / "zibo_districts.geojson";
  spec.source.crs = crs;
  spec.key = "name";
  spec.label = "name";
  ProblemList problems;
  const Geography zones = read_zones(spec, *Crs::parse(working), problems, notes);
  EXPECT_TRUE(problems.empty()) << problems.list().front().to_string();
  EXPECT_EQ(zones.size(), 8U);
  const ZoneLocator locator(zones);
  double area = 0.0;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    area += locator.area(ZoneId(z)) / 1e6;
  }
  return area;
}

TEST(ZonesOfZibo, EightDistrictsCoverTheCityOnce) {
  YANBI_NEEDS_DATA("zibo");
  std::vector<ImportNote> notes;
  // The count that comes with the data, 5,964 km2, takes the source for GCJ-02 and the earth for a
  // sphere.
  const char* sphere = "+proj=laea +lat_0=36.6 +lon_0=118 +R=6371000 +units=m +type=crs";
  EXPECT_NEAR(area_of_zibo("GCJ-02", sphere, notes), 5964.0, 0.5);
  // On the ellipsoid, as WGS 84, in the zone's own metres, which stretch a little.
  EXPECT_NEAR(area_of_zibo("EPSG:4326", "EPSG:4548", notes), 5970.5, 0.5);
  EXPECT_TRUE(std::none_of(notes.begin(), notes.end(), [](const ImportNote& note) {
    return note.key == "overlaps" || note.key == "gaps";
  }));
}

/// One [[geography]] with `more` keys, and what is said about it.
ZonesSpec read_spec(const std::string& more, std::string& said) {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "d.geojson", "{}");
  const TomlFile file = TomlFile::parse(
      "[[geography]]\nname = \"district\"\nfile = \"d.geojson\"\nkey = \"code\"\n" + more,
      "city.toml");
  ZonesSpec spec = read_zones_spec(file.root(), folder.path());
  file.report_unknown_keys();
  for (const Problem& problem : file.problems().list()) {
    said += problem.to_string() + "\n";
  }
  return spec;
}

TEST(ZonesSpec, SaysWhatToDoAboutPartsOverlapsAndSlivers) {
  std::string said;
  const ZonesSpec spec =
      read_spec("parts = \"merge\"\noverlaps = \"smaller_wins\"\nsliver_width = 2.5\n", said);
  EXPECT_EQ(said, "");
  ASSERT_EQ(spec.geographies.size(), 1U);
  EXPECT_TRUE(spec.geographies[0].merge_parts);
  EXPECT_TRUE(spec.geographies[0].smaller_wins);
  EXPECT_EQ(spec.geographies[0].sliver_width, 2.5);
}

TEST(ZonesSpec, IsStrictWhereNothingIsSaid) {
  std::string said;
  const ZonesSpec spec = read_spec("", said);
  EXPECT_EQ(said, "");
  ASSERT_EQ(spec.geographies.size(), 1U);
  EXPECT_FALSE(spec.geographies[0].merge_parts);
  EXPECT_FALSE(spec.geographies[0].smaller_wins);
  EXPECT_EQ(spec.geographies[0].label, "code");
}

TEST(ZonesSpec, OtherWordsAndWidthsAreProblems) {
  for (const char* line :
       {"parts = \"join\"", "overlaps = true", "sliver_width = -1", "sliver = 1"}) {
    std::string said;
    static_cast<void>(read_spec(std::string(line) + "\n", said));
    EXPECT_NE(said, "") << line;
  }
}

}  // namespace
}  // namespace yanbi
