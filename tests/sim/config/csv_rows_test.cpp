// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv_rows.hpp"

#include <gtest/gtest.h>

#include <string>

namespace yanbi {
namespace {

TEST(CsvRows, CellsOfOneRowAreThereAtATime) {
  ProblemList problems;
  CsvRows rows(
      "\xEF\xBB\xBF"
      "a,b,c\n1,\"x \"\"y\"\"\",\"\"\n\n2,z,\"p,\nq\"",
      "t.csv", std::nullopt, problems);
  EXPECT_EQ(rows.columns(), (std::vector<std::string>{"a", "b", "c"}));
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.cell(0), "1");
  EXPECT_EQ(rows.cell(1), "x \"y\"");
  EXPECT_EQ(rows.cell(2), "");
  EXPECT_EQ(rows.line(), 2U);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.cell(2), "p,\nq");
  EXPECT_EQ(rows.line(), 4U);
  EXPECT_FALSE(rows.next());
  EXPECT_TRUE(problems.empty());
}

TEST(CsvRows, BrokenRowsAreProblemsAndTheNextOneIsRead) {
  ProblemList problems;
  CsvRows rows("a,b\n1\n2,\"x\"y\n3,4\n", "t.csv", std::nullopt, problems);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.cell(0), "3");
  EXPECT_EQ(problems.size(), 2U);
}

TEST(CsvRows, ABrokenQuoteIsNoBlankRow) {
  ProblemList problems;
  CsvRows rows("a,b\n1,2\n\"", "t.csv", std::nullopt, problems);
  EXPECT_TRUE(rows.next());
  EXPECT_FALSE(rows.next());
  EXPECT_EQ(problems.size(), 1U);
}

TEST(CsvRows, WithoutAHeaderThereAreNoRows) {
  ProblemList problems;
  CsvRows rows("", "t.csv", std::nullopt, problems);
  EXPECT_TRUE(rows.columns().empty());
  EXPECT_FALSE(rows.next());
  EXPECT_EQ(problems.size(), 1U);
}

}  // namespace
}  // namespace yanbi
