// SPDX-License-Identifier: Apache-2.0
#include "sim/base/parallel.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace yanbi {
namespace {

TEST(ParallelFor, VisitsEveryItemOnce) {
  for (const int threads : {1, 2, 8}) {
    std::vector<int> visits(10'000, 0);
    parallel_for(visits.size(), threads, 64, [&](std::size_t i) { ++visits[i]; });
    EXPECT_EQ(visits, std::vector<int>(10'000, 1)) << threads;
  }
}

TEST(ParallelFor, RethrowsTheFirstFailureWhateverTheThreads) {
  for (const int threads : {1, 2, 8}) {
    const auto run = [&] {
      parallel_for(1000, threads, 1, [](std::size_t i) {
        if (i >= 400) {
          throw std::runtime_error(std::to_string(i));
        }
      });
    };
    try {
      run();
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "400") << threads;
    }
  }
}

TEST(AvailableThreads, IsAtLeastOne) { EXPECT_GE(available_threads(), 1); }

}  // namespace
}  // namespace yanbi
