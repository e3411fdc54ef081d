// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/case_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/small_city.hpp"

namespace yanbi {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CaseCheck : public ::testing::Test {
 protected:
  CaseCheck() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ =
        std::filesystem::path(::testing::TempDir()) / (std::string("case_check_") + info->name());
    std::filesystem::create_directories(folder_);
    write_scenario("");
  }
  ~CaseCheck() override { std::filesystem::remove_all(folder_); }

  void write_scenario(const std::string& more) const {
    std::ofstream(folder_ / "s.toml")
        << "name = \"n\"\ncity = \"c.h5\"\nlayout = \"" << city_.layouts.front().name
        << "\"\npopulation = \"" << city_.populations.front().name << "\"\n"
        << more;
  }
  [[nodiscard]] std::vector<std::string> problems(const std::string& more, bool with_city) const {
    std::ofstream(folder_ / "b.toml") << "[batch]\nscenario = \"s.toml\"\n" << more;
    const BatchSpec spec = read_batch(folder_ / "b.toml");
    std::vector<std::string> texts;
    for (const Problem& problem :
         check_cases(spec, make_run_plan(spec), {}, with_city ? &city_ : nullptr)) {
      texts.push_back(problem.to_string());
    }
    return texts;
  }

  City city_ = test::small_city();
  std::filesystem::path folder_;
};

TEST_F(CaseCheck, RightBatchHasNoProblem) {
  EXPECT_THAT(problems("[factors]\n\"walking.gamma\" = [1.5, 2]\n", true), IsEmpty());
}

TEST_F(CaseCheck, ProblemOfOneCaseNamesIt) {
  EXPECT_THAT(problems("[factors]\n\"walking.gamma\" = [1.5, -2, true]\n", false),
              ElementsAre(AllOf(HasSubstr("b.toml: walking.gamma = -2: must be in"),
                                HasSubstr("(case 'walking.gamma=-2')")),
                          AllOf(HasSubstr("must be a number, but is true or false"),
                                HasSubstr("(case 'walking.gamma=true')"))));
}

TEST_F(CaseCheck, ProblemOfSeveralCasesIsListedOnce) {
  const std::string three = "[factors]\n\"walking.gamma\" = [-2, 2]\n\"plan.max_walk\" = ";
  EXPECT_THAT(problems(three + "[1, 2]\n", false),
              ElementsAre(HasSubstr("(case 'walking.gamma=-2 plan.max_walk=1' and another)")));
  EXPECT_THAT(problems(three + "[1, 2, 3]\n", false),
              ElementsAre(HasSubstr("(case 'walking.gamma=-2 plan.max_walk=1' and 2 others)")));
}

TEST_F(CaseCheck, UnknownKeyIsWrongInEveryCase) {
  EXPECT_THAT(problems("[factors]\n\"walking.gama\" = [1, 2]\n", false).at(0),
              AllOf(HasSubstr("walking.gama"), HasSubstr("did you mean 'gamma'?"),
                    HasSubstr("(in every case)")));
}

TEST_F(CaseCheck, ProblemOfTheScenarioNamesItsLine) {
  write_scenario("[walking]\ngamma = -1\n");
  EXPECT_THAT(
      problems("[factors]\n\"plan.max_walk\" = [1, 2]\n", false),
      ElementsAre(AllOf(HasSubstr("s.toml:6: walking.gamma = -1"), HasSubstr("(in every case)"))));
}

TEST_F(CaseCheck, OneCaseNeedsNoName) {
  write_scenario("[walking]\ngamma = -1\n");
  EXPECT_THAT(problems("", false), ElementsAre(Not(HasSubstr("every case"))));
}

TEST_F(CaseCheck, MissingScenarioIsOneProblem) {
  std::filesystem::remove(folder_ / "s.toml");
  EXPECT_THAT(problems("[factors]\n\"walking.gamma\" = [1.5, 2]\n", true),
              ElementsAre(AllOf(HasSubstr("s.toml: there is no such file"))));
}

TEST_F(CaseCheck, ValuesThatDisagreeInOneCaseAreFound) {
  EXPECT_THAT(problems("[factors]\n\"plan.policy\" = [\"nearest\", \"table\"]\n", false),
              ElementsAre(AllOf(HasSubstr("policy = \"table\" needs it"),
                                HasSubstr("(case 'plan.policy=table')"))));
}

TEST_F(CaseCheck, SamplesOutOfRangeAreOneProblem) {
  EXPECT_THAT(
      problems("[uncertain]\nsamples = 8\nkeys = { \"response.compliance\" = [0, 2] }\n", false),
      ElementsAre(AllOf(HasSubstr("response.compliance"), HasSubstr("must be in [0, 1]"),
                        HasSubstr("and 3 others)"))));
}

TEST_F(CaseCheck, NamesThatTheCityHasNotAreFound) {
  const std::string factor =
      "[factors]\nlayout = [\"" + city_.layouts.front().name + "\", \"nowhere\"]\n";
  EXPECT_THAT(problems(factor, true), ElementsAre(AllOf(HasSubstr("layout = \"nowhere\""),
                                                        HasSubstr("(case 'layout=nowhere')"))));
  EXPECT_THAT(problems(factor, false), IsEmpty());
}

TEST_F(CaseCheck, StoppingRuleLooksAtADeadlineOfTheScenario) {
  const std::string rule = "[replicates.until]\nwidth = 1\ndeadline = ";
  EXPECT_THAT(problems(rule + "\"10 min\"\n", false), IsEmpty());
  EXPECT_THAT(problems(rule + "\"11 min\"\n", false),
              ElementsAre(AllOf(HasSubstr("replicates.until.deadline = 660 s"),
                                HasSubstr("choose one of: 300 s, 600 s, 900 s"))));
}

TEST_F(CaseCheck, StoppingRuleLooksAtAZoneOfTheCity) {
  const std::string rule = "[replicates.until]\nwidth = 1\n";
  EXPECT_THAT(problems(rule + "zone = \"370302\"\n", true), IsEmpty());
  EXPECT_THAT(problems(rule + "zone = \"370309\"\n", true),
              ElementsAre(HasSubstr("has no zone with this key")));
  EXPECT_THAT(problems(rule + "geography = \"moon\"\n", true),
              ElementsAre(HasSubstr("has no geography of this name")));
}

}  // namespace
}  // namespace yanbi
