// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/event_wheel.hpp"

#include <algorithm>

#include "sim/base/assert.hpp"
#include "sim/kernel/step.hpp"

namespace yanbi {

EventWheel::EventWheel() : slots_(kSlots) {}

void EventWheel::insert(const Event& event, std::uint32_t not_before) {
  const std::uint32_t step = std::max(step_of(event.at), not_before);
  YANBI_EXPECT(step >= next_);
  if (step - next_ < kSlots) {
    slots_[step % kSlots].push_back(event);
  } else {
    far_.push_back({step, event});
  }
  ++size_;
}

void EventWheel::take(std::uint32_t step, std::vector<Event>& out) {
  YANBI_EXPECT(step == next_);
  out.clear();
  out.swap(slots_[step % kSlots]);
  size_ -= out.size();
  std::sort(out.begin(), out.end());
  ++next_;
  if (next_ % kSlots == 0) {
    bring_near(next_);
  }
}

std::size_t EventWheel::due(std::uint32_t step) const noexcept {
  return slots_[step % kSlots].size();
}

void EventWheel::bring_near(std::uint32_t step) {
  const auto near = std::partition(
      far_.begin(), far_.end(), [step](const Later& later) { return later.step - step >= kSlots; });
  for (auto it = near; it != far_.end(); ++it) {
    slots_[it->step % kSlots].push_back(it->event);
  }
  far_.erase(near, far_.end());
}

}  // namespace yanbi
