// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events in the order of time: a wheel with one slot a step, so that taking all events of a step
// costs only what is there. Within a step they come sorted by (time, kind, place, subject): the
// order in which they were put in does not matter, and so neither does which thread put them in.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"

namespace yanbi {

/// What happens. The order of the values is the order at equal times.
enum class EventKind : std::uint32_t {
  kLinkCloses,  ///< where: link; those who wait to enter it see that it is closed
  kSweep,       ///< where: link, subject: class of people; the water takes those who stand on it
  kStoodAside,  ///< where: link, subject: party; it has no way at all and leaves the link
  kPlaceFreed,  ///< where: link, subject: persons; a freed place has become visible at the tail
  kRetry,       ///< where: link; those who wait to enter it look again
  kRelease,     ///< where: feeder; its exit can pass the next party
  kCaught,      ///< where: link, subject: party; the water takes it while it walks
  kRejoin,      ///< where: link, subject: party; it knows its way and queues at the link's exit
  kLeftDoor,    ///< where: link, subject: persons; people at a door on this link got in or went on
  kReachedEnd,  ///< where: link, subject: party; walked to the link's exit or to the door
  kDepart,      ///< where: link, subject: party; wants to step from the building onto the link
};

struct Event {
  Instant at;
  EventKind kind = EventKind::kRetry;
  std::uint32_t where = 0;
  std::uint32_t subject = 0;
  friend constexpr auto operator<=>(const Event&, const Event&) noexcept = default;
};

/// A wheel of events. Steps are taken in ascending order.
class EventWheel {
 public:
  EventWheel();

  /// Puts `event` into the step of its time, or into `not_before` if that step is later.
  void insert(const Event& event, std::uint32_t not_before);
  /// Moves the events of `step` into `out` (cleared first), sorted. Precondition: each step is
  /// taken once, in order, without leaving one out.
  void take(std::uint32_t step, std::vector<Event>& out);
  /// Events of `step` that are waiting to be taken.
  [[nodiscard]] std::size_t due(std::uint32_t step) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  static constexpr std::uint32_t kSlots = 2048;  // about 17 minutes of steps
  struct Later {
    std::uint32_t step;
    Event event;
  };
  void bring_near(std::uint32_t step);
  void sort_events(std::uint32_t step, std::vector<Event>& events);

  std::vector<std::vector<Event>> slots_;
  std::vector<Later> far_;  // beyond the wheel's turn
  std::vector<Event> scratch_;
  std::uint32_t next_ = 0;  // the step to be taken next
  std::size_t size_ = 0;
};

}  // namespace yanbi
