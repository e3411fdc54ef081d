// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/arrivals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace yanbi {
namespace {

using ::testing::ElementsAre;

constexpr std::uint32_t kTick = Instant::kPerTick;

std::vector<std::pair<std::uint32_t, int>> who_and_persons(const std::vector<Arrival>& arrivals) {
  std::vector<std::pair<std::uint32_t, int>> list;
  for (const Arrival& arrival : arrivals) {
    list.emplace_back(arrival.party.raw(), arrival.persons);
  }
  return list;
}

TEST(Arrivals, ComeInOrderOfTimeThenParty) {
  const auto arrivals = arrivals_in_order({{Instant{5 * kTick}, 3, 0, 0, 2},
                                           {Instant{kTick - 1}, 7, 1, 0, 1},
                                           {Instant{5 * kTick}, 2, 0, 0, 4},
                                           {Instant{kTick}, 1, 1, 0, 3}});
  EXPECT_THAT(who_and_persons(arrivals),
              ElementsAre(std::pair(7U, 1), std::pair(1U, 3), std::pair(2U, 4), std::pair(3U, 2)));
  // Ticks are rounded up: inside at a tick is who was inside by then.
  EXPECT_EQ(arrivals[0].at, Tick{1});
  EXPECT_EQ(arrivals[1].at, Tick{1});
  EXPECT_EQ(arrivals[3].at, Tick{5});
}

TEST(Arrivals, WhoComesInAndLosesTheShelterAtOnceComesInFirst) {
  const auto arrivals =
      arrivals_in_order({{Instant{kTick}, 4, 0, 0, -2}, {Instant{kTick}, 4, 0, 0, 2}});
  EXPECT_THAT(who_and_persons(arrivals), ElementsAre(std::pair(4U, 2), std::pair(4U, -2)));
}

TEST(Arrivals, NobodyIsNoArrival) { EXPECT_TRUE(arrivals_in_order({}).empty()); }

RC_GTEST_PROP(Arrivals, AreTheAdmissionsSorted, ()) {
  std::vector<Admission> admissions;
  const auto count = *rc::gen::inRange(0, 60);
  for (int i = 0; i < count; ++i) {
    admissions.push_back({Instant{*rc::gen::inRange(0U, 4 * kTick)}, *rc::gen::inRange(0U, 5U),
                          *rc::gen::inRange(0U, 3U), 0, *rc::gen::inRange(-2, 3)});
  }
  const auto arrivals = arrivals_in_order(admissions);
  std::sort(admissions.begin(), admissions.end(), [](const Admission& a, const Admission& b) {
    return std::tie(a.at, a.party, b.persons, a.shelter) <
           std::tie(b.at, b.party, a.persons, b.shelter);
  });
  RC_ASSERT(arrivals.size() == admissions.size());
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    RC_ASSERT(arrivals[i].at == to_tick(admissions[i].at));
    RC_ASSERT(arrivals[i].party.raw() == admissions[i].party);
    RC_ASSERT(arrivals[i].shelter.raw() == admissions[i].shelter);
    RC_ASSERT(arrivals[i].persons == admissions[i].persons);
  }
}

TEST(Waits, NinetyFivePercentOfThePersonsWaitedNoLonger) {
  ShelterFacts facts;
  facts.entrance_wait_p95.resize(3);
  // Shelter 0: 95 of 100 persons wait one tick. Shelter 2: 94 do. Nobody comes to shelter 1.
  write_waits({{Instant{}, 0, 0, 9 * kTick, 5},
               {Instant{}, 1, 2, 7 * kTick, 6},
               {Instant{}, 2, 0, kTick, 95},
               {Instant{}, 3, 2, kTick, 94},
               {Instant{}, 2, 0, 0, -95}},
              facts);
  EXPECT_THAT(facts.entrance_wait_p95, ElementsAre(Tick{1}, Tick{}, Tick{7}));
}

}  // namespace
}  // namespace yanbi
