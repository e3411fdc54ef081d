// SPDX-License-Identifier: Apache-2.0
#include "sim/base/problem.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

TEST(Problem, ReadsAsWhereWhatWhyAndWhatToDo) {
  const Problem problem{"works.csv", 12, "places", "-5", "must not be negative", "correct the row"};
  EXPECT_EQ(problem.to_string(),
            "works.csv:12: places = -5: must not be negative; correct the row");
  EXPECT_EQ((Problem{"a.toml", 0, "", "", "is missing", ""}).to_string(), "a.toml: is missing");
}

TEST(ProblemList, CountsWhatItDoesNotShow) {
  ProblemList problems;
  for (std::size_t line = 1; line <= 1000; ++line) {
    problems.add({"works.csv", line, "places", "x", "is not a number", ""});
  }
  problems.add({"works.csv", 3, "year", "x", "is not a year", ""});
  const auto list = problems.list();
  ASSERT_EQ(list.size(), ProblemList::kMostShown + 2);
  EXPECT_EQ(list.back().reason, "980 more of the same: is not a number");
  EXPECT_EQ(list.back().remedy, "what helps those that are shown helps these");
}

TEST(ProblemList, ThrowsEverythingAtOnceOrNothing) {
  ProblemList problems;
  EXPECT_NO_THROW(problems.throw_if_any());
  problems.add({"a", 1, "", "", "first", ""});
  problems.add({"b", 2, "", "", "second", ""});
  try {
    problems.throw_if_any();
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "a:1: first\nb:2: second");
  }
}

TEST(NearestWord, FindsTheKeyThatWasMeant) {
  const std::vector<std::string> keys = {"replicates", "seed", "deadlines"};
  EXPECT_EQ(nearest_word("replicate", keys), "replicates");
  EXPECT_EQ(nearest_word("dedlines", keys), "deadlines");
  EXPECT_EQ(nearest_word("colour", keys), "");
}

}  // namespace
}  // namespace yanbi
