// SPDX-License-Identifier: Apache-2.0
#include "sim/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "sim/city/city_file.hpp"
#include "tests/support/small_city.hpp"

namespace yanbi {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::filesystem::path kScenarios = std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios";

class CheckBatch : public ::testing::Test {
 protected:
  CheckBatch() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(::testing::TempDir()) / (std::string("check_") + info->name());
    std::filesystem::create_directories(folder_);
    const City city = test::small_city();
    static_cast<void>(write("s.toml", "name = \"n\"\ncity = \"c.h5\"\nlayout = \"" +
                                          city.layouts.front().name + "\"\npopulation = \"" +
                                          city.populations.front().name + "\"\n"));
  }
  ~CheckBatch() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path write(const std::string& name,
                                            const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  /// A batch with two layouts, one of which the small city has not.
  [[nodiscard]] std::filesystem::path write_layouts() const {
    return write("b.toml", "[batch]\nscenario = \"s.toml\"\n[factors]\nlayout = [\"" +
                               test::small_city().layouts.front().name + "\", \"nowhere\"]\n");
  }
  static std::vector<std::string> texts_of(const CheckedFile& checked) {
    std::vector<std::string> texts;
    for (const Problem& problem : checked.problems) {
      texts.push_back(problem.to_string());
    }
    return texts;
  }

  std::filesystem::path folder_;
};

TEST_F(CheckBatch, ItsTableMakesAFileABatch) {
  EXPECT_EQ(kind_of_file(write("a.toml", "[batch]\n")), FileKind::kBatch);
  EXPECT_EQ(kind_of_file(write("a.toml", "batch = 1\n")), FileKind::kScenario);
  EXPECT_EQ(kind_of_file(write_layouts()), FileKind::kBatch);
  EXPECT_STREQ(to_string(FileKind::kBatch), "batch");
}

TEST_F(CheckBatch, ProblemsOfTheFileAreListed) {
  EXPECT_THAT(texts_of(check_file(write("b.toml", "[batch]\n[replicates]\ncount = 0\n"))),
              ElementsAre(HasSubstr("batch.scenario"), HasSubstr("replicates.count")));
}

TEST_F(CheckBatch, ProblemsOfEachCaseAreListed) {
  EXPECT_THAT(texts_of(check_file(write("b.toml",
                                        "[batch]\nscenario = \"s.toml\"\n[factors]\n"
                                        "walking.gamma = [-1, 2]\n"))),
              ElementsAre(AllOf(HasSubstr("must be in"), HasSubstr("(case 'walking.gamma=-1')"))));
}

TEST_F(CheckBatch, WithoutACityOnlyTheFilesAreChecked) {
  EXPECT_THAT(texts_of(check_file(write_layouts())), IsEmpty());
}

TEST_F(CheckBatch, CasesAreHeldAgainstTheScenariosCity) {
  save_city(test::small_city(), folder_ / "c.h5");
  EXPECT_THAT(texts_of(check_file(write_layouts())),
              ElementsAre(AllOf(HasSubstr("nowhere"), HasSubstr("(case 'layout=nowhere')"))));
}

TEST_F(CheckBatch, CasesAreHeldAgainstAnotherCity) {
  save_city(test::small_city(), folder_ / "other.h5");
  CheckOptions options;
  options.city = folder_ / "other.h5";
  EXPECT_THAT(texts_of(check_file(write_layouts(), options)),
              ElementsAre(HasSubstr("(case 'layout=nowhere')")));
}

TEST_F(CheckBatch, BrokenCityIsAProblemBesideThoseOfTheCases) {
  static_cast<void>(write("c.h5", "no city"));
  const std::vector<std::string> texts = texts_of(check_file(
      write("b.toml", "[batch]\nscenario = \"s.toml\"\n[factors]\nwalking.gamma = [-1, 2]\n")));
  EXPECT_THAT(texts, ElementsAre(HasSubstr("c.h5"), HasSubstr("walking.gamma")));
}

TEST_F(CheckBatch, FilesThatCasesNameAreRead) {
  save_city(test::small_city(), folder_ / "c.h5");
  static_cast<void>(write("bad.csv", "origin,work\nnowhere,nothing\n"));
  const std::string by_hand = R"({ "plan.policy" = "table", "plan.table" = "bad.csv" })";
  // Two cases name the file: what is wrong with it is told once.
  const std::vector<std::string> texts = texts_of(check_file(
      write("b.toml", "[batch]\nscenario = \"s.toml\"\n[[case]]\nname = \"a\"\nset = " + by_hand +
                          "\n[[case]]\nname = \"b\"\nset = " + by_hand + "\n")));
  EXPECT_THAT(texts, Not(IsEmpty()));
  EXPECT_THAT(texts, Each(HasSubstr("bad.csv:2")));
  EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), texts.size());
}

TEST(ShippedBatches, HaveNoProblemOfTheirOwn) {
  for (const char* name : {"aarhus/layouts.toml", "demo/batch.toml"}) {
    const CheckedFile checked = check_file(kScenarios / name);
    EXPECT_EQ(checked.kind, FileKind::kBatch) << name;
    for (const Problem& problem : checked.problems) {
      ADD_FAILURE() << problem.to_string();
    }
  }
}

}  // namespace
}  // namespace yanbi
