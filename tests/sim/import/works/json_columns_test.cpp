// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/json_columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/config/csv.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Table table_of(const std::string& csv, ProblemList& problems) {
  return parse_csv(csv, "works.csv", std::nullopt, problems);
}

TEST(JsonColumns, BecomeOneColumnAKeyInTheOrderOfAppearance) {
  ProblemList problems;
  Table table = table_of(
      "id,p\n1,\"{\"\"b\"\":\"\"x\"\",\"\"a\"\":103.0}\"\n2,\"{\"\"c\"\":null,\"\"a\"\":true}\"\n3,"
      "\n",
      problems);
  expand_json_columns(table, {"p"}, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_THAT(table.columns, ElementsAre("id", "p", "p.b", "p.a", "p.c"));
  ASSERT_EQ(table.rows(), 3U);
  EXPECT_EQ(table.cell(0, 2), "x");
  EXPECT_EQ(table.cell(0, 3), "103.0");
  EXPECT_EQ(table.cell(1, 2), "");
  EXPECT_EQ(table.cell(1, 3), "true");
  EXPECT_EQ(table.cell(1, 4), "");
  EXPECT_EQ(table.cell(2, 3), "");
}

TEST(JsonColumns, KeepListsAndObjectsAsJson) {
  ProblemList problems;
  Table table = table_of("p\n\"{\"\"a\"\":[1,{\"\"b\"\":2}]}\"\n", problems);
  expand_json_columns(table, {"p"}, problems);
  EXPECT_EQ(table.cell(0, 1), R"([1,{"b":2}])");
}

TEST(JsonColumns, NameTheLineOfWhatIsNoObject) {
  for (const char* text :
       {"\"{\"\"a\"\":\"", "[1]", "7", "\"{'a':1}\"", "\"{\"\"a\"\":1} x\"", "nul"}) {
    ProblemList problems;
    Table table = table_of(std::string("id,p\n1,{}\n2,") + text + "\n", problems);
    expand_json_columns(table, {"p"}, problems);
    ASSERT_THAT(problems.list(), SizeIs(1)) << text;
    EXPECT_EQ(problems.list().front().line, 3U) << text;
    EXPECT_THAT(problems.list().front().reason, HasSubstr("not a JSON object"));
  }
}

TEST(JsonColumns, AKeyThatIsThereTwiceIsAProblem) {
  ProblemList problems;
  Table table = table_of("p\n\"{\"\"a\"\":1,\"\"b\"\":{\"\"a\"\":2},\"\"a\"\":3}\"\n", problems);
  expand_json_columns(table, {"p"}, problems);
  ASSERT_THAT(problems.list(), SizeIs(1));
  EXPECT_THAT(problems.list().front().to_string(), HasSubstr("this key twice"));
}

TEST(JsonColumns, AMissingColumnIsAProblem) {
  ProblemList problems;
  Table table = table_of("id,props\n1,{}\n", problems);
  expand_json_columns(table, {"prop"}, problems);
  ASSERT_THAT(problems.list(), SizeIs(1));
  EXPECT_THAT(problems.list().front().remedy, HasSubstr("props"));
}

TEST(JsonColumns, AColumnOfTheSameNameIsAProblem) {
  ProblemList problems;
  Table table = table_of("p.a,p\n1,\"{\"\"a\"\":2}\"\n", problems);
  expand_json_columns(table, {"p"}, problems);
  EXPECT_THAT(problems.list(), SizeIs(1));
}

TEST(JsonColumns, DeepNestingIsAProblemAndDoesNoHarm) {
  ProblemList problems;
  constexpr std::size_t kDeep = 100000;
  Table table = table_of("p\n{\n", problems);
  table.cells.front() = R"({"a":)" + std::string(kDeep, '[') + std::string(kDeep, ']') + "}";
  expand_json_columns(table, {"p"}, problems);
  EXPECT_THAT(problems.list(), SizeIs(1));
}

}  // namespace
}  // namespace yanbi
