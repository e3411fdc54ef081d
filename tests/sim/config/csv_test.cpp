// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

Table parse(const std::string& text, ProblemList& problems) {
  return parse_csv(text, "t.csv", std::nullopt, problems);
}

TEST(Csv, QuotesHoldSeparatorsQuotesAndLineBreaks) {
  ProblemList problems;
  const Table table = parse("id,name\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,d\r\n", problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.cell(0, 1), "a, \"b\"\r\nc");
  EXPECT_EQ(table.line, (std::vector<std::size_t>{2, 4}));
}

TEST(Csv, LastLineNeedsNoLineBreakAndBlankLinesAreSkipped) {
  ProblemList problems;
  const Table table = parse("id,n\n\n1,2\n\n3,4", problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.cell(1, 0), "3");
  EXPECT_EQ(table.line, (std::vector<std::size_t>{3, 5}));
}

TEST(Csv, SemicolonsAndTabsSeparateWhenTheHeaderUsesThem) {
  ProblemList problems;
  EXPECT_EQ(parse("a;b\n1,5;2\n", problems).cell(0, 0), "1,5");
  EXPECT_EQ(parse("a\tb\n1\t2\n", problems).columns.size(), 2U);
  EXPECT_TRUE(problems.empty());
}

TEST(Csv, ByteOrderMarkIsNotPartOfTheFirstColumn) {
  ProblemList problems;
  const Table table = parse("\xEF\xBB\xBFid,name\n1,\xE6\x8E\xA9\n", problems);
  EXPECT_EQ(table.columns.front(), "id");
  EXPECT_TRUE(table.decoded_from.empty());
}

TEST(Csv, Gb18030IsDecodedAndSaid) {
  ProblemList problems;
  // "id,名称" and "1,掩蔽" in GB18030.
  const Table table = parse("id,\xC3\xFB\xB3\xC6\n1,\xD1\xDA\xB1\xCE\n", problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(table.decoded_from, "GB18030");
  ASSERT_EQ(table.rows(), 1U);
  EXPECT_EQ(table.columns[1], "名称");
  EXPECT_EQ(table.cell(0, 1), "掩蔽");
}

TEST(Csv, OnlyColumnsThatAreAskedForAreHeld) {
  ProblemList problems;
  const Table table = parse_csv("id,path,from\n1,a b,7\n2,c d,8\n", "t.csv", std::nullopt, problems,
                                {"from", "id", "none"});
  EXPECT_EQ(table.columns, (std::vector<std::string>{"id", "from"}));
  EXPECT_EQ(table.cells, (std::vector<std::string>{"1", "7", "2", "8"}));
  EXPECT_EQ(table.line, (std::vector<std::size_t>{2, 3}));
  EXPECT_TRUE(problems.empty());
}

TEST(Csv, RowsAreCheckedWholeWhicheverColumnsAreHeld) {
  ProblemList problems;
  const Table table =
      parse_csv("id,path\n1\n2,\"a\"b\n3,c\n", "t.csv", std::nullopt, problems, {"id"});
  EXPECT_EQ(table.cells, (std::vector<std::string>{"3"}));
  EXPECT_EQ(problems.list().size(), 2U);
}

TEST(Csv, AFileWithNoneOfTheColumnsAskedForIsHeldWhole) {
  ProblemList problems;
  const Table table = parse_csv("a,b\n1,2\n", "t.csv", std::nullopt, problems, {"origin"});
  EXPECT_EQ(table.rows(), 1U);
  EXPECT_FALSE(find_column(table, "origin", problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list().front().remedy, "name one of: a, b");
}

TEST(Csv, AColumnThatIsNotThereIsComparedWithAllOfTheFile) {
  ProblemList problems;
  const Table table = parse_csv("id,persons,x\n1,2,3\n", "t.csv", std::nullopt, problems,
                                {"id", "person", "origin"});
  EXPECT_FALSE(find_column(table, "person", problems));
  EXPECT_FALSE(find_column(table, "origin", problems));
  ASSERT_EQ(problems.list().size(), 2U);
  EXPECT_EQ(problems.list()[0].remedy, "did you mean 'persons'?");
  EXPECT_EQ(problems.list()[1].remedy, "name one of: id, persons, x");
}

TEST(Csv, AColumnThatWasNotAskedForIsNotTakenForMissing) {
  ProblemList problems;
  const Table table = parse_csv("id,x\n1,3\n", "t.csv", std::nullopt, problems, {"id"});
  EXPECT_THROW(static_cast<void>(find_column(table, "x", problems)), InternalError);
}

struct Fault {
  const char* name;
  std::string text;
  std::size_t line;
  const char* reason;
};

TEST(Csv, RowsWithNothingInTheirCellsAreSkipped) {
  ProblemList problems;
  const Table table = parse("a,b\n1,2\n,\n  \n , \t\n3,4\n,\n", problems);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.cell(1, 0), "3");
  EXPECT_EQ(table.line, (std::vector<std::size_t>{2, 6}));
}

TEST(Csv, ColumnsWithoutANameMayBeMany) {
  ProblemList problems;
  const Table table = parse("a,,\n1,2,3\n", problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(table.rows(), 1U);
}

class FaultyCsv : public testing::TestWithParam<Fault> {};

TEST_P(FaultyCsv, NamesTheLineAndTheReason) {
  ProblemList problems;
  static_cast<void>(parse(GetParam().text, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].line, GetParam().line);
  EXPECT_NE(problems.list()[0].reason.find(GetParam().reason), std::string::npos)
      << problems.list()[0].to_string();
  EXPECT_FALSE(problems.list()[0].remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    , FaultyCsv,
    testing::Values(Fault{"Empty", "", 1, "empty"},
                    Fault{"TooFewCells", "a,b\n1,2\n3\n", 3, "2 columns"},
                    Fault{"TooManyCells", "a,b\n1,2,3\n", 2, "2 columns"},
                    Fault{"OpenQuote", "a,b\n1,2\n3,\"x\n4,5\n", 3, "never closed"},
                    Fault{"TextAfterQuote", "a,b\n1,\"x\"y\n", 2, "closing quote"},
                    Fault{"TwoColumnsOfOneName", "a,a\n1,2\n", 1, "two columns"},
                    Fault{"ZeroByte", std::string("a,b\n1,2\n3\0,4\n", 13), 3, "zero byte"},
                    Fault{"NeitherUtf8NorGb18030", "a,b\n\xFF\xFF,\xFF\n", 0, "neither"}),
    [](const auto& each) { return each.param.name; });

TEST(CsvField, ComesBackAsItWas) {
  for (const char* text : {"plain", "with, comma", "with \"quotes\"", "two\nlines", "人防"}) {
    ProblemList problems;
    const Table table =
        parse_csv("a,b\n" + csv_field(text) + ",end\n", "a.csv", std::nullopt, problems);
    ASSERT_EQ(table.rows(), 1U) << text;
    EXPECT_EQ(table.cell(0, 0), text);
  }
}

}  // namespace
}  // namespace yanbi
