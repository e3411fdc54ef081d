// SPDX-License-Identifier: Apache-2.0
#include "models/strike.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Overpressure, IsPutIntoTheWordsOfTheHighestThresholdReached) {
  EXPECT_EQ(overpressure_effect(0.0), OverpressureEffect::kNone);
  EXPECT_EQ(overpressure_effect(0.99), OverpressureEffect::kNone);
  EXPECT_EQ(overpressure_effect(1.0), OverpressureEffect::kGlassBreaks);
  EXPECT_EQ(overpressure_effect(10.0), OverpressureEffect::kUninhabitable);
  EXPECT_EQ(overpressure_effect(1e6), OverpressureEffect::kNearDestruction);
  EXPECT_EQ(description(OverpressureEffect::kUninhabitable), "houses uninhabitable");
}

TEST(Debris, CoversWhatFallsBeyondTheSetback) {
  EXPECT_DOUBLE_EQ(debris_width({}, {18.0, 3.0}), 9.0);
  EXPECT_EQ(debris_width({}, {6.0, 5.0}), 0.0);
}

TEST(Debris, ObstructsAStreetThatKeepsLessThanTheRequiredWidth) {
  const StreetSide left{18.0, 3.0};
  const StreetSide right{12.0, 2.0};
  // W = 12 + 8 - (3 + 2) + 4 = 19 m.
  EXPECT_TRUE(obstructed({}, left, right, 18.99));
  EXPECT_FALSE(obstructed({}, left, right, 19.01));
  EXPECT_TRUE(obstructed({2.0 / 3.0, 6.0}, left, right, 20.99));
}

TEST(Debris, AWideSetbackFreesNothingOnTheOtherSide) {
  // 12 m of debris from the left; the right setback is far wider than its building's.
  EXPECT_TRUE(obstructed({}, {18.0, 0.0}, {3.0, 50.0}, 15.99));
  EXPECT_FALSE(obstructed({}, {18.0, 0.0}, {3.0, 50.0}, 16.01));
}

RC_GTEST_PROP(Debris, AgreesWithThePlanningFormWhereverDebrisPassesBothSetbacks, ()) {
  const auto metres = [](int most) { return *rc::gen::inRange(0, most * 10) / 10.0; };
  const StreetSide left{metres(100), metres(20)};
  const StreetSide right{metres(100), metres(20)};
  RC_PRE(left.setback * 3.0 <= left.height * 2.0 && right.setback * 3.0 <= right.height * 2.0);
  const double planned = 2.0 / 3.0 * (left.height + right.height) - (left.setback + right.setback) +
                         DebrisParameters{}.required_width;
  RC_ASSERT(obstructed({}, left, right, planned - 1e-9));
  RC_ASSERT(!obstructed({}, left, right, planned + 1e-9));
}

const LossByGrade kLosses{{{"核6B", 0.5}, {"核6", 0.4}, {"核5", 0.1}, {"常6", 0.6}}, 0.9};

TEST(LossByGrade, TakesTheEarliestRowThatOccursInTheLedger) {
  EXPECT_EQ(loss_probability(kLosses, "核6常6"), 0.4);
  EXPECT_EQ(loss_probability(kLosses, "常6核6B级"), 0.5);
  EXPECT_EQ(loss_probability(kLosses, "甲类 核5级、常5级"), 0.1);
  EXPECT_EQ(loss_probability(kLosses, "乙类常6"), 0.6);
}

TEST(LossByGrade, ReadsFullWidthFormsSpacesAndSmallLetters) {
  EXPECT_EQ(loss_probability(kLosses, "核６常６"), 0.4);
  EXPECT_EQ(loss_probability(kLosses, "核６Ｂ"), 0.5);
  EXPECT_EQ(loss_probability(kLosses, "核 6b"), 0.5);
  EXPECT_EQ(loss_probability(kLosses, "核　５"), 0.1);
  EXPECT_EQ(loss_probability({{{"核６", 0.3}}, 0.0}, "核6"), 0.3);
}

TEST(LossByGrade, OtherTextsHaveTheLastWord) {
  EXPECT_EQ(loss_probability(kLosses, ""), 0.9);
  EXPECT_EQ(loss_probability(kLosses, "核4"), 0.9);
  EXPECT_EQ(loss_probability(kLosses, "\xEF\xBC"), 0.9);  // cut off within a character
  EXPECT_EQ(loss_probability({}, "核6"), 0.0);
}

TEST(LossByGrade, SeveralFootprintsCountAsTheMostHarmful) {
  const double rings[] = {0.2, 0.7, 0.5};
  EXPECT_EQ(combined_probability(rings), 0.7);
  EXPECT_EQ(combined_probability({}), 0.0);
}

TEST(LossByGrade, SaysWhatIsWrongWithATable) {
  EXPECT_THAT(faults(kLosses), IsEmpty());
  EXPECT_THAT(faults(LossByGrade{{{"核6", 0.4}, {"核６Ｂ", 0.5}}, 0.0}),
              ElementsAre(HasSubstr("grade '核６Ｂ' never counts")));
  EXPECT_THAT(faults(LossByGrade{{{" ", 0.4}, {"核5", 1.1}}, std::nan("")}),
              ElementsAre(HasSubstr("other grades"), HasSubstr("empty"), HasSubstr("'核5' lies")));
}

TEST(Debris, SaysWhatIsWrongWithParameters) {
  EXPECT_THAT(faults(DebrisParameters{}), IsEmpty());
  EXPECT_EQ(faults(DebrisParameters{-1.0, 0.0}).size(), 2U);
}

}  // namespace
}  // namespace yanbi
