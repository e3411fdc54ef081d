// SPDX-License-Identifier: Apache-2.0
#include "sim/config/toml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::Pair;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr TomlTable::Range kAny{-kInfinity, kInfinity};
constexpr TomlTable::Range kShare{0.0, 1.0};

class Toml : public ::testing::Test {
 protected:
  Toml() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) / (std::string("toml_") + info->name());
    std::filesystem::create_directories(folder_);
  }
  ~Toml() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path write(const std::string& text) const {
    const std::filesystem::path path = folder_ / "file.toml";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  [[nodiscard]] TomlFile load(const std::string& text,
                              const std::vector<std::string>& overrides = {}) const {
    return TomlFile::load(write(text), overrides);
  }
  /// The only problem that loading `text` is refused for.
  [[nodiscard]] Problem refusal(const std::string& text) const {
    try {
      static_cast<void>(load(text));
    } catch (const InputError& error) {
      EXPECT_EQ(error.problems().size(), 1U);
      return error.problems().front();
    }
    ADD_FAILURE() << "was not refused";
    return {};
  }
  static Problem only_problem(const TomlFile& file) {
    const std::vector<Problem> problems = file.problems().list();
    EXPECT_EQ(problems.size(), 1U);
    return problems.empty() ? Problem{} : problems.front();
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(Toml, ValuesAreReadByType) {
  const TomlFile file = load(R"(
text = "掩蔽"
flag = true
whole = 7
number = 2
delay = "5 min"
texts = ["a", "b"]
numbers = [1, 2.5]
durations = [30, "1 min"]
pairs = [[0, 0.0], [60, 1.0]]
day = 1985-06-30
year = 1985
[table]
inner = 1
[[rows]]
a = 1
[[rows]]
a = 2
)");
  const TomlTable root = file.root();
  EXPECT_THAT(root.text("text"), Optional(std::string("掩蔽")));
  EXPECT_THAT(root.boolean("flag"), Optional(true));
  EXPECT_THAT(root.integer("whole", kAny), Optional(7));
  EXPECT_THAT(root.number("number", kAny), Optional(2.0));
  EXPECT_THAT(root.duration("delay", kAny), Optional(300.0));
  EXPECT_THAT(root.texts("texts"), Optional(ElementsAre("a", "b")));
  EXPECT_THAT(root.numbers("numbers", kAny), Optional(ElementsAre(1.0, 2.5)));
  EXPECT_THAT(root.durations("durations", kAny), Optional(ElementsAre(30.0, 60.0)));
  EXPECT_THAT(root.pairs("pairs"), Optional(ElementsAre(Pair(0.0, 0.0), Pair(60.0, 1.0))));
  EXPECT_THAT(root.date("day", false), Optional(19850630));
  EXPECT_THAT(root.date("year", true), Optional(19851231));
  ASSERT_TRUE(root.table("table").has_value());
  EXPECT_THAT(root.table("table")->integer("inner", kAny), Optional(1));
  ASSERT_EQ(root.tables("rows").size(), 2U);
  EXPECT_THAT(root.tables("rows")[0].integer("a", kAny), Optional(1));
  EXPECT_THAT(root.tables("rows")[1].integer("a", kAny), Optional(2));
  EXPECT_THAT(root.keys(),
              ElementsAre("text", "flag", "whole", "number", "delay", "texts", "numbers",
                          "durations", "pairs", "day", "year", "table", "rows"));
  file.report_unknown_keys();
  EXPECT_TRUE(file.problems().empty()) << file.problems().list().front().to_string();
}

TEST_F(Toml, MissingValueIsNoProblemByItself) {
  const TomlFile file = load("");
  EXPECT_FALSE(file.root().number("x", kAny).has_value());
  EXPECT_FALSE(file.root().table("t").has_value());
  EXPECT_TRUE(file.root().tables("ts").empty());
  EXPECT_TRUE(file.problems().empty());
}

TEST_F(Toml, WrongTypeNamesLineKeyAndValue) {
  const TomlFile file = load("a = 1\n[walking]\nspeed = \"fast\"\n");
  EXPECT_FALSE(file.root().table("walking")->number("speed", kAny).has_value());
  const Problem problem = only_problem(file);
  EXPECT_EQ(problem.file, file.path().string());
  EXPECT_EQ(problem.line, 3U);
  EXPECT_EQ(problem.key, "walking.speed");
  EXPECT_EQ(problem.value, "\"fast\"");
  EXPECT_THAT(problem.reason, HasSubstr("must be a number, but is a text"));
}

TEST_F(Toml, NumbersOutsideTheRangeAreProblems) {
  const TomlFile file = load("a = 1.5\nb = nan\nc = -1\nd = inf\n");
  EXPECT_FALSE(file.root().number("a", kShare).has_value());
  EXPECT_FALSE(file.root().number("b", kAny).has_value());
  EXPECT_FALSE(file.root().integer("c", {0.0, kInfinity}).has_value());
  EXPECT_FALSE(file.root().number("d", kAny).has_value());
  const std::vector<Problem> problems = file.problems().list();
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_EQ(problems[0].reason, "must be in [0, 1]");
  EXPECT_EQ(problems[2].reason, "must be at least 0");
  EXPECT_EQ(problems[3].line, 4U);
}

TEST_F(Toml, FractionIsNoWholeNumber) {
  const TomlFile file = load("seed = 1.5\n");
  EXPECT_FALSE(file.root().integer("seed", kAny).has_value());
  EXPECT_THAT(only_problem(file).reason, HasSubstr("whole number"));
}

TEST_F(Toml, ElementsOfArraysAreNamedByIndex) {
  const TomlFile file = load("deadlines = [\"5 min\",\n \"soon\"]\n");
  EXPECT_FALSE(file.root().durations("deadlines", kAny).has_value());
  const Problem problem = only_problem(file);
  EXPECT_EQ(problem.key, "deadlines[1]");
  EXPECT_EQ(problem.line, 2U);
}

TEST_F(Toml, ArrayInPlaceOfATableIsAProblem) {
  const TomlFile file = load("run = [1]\nrows = { a = 1 }\nmixed = [1]\n");
  EXPECT_FALSE(file.root().table("run").has_value());
  EXPECT_TRUE(file.root().tables("rows").empty());
  EXPECT_TRUE(file.root().tables("mixed").empty());
  EXPECT_EQ(file.problems().size(), 3U);
}

TEST_F(Toml, PairsMustBePairsOfNumbers) {
  const TomlFile file = load("p = [[1, 2, 3], [1, \"x\"]]\n");
  EXPECT_FALSE(file.root().pairs("p").has_value());
  EXPECT_EQ(file.problems().size(), 2U);
}

TEST_F(Toml, ChoiceNamesTheNearestWord) {
  const TomlFile file = load("policy = \"neerest\"\n");
  EXPECT_FALSE(file.root().choice("policy", {"nearest", "table"}).has_value());
  const Problem problem = only_problem(file);
  EXPECT_THAT(problem.reason, HasSubstr("nearest, table"));
  EXPECT_EQ(problem.remedy, "did you mean 'nearest'?");
}

TEST_F(Toml, UnknownKeyNamesTheNearestKnownOne) {
  const TomlFile file = load("[run]\nseed = 1\ndeadline = [300]\n");
  const TomlTable run = *file.root().table("run");
  static_cast<void>(run.integer("seed", kAny));
  static_cast<void>(run.durations("deadlines", kAny));
  file.report_unknown_keys();
  const Problem problem = only_problem(file);
  EXPECT_EQ(problem.line, 3U);
  EXPECT_EQ(problem.key, "run.deadline");
  EXPECT_EQ(problem.remedy, "did you mean 'deadlines'?");
}

TEST_F(Toml, KeyInTheWrongTableIsSentToTheRightOne) {
  const TomlFile file = load("seed = 1\n[run]\nreplicates = 2\n");
  const TomlTable run = *file.root().table("run");
  static_cast<void>(run.integer("seed", kAny));
  static_cast<void>(run.integer("replicates", kAny));
  file.report_unknown_keys();
  EXPECT_EQ(only_problem(file).remedy, "did you mean 'run.seed'?");
}

TEST_F(Toml, UnknownKeysAreFoundInsideArraysOfTables) {
  const TomlFile file = load("[[rows]]\na = 1\n[[rows]]\nb = 2\n");
  for (const TomlTable& row : file.root().tables("rows")) {
    static_cast<void>(row.integer("a", kAny));
  }
  file.report_unknown_keys();
  EXPECT_EQ(only_problem(file).key, "rows[1].b");
}

TEST_F(Toml, KnownTableIsNotSearched) {
  const TomlFile file = load("[other]\nanything = 1\n");
  file.root().know("other");
  file.report_unknown_keys();
  EXPECT_TRUE(file.problems().empty());
}

TEST_F(Toml, MissingKeyIsReportedAtItsTable) {
  const TomlFile file = load("\n\n[works]\nx = 1\n");
  const TomlTable works = *file.root().table("works");
  works.missing("path", "is missing", "name the ledger");
  works.problem("x", "is odd", "make it even");
  const std::vector<Problem> problems = file.problems().list();
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].to_string(),
            file.path().string() + ":3: works.path: is missing; name the ledger");
  EXPECT_EQ(problems[1].to_string(),
            file.path().string() + ":4: works.x = 1: is odd; make it even");
}

TEST_F(Toml, OverridesReachNestedKeysAndArrays) {
  const TomlFile file = load("[run]\nseed = 1\n[[rows]]\na = 1\n[[rows]]\na = 2\n",
                             {"run.seed=7", "run.deadlines=[60, '2 min']", "rows[1].a = 5",
                              "warning.delay.value=\"30 s\""});
  const TomlTable run = *file.root().table("run");
  EXPECT_THAT(run.integer("seed", kAny), Optional(7));
  EXPECT_THAT(run.durations("deadlines", kAny), Optional(ElementsAre(60.0, 120.0)));
  EXPECT_THAT(file.root().tables("rows")[1].integer("a", kAny), Optional(5));
  EXPECT_THAT(file.root().table("warning")->table("delay")->duration("value", kAny),
              Optional(30.0));
  EXPECT_TRUE(file.problems().empty());
}

TEST_F(Toml, OverrideWithoutQuotesIsAText) {
  const TomlFile file = load("", {"policy=nearest_with_places", "layout=1985", "names=[1]"});
  EXPECT_THAT(file.root().text("policy"), Optional(std::string("nearest_with_places")));
  EXPECT_THAT(file.root().text("layout"), Optional(std::string("1985")));
  EXPECT_FALSE(file.root().texts("names").has_value());
}

TEST_F(Toml, OverrideCannotSmuggleInSecondKeys) {
  const TomlFile file = load("", {"a=1\nb=2"});
  EXPECT_FALSE(file.root().has("b"));
  EXPECT_THAT(file.text(), ::testing::Not(HasSubstr("\nb=2")));
}

TEST_F(Toml, WrongOverrideIsReportedAsSuch) {
  const TomlFile file = load("a = 1\n[[rows]]\nx = 1\n",
                             {"a.b=2", "rows[4].x=1", "seed", "=3", "x..y=1", "known=\"no\""});
  EXPECT_FALSE(file.root().integer("known", kAny).has_value());
  const std::vector<Problem> problems = file.problems().list();
  ASSERT_EQ(problems.size(), 6U);
  for (const Problem& problem : problems) {
    EXPECT_EQ(problem.file, "--set") << problem.to_string();
    EXPECT_EQ(problem.line, 0U);
  }
  EXPECT_EQ(problems[0].key, "a.b");
  EXPECT_THAT(problems[2].reason, HasSubstr("KEY=VALUE"));
}

TEST_F(Toml, UnknownOverrideIsReported) {
  const TomlFile file = load("seed = 1\n", {"sed=2"});
  static_cast<void>(file.root().integer("seed", kAny));
  file.report_unknown_keys();
  EXPECT_EQ(only_problem(file).to_string(),
            "--set: sed: is not a known key, so it would have no effect; did you mean 'seed'?");
}

TEST_F(Toml, TextKeepsTheFileAndItsOverrides) {
  EXPECT_EQ(load("a = 1", {"a=2"}).text(), "a = 1\n# --set a=2\n");
  EXPECT_EQ(load("a = 1").text(), "a = 1");
}

TEST_F(Toml, ByteOrderMarkIsAccepted) {
  const TomlFile file = load(
      "\xEF\xBB\xBF"
      "a = 1\n");
  EXPECT_THAT(file.root().integer("a", kAny), Optional(1));
}

TEST_F(Toml, MissingFileIsRefused) {
  try {
    static_cast<void>(TomlFile::load("/nowhere/at/all.toml"));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/nowhere/at/all.toml: there is no such file"));
  }
}

TEST_F(Toml, FolderIsRefused) {
  EXPECT_THROW(static_cast<void>(TomlFile::load(::testing::TempDir())), InputError);
}

TEST_F(Toml, Gb18030IsRefusedWithTheRemedy) {
  const Problem problem = refusal("a = 1\nname = \"\xD1\xDA\xB1\xCE\"\n");
  EXPECT_EQ(problem.line, 2U);
  EXPECT_THAT(problem.reason, HasSubstr("GB18030"));
  EXPECT_THAT(problem.remedy, HasSubstr("iconv -f GB18030 -t UTF-8"));
}

TEST_F(Toml, SyntaxErrorNamesLineAndColumn) {
  const Problem problem = refusal("a = 1\nb = \n");
  EXPECT_EQ(problem.line, 2U);
  EXPECT_THAT(problem.reason, HasSubstr("not valid TOML (column"));
}

TEST_F(Toml, ZeroByteInATextIsRefused) {
  const TomlFile file = load("a = \"x\\u0000y\"\n");
  EXPECT_EQ(file.root().text("a"), std::nullopt);
  ASSERT_EQ(file.problems().size(), 1U);
  EXPECT_EQ(file.problems().list()[0].line, 1U);
  EXPECT_THAT(file.problems().list()[0].reason, HasSubstr("zero byte"));
}

TEST_F(Toml, NumbersAreReportedAsShortAsTheyWereWritten) {
  const TomlFile file = load("a = 0.05\n");
  EXPECT_EQ(file.root().number("a", {0.1, 1.0}), std::nullopt);
  ASSERT_EQ(file.problems().size(), 1U);
  EXPECT_EQ(file.problems().list()[0].value, "0.05");
}

TEST_F(Toml, ElementSetWhereThereIsNoArrayIsOneProblem) {
  const TomlFile file = TomlFile::parse("[run]\n", "f.toml", {"run.deadlines[0]=240"});
  EXPECT_EQ(file.root().table("run")->durations("deadlines", kAny), std::nullopt);
  EXPECT_EQ(file.problems().size(), 1U);
}

TEST_F(Toml, DuplicateKeyIsRefusedAtItsLine) {
  const Problem problem = refusal("[run]\nseed = 1\nseed = 2\n");
  EXPECT_EQ(problem.line, 3U);
  EXPECT_THAT(problem.reason, HasSubstr("seed"));
}

/// What `literal` writes of a value that stands as `value` in a file.
TomlLiteral literal_of_value(const std::string& value) {
  const TomlFile file = TomlFile::parse("key = " + value + "\n", "f.toml");
  const std::optional<TomlLiteral> literal = file.root().literal("key");
  EXPECT_TRUE(file.problems().empty());
  return literal.value_or(TomlLiteral{});
}

TEST(TomlLiterals, ValuesOfAnyTypeAreWrittenAsToml) {
  EXPECT_EQ(literal_of_value("\"1960\"").toml, "\"1960\"");
  EXPECT_EQ(literal_of_value(R"("a \"b\" \\ c\n\td\u007F")").toml,
            R"("a \"b\" \\ c\u000A\u0009d\u007F")");
  EXPECT_EQ(literal_of_value("0x10").toml, "16");
  EXPECT_EQ(literal_of_value("1.10").toml, "1.1");
  EXPECT_EQ(literal_of_value("2.0").toml, "2.0");
  EXPECT_EQ(literal_of_value("1e300").toml, "1e+300");
  EXPECT_EQ(literal_of_value("-inf").toml, "-inf");
  EXPECT_EQ(literal_of_value("true").toml, "true");
  EXPECT_EQ(literal_of_value("07:30:00").toml, "07:30:00");
  EXPECT_EQ(literal_of_value("1985-06-30").toml, "1985-06-30");
  EXPECT_EQ(literal_of_value("[[0, 0.0],\n [60, \"x\"]]").toml, "[[0, 0.0], [60, \"x\"]]");
  EXPECT_EQ(literal_of_value("{ b = 1, \"a c\".d = 2 }").toml, "{ b = 1, \"a c\" = { d = 2 } }");
  EXPECT_EQ(literal_of_value("{}").toml, "{}");
}

TEST(TomlLiterals, OnlyATextLosesItsQuotes) {
  EXPECT_EQ(literal_of_value("\"a \\\"b\\\"\"").plain, "a \"b\"");
  EXPECT_EQ(literal_of_value("[\"a\"]").plain, "[\"a\"]");
  EXPECT_EQ(literal_of_value("1.5").plain, "1.5");
}

TEST(TomlLiterals, TablesAreToldApart) {
  EXPECT_TRUE(literal_of_value("{ a = 1 }").table);
  EXPECT_FALSE(literal_of_value("\"{ a = 1 }\"").table);
}

TEST(TomlLiterals, WhatIsWrittenIsReadAgainAsTheSame) {
  for (const char* value : {R"("\u0001 \\n 掩蔽")", "0.1", "1e-320", "123456789.0", "[1, [2.0]]",
                            "{ a = { b = [ \"c\" ] } }", "1985-06-30T07:30:00.5Z"}) {
    const std::string once = literal_of_value(value).toml;
    EXPECT_EQ(literal_of_value(once).toml, once);
  }
}

TEST(TomlLiterals, ElementsOfAnArrayMayBeOfAnyType) {
  const TomlFile file = TomlFile::parse("key = [\"a\", 1, [true]]\nother = 1\n", "f.toml");
  const auto elements = file.root().literals("key");
  ASSERT_TRUE(elements.has_value());
  ASSERT_EQ(elements->size(), 3U);
  EXPECT_EQ((*elements)[0].plain, "a");
  EXPECT_EQ((*elements)[1].toml, "1");
  EXPECT_EQ((*elements)[2].toml, "[true]");
  EXPECT_EQ(file.root().literals("other"), std::nullopt);
  ASSERT_EQ(file.problems().size(), 1U);
  EXPECT_THAT(file.problems().list()[0].reason, HasSubstr("must be an array"));
}

}  // namespace
}  // namespace yanbi
