// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events of vehicles in the order of time: eight bytes each, in a wheel with one slot a step.
// Within a step they come sorted by (time, kind, subject), whichever order they were put in.

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/base/assert.hpp"
#include "sim/base/time.hpp"
#include "sim/kernel/step.hpp"

namespace yanbi {

/// What happens. The order of the values is the order at equal times.
enum class VehicleEventKind : std::uint8_t {
  kExit = 0,    ///< subject: link; its first vehicle has reached the end, and the exit is free
  kRetry = 1,   ///< subject: link; those who wait to enter it look again
  kAtDoor = 2,  ///< subject: party; has come from its vehicle to the door
  kDepart = 3,  ///< subject: party; wants to drive onto its first link
};

/// An event packed into one word, which sorts as (time, kind, subject).
class VehicleEvent {
 public:
  constexpr VehicleEvent() noexcept = default;
  /// Precondition: subject < 2^30.
  constexpr VehicleEvent(Instant at, VehicleEventKind kind, std::uint32_t subject) noexcept
      : word_(std::uint64_t{at.count} << 32U |
              std::uint64_t{static_cast<std::uint8_t>(kind)} << 30U | subject) {}
  [[nodiscard]] constexpr Instant at() const noexcept {
    return {static_cast<std::uint32_t>(word_ >> 32U)};
  }
  [[nodiscard]] constexpr VehicleEventKind kind() const noexcept {
    return static_cast<VehicleEventKind>(word_ >> 30U & 3U);
  }
  [[nodiscard]] constexpr std::uint32_t subject() const noexcept {
    return static_cast<std::uint32_t>(word_) & ((1U << 30U) - 1U);
  }
  [[nodiscard]] constexpr std::uint64_t word() const noexcept { return word_; }
  friend constexpr auto operator<=>(VehicleEvent, VehicleEvent) noexcept = default;

 private:
  std::uint64_t word_ = 0;
};

/// A wheel of events. Steps are taken in ascending order.
class VehicleWheel {
 public:
  VehicleWheel();

  /// Puts `event` into the step of its time, or into `not_before` if that step is later.
  void insert(VehicleEvent event, std::uint32_t not_before);
  /// Moves the events of `step` into `out` (cleared first), sorted. Precondition: each step is
  /// taken once, in order, without leaving one out.
  void take(std::uint32_t step, std::vector<VehicleEvent>& out);
  /// Events of `step` that are waiting to be taken.
  [[nodiscard]] std::size_t due(std::uint32_t step) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  static constexpr std::uint32_t kSlots = 1024;  // about 8 minutes of steps
  struct Later {
    std::uint32_t step;
    VehicleEvent event;
  };
  void put(std::uint32_t step, VehicleEvent event);
  void bring_near(std::uint32_t step);
  void sort_by_counting(std::uint32_t step, std::vector<VehicleEvent>& events);

  std::vector<std::vector<VehicleEvent>> slots_;  // with memory only where there are events
  // Memory of slots that were taken, the last one on top. The next slot to need some gets what the
  // cache still holds; with memory of its own each slot would find it gone after a turn.
  std::vector<std::vector<VehicleEvent>> spare_;
  std::vector<Later> far_;  // beyond the wheel's turn
  std::vector<VehicleEvent> scratch_;
  std::vector<std::uint32_t> counts_;
  std::uint32_t next_ = 0;  // the step to be taken next
  std::size_t size_ = 0;
};

// In the header: called for each event.
inline void VehicleWheel::put(std::uint32_t step, VehicleEvent event) {
  std::vector<VehicleEvent>& slot = slots_[step % kSlots];
  if (slot.empty() && !spare_.empty()) {
    slot = std::move(spare_.back());
    spare_.pop_back();
  }
  slot.push_back(event);
}

inline void VehicleWheel::insert(VehicleEvent event, std::uint32_t not_before) {
  const std::uint32_t step = std::max(step_of(event.at()), not_before);
  YANBI_ASSERT(step >= next_);
  if (step - next_ < kSlots) {
    put(step, event);
  } else {
    far_.push_back({step, event});
  }
  ++size_;
}

}  // namespace yanbi
