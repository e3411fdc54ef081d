// SPDX-License-Identifier: Apache-2.0
#pragma once
// Links as vehicles see them: first-in-first-out queues with a free-flow time, a capacity at the
// exit and places; with kinematic-wave links, a capacity at the entry too. The node at a link's
// tail owns its entry, the node at its head its exit, and the two meet only in the ring of places:
// what one end does in a step concerns the other no earlier than in the next, whichever of them is
// worked on first.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "models/driving.hpp"
#include "sim/base/large_pages.hpp"
#include "sim/base/time.hpp"
#include "sim/city/road_network.hpp"
#include "sim/kernel/network_state.hpp"
#include "sim/kernel/step.hpp"

namespace yanbi {

/// One place of a link: either who stands there, or when a vehicle may next enter it.
class Place {
 public:
  static constexpr std::uint32_t kMostParties = 1U << 30U;

  constexpr Place() noexcept = default;
  /// @param hurried the vehicle may reach the link's end in the step in which it entered.
  static constexpr Place taken_by(std::uint32_t party, bool hurried) noexcept {
    return Place(kTaken | (hurried ? kHurried : 0U) | party);
  }
  /// Times are kept in two instants each, so that a bit is left to tell the cases apart: rounded
  /// up, but "never" to the last that there is.
  static constexpr Place free_from(Instant at) noexcept {
    return Place(std::min((at.count >> 1U) + (at.count & 1U), kTaken - 1U));
  }

  [[nodiscard]] constexpr bool is_taken() const noexcept { return (word_ & kTaken) != 0; }
  [[nodiscard]] constexpr std::uint32_t party() const noexcept { return word_ & (kHurried - 1U); }
  [[nodiscard]] constexpr bool is_hurried() const noexcept { return (word_ & kHurried) != 0; }
  /// Precondition: not taken.
  [[nodiscard]] constexpr Instant free_time() const noexcept { return {word_ << 1U}; }

 private:
  friend class VehicleNetwork;
  static constexpr std::uint32_t kTaken = 1U << 31U;
  static constexpr std::uint32_t kHurried = 1U << 30U;
  explicit constexpr Place(std::uint32_t word) noexcept : word_(word) {}
  std::uint32_t word_ = 0;  // free since the start
};

/// Whether somebody waits to enter a link, and what for.
enum class Waiting : std::uint8_t {
  kNobody = 0,
  kForTime = 1,   ///< until the time at which the first place will be free
  kForPlace = 2,  ///< until somebody leaves the link: its exit tells
};

/// What links alike share: on most networks they are far fewer than the links.
struct VehicleLinkKind {
  double speed = 0.0;  ///< m/s
  std::uint32_t length_mm = 0;
  std::uint32_t free_time = 0;  ///< instants, the whole length
  std::uint32_t headway = 0;    ///< instants between two who leave
  std::uint32_t news_time = 0;  ///< instants until a place that becomes free shows at the tail
  std::uint16_t storage = 1;    ///< vehicles
  bool crosses = false;         ///< its ends belong to different chunks
  friend bool operator==(const VehicleLinkKind&, const VehicleLinkKind&) = default;
};

/// What movement on a link reads and writes, in one cache line. Shorter links have their ring of
/// places here; longer ones have it, and the positions in it, in a pool.
struct alignas(64) VehicleLink {
  static constexpr std::size_t kPlacesHere = 13;

  std::uint32_t kind : 28 = 0;
  std::uint32_t size_here : 4 = 0;  ///< places of the ring below; 0 = it lies in the pool
  Instant next_exit;     ///< the head's; the exit has passed somebody and is busy until then
  bool is_busy = false;  ///< the head's; its first vehicle waits for an event, or for room
  std::atomic<Waiting> waiting = Waiting::kNobody;  ///< the tail's
  std::uint8_t first = 0;                           ///< the head's; place of who leaves next
  std::uint8_t end = 0;                             ///< the tail's; place for who enters next
  std::array<std::atomic<std::uint32_t>, kPlacesHere> places{};
};
static_assert(sizeof(VehicleLink) == 64);

/// What feeds a link: the exit of another one, or the vehicles beside it.
struct VehicleFeeder {
  std::uint32_t next_waiter = kNone;
  std::uint32_t turn_length = 0;  ///< what each of its vehicles adds to its turn, instants
  std::uint64_t turn = 0;         ///< while it waits; comparable with others at the same link only
};

/// Those who wait for room around a link. Touched only where somebody waits.
struct alignas(64) VehicleWaiters {
  // The tail's: who waits to enter the link.
  std::uint32_t first_waiter = kNone;  ///< feeders; a list through VehicleFeeder::next_waiter
  std::uint32_t first_beside = kNone;  ///< parties in vehicles beside the link; through Mover::next
  std::uint32_t last_beside = kNone;
  Instant retry_at = Instant::never();  ///< time for which those who wait are to look again
  std::uint64_t merge_clock = 0;        ///< turn of the feeder served last
  VehicleFeeder beside;
  // The head's: who leaves the link and waits to enter the next.
  VehicleFeeder exit;
  std::uint32_t exit_turns = 0;  ///< added to the link that it waits for: where its next turn is
};
static_assert(sizeof(VehicleWaiters) == 64);

/// All links of a run for vehicles. Links that are closed to vehicles are there, but must not be
/// entered.
class VehicleNetwork {
 public:
  static constexpr std::uint32_t kMostLinks = 1U << 28U;

  /// No links.
  VehicleNetwork() = default;
  /// @param chunks number of groups of nodes that are worked on independently, at least 1.
  VehicleNetwork(const RoadNetwork& network, const DrivingParameters& driving,
                 std::uint32_t chunks);

  [[nodiscard]] std::size_t link_count() const noexcept { return links.size(); }
  [[nodiscard]] const VehicleLinkKind& kind(const VehicleLink& link) const noexcept {
    return kinds_[link.kind];
  }
  /// Who leaves `link` next, or from when on the place where somebody will be is free.
  [[nodiscard]] Place first(const VehicleLink& link) const noexcept {
    return place(link, position(link, link.first, kFirst));
  }
  /// Who is second.
  [[nodiscard]] Place second(const VehicleLink& link) const noexcept {
    return place(link, after(link, position(link, link.first, kFirst)));
  }
  /// The place for who enters `link` next: taken when the link is full.
  [[nodiscard]] Place end(const VehicleLink& link) const noexcept {
    return place(link, position(link, link.end, kEnd));
  }
  /// The tail's: writes the place for who enters next, and goes on to the one after.
  void push(VehicleLink& link, Place party) noexcept;
  /// The head's: writes the place of who leaves, and goes on to the one after.
  void pop(VehicleLink& link, Place freed) noexcept;

  /// Feeder of the vehicles beside `link`; the feeder of its exit is `link` itself.
  [[nodiscard]] std::uint32_t beside(std::uint32_t link) const noexcept {
    return static_cast<std::uint32_t>(link_count()) + link;
  }
  [[nodiscard]] bool is_exit(std::uint32_t feeder) const noexcept { return feeder < link_count(); }
  [[nodiscard]] VehicleFeeder& feeder(std::uint32_t id) noexcept {
    return is_exit(id) ? waiters[id].exit : waiters[id - link_count()].beside;
  }
  /// The earliest turn that a feeder can have when it next waits for `link`.
  [[nodiscard]] std::uint64_t& next_turn(std::uint32_t feeder, std::uint32_t link) noexcept {
    return is_exit(feeder) ? next_turns_[waiters[feeder].exit_turns + link]
                           : next_turns_beside_[link];
  }
  /// Calls `body(place)` for each place of `link` that is taken, the first to leave first.
  template <class Body>
  void for_each_vehicle(const VehicleLink& link, const Body& body) const {
    std::uint32_t at = position(link, link.first, kFirst);
    for (std::uint32_t i = 0; i < kind(link).storage; ++i) {
      if (const Place here = place(link, at); here.is_taken()) {
        body(here);
      }
      at = after(link, at);
    }
  }

  /// Whether links have a capacity at their entry too.
  [[nodiscard]] bool limits_entry() const noexcept { return limits_entry_; }
  /// Time from which on the entry of `link` passes the next vehicle. The tail's. Precondition:
  /// limits_entry().
  [[nodiscard]] Instant& next_entry(std::uint32_t link) noexcept { return next_entries_[link]; }
  [[nodiscard]] const Instant& next_entry(std::uint32_t link) const noexcept {
    return next_entries_[link];
  }

  LargeVector<VehicleLink> links;
  LargeVector<VehicleWaiters> waiters;  ///< by link
  std::vector<std::uint32_t> tail_chunk;
  std::vector<std::uint32_t> head_chunk;

 private:
  using Word = std::atomic<std::uint32_t>;
  // What a link with a ring in the pool has in front of it there, and where its own first place
  // says that the ring begins.
  static constexpr std::uint32_t kFirst = 0;
  static constexpr std::uint32_t kEnd = 1;
  static constexpr std::uint32_t kBeforeRing = 2;

  [[nodiscard]] bool is_pooled(const VehicleLink& link) const noexcept {
    return link.size_here == 0;
  }
  [[nodiscard]] std::uint32_t pooled(const VehicleLink& link) const noexcept {
    return link.places.front().load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint32_t position(const VehicleLink& link, std::uint8_t here,
                                       std::uint32_t there) const noexcept {
    return is_pooled(link) ? pool_[pooled(link) + there].load(std::memory_order_relaxed) : here;
  }
  [[nodiscard]] const Word& word(const VehicleLink& link, std::uint32_t position) const noexcept {
    return is_pooled(link) ? pool_[pooled(link) + kBeforeRing + position] : link.places[position];
  }
  [[nodiscard]] Word& word(VehicleLink& link, std::uint32_t position) noexcept {
    return is_pooled(link) ? pool_[pooled(link) + kBeforeRing + position] : link.places[position];
  }
  [[nodiscard]] Place place(const VehicleLink& link, std::uint32_t position) const noexcept {
    return Place(word(link, position).load(std::memory_order_acquire));
  }
  /// The place after `position` in the ring.
  [[nodiscard]] std::uint32_t after(const VehicleLink& link,
                                    std::uint32_t position) const noexcept {
    const std::uint32_t size = is_pooled(link) ? kind(link).storage : link.size_here;
    return position + 1U == size ? 0U : position + 1U;
  }
  void replace(VehicleLink& link, Place place, std::uint8_t& here, std::uint32_t there) noexcept;

  std::vector<VehicleLinkKind> kinds_;
  bool limits_entry_ = false;
  LargeVector<Instant> next_entries_;  ///< by link; none where entries have no limit
  LargeVector<Word> pool_;
  LargeVector<std::uint64_t> next_turns_;  ///< of exits, for each link that leaves their node
  LargeVector<std::uint64_t> next_turns_beside_;
};

/// Writes the place that `here`, or its counterpart in the pool, stands at, and moves that on.
inline void VehicleNetwork::replace(VehicleLink& link, Place place, std::uint8_t& here,
                                    std::uint32_t there) noexcept {
  const std::uint32_t at = position(link, here, there);
  word(link, at).store(place.word_, std::memory_order_release);
  if (is_pooled(link)) {
    pool_[pooled(link) + there].store(after(link, at), std::memory_order_relaxed);
  } else {
    here = static_cast<std::uint8_t>(after(link, at));
  }
}

inline void VehicleNetwork::push(VehicleLink& link, Place party) noexcept {
  replace(link, party, link.end, kEnd);
}

inline void VehicleNetwork::pop(VehicleLink& link, Place freed) noexcept {
  replace(link, freed, link.first, kFirst);
}

}  // namespace yanbi
