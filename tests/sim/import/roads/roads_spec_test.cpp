// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/roads_spec.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/files.hpp"

namespace yanbi {
namespace {

/// A table [streets] of a city file, with the files that it may name.
class RoadsSpec : public testing::Test {
 protected:
  RoadsSpec() {
    for (const char* name : {"a.geojson", "a.csv", "b.csv", "a.tntp", "a.osm.pbf"}) {
      test::write_bytes(folder_ / name, "");
    }
  }
  std::optional<StreetsSpec> read(const std::string& streets) {
    const TomlFile file = TomlFile::parse("[streets]\n" + streets, "city.toml");
    const auto spec = read_streets_spec(*file.root().table("streets"), folder_.path());
    file.report_unknown_keys();
    problems_ = file.problems().list();
    return spec;
  }
  [[nodiscard]] std::string first_problem() const {
    return problems_.empty() ? "" : problems_.front().to_string();
  }

  test::TemporaryFolder folder_;
  std::vector<Problem> problems_;
};

TEST(RoadFormats, FollowTheNameOfTheFile) {
  for (const auto& [name, format] :
       std::vector<std::pair<const char*, RoadFormat>>{{"a.osm", RoadFormat::kOsm},
                                                       {"a.osm.gz", RoadFormat::kOsm},
                                                       {"a.osm.bz2", RoadFormat::kOsm},
                                                       {"Zibo.OSM.PBF", RoadFormat::kOsm},
                                                       {"a.pbf", RoadFormat::kOsm},
                                                       {"a.tntp", RoadFormat::kTntp},
                                                       {"link.CSV", RoadFormat::kTable},
                                                       {"a.gpkg", RoadFormat::kLayer},
                                                       {"a.geojson", RoadFormat::kLayer},
                                                       {"a", RoadFormat::kLayer}}) {
    EXPECT_EQ(road_format_of(name), format) << name;
  }
}

TEST_F(RoadsSpec, EveryKeyOfALayerIsRead) {
  const auto spec = read(R"(file = "a.geojson"
modes = ["walk"]
class_column = "kind"
class_words = { "主干路" = "primary" }
default_class = "residential"
direction_column = "dir"
direction_words = { E = "east" }
ignore_tags = ["bridge"]
[streets.classes.primary]
lanes = 3
speed = 50
capacity = 1400
one_way = true
width = 6
)");
  ASSERT_EQ(first_problem(), "");
  EXPECT_FALSE(spec->drive);
  EXPECT_EQ(spec->class_column, "kind");
  EXPECT_EQ(spec->class_words.at("主干路"), "primary");
  EXPECT_EQ(spec->default_class, "residential");
  EXPECT_EQ(spec->direction_words.at("E"), "east");
  EXPECT_EQ(spec->ignore_tags, std::vector<std::string>{"bridge"});
  ASSERT_EQ(spec->classes.size(), 1U);
  EXPECT_EQ(spec->classes[0].lanes, 3);
  EXPECT_EQ(spec->classes[0].one_way, true);
}

TEST_F(RoadsSpec, EveryKeyOfATableIsRead) {
  const auto spec = read(R"(file = "a.csv"
length_unit = "ft"
speed_unit = "mph"
capacity_per = "link"
class_column = "type"
columns = { from = "i", to = "j", length = "len" }
[streets.nodes]
file = "b.csv"
id = "n"
x = "lon"
y = "lat"
crs = "EPSG:4326"
)");
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(spec->format, RoadFormat::kTable);
  EXPECT_DOUBLE_EQ(*spec->table.length_unit, 0.3048);
  EXPECT_DOUBLE_EQ(*spec->table.speed_unit, 0.44704);
  EXPECT_FALSE(spec->table.capacity_per_lane);
  EXPECT_EQ(spec->table.columns.at("length"), "len");
  EXPECT_EQ(spec->table.node_id, "n");
  EXPECT_EQ(spec->table.node_position.x, "lon");
}

TEST_F(RoadsSpec, UnitsOfTimeMayBeParts) {
  const auto time_unit = [&](const std::string& text) {
    return read("file = \"a.tntp\"\ntime_unit = \"" + text + "\"\n")->table.time_unit;
  };
  EXPECT_DOUBLE_EQ(*time_unit("min"), 60.0);
  EXPECT_DOUBLE_EQ(*time_unit("0.01 h"), 36.0);
  EXPECT_FALSE(time_unit("fortnight").has_value());
  EXPECT_NE(first_problem().find("time_unit"), std::string::npos);
}

struct BadSpec {
  const char* name;
  const char* streets;
  const char* expected;
};

class BadRoadsSpec : public RoadsSpec, public testing::WithParamInterface<BadSpec> {};

TEST_P(BadRoadsSpec, IsAProblemThatNamesTheKey) {
  static_cast<void>(read(GetParam().streets));
  EXPECT_NE(first_problem().find(GetParam().expected), std::string::npos) << first_problem();
}

INSTANTIATE_TEST_SUITE_P(
    Dirt, BadRoadsSpec,
    testing::Values(
        BadSpec{"NoFile", "modes = [\"walk\"]\n", "streets.file"},
        BadSpec{"UnknownFormat", "file = \"a.csv\"\nformat = \"shape\"\n", "streets.format"},
        BadSpec{"NoModes", "file = \"a.geojson\"\nmodes = []\n", "streets.modes"},
        BadSpec{"UnknownMode", "file = \"a.geojson\"\nmodes = [\"swim\"]\n", "streets.modes"},
        BadSpec{"UnknownDefaultClass", "file = \"a.geojson\"\ndefault_class = \"residental\"\n",
                "did you mean 'residential'"},
        BadSpec{"UnknownClassWord", "file = \"a.geojson\"\nclass_words = { a = \"nothing\" }\n",
                "class_words.a"},
        BadSpec{
            "UnknownDirection",
            "file = \"a.geojson\"\ndirection_column = \"d\"\ndirection_words = { a = \"up\" }\n",
            "direction_words.a"},
        BadSpec{"DirectionsWithoutColumn",
                "file = \"a.geojson\"\ndirection_words = { a = \"east\" }\n", "direction_column"},
        BadSpec{"UnknownTag", "file = \"a.geojson\"\nignore_tags = [\"colour\"]\n", "ignore_tags"},
        BadSpec{"SpeedWithoutLanes",
                "file = \"a.geojson\"\n[streets.classes.footway]\nspeed = 10\n",
                "classes.footway.speed"},
        BadSpec{"WidthOfAClosedClass",
                "file = \"a.geojson\"\n[streets.classes.track]\nwalkable = false\nwidth = 2\n",
                "classes.track.width"},
        BadSpec{"TooManyLanes", "file = \"a.geojson\"\n[streets.classes.primary]\nlanes = 40\n",
                "classes.primary.lanes"},
        BadSpec{"TableWithoutNodes", "file = \"a.csv\"\n", "nodes"},
        BadSpec{"UnknownUnit",
                "file = \"a.csv\"\nlength_unit = \"li\"\n[streets.nodes]\nfile = \"b.csv\"\n",
                "length_unit"},
        BadSpec{"UnknownColumn",
                "file = \"a.csv\"\ncolumns = { fron = \"i\" }\n[streets.nodes]\nfile = \"b.csv\"\n",
                "did you mean"},
        BadSpec{"ColumnsOfALayer", "file = \"a.geojson\"\ncolumns = { from = \"i\" }\n",
                "streets.columns"},
        BadSpec{"DirectionsOfOsm", "file = \"a.osm.pbf\"\ndirection_column = \"d\"\n",
                "direction_column"}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace yanbi
