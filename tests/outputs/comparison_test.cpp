// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "tests/support/small_comparison.hpp"

namespace yanbi {
namespace {

using test::batch_case;
using test::comparison_input;
using test::kMoreSheltered;
using test::SmallBatch;
using test::two_layouts;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::vector<std::vector<std::int64_t>> kNothing(10, {0, 0, 0, 0});

/// The layouts × times of a batch; by day everything is twice as far from the baseline.
SmallBatch layouts_by_time() {
  SmallBatch batch;
  batch.factors = {"layout", "time"};
  for (const std::string layout : {"current", "planned", "copy"}) {
    for (const std::string time : {"night", "day"}) {
      std::vector<std::vector<std::int64_t>> more = layout == "planned" ? kMoreSheltered : kNothing;
      if (time == "day") {
        for (auto& row : more) {
          row[0] *= 2;
        }
      }
      batch.cases.push_back(batch_case(layout, {layout, time}, more));
    }
  }
  return batch;
}

Comparison compare(const SmallBatch& batch, const ComparisonOptions& options = {}) {
  return compare_layouts(comparison_input(batch), options);
}

std::string refusal(const SmallBatch& batch, const ComparisonOptions& options = {}) {
  try {
    (void)compare(batch, options);
  } catch (const InputError& error) {
    std::string text;
    for (const Problem& problem : error.problems()) {
      text += problem.to_string() + '\n';
    }
    return text;
  }
  return "nothing was refused";
}

// The expected numbers were computed with 30 digits from kMoreSheltered alone: in zone a the
// differences are those of Student (1908); of all zones 100 (a + b + c) / 3500 per replicate.
TEST(Comparisons, ZonesHaveTheDifferencesComputedByHand) {
  const Comparison comparison = compare(two_layouts());
  ASSERT_THAT(comparison.groups, SizeIs(1));
  ASSERT_THAT(comparison.groups[0].layouts, SizeIs(1));
  const LayoutComparison& planned = comparison.groups[0].layouts[0];
  EXPECT_EQ(planned.layout, "planned");
  EXPECT_EQ(planned.pairs, 10U);
  ASSERT_THAT(planned.zones, SizeIs(3));
  const ZoneDifference& a = planned.zones[0];
  EXPECT_EQ(a.persons, 1000);
  EXPECT_NEAR(a.baseline_coverage, 51.35, 1e-12);  // 500 + 3 * 4.5 of 1,000
  EXPECT_NEAR(a.layout_coverage, 52.93, 1e-12);
  EXPECT_NEAR(a.coverage.ci_low, 0.700114236723017, 1e-12);
  EXPECT_NEAR(a.coverage.ci_high, 2.45988576327698, 1e-12);
  const ZoneDifference& c = planned.zones[2];
  EXPECT_NEAR(c.coverage.mean, 0.4, 1e-13);
  EXPECT_NEAR(c.p, 0.0367874978797862, 1e-12);
}

TEST(Comparisons, AllZonesTogetherCountEveryPersonOnce) {
  const ZoneDifference all = compare(two_layouts()).groups[0].layouts[0].all;
  EXPECT_EQ(all.persons, 3500);
  EXPECT_NEAR(all.coverage.mean, 0.508571428571429, 1e-13);
  EXPECT_NEAR(all.coverage.ci_low, 0.250075091144949, 1e-13);
  EXPECT_NEAR(all.coverage.ci_high, 0.767067765997908, 1e-13);
  EXPECT_NEAR(all.p, 0.00159876808876842, 1e-13);
  EXPECT_EQ(all.p_adjusted, all.p);
  EXPECT_EQ(all.verdict, Verdict::kBetter);
}

TEST(Comparisons, CausesAreDifferencesOfPersons) {
  const ZoneDifference all = compare(two_layouts()).groups[0].layouts[0].all;
  ASSERT_THAT(all.causes, SizeIs(2));
  EXPECT_NEAR(all.causes[0].mean, -17.8, 1e-12);
  EXPECT_NEAR(all.causes[0].ci_low, -26.8473718099268, 1e-11);
  EXPECT_NEAR(all.causes[0].ci_high, -8.75262819007322, 1e-11);
  EXPECT_EQ(all.causes[1].mean, 0.0);
  // 3,500 less 500 + 900 + 300 and less (3 + 7 + 1) * 4.5.
  EXPECT_NEAR(all.baseline_causes[0], 1750.5, 1e-12);
}

// Of three zones with p = 0.0028, 1 and 0.0368: 3 * 0.0028, then 2 * 0.0368 = 0.0736, then 1.
TEST(Comparisons, VerdictsStandOnAdjustedP) {
  const LayoutComparison planned = compare(two_layouts()).groups[0].layouts[0];
  EXPECT_NEAR(planned.zones[0].p_adjusted, 3 * 0.00283289019738427, 1e-13);
  EXPECT_EQ(planned.zones[1].p_adjusted, 1.0);
  EXPECT_NEAR(planned.zones[2].p_adjusted, 2 * 0.0367874978797862, 1e-12);
  EXPECT_EQ(planned.zones[0].verdict, Verdict::kBetter);
  EXPECT_EQ(planned.zones[1].verdict, Verdict::kNotShown);
  EXPECT_EQ(planned.zones[2].verdict, Verdict::kNotShown);
}

TEST(Comparisons, BaselineMayBeAnyLayout) {
  const Comparison comparison = compare(two_layouts(), {"planned", 1.0});
  const LayoutComparison& current = comparison.groups[0].layouts[0];
  EXPECT_EQ(current.layout, "current");
  EXPECT_NEAR(current.zones[0].coverage.mean, -1.58, 1e-12);
  EXPECT_EQ(current.zones[0].verdict, Verdict::kWorse);
}

TEST(Comparisons, MissingWidthIsSaidInReplicates) {
  const LayoutComparison planned = compare(two_layouts(), {"", 0.5}).groups[0].layouts[0];
  EXPECT_EQ(planned.zones[0].still_needed, 86U);  // 96 in all
  EXPECT_EQ(planned.zones[1].still_needed, 44U);  // 54
  EXPECT_EQ(planned.zones[2].still_needed, 9U);   // 19
  EXPECT_EQ(planned.all.still_needed, 1U);        // 11
}

TEST(Comparisons, TheSameLayoutTwiceShowsExactlyNothing) {
  const Comparison comparison = compare(layouts_by_time());
  for (const GroupComparison& group : comparison.groups) {
    const LayoutComparison& copy = group.layouts[1];
    ASSERT_EQ(copy.layout, "copy");
    for (const ZoneDifference& zone : copy.zones) {
      EXPECT_EQ(zone.coverage.mean, 0.0);
      EXPECT_EQ(zone.coverage.ci_low, 0.0);
      EXPECT_EQ(zone.coverage.ci_high, 0.0);
      EXPECT_EQ(zone.p, 1.0);
      EXPECT_EQ(zone.p_adjusted, 1.0);
      EXPECT_EQ(zone.verdict, Verdict::kNotShown);
      EXPECT_EQ(zone.still_needed, 0U);
      for (const PairedDifference& cause : zone.causes) {
        EXPECT_EQ(cause.mean, 0.0);
        EXPECT_EQ(cause.deviation, 0.0);
      }
    }
  }
}

TEST(Comparisons, LayoutsAreComparedWhereAllElseIsEqual) {
  const Comparison comparison = compare(layouts_by_time());
  ASSERT_THAT(comparison.groups, SizeIs(2));
  EXPECT_EQ(comparison.groups[0].name, "time=night");
  EXPECT_EQ(comparison.groups[1].name, "time=day");
  EXPECT_THAT(comparison.groups[1].levels, ElementsAre(std::pair("time", "day")));
  ASSERT_THAT(comparison.groups[1].layouts, SizeIs(2));
  EXPECT_EQ(comparison.groups[1].layouts[0].case_name, "planned day");
  EXPECT_EQ(comparison.groups[1].layouts[0].baseline_case, "current day");
  EXPECT_NEAR(comparison.groups[0].layouts[0].zones[0].coverage.mean, 1.58, 1e-12);
  EXPECT_NEAR(comparison.groups[1].layouts[0].zones[0].coverage.mean, 3.16, 1e-12);
}

TEST(Comparisons, OnlyReplicatesOfBothArePaired) {
  SmallBatch batch = two_layouts();
  auto& current = batch.cases[0];
  auto& planned = batch.cases[1];
  current.replicates.erase(current.replicates.begin() + 2);
  current.sheltered.erase(current.sheltered.begin() + 2);
  planned.replicates.erase(planned.replicates.begin() + 8, planned.replicates.end());
  planned.sheltered.erase(planned.sheltered.begin() + 8, planned.sheltered.end());
  const LayoutComparison comparison = compare(batch).groups[0].layouts[0];
  EXPECT_EQ(comparison.pairs, 7U);  // 0 to 7 without 2
  EXPECT_EQ(comparison.only_in_baseline, 2U);
  EXPECT_EQ(comparison.only_in_layout, 1U);
  EXPECT_NEAR(comparison.zones[0].coverage.mean, (1.2 + 2.4 + 1.3 + 0.0 + 1.0 + 1.8 + 0.8) / 7,
              1e-12);
}

TEST(Comparisons, OnePairShowsNothing) {
  SmallBatch batch = two_layouts();
  for (auto& one : batch.cases) {
    one.replicates.resize(1);
    one.sheltered.resize(1);
  }
  const LayoutComparison comparison = compare(batch).groups[0].layouts[0];
  EXPECT_EQ(comparison.zones[0].verdict, Verdict::kTooFewPairs);
  EXPECT_EQ(comparison.zones[0].still_needed, std::nullopt);
}

TEST(Comparisons, ListedCasesStandAlone) {
  SmallBatch batch = two_layouts();
  batch.cases.push_back(batch_case("planned", {""}, kNothing));
  batch.cases.back().name = "by hand";
  const Comparison comparison = compare(batch);
  EXPECT_THAT(comparison.groups[0].layouts, SizeIs(1));
  EXPECT_THAT(comparison.not_shown, ElementsAre(HasSubstr("'by hand'")));
}

TEST(Rankings, TheBestLayoutComesFirst) {
  const Ranking ranking = compare(layouts_by_time(), {"current", 1.0}).groups[0].ranking;
  EXPECT_EQ(ranking.replicates, 10U);
  ASSERT_THAT(ranking.layouts, SizeIs(3));
  EXPECT_EQ(ranking.layouts[0].layout, "planned");
  EXPECT_NEAR(ranking.layouts[0].to_baseline->mean, 0.508571428571429, 1e-13);
  EXPECT_EQ(ranking.layouts[1].layout, "current");  // equal: the order of the file
  EXPECT_EQ(ranking.layouts[1].to_baseline, std::nullopt);
  EXPECT_EQ(ranking.layouts[2].layout, "copy");
}

TEST(Rankings, ALeadThatMayBeChanceIsShared) {
  const Ranking ranking = compare(layouts_by_time()).groups[0].ranking;
  ASSERT_THAT(ranking.zones, SizeIs(3));
  EXPECT_EQ(ranking.zones[0].layout, "planned");
  EXPECT_EQ(ranking.zones[0].runner_up, "current");
  EXPECT_FALSE(ranking.zones[0].shared);
  EXPECT_EQ(ranking.zones[1].layout, "current");  // all three are equal on average
  EXPECT_TRUE(ranking.zones[1].shared);
  EXPECT_FALSE(ranking.zones[2].shared);
}

TEST(Rankings, CoverOnlyReplicatesThatAllLayoutsHave) {
  SmallBatch batch = layouts_by_time();
  batch.cases[4].replicates.resize(4);  // copy night
  batch.cases[4].sheltered.resize(4);
  const GroupComparison group = compare(batch).groups[0];
  EXPECT_EQ(group.layouts[0].pairs, 10U);
  EXPECT_EQ(group.ranking.replicates, 4U);
  EXPECT_NEAR(group.ranking.layouts[0].to_baseline->mean, 100.0 * (25 + 19 + 32 - 3) / 4 / 3500,
              1e-12);
}

TEST(Refusals, UnknownBaselineNamesTheLayouts) {
  EXPECT_THAT(refusal(two_layouts(), {"plan", 1.0}),
              AllOf(HasSubstr("plan"), HasSubstr("current, planned")));
}

TEST(Refusals, OtherPopulationIsNoPair) {
  SmallBatch batch = two_layouts();
  batch.cases[1].population_name = "day";
  EXPECT_THAT(refusal(batch), AllOf(HasSubstr("one population"), HasSubstr("'night'")));
}

TEST(Refusals, OtherPeopleInAZoneAreNoPair) {
  SmallBatch batch = two_layouts();
  batch.cases[1].population[1] = 2001;
  EXPECT_THAT(refusal(batch),
              AllOf(HasSubstr("'Zone, B'"), HasSubstr("2001"), HasSubstr("one population")));
}

TEST(Refusals, OtherSeedIsNoPair) {
  SmallBatch batch = two_layouts();
  batch.cases[1].seed = 8;
  EXPECT_THAT(refusal(batch), AllOf(HasSubstr("seed"), HasSubstr("8"), HasSubstr("7")));
}

TEST(Refusals, OtherHazardIsNoPair) {
  SmallBatch batch = two_layouts();
  batch.cases[1].hazard_hash = "00000000000000ff";
  EXPECT_THAT(refusal(batch), HasSubstr("another hazard"));
}

TEST(Refusals, NoReplicateInCommonIsNoPair) {
  SmallBatch batch = two_layouts();
  for (std::uint32_t& replicate : batch.cases[1].replicates) {
    replicate += 10;
  }
  EXPECT_THAT(refusal(batch), HasSubstr("no replicate in common"));
}

TEST(Refusals, CaseWithoutRunsIsNamed) {
  SmallBatch batch = two_layouts();
  batch.cases[0].replicates.clear();
  batch.cases[0].sheltered.clear();
  EXPECT_THAT(refusal(batch), AllOf(HasSubstr("no replicate in common"), HasSubstr("'current'")));
}

TEST(Refusals, EveryReasonIsGiven) {
  SmallBatch batch = layouts_by_time();
  batch.cases[2].seed = 8;                 // planned night
  batch.cases[5].population_name = "day";  // copy day
  EXPECT_THAT(refusal(batch), AllOf(HasSubstr("'planned night'"), HasSubstr("'copy day'")));
}

TEST(Refusals, OneLayoutHasNothingToCompareWith) {
  SmallBatch batch = two_layouts();
  batch.cases[1].layout = "current";
  EXPECT_THAT(refusal(batch), HasSubstr("only this layout"));
}

TEST(Refusals, FactorWithOneLayoutTwiceIsNotTheLayout) {
  SmallBatch batch = two_layouts();
  batch.cases.push_back(batch_case("planned", {"planned, faster"}, kNothing));
  EXPECT_THAT(refusal(batch), AllOf(HasSubstr("planned, faster"), HasSubstr("same layout")));
}

TEST(Refusals, LayoutMustBeAFactor) {
  SmallBatch batch = layouts_by_time();
  batch.cases[0].layout = "planned";  // current night
  EXPECT_THAT(refusal(batch, {"planned", 1.0}), HasSubstr("no factor is the layout"));
}

TEST(Refusals, ListedCasesAloneCannotBeCompared) {
  SmallBatch batch = two_layouts();
  batch.factors.clear();
  for (auto& one : batch.cases) {
    one.levels.clear();
  }
  EXPECT_THAT(refusal(batch), HasSubstr("no case comes from factors"));
}

TEST(Refusals, CityWithoutPeopleHasNoCoverage) {
  SmallBatch batch = two_layouts();
  for (auto& one : batch.cases) {
    one.population.assign(4, 0);
    for (auto& row : one.sheltered) {
      row.assign(4, 0);
    }
  }
  EXPECT_THAT(refusal(batch), HasSubstr("nobody"));
}

}  // namespace
}  // namespace yanbi
