// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/sirens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>
#include <string>

#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Sirens : public ::testing::Test {
 protected:
  Sirens() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(::testing::TempDir()) / (std::string(info->name()) + ".csv");
  }
  ~Sirens() override { std::filesystem::remove(path_); }

  [[nodiscard]] const std::filesystem::path& write(const std::string& text) const {
    std::ofstream(path_) << text;
    return path_;
  }
  [[nodiscard]] std::vector<Problem> problems(const std::string& text) const {
    try {
      static_cast<void>(read_sirens(write(text), {}));
    } catch (const InputError& error) {
      return error.problems();
    }
    return {};
  }
  std::filesystem::path path_;
};

Origins origins_at(std::vector<double> x, std::vector<double> y) {
  Origins origins;
  for (std::size_t o = 0; o < x.size(); ++o) {
    origins.key.push_back(std::to_string(o));
  }
  origins.x = std::move(x);
  origins.y = std::move(y);
  return origins;
}

TEST_F(Sirens, TakeWhatTheTableLeavesOutFromTheScenario) {
  const auto sirens = read_sirens(
      write("y,id,x,delay_s,fails,reach_m\n20,town hall,10,5,0.5,700\n-1.5,school,3e2,,,\n"),
      {400.0, 0.1, 1.0});
  ASSERT_EQ(sirens.size(), 2U);
  EXPECT_EQ(sirens[0].id, "town hall");
  EXPECT_EQ(sirens[0].x, 10.0);
  EXPECT_EQ(sirens[0].y, 20.0);
  EXPECT_EQ(sirens[0].reach, 700.0);
  EXPECT_EQ(sirens[0].failure, 0.5);
  EXPECT_EQ(sirens[0].delay, 5.0);
  EXPECT_EQ(sirens[1].x, 300.0);
  EXPECT_EQ(sirens[1].reach, 400.0);
  EXPECT_EQ(sirens[1].failure, 0.1);
  EXPECT_EQ(sirens[1].delay, 0.0);
  EXPECT_EQ(read_sirens(write("id,x,y\na,1,2\n"), {}).front().reach, 500.0);
}

TEST_F(Sirens, WrongTablesAreNamedWithLineAndColumn) {
  struct Case {
    const char* text;
    std::size_t line;
    const char* key;
    const char* reason;
  };
  const std::vector<Case> cases = {
      {"id,x\na,1\n", 1, "column", "is missing"},
      {"id,x,y,reach\na,1,2,3\n", 1, "column", "no column of this name"},
      {"id,x,y\n", 0, "", "no siren"},
      {"id,x,y\na,1,nan\n", 2, "y", "not a number"},
      {"id,x,y\na,,2\n", 2, "x", "not a number"},
      {"id,x,y\na,1,inf\n", 2, "y", "not a number"},
      {"id,x,y\na,1,2\na,3,4\n", 3, "id", "earlier row"},
      {"id,x,y\n,1,2\n", 2, "id", "needs an id"},
      {"id,x,y,fails\na,1,2,3\n", 2, "fails", "not a number that can be here"},
      {"id,x,y,delay_s\na,1,2,-3\n", 2, "delay_s", "not a number that can be here"},
      {"id,x,y,reach_m\na,1,2,5 m\n", 2, "reach_m", "not a number that can be here"},
  };
  for (const Case& one : cases) {
    const std::vector<Problem> found = problems(one.text);
    ASSERT_EQ(found.size(), 1U) << one.text;
    EXPECT_EQ(found[0].line, one.line) << one.text;
    EXPECT_EQ(found[0].key, one.key) << one.text;
    EXPECT_THAT(found[0].reason, HasSubstr(one.reason)) << one.text;
    EXPECT_FALSE(found[0].remedy.empty());
  }
  EXPECT_THAT(problems("id,x,y,reach\na,1,2,3\n")[0].remedy, HasSubstr("reach_m"));
}

TEST_F(Sirens, AreHeardWithinReachTheFirstFirst) {
  const std::vector<Siren> sirens = {{"late", 0.0, 0.0, 500.0, 0.25, 30.0},
                                     {"near", 340.0, 0.0, 500.0, 0.0, 0.0},
                                     {"weak", 10.0, 0.0, 5.0, 0.0, 0.0}};
  const SirenCoverage coverage =
      cover_origins(origins_at({0.0, 340.0, 5000.0}, {0.0, 0.0, 0.0}), sirens);
  EXPECT_THAT(coverage.key, ElementsAre(hash_text("late"), hash_text("near"), hash_text("weak")));
  EXPECT_THAT(coverage.failure, ElementsAre(0.25, 0.0, 0.0));
  EXPECT_THAT(coverage.first, ElementsAre(0U, 2U, 4U, 4U));
  EXPECT_THAT(coverage.siren, ElementsAre(1U, 0U, 1U, 0U));
  EXPECT_THAT(coverage.after, ElementsAre(1.0, 30.0, 0.0, 31.0));
}

TEST_F(Sirens, AllPairsWithinReachAreFound) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> place(0.0, 3000.0);
  std::vector<Siren> sirens;
  sirens.reserve(60);
  for (int s = 0; s < 60; ++s) {
    sirens.push_back(
        {std::to_string(s), place(random), place(random), place(random) / 4.0, 0.0, 0.0});
  }
  std::vector<double> x;
  std::vector<double> y;
  for (int o = 0; o < 200; ++o) {
    x.push_back(place(random));
    y.push_back(place(random));
  }
  const SirenCoverage coverage = cover_origins(origins_at(x, y), sirens);
  for (std::size_t o = 0; o < x.size(); ++o) {
    std::size_t expected = 0;
    for (const Siren& siren : sirens) {
      expected += std::hypot(siren.x - x[o], siren.y - y[o]) <= siren.reach ? 1U : 0U;
    }
    EXPECT_EQ(coverage.first[o + 1] - coverage.first[o], expected);
  }
}

TEST_F(Sirens, ThatNobodyCanHearAreAProblem) {
  City city;
  city.crs = "EPSG:4548";
  city.origins = origins_at({593'000.0, 594'000.0}, {4'075'000.0, 4'076'000.0});
  try {
    static_cast<void>(read_siren_coverage(write("id,x,y\na,118.05,36.81\n"), city, {}));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no siren is within reach"));
    EXPECT_THAT(error.what(), HasSubstr("EPSG:4548"));
    EXPECT_THAT(error.what(), HasSubstr("593000 to 594000"));
  }
}

}  // namespace
}  // namespace yanbi
