// SPDX-License-Identifier: Apache-2.0
#include "sim/base/build_info.hpp"

#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace yanbi {
namespace {

using ::testing::ContainsRegex;
using ::testing::Not;

TEST(BuildInfo, VersionHasThreeNumbers) {
  EXPECT_THAT(std::string(build_info().version), ContainsRegex("^[0-9]+\\.[0-9]+\\.[0-9]+$"));
}

TEST(BuildInfo, EveryFieldIsFilledIn) {
  for (const std::string_view field :
       {build_info().git_revision, build_info().compiler, build_info().build_type}) {
    EXPECT_FALSE(field.empty());
    EXPECT_THAT(std::string(field), Not(ContainsRegex("@")));
  }
}

}  // namespace
}  // namespace yanbi
