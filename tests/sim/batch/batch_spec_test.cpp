// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_spec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace yanbi {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

constexpr const char* kHead = "[batch]\nscenario = \"night.toml\"\n";

class BatchFile : public ::testing::Test {
 protected:
  BatchFile() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) / (std::string("batch_") + info->name());
    std::filesystem::create_directories(folder_ / "batches");
  }
  ~BatchFile() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path write(const std::string& text) const {
    const std::filesystem::path path = folder_ / "batches" / "study.toml";
    std::ofstream(path) << text;
    return path;
  }
  [[nodiscard]] BatchSpec read(const std::string& text) const { return read_batch(write(text)); }
  /// "key: reason; remedy" and so on of every problem of the usual head with `more` behind it.
  [[nodiscard]] std::vector<std::string> problems(const std::string& more,
                                                  const std::string& head = kHead) const {
    std::vector<std::string> texts;
    for (const Problem& problem : check_batch(write(head + more))) {
      EXPECT_EQ(problem.file, (folder_ / "batches" / "study.toml").string());
      EXPECT_FALSE(problem.remedy.empty()) << problem.to_string();
      texts.push_back(problem.to_string());
    }
    return texts;
  }

  std::filesystem::path folder_;
};

TEST_F(BatchFile, ScenarioAloneIsEnough) {
  const BatchSpec spec = read(kHead);
  EXPECT_EQ(spec.name, "study");
  EXPECT_EQ(spec.scenario, folder_ / "batches" / "night.toml");
  EXPECT_EQ(spec.replicates, 1U);
  EXPECT_FALSE(spec.until.has_value());
  EXPECT_EQ(spec.on_failure, OnFailure::kContinue);
  EXPECT_THAT(spec.factors, IsEmpty());
  EXPECT_EQ(spec.samples, 0U);
  EXPECT_EQ(spec.text, kHead);
  EXPECT_EQ(spec.path, folder_ / "batches" / "study.toml");
}

TEST_F(BatchFile, HeadIsRead) {
  const BatchSpec spec = read(
      "[batch]\nname = \"layouts\"\nscenario = \"../other/night.toml\"\non_failure = \"stop\"\n"
      "[replicates]\ncount = 1000000\n");
  EXPECT_EQ(spec.name, "layouts");
  EXPECT_EQ(spec.scenario, folder_ / "other" / "night.toml");
  EXPECT_EQ(spec.on_failure, OnFailure::kStop);
  EXPECT_EQ(spec.replicates, 1'000'000U);
}

TEST_F(BatchFile, StoppingRuleIsRead) {
  const BatchSpec spec = read(std::string(kHead) + R"([replicates.until]
statistic = "coverage"
width = 1.5
geography = "district"
zone = "370302"
deadline = "10 min"
confidence = 0.9
first_look = 10
most = 100
)");
  ASSERT_TRUE(spec.until.has_value());
  EXPECT_EQ(spec.until->width, 1.5);
  EXPECT_EQ(spec.until->geography, "district");
  EXPECT_EQ(spec.until->zone, "370302");
  EXPECT_THAT(spec.until->deadline, Optional(600.0));
  EXPECT_EQ(spec.until->confidence, 0.9);
  EXPECT_EQ(spec.until->first_look, 10U);
  EXPECT_EQ(spec.until->most, 100U);
}

TEST_F(BatchFile, StoppingRuleHasDefaults) {
  const BatchSpec spec = read(std::string(kHead) + "[replicates]\nuntil = { width = 1 }\n");
  ASSERT_TRUE(spec.until.has_value());
  EXPECT_EQ(spec.until->geography, "");
  EXPECT_EQ(spec.until->zone, "");
  EXPECT_EQ(spec.until->deadline, std::nullopt);
  EXPECT_EQ(spec.until->confidence, 0.95);
  EXPECT_EQ(spec.until->first_look, 20U);
  EXPECT_EQ(spec.until->most, 320U);
}

TEST_F(BatchFile, FactorsKeepTheOrderOfTheFile) {
  const BatchSpec spec = read(std::string(kHead) + R"([factors]
"walking.free_speed_mean" = [1.10, 2.0, 1]
layout = ["1985", "1960"]
flood.only_at_risk = [true, false]
[[factor]]
name = "time"
level = [{ name = "night", set = {} }]
)");
  ASSERT_EQ(spec.factors.size(), 4U);
  EXPECT_EQ(spec.factors[0].name, "walking.free_speed_mean");
  EXPECT_EQ(spec.factors[1].name, "layout");
  EXPECT_EQ(spec.factors[2].name, "flood.only_at_risk");
  EXPECT_EQ(spec.factors[3].name, "time");
  ASSERT_EQ(spec.factors[0].levels.size(), 3U);
  EXPECT_EQ(spec.factors[0].levels[0].name, "1.1");
  EXPECT_THAT(spec.factors[0].levels[0].set,
              ElementsAre(KeySetting{"walking.free_speed_mean", "1.1"}));
  EXPECT_THAT(spec.factors[0].levels[1].set,
              ElementsAre(KeySetting{"walking.free_speed_mean", "2.0"}));
  EXPECT_EQ(spec.factors[1].levels[0].name, "1985");
  EXPECT_THAT(spec.factors[1].levels[0].set, ElementsAre(KeySetting{"layout", "\"1985\""}));
  EXPECT_THAT(spec.factors[2].levels[1].set,
              ElementsAre(KeySetting{"flood.only_at_risk", "false"}));
}

TEST_F(BatchFile, FactorsOfSetsMayComeFirst) {
  const BatchSpec spec = read(std::string(kHead) + R"([[factor]]
name = "time"
level = [{ name = "night", set = {} }]
[factors]
layout = ["1985"]
)");
  ASSERT_EQ(spec.factors.size(), 2U);
  EXPECT_EQ(spec.factors[0].name, "time");
  EXPECT_EQ(spec.factors[1].name, "layout");
}

TEST_F(BatchFile, LevelMaySetSeveralKeysDottedOrNested) {
  const BatchSpec spec = read(std::string(kHead) + R"([[factor]]
name = "time"
[[factor.level]]
name = "as it is"
set = {}
[[factor.level]]
name = "night"
[factor.level.set]
population = "night"
"walking.gamma" = 1.5
[factor.level.set.plan]
max_walk = 500
columns.work = "w"
)");
  ASSERT_EQ(spec.factors.size(), 1U);
  ASSERT_EQ(spec.factors[0].levels.size(), 2U);
  EXPECT_THAT(spec.factors[0].levels[0].set, IsEmpty());
  EXPECT_EQ(spec.factors[0].levels[1].name, "night");
  EXPECT_THAT(
      spec.factors[0].levels[1].set,
      ElementsAre(KeySetting{"population", "\"night\""}, KeySetting{"walking.gamma", "1.5"},
                  KeySetting{"plan.max_walk", "500"}, KeySetting{"plan.columns.work", "\"w\""}));
}

TEST_F(BatchFile, WholeDelaysAreValues) {
  const BatchSpec spec = read(std::string(kHead) + R"([[case]]
name = "ready"
set = { response.delay = { type = "table", points = [[0, 0.0], [60, 1.0]] }, warning.delay.max = 9 }
)");
  ASSERT_EQ(spec.cases.size(), 1U);
  EXPECT_EQ(spec.cases[0].name, "ready");
  EXPECT_THAT(spec.cases[0].set,
              ElementsAre(KeySetting{"response.delay",
                                     "{ type = \"table\", points = [[0, 0.0], [60, 1.0]] }"},
                          KeySetting{"warning.delay.max", "9"}));
}

TEST_F(BatchFile, PathsAreRelativeToTheBatchFile) {
  const BatchSpec spec = read(
      "[batch]\nscenario = \"../other/night.toml\"\n[factors]\n"
      "\"hazard.file\" = [\"a.h5\", \"../other/b.h5\", \"/c.h5\"]\n");
  ASSERT_EQ(spec.factors.size(), 1U);
  std::vector<std::string> values;
  for (const FactorLevel& level : spec.factors[0].levels) {
    values.push_back(level.set[0].value);
  }
  EXPECT_THAT(values, ElementsAre("\"../batches/a.h5\"", "\"b.h5\"", "\"/c.h5\""));
  EXPECT_EQ(spec.factors[0].levels[0].name, "a.h5");
}

TEST_F(BatchFile, PathsBesideTheScenarioStayAsTheyAre) {
  const BatchSpec spec = read(std::string(kHead) + "[factors]\nplan.table = [\"t/a.csv\"]\n");
  EXPECT_THAT(spec.factors.at(0).levels.at(0).set,
              ElementsAre(KeySetting{"plan.table", "\"t/a.csv\""}));
}

TEST_F(BatchFile, UncertainKeysAreRead) {
  const BatchSpec spec = read(std::string(kHead) + R"([uncertain]
samples = 20
seed = 3
[uncertain.keys]
"walking.free_speed_mean" = [1.1, 1.5]
response.compliance = [0, 1]
)");
  EXPECT_EQ(spec.samples, 20U);
  EXPECT_EQ(spec.sample_seed, 3U);
  ASSERT_EQ(spec.uncertain.size(), 2U);
  EXPECT_EQ(spec.uncertain[0].key, "walking.free_speed_mean");
  EXPECT_EQ(spec.uncertain[0].low, 1.1);
  EXPECT_EQ(spec.uncertain[0].high, 1.5);
  EXPECT_EQ(spec.uncertain[1].key, "response.compliance");
}

TEST_F(BatchFile, MissingFileIsOneProblem) {
  const std::vector<Problem> found = check_batch(folder_ / "none.toml");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].reason, "there is no such file");
}

TEST_F(BatchFile, HeadMustBeThere) {
  EXPECT_THAT(problems("", ""), ElementsAre(HasSubstr("batch: is missing")));
  EXPECT_THAT(problems("", "[batch]\n"), ElementsAre(HasSubstr("batch.scenario: is missing")));
  EXPECT_THAT(problems("", "[batch]\nscenario = \"\"\n"),
              ElementsAre(HasSubstr("must not be empty")));
}

TEST_F(BatchFile, EveryProblemIsListedAtOnce) {
  EXPECT_THAT(
      problems(R"([replicates]
count = 0
until = { width = 0, first_look = 1, most = 5, statistic = "t50" }
[factors]
layout = []
[uncertain]
samples = 5
keys = { "walking.gamma" = [2, 1] }
[facter]
)"),
      ElementsAre(AllOf(HasSubstr("study.toml:4: replicates.count = 0"),
                        HasSubstr("must be in [1, 1000000]")),
                  HasSubstr("does not go together with [replicates.until]"),
                  HasSubstr("replicates.until.statistic"), HasSubstr("replicates.until.width"),
                  HasSubstr("replicates.until.first_look = 1"),
                  HasSubstr("is below first_look = 20"),
                  HasSubstr("factors.layout = []: has no values"),
                  HasSubstr("must be a lower and a higher number"),
                  AllOf(HasSubstr("facter"), HasSubstr("did you mean 'factor'?"))));
}

TEST_F(BatchFile, StoppingRuleNeedsAWidth) {
  EXPECT_THAT(problems("[replicates.until]\n"),
              ElementsAre(HasSubstr("replicates.until.width: is missing")));
}

TEST_F(BatchFile, KeysThatAllCasesShareAreRefused) {
  for (const char* key :
       {"name", "city", "run.mode", "run.seed", "run.replicates", "run.deadlines",
        "run.deadlines[0]", "run.horizon", "output.agents", "output.curve_interval"}) {
    EXPECT_THAT(problems("[factors]\n\"" + std::string(key) + "\" = [1]\n").size(), 1U) << key;
    EXPECT_THAT(problems("[[case]]\nname = \"a\"\nset = { \"" + std::string(key) + "\" = 1 }\n"),
                ElementsAre(HasSubstr(key)))
        << key;
    EXPECT_EQ(
        problems("[uncertain]\nsamples = 2\nkeys = { \"" + std::string(key) + "\" = [1, 2] }\n")
            .size(),
        1U)
        << key;
  }
  EXPECT_THAT(problems("[factors]\nrun.seed = [1, 2]\n"),
              ElementsAre(AllOf(HasSubstr("compared pair by pair"), HasSubstr("[replicates]"))));
}

TEST_F(BatchFile, KeysThatOnlyBeginLikeSharedOnesAreAllowed) {
  EXPECT_THAT(problems("[factors]\n\"run.split_parties\" = [true]\n\"outputs\" = [1]\n"),
              IsEmpty());
}

TEST_F(BatchFile, TextsThatAreNoKeysAreRefused) {
  for (const char* key : {"", "a..b", ".a", "a.", "a b", "a=b", "a#"}) {
    EXPECT_THAT(problems("[factors]\n\"" + std::string(key) + "\" = [1]\n"),
                ElementsAre(HasSubstr("is no key of a scenario")))
        << key;
  }
}

TEST_F(BatchFile, ValuesThatGiveALevelNoNameAreRefused) {
  EXPECT_THAT(problems("[factors]\nresponse.delay = [{ type = \"constant\", value = 1 }]\n"),
              ElementsAre(HasSubstr("holds a table")));
  EXPECT_THAT(problems("[factors]\nlayout = [\"\"]\n"), ElementsAre(HasSubstr("an empty text")));
  EXPECT_THAT(problems("[factors]\nlayout = [\"a\\nb\"]\n"),
              ElementsAre(HasSubstr("several lines")));
  EXPECT_THAT(problems("[factors]\nlayout = [\"a\", \"b\", \"a\"]\n"),
              ElementsAre(HasSubstr("holds the value \"a\" twice")));
  EXPECT_THAT(problems("[factors]\nlayout = \"a\"\n"),
              ElementsAre(HasSubstr("must be an array, but is a text")));
}

TEST_F(BatchFile, NamesAreTheirOwn) {
  const std::string level = "level = [{ name = \"l\", set = {} }]\n";
  EXPECT_THAT(problems("[factors]\nlayout = [\"a\"]\n[[factor]]\nname = \"layout\"\n" + level),
              ElementsAre(HasSubstr("is the name of another factor")));
  EXPECT_THAT(problems("[[factor]]\nname = \"f\"\nlevel = [{ name = \"l\", set = {} }, "
                       "{ name = \"l\", set = {} }]\n"),
              ElementsAre(HasSubstr("is the name of another level")));
  EXPECT_THAT(problems("[[case]]\nname = \"c\"\nset = {}\n[[case]]\nname = \"c\"\nset = {}\n"),
              ElementsAre(HasSubstr("is the name of another case")));
  EXPECT_THAT(problems("[[factor]]\n" + level),
              ElementsAre(HasSubstr("factor[0].name: is missing")));
  EXPECT_THAT(problems("[[factor]]\nname = \"\"\n" + level),
              ElementsAre(HasSubstr("must be one line of text")));
}

TEST_F(BatchFile, FactorsNeedLevelsAndLevelsSets) {
  EXPECT_THAT(problems("[[factor]]\nname = \"f\"\n"),
              ElementsAre(HasSubstr("factor[0].level: is missing")));
  EXPECT_THAT(problems("[[factor]]\nname = \"f\"\nlevel = []\n"),
              ElementsAre(HasSubstr("is empty")));
  EXPECT_THAT(problems("[[factor]]\nname = \"f\"\nlevel = [{ name = \"l\" }]\n"),
              ElementsAre(HasSubstr("factor[0].level[0].set: is missing")));
  EXPECT_THAT(problems("[[case]]\nname = \"c\"\nset = 1\n"),
              ElementsAre(HasSubstr("must be a table")));
}

TEST_F(BatchFile, KeyOfTwoFactorsIsRefused) {
  EXPECT_THAT(problems(R"([factors]
layout = ["a"]
[[factor]]
name = "f"
level = [{ name = "l", set = { layout = "b" } }]
)"),
              ElementsAre(AllOf(HasSubstr("study.toml:7: factor[0].level[0].set.layout"),
                                HasSubstr("is also set by the factor 'layout'"))));
}

TEST_F(BatchFile, PartOfAKeyThatAnotherFactorSetsIsRefused) {
  EXPECT_THAT(
      problems(R"([factors]
response.delay.max = ["60 s"]
[[factor]]
name = "f"
level = [{ name = "l", set = { response.delay = { type = "constant", value = 1 } } }]
)"),
      ElementsAre(HasSubstr("the factor 'response.delay.max' (through response.delay.max)")));
}

TEST_F(BatchFile, LevelsOfOneFactorMaySetTheSameKey) {
  EXPECT_THAT(
      problems("[[factor]]\nname = \"f\"\nlevel = [{ name = \"l\", set = { layout = \"a\" } "
               "}, { name = \"m\", set = { layout = \"b\" } }]\n"),
      IsEmpty());
}

TEST_F(BatchFile, KeySetTwiceInOneSetIsRefused) {
  EXPECT_THAT(
      problems(
          "[[case]]\nname = \"c\"\nset = { \"plan.max_walk\" = 1, plan = { max_walk = 2 } }\n"),
      ElementsAre(HasSubstr("is set twice here")));
}

TEST_F(BatchFile, UncertainKeyThatAFactorOrACaseSetsIsRefused) {
  const std::string uncertain = "[uncertain]\nsamples = 2\nkeys = { \"walking.gamma\" = [1, 2] }\n";
  EXPECT_THAT(problems("[factors]\n\"walking.gamma\" = [1]\n" + uncertain),
              ElementsAre(HasSubstr("is also set by the factor 'walking.gamma'")));
  EXPECT_THAT(problems("[[case]]\nname = \"c\"\nset = { \"walking.gamma\" = 1 }\n" + uncertain),
              ElementsAre(HasSubstr("is also set by a listed case")));
}

TEST_F(BatchFile, UncertainRangesAreTwoNumbers) {
  for (const char* range :
       {"[1]", "[1, 2, 3]", "[2, 2]", "[3, 2]", "[1, inf]", "[nan, 1]", "[1, \"2\"]", "1"}) {
    EXPECT_FALSE(problems("[uncertain]\nsamples = 2\nkeys = { \"walking.gamma\" = " +
                          std::string(range) + " }\n")
                     .empty())
        << range;
  }
}

TEST_F(BatchFile, OnlyNumbersWithFractionsAreUncertain) {
  EXPECT_THAT(problems("[uncertain]\nsamples = 2\nkeys = { \"mobility.child_age\" = [1, 9] }\n"),
              ElementsAre(HasSubstr("samples lie between whole numbers")));
  EXPECT_THAT(problems("[uncertain]\nsamples = 2\nkeys = { layout = [1, 9] }\n"),
              ElementsAre(HasSubstr("is no number in a scenario")));
  EXPECT_THAT(problems("[uncertain]\nsamples = 2\nkeys = { \"doors.close_at\" = [60, 90] }\n"),
              IsEmpty());
}

TEST_F(BatchFile, UncertaintyNeedsKeysAndSamples) {
  EXPECT_THAT(problems("[uncertain]\n"),
              ElementsAre(HasSubstr("uncertain.samples: is missing"), HasSubstr("names no key")));
  EXPECT_THAT(problems("[uncertain]\nsamples = 2\nkeys = {}\n"),
              ElementsAre(HasSubstr("names no key")));
}

TEST_F(BatchFile, FactorIsNotCalledLikeTheColumnOfSamples) {
  const std::string factor =
      "[[factor]]\nname = \"sample\"\nlevel = [{ name = \"l\", set = {} }]\n";
  EXPECT_THAT(problems(factor), IsEmpty());
  EXPECT_THAT(
      problems(factor + "[uncertain]\nsamples = 2\nkeys = { \"walking.gamma\" = [1, 2] }\n"),
      ElementsAre(HasSubstr("give the factor another name")));
}

}  // namespace
}  // namespace yanbi
