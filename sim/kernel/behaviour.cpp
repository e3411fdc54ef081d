// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/behaviour.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

#include "models/age_speed.hpp"
#include "models/distribution.hpp"
#include "models/walking.hpp"
#include "sim/base/assert.hpp"
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

/// A delay; one that is the same for all costs no draw.
Tick draw_delay(const RandomStream& random, const Distribution& delay, Purpose purpose,
                std::uint64_t key) {
  const bool varies = delay.shape != Distribution::Shape::kConstant;
  constexpr double kAny = 0.5;
  return bounded_tick(quantile(delay, varies ? random.uniform(purpose, key) : kAny));
}

/// What a party's members make of it.
struct PartyMobility {
  double speed = 0.0;  ///< free speed of the slowest, m/s
  bool vulnerable = false;
};

/// Draws the members of parties.
class Members {
 public:
  Members(const Parties& parties, const Scenario& scenario, std::uint32_t replicate)
      : parties_(parties),
        walking_(scenario.walking),
        mobility_(scenario.people.mobility),
        by_age_(scenario.people.speed_by_age == SpeedByAge::kBohannon),
        speeds_(scenario.walking),
        random_(scenario.run.seed, replicate),
        fixed_(scenario.run.seed, 0) {}

  [[nodiscard]] PartyMobility draw(std::size_t party) const {
    const std::span<const std::uint8_t> ages = parties_.ages_of(party);
    const std::uint64_t key = parties_.key[party];
    PartyMobility result;
    bool someone_differs = false;
    for (std::uint32_t member = 0; member < parties_.persons[party]; ++member) {
      const std::optional<int> age = known_age(ages, member);
      const bool limited = is_limited(age, key, member);
      result.vulnerable = result.vulnerable || limited || (age && *age < mobility_.child_age);
      someone_differs = someone_differs || (age ? by_age_ : limited);
    }
    result.speed = someone_differs ? least_speed(ages, key, parties_.persons[party])
                                   : speed_of_equals(key, parties_.persons[party]);
    return result;
  }

 private:
  [[nodiscard]] static std::optional<int> known_age(std::span<const std::uint8_t> ages,
                                                    std::uint32_t member) {
    return ages.empty() || ages[member] == Parties::kAgeNotKnown ? std::nullopt
                                                                 : std::optional<int>(ages[member]);
  }

  [[nodiscard]] bool is_limited(std::optional<int> age, std::uint64_t key,
                                std::uint32_t member) const noexcept {
    const double share = age ? limited_share_at(mobility_, *age) : mobility_.limited_share;
    return fixed_.happens(share, Purpose::kMobility, key, member);
  }

  /// The quantile rises with its argument, so the least argument gives the least speed.
  [[nodiscard]] double speed_of_equals(std::uint64_t key, std::uint16_t persons) const noexcept {
    double least = 1.0;
    for (std::uint32_t member = 0; member < persons; ++member) {
      least = std::min(least, random_.uniform(Purpose::kFreeSpeed, key, member));
    }
    return speeds_.quantile(least);
  }

  [[nodiscard]] double least_speed(std::span<const std::uint8_t> ages, std::uint64_t key,
                                   std::uint16_t persons) const noexcept {
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t member = 0; member < persons; ++member) {
      least = std::min(least, speed_of(known_age(ages, member), key, member));
    }
    return least;
  }

  /// Age changes the mean of free speeds and keeps their spread around it in proportion.
  [[nodiscard]] double speed_of(std::optional<int> age, std::uint64_t key,
                                std::uint32_t member) const noexcept {
    const double p = random_.uniform(Purpose::kFreeSpeed, key, member);
    if ((by_age_ || !age) && is_limited(age, key, member)) {
      return limited_speed(mobility_, p);
    }
    const double speed = speeds_.quantile(p);
    return by_age_ && age ? std::clamp(speed * (comfortable_speed(*age) / walking_.free_speed_mean),
                                       walking_.free_speed_min, walking_.free_speed_max)
                          : speed;
  }

  const Parties& parties_;
  const WalkingParameters& walking_;
  const MobilityParameters& mobility_;
  bool by_age_;
  FreeSpeedDistribution speeds_;
  RandomStream random_;
  RandomStream fixed_;  ///< what people are does not change from run to run
};

/// The sirens of one run.
class WorkingSirens {
 public:
  WorkingSirens(const SirenCoverage& coverage, double heard, const RandomStream& random)
      : coverage_(coverage), heard_(heard), random_(random) {
    works_.reserve(coverage.key.size());
    for (std::size_t s = 0; s < coverage.key.size(); ++s) {
      works_.push_back(
          !random.happens(coverage.failure[s], Purpose::kSirenFailure, coverage.key[s]));
    }
  }

  /// When the first working siren is heard by a household; never when none is.
  [[nodiscard]] Tick warn(OriginId origin, std::uint64_t household) const {
    if (coverage_.empty() || !random_.happens(heard_, Purpose::kSirenHeard, household)) {
      return Tick::never();
    }
    for (std::uint32_t i = coverage_.first[origin.index()]; i < coverage_.first[origin.index() + 1];
         ++i) {
      if (works_[coverage_.siren[i]]) {
        return bounded_tick(coverage_.after[i]);
      }
    }
    return Tick::never();
  }

 private:
  const SirenCoverage& coverage_;
  double heard_;
  const RandomStream& random_;
  std::vector<bool> works_;
};

struct Times {
  Tick warned;
  Tick departs;
};

/// The signals around the alarm, as they change when a party that complies goes.
class Timeline {
 public:
  Timeline(const AlarmParameters& alarm, const RandomStream& random)
      : alarm_(alarm),
        random_(random),
        pre_warning_(to_tick(alarm.pre_warning.value_or(0.0))),
        all_clear_(alarm.all_clear ? to_tick(*alarm.all_clear) : Tick::never()) {}

  /// When a party leaves that the alarm reaches at `warned`, and that needs `delay` to be ready.
  [[nodiscard]] Times times(Tick warned, Tick delay, std::uint64_t key) const {
    Times times{warned, sum(warned, delay)};
    if (hears_pre_warning(key)) {
      // The pre-warning takes as long to come as the alarm does.
      const Tick ready = before_alarm(times.departs);
      times.warned = alarm_.leave_at_pre_warning ? before_alarm(warned) : warned;
      times.departs = std::max(times.warned, ready);
    }
    if (times.departs > all_clear_) {
      times.departs = Tick::never();
    }
    return times;
  }

 private:
  [[nodiscard]] bool hears_pre_warning(std::uint64_t key) const noexcept {
    return alarm_.pre_warning &&
           random_.happens(alarm_.pre_warning_heard, Purpose::kPreWarning, key);
  }

  /// What happens so long after the pre-warning, on the clock of the alarm; a run begins with the
  /// alarm.
  [[nodiscard]] Tick before_alarm(Tick after_pre_warning) const noexcept {
    return after_pre_warning.is_never()
               ? Tick::never()
               : Tick{std::max(0, after_pre_warning.count - pre_warning_.count)};
  }

  const AlarmParameters& alarm_;
  const RandomStream& random_;
  Tick pre_warning_;
  Tick all_clear_;
};

}  // namespace

Behaviour draw_behaviour(const Parties& parties, const Scenario& scenario,
                         std::span<const Tick> departures, std::uint32_t replicate, int threads) {
  YANBI_EXPECT(departures.empty() || departures.size() == parties.size());
  const std::size_t count = parties.size();
  Behaviour behaviour{std::vector<Tick>(count), std::vector<std::uint8_t>(count),
                      std::vector<Tick>(count), std::vector<double>(count),
                      std::vector<std::uint8_t>(count)};
  const RandomStream random(scenario.run.seed, replicate);
  const Members members(parties, scenario, replicate);
  const WarningParameters& warning = scenario.warning;
  const ResponseParameters& response = scenario.response;
  const Timeline timeline(scenario.alarm, random);
  const WorkingSirens sirens(parties.sirens, warning.siren.heard, random);
  const auto draw = [&](std::size_t p) {
    const std::uint64_t key = parties.key[p];
    const bool reached = random.happens(warning.reach, Purpose::kWarningReach, key);
    const Tick told =
        reached ? draw_delay(random, warning.delay, Purpose::kWarningDelay, key) : Tick::never();
    const Tick warned = std::min(told, sirens.warn(parties.origin[p], key));
    const Tick planned = departures.empty() ? Tick::never() : departures[p];
    const bool is_planned = !planned.is_never();
    const bool complies =
        is_planned || random.happens(response.compliance, Purpose::kCompliance, key);
    const Tick delay =
        is_planned ? Tick{} : draw_delay(random, response.delay, Purpose::kResponseDelay, key);
    const Times times = timeline.times(warned, delay, key);
    behaviour.complies[p] = complies ? 1 : 0;
    behaviour.warned_at[p] = std::min(times.warned, planned);
    behaviour.departs_at[p] = is_planned ? planned : complies ? times.departs : Tick::never();
    const PartyMobility mobility = members.draw(p);
    behaviour.speed[p] = mobility.speed;
    behaviour.vulnerable[p] = mobility.vulnerable ? 1 : 0;
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
