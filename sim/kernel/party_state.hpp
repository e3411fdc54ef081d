// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parties while they move, and the ledger of what delayed each of them up to each deadline.

#include <cstdint>
#include <vector>

#include "models/flood_walking.hpp"
#include "sim/base/time.hpp"
#include "sim/kernel/network_state.hpp"
#include "sim/kernel/outcome.hpp"

namespace yanbi {

/// What a party is doing. At every moment each party is in exactly one of these.
enum class Stage : std::uint8_t {
  kHome,            ///< not left, or never will
  kApproaching,     ///< between a building or a door and the first link
  kWaitingToEnter,  ///< beside the first link, which is full
  kWalking,         ///< on a link
  kQueued,          ///< on a link, in the queue of its exit
  kAtDoor,          ///< on a link, at the door of a shelter
  kSheltered,       ///< inside
  kGivenUp,         ///< refused, and nowhere else to go
  kLooking,         ///< stands on a link, at its end, and looks for another way
  kStranded,        ///< no way leads anywhere; looks again when links open
  kCaught,          ///< taken away by the water
};
inline constexpr std::size_t kStageCount = 11;

/// What has delayed a party so far, instants.
struct DelayCount {
  std::uint32_t entrance = 0;
  std::uint32_t congestion = 0;
  std::uint32_t hazard = 0;
  std::uint32_t open_deadline = 0;  ///< the first deadline that is not settled yet
};

/// One party on the move: all that movement touches of it, in one cache line.
struct alignas(64) Mover {
  double speed = 0.0;  ///< m/s on foot, free speed of the slowest member
  std::uint32_t cursor =
      0;  ///< position in the plan's list of all links: where it is, or is about to be
  std::uint32_t last = 0;  ///< position of its route's last link
  std::uint32_t route = kNone;
  std::uint32_t next = kNone;  ///< next party in the same queue
  Instant since;  ///< start of the wait, while it waits; in a vehicle, own time at the link's end
  std::uint32_t door_time_before = 0;  ///< Feeder::door_time when it joined the queue
  std::uint16_t persons = 0;  ///< still on the way (fewer than the party once it has been split)
  std::uint8_t refusals = 0;
  Stage stage = Stage::kHome;
  DelayCount delays;
  std::uint32_t seen_from =
      0;  ///< in a vehicle on a short link: the step from which its end sees it
  PersonClass people = PersonClass::kAdult;  ///< of its most vulnerable member
  bool hears_news = false;                   ///< of closures, as they are made known
  std::uint8_t detours = 0;
};
static_assert(sizeof(Mover) == 64);

/// Counts what delayed each party, and remembers the counts as they stood at each deadline. The
/// counts themselves lie with the parties. The delays of one party are reported in the order of its
/// own time; deadlines are settled lazily, when a delay ends after them, so that exact times decide
/// and not the step in which they were handled.
class DelayLedger {
 public:
  /// @param hazards whether any hazard can delay anybody.
  DelayLedger(std::size_t parties, const std::vector<Tick>& deadlines, bool hazards = false);

  /// `party` was delayed from `from` to `to`; `by_door` instants of that were due to doors, spread
  /// evenly where a deadline cuts the delay. Precondition: by_door <= to - from.
  void add(std::uint32_t party, DelayCount& count, Instant from, Instant to,
           std::uint32_t by_door) {
    if (deadlines_[count.open_deadline] < to) {
      settle_before(party, count, from, to, by_door);
    }
    count.entrance += by_door;
    count.congestion += to.count - from.count - by_door;
  }
  /// `party` loses `duration` to a hazard, known at `at`: all of it counts from then on, although
  /// some of it lies ahead.
  void add_hazard(std::uint32_t party, DelayCount& count, Instant at, std::uint32_t duration) {
    if (deadlines_[count.open_deadline] < at) {
      settle_before(party, count, at, at, 0);
    }
    count.hazard += duration;
  }
  /// Settles the deadlines that are still open for `party`; nothing is added afterwards.
  void settle(std::uint32_t party, DelayCount& count);
  [[nodiscard]] std::vector<DelaysAtDeadline> take() { return std::move(at_deadline_); }

 private:
  void settle_before(std::uint32_t party, DelayCount& count, Instant from, Instant to,
                     std::uint32_t by_door);

  std::vector<Instant> deadlines_;  // and "never" behind them
  std::vector<DelaysAtDeadline> at_deadline_;
};

}  // namespace yanbi
