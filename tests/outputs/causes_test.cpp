// SPDX-License-Identifier: Apache-2.0
#include "outputs/causes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

using testing::HasSubstr;

constexpr Tick kDeadline{6000};  // 10 min
constexpr Tick kLater{6001};

/// Somebody who would be inside long before the deadline if nothing had held them up.
CauseFacts held_up() {
  CauseFacts facts;
  facts.warned_at = Tick{100};
  facts.departed_at = Tick{400};
  facts.free_flow = Tick{2000};
  facts.congestion_delay = 1;
  return facts;
}

std::uint16_t bit(Cause cause) {
  return static_cast<std::uint16_t>(1U << static_cast<unsigned>(cause));
}

struct Case {
  const char* name;
  void (*change)(CauseFacts&);
  Cause cause;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class EachCause : public testing::TestWithParam<Case> {};

TEST_P(EachCause, IsFoundAlone) {
  CauseFacts facts = held_up();
  GetParam().change(facts);
  EXPECT_EQ(cause_at(facts, kDeadline), GetParam().cause);
}

TEST_P(EachCause, IsAmongTheConditions) {
  CauseFacts facts = held_up();
  GetParam().change(facts);
  EXPECT_TRUE(conditions_at(facts, kDeadline) & bit(GetParam().cause));
}

INSTANTIATE_TEST_SUITE_P(
    Causes, EachCause,
    testing::Values(
        Case{"OffNetwork",
             [](CauseFacts& f) {
               f.off_network = true;
               f.placed = false;
               f.free_flow = Tick::never();
             },
             Cause::kOffNetwork},
        Case{"NeverWarned", [](CauseFacts& f) { f.warned_at = Tick::never(); }, Cause::kNotWarned},
        Case{"WarnedAfterTheDeadline", [](CauseFacts& f) { f.warned_at = kLater; },
             Cause::kNotWarned},
        Case{"NotComplied",
             [](CauseFacts& f) {
               f.complies = false;
               f.departed_at = Tick::never();
             },
             Cause::kNotComplied},
        Case{"Unplaced",
             [](CauseFacts& f) {
               f.placed = false;
               f.free_flow = Tick::never();
             },
             Cause::kUnplaced},
        Case{"ShelterLost", [](CauseFacts& f) { f.lost_at = Tick{3000}; }, Cause::kShelterLost},
        Case{"ShelterLostAtTheDeadline", [](CauseFacts& f) { f.lost_at = kDeadline; },
             Cause::kShelterLost},
        Case{"EveryWayCut", [](CauseFacts& f) { f.blocked_at = Tick{3000}; }, Cause::kBlocked},
        Case{"HeldUpByWaterMostly",
             [](CauseFacts& f) {
               f.hazard_delay = 3;
               f.entrance_delay = 2;
             },
             Cause::kBlocked},
        Case{"HeldUpByWaterAsMuchAsByCrowds", [](CauseFacts& f) { f.hazard_delay = 1; },
             Cause::kBlocked},
        Case{"Caught", [](CauseFacts& f) { f.caught_at = Tick{3000}; }, Cause::kCaught},
        Case{"CaughtAtTheDeadline", [](CauseFacts& f) { f.caught_at = kDeadline; }, Cause::kCaught},
        Case{"TooFar", [](CauseFacts& f) { f.free_flow = kLater; }, Cause::kTooFar},
        Case{"LateWarning", [](CauseFacts& f) { f.warned_at = Tick{4001}; }, Cause::kLateWarning},
        Case{"WarnedAtTheDeadline", [](CauseFacts& f) { f.warned_at = kDeadline; },
             Cause::kLateWarning},
        Case{"LateStart", [](CauseFacts& f) { f.departed_at = Tick{4001}; }, Cause::kLateStart},
        Case{"NeverDeparted", [](CauseFacts& f) { f.departed_at = Tick::never(); },
             Cause::kLateStart},
        Case{"TurnedAway", [](CauseFacts& f) { f.refused_at = Tick{3000}; }, Cause::kTurnedAway},
        Case{"TurnedAwayAtTheDeadline", [](CauseFacts& f) { f.refused_at = kDeadline; },
             Cause::kTurnedAway},
        Case{"EntranceQueue", [](CauseFacts& f) { f.entrance_delay = 2; }, Cause::kEntranceQueue},
        Case{"EntranceQueueOnATie", [](CauseFacts& f) { f.entrance_delay = 1; },
             Cause::kEntranceQueue},
        Case{"Congestion", [](CauseFacts&) {}, Cause::kCongestion}),
    [](const testing::TestParamInfo<Case>& c) { return c.param.name; });

struct InTime {
  const char* name;
  void (*change)(CauseFacts&);
};

void PrintTo(const InTime& c, std::ostream* out) { *out << c.name; }

class ExactlyAtTheDeadline : public testing::TestWithParam<InTime> {};

TEST_P(ExactlyAtTheDeadline, CountsAsInTime) {
  CauseFacts facts = held_up();
  GetParam().change(facts);
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kCongestion);
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kCongestion));
}

INSTANTIATE_TEST_SUITE_P(
    Boundaries, ExactlyAtTheDeadline,
    testing::Values(InTime{"FreeFlow",
                           [](CauseFacts& f) {
                             f.warned_at = Tick{0};
                             f.departed_at = Tick{0};
                             f.free_flow = kDeadline;
                           }},
                    InTime{"FromTheWarning",
                           [](CauseFacts& f) {
                             f.warned_at = Tick{4000};
                             f.departed_at = Tick{4000};
                           }},
                    InTime{"FromTheDeparture", [](CauseFacts& f) { f.departed_at = Tick{4000}; }},
                    InTime{"RefusedJustAfter", [](CauseFacts& f) { f.refused_at = kLater; }},
                    InTime{"LostJustAfter", [](CauseFacts& f) { f.lost_at = kLater; }},
                    InTime{"CutOffJustAfter", [](CauseFacts& f) { f.blocked_at = kLater; }},
                    InTime{"CaughtJustAfter", [](CauseFacts& f) { f.caught_at = kLater; }}),
    [](const testing::TestParamInfo<InTime>& c) { return c.param.name; });

TEST(Causes, NobodyInsideHasACause) {
  CauseFacts facts = held_up();
  facts.off_network = true;  // whatever else was recorded
  facts.refused_at = Tick{1};
  facts.arrived_at = kDeadline;
  EXPECT_EQ(cause_at(facts, kDeadline), std::nullopt);
  EXPECT_EQ(conditions_at(facts, kDeadline), 0);
  facts.arrived_at = kLater;
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kOffNetwork);
}

TEST(Causes, SomebodyWhoArrivesLaterHasACauseOnlyBefore) {
  CauseFacts facts = held_up();
  facts.arrived_at = Tick{9000};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kCongestion);
  EXPECT_EQ(cause_at(facts, Tick{9000}), std::nullopt);
}

// Everything that can hold together holds; then the reasons are taken away one by one.
TEST(Causes, TheFirstInTheOrderIsTheCause) {
  CauseFacts facts;
  facts.off_network = true;
  facts.warned_at = kLater;
  facts.complies = false;
  facts.placed = false;
  facts.departed_at = Tick::never();
  facts.refused_at = Tick{10};
  facts.entrance_delay = 5;
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kOffNetwork);
  facts.off_network = false;
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kNotWarned);
  facts.warned_at = Tick{5500};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kNotComplied);
  facts.complies = true;
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kUnplaced);
  facts.placed = true;
  facts.free_flow = Tick{7000};
  facts.lost_at = facts.blocked_at = facts.caught_at = Tick{5000};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kShelterLost);
  facts.lost_at = Tick::never();
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kBlocked);
  facts.blocked_at = Tick::never();
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kCaught);
  facts.caught_at = Tick::never();
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kTooFar);
  facts.free_flow = Tick{1000};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kLateWarning);
  facts.warned_at = Tick{100};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kLateStart);
  facts.departed_at = Tick{200};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kTurnedAway);
  facts.refused_at = Tick::never();
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kEntranceQueue);
  facts.congestion_delay = 6;
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kCongestion);
}

TEST(Causes, TheMaskHoldsAllConditions) {
  CauseFacts facts;
  facts.off_network = true;
  facts.placed = false;
  facts.complies = false;
  facts.warned_at = Tick::never();
  facts.departed_at = Tick::never();
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kOffNetwork) | bit(Cause::kNotWarned) |
                                                 bit(Cause::kNotComplied) | bit(Cause::kUnplaced));

  CauseFacts late = held_up();
  late.departed_at = Tick{4500};
  late.refused_at = Tick{5990};
  late.entrance_delay = 7;
  EXPECT_EQ(conditions_at(late, kDeadline),
            bit(Cause::kLateStart) | bit(Cause::kTurnedAway) | bit(Cause::kEntranceQueue));
}

TEST(Causes, TheMaskHoldsWhatHazardsDid) {
  CauseFacts facts = held_up();
  facts.lost_at = Tick{2500};
  facts.blocked_at = Tick{3000};
  facts.caught_at = Tick{3500};
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kShelterLost) | bit(Cause::kBlocked) |
                                                 bit(Cause::kCaught) | bit(Cause::kCongestion));
}

// Water that costs less time than doors or crowds is not what kept them out.
TEST(Causes, WaterBlocksOnlyWhereItCostsTheMostTime) {
  CauseFacts facts = held_up();
  facts.hazard_delay = 5;
  facts.congestion_delay = 6;
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kCongestion));
  facts.congestion_delay = 5;
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kBlocked) | bit(Cause::kCongestion));
  facts.entrance_delay = 6;
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kEntranceQueue));
}

// Who would have been late on dry streets is late, whatever the water cost them.
TEST(Causes, WaterDoesNotExcuseALateStart) {
  CauseFacts facts = held_up();
  facts.hazard_delay = 9;
  facts.departed_at = Tick{4001};
  EXPECT_EQ(cause_at(facts, kDeadline), Cause::kLateStart);
  EXPECT_FALSE(conditions_at(facts, kDeadline) & bit(Cause::kBlocked));
}

TEST(Causes, WithoutAShelterNoWayIsTooFarOrTooLate) {
  CauseFacts facts = held_up();
  facts.placed = false;
  facts.free_flow = Tick::never();
  facts.congestion_delay = 0;
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kUnplaced));
}

TEST(Causes, NobodyWhoStaysStartsLate) {
  CauseFacts facts = held_up();
  facts.complies = false;
  facts.departed_at = Tick::never();
  facts.congestion_delay = 0;
  EXPECT_EQ(conditions_at(facts, kDeadline), bit(Cause::kNotComplied));
}

TEST(Causes, NoCauseIsABugAndSaysTheFacts) {
  CauseFacts facts = held_up();
  facts.congestion_delay = 0;
  try {
    (void)cause_at(facts, kDeadline);
    FAIL() << "no exception";
  } catch (const InternalError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no cause"));
    EXPECT_THAT(error.what(), HasSubstr("6000"));
    EXPECT_THAT(error.what(), HasSubstr("free flow 2000"));
  }
}

TEST(Causes, TimesNearTheLargestTickDoNotWrapAround) {
  CauseFacts facts = held_up();
  facts.free_flow = Tick{2'000'000'000};
  facts.warned_at = Tick{2'000'000'000};
  EXPECT_EQ(cause_at(facts, Tick{2'100'000'000}), Cause::kLateWarning);
}

TEST(Causes, NamesAreDistinctAndAsMany) {
  const std::set<std::string> names(kCauseNames.begin(), kCauseNames.end());
  EXPECT_EQ(names.size(), kCauseCount);
  EXPECT_STREQ(kCauseNames[static_cast<std::size_t>(Cause::kOffNetwork)], "off_network");
  EXPECT_STREQ(kCauseNames[static_cast<std::size_t>(Cause::kTooFar)], "too_far");
  EXPECT_STREQ(kCauseNames[static_cast<std::size_t>(Cause::kCongestion)], "congestion");
}

RC_GTEST_PROP(CausesProperty, TheCauseIsTheLowestConditionAndHazardsNeedAHazard, ()) {
  const auto time = [] {
    return *rc::gen::oneOf(rc::gen::map(rc::gen::inRange(0, 9000), [](int t) { return Tick{t}; }),
                           rc::gen::just(Tick::never()));
  };
  CauseFacts facts;
  facts.off_network = *rc::gen::arbitrary<bool>();
  facts.complies = *rc::gen::arbitrary<bool>();
  facts.placed = *rc::gen::arbitrary<bool>();
  facts.warned_at = time();
  facts.departed_at = time();
  facts.refused_at = time();
  facts.arrived_at = time();
  facts.free_flow = time();
  facts.entrance_delay = *rc::gen::inRange(0U, 3U);
  facts.congestion_delay = *rc::gen::inRange(0U, 3U);
  const bool hazard = *rc::gen::arbitrary<bool>();
  if (hazard) {
    facts.lost_at = time();
    facts.blocked_at = time();
    facts.caught_at = time();
    facts.hazard_delay = *rc::gen::inRange(0U, 3U);
  }
  const std::uint16_t mask = conditions_at(facts, kDeadline);
  const std::uint16_t hazards = static_cast<std::uint16_t>(
      bit(Cause::kShelterLost) | bit(Cause::kBlocked) | bit(Cause::kCaught));
  RC_ASSERT(hazard || (mask & hazards) == 0);
  if (mask == 0 && facts.arrived_at > kDeadline) {
    RC_ASSERT_THROWS_AS((void)cause_at(facts, kDeadline), InternalError);
    return;
  }
  const std::optional<Cause> cause = cause_at(facts, kDeadline);
  RC_ASSERT(cause.has_value() == (mask != 0));
  if (cause) {
    RC_ASSERT((mask & bit(*cause)) != 0);
    RC_ASSERT((mask & static_cast<unsigned>(bit(*cause) - 1)) == 0U);
  }
}

}  // namespace
}  // namespace yanbi
