// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv_rows.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "tests/support/files.hpp"

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

TEST(CsvRows, CellsOfEveryLengthEndAtTheirSeparator) {
  // Bytes that differ from a separator or a line end in one bit or by one.
  const std::string near = "-+.\x0B\x0C\x0E\x0F\x08l \x7F";
  for (std::size_t size = 0; size <= 40; ++size) {
    std::string cell;
    while (cell.size() < size) {
      cell += near[(cell.size() * 7 + size) % near.size()];
    }
    for (const char* end : {"\n", "\r\n", "\r", ""}) {
      ProblemList problems;
      std::string text = "a,b,c" + std::string(*end == '\0' ? "\n" : end);
      text += cell + "," + cell + ",x" + end;
      CsvRows rows(text, "t.csv", std::nullopt, problems);
      ASSERT_TRUE(rows.next());
      EXPECT_EQ(rows.cell(0), cell);
      EXPECT_EQ(rows.cell(1), cell);
      EXPECT_EQ(rows.cell(2), "x");
      EXPECT_FALSE(rows.next());
      EXPECT_TRUE(problems.empty());
    }
  }
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

TEST(ReadTextFile, GivesTheWholeOfAFileAndOfAPipe) {
  const test::TemporaryFolder folder;
  std::string text;
  while (text.size() < 3'000'000) {
    text += std::to_string(text.size()) + "\n";
  }
  const std::filesystem::path file = folder / "t.csv";
  std::ofstream(file, std::ios::binary) << text;
  ProblemList problems;
  EXPECT_EQ(read_text_file(file, "t.csv", problems), text);

  const std::filesystem::path pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << text; });
  EXPECT_EQ(read_text_file(pipe, "pipe", problems), text);
  writer.join();
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(read_text_file(folder / "none.csv", "none.csv", problems).has_value());
  EXPECT_EQ(problems.size(), 1U);
}

}  // namespace
}  // namespace yanbi
