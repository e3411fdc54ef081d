// SPDX-License-Identifier: Apache-2.0
#include "sim/config/text_values.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

TEST(Durations, UnitsBecomeSeconds) {
  EXPECT_EQ(parse_duration("90 s"), 90.0);
  EXPECT_EQ(parse_duration("5 min"), 300.0);
  EXPECT_EQ(parse_duration(" 1.5h "), 5400.0);
  EXPECT_EQ(parse_duration("2 d"), 172800.0);
  EXPECT_EQ(parse_duration("-1 s"), -1.0);
}

TEST(Durations, WhatIsNoDurationIsRefused) {
  for (const char* text : {"", "s", "90", "5 minuts", "1 2 s", "nan s", "inf s", "5 m"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

TEST(Dates, MissingPartsBecomeTheFirstOrTheLastDay) {
  EXPECT_EQ(parse_date("1985", false), 19850101);
  EXPECT_EQ(parse_date("1985", true), 19851231);
  EXPECT_EQ(parse_date("1984-02", true), 19840229);
  EXPECT_EQ(parse_date("1985-06-30", true), 19850630);
}

TEST(Dates, DaysThatDoNotExistAreRefused) {
  for (const char* text : {"", "85-x", "1985-13", "1985-02-29", "1985-06-31", "1985-06-30x", "0"}) {
    EXPECT_FALSE(parse_date(text, false).has_value()) << text;
  }
}

TEST(TimesOfDay, AreMinutesAfterMidnight) {
  EXPECT_EQ(parse_time_of_day("00:00"), 0);
  EXPECT_EQ(parse_time_of_day("8:05"), 485);
  EXPECT_EQ(parse_time_of_day(" 14:30 "), 870);
  EXPECT_EQ(parse_time_of_day("24:00"), 1440);
}

TEST(TimesOfDay, WhatIsNoTimeIsRefused) {
  for (const char* text :
       {"", "14", "14:", ":30", "14:3", "14:60", "24:01", "14:30:00", "2 pm", "14.30", "-1:00"}) {
    EXPECT_FALSE(parse_time_of_day(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace yanbi
