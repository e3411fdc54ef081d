// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "sim/base/problem.hpp"
#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A file in the test's own folder that goes with the test.
class TableFile {
 public:
  explicit TableFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("yanbi_plan_table_" + std::to_string(::getpid()) + ".csv")) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  TableFile(const TableFile&) = delete;
  TableFile& operator=(const TableFile&) = delete;
  ~TableFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

City small_city() {
  test::CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t street = builder.street(a, b, 1'000'000);
  const std::size_t island = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("home", 7, test::OnStreet{street, 0});
  builder.origin("hut, \"old\"", 4, test::OnStreet{street, 500'000});
  builder.work("near", 10);
  builder.door(test::OnStreet{street, 100'000});
  builder.work("far", 10);
  builder.door(test::OnStreet{street, 900'000});
  builder.work("island", 10);
  builder.door(test::OnStreet{island, 0});
  builder.work("other/near", 10);
  builder.door(test::OnStreet{street, 300'000});
  return builder.build({0.0, 0.0, 1.0});
}

/// Reads a table in households of three.
PlanTable read(const City& city, const std::filesystem::path& path, const Scenario& scenario = {}) {
  return read_plan_table(path, city, test::parties_of(city), test::shelters_of(city), scenario);
}

std::vector<Problem> problems_of(const std::string& text, const Scenario& scenario = {},
                                 const City& city = small_city()) {
  const TableFile file(text);
  try {
    static_cast<void>(read(city, file.path(), scenario));
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

Plan plan_by(const City& city, const std::string& text, Scenario scenario = {}) {
  const TableFile file(text);
  scenario.plan.policy = PlanPolicy::kTable;
  scenario.plan.max_walk = 1.0;
  scenario.plan.table = file.path().string();
  return make_plan(city, test::parties_of(city), test::shelters_of(city), scenario, 1);
}

TEST(TablePlan, SendsPeopleWhereTheTableSaysHoweverFar) {
  const City city = small_city();
  const Plan plan = plan_by(city, "\xEF\xBB\xBForigin,work\r\nhome,far\r\n");
  EXPECT_THAT(plan.shelter,
              ElementsAre(ShelterId(1), ShelterId(1), ShelterId(1), ShelterId(), ShelterId()));
  EXPECT_EQ(walked_mm(plan.routes[plan.route[0]], city.network.links().length_mm), 900'000U);
}

TEST(TablePlan, SplitsAnOriginByPersonsInWholeParties) {
  // Households 3, 3, 1: four persons take the first and the last, the rest goes on.
  const Plan plan =
      plan_by(small_city(), "work,persons,origin,note\nl/near,4,home,x\nfar,,home,y\n");
  EXPECT_THAT(plan.shelter,
              ElementsAre(ShelterId(0), ShelterId(1), ShelterId(0), ShelterId(), ShelterId()));
}

TEST(TablePlan, LeavesUnplacedWhomNoStreetLeadsThereAndSaysSo) {
  const Plan plan = plan_by(small_city(), "origin,work\nhome,island\n");
  EXPECT_FALSE(plan.shelter[0].has_value());
  EXPECT_FALSE(plan.route[0].has_value());
  ASSERT_EQ(plan.notes.size(), 1U);
  EXPECT_THAT(plan.notes[0], HasSubstr("7 persons"));
}

TEST(PlanTable, ReportsAllProblemsWithTheirLines) {
  const std::vector<Problem> problems = problems_of(
      "origin,work,persons\n"
      "nowhere,far,1\n"   // 2: unknown origin
      "home,nothing,1\n"  // 3: unknown work
      "home,near,1\n"     // 4: two ledgers have it
      "home,far,-3\n"     // 5: bad number
      "home,far,2x\n"     // 6: bad number
      "home\n"            // 7: too few fields
      "home,far,1\n"      // 8: fine
      "home,l/far,1\n"    // 9: the pair again
      "home,l/near,\n"    // 10: fine, takes all
      "home,island,\n");  // 11: nobody left for it
  std::vector<std::size_t> lines;
  for (const Problem& problem : problems) {
    lines.push_back(problem.line);
    EXPECT_FALSE(problem.reason.empty());
    EXPECT_FALSE(problem.remedy.empty());
  }
  // Rows that say the same are found when all have been read.
  EXPECT_THAT(lines, ElementsAre(2, 3, 4, 5, 6, 7, 11, 9));
}

TEST(PlanTable, ASingleBadCellIsNamedWithItsValue) {
  const std::vector<Problem> problems = problems_of("origin,work\nhome,far\nhole,far\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].key, "origin");
  EXPECT_EQ(problems[0].value, "hole");
  EXPECT_EQ(problems[0].line, 3U);
}

TEST(PlanTable, AQuoteThatIsNeverClosedDoesNotSwallowTheRowsBelow) {
  EXPECT_FALSE(problems_of("origin,work,note\nhome,far,\"oops\nhome,l/near,x\n").empty());
}

TEST(PlanTable, SemicolonsAndGb18030AreReadLikeAnyLedger) {
  EXPECT_TRUE(problems_of("origin;work\nhome;far\n").empty());
  EXPECT_TRUE(problems_of("origin,work,\xC6\xF0\xB5\xE3\nhome,far,\xC6\xF0\n").empty());
}

TEST(PlanTable, NeedsItsColumns) {
  EXPECT_EQ(problems_of("from,to\nhome,far\n").size(), 2U);
  EXPECT_EQ(problems_of("").size(), 1U);
}

TEST(PlanTable, AMissingFileIsBadInput) {
  const City city = small_city();
  EXPECT_THROW(static_cast<void>(read(city, "/no/such/table.csv")), InputError);
}

TEST(PlanTable, RefusesAWorkOutsideTheLayout) {
  City city = small_city();
  city.layouts.front().works.erase(city.layouts.front().works.begin() + 1);
  const TableFile file("origin,work\nhome,far\n");
  EXPECT_THROW(static_cast<void>(read(city, file.path())), InputError);
}

TEST(TablePlan, ADepartureIsThatOfThePartiesOfItsRow) {
  const Plan plan =
      plan_by(small_city(), "origin,work,persons,departs_s\nhome,far,3,60.25\nhome,far,,\n");
  EXPECT_THAT(plan.departs_at, ElementsAre(to_tick(60.3), Tick::never(), Tick::never(),
                                           Tick::never(), Tick::never()));
}

TEST(TablePlan, WithoutDeparturesNoneIsPlanned) {
  EXPECT_TRUE(plan_by(small_city(), "origin,work,departs_s\nhome,far,\n").departs_at.empty());
}

TEST(TablePlan, AGivenRouteIsTaken) {
  // Forth and back again before they go in at 900 m.
  const City city = small_city();
  const Plan plan = plan_by(city, "origin,work,persons,route\nhome,far,3,0 1 0 1\nhome,far,,\n");
  EXPECT_EQ(walked_mm(plan.routes[plan.route[0]], city.network.links().length_mm), 2'900'000U);
  EXPECT_EQ(walked_mm(plan.routes[plan.route[1]], city.network.links().length_mm), 900'000U);
}

TEST(TablePlan, ARowForAHouseholdIsForNoOther) {
  const Plan plan =
      plan_by(small_city(), "origin,party,work,departs_s\nhome,,far,\nhome,2,l/near,5\n");
  EXPECT_THAT(plan.shelter,
              ElementsAre(ShelterId(1), ShelterId(0), ShelterId(1), ShelterId(), ShelterId()));
  EXPECT_EQ(plan.departs_at[1], to_tick(5.0));
}

TEST(TablePlan, ColumnsMayHaveOtherNames) {
  Scenario scenario;
  scenario.plan.columns = {"from", "to", "people", "household", "leaves", "path"};
  const Plan plan = plan_by(small_city(),
                            "leaves,path,to,from,people,household,persons\n"
                            "7,0 1,far,home,3,2,x\n",
                            scenario);
  EXPECT_EQ(plan.shelter[1], ShelterId(1));
  EXPECT_FALSE(plan.shelter[0].has_value());
  EXPECT_EQ(plan.departs_at[1], to_tick(7.0));
}

TEST(PlanTable, RowsOfOnePairMayDifferInDepartureOrRoute) {
  const TableFile file(
      "origin,work,persons,departs_s,route\n"
      "home,far,3,10,\n"
      "home,far,3,20,\n"
      "home,far,1,10,0 1 0 1\n");
  const PlanTable table = read(small_city(), file.path());
  ASSERT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.routes.size(), 1U);
  EXPECT_EQ(table.rows[2].route, RouteId(0));
  const auto problems = problems_of(
      "origin,work,persons,departs_s,route\n"
      "home,far,3,10,0 1\n"
      "home,far,3,10,0 1/1\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 3U);
}

/// A row that cannot be right, with what the problem must name.
struct BadRow {
  const char* name;
  const char* row;  ///< origin,work,persons,party,departs_s,route
  const char* key;
  const char* value;
  const char* reason;
  friend std::ostream& operator<<(std::ostream& out, const BadRow& one) { return out << one.name; }
};

class BadPlanRow : public testing::TestWithParam<BadRow> {};

TEST_P(BadPlanRow, IsOneProblemWithItsPlace) {
  const auto problems =
      problems_of(std::string("origin,work,persons,party,departs_s,route\nhome,far,,1,,\n") +
                  GetParam().row + "\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].line, 3U);
  EXPECT_EQ(problems[0].key, GetParam().key);
  EXPECT_EQ(problems[0].value, GetParam().value);
  EXPECT_THAT(problems[0].reason, HasSubstr(GetParam().reason));
  EXPECT_FALSE(problems[0].remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    , BadPlanRow,
    testing::Values(
        BadRow{"NoHousehold", "home,far,,4,,", "party", "4", "no household"},
        BadRow{"HouseholdZero", "home,far,,0,,", "party", "0", "no household"},
        BadRow{"HouseholdTwice", "home,far,,1,,", "party", "1", "an earlier row"},
        BadRow{"OtherPersons", "home,far,2,2,,", "persons", "2", "another number of persons"},
        BadRow{"NegativeTime", "home,far,,2,-1,", "departs_s", "-1", "not a time"},
        BadRow{"NoTime", "home,far,,2,8:15,", "departs_s", "8:15", "not a time"},
        BadRow{"NotANumber", "home,far,,2,nan,", "departs_s", "nan", "not a time"},
        BadRow{"TooLate", "home,far,,2,345601,", "departs_s", "345601", "not a time"},
        BadRow{"NoKey", "home,far,,2,,0 b", "route", "b", "not the key"},
        BadRow{"UnknownNode", "home,far,,2,,0 9", "route", "9", "no node"},
        BadRow{"NoLink", "home,far,,2,,0 2", "route", "0 2", "no link leads"},
        BadRow{"NoSuchParallel", "home,far,,2,,0 1/2", "route", "0 1/2", "fewer parallel"},
        BadRow{"BeginsElsewhere", "home,far,,2,,2 3", "route", "2 3", "does not begin"},
        BadRow{"EndsElsewhere", "home,island,,2,,0 1", "route", "0 1", "does not end"}),
    [](const auto& each) { return each.param.name; });

TEST(PlanTable, ALongRouteIsShownInPart) {
  std::string route = "2";
  for (int i = 0; i < 100; ++i) {
    route += " 3 2";
  }
  const auto problems = problems_of("origin,work,route\nhome,far," + route + "\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_LT(problems[0].value.size(), 70U);
}

TEST(PlanTable, AColumnThatTheScenarioNamesMustBeThere) {
  Scenario scenario;
  scenario.plan.columns.departs_s = "leaves";
  const auto problems = problems_of("origin,work\nhome,far\n", scenario);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].value, "leaves");
  EXPECT_THAT(problems[0].remedy, HasSubstr("plan.columns.departs_s"));
}

TEST(PlanTable, VehiclesNeedARouteInEveryRowAlongLinksThatAreOpenToThem) {
  Scenario scenario;
  scenario.run.mode = RunMode::kDrive;
  EXPECT_THAT(problems_of("origin,work\nhome,far\n", scenario).at(0).value, "route");
  const auto problems =
      problems_of("origin,work,persons,route\nhome,far,1,\nhome,far,1,0 1\n", scenario);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems[0].reason, HasSubstr("this row has none"));
  EXPECT_THAT(problems[1].reason, HasSubstr("closed to vehicles"));
}

TEST(PlanTable, APlanByCellsIsRefused) {
  const auto problems = problems_of("cell_x,cell_y,work,persons,walk_m\n0,0,l/far,3,1.0\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0].reason, HasSubstr("by cells"));
}

TEST(PlanCsv, SaysRoutesAndDeparturesWhereThereAreAny) {
  const City city = small_city();
  const Plan plan = plan_by(city,
                            "origin,work,persons,departs_s,route\n"
                            "home,far,3,12.5,0 1 0 1\n"
                            "home,far,,,\n");
  std::ostringstream out;
  write_plan_csv(out, city, test::parties_of(city), test::shelters_of(city), plan,
                 {PlanGrouping::kOrigin, true});
  EXPECT_EQ(out.str(),
            "origin,work,persons,walk_m,departs_s,route\n"
            "home,l/far,4,900.000,,0 1\n"
            "home,l/far,3,2900.000,12.5,0 1 0 1\n");
}

TEST(PlanCsv, ByPartyEveryHouseholdHasARow) {
  const City city = small_city();
  const Plan plan = plan_by(city, "origin,party,work\nhome,3,far\nhome,1,l/near\n");
  std::ostringstream out;
  write_plan_csv(out, city, test::parties_of(city), test::shelters_of(city), plan,
                 {PlanGrouping::kParty, false});
  EXPECT_EQ(out.str(),
            "origin,party,work,persons,walk_m\n"
            "home,1,l/near,3,100.000\n"
            "home,3,l/far,1,900.000\n");
}

TEST(PlanCsv, CellsAddUpWhatGoesOutOfThem) {
  City city = small_city();
  city.origins.x = {-20.0, 130.0};
  city.origins.y = {10.0, 260.0};
  const Plan plan = plan_by(city,
                            "origin,work,persons\nhome,far,3\nhome,l/near,\n"
                            "\"hut, \"\"old\"\"\",far,\n");
  std::ostringstream out;
  write_plan_cells(out, city, test::parties_of(city), test::shelters_of(city), plan, 100.0);
  EXPECT_EQ(out.str(),
            "cell_x,cell_y,work,persons,walk_m\n"
            "-100,0,l/near,4,100.000\n"
            "-100,0,l/far,3,900.000\n"
            "100,200,l/far,4,400.000\n");
}

TEST(PlanCsv, ListsPersonsAndWalkOfEachPair) {
  const City city = small_city();
  const Plan plan = plan_by(city, "origin,work\nhome,far\n\"hut, \"\"old\"\"\",l/near\n");
  std::ostringstream out;
  write_plan_csv(out, city, test::parties_of(city), test::shelters_of(city), plan);
  EXPECT_EQ(out.str(),
            "origin,work,persons,walk_m\n"
            "home,l/far,7,900.000\n"
            "\"hut, \"\"old\"\"\",l/near,4,400.000\n");
}

RC_GTEST_PROP(PlanCsv, GivesTheSamePlanWhenReadBack, ()) {
  const City city = test::random_city(*rc::gen::arbitrary<std::uint32_t>());
  const Parties parties = test::parties_of(city);
  const Shelters shelters = test::shelters_of(city);
  const Plan plan =
      make_plan(city, parties, shelters,
                test::scenario_with(
                    *rc::gen::element(PlanPolicy::kNearest, PlanPolicy::kNearestWithPlaces), 20.0),
                1);
  const TableFile file("");
  write_plan_csv(file.path(), city, parties, shelters, plan);
  Scenario scenario = test::scenario_with(PlanPolicy::kTable);
  scenario.plan.table = file.path().string();
  const Plan again = make_plan(city, parties, shelters, scenario, 1);
  RC_ASSERT(again.shelter == plan.shelter);
  RC_ASSERT(again.route == plan.route);
}

/// Everything about a route but its id.
auto content_of(const Plan& plan, std::size_t party) {
  const Route route = plan.routes[plan.route[party]];
  return std::tuple(std::vector<LinkId>(route.links.begin(), route.links.end()),
                    route.start_offset_mm, route.end_offset_mm, route.access_mm, route.egress_mm,
                    route.entrance);
}

RC_GTEST_PROP(PlanCsv, WithRoutesGivesTheSameRoutesWhenReadBack, ()) {
  const City city = test::random_city(*rc::gen::arbitrary<std::uint32_t>());
  const Parties parties = test::parties_of(city);
  const Shelters shelters = test::shelters_of(city);
  const Plan plan =
      make_plan(city, parties, shelters, test::scenario_with(PlanPolicy::kNearestWithPlaces), 1);
  const TableFile file("");
  write_plan_csv(file.path(), city, parties, shelters, plan,
                 {*rc::gen::element(PlanGrouping::kOrigin, PlanGrouping::kParty), true});
  Scenario scenario = test::scenario_with(PlanPolicy::kTable);
  scenario.plan.table = file.path().string();
  const Plan again = make_plan(city, parties, shelters, scenario, 1);
  RC_ASSERT(again.shelter == plan.shelter);
  for (std::size_t p = 0; p < parties.size(); ++p) {
    if (plan.shelter[p].has_value()) {
      RC_ASSERT(content_of(again, p) == content_of(plan, p));
    }
  }
}

}  // namespace
}  // namespace yanbi
