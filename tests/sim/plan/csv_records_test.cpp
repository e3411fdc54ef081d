// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/csv_records.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yanbi {
namespace {

using ::testing::ElementsAre;

TEST(CsvRecords, KnowTheLineTheyBeginOn) {
  const std::vector<CsvRecord> records = csv_records(
      "\xEF\xBB\xBF"
      "a,b\r\n\r\n\"1\n2\",x\nlast");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].line, 1U);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
  EXPECT_EQ(records[1].line, 3U);
  EXPECT_THAT(records[1].fields, ElementsAre("1\n2", "x"));
  EXPECT_EQ(records[2].line, 5U);
  EXPECT_THAT(records[2].fields, ElementsAre("last"));
}

TEST(CsvRecords, KeepEmptyFields) {
  const std::vector<CsvRecord> records = csv_records("a,,\n,b\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "", ""));
  EXPECT_THAT(records[1].fields, ElementsAre("", "b"));
}

TEST(CsvField, ComesBackAsItWas) {
  for (const char* text : {"plain", "with, comma", "with \"quotes\"", "two\nlines", "人防"}) {
    const std::vector<CsvRecord> records = csv_records(csv_field(text) + ",end\n");
    ASSERT_EQ(records.size(), 1U) << text;
    EXPECT_THAT(records[0].fields, ElementsAre(text, "end"));
  }
}

}  // namespace
}  // namespace yanbi
