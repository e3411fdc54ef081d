// SPDX-License-Identifier: Apache-2.0
#include "outputs/text_table.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("Aarhus"), 6U);
  EXPECT_EQ(display_width("Åbyhøj"), 6U);
  EXPECT_EQ(display_width("张店区"), 6U);
  EXPECT_EQ(display_width("（一等）"), 8U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);         // e and a combining acute accent
  EXPECT_EQ(display_width("\xF0\xA0\x80\x80"), 2U);  // a character beyond the first plane
}

TEST(DisplayWidth, GivesBytesThatAreNotUtf8OneColumnEach) {
  EXPECT_EQ(display_width("\xFF\xFE"), 2U);
  EXPECT_EQ(display_width("a\xE5\xBC"), 3U);  // cut in the middle of a character
}

TextTable two_zones() {
  TextTable table;
  table.add_column("zone", TextTable::Align::kLeft);
  table.add_column("n", TextTable::Align::kRight);
  table.add_column("why", TextTable::Align::kLeft);
  table.add_row({"张店区", "7", "far|away"});
  table.add_row({"Åby", "1,000", ""});
  return table;
}

TEST(TextTable, AlignsWideAndNarrowCharacters) {
  EXPECT_EQ(two_zones().to_terminal(),
            "zone        n  why\n"
            "-----------------------\n"
            "张店区      7  far|away\n"
            "Åby     1,000\n");
}

TEST(TextTable, DrawsALineBeforeTotals) {
  TextTable table = two_zones();
  table.add_rule();
  table.add_row({"all", "1,007", ""});
  EXPECT_EQ(table.to_terminal(),
            "zone        n  why\n"
            "-----------------------\n"
            "张店区      7  far|away\n"
            "Åby     1,000\n"
            "-----------------------\n"
            "all     1,007\n");
}

TEST(TextTable, WritesPipeTablesForMarkdown) {
  EXPECT_EQ(two_zones().to_markdown(),
            "| zone | n | why |\n"
            "|:---|---:|:---|\n"
            "| 张店区 | 7 | far\\|away |\n"
            "| Åby | 1,000 | |\n");
}

}  // namespace
}  // namespace yanbi
