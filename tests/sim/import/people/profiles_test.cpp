// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/profiles.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>
#include <string>

#include "sim/import/people/household_shares.hpp"
#include "tests/sim/import/people/people_case.hpp"
#include "tests/support/data.hpp"

namespace yanbi {
namespace {

using test::four_places;
using test::kBuildings;
using test::PeopleCase;
using test::place;

double sum_of(const std::vector<double>& shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0);
}

double mean_of(const std::vector<double>& shares) {
  double mean = 0.0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    mean += static_cast<double>(i + 1) * shares[i];
  }
  return mean;
}

RC_GTEST_PROP(HouseholdShares, HaveTheMeanAndTheSinglesThatWereStated, ()) {
  const double single = *rc::gen::inRange(0, 999) / 1000.0;
  // What is possible: everybody else lives in twos at least, in eights at most.
  const double least = 1.0 + (1.0 - single);
  const double most = 1.0 + 7.0 * (1.0 - single);
  const double mean = least + (most - least) * *rc::gen::inRange(0, 1001) / 1000.0;
  const auto shares = household_shares_from_mean(mean, single);
  RC_ASSERT(shares.has_value());
  RC_ASSERT(shares->size() == 8U);
  RC_ASSERT(std::abs(sum_of(*shares) - 1.0) < 1e-12);
  RC_ASSERT(std::abs(mean_of(*shares) - mean) < 1e-9);
  RC_ASSERT((*shares)[0] == single);
}

RC_GTEST_PROP(HouseholdShares, HaveTheMeanAlone, ()) {
  const double mean = 1.0 + 7.0 * *rc::gen::inRange(0, 1001) / 1000.0;
  const auto shares = household_shares_from_mean(mean, std::nullopt);
  RC_ASSERT(shares.has_value());
  RC_ASSERT(std::abs(sum_of(*shares) - 1.0) < 1e-12);
  RC_ASSERT(std::abs(mean_of(*shares) - mean) < 1e-9);
  for (const double share : *shares) {
    RC_ASSERT(share >= 0.0);
  }
}

TEST(HouseholdShares, FollowThePoissonRatios) {
  // Beside the first person: share(k + 1) / share(k) = rate / (k + 1) with one rate for all k.
  const auto shares = household_shares_from_mean(2.47, 0.2216);
  ASSERT_TRUE(shares);
  const double rate = 2.0 * (*shares)[2] / (*shares)[1];
  for (std::size_t k = 2; k < 7; ++k) {
    EXPECT_NEAR((*shares)[k + 1] / (*shares)[k] * static_cast<double>(k + 1), rate, 1e-9);
  }
}

struct Impossible {
  double mean;
  std::optional<double> single;
};

class ImpossibleHouseholds : public testing::TestWithParam<Impossible> {};

TEST_P(ImpossibleHouseholds, HaveNoShares) {
  EXPECT_FALSE(household_shares_from_mean(GetParam().mean, GetParam().single));
}

INSTANTIATE_TEST_SUITE_P(, ImpossibleHouseholds,
                         testing::Values(Impossible{0.99, {}}, Impossible{8.01, {}},
                                         Impossible{std::nan(""), {}}, Impossible{2.0, 1.0},
                                         Impossible{1.4, 0.5}, Impossible{4.6, 0.5},
                                         Impossible{2.0, -0.1}, Impossible{2.0, 1.1},
                                         Impossible{2.0, std::nan("")}));

TEST(HouseholdShares, EverybodyAloneIsPossible) {
  EXPECT_EQ(household_shares_from_mean(1.0, 1.0), household_shares_from_mean(1.0, std::nullopt));
}

/// Night of 10 in the four places, and profiles by district from census.csv.
std::string with_profiles(const std::string& keys, const std::string& more = "") {
  return kBuildings + "[[population.estimate]]\nname = \"night\"\ntotal = 8\n" + more +
         "[population.profiles]\ngeography = \"district\"\nfile = \"census.csv\"\nkey = "
         "\"code\"\n" +
         keys;
}

const char* const kAges = "ages = { \"0-14\" = [\"young\"], \"15+\" = [\"adult\", \"old\"] }\n";

TEST(ZoneProfiles, OriginsGetHouseholdsAndAgesOfTheirZone) {
  const PeopleCase city(
      with_profiles(std::string("name = \"name\"\nhousehold_mean = \"mean\"\nhousehold_single = "
                                "\"single\"\n") +
                    kAges),
      {{"buildings.csv", four_places()},
       {"census.csv",
        "code,name,mean,single,young,adult,old\nE,East,2.0,0.4,0.2,0.5,0.3\n"
        "W,West,3.0,0.1,0.1,0.6,0.3\nX,Elsewhere,0,0,0,0,0\n"}});
  ASSERT_EQ(city.said(), "");
  const Population& night = city.population();
  ASSERT_EQ(night.profiles.size(), 2U);
  EXPECT_EQ(night.profiles[0].name, "West");
  EXPECT_EQ(night.profile, (std::vector<std::uint32_t>{0, 0, 0, 1}));
  EXPECT_DOUBLE_EQ(night.household_shares_at(3)[0], 0.4);
  EXPECT_NEAR(mean_of(night.household_shares_at(0)), 3.0, 1e-9);
  ASSERT_EQ(night.age_groups.size(), 2U);
  EXPECT_DOUBLE_EQ(night.profiles[1].age_shares[1], 0.8);
}

TEST(ZoneProfiles, SharesNearOneAreScaledToOne) {
  const PeopleCase city(with_profiles(kAges),
                        {{"buildings.csv", four_places()},
                         {"census.csv", "code,young,adult,old\nE,0.2,0.5,0.295\nW,0,1,0\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_DOUBLE_EQ(sum_of(city.population().profiles[1].age_shares), 1.0);
}

TEST(ZoneProfiles, FiguresMayBePercentOrCounts) {
  for (const char* unit : {"percent", "counts"}) {
    const PeopleCase city(with_profiles(std::string("unit = \"") + unit + "\"\n" + kAges),
                          {{"buildings.csv", four_places()},
                           {"census.csv", "code,young,adult,old\nE,20,50,30\nW,0,100,0\n"}});
    ASSERT_EQ(city.said(), "");
    EXPECT_DOUBLE_EQ(city.population().profiles[1].age_shares[0], 0.2);
  }
}

TEST(ZoneProfiles, HouseholdsMayBeGivenBySize) {
  const PeopleCase city(
      with_profiles("unit = \"counts\"\nhousehold_sizes = [\"h1\", \"h2\", \"h3\"]\n"),
      {{"buildings.csv", four_places()}, {"census.csv", "code,h1,h2,h3\nE,1,2,1\nW,3,1,0\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().household_shares_at(3), (std::vector<double>{0.25, 0.5, 0.25}));
}

TEST(ZoneProfiles, APopulationKeepsHouseholdsOfItsOwn) {
  const PeopleCase city(with_profiles(std::string("household_mean = \"mean\"\n") + kAges,
                                      "household_shares = [0.5, 0.5]\n"),
                        {{"buildings.csv", four_places()},
                         {"census.csv", "code,mean,young,adult,old\nE,2,0,1,0\nW,3,0,0,1\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().household_shares_at(0), (std::vector<double>{0.5, 0.5}));
  EXPECT_EQ(city.population().profiles.size(), 2U);
}

TEST(ZoneProfiles, APopulationMayDoWithout) {
  const PeopleCase city(
      with_profiles("household_mean = \"mean\"\n", "profiles = false\n"),
      {{"buildings.csv", four_places()}, {"census.csv", "code,mean\nE,2\nW,3\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_TRUE(city.population().profiles.empty());
}

TEST(ZoneProfiles, WhoLivesOutsideAllZonesGetsTheAverageOfTheCity) {
  const std::string rows = "id,x,y\n" + place("a", 10, 10) + "\n" + place("d", 150, 50) + "\n" +
                           place("far", 900, 10) + "\n" + place("far2", 900, 10) + "\n";
  const PeopleCase city(with_profiles(kAges),
                        {{"buildings.csv", rows},
                         {"census.csv", "code,young,adult,old\nE,0.2,0.8,0\nW,0.4,0.6,0\n"}});
  ASSERT_EQ(city.said(), "");
  const Population& night = city.population();
  ASSERT_EQ(night.profiles.size(), 3U);
  EXPECT_EQ(night.profile, (std::vector<std::uint32_t>{0, 1, 2, 2}));
  EXPECT_NEAR(night.profiles[2].age_shares[0], 0.3, 1e-12);
  EXPECT_EQ(city.noted("outside_profiles_night"), 4.0);
}

struct BadCensus {
  const char* name;
  std::string census;
  std::string says;
};
void PrintTo(const BadCensus& each, std::ostream* out) { *out << each.name; }

class WrongCensus : public testing::TestWithParam<BadCensus> {};

TEST_P(WrongCensus, IsReportedWithItsPlace) {
  const PeopleCase city(
      with_profiles(std::string("household_mean = \"mean\"\nhousehold_single = \"single\"\n") +
                    kAges),
      {{"buildings.csv", four_places()}, {"census.csv", GetParam().census}});
  EXPECT_NE(city.said().find(GetParam().says), std::string::npos) << city.said();
  EXPECT_NE(city.said().find("census.csv"), std::string::npos) << city.said();
}

std::vector<BadCensus> bad_censuses() {
  const std::string head = "code,mean,single,young,adult,old\n";
  const std::string west = "W,3.0,0.1,0.1,0.6,0.3\n";
  return {{"SharesThatDoNotSum", head + west + "E,2,0.4,0.2,0.5,0.2\n", "do not sum to 1"},
          {"MeanThatCannotBe", head + west + "E,1.2,0.4,0.2,0.5,0.3\n", "no households of 1 to 8"},
          {"MeanOutOfRange", head + west + "E,0.5,0.4,0.2,0.5,0.3\n", "out of range"},
          {"NegativeShare", head + west + "E,2,0.4,-0.2,0.9,0.3\n", "out of range"},
          {"NotANumber", head + west + "E,2,0.4,few,0.5,0.3\n", "not a finite number"},
          {"EmptyCell", head + west + "E,2,,0.2,0.5,0.3\n", "not a finite number"},
          {"ZoneWithPeopleButNoRow", head + west, "people live in these zones"},
          {"SameZoneTwice", head + west + west + "E,2,0.4,0.2,0.5,0.3\n", "has this id already"},
          {"NoColumn", "code,mean,single,young,adult\nW,3,0.1,0.1,0.9\n", "no column of this name"},
          {"NoRows", head, "no rows"}};
}

INSTANTIATE_TEST_SUITE_P(, WrongCensus, testing::ValuesIn(bad_censuses()),
                         [](const auto& each) { return std::string(each.param.name); });

/// The eight districts as squares in a row, one place in each.
class ZiboCensus : public testing::Test {
 protected:
  void SetUp() override { YANBI_NEEDS_DATA("zibo"); }

  static std::string read(const std::string& name) {
    return test::read_bytes(test::data_folder() / "zibo" / name);
  }
  static PeopleCase city() {
    const std::vector<std::string> keys = {"370302", "370303", "370304", "370305",
                                           "370306", "370321", "370322", "370323"};
    std::string rows = "id,x,y\n";
    for (std::size_t z = 0; z < keys.size(); ++z) {
      rows += place(keys[z], 100.0 * static_cast<double>(z) + 50.0, 50.0) + "\n";
    }
    return PeopleCase(
        kBuildings +
            "[[population.estimate]]\nname = \"2020\"\ntotals = { geography = \"district\", file = "
            "\"population.csv\", key = \"CODE\", persons = \"POPU\" }\n"
            "[population.profiles]\ngeography = \"district\"\nfile = \"households.csv\"\nkey = "
            "\"CODE\"\nname = \"NAME\"\nhousehold_mean = \"HHLD_S\"\nhousehold_single = "
            "\"HHLD_1P\"\n",
        {{"buildings.csv", rows},
         {"population.csv", read("zibo_2020_population.csv")},
         {"households.csv", read("zibo_2020_households.csv")}},
        {}, {test::districts(keys)});
  }
};

TEST_F(ZiboCensus, EverybodyLivesInTheirDistrict) {
  const PeopleCase zibo = city();
  ASSERT_EQ(zibo.said(), "");
  EXPECT_EQ(zibo.population().total(), 4704138);
  EXPECT_EQ(zibo.population().persons[0], 646685);
  EXPECT_EQ(zibo.population().persons[1], 1272967);
}

TEST_F(ZiboCensus, HouseholdsHaveTheMeanAndSinglesOfTheirDistrict) {
  const PeopleCase zibo = city();
  ASSERT_EQ(zibo.said(), "");
  const std::vector<double>& zichuan = zibo.population().household_shares_at(0);
  EXPECT_DOUBLE_EQ(zichuan[0], 0.2216);
  EXPECT_NEAR(mean_of(zichuan), 2.47, 1e-9);
  EXPECT_EQ(zibo.population().profiles[1].name, "张店区");
}

TEST_F(ZiboCensus, AgesOfEighteenColumnsSumToOne) {
  std::string toml = kBuildings +
                     "[[population.estimate]]\nname = \"2020\"\ntotal = 8\n[population.profiles]\n"
                     "geography = \"district\"\nfile = \"ages.csv\"\nkey = \"CODE\"\nages = { "
                     "\"0-4\" = [\"AGES_0\", \"AGES_1-4\"]";
  for (int age = 5; age < 85; age += 5) {
    const std::string label = std::to_string(age) + "-" + std::to_string(age + 4);
    toml += ", \"" + label + "\" = [\"AGES_" + label + "\"]";
  }
  toml += ", \"85+\" = [\"AGES_85P\"] }\n";
  const PeopleCase zibo(toml,
                        {{"buildings.csv", "id,x,y\n" + place("a", 50, 50) + "\n"},
                         {"ages.csv", read("zibo_2020_ages.csv")}},
                        {}, {test::districts({"370302"})});
  ASSERT_EQ(zibo.said(), "");
  const std::vector<double>& ages = zibo.population().profiles[0].age_shares;
  ASSERT_EQ(ages.size(), 18U);
  EXPECT_NEAR(sum_of(ages), 1.0, 1e-12);
  EXPECT_NEAR(ages[0], 0.0061 + 0.0429, 1e-3);
}

}  // namespace
}  // namespace yanbi
