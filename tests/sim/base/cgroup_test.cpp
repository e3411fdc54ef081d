// SPDX-License-Identifier: Apache-2.0
#include "sim/base/cgroup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace yanbi {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;

class Cgroups : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) /
        ("cgroups-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::create_directories(folder_ / "slice" / "job");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  [[nodiscard]] std::vector<std::string> limits() const {
    std::vector<std::string> seen;
    for_each_cgroup_limit(
        "memory.max",
        [&](std::istream& file) {
          std::string word;
          file >> word;
          seen.push_back(word);
        },
        folder_ / "membership", folder_);
    return seen;
  }

  fs::path folder_;
};

TEST_F(Cgroups, OwnGroupComesFirstAndThoseAboveAfterIt) {
  write("membership", "0::/slice/job\n");
  write("slice/job/memory.max", "max\n");
  write("slice/memory.max", "1000\n");
  EXPECT_THAT(limits(), ElementsAre("max", "1000"));
}

TEST_F(Cgroups, OnlyVersionTwoCounts) {
  write("membership", "4:memory:/slice/job\n");
  write("slice/job/memory.max", "7\n");
  write("memory.max", "9\n");
  EXPECT_THAT(limits(), ElementsAre("9"));
}

TEST_F(Cgroups, NothingIsKnownWhereNothingIsSaid) { EXPECT_THAT(limits(), ElementsAre()); }

}  // namespace
}  // namespace yanbi
