// SPDX-License-Identifier: Apache-2.0
#pragma once
// The links as the kernel sees them: constants, and what changes, split by who owns it. The node at
// a link's tail owns entries, the node at its head owns exits; each reads of the other's side only
// what was published at the end of an earlier step.

#include <cstdint>
#include <vector>

#include "models/walking.hpp"
#include "sim/base/id.hpp"
#include "sim/base/large_pages.hpp"
#include "sim/base/time.hpp"
#include "sim/city/road_network.hpp"

namespace yanbi {

/// "No link", "no party" and "no feeder" in the kernel's intrusive lists.
inline constexpr std::uint32_t kNone = 0xFFFFFFFFU;

/// What holds up those who wait: the queue of a door somewhere ahead, or anything else.
enum class Blocker : std::uint8_t { kCongestion = 0, kDoor = 1 };

/// What never changes during a run.
struct LinkConstants {
  double inverse_area = 0.0;  ///< 1/m2, of the street: both directions share it
  double headway = 0.0;       ///< instants a person at the exit, with the whole width to itself
  double form_factor = 1.0;   ///< speed here / speed on the flat
  std::uint32_t length_mm = 0;
  std::uint32_t storage = 0;  ///< persons that may stand on the street, both directions together
  std::uint32_t opposite = kNone;
  std::uint32_t tail_chunk = 0;
  std::uint32_t head_chunk = 0;
  std::uint32_t place_at_tail = 0;  ///< which of the links that leave its tail it is
};

/// Owned by the node at the tail.
struct LinkTail {
  std::uint32_t entered = 0;  ///< persons, since the start
  /// Persons on the link as seen from its tail: a place freed at the other end still counts until
  /// the backward wave has brought it here. Never fewer than are really there.
  std::uint32_t occupancy = 0;
  std::uint32_t first_waiter = kNone;  ///< feeders that wait to enter; a list through Feeder::next
  Instant next_entry;                  ///< walkers from other links are stepping on until then
  Instant entry_wake;  ///< time for which those who wait for that have been told to look again
  std::uint32_t entered_step = kNone;  ///< last step in which somebody entered
  std::uint32_t retry_step = kNone;    ///< last step for which a retry was ordered
  double merge_clock = 0.0;            ///< turn of the feeder served last
};

/// Owned by the node at the head.
struct LinkHead {
  std::uint32_t reached = 0;  ///< persons who stopped moving at the exit or a door, since the start
  std::uint32_t left = 0;     ///< persons who left by the exit or a door, since the start
  std::uint32_t queued = 0;   ///< persons in the exit's queue
  std::uint32_t door_waiting = 0;  ///< persons waiting at doors along the link
};

/// What both sides and the opposite link may read: the state at the end of the step before.
struct LinkPublished {
  std::uint32_t entered = 0;
  std::uint32_t occupancy = 0;
  std::uint32_t reached = 0;
  std::uint32_t left = 0;
  Blocker blocker = Blocker::kCongestion;  ///< what holds up those who stand on this link

  /// Persons on the link.
  [[nodiscard]] std::uint32_t present() const noexcept { return entered - left; }
};

/// A queue that feeds a node: the exit of a link, or the people who come out of the buildings along
/// a link and want to step onto it. First come, first served; its head may be blocked by a full
/// street.
struct Feeder {
  std::uint32_t first = kNone;  ///< party at the head
  std::uint32_t last = kNone;
  Instant next_release;  ///< the exit has passed somebody and is busy until then
  std::uint32_t next_waiter = kNone;
  bool blocked = false;
  /// What blocks the head; between two parties what blocked the one before, so that a queue that
  /// moves up by one party is not taken for one that flows.
  Blocker blocker = Blocker::kCongestion;
  Instant blocked_since;        ///< start of the part of the blocked time not yet counted
  std::uint32_t door_time = 0;  ///< instants that the head was blocked by doors, since the start
};

/// All links and feeders of a run, and which chunk of nodes owns each.
class NetworkState {
 public:
  /// @param chunks number of groups of nodes that are worked on independently, at least 1.
  NetworkState(const RoadNetwork& network, const WalkingParameters& walking, std::uint32_t chunks);

  [[nodiscard]] std::size_t link_count() const noexcept { return constants.size(); }
  /// Feeder of the exit of `link`; of the buildings along it.
  [[nodiscard]] std::uint32_t exit_feeder(std::uint32_t link) const noexcept { return link; }
  [[nodiscard]] std::uint32_t building_feeder(std::uint32_t link) const noexcept {
    return static_cast<std::uint32_t>(link_count()) + link;
  }
  [[nodiscard]] bool is_exit(std::uint32_t feeder) const noexcept { return feeder < link_count(); }
  [[nodiscard]] std::uint32_t link_of(std::uint32_t feeder) const noexcept {
    return is_exit(feeder) ? feeder : feeder - static_cast<std::uint32_t>(link_count());
  }
  /// When it is the turn of `feeder` to step onto `link`. The turns at one link are comparable with
  /// each other only: the clocks of two links run independently.
  [[nodiscard]] double& turn(std::uint32_t feeder, std::uint32_t link) noexcept {
    return turns_[first_turn_[feeder] + (is_exit(feeder) ? constants[link].place_at_tail : 0U)];
  }
  [[nodiscard]] double turn(std::uint32_t feeder, std::uint32_t link) const noexcept {
    return turns_[first_turn_[feeder] + (is_exit(feeder) ? constants[link].place_at_tail : 0U)];
  }
  /// Instants that a freed place takes to be seen `distance_mm` upstream.
  [[nodiscard]] std::uint32_t wave_time(std::uint32_t distance_mm) const noexcept;

  LargeVector<LinkConstants> constants;
  LargeVector<LinkTail> tail;
  LargeVector<LinkHead> head;
  LargeVector<LinkPublished> published;
  LargeVector<Feeder> feeders;

 private:
  double wave_speed_;                      // m/s
  std::vector<std::uint32_t> first_turn_;  // by feeder
  std::vector<double> turns_;              // of a feeder, by the link that it waits for
};

}  // namespace yanbi
