// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/synthetic_spec.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "sim/base/problem.hpp"
#include "sim/import/synthetic/synthesize.hpp"
#include "tests/sim/import/synthetic/small_frame.hpp"

namespace yanbi {
namespace {

using test::SmallFrame;

struct BadFrame {
  const char* name;
  SmallFrame::Files files;
  std::string removed;
  std::string said;  ///< a part of the message
};

std::ostream& operator<<(std::ostream& out, const BadFrame& bad) { return out << bad.name; }

class BadFrames : public testing::TestWithParam<BadFrame> {};

TEST_P(BadFrames, IsAProblemThatSaysWhat) {
  const SmallFrame frame(GetParam().files);
  if (!GetParam().removed.empty()) {
    frame.remove(GetParam().removed);
  }
  std::string message;
  try {
    static_cast<void>(synthesize_city(frame.city_file(), std::nullopt));
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      message += problem.to_string() + "\n";
    }
  }
  EXPECT_NE(message.find(GetParam().said), std::string::npos) << "said: " << message;
}

const char* const kHead = "code,population,urban_share,age_0_64,age_65_up\n";

INSTANTIATE_TEST_SUITE_P(
    Table, BadFrames,
    testing::Values(
        BadFrame{"MissingDistricts", {}, "districts.geojson", "there is no such file"},
        BadFrame{"MissingCensus", {}, "census.csv", "there is no such file"},
        BadFrame{"NoCensusRow",
                 {{"census.csv", "code,population\n1,9000\n"}},
                 "",
                 "this district has no row"},
        BadFrame{"NoDistrict",
                 {{"census.csv", "code,population\n1,9000\n2,1\n3,7\n"}},
                 "",
                 "census.csv:4: code = 3: no district of the boundaries has this key"},
        BadFrame{"TwoRows",
                 {{"census.csv", "code,population\n1,9000\n1,9000\n2,5\n"}},
                 "",
                 "census.csv:3"},
        BadFrame{
            "Nobody", {{"census.csv", "code,population\n1,0\n2,0\n"}}, "", "nobody lives anywhere"},
        BadFrame{"HalfAPerson",
                 {{"census.csv", "code,population\n1,9.5\n2,10\n"}},
                 "",
                 "persons must be a whole number"},
        BadFrame{"NegativePeople",
                 {{"census.csv", "code,population\n1,-9\n2,10\n"}},
                 "",
                 "census.csv:2: population"},
        BadFrame{"NoNumber",
                 {{"census.csv", "code,population\n1,many\n2,10\n"}},
                 "",
                 "census.csv:2: population"},
        BadFrame{"NoPopulation", {{"census.csv", "code,people\n1,9\n2,10\n"}}, "", "population"},
        BadFrame{"EmptyCensus", {{"census.csv", ""}}, "", "census.csv"},
        BadFrame{"AgesDoNotSum",
                 {{"census.csv", std::string(kHead) + "1,9000,1,0.5,0.1\n2,1000,1,0.8,0.2\n"}},
                 "",
                 "the shares of ages must sum to 1"},
        BadFrame{"AgesWithAGap",
                 {{"census.csv",
                   "code,population,age_0_14,age_20_up\n1,9000,0.5,0.5\n2,1000,0.5,0.5\n"}},
                 "",
                 "age groups must start at 0"},
        BadFrame{"UrbanShare",
                 {{"census.csv", std::string(kHead) + "1,9,1.2,0.8,0.2\n2,9,1,0.8,0.2\n"}},
                 "",
                 "urban_share"},
        BadFrame{"Households",
                 {{"census.csv",
                   "code,population,household_mean,single_share\n1,9,1.1,0.1\n"
                   "2,9,2.5,0.2\n"}},
                 "",
                 "no households have this mean"},
        BadFrame{"NoGeoJson", {{"districts.geojson", "{\"type\":"}}, "", "districts.geojson"},
        BadFrame{"WrongKey",
                 {{"districts.geojson", SmallFrame::districts()},
                  {"city.toml",
                   "[synthetic.frame]\nfile = \"districts.geojson\"\n"
                   "key = \"kode\"\npeople = \"census.csv\"\n"}},
                 "",
                 "column = kode"},
        BadFrame{"NoKey",
                 {{"city.toml",
                   "[synthetic.frame]\nfile = \"districts.geojson\"\n"
                   "people = \"census.csv\"\n"}},
                 "",
                 "key"},
        BadFrame{"NoPeople",
                 {{"city.toml",
                   "[synthetic.frame]\nfile = \"districts.geojson\"\n"
                   "key = \"code\"\n"}},
                 "",
                 "people"},
        BadFrame{"WrongCrs",
                 {{"city.toml", "crs = \"EPSG:4326\"\n" + SmallFrame::city_toml()}},
                 "",
                 "the working CRS must be a projected one"},
        BadFrame{"FarCrs",
                 {{"city.toml", "crs = \"EPSG:32601\"\n" + SmallFrame::city_toml()}},
                 "",
                 "districts.geojson"},
        BadFrame{"CrsOfAMadeUpFrame",
                 {{"city.toml", "crs = \"EPSG:4548\"\n[synthetic]\n"}},
                 "",
                 "lies on the sea"},
        BadFrame{"UnknownKey",
                 {{"city.toml", "[synthetic.frame]\naera = 5\n"}},
                 "",
                 "did you mean 'area'?"},
        BadFrame{"RealAndMadeUp",
                 {{"city.toml",
                   "[synthetic.frame]\nfile = \"districts.geojson\"\nkey = \"code\"\n"
                   "people = \"census.csv\"\narea = 5\n"}},
                 "",
                 "area"},
        BadFrame{"ZeroPopulation",
                 {{"city.toml", "[synthetic.frame]\npopulation = 0\n"}},
                 "",
                 "population"},
        BadFrame{"Shape", {{"city.toml", "[synthetic.frame]\nshape = \"star\"\n"}}, "", "rounded"},
        BadFrame{
            "Share", {{"city.toml", "[synthetic.people]\ncommuters = 1.5\n"}}, "", "commuters"},
        BadFrame{"NoWorks", {{"city.toml", "[synthetic.works]\ncount = 0\n"}}, "", "count"},
        BadFrame{"NoRoom",
                 {{"city.toml",
                   "[synthetic.frame]\narea = 0.05\n[synthetic.streets]\n"
                   "block = 1000\n"}},
                 "",
                 "too small for any street"},
        BadFrame{"TooManyVillages",
                 {{"city.toml",
                   "[synthetic.frame]\narea = 1000\npopulation = 100000000\n"
                   "urban_share = 0\n"}},
                 "",
                 "settlements, more than 20000"},
        BadFrame{"TooManyStreets",
                 {{"city.toml",
                   "[synthetic.frame]\narea = 100000\npopulation = 100000000\n"
                   "[synthetic.streets]\nblock = 30\n"}},
                 "",
                 "street corners"},
        BadFrame{"Dates",
                 {{"city.toml",
                   "[synthetic.works]\n[synthetic.works.indicators]\n"
                   "before = 2021-12-31\nnow = 2021-12-31\n"}},
                 "",
                 "at least two years apart"},
        BadFrame{"ShrinkingTown",
                 {{"city.toml", "[synthetic.works.indicators]\nper_person_growth = 0.5\n"}},
                 "",
                 "lose people"},
        BadFrame{"ImpossibleIndicators",
                 {{"city.toml", SmallFrame::city_toml("[synthetic.works.indicators]\n"
                                                      "early_before = 0.05\n")}},
                 "",
                 "the indicators leave -"},
        BadFrame{"TooFewWorks",
                 {{"city.toml", SmallFrame::city_toml("[synthetic.works.indicators]\n")}},
                 "",
                 "give at least"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(SyntheticSpecs, EveryPartMayBeLeftOut) {
  const SmallFrame frame(SmallFrame::Files{{"city.toml", "[synthetic]\n"}});
  const SyntheticSpec spec = read_synthetic_spec(frame.city_file());
  EXPECT_EQ(spec.frame.population, 20000);
  EXPECT_FALSE(spec.frame.real.has_value());
}

TEST(SyntheticSpecs, AllProblemsComeAtOnce) {
  const SmallFrame frame(
      SmallFrame::Files{{"city.toml",
                         "[synthetic]\nseed = -1\n[synthetic.rivers]\ncount = 99\n"
                         "[synthetic.streets]\nblok = 5\n"}});
  try {
    static_cast<void>(read_synthetic_spec(frame.city_file()));
    FAIL() << "nothing was thrown";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 3U);
  }
}

}  // namespace
}  // namespace yanbi
