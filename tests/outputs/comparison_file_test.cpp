// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "outputs/comparison_input.hpp"
#include "sim/base/problem.hpp"
#include "tests/support/files.hpp"
#include "tests/support/small_batch.hpp"
#include "tests/support/small_comparison.hpp"

namespace yanbi {
namespace {

using test::comparison_input;
using test::SmallBatch;
using test::TemporaryFolder;
using test::two_layouts;
using test::write_small_batch;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ComparisonInput read(const TemporaryFolder& folder, const SmallBatch& batch,
                     std::size_t deadline = 1) {
  write_small_batch(folder / "batch.h5", batch);
  return ComparisonFile(folder / "batch.h5").read("district", deadline);
}

std::string refusal(const TemporaryFolder& folder, const SmallBatch& batch) {
  try {
    (void)read(folder, batch);
  } catch (const InputError& error) {
    return error.problems().front().to_string();
  }
  return "nothing was refused";
}

TEST(ComparisonFiles, SayWhatTheyHold) {
  const TemporaryFolder folder;
  write_small_batch(folder / "batch.h5", two_layouts());
  const ComparisonFile file(folder / "batch.h5");
  EXPECT_THAT(file.geographies(), ElementsAre("district"));
  EXPECT_THAT(file.layouts(), ElementsAre("current", "planned"));
  EXPECT_THAT(file.deadlines("district"), ElementsAre(300.0, 900.0));
}

TEST(ComparisonFiles, GiveTheColumnsOfOneDeadline) {
  const TemporaryFolder folder;
  const ComparisonInput expected = comparison_input(two_layouts());
  const ComparisonInput last = read(folder, two_layouts());
  ASSERT_EQ(last.cases.size(), 2U);
  EXPECT_EQ(last.factors, expected.factors);
  EXPECT_EQ(last.facts.zone_keys, expected.facts.zone_keys);
  EXPECT_EQ(last.facts.zone_names, expected.facts.zone_names);
  EXPECT_EQ(last.facts.causes, expected.facts.causes);
  EXPECT_EQ(last.facts.deadline, 900.0);
  EXPECT_TRUE(last.facts.synthetic);
  for (std::size_t c = 0; c < 2; ++c) {
    EXPECT_EQ(last.cases[c].name, expected.cases[c].name);
    EXPECT_EQ(last.cases[c].levels, expected.cases[c].levels);
    EXPECT_EQ(last.cases[c].replicate, expected.cases[c].replicate);
    EXPECT_EQ(last.cases[c].seed, expected.cases[c].seed);
    EXPECT_EQ(last.cases[c].persons, expected.cases[c].persons);
    EXPECT_EQ(last.cases[c].sheltered, expected.cases[c].sheltered);
    EXPECT_EQ(last.cases[c].unsheltered, expected.cases[c].unsheltered);
  }
  const ComparisonInput first = read(folder, two_layouts(), 0);
  EXPECT_EQ(first.facts.deadline, 300.0);
  EXPECT_EQ(first.cases[1].sheltered.front(), expected.cases[1].sheltered.front() - 1);
}

TEST(ComparisonFiles, RunsMayStandInAnyOrder) {
  const TemporaryFolder folder;
  SmallBatch batch = two_layouts();
  std::reverse(batch.cases[1].replicates.begin(), batch.cases[1].replicates.end());
  std::reverse(batch.cases[1].sheltered.begin(), batch.cases[1].sheltered.end());
  const ComparisonInput input = read(folder, batch);
  const ComparisonInput expected = comparison_input(two_layouts());
  EXPECT_EQ(input.cases[1].replicate, expected.cases[1].replicate);
  EXPECT_EQ(input.cases[1].sheltered, expected.cases[1].sheltered);
}

TEST(ComparisonFiles, RedactedOnesHaveIdsForNames) {
  const TemporaryFolder folder;
  SmallBatch batch = two_layouts();
  batch.redacted = true;
  const ComparisonInput input = read(folder, batch);
  EXPECT_TRUE(input.facts.redacted);
  EXPECT_EQ(input.facts.zone_names, input.facts.zone_keys);
  EXPECT_EQ(compare_layouts(input).groups.size(), 1U);
}

TEST(ComparisonFiles, FileWithoutCasesIsRefusedWithWhatToDo) {
  const TemporaryFolder folder;
  SmallBatch batch = two_layouts();
  batch.with_cases = false;
  const std::string text = refusal(folder, batch);
  EXPECT_THAT(text, HasSubstr("batch.h5"));
  EXPECT_THAT(text, HasSubstr("before result format 1.2"));
  EXPECT_THAT(text, HasSubstr("layouts as a factor"));
}

TEST(ComparisonFiles, ReplicateThatIsThereTwiceIsRefused) {
  const TemporaryFolder folder;
  SmallBatch batch = two_layouts();
  batch.cases[1].replicates[3] = 2;
  EXPECT_THAT(refusal(folder, batch), HasSubstr("replicate 2 of case 'planned' is there twice"));
}

TEST(ComparisonFiles, CasesOfOneNameAreRefused) {
  const TemporaryFolder folder;
  SmallBatch batch = two_layouts();
  batch.cases[1].name = batch.cases[0].name;
  EXPECT_THAT(refusal(folder, batch), HasSubstr("two cases are called 'current'"));
}

TEST(ComparisonFiles, MissingFileIsRefused) {
  const TemporaryFolder folder;
  EXPECT_THROW(ComparisonFile(folder / "none.h5"), InputError);
}

}  // namespace
}  // namespace yanbi
