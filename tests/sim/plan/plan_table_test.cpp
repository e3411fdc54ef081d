// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

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

std::vector<Problem> problems_of(const std::string& text) {
  const TableFile file(text);
  const City city = small_city();
  try {
    static_cast<void>(read_plan_table(file.path(), city, test::shelters_of(city)));
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

Plan plan_by(const City& city, const std::string& text) {
  const TableFile file(text);
  Scenario scenario = test::scenario_with(PlanPolicy::kTable, 1.0);
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
  // What is wrong with a row as such is found before what its cells say.
  EXPECT_THAT(lines, ElementsAre(7, 2, 3, 4, 5, 6, 9, 11));
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
  EXPECT_THROW(
      static_cast<void>(read_plan_table("/no/such/table.csv", city, test::shelters_of(city))),
      InputError);
}

TEST(PlanTable, RefusesAWorkOutsideTheLayout) {
  City city = small_city();
  city.layouts.front().works.erase(city.layouts.front().works.begin() + 1);
  const TableFile file("origin,work\nhome,far\n");
  EXPECT_THROW(static_cast<void>(read_plan_table(file.path(), city, test::shelters_of(city))),
               InputError);
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

}  // namespace
}  // namespace yanbi
