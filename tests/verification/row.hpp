// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows for docs/verification.md (scripts/verification-table collects them).

#include <gtest/gtest.h>

#include <string>

namespace yanbi::test {

/// Records what a published test expects and what was measured; a test may record several rows.
inline void report(const std::string& test, const std::string& expected, double measured,
                   const std::string& unit) {
  const int rows =
      ::testing::UnitTest::GetInstance()->current_test_info()->result()->test_property_count();
  ::testing::Test::RecordProperty(
      "verification_" + std::to_string(rows + 1),
      test + " | " + expected + " | " + std::to_string(measured) + " " + unit);
}

}  // namespace yanbi::test
