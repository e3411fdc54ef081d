// SPDX-License-Identifier: Apache-2.0
#include "sim/app/problems.hpp"

#include <gtest/gtest.h>

namespace yanbi::app {
namespace {

TEST(Problems, StayOnOneLineWithoutControlCharacters) {
  const Problem problem{"a.csv", 3, "name", "two\nlines\x1b[31m", "is odd", "mend it"};
  EXPECT_EQ(one_line(problem), "a.csv:3: name = two lines\\x1b[31m: is odd; mend it");
}

TEST(Problems, KeepEveryScript) {
  EXPECT_EQ(one_line({"城市.toml", 0, "", "", "掩蔽", ""}), "城市.toml: 掩蔽");
}

TEST(Problems, AreCountedOnTheLastLine) {
  testing::internal::CaptureStderr();
  print_problems({{"a", 0, "", "", "x", ""}, {"b", 0, "", "", "y", ""}});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "a: x\nb: y\n2 problems\n");
}

}  // namespace
}  // namespace yanbi::app
