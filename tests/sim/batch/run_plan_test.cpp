// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/run_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

Factor factor(const std::string& name, const std::vector<std::string>& levels) {
  Factor made{name, {}};
  for (const std::string& level : levels) {
    made.levels.push_back({level, {{name, "\"" + level + "\""}}});
  }
  return made;
}

BatchSpec two_factors() {
  BatchSpec spec;
  spec.scenario = "folder/night.toml";
  spec.factors = {factor("layout", {"1960", "1985"}), factor("time", {"day", "night", "dusk"})};
  return spec;
}

std::vector<std::string> names_of(const RunPlan& plan) {
  std::vector<std::string> names;
  for (const BatchCase& one : plan.cases) {
    names.push_back(one.name);
  }
  return names;
}

std::string refusal(const BatchSpec& spec) {
  try {
    static_cast<void>(make_run_plan(spec));
  } catch (const InputError& error) {
    return error.problems().front().to_string();
  }
  return "";
}

TEST(RunPlan, LastFactorChangesFastest) {
  EXPECT_THAT(
      names_of(make_run_plan(two_factors())),
      ElementsAre("layout=1960 time=day", "layout=1960 time=night", "layout=1960 time=dusk",
                  "layout=1985 time=day", "layout=1985 time=night", "layout=1985 time=dusk"));
}

TEST(RunPlan, CaseKnowsItsLevelsAndWhatTheySet) {
  const BatchCase one = make_run_plan(two_factors()).cases[4];
  EXPECT_THAT(one.levels, ElementsAre(Pair("layout", "1985"), Pair("time", "night")));
  EXPECT_THAT(one.overrides(), ElementsAre("layout=\"1985\"", "time=\"night\""));
}

TEST(RunPlan, ListedCasesComeBehindTheCombinations) {
  BatchSpec spec = two_factors();
  spec.cases = {{"everything", {{"layout", "\"all\""}}}};
  const RunPlan plan = make_run_plan(spec);
  ASSERT_EQ(plan.cases.size(), 7U);
  EXPECT_EQ(plan.cases.back().name, "everything");
  EXPECT_THAT(plan.cases.back().levels, ElementsAre(Pair("layout", ""), Pair("time", "")));
  EXPECT_THAT(plan.cases.back().overrides(), ElementsAre("layout=\"all\""));
}

TEST(RunPlan, ListedCasesAloneMakeNoCombination) {
  BatchSpec spec;
  spec.cases = {{"a", {}}, {"b", {}}};
  EXPECT_THAT(names_of(make_run_plan(spec)), ElementsAre("a", "b"));
}

TEST(RunPlan, NothingVariedIsOneCaseNamedAfterTheScenario) {
  BatchSpec spec;
  spec.scenario = "folder/night.toml";
  const RunPlan plan = make_run_plan(spec);
  EXPECT_THAT(names_of(plan), ElementsAre("night"));
  EXPECT_THAT(plan.cases[0].levels, IsEmpty());
  EXPECT_THAT(plan.cases[0].overrides(), IsEmpty());
}

TEST(RunPlan, EveryCaseHasEverySample) {
  BatchSpec spec;
  spec.factors = {factor("layout", {"a", "b"})};
  spec.cases = {{"c", {}}};
  spec.uncertain = {{"walking.gamma", 1.0, 2.0}};
  spec.samples = 2;
  const RunPlan plan = make_run_plan(spec);
  EXPECT_THAT(names_of(plan),
              ElementsAre("layout=a sample=0", "layout=a sample=1", "layout=b sample=0",
                          "layout=b sample=1", "c sample=0", "c sample=1"));
  EXPECT_THAT(plan.cases[3].levels, ElementsAre(Pair("layout", "b"), Pair("sample", "1")));
  EXPECT_EQ(plan.cases[3].set.back(), plan.cases[1].set.back());
  EXPECT_NE(plan.cases[3].set.back(), plan.cases[2].set.back());
}

TEST(RunPlan, SamplesLieInTheirRangesOnePerStratum) {
  BatchSpec spec;
  spec.uncertain = {{"walking.gamma", -3.0, 7.0}};
  spec.samples = 10;
  std::set<int> strata;
  for (const BatchCase& one : make_run_plan(spec).cases) {
    ASSERT_EQ(one.set.size(), 1U);
    const double value = std::strtod(one.set[0].value.c_str(), nullptr);
    EXPECT_GE(value, -3.0);
    EXPECT_LT(value, 7.0);
    strata.insert(static_cast<int>(value + 3.0));
  }
  EXPECT_EQ(strata.size(), 10U);
}

TEST(RunPlan, SampledValuesAreWrittenWithAllTheirDigits) {
  BatchSpec spec;
  spec.uncertain = {{"walking.gamma", 0.1, 0.3}};
  spec.samples = 100;
  bool has_long_one = false;
  for (const BatchCase& one : make_run_plan(spec).cases) {
    has_long_one = has_long_one || one.set[0].value.size() > 15;
  }
  EXPECT_TRUE(has_long_one);
}

TEST(RunPlan, KeysAddedLeaveTheSamplesOfOthersAlone) {
  BatchSpec spec;
  spec.uncertain = {{"walking.gamma", 0.1, 0.3}};
  spec.samples = 10;
  const RunPlan before = make_run_plan(spec);
  spec.uncertain.insert(spec.uncertain.begin(), UncertainKey{"walking.jam_density", 4.0, 6.0});
  const RunPlan after = make_run_plan(spec);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(after.cases[i].set[1], before.cases[i].set[0]);
  }
}

TEST(RunPlan, CasesOfOneNameAreRefused) {
  BatchSpec spec = two_factors();
  spec.path = "batch.toml";
  spec.cases = {{"layout=1960 time=day", {}}};
  const std::string refused = refusal(spec);
  EXPECT_THAT(refused, HasSubstr("batch.toml"));
  EXPECT_THAT(refused, HasSubstr("2 cases have the name 'layout=1960 time=day'"));
}

TEST(RunPlan, TooManyCasesAreRefusedBeforeTheyAreMade) {
  BatchSpec spec;
  std::vector<std::string> levels;
  for (int i = 0; i < 10; ++i) {
    levels.push_back(std::to_string(i));
  }
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    spec.factors.push_back(factor(name, levels));
  }
  EXPECT_EQ(refusal(spec), "");  // 100,000
  for (int i = 0; i < 60; ++i) {
    spec.factors.push_back(factor("f" + std::to_string(i), levels));
  }
  EXPECT_THAT(refusal(spec), HasSubstr("more than 100000 cases"));
}

TEST(RunPlan, SamplesCountTowardsTheLimit) {
  BatchSpec spec = two_factors();
  spec.uncertain = {{"walking.gamma", 0.1, 0.3}};
  spec.samples = 20'000;
  EXPECT_THAT(refusal(spec), HasSubstr("more than 100000 cases"));
}

TEST(RunPlan, StoppingRuleSaysTheMostReplicates) {
  BatchSpec spec;
  spec.replicates = 7;
  EXPECT_EQ(make_run_plan(spec).replicates, 7U);
  spec.until = UntilNarrow{};
  EXPECT_EQ(make_run_plan(spec).replicates, 320U);
}

RC_GTEST_PROP(RunPlanProperty, ShardsHoldEachCaseOnce, ()) {
  RunPlan plan;
  plan.cases.resize(*rc::gen::inRange<std::size_t>(0, 100));
  const auto count = *rc::gen::inRange<std::uint32_t>(1, 40);
  std::vector<int> times(plan.cases.size(), 0);
  for (std::uint32_t shard = 1; shard <= count; ++shard) {
    const std::vector<std::uint32_t> cases = cases_of_shard(plan, shard, count);
    for (const std::uint32_t one : cases) {
      RC_ASSERT(one % count == shard - 1);
      ++times.at(one);
    }
    RC_ASSERT(cases.size() <= plan.cases.size() / count + 1);
  }
  RC_ASSERT(times == std::vector<int>(plan.cases.size(), 1));
}

}  // namespace
}  // namespace yanbi
