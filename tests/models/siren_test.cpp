// SPDX-License-Identifier: Apache-2.0
#include "models/siren.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

// Sound needs about three seconds for a kilometre.
TEST(Siren, IsHeardWhenItsSoundHasComeOver) {
  EXPECT_EQ(siren_heard_after(0.0, 0.0), 0.0);
  EXPECT_EQ(siren_heard_after(0.0, 340.0), 1.0);
  EXPECT_EQ(siren_heard_after(10.0, 680.0), 12.0);
  EXPECT_NEAR(siren_heard_after(0.0, 1000.0), 2.94, 0.01);
}

// Israel, national drill: about 3 % of 2,830; Nanticoke, notified test: 76.5 %.
TEST(Siren, DefaultsAreThePublishedShares) {
  const SirenParameters sirens;
  EXPECT_EQ(sirens.failure, 0.03);
  EXPECT_EQ(sirens.heard, 0.765);
}

}  // namespace
}  // namespace yanbi
