// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/writer.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using ::testing::HasSubstr;

/// a - b - c, 1 km each, with a home, two works with doors and one with two doors at one place.
City three_works() {
  test::CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t c = builder.node();
  const std::size_t first = builder.street(a, b, 1'000'000);
  const std::size_t second = builder.street(b, c, 1'000'000);
  builder.origin("home", 7, test::OnStreet{first, 100'000}, 5.0);
  builder.origin("hut", 4, test::OnStreet{second, 500'000});
  builder.origin("boat", 2, std::nullopt);
  builder.work("near", 6);
  builder.door(test::OnStreet{first, 300'000}, 12.0);
  builder.work("far", 10);
  builder.door(test::OnStreet{second, 900'000});
  builder.door(test::OnStreet{second, 900'000});
  builder.work("spare", 10);
  builder.door(test::OnStreet{second, 950'000});
  return builder.build({0.0, 0.0, 1.0});
}

/// A plan that is at hand with all that it was made from.
struct Made {
  City city;
  Parties parties = test::parties_of(city);
  Shelters shelters = test::shelters_of(city);
  Scenario scenario = test::scenario_with(PlanPolicy::kNearestWithPlaces);
  Plan plan = make_plan(city, parties, shelters, scenario, 1);

  void save(const std::filesystem::path& path) const {
    save_plan(path, city, parties, shelters, scenario, plan);
  }
  [[nodiscard]] GivenPlan load(const std::filesystem::path& path) const {
    return load_plan(path, city, parties, shelters, scenario);
  }
};

/// The problems of a plan read for `use`.
std::vector<Problem> problems_of(const std::filesystem::path& path, const Made& use) {
  try {
    static_cast<void>(use.load(path));
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

/// Makes sure that the one problem of a plan is `reason`.
void expect_problem(const std::filesystem::path& path, const Made& use, const std::string& reason) {
  const std::vector<Problem> problems = problems_of(path, use);
  ASSERT_EQ(problems.size(), 1U) << reason;
  EXPECT_THAT(problems[0].reason, HasSubstr(reason));
  EXPECT_EQ(problems[0].file, path.string());
  EXPECT_THAT(problems[0].remedy, HasSubstr("yanbi plan"));
}

void expect_same(const Plan& plan, const GivenPlan& given) {
  EXPECT_EQ(given.assigned.shelter, plan.shelter);
  EXPECT_EQ(given.assigned.departs_at, plan.departs_at);
  for (std::size_t p = 0; p < plan.route.size(); ++p) {
    ASSERT_EQ(given.assigned.route[p].has_value(), plan.route[p].has_value());
    if (!plan.route[p].has_value()) {
      continue;
    }
    const Route expected = plan.routes[plan.route[p]];
    const Route route = given.routes[given.assigned.route[p]];
    EXPECT_TRUE(std::ranges::equal(route.links, expected.links));
    EXPECT_EQ(route.start_offset_mm, expected.start_offset_mm);
    EXPECT_EQ(route.end_offset_mm, expected.end_offset_mm);
    EXPECT_EQ(route.access_mm, expected.access_mm);
    EXPECT_EQ(route.egress_mm, expected.egress_mm);
    EXPECT_EQ(route.entrance, expected.entrance);
  }
}

RC_GTEST_PROP(PlanFile, GivesTheSamePlanWhenReadBack, ()) {
  Made made{test::random_city(*rc::gen::arbitrary<std::uint32_t>())};
  if (*rc::gen::arbitrary<bool>()) {
    made.plan.departs_at.assign(made.parties.size(), Tick::never());
    for (std::size_t p = 0; p < made.parties.size(); p += 2) {
      made.plan.departs_at[p] = Tick{static_cast<std::int32_t>(p) * 7};
    }
  }
  const test::TemporaryFolder folder;
  made.save(folder / "plan.h5");
  expect_same(made.plan, made.load(folder / "plan.h5"));
}

TEST(PlanFile, StoresWaysThatAreSharedOnceAndNoneOfRedirection) {
  const Made made{three_works()};
  ASSERT_GT(made.plan.alternatives.size(), 0U);
  const test::TemporaryFolder folder;
  made.save(folder / "plan.h5");
  // home: two households to "near", one to "far"; hut: all to "far".
  EXPECT_EQ(made.load(folder / "plan.h5").routes.size(), 3U);
}

TEST(PlanFile, TheSamePlanMakesTheSameBytes) {
  const Made made{three_works()};
  const test::TemporaryFolder folder;
  made.save(folder / "a.h5");
  made.save(folder / "b.h5");
  EXPECT_EQ(hash_file(folder / "a.h5"), hash_file(folder / "b.h5"));
}

TEST(PlanFile, IsGivenToThePolicyTableLikeATable) {
  Made made{three_works()};
  const test::TemporaryFolder folder;
  made.save(folder / "plan.h5");
  made.scenario.plan.policy = PlanPolicy::kTable;
  made.scenario.plan.table = (folder / "plan.h5").string();
  const Plan again = make_plan(made.city, made.parties, made.shelters, made.scenario, 1);
  EXPECT_EQ(again.shelter, made.plan.shelter);
  EXPECT_EQ(again.alternatives.size(), made.plan.alternatives.size());
}

TEST(PlanFile, IsRefusedWhereItDoesNotBelongWithEveryReason) {
  const Made made{three_works()};
  const test::TemporaryFolder folder;
  made.save(folder / "plan.h5");

  Made other{three_works()};
  other.parties.key.back() ^= 1;
  expect_problem(folder / "plan.h5", other, "households of population '' and seed 1");

  Made driving{three_works()};
  driving.scenario.run.mode = RunMode::kDrive;
  expect_problem(folder / "plan.h5", driving, "not for run.mode = \"drive\"");

  Made elsewhere{test::grid_city(3, 5, 2, 10, 1)};
  EXPECT_EQ(problems_of(folder / "plan.h5", elsewhere).size(), 2U);  // city and households
}

TEST(PlanFile, NeedsTheWorksThatItLeadsToAndTheirDoors) {
  const Made made{three_works()};
  const test::TemporaryFolder folder;
  made.save(folder / "plan.h5");

  const auto with_works = [&](std::vector<int> works) {
    Made changed{three_works()};
    Layout layout = changed.city.layouts.front();
    layout.works.clear();
    for (const int work : works) {
      layout.works.emplace_back(work);
    }
    changed.shelters = make_shelters(changed.city, layout, EntranceParameters{});
    return changed;
  };
  // "spare" is not needed; without it the others have other numbers among the shelters.
  EXPECT_TRUE(problems_of(folder / "plan.h5", with_works({0, 1})).empty());
  expect_problem(folder / "plan.h5", with_works({1, 2}),
                 "the work 'l/near' is no personnel shelter");

  Made moved{three_works()};
  moved.shelters.entrance_position[0].offset_mm += 1;
  expect_problem(folder / "plan.h5", moved, "the doors of the work 'l/near' are not those");
}

TEST(PlanFile, DamagedAndForeignFilesAreBadInput) {
  const Made made{three_works()};
  const test::TemporaryFolder folder;
  made.save(folder / "plan.h5");
  EXPECT_EQ(problems_of(folder / "none.h5", made).size(), 1U);
  std::filesystem::resize_file(folder / "plan.h5",
                               std::filesystem::file_size(folder / "plan.h5") - 1);
  expect_problem(folder / "plan.h5", made, "cut short");
}

/// The columns of a plan of three_works(): households of "home" from a to "near".
struct Columns {
  std::vector<std::uint32_t> route = {0, 0, 0, 4294967295U, 4294967295U, 4294967295U};
  std::vector<std::int32_t> departs_at = {10, -1, 20, -1, -1, -1};
  std::vector<std::uint32_t> first_link = {0, 1};
  std::vector<std::uint32_t> link = {0};
  std::vector<std::uint32_t> start_offset = {100'000};
  std::vector<std::uint32_t> end_offset = {300'000};
  std::vector<std::uint32_t> access = {5'000};
  std::vector<std::uint32_t> door = {0};
  std::vector<std::uint32_t> work = {0};
  std::vector<std::uint32_t> ordinal = {0};

  void save(const Made& made, const std::filesystem::path& path) const {
    hdf5::FileWriter file(path);
    {
      hdf5::GroupWriter root = file.root();
      root.attribute("filetype", "yanbi plan");
      root.attribute("format_version", std::vector<std::int32_t>{1, 0});
      root.attribute("city_hash", to_hex(hash_city(made.city)));
      root.attribute("households_hash", to_hex(hash_households(made.parties)));
      root.attribute("population", "");
      root.attribute("mode", "walk");
      root.attribute("seed", std::vector<std::uint64_t>{1});
      write(root, "parties", "party", "route", route, true);
      hdf5::GroupWriter routes = root.group("routes");
      write(routes, "route_bound", "first_link", first_link);
      write(routes, "link_index", "link", link);
      routes.dimension("route", door.size());
      for (const auto& [name, column] :
           {std::pair("start_offset", &start_offset), std::pair("end_offset", &end_offset),
            std::pair("access", &access), std::pair("door", &door)}) {
        routes.variable(name, {"route"}, *column, {"", name});
      }
      write_doors(made, root);
    }
    file.save();
  }

 private:
  static void write(hdf5::GroupWriter& group, const std::string& dimension, const std::string& name,
                    const std::vector<std::uint32_t>& column) {
    group.dimension(dimension, column.size());
    group.variable(name, {dimension}, column, {"", name});
  }
  void write(hdf5::GroupWriter& root, const std::string& in, const std::string& dimension,
             const std::string& name, const std::vector<std::uint32_t>& column, bool) const {
    hdf5::GroupWriter group = root.group(in);
    write(group, dimension, name, column);
    group.variable("departs_at", {dimension}, departs_at, {"0.1 s", "departs_at"});
  }
  void write_doors(const Made& made, hdf5::GroupWriter& root) const {
    hdf5::GroupWriter doors = root.group("doors");
    doors.dimension("door", work.size());
    const LinkPosition position = made.shelters.entrance_position[0];
    const std::vector<std::uint32_t> at = {position.link.raw()};
    const std::vector<std::uint32_t> offset = {position.offset_mm};
    const std::vector<std::uint32_t> far = {made.shelters.entrance_access_mm[0]};
    doors.variable("work", {"door"}, work, {"", "work"});
    doors.variable("ordinal", {"door"}, ordinal, {"", "ordinal"});
    doors.variable("link", {"door"}, at, {"", "link"});
    doors.variable("offset", {"door"}, offset, {"mm", "offset"});
    doors.variable("access", {"door"}, far, {"mm", "access"});
  }
};

struct BadPlan {
  const char* name;
  std::function<void(Columns&)> change;
  const char* reason;
  friend std::ostream& operator<<(std::ostream& out, const BadPlan& bad) { return out << bad.name; }
};

class BadPlanFile : public ::testing::TestWithParam<BadPlan> {};

TEST_P(BadPlanFile, IsOneProblem) {
  const Made made{three_works()};
  const test::TemporaryFolder folder;
  Columns columns;
  columns.save(made, folder / "good.h5");
  ASSERT_TRUE(problems_of(folder / "good.h5", made).empty());
  GetParam().change(columns);
  columns.save(made, folder / "bad.h5");
  expect_problem(folder / "bad.h5", made, GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    PlanFile, BadPlanFile,
    ::testing::Values(
        BadPlan{"Route", [](Columns& c) { c.route[0] = 1; }, "neither empty nor below 1"},
        BadPlan{"Departure", [](Columns& c) { c.departs_at[0] = 40'000'000; }, "any run can last"},
        BadPlan{"Offsets",
                [](Columns& c) {
                  c.first_link = {0, 2};
                },
                "do not run from 0 to 1"},
        BadPlan{"Link", [](Columns& c) { c.link[0] = 99; }, "not below 4"},
        BadPlan{"Door", [](Columns& c) { c.door[0] = 1; }, "not below 1"},
        BadPlan{"Work", [](Columns& c) { c.work[0] = 3; }, "not below 3"},
        BadPlan{"Ordinal", [](Columns& c) { c.ordinal[0] = 4'000'000'000U; }, "the doors of"},
        BadPlan{"Start", [](Columns& c) { c.start_offset[0] = 1'000'001; }, "beside its link"},
        BadPlan{"End", [](Columns& c) { c.end_offset[0] = 99'999; }, "beside its link"},
        BadPlan{"NoLinks",
                [](Columns& c) {
                  c.first_link = {0, 0};
                  c.link.clear();
                },
                "no links"},
        BadPlan{"Jump",
                [](Columns& c) {
                  c.first_link = {0, 2};
                  c.link = {0, 0};
                },
                "does not begin where"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace yanbi
