// SPDX-License-Identifier: Apache-2.0
#include "sim/base/random.hpp"

#include <gtest/gtest.h>

#include <set>

namespace yanbi {
namespace {

TEST(RandomStream, GivesTheSameNumberForTheSameMeaning) {
  const RandomStream a(42, 3);
  const RandomStream b(42, 3);
  EXPECT_EQ(a.bits(Purpose::kFreeSpeed, 77, 2), b.bits(Purpose::kFreeSpeed, 77, 2));
  // Philox4x32-10 of counter (77, 0, 3, 1 << 24 | 2) and key (42, 0), computed with a separate
  // program. A changed number would silently change every published result.
  EXPECT_EQ(a.bits(Purpose::kFreeSpeed, 77, 2), 0x2ce2c1bd8b02fc3fULL);
}

TEST(RandomStream, EveryPartOfTheKeyMatters) {
  std::set<std::uint64_t> seen;
  for (const std::uint64_t seed : {1ULL, 2ULL, 1ULL << 40U}) {
    for (const std::uint32_t replicate : {0U, 1U}) {
      for (const Purpose purpose : {Purpose::kFreeSpeed, Purpose::kCompliance}) {
        for (const std::uint64_t entity : {0ULL, 1ULL, 1ULL << 33U}) {
          for (const std::uint32_t index : {0U, 1U, 0xFFFFFFU}) {
            seen.insert(RandomStream(seed, replicate).bits(purpose, entity, index));
          }
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), 3U * 2U * 2U * 3U * 3U);
}

TEST(RandomStream, UniformNumbersLieStrictlyBetweenZeroAndOneAndSpreadEvenly) {
  const RandomStream random(5, 0);
  double sum = 0.0;
  const int n = 100'000;
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform(Purpose::kWarningDelay, static_cast<std::uint64_t>(i));
    ASSERT_GT(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
  }
  EXPECT_NEAR(sum / n, 0.5, 4.0 * 0.2887 / 316.2);
}

}  // namespace
}  // namespace yanbi
