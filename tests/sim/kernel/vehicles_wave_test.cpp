// SPDX-License-Identifier: Apache-2.0
// What kinematic-wave links add to the rules of queues, worked out by hand: the entry passes one
// vehicle each headway, and a freed place comes back with the wave.

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/kernel/vehicle_network.hpp"
#include "tests/sim/kernel/driving_city.hpp"

namespace yanbi::test {
namespace {

constexpr std::int32_t kManyPlaces = 10'000;

/// Roads one after the other, of which each has its own length and capacity, at 10 m/s.
class WaveChain {
 public:
  WaveChain() { city_.shelter(kManyPlaces); }
  std::size_t road(std::uint32_t length_mm, float capacity) {
    const std::size_t head = city_.node();
    way_.push_back(city_.road({end_, head, length_mm, 10.0F, capacity}));
    end_ = head;
    return way_.back();
  }
  void trip(double departs_s = 0.0) { city_.trip({way_, to_tick(departs_s)}); }
  [[nodiscard]] DrivingRun run(double until_s) const {
    return {city_, drive(until_s, LinkModel::kKinematicWave)};
  }
  [[nodiscard]] std::int64_t left_by(std::size_t road, double at_s) const {
    return run(at_s).volume(road);
  }

 private:
  DrivingCity city_;
  std::size_t end_ = city_.node();
  std::vector<std::size_t> way_;
};

// The first road lets one out each second, the second takes one each two.
TEST(VehiclesWave, TheEntryPassesOneVehicleEachHeadway) {
  WaveChain chain;
  const std::size_t home = chain.road(100'000, 1.0F);
  chain.road(1'000'000, 0.5F);
  for (int i = 0; i < 5; ++i) {
    chain.trip();
  }
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(chain.left_by(home, 10.0 + 2.0 * i - 0.1), i);
    EXPECT_EQ(chain.left_by(home, 10.0 + 2.0 * i), i + 1);
  }
}

// Nobody else comes: the second waits beside the road for two seconds, and not at its end.
TEST(VehiclesWave, WhoPullsOutPassesTheEntryToo) {
  WaveChain chain;
  chain.road(100'000, 0.5F);
  chain.trip();
  chain.trip();
  const DrivingRun run = chain.run(600.0);
  EXPECT_EQ(run.outcome().diagnostics.entry_waits, to_instants(2.0));
  EXPECT_EQ(run.arrived(0), to_tick(10.0));
  EXPECT_EQ(run.arrived(1), to_tick(12.0));
}

// 60 m at 0.5 vehicles/s have eight places, a free time of 6 s and a wave of 8 * 2 - 6 = 10 s. Its
// exit is held to one vehicle each 10 s by the entry of the next road: they leave at 16, 26, 36 s.
// Eight have come in by 24 s; the others follow 10 s after a place has become free.
TEST(VehiclesWave, AFreedPlaceComesBackWithTheWave) {
  WaveChain chain;
  const std::size_t home = chain.road(100'000, 1.0F);
  const std::size_t middle = chain.road(60'000, 0.5F);
  chain.road(1'000'000, 0.1F);
  for (int i = 0; i < 12; ++i) {
    chain.trip();
  }
  EXPECT_EQ(chain.left_by(middle, 36.0), 3);
  EXPECT_EQ(chain.left_by(home, 24.0), 8);
  const std::vector<double> places_at = {26.0, 36.0, 46.0, 56.0};
  for (std::size_t i = 0; i < places_at.size(); ++i) {
    EXPECT_EQ(chain.left_by(home, places_at[i] - 0.1), static_cast<std::int64_t>(8 + i));
    EXPECT_EQ(chain.left_by(home, places_at[i]), static_cast<std::int64_t>(9 + i));
  }
}

// A vehicle each headway of two seconds: every place is needed just when it comes back, to the
// instant, over roads whose free times are odd numbers of instants.
TEST(VehiclesWave, ARoadPassesItsWholeCapacity) {
  WaveChain chain;
  for (const std::uint32_t length_mm : {60'013U, 45'001U, 33'333U, 60'013U}) {
    chain.road(length_mm, 0.5F);
  }
  constexpr std::size_t kTrips = 60;
  for (std::size_t i = 0; i < kTrips; ++i) {
    chain.trip(2.0 * static_cast<double>(i));
  }
  const DrivingRun run = chain.run(3600.0);
  for (std::size_t i = 1; i < kTrips; ++i) {
    EXPECT_EQ(run.arrived(i).count - run.arrived(0).count, static_cast<std::int32_t>(20 * i));
  }
  EXPECT_EQ(run.outcome().diagnostics.entry_waits, 0U);
}

// 14 m have one place, fewer than free flow at capacity needs: it is a queue, free again half a
// second after it has been driven over in 1.4 s.
TEST(VehiclesWave, ARoadTooShortForAWaveIsAQueue) {
  WaveChain chain;
  const std::size_t home = chain.road(100'000, 10.0F);
  chain.road(14'000, 1.0F);
  for (int i = 0; i < 5; ++i) {
    chain.trip();
  }
  const DrivingRun run = chain.run(600.0);
  EXPECT_EQ(run.volume(home), 5);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(run.arrived(i), to_tick(11.4 + 1.9 * static_cast<double>(i)));
  }
}

TEST(VehiclesWave, APlaceThatNeverComesBackIsFreeAfterEveryRun) {
  const Place place = Place::free_from(Instant::never());
  EXPECT_FALSE(place.is_taken());
  EXPECT_GT(place.free_time(), to_instant(to_tick(kLongestHorizonSeconds)));
}

// 10 m have one place, driven over in 1 s; one vehicle each 10 s makes that a wave of 9 s. From 11
// s on the second one waits for it, and nobody else is under way: a run that ends before 20 s is
// cut, not locked.
TEST(VehiclesWave, WhoWaitsForTheWaveIsNotLocked) {
  WaveChain chain;
  chain.road(100'000, 1.0F);
  chain.road(10'000, 0.1F);
  chain.trip();
  chain.trip();
  const DrivingRun cut = chain.run(15.0);
  EXPECT_EQ(cut.outcome().arrivals.size(), 1U);
  EXPECT_EQ(cut.outcome().diagnostics.waiting_at_end, 1);
  EXPECT_FALSE(cut.outcome().diagnostics.gridlocked);
  EXPECT_EQ(chain.run(600.0).arrived(1), to_tick(21.0));
}

/// Three roads that meet before one of eight places with a wave of 10 s, which leads to a road that
/// takes half as much: counts of vehicles in and out, tick by tick.
class WaveCounts {
 public:
  WaveCounts() {
    const std::size_t meeting = city_.node();
    const std::size_t end = city_.node();
    const std::size_t shared = city_.road({meeting, end, 60'000, 10.0F, 0.5F});
    const std::size_t last = city_.road({end, city_.node(), 600'000, 10.0F, 0.25F});
    city_.shelter(kManyPlaces);
    std::vector<std::size_t> feeders;
    for (const float capacity : {0.2F, 0.5F, 1.0F}) {
      feeders.push_back(city_.road({city_.node(), meeting, 77'777, 10.0F, capacity}));
      for (int i = 0; i < 15; ++i) {
        city_.trip({{feeders.back(), shared, last}, to_tick(0.7 * i)});
      }
    }
    for (int tick = 0; tick <= kTicks; ++tick) {
      const DrivingRun run(city_, drive((1 + tick) * 0.1, LinkModel::kKinematicWave));
      std::int64_t in = 0;
      for (const std::size_t feeder : feeders) {
        in += run.volume(feeder);
      }
      in_.push_back(in);
      out_.push_back(run.volume(shared));
    }
  }
  static constexpr int kTicks = 1'200;
  /// Vehicles that have come in, or gone out, by so many ticks.
  [[nodiscard]] std::int64_t in(int tick) const { return count(in_, tick); }
  [[nodiscard]] std::int64_t out(int tick) const { return count(out_, tick); }

 private:
  static std::int64_t count(const std::vector<std::int64_t>& counts, int tick) {
    return tick < 1 ? 0 : counts[static_cast<std::size_t>(tick - 1)];
  }
  DrivingCity city_;
  std::vector<std::int64_t> in_;
  std::vector<std::int64_t> out_;
};

TEST(VehiclesWave, TheCountsInAndOutKeepNewellsRules) {
  const WaveCounts counts;
  constexpr int kHeadway = 20;  // ticks
  constexpr int kWave = 100;
  constexpr int kPlaces = 8;
  int at_capacity = 0;
  int at_the_wave = 0;
  for (int tick = 1; tick <= WaveCounts::kTicks; ++tick) {
    // Over windows of any length at most the capacity, and one more.
    for (int from = 0; from < tick; ++from) {
      const std::int64_t most = 1 + (tick - from - 1) / kHeadway;
      ASSERT_LE(counts.in(tick)-counts.in(from), most) << from << " to " << tick;
      at_capacity += tick - from > 3 * kHeadway && counts.in(tick)-counts.in(from) == most;
    }
    // N_in(t) <= N_out(t - wave) + places; the wave may be an instant quicker than ten seconds,
    // since times of places are kept in two instants.
    const std::int64_t room = counts.out(tick - kWave + 1) + kPlaces;
    ASSERT_LE(counts.in(tick), room) << tick;
    at_the_wave += counts.in(tick) == counts.out(tick - kWave) + kPlaces;
  }
  // Or the bounds would say nothing.
  EXPECT_GT(at_capacity, 100);
  EXPECT_GT(at_the_wave, 100);
}

}  // namespace
}  // namespace yanbi::test
