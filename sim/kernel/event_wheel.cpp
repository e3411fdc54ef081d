// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/event_wheel.hpp"

#include <algorithm>
#include <array>
#include <numeric>

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
  sort_events(step, out);
  ++next_;
  if (next_ % kSlots == 0) {
    bring_near(next_);
  }
}

std::size_t EventWheel::due(std::uint32_t step) const noexcept {
  return slots_[step % kSlots].size();
}

/// Sorts the events of a step: by two rounds of counting over their time within it, which leaves
/// only equal times and late news to be put in order.
void EventWheel::sort_events(std::uint32_t step, std::vector<Event>& events) {
  constexpr std::size_t kFewEvents = 64;
  if (events.size() < kFewEvents) {
    std::sort(events.begin(), events.end());
    return;
  }
  constexpr std::uint32_t kDigitBits = 7;
  constexpr std::uint32_t kDigits = 1U << kDigitBits;
  static_assert(kStepInstants <= kDigits * kDigits);
  const std::uint32_t start = start_of(step).count;
  const auto offset = [start](const Event& event) {
    return event.at.count > start ? std::min(event.at.count - start, kStepInstants - 1) : 0U;
  };
  std::array<std::uint32_t, kDigits + 1> low{};
  std::array<std::uint32_t, kDigits + 1> high{};
  for (const Event& event : events) {
    const std::uint32_t value = offset(event);
    ++low[value % kDigits + 1];
    ++high[value / kDigits + 1];
  }
  std::partial_sum(low.begin(), low.end(), low.begin());
  std::partial_sum(high.begin(), high.end(), high.begin());
  scratch_.resize(events.size());
  for (const Event& event : events) {
    scratch_[low[offset(event) % kDigits]++] = event;
  }
  for (const Event& event : scratch_) {
    events[high[offset(event) / kDigits]++] = event;
  }
  for (auto first = events.begin(); first != events.end();) {
    const std::uint32_t value = offset(*first);
    const auto last = std::find_if(first + 1, events.end(),
                                   [&](const Event& event) { return offset(event) != value; });
    if (last - first > 1) {
      std::sort(first, last);
    }
    first = last;
  }
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
