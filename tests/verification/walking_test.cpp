// SPDX-License-Identifier: Apache-2.0
// Published pedestrian tests, in the form a network model can take them. Each test names its
// source; docs/verification.md lists what was expected and measured.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_city.hpp"
#include "tests/verification/row.hpp"

namespace yanbi::test {
namespace {

constexpr double kWideDoor = 1000.0;  // m: a door that holds nobody up

/// A straight way of `links` equal links with one person at its start and a door at its end.
City corridor(std::uint32_t length_mm, std::size_t links, double width, std::int32_t persons,
              WayForm form = WayForm::kFlat) {
  CityBuilder city;
  std::size_t here = city.node();
  std::size_t street = 0;
  std::size_t first = 0;
  const auto piece = static_cast<std::uint32_t>(length_mm / links);
  for (std::size_t i = 0; i < links; ++i) {
    const std::size_t next = city.node();
    street = city.street(here, next, piece);
    city.shape(width, form);
    first = i == 0 ? street : first;
    here = next;
  }
  city.origin("start", persons, OnStreet{first, 0});
  city.work("end", persons);
  city.door(OnStreet{street, piece}, 0.0, kWideDoor);
  return city.build();
}

// RiMEA 1 = NIST TN 1822 2.1 = ISO 20414 test 2: one person walks 40 m at 1.33 m/s: 30.1 s (NIST:
// 1 m/s, 40 s). In pieces of any size, since a network model must not round each piece up.
TEST(WalkingVerification, OnePersonWalksFortyMetresAtTheirOwnSpeed) {
  for (const std::size_t pieces : {1UL, 8UL, 80UL, 400UL}) {
    const CityRun rimea(corridor(40'000, pieces, 2.0, 1), drill(1.33, 600.0));
    EXPECT_NEAR(last_arrival(rimea.outcome), 30.1, 0.1 + 1e-9) << pieces << " pieces";
    const CityRun nist(corridor(40'000, pieces, 2.0, 1), drill(1.0, 600.0));
    EXPECT_DOUBLE_EQ(last_arrival(nist.outcome), 40.0) << pieces << " pieces";
  }
  const CityRun rimea(corridor(40'000, 1, 2.0, 1), drill(1.33, 600.0));
  report("RiMEA 1 / NIST 2.1 / ISO 2", "30.1 s", last_arrival(rimea.outcome), "s");
}

// RiMEA 2/3 and NIST 2.2: 10 m of stairs, with the factors of Weidmann, and a 100 m stair at 1 m/s.
TEST(WalkingVerification, StairsTakeLengthOverSpeedTimesFactor) {
  const CityRun down(corridor(10'000, 1, 2.0, 1, WayForm::kStairsDown), drill(1.0, 600.0));
  EXPECT_NEAR(last_arrival(down.outcome), 10.0 / 0.5, 0.1);
  const CityRun up(corridor(10'000, 1, 2.0, 1, WayForm::kStairsUp), drill(1.0, 600.0));
  EXPECT_NEAR(last_arrival(up.outcome), 10.0 / 0.35, 0.1);
  const CityRun tall(corridor(100'000, 1, 2.0, 1, WayForm::kStairsDown), drill(1.0, 600.0));
  EXPECT_NEAR(last_arrival(tall.outcome), 100.0 / 0.5, 0.1);
  report("RiMEA 2/3, NIST 2.2 (100 m down at 1 m/s)", "200.0 s", last_arrival(tall.outcome), "s");
}

// NIST 5.2 = ISO 20414 test 11 = IMO 4: 100 people leave through a 1 m door: at most 1.33 p/m/s, so
// the last is out after 75.2 s at the earliest. Ours passes 1.3 p/m/s (IMO MSC.1/Circ.1238).
TEST(WalkingVerification, AHundredPeoplePassAOneMetreDoorAtTheSpecificFlow) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t street = city.street(a, b, 10'000);
  city.shape(10.0);
  city.origin("room", 100, OnStreet{street, 5'000});
  city.work("out", 100);
  city.door(OnStreet{street, 5'000}, 0.0, 1.0);
  const CityRun run(city.build(), drill(1.34, 600.0));
  ASSERT_EQ(run.outcome.arrivals.size(), 100U);
  const double duration = last_arrival(run.outcome) - run.outcome.arrivals.front().at.seconds();
  EXPECT_LE(99.0 / duration, 1.33);
  EXPECT_GE(last_arrival(run.outcome), 75.2);
  EXPECT_NEAR(duration, 99.0 / 1.3, 0.2);
  report("NIST 5.2 / ISO 11 / IMO 4", "last out >= 75.2 s", last_arrival(run.outcome), "s");
}

/// A hall that opens into bottlenecks of the given widths, one after another, each 5 m long with a
/// 20 m hall behind it.
City bottlenecks(const std::vector<double>& widths, std::int32_t persons) {
  CityBuilder city;
  std::size_t here = city.node();
  std::size_t next = city.node();
  std::size_t street = city.street(here, next, 60'000);
  city.shape(8.0);
  city.origin("hall", persons, OnStreet{street, 0});
  for (const double width : widths) {
    here = next;
    next = city.node();
    city.street(here, next, 5'000);
    city.shape(width);
    here = next;
    next = city.node();
    street = city.street(here, next, 20'000);
    city.shape(8.0);
  }
  city.work("out", persons);
  city.door(OnStreet{street, 20'000}, 0.0, kWideDoor);
  return city.build();
}

/// Persons a second between the first and the last arrival.
double flow(const Outcome& outcome) {
  const double first = outcome.arrivals.front().at.seconds();
  return static_cast<double>(outcome.arrivals.size() - 1) / (last_arrival(outcome) - first);
}

LinkId link_between(const City& city, std::uint32_t tail, std::uint32_t head) {
  for (std::size_t l = 0; l < city.network.link_count(); ++l) {
    if (city.network.tail(LinkId(l)) == NodeId(tail) &&
        city.network.head(LinkId(l)) == NodeId(head)) {
      return LinkId(l);
    }
  }
  return {};
}

// RiMEA 12, first part: two bottlenecks in series of the same width: the queue is at the first
// only.
TEST(WalkingVerification, OfTwoEqualBottlenecksOnlyTheFirstHasAQueue) {
  const CityRun run(bottlenecks({1.0, 1.0}, 300), drill(1.34, 3600.0));
  ASSERT_EQ(run.outcome.arrivals.size(), 300U);
  const auto peak = [&](std::uint32_t tail) {
    return run.outcome.links.peak_queue[link_between(run.city, tail, tail + 1).index()];
  };
  const std::int32_t first = peak(0);   // the hall, before the first bottleneck
  const std::int32_t second = peak(2);  // the hall between the two
  EXPECT_GT(first, 100);
  EXPECT_LE(second, 2);
  report("RiMEA 12, queue before the second of two equal bottlenecks", "<= 2 persons", second,
         "persons");
}

// RiMEA 12, second part, and ISO 20414 test 12: the flow is proportional to the width.
TEST(WalkingVerification, FlowThroughABottleneckIsProportionalToItsWidth) {
  double before = 0.0;
  for (const double width : {0.8, 1.0, 1.2, 1.8}) {
    const CityRun run(bottlenecks({width}, 400), drill(1.34, 3600.0));
    ASSERT_EQ(run.outcome.arrivals.size(), 400U);
    const double measured = flow(run.outcome);
    EXPECT_NEAR(measured / width, 1.22, 0.02 * 1.22) << width << " m";
    EXPECT_GT(measured, before);
    before = measured;
    if (width == 1.2) {
      report("RiMEA 12, flow through 1.2 m", "1.464 p/s", measured, "p/s");
    }
  }
}

/// A room of 1000 people with `exits` doors of 1 m, shared out evenly.
City room(int exits) {
  CityBuilder city;
  const std::size_t middle = city.node();
  std::vector<std::size_t> arms;
  for (int e = 0; e < exits; ++e) {
    arms.push_back(city.street(middle, city.node(), 15'000));
    city.shape(8.0);
  }
  for (int e = 0; e < exits; ++e) {
    // A name each, since a city of one origin would come out of one door of the room.
    city.origin("corner" + std::to_string(e), 1000 / exits,
                OnStreet{arms[static_cast<std::size_t>(e)], 0});
    city.work("exit" + std::to_string(e), 1000 / exits);
    city.door(OnStreet{arms[static_cast<std::size_t>(e)], 15'000}, 0.0, 1.0);
  }
  return city.build();
}

// RiMEA 9: a room of 1000 people clears twice as fast through four exits as through two.
TEST(WalkingVerification, FourExitsClearARoomTwiceAsFastAsTwo) {
  Scenario scenario = drill(1.34, 3600.0);
  scenario.plan.policy = PlanPolicy::kNearestWithPlaces;
  const CityRun four(room(4), scenario);
  const CityRun two(room(2), scenario);
  ASSERT_EQ(four.outcome.arrivals.size(), 1000U);
  ASSERT_EQ(two.outcome.arrivals.size(), 1000U);
  const double ratio = last_arrival(two.outcome) / last_arrival(four.outcome);
  EXPECT_NEAR(ratio, 2.0, 0.1);
  report("RiMEA 9, clearance with two exits / with four", "2.0 +-5 %", ratio, "");
}

// RiMEA 11: two exits, one nearer; with an assignment that knows how much each takes, the nearer is
// preferred, some use the farther, and neither stands idle while the other has a queue.
TEST(WalkingVerification, WithKnownCapacitiesTheNearerExitIsPreferredAndBothAreUsed) {
  CityBuilder city;
  const std::size_t left = city.node();
  const std::size_t middle = city.node();
  const std::size_t right = city.node();
  const std::size_t near = city.street(middle, left, 10'000);
  city.shape(10.0);
  const std::size_t far = city.street(middle, right, 30'000);
  city.shape(10.0);
  for (int i = 0; i < 10; ++i) {
    city.origin("seat" + std::to_string(i), 100, OnStreet{near, 0});
  }
  // Places in proportion to what the doors pass in the same time, less the longer walk.
  city.work("near", 506);
  city.door(OnStreet{near, 10'000}, 0.0, 1.0);
  city.work("far", 494);
  city.door(OnStreet{far, 30'000}, 0.0, 1.0);
  Scenario scenario = drill(1.34, 3600.0);
  scenario.plan.policy = PlanPolicy::kNearestWithPlaces;
  const CityRun run(city.build(), scenario);
  ASSERT_EQ(run.outcome.arrivals.size(), 1000U);
  EXPECT_GT(run.outcome.shelters.admitted[0], run.outcome.shelters.admitted[1]);
  EXPECT_GT(run.outcome.shelters.admitted[1], 0);
  double last_near = 0.0;
  double last_far = 0.0;
  for (const Arrival& arrival : run.outcome.arrivals) {
    (arrival.shelter == ShelterId(0) ? last_near : last_far) = arrival.at.seconds();
  }
  // Within the time one door takes for one hundredth of the people.
  EXPECT_NEAR(last_near, last_far, 10.0 / 1.3);
  report("RiMEA 11, difference between the last through each exit", "0 s +-7.7 s",
         std::abs(last_near - last_far), "s");
}

// RiMEA 10 = NIST 3.1 = ISO 8: people of twelve rooms use the exit they are allocated.
TEST(WalkingVerification, PeopleUseTheExitTheyAreAllocated) {
  CityBuilder city;
  const std::size_t west = city.node();
  std::size_t here = west;
  std::vector<std::size_t> corridor_streets;
  for (int i = 0; i < 12; ++i) {
    const std::size_t next = city.node();
    corridor_streets.push_back(city.street(here, next, 5'000));
    here = next;
  }
  for (int i = 0; i < 12; ++i) {
    city.origin("room" + std::to_string(i), 2,
                OnStreet{corridor_streets[static_cast<std::size_t>(i)], 2'500});
  }
  city.work("main", 16);
  city.door(OnStreet{corridor_streets.front(), 0}, 0.0, 1.0);
  city.work("secondary", 8);
  city.door(OnStreet{corridor_streets.back(), 5'000}, 0.0, 1.0);
  Scenario scenario = drill(1.34, 600.0);
  scenario.plan.policy = PlanPolicy::kNearestWithPlaces;
  const CityRun run(city.build(), scenario);
  for (std::size_t p = 0; p < run.parties.size(); ++p) {
    EXPECT_EQ(run.outcome.parties.shelter[p], run.plan.shelter[p]);
  }
  EXPECT_EQ(run.outcome.shelters.admitted[0], 16);
  EXPECT_EQ(run.outcome.shelters.admitted[1], 8);
}

// RiMEA 4 = ISO 20414 test 13, on a link: a steady stream through a corridor walks at the speed of
// Weidmann's curve at its own density, q = v rho, up to capacity, and never above the free speed.
TEST(WalkingVerification, ASteadyStreamWalksAtTheSpeedOfItsDensity) {
  const WalkingParameters walking;
  for (const double density : {0.25, 0.5, 0.75, 1.0, 1.25}) {
    const double speed = 1.34 * speed_ratio(walking, density);
    const double width = 4.0;
    const double length = 200.0;
    const double persons_per_s = density * speed * width;
    CityBuilder city;
    const std::size_t a = city.node();
    const std::size_t b = city.node();
    const std::size_t street = city.street(a, b, static_cast<std::uint32_t>(length * 1000.0));
    city.shape(width);
    // Near capacity a disturbance leaves at dq/drho, about 0.3 m/s at 1.25 /m2: fill for long.
    const double settling = 3000.0;
    const double feeding = 4500.0;
    const auto persons = static_cast<std::int32_t>(persons_per_s * feeding);
    city.origin("stream", persons, OnStreet{street, 0});
    city.work("out", persons);
    city.door(OnStreet{street, static_cast<std::uint32_t>(length * 1000.0)}, 0.0, kWideDoor);
    Scenario scenario = drill(1.34, 7200.0);
    scenario.response.delay.shape = Distribution::Shape::kUniform;
    scenario.response.delay.b = feeding;
    const CityRun run(city.build(), scenario);
    double sum = 0.0;
    int count = 0;
    double least = 1e9;
    for (std::size_t p = 0; p < run.parties.size(); ++p) {
      const double start = run.outcome.parties.departed_at[p].seconds();
      const double walked = run.outcome.parties.arrived_at[p].seconds() - start;
      least = std::min(least, walked);
      if (start > settling && start < feeding) {
        sum += walked;
        ++count;
      }
    }
    const double measured = length / (sum / count);
    EXPECT_NEAR(measured, speed, 0.02 * speed) << density << " persons per m2";
    EXPECT_GE(least, length / 1.34 - 0.1);
    if (density == 1.0) {
      report("RiMEA 4 / ISO 13, speed on a link at 1 /m2", "1.058 m/s +-2 %", measured, "m/s");
    }
  }
}

}  // namespace
}  // namespace yanbi::test
