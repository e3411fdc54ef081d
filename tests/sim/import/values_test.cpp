// SPDX-License-Identifier: Apache-2.0
#include "sim/import/values.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

TEST(Values, NumbersMustBeFiniteAndWhole) {
  EXPECT_EQ(parse_number(" 12.50 "), 12.5);
  EXPECT_EQ(parse_number("+3"), 3.0);
  for (const char* text : {"", "nan", "inf", "1e999", "12x", "1,5", "-"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(Values, DatesCoverWhatTheyDoNotSay) {
  EXPECT_EQ(parse_ledger_date("1985")->first, 19850101);
  EXPECT_EQ(parse_ledger_date("1985.0")->last, 19851231);
  EXPECT_EQ(parse_ledger_date("1984-02")->last, 19840229);
  EXPECT_EQ(parse_ledger_date("1985-06-30")->first, 19850630);
  EXPECT_EQ(parse_ledger_date("1985/06/30")->last, 19850630);
  EXPECT_EQ(parse_ledger_date("1985/06/30 00:00:00")->last, 19850630);
  EXPECT_EQ(parse_ledger_date("19850630")->first, 19850630);
}

TEST(Values, TwoYearsMeanTheFirst) {
  const auto span = parse_ledger_date("2020/2021");
  ASSERT_TRUE(span);
  EXPECT_EQ(span->last, 20201231);
  EXPECT_TRUE(span->vague);
}

TEST(Values, WhatIsNoDateIsRefused) {
  for (const char* text :
       {"", "85", "1985.5", "1985-13", "1985-02-30", "soon", "1985-", "1985-6-"}) {
    EXPECT_FALSE(parse_ledger_date(text)) << text;
  }
}

TEST(Values, PatternsAreTextsOrRanges) {
  EXPECT_TRUE(matches_any("120", {"110-132"}));
  EXPECT_TRUE(matches_any("132", {"110-132"}));
  EXPECT_FALSE(matches_any("133", {"110-132"}));
  EXPECT_TRUE(matches_any("house", {"110-132", "house"}));
  EXPECT_FALSE(matches_any("", {"110-132"}));
}

TEST(Values, PairsHaveOneSeparator) {
  EXPECT_EQ(parse_pair("56.15, 10.2"), std::pair(56.15, 10.2));
  EXPECT_EQ(parse_pair("56.15;10.2"), std::pair(56.15, 10.2));
  EXPECT_EQ(parse_pair("56.15 10.2"), std::pair(56.15, 10.2));
  EXPECT_FALSE(parse_pair("56.15"));
  EXPECT_FALSE(parse_pair("56.15, north"));
}

}  // namespace
}  // namespace yanbi
