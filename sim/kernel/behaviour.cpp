// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/behaviour.hpp"

#include <algorithm>

#include "models/distribution.hpp"
#include "models/walking.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/random.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kGrain = 4096;

/// Never, when a draw lies beyond the longest time a run may cover.
Tick bounded_tick(double seconds) noexcept {
  return seconds <= kLongestHorizonSeconds ? to_tick(seconds) : Tick::never();
}

Tick sum(Tick a, Tick b) noexcept {
  return a.is_never() || b.is_never() ? Tick::never() : Tick{a.count + b.count};
}

/// The slowest of the party's members decides: the quantile rises with its argument, so the least
/// argument gives the least speed.
double party_speed(const FreeSpeedDistribution& speeds, const RandomStream& random,
                   std::uint64_t key, std::uint16_t persons) noexcept {
  double least = 1.0;
  for (std::uint32_t member = 0; member < persons; ++member) {
    least = std::min(least, random.uniform(Purpose::kFreeSpeed, key, member));
  }
  return speeds.quantile(least);
}

}  // namespace

Behaviour draw_behaviour(const Parties& parties, const Scenario& scenario, std::uint32_t replicate,
                         int threads) {
  const std::size_t count = parties.size();
  Behaviour behaviour{std::vector<Tick>(count), std::vector<std::uint8_t>(count),
                      std::vector<Tick>(count), std::vector<double>(count)};
  const RandomStream random(scenario.run.seed, replicate);
  const FreeSpeedDistribution speeds(scenario.walking);
  const WarningParameters& warning = scenario.warning;
  const ResponseParameters& response = scenario.response;
  const auto draw = [&](std::size_t p) {
    const std::uint64_t key = parties.key[p];
    const bool reached = random.uniform(Purpose::kWarningReach, key) < warning.reach;
    const bool complies = random.uniform(Purpose::kCompliance, key) < response.compliance;
    const Tick warned =
        reached ? bounded_tick(quantile(warning.delay, random.uniform(Purpose::kWarningDelay, key)))
                : Tick::never();
    const Tick delay =
        bounded_tick(quantile(response.delay, random.uniform(Purpose::kResponseDelay, key)));
    behaviour.warned_at[p] = warned;
    behaviour.complies[p] = complies ? 1 : 0;
    behaviour.departs_at[p] = complies ? sum(warned, delay) : Tick::never();
    behaviour.speed[p] = party_speed(speeds, random, key, parties.persons[p]);
  };
  const std::size_t blocks = (count + kGrain - 1) / kGrain;
  parallel_for(blocks, threads, 1, [&](std::size_t block) {
    const std::size_t end = std::min(count, (block + 1) * kGrain);
    for (std::size_t p = block * kGrain; p < end; ++p) {
      draw(p);
    }
  });
  return behaviour;
}

}  // namespace yanbi
