// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/population_spec.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "sim/import/people/age_columns.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

/// What came of reading [population], and everything said about it.
struct ReadSpec {
  std::optional<PopulationSpec> spec;
  std::string said;
};

/// Reads `toml` below "[population]" in a folder that holds p.csv, a.tif, m.osm and z.gpkg.
ReadSpec read(const std::string& toml) {
  const test::TemporaryFolder folder;
  for (const char* name : {"p.csv", "a.tif", "m.osm.gz", "m.pbf", "z.gpkg"}) {
    test::write_bytes(folder / name, "x");
  }
  const TomlFile file = TomlFile::parse("[population]\n" + toml, "city.toml");
  ReadSpec out;
  out.spec = read_population_spec(*file.root().table("population"), folder.path());
  file.report_unknown_keys();
  for (const Problem& each : file.problems().list()) {
    out.said += each.to_string() + "\n";
  }
  return out;
}

std::string night() { return "[[population.estimate]]\nname = \"night\"\ntotal = 10\n"; }

TEST(OriginColumns, AreAllThatTheCityFileNames) {
  const ReadSpec read_spec = read(R"(
file = "p.csv"
id = "id"
x = "x"
y = "y"
year = "built"
floors = "storeys"
[[population.weight]]
where = { use = ["flat"] }
per_all = ["area", "levels"]
weight = 1.0
[[population.estimate]]
name = "day"
total = 10
[[population.estimate.weight]]
where = { kind = ["office"] }
per = "desks"
weight = 1.0
[[population.count]]
name = "all"
column = "persons"
[[population.count]]
name = "old"
ages = { "0-64" = ["a"], "65+" = ["b", "c"] }
)");
  ASSERT_EQ(read_spec.said, "");
  ASSERT_TRUE(read_spec.spec);
  const std::vector<std::string> columns = origin_columns(*read_spec.spec);
  const std::set<std::string> named(columns.begin(), columns.end());
  EXPECT_EQ(named, (std::set<std::string>{"id", "x", "y", "built", "storeys", "use", "area",
                                          "levels", "kind", "desks", "persons", "a", "b", "c"}));
}

TEST(OriginColumns, HoldThatOfTheNodeOrThePosition) {
  const std::string id = "file = \"p.csv\"\nid = \"id\"\n";
  const auto columns = [&](const std::string& place) {
    return origin_columns(read(id + place + night()).spec.value());
  };
  EXPECT_EQ(columns("node = \"from\"\n"), (std::vector<std::string>{"id", "from"}));
  EXPECT_EQ(columns("position = \"at\"\n"), (std::vector<std::string>{"id", "at"}));
}

struct Form {
  const char* name;
  std::string toml;
  std::optional<OriginForm> form;
};
void PrintTo(const Form& each, std::ostream* out) { *out << each.name; }

class OriginForms : public testing::TestWithParam<Form> {};

TEST_P(OriginForms, FollowFromTheFileUnlessStated) {
  const ReadSpec read_spec = read(GetParam().toml + night());
  ASSERT_EQ(read_spec.said, "");
  ASSERT_TRUE(read_spec.spec);
  EXPECT_EQ(read_spec.spec->from, GetParam().form);
}

INSTANTIATE_TEST_SUITE_P(
    , OriginForms,
    testing::Values(Form{"Csv", "file = \"p.csv\"\nid = \"id\"\n", OriginForm::kTable},
                    Form{"Raster", "file = \"a.tif\"\n", OriginForm::kRaster},
                    Form{"OsmXml", "file = \"m.osm.gz\"\n", OriginForm::kOsmBuildings},
                    Form{"OsmPbf", "file = \"m.pbf\"\n", OriginForm::kOsmBuildings},
                    Form{"LayerDecidesByItsGeometry", "file = \"z.gpkg\"\nid = \"id\"\n",
                         std::nullopt},
                    Form{"Polygons", "file = \"z.gpkg\"\nfrom = \"polygons\"\nid = \"id\"\n",
                         OriginForm::kPolygons},
                    Form{"Cells", "file = \"p.csv\"\ncell = \"h3\"\n", OriginForm::kCells},
                    Form{"NothingIsStreets", "spacing = 40\n", OriginForm::kStreets},
                    Form{"Streets", "from = \"streets\"\nleast_width = 3\n", OriginForm::kStreets}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(PopulationSpecs, SourcesBringTheirOwnIds) {
  EXPECT_EQ(read("file = \"a.tif\"\n" + night()).spec->id, "cell");
  EXPECT_EQ(read("file = \"m.pbf\"\n" + night()).spec->id, "id");
  EXPECT_EQ(read("file = \"p.csv\"\ncell = \"h3\"\n" + night()).spec->id, "h3");
  EXPECT_EQ(read("from = \"streets\"\n" + night()).spec->id, "id");
}

TEST(PopulationSpecs, AMeanGivesHouseholdsOfAllSizes) {
  const ReadSpec found = read("file = \"p.csv\"\nid = \"id\"\n" + night() +
                              "household_mean = 2.5\nhousehold_single = 0.2\n");
  ASSERT_EQ(found.said, "");
  const auto& shares = found.spec->estimates[0].head.household_shares;
  ASSERT_EQ(shares.size(), 8U);
  EXPECT_DOUBLE_EQ(shares[0], 0.2);
  EXPECT_TRUE(found.spec->estimates[0].head.own_households);
}

TEST(PopulationSpecs, EveryFileThatCountsIsNamedOnce) {
  const ReadSpec found = read(
      "file = \"p.csv\"\nid = \"id\"\n"
      "[[population.estimate]]\nname = \"night\"\ntotals = { file = \"z.gpkg\", key = \"k\", "
      "persons = \"p\" }\n"
      "[[population.estimate]]\nname = \"day\"\ntotals = { file = \"z.gpkg\", key = \"k\", "
      "persons = \"d\" }\n"
      "[population.profiles]\nfile = \"a.tif\"\ngeography = \"g\"\nkey = \"k\"\nhousehold_mean = "
      "\"m\"\n");
  ASSERT_EQ(found.said, "");
  std::string names;
  for (const SourceSpec& source : population_sources(*found.spec)) {
    names += source.given + " ";
  }
  EXPECT_EQ(names, "p.csv z.gpkg a.tif ");
}

struct AgeText {
  const char* text;
  std::optional<AgeGroup> group;
};

class AgeTexts : public testing::TestWithParam<AgeText> {};

TEST_P(AgeTexts, AreRangesOpenRangesOrSingleYears) {
  EXPECT_EQ(parse_age_group(GetParam().text), GetParam().group);
}

INSTANTIATE_TEST_SUITE_P(
    , AgeTexts,
    testing::Values(AgeText{"0-14", AgeGroup{"0-14", 0, 14}},
                    AgeText{" 85+ ", AgeGroup{"85+", 85, std::nullopt}},
                    AgeText{"0", AgeGroup{"0", 0, 0}}, AgeText{"14-0", std::nullopt},
                    AgeText{"15-64+", std::nullopt}, AgeText{"old", std::nullopt},
                    AgeText{"", std::nullopt}, AgeText{"+", std::nullopt},
                    AgeText{"5-", std::nullopt}, AgeText{"-5", std::nullopt},
                    AgeText{"1.5-2", std::nullopt}, AgeText{"0-999", std::nullopt}));

TEST(PopulationSpecs, AgeGroupsAreSortedByAge) {
  const ReadSpec found = read(
      "file = \"p.csv\"\nid = \"id\"\n[[population.count]]\nname = \"night\"\n"
      "ages = { \"65+\" = [\"C\", \"D\"], \"0-14\" = [\"A\"], \"15-64\" = [\"B\"] }\n");
  ASSERT_EQ(found.said, "");
  const auto& ages = found.spec->counts[0].ages;
  ASSERT_EQ(ages.size(), 3U);
  EXPECT_EQ(ages[0].group.label, "0-14");
  EXPECT_EQ(ages[2].columns, (std::vector<std::string>{"C", "D"}));
}

struct Fault {
  const char* name;
  std::string toml;
  std::string says;
};
void PrintTo(const Fault& each, std::ostream* out) { *out << each.name; }

class WrongPopulation : public testing::TestWithParam<Fault> {};

TEST_P(WrongPopulation, IsReportedWithItsReason) {
  const ReadSpec found = read(GetParam().toml);
  EXPECT_NE(found.said.find(GetParam().says), std::string::npos) << found.said;
}

std::vector<Fault> faults() {
  const std::string csv = "file = \"p.csv\"\nid = \"id\"\n";
  const std::string count = csv + "[[population.count]]\nname = \"night\"\ncolumn = \"p\"\n";
  const std::string profiles =
      csv + night() + "[population.profiles]\nfile = \"p.csv\"\ngeography = \"g\"\nkey = \"k\"\n";
  return {
      {"NoFileButColumns", "id = \"id\"\nx = \"x\"\ny = \"y\"\n" + night(), "file"},
      {"NoPopulation", csv, "at least one population"},
      {"UnknownForm", csv + "from = \"houses\"\n" + night(), "must be one of"},
      {"NoId", "file = \"p.csv\"\n" + night(), "id"},
      {"NumberedWithIds", csv + "numbered = true\n" + night(), "only one can be right"},
      {"NoTotal", csv + "[[population.estimate]]\nname = \"night\"\n", "total"},
      {"NoName", csv + "[[population.estimate]]\ntotal = 10\n", "name"},
      {"NegativeTotal", csv + "[[population.estimate]]\nname = \"n\"\ntotal = -1\n", "must be in"},
      {"SpacingOfATable", csv + "spacing = 40\n" + night(), "not a known key"},
      {"CellSideOfATable", csv + "cell_side = 40\n" + night(), "not a known key"},
      {"FileForStreets", "from = \"streets\"\nfile = \"p.csv\"\n" + night(), "come from [streets]"},
      {"SpacingOfNothing", "from = \"streets\"\nspacing = 0\n" + night(), "must be in"},
      {"WidthsThatLeaveNothing", "from = \"streets\"\nleast_width = 5\nmost_width = 3\n" + night(),
       "below least_width"},
      {"PerAndPerAll",
       csv + "[[population.weight]]\nweight = 1\nper = \"a\"\nper_all = [\"b\"]\n" + night(),
       "only one can be right"},
      {"MissingOfNoColumn", csv + "[[population.weight]]\nweight = 1\nper_missing = 1\n" + night(),
       "no column"},
      {"SharesAndMean", csv + night() + "household_shares = [1.0]\nhousehold_mean = 2\n",
       "only one can be right"},
      {"MeanBelowOne", csv + night() + "household_mean = 0.9\n", "must be in"},
      {"MeanThatSinglesForbid", csv + night() + "household_mean = 1.2\nhousehold_single = 0.5\n",
       "no households"},
      {"SinglesWithoutMean", csv + night() + "household_single = 0.5\n", "household_mean"},
      {"TotalsWithoutKey",
       csv + "[[population.estimate]]\nname = \"n\"\ntotals = { file = \"p.csv\", persons = \"p\" "
             "}\n",
       "key"},
      {"TotalsOfNoFile",
       csv + "[[population.estimate]]\nname = \"n\"\ntotals = { file = \"q.csv\", key = \"k\", "
             "persons = \"p\" }\n",
       "no such file"},
      {"UnplacedSaysSomethingElse", csv + night() + "unplaced = \"ignore\"\n", "must be one of"},
      {"AgesThatLeaveYearsOut", count + "ages = { \"0-14\" = [\"A\"], \"16+\" = [\"B\"] }\n",
       "leave years out"},
      {"AgesThatOverlap", count + "ages = { \"0-15\" = [\"A\"], \"15+\" = [\"B\"] }\n", "overlap"},
      {"AgesWithoutTheOldest", count + "ages = { \"0-15\" = [\"A\"] }\n", "older than 15"},
      {"AgesWithoutTheYoungest", count + "ages = { \"15+\" = [\"A\"] }\n", "begins at 15"},
      {"AgesThatAreNone", count + "ages = { \"young\" = [\"A\"] }\n", "no age group"},
      {"AgesWithoutColumns", count + "ages = { \"0+\" = [] }\n", "at least one column"},
      {"NoAges", count + "ages = {}\n", "no age group"},
      {"ProfilesThatSayNothing", profiles, "say nothing"},
      {"ProfilesWithTwoKindsOfHouseholds",
       profiles + "household_mean = \"m\"\nhousehold_sizes = [\"a\"]\n", "only one can be right"},
      {"ProfilesOfSinglesAlone", profiles + "household_single = \"s\"\n", "household_mean"},
      {"ProfilesInAnUnknownUnit", profiles + "household_mean = \"m\"\nunit = \"%\"\n",
       "must be one of"},
      {"ProfilesWithoutGeography",
       csv + night() +
           "[population.profiles]\nfile = \"p.csv\"\nkey = \"k\"\nhousehold_mean = "
           "\"m\"\n",
       "geography"},
  };
}

INSTANTIATE_TEST_SUITE_P(, WrongPopulation, testing::ValuesIn(faults()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace yanbi
