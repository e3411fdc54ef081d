// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/population_import.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/import/build_city.hpp"
#include "tests/sim/import/people/people_case.hpp"
#include "tests/sim/import/small_city.hpp"

namespace yanbi {
namespace {

using test::four_places;
using test::kBuildings;
using test::PeopleCase;
using test::place;
using test::square_layer;

using Persons = std::vector<std::int32_t>;

TEST(SpreadPersons, LargestRemaindersGoFirst) {
  // Quotas 3.5, 2.1, 1.4: the one left over goes to the first.
  EXPECT_EQ(spread_persons(7, {5.0, 3.0, 2.0}, {"a", "b", "c"}), (Persons{4, 2, 1}));
}

TEST(SpreadPersons, EqualRemaindersGoByKeyNotByPosition) {
  EXPECT_EQ(spread_persons(4, {1.0, 1.0, 1.0}, {"c", "b", "a"}), (Persons{1, 1, 2}));
}

TEST(SpreadPersons, NobodyLivesWhereThereIsNoWeight) {
  EXPECT_EQ(spread_persons(3, {0.0, 1.0}, {"a", "b"}), (Persons{0, 3}));
  EXPECT_EQ(spread_persons(3, {0.0, 0.0}, {"a", "b"}), (Persons{0, 0}));
}

TEST(SpreadPersons, TotalIsExactAndNobodyIsFarFromTheirQuota) {
  const RandomStream stream(11, 0);
  for (std::uint64_t round = 0; round < 200; ++round) {
    const std::uint64_t total = stream.bits(Purpose::kSynthetic, round, 0) % 1000000;
    std::vector<double> weight(1 + stream.bits(Purpose::kSynthetic, round, 1) % 300);
    std::vector<std::string> key;
    for (double& each : weight) {
      each = stream.uniform(Purpose::kSynthetic, round, static_cast<std::uint32_t>(2 + key.size()));
      key.push_back(std::to_string(key.size()));
    }
    const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
    const auto persons = spread_persons(static_cast<std::int64_t>(total), weight, key);
    ASSERT_EQ(std::accumulate(persons.begin(), persons.end(), std::uint64_t{0}), total);
    for (std::size_t i = 0; i < persons.size(); ++i) {
      const double quota = static_cast<double>(total) * weight[i] / sum;
      ASSERT_GE(persons[i], 0);
      ASSERT_NEAR(persons[i], quota, 1.001);
    }
  }
}

TEST(RoundPersons, WholeNumbersStayAsTheyAre) {
  EXPECT_EQ(round_persons({3.0, 0.0, 12.0}, {"a", "b", "c"}), (Persons{3, 0, 12}));
}

TEST(RoundPersons, LargestRemaindersAreRoundedUp) {
  // 4.9 persons are five: the largest remainders have 0.9, 0.8 and 0.7.
  EXPECT_EQ(round_persons({0.9, 1.5, 0.8, 0.7, 1.0}, {"a", "b", "c", "d", "e"}),
            (Persons{1, 1, 1, 1, 1}));
}

TEST(RoundPersons, EqualRemaindersGoByKey) {
  EXPECT_EQ(round_persons({0.5, 0.5}, {"b", "a"}), (Persons{0, 1}));
}

RC_GTEST_PROP(RoundPersons, SumsAreTheRoundedSumAndNobodyMovesByAWholePerson, ()) {
  const auto thousandths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000000));
  std::vector<double> persons;
  std::vector<std::string> key;
  std::int64_t exact = 0;
  for (const int each : thousandths) {
    persons.push_back(each / 1000.0);
    key.push_back(std::to_string(key.size()));
    exact += each;
  }
  const Persons whole = round_persons(persons, key);
  const auto sum = std::accumulate(whole.begin(), whole.end(), std::int64_t{0});
  // Half up, but for what adding up thousandths in binary may turn.
  RC_ASSERT(std::abs(static_cast<double>(sum) - static_cast<double>(exact) / 1000.0) <= 0.5001);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    RC_ASSERT(std::abs(whole[i] - persons[i]) < 1.0);
  }
}

/// A population "night" by the totals of a census table of the districts.
std::string by_districts(const std::string& more = "") {
  return kBuildings +
         "[[population.estimate]]\nname = \"night\"\ntotals = { geography = \"district\", file = "
         "\"census.csv\", key = \"code\", persons = \"persons\" }\n" +
         more;
}

TEST(ZoneTotals, EachZonesTotalIsSpreadOverItsOwnOrigins) {
  const PeopleCase city(by_districts(), {{"buildings.csv", four_places()},
                                         {"census.csv", "code,persons\nE,5\nW,10\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.people.origins.key, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(city.population().persons, (Persons{4, 3, 3, 5}));
}

TEST(ZoneTotals, InsideAZoneWeightsCount) {
  const PeopleCase city(
      by_districts("[[population.estimate.weight]]\nweight = 1.0\nper = "
                   "\"levels\"\nper_missing = 5\n"),
      {{"buildings.csv", four_places()}, {"census.csv", "code,persons\nE,5\nW,20\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{6, 4, 10, 5}));
}

TEST(ZoneTotals, PolygonsMayBringTheirOwnTotals) {
  const PeopleCase city(
      kBuildings +
          "[[population.estimate]]\nname = \"night\"\ntotals = { file = \"census.geojson\", key = "
          "\"id\", persons = \"POP\" }\n",
      {{"buildings.csv", four_places()},
       {"census.geojson",
        square_layer({{R"("id":"1","POP":7)", 0, 100}, {R"("id":"2","POP":2)", 100, 100}})}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{3, 2, 2, 2}));
}

TEST(ZoneTotals, OriginsOutsideAllZonesGetNobodyAndAreNoted) {
  const PeopleCase city(by_districts(),
                        {{"buildings.csv", four_places() + place("far", 900, 10) + ",110,1\n"},
                         {"census.csv", "code,persons\nE,5\nW,10\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().total(), 15);
  EXPECT_EQ(city.people.origins.size(), 4U);
  EXPECT_EQ(city.noted("outside_totals_night"), 1.0);
}

TEST(ZoneTotals, FractionalTotalsAreRoundedToTheirRoundedSum) {
  const PeopleCase city(by_districts(), {{"buildings.csv", four_places()},
                                         {"census.csv", "code,persons\nE,5.4\nW,9.8\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{4, 3, 3, 5}));
  EXPECT_EQ(city.noted("fractional_totals_night"), 2.0);
}

TEST(ZoneTotals, PeopleWhomNoOriginCanTakeAreNotedWhereThatIsAllowed) {
  const std::string only_west = "id,x,y\n" + place("a", 10, 10) + "\n";
  const PeopleCase city(
      by_districts("unplaced = \"note\"\n"),
      {{"buildings.csv", only_west}, {"census.csv", "code,persons\nE,5\nW,10\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().total(), 10);
  EXPECT_EQ(city.noted("unplaced_night"), 5.0);
}

TEST(ZoneTotals, ZonesWhoseHousesDoNotStandYetCannotTakeAnybody) {
  const std::string houses =
      "id,x,y,year\n" + place("a", 10, 10) + ",1950\n" + place("d", 150, 50) + ",1990\n";
  const PeopleCase city(kBuildings +
                            "year = \"year\"\n[[population.estimate]]\nname = \"1960\"\n"
                            "standing_before = 1961\ntotals = { geography = \"district\", "
                            "file = \"census.csv\", key = \"code\", persons = "
                            "\"persons\" }\n",
                        {{"buildings.csv", houses}, {"census.csv", "code,persons\nE,5\nW,10\n"}});
  EXPECT_NE(city.said().find("5 persons of 1 zones cannot be placed"), std::string::npos)
      << city.said();
}

struct BadTotals {
  const char* name;
  std::string census;
  std::string more;
  std::string says;
};
void PrintTo(const BadTotals& each, std::ostream* out) { *out << each.name; }

class WrongTotals : public testing::TestWithParam<BadTotals> {};

TEST_P(WrongTotals, AreReportedWithTheFileOfTheTotals) {
  const PeopleCase city(by_districts(GetParam().more),
                        {{"buildings.csv", four_places()}, {"census.csv", GetParam().census}});
  ASSERT_FALSE(city.problems.empty());
  EXPECT_NE(city.said().find(GetParam().says), std::string::npos) << city.said();
  EXPECT_NE(city.said().find("census.csv"), std::string::npos) << city.said();
}

INSTANTIATE_TEST_SUITE_P(
    , WrongTotals,
    testing::Values(
        BadTotals{"ZoneThatNobodyHas", "code,persons\nE,5\nW,10\nN,7\n", "",
                  "7 persons of 1 zones cannot be placed: the geography has no zones"},
        BadTotals{"ZoneWithoutARow", "code,persons\nE,5\n", "", "no row says how many persons"},
        BadTotals{"SameZoneTwice", "code,persons\nE,5\nW,10\nE,5\n", "", "has this id already"},
        BadTotals{"Negative", "code,persons\nE,-5\nW,10\n", "", "out of range"},
        BadTotals{"NotANumber", "code,persons\nE,many\nW,10\n", "", "not a finite number"},
        BadTotals{"Nan", "code,persons\nE,nan\nW,10\n", "", "not a finite number"},
        BadTotals{"Zero", "code,persons\nE,0\nW,0\n", "", "nobody lives in any zone"},
        BadTotals{"AnotherSum", "code,persons\nE,5\nW,10\n", "total = 16\n",
                  "do not sum to total = 16"},
        BadTotals{"NoSuchColumn", "code,people\nE,5\nW,10\n", "", "no column of this name"},
        BadTotals{"NoRows", "code,persons\n", "", "no rows"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(ZoneTotals, AnUnknownGeographyIsReportedWithTheNearestName) {
  std::string toml = by_districts();
  toml.replace(toml.find("\"district\""), 10, "\"distict\"");
  const PeopleCase city(
      toml, {{"buildings.csv", four_places()}, {"census.csv", "code,persons\nE,5\nW,10\n"}});
  EXPECT_NE(city.said().find("did you mean 'district'"), std::string::npos) << city.said();
}

RC_GTEST_PROP(ZoneTotals, PeopleAreConservedZoneByZone, ()) {
  const auto totals = *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 2000));
  const auto places = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(1, 300), rc::gen::inRange(0, 100)));
  RC_PRE(totals[0] + totals[1] + totals[2] > 0);
  std::string rows = "id,x,y,w\n" + place("z0", 50, 50) + ",1\n" + place("z1", 150, 50) + ",1\n" +
                     place("z2", 250, 50) + ",1\n";
  for (std::size_t i = 0; i < places.size(); ++i) {
    rows += place("p" + std::to_string(i), places[i].first - 0.5, 20) + "," +
            std::to_string(places[i].second) + "\n";
  }
  std::string census = "code,persons\n";
  for (std::size_t z = 0; z < totals.size(); ++z) {
    census += std::string(1, static_cast<char>('A' + z)) + "," + std::to_string(totals[z]) + "\n";
  }
  const PeopleCase city(by_districts("[[population.estimate.weight]]\nweight = 2.0\nper = \"w\"\n"),
                        {{"buildings.csv", rows}, {"census.csv", census}}, {},
                        {test::districts({"A", "B", "C"})});
  RC_ASSERT(city.said().empty());
  std::vector<int> found(3, 0);
  for (std::size_t o = 0; o < city.people.origins.size(); ++o) {
    const auto zone = static_cast<std::size_t>((city.people.origins.x[o] - test::kWest) / 100.0);
    found[zone] += city.population().persons[o];
  }
  RC_ASSERT(found == totals);
}

TEST(Estimates, DayAndNightMayHaveWeightsOfTheirOwn) {
  const PeopleCase city(
      kBuildings +
          "[[population.weight]]\nwhere = { use = [\"110\"] }\nweight = 1.0\n"
          "[[population.estimate]]\nname = \"night\"\ntotal = 10\n"
          "[[population.estimate]]\nname = \"day\"\ntotal = 20\n"
          "[[population.estimate.weight]]\nwhere = { use = [\"140\"] }\nweight = 1.0\n",
      {{"buildings.csv", four_places()}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population(0).persons, (Persons{0, 0, 5, 5}));
  EXPECT_EQ(city.population(1).persons, (Persons{10, 10, 0, 0}));
}

TEST(Estimates, SeveralColumnsMultiplyAWeightAndEmptyCellsCountAsStated) {
  const PeopleCase city(
      kBuildings +
          "[[population.weight]]\nweight = 1.0\nper_all = [\"levels\"]\nper_missing = 4\n"
          "[[population.estimate]]\nname = \"night\"\ntotal = 100\n",
      {{"buildings.csv", four_places()}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{30, 20, 40, 10}));
  EXPECT_EQ(city.noted("per_missing"), 1.0);
}

TEST(Counts, FractionsAreRoundedToTheRoundedSumAndNoted) {
  const std::string rows = "id,x,y,p\n" + place("a", 10, 10) + ",0.4\n" + place("b", 20, 10) +
                           ",2.5\n" + place("c", 30, 10) + ",3\n" + place("d", 40, 10) + ",0.9\n";
  const PeopleCase city(kBuildings + "[[population.count]]\nname = \"night\"\ncolumn = \"p\"\n",
                        {{"buildings.csv", rows}});
  ASSERT_EQ(city.said(), "");
  // 6.8 persons are seven; nobody is left at a.
  EXPECT_EQ(city.people.origins.key, (std::vector<std::string>{"b", "c", "d"}));
  EXPECT_EQ(city.population().persons, (Persons{3, 3, 1}));
  EXPECT_EQ(city.noted("fractional_night"), 3.0);
}

TEST(Counts, AgesOfARowMakeItsProfileAndItsPersons) {
  const std::string rows = "id,x,y,young,old\n" + place("a", 10, 10) + ",1,3\n" +
                           place("b", 20, 10) + ",2,6\n" + place("c", 30, 10) + ",5,0\n";
  const PeopleCase city(kBuildings +
                            "[[population.count]]\nname = \"night\"\n"
                            "ages = { \"0-64\" = [\"young\"], \"65+\" = [\"old\"] }\n",
                        {{"buildings.csv", rows}});
  ASSERT_EQ(city.said(), "");
  const Population& night = city.population();
  EXPECT_EQ(night.persons, (Persons{4, 8, 5}));
  ASSERT_EQ(night.profiles.size(), 2U);
  EXPECT_EQ(night.profile, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_EQ(night.profiles[0].age_shares, (std::vector<double>{0.25, 0.75}));
  EXPECT_EQ(night.age_groups[1], (AgeGroup{"65+", 65, std::nullopt}));
}

/// The small city with another [population].
std::string small_city_with(const std::string& population) {
  std::string toml = test::SmallCity::city_toml();
  const std::size_t begin = toml.find("[population]");
  return toml.replace(begin, toml.find("[[works]]") - begin, population);
}

TEST(PeopleOfACity, AreCountedByItsGeographies) {
  const test::SmallCity files(
      {{"city.toml",
        small_city_with("[population]\nfile = \"buildings.csv\"\nid = \"id\"\nx = \"x\"\ny = "
                        "\"y\"\ncrs = \"EPSG:25832\"\nfloors = \"floors\"\n"
                        "[[population.estimate]]\nname = \"night\"\ntotals = { geography = "
                        "\"district\", file = \"census.csv\", key = \"code\", persons = "
                        "\"persons\" }\n")},
       {"census.csv", "code,persons\nE,9\nW,4\n"}});
  const City city = build_city(files.city_file(), std::nullopt);
  // Building a lies in W; b, c and d in E.
  EXPECT_EQ(city.find_population("night")->persons, (Persons{4, 3, 3, 3}));
  EXPECT_EQ(city.origins.floors, (std::vector<std::uint8_t>{1, 3, 1, 2}));
  EXPECT_EQ(city.find_geography("district")->zone_of_origin.size(), 4U);
  EXPECT_EQ(city.inputs.size(), 6U);
}

TEST(PeopleOfACity, MayLiveAlongItsStreets) {
  const test::SmallCity files(
      {{"city.toml", small_city_with("[population]\nspacing = 50\n[[population.estimate]]\nname = "
                                     "\"night\"\ntotal = 80\n")}});
  const City city = build_city(files.city_file(), std::nullopt);
  // Two streets of 200 m, each cut in two by the crossing.
  ASSERT_EQ(city.origins.size(), 8U);
  EXPECT_EQ(city.origins.key.front(), "street/1/0");
  EXPECT_EQ(city.find_population("night")->persons, Persons(8, 10));
  EXPECT_NEAR(city.origins.access[0], 0.0, 1e-6);
}

struct BadRows {
  const char* name;
  std::string rows;
  std::string says;
};
void PrintTo(const BadRows& each, std::ostream* out) { *out << each.name; }

class WrongCounts : public testing::TestWithParam<BadRows> {};

TEST_P(WrongCounts, AreReported) {
  const PeopleCase city(kBuildings + "[[population.count]]\nname = \"night\"\ncolumn = \"p\"\n",
                        {{"buildings.csv", GetParam().rows}});
  EXPECT_NE(city.said().find(GetParam().says), std::string::npos) << city.said();
}

INSTANTIATE_TEST_SUITE_P(
    , WrongCounts,
    testing::Values(
        BadRows{"Negative", "id,x,y,p\n" + place("a", 10, 10) + ",-0.5\n", "out of range"},
        BadRows{"Nan", "id,x,y,p\n" + place("a", 10, 10) + ",nan\n", "not a finite number"},
        BadRows{"Empty", "id,x,y,p\n" + place("a", 10, 10) + ",\n", "not a finite number"},
        BadRows{"NobodyAtAll", "id,x,y,p\n" + place("a", 10, 10) + ",0.2\n",
                "the population is zero"},
        BadRows{"SameKeyTwice",
                "id,x,y,p\n" + place("a", 10, 10) + ",1\n" + place("a", 10, 20) + ",1\n",
                "has this id already"},
        BadRows{"NoPosition", "id,x,y,p\na,,6225010,1\n", "not a finite number"},
        BadRows{"NoColumn", "id,x,y,q\n" + place("a", 10, 10) + ",1\n", "no column of this name"}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace yanbi
