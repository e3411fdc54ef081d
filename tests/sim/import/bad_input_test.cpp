// SPDX-License-Identifier: Apache-2.0
// Wrong files of a city, one fault a case: what is said, where, and what to do about it.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/import/build_city.hpp"
#include "tests/sim/import/small_city.hpp"

namespace yanbi {
namespace {

using test::SmallCity;

/// A text with its first `from` replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string toml_with(const std::string& from, const std::string& to) {
  return with(SmallCity::city_toml(), from, to);
}

struct Case {
  const char* name;
  SmallCity::Files files;  ///< replaced
  std::string removed;     ///< a file to take away
  std::string file;        ///< part of the problem's file
  std::size_t line;        ///< 0 = any
  std::string says;        ///< part of the whole message
};

void PrintTo(const Case& each, std::ostream* out) { *out << each.name; }

class BadCity : public testing::TestWithParam<Case> {};

bool is_meant(const Problem& problem, const Case& wanted) {
  return problem.file.find(wanted.file) != std::string::npos &&
         (wanted.line == 0 || problem.line == wanted.line) &&
         problem.to_string().find(wanted.says) != std::string::npos;
}

TEST_P(BadCity, IsReportedWithItsPlaceReasonAndRemedy) {
  const SmallCity city(GetParam().files);
  if (!GetParam().removed.empty()) {
    city.remove(GetParam().removed);
  }
  testing::internal::CaptureStderr();
  const std::vector<Problem> problems = check_city_file(city.city_file(), std::nullopt);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  std::string all;
  for (const Problem& problem : problems) {
    all += problem.to_string() + "\n";
    EXPECT_FALSE(problem.reason.empty());
    EXPECT_FALSE(problem.remedy.empty()) << problem.to_string();
  }
  EXPECT_TRUE(std::any_of(problems.begin(), problems.end(),
                          [](const Problem& p) { return is_meant(p, GetParam()); }))
      << "wanted " << GetParam().file << ":" << GetParam().line << " '" << GetParam().says
      << "' in\n"
      << all;
  EXPECT_THROW(static_cast<void>(build_city(city.city_file(), std::nullopt)), InputError);
}

std::vector<Case> cases() {
  const std::string buildings = SmallCity::buildings();
  const std::string works = SmallCity::works();
  return {
      {"MissingCityFile", {}, "city.toml", "city.toml", 0, ""},
      {"MissingStreets", {}, "streets.geojson", "city.toml", 4, "no such file"},
      {"MissingBuildings", {}, "buildings.csv", "city.toml", 13, "no such file"},
      {"UnknownKey",
       {{"city.toml", toml_with("cell = 500", "cell = 500\nsell = 4")}},
       "",
       "city.toml",
       0,
       "cell"},
      {"UnknownCrs",
       {{"city.toml", toml_with("EPSG:25832", "EPSG:999999")}},
       "",
       "city.toml",
       2,
       "no such coordinate reference system"},
      {"WorkingCrsInDegrees",
       {{"city.toml", toml_with("EPSG:25832", "EPSG:4326")}},
       "",
       "city.toml",
       2,
       "in metres"},
      {"DegreesWhereMetresAreStated",
       {{"works.csv", "id,places,year,x,y\n1,50,1960,10.14,56.16\n"}},
       "",
       "works.csv",
       2,
       "look like longitude and latitude"},
      {"SwappedMetres",
       {{"works.csv", "id,places,year,x,y\n1,50,1960,6225020,571050\n"}},
       "",
       "works.csv",
       2,
       "look swapped"},
      {"SwappedDegrees",
       {{"city.toml", toml_with("crs = \"EPSG:25832\"\nmissing", "crs = \"EPSG:4326\"\nmissing")},
        {"works.csv", "id,places,year,x,y\n1,50,1960,56.16,10.14\n"}},
       "",
       "works.csv",
       2,
       "look swapped"},
      {"MetresWhereDegreesAreStated",
       {{"city.toml", toml_with("crs = \"EPSG:25832\"\nmissing", "crs = \"EPSG:4326\"\nmissing")}},
       "",
       "works.csv",
       2,
       "look like metres"},
      {"StreetsInAnotherPlace",
       {{"streets.geojson", with(SmallCity::streets(""), "EPSG::25832", "OGC:1.3:CRS84")}},
       "",
       "streets.geojson",
       0,
       "outside the area"},
      {"NoCrs",
       {{"city.toml", toml_with("crs = \"EPSG:25832\"\nmissing", "missing")}},
       "",
       "works.csv",
       0,
       "states its CRS"},
      {"NaNCoordinate",
       {{"buildings.csv", with(buildings, "571190", "nan")}},
       "",
       "buildings.csv",
       3,
       "not a finite number"},
      {"NaNFloors",
       {{"buildings.csv", with(buildings, "1960,3,", "1960,NaN,")}},
       "",
       "buildings.csv",
       3,
       "not a finite number"},
      {"NegativePlaces",
       {{"works.csv", with(works, "1,50", "1,-50")}},
       "",
       "works.csv",
       2,
       "out of range"},
      {"PlacesInParts",
       {{"works.csv", with(works, "1,50", "1,50.5")}},
       "",
       "works.csv",
       2,
       "whole number"},
      {"NegativeFloors",
       {{"buildings.csv", with(buildings, "1960,3", "1960,-3")}},
       "",
       "buildings.csv",
       3,
       "out of range"},
      {"DuplicateWork",
       {{"works.csv", with(works, "3,80", "1,80")}},
       "",
       "works.csv",
       4,
       "has this id already"},
      {"DuplicateBuilding",
       {{"buildings.csv", with(buildings, "d,321", "a,321")}},
       "",
       "buildings.csv",
       5,
       "has this id already"},
      {"NoYear",
       {{"works.csv", with(works, "1960", "soon")}},
       "",
       "works.csv",
       2,
       "not a year or a date"},
      {"ColumnThatIsNotThere",
       {{"works.csv", with(works, "places", "plces")}},
       "",
       "works.csv",
       0,
       "did you mean 'plces'"},
      {"EmptyLayer",
       {{"districts.geojson", SmallCity::head("districts", "EPSG::25832") + "]}"}},
       "",
       "districts.geojson",
       0,
       "empty"},
      {"EmptyLedger", {{"works.csv", "id,places,year,x,y\n"}}, "", "works.csv", 0, "no rows"},
      {"NotGis",
       {{"streets.geojson", "this is no map"}},
       "",
       "streets.geojson",
       0,
       "cannot read the file"},
      {"BrokenGis",
       {{"streets.geojson", SmallCity::streets("").substr(0, 300)}},
       "",
       "streets.geojson",
       0,
       "GDAL"},
      {"NoWalkableStreet",
       {{"streets.geojson",
         SmallCity::head("s", "EPSG::25832") +
             SmallCity::line(R"("highway":"motorway")", "[[571000,6225000],[571100,6225000]]") +
             "]}"}},
       "",
       "streets.geojson",
       0,
       "no line of the layer can be walked"},
      {"NoHighwayColumn",
       {{"streets.geojson",
         SmallCity::head("s", "EPSG::25832") +
             SmallCity::line(R"("kind":"road")", "[[571000,6225000],[571100,6225000]]") + "]}"}},
       "",
       "streets.geojson",
       0,
       "no column of this name"},
      {"DistrictThatIsALine",
       {{"districts.geojson",
         SmallCity::head("d", "EPSG::25832") +
             SmallCity::line(R"("code":"1","name":"L")", "[[571000,6225000],[571100,6225000]]") +
             "]}"}},
       "",
       "districts.geojson",
       0,
       "not a polygon"},
      {"DistrictWithAVertexThatIsNoNumber",
       {{"districts.geojson", with(SmallCity::districts(), "[571100,6224800]", "[NaN,6224800]")}},
       "",
       "districts.geojson",
       0,
       "no numbers"},
      {"DistrictWithAnInfiniteVertex",
       {{"districts.geojson", with(SmallCity::districts(), "[571100,6224800]", "[1e400,6224800]")}},
       "",
       "districts.geojson",
       0,
       "no numbers"},
      {"LayerInGb18030",
       {{"districts.geojson", with(SmallCity::districts(), "West", "\xCE\xF7")}},
       "",
       "districts.geojson",
       0,
       "not UTF-8"},
      {"DistrictThatTakesTheKeyOfOutside",
       {{"districts.geojson", with(SmallCity::districts(), "\"W\"", "\"outside\"")}},
       "",
       "districts.geojson",
       0,
       "kept for people"},
      {"GeographyThatNamesNoGroup",
       {{"city.toml", toml_with("name = \"district\"", "name = \"a/b\"")}},
       "",
       "city.toml",
       6,
       "cannot name a group"},
      {"StreetsThatAreAreas",
       {{"streets.geojson", with(SmallCity::districts(), "\"code\":\"W\"",
                                 "\"highway\":\"residential\",\"code\":\"W\"")}},
       "",
       "streets.geojson",
       0,
       "streets must be lines"},
      {"StreetsWithoutLength",
       {{"streets.geojson",
         SmallCity::head("s", "EPSG::25832") +
             SmallCity::line(R"("highway":"residential")", "[[571000,6225000],[571000,6225000]]") +
             "]}"}},
       "",
       "streets.geojson",
       0,
       "have no length"},
      {"WorkingCrsThatStretches",
       {{"city.toml", toml_with("EPSG:25832", "EPSG:3857")}},
       "",
       "city.toml",
       0,
       "times the true ones"},
      {"FolderAsAFile",
       {{"city.toml", toml_with("\"works.csv\"", "\".\"")}},
       "",
       "city.toml",
       33,
       "this is no file"},
      {"ZeroByteInAName",
       {{"city.toml", toml_with("name = \"Small\"", "name = \"Sm\\u0000all\"")}},
       "",
       "city.toml",
       1,
       "zero byte"},
      {"EveryShelterFarFromAnyStreet",
       {{"works.csv", "id,places,year,x,y\n1,50,1960,575000,6225000\n"}},
       "",
       "city.toml",
       0,
       "far from any street"},
      {"EveryBuildingFarFromAnyStreet",
       {{"buildings.csv", "id,use,year,floors,x,y\na,120,1950,1,575000,6225000\n"}},
       "",
       "city.toml",
       0,
       "no origin is near any street"},
      {"ZeroTotal",
       {{"city.toml", toml_with("total = 100", "total = 0")}},
       "",
       "city.toml",
       28,
       "must be in"},
      {"NobodyHome",
       {{"buildings.csv", "id,use,year,floors,x,y\na,321,1950,1,571010,6225010\n"}},
       "",
       "buildings.csv",
       0,
       "nobody can be placed"},
      {"ZeroCounted",
       {{"city.toml", toml_with("[[population.estimate]]",
                                "[[population.count]]\nname = \"c\"\ncolumn = \"nobody\"\n"
                                "[[population.estimate]]")},
        {"buildings.csv", "id,use,year,floors,x,y,nobody\na,120,1950,1,571010,6225010,0\n"}},
       "",
       "buildings.csv",
       0,
       "the population is zero"},
      {"EmptyLayout",
       {{"city.toml", toml_with("date = 1970", "date = 1900")}},
       "",
       "city.toml",
       0,
       "no work belongs to this layout"},
      {"UnknownLedgerInALayout",
       {{"city.toml", toml_with("date = 1970", "date = 1970\nledgers = [\"mian\"]")}},
       "",
       "city.toml",
       0,
       "'main'"},
      {"SharesThatDoNotSum",
       {{"city.toml", toml_with("[0.5, 0.5]", "[0.5, 0.2]")}},
       "",
       "city.toml",
       0,
       "sum to 1"},
      {"UnknownEncoding",
       {{"works.csv", "id,places,year,x,y\n\xFF\xFF,50,1960,571050,6225020\n"}},
       "",
       "works.csv",
       0,
       "neither UTF-8 nor GB18030"},
      {"SyntheticCity",
       {{"city.toml", "[synthetic]\nseed = 1\n"}},
       "",
       "city.toml",
       0,
       "yanbi city synth"},
  };
}

INSTANTIATE_TEST_SUITE_P(, BadCity, testing::ValuesIn(cases()),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(BadCities, FaultsOfAllFilesComeOutInOneGo) {
  const SmallCity city({{"city.toml", toml_with("cell = 500", "sell = 500")},
                        {"buildings.csv", with(SmallCity::buildings(), "571190", "x")},
                        {"works.csv", with(SmallCity::works(), "1,50", "1,-50")},
                        {"districts.geojson", SmallCity::head("districts", "EPSG::25832") + "]}"}});
  const std::vector<Problem> problems = check_city_file(city.city_file(), std::nullopt);
  for (const char* file : {"city.toml", "buildings.csv", "works.csv", "districts.geojson"}) {
    EXPECT_TRUE(std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
      return problem.file.find(file) != std::string::npos;
    })) << file;
  }
}

TEST(BadCities, ThreeBadCellsAmongAHundredThousandRowsAreNamedByTheirLines) {
  std::string rows = "id,use,year,floors,x,y\n";
  for (int i = 0; i < 100000; ++i) {
    const bool bad_x = i == 10;
    const bool bad_floors = i == 50000;
    const bool bad_year = i == 99999;
    rows += std::to_string(i) + ",140," + (bad_year ? "long ago" : "1950") + "," +
            (bad_floors ? "-2" : "3") + "," +
            (bad_x ? std::string("east") : std::to_string(571000 + i % 200)) + ",6225010\n";
  }
  const SmallCity city({{"buildings.csv", rows}});
  const std::vector<Problem> problems = check_city_file(city.city_file(), std::nullopt);
  std::vector<std::size_t> lines;
  for (const Problem& problem : problems) {
    lines.push_back(problem.line);
  }
  std::sort(lines.begin(), lines.end());
  EXPECT_EQ(lines, (std::vector<std::size_t>{12, 50002, 100001}));
}

TEST(BadCities, AWholeColumnInTheWrongCrsIsOneProblem) {
  std::string rows = "id,places,year,x,y\n";
  for (int i = 0; i < 1000; ++i) {
    rows += std::to_string(i) + ",50,1960,10.14,56.16\n";
  }
  const SmallCity city({{"works.csv", rows}});
  const std::vector<Problem> problems = check_city_file(city.city_file(), std::nullopt);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].reason.find("1000 of 1000"), std::string::npos);
}

TEST(BadCities, PositionsInTheWrongCrsAreNotSaidToBeMissingWeights) {
  const SmallCity city({{"city.toml", toml_with("y = \"y\"\ncrs = \"EPSG:25832\"",
                                                "y = \"y\"\ncrs = \"EPSG:4326\"")}});
  const std::vector<Problem> problems = check_city_file(city.city_file(), std::nullopt);
  EXPECT_FALSE(problems.empty());
  for (const Problem& problem : problems) {
    EXPECT_NE(problem.reason.find("outside the area"), std::string::npos) << problem.to_string();
  }
}

TEST(BadCities, AGoodCityHasNoProblems) {
  const SmallCity city;
  EXPECT_TRUE(check_city_file(city.city_file(), std::nullopt).empty());
}

}  // namespace
}  // namespace yanbi
