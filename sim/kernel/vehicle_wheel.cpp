// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/vehicle_wheel.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/kernel/step.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kFewEvents = 128;  // up to here comparing is quicker than counting
constexpr unsigned kSubjectBits = 30;
constexpr unsigned kMostDigitBits = 11;
constexpr std::uint64_t kSubjectMask = (std::uint64_t{1} << kSubjectBits) - 1;

}  // namespace

VehicleWheel::VehicleWheel() : slots_(kSlots) {}

void VehicleWheel::take(std::uint32_t step, std::vector<VehicleEvent>& out) {
  YANBI_EXPECT(step == next_);
  out.clear();
  if (out.capacity() > 0) {
    spare_.push_back(std::move(out));
  }
  out = std::exchange(slots_[step % kSlots], {});
  size_ -= out.size();
  if (out.size() <= kFewEvents) {
    std::sort(out.begin(), out.end());
  } else {
    sort_by_counting(step, out);
  }
  ++next_;
  if (next_ % kSlots == 0) {
    bring_near(next_);
  }
}

std::size_t VehicleWheel::due(std::uint32_t step) const noexcept {
  return slots_[step % kSlots].size();
}

/// Sorts by one round of counting for each digit of (time within the step, kind, subject), the last
/// digit first. Late news, whose time lies before the step, is put in front by comparing.
void VehicleWheel::sort_by_counting(std::uint32_t step, std::vector<VehicleEvent>& events) {
  const Instant start = start_of(step);
  const auto in_time = std::partition(events.begin(), events.end(),
                                      [start](VehicleEvent e) { return e.at() < start; });
  std::sort(events.begin(), in_time);
  const auto late = static_cast<std::size_t>(in_time - events.begin());
  const std::size_t count = events.size() - late;
  const std::uint64_t start_word = VehicleEvent(start, VehicleEventKind::kExit, 0).word();
  const auto word_of = [=](VehicleEvent event) { return event.word() - start_word; };
  std::uint64_t differs = 0;
  for (std::size_t i = late; i < events.size(); ++i) {
    differs |= word_of(events[i]) ^ word_of(events[late]);
  }
  // Only the binary digits that differ are looked at: the low ones of the subject, and those of
  // kind and time between the first and the last that do (few on grids of equal links).
  const auto low_bits = static_cast<unsigned>(std::bit_width(differs & kSubjectMask));
  const std::uint64_t low_mask = (std::uint64_t{1} << low_bits) - 1;
  const std::uint64_t high = differs >> kSubjectBits;
  const unsigned same =
      kSubjectBits + (high == 0 ? 0U : static_cast<unsigned>(std::countr_zero(high)));
  const auto high_bits = static_cast<unsigned>(std::bit_width(differs >> same));
  const std::uint64_t high_mask = (std::uint64_t{1} << high_bits) - 1;
  const unsigned bits = low_bits + high_bits;
  const auto key = [=](VehicleEvent event) {
    const std::uint64_t word = word_of(event);
    return (word >> same & high_mask) << low_bits | (word & low_mask);
  };
  const unsigned rounds = (bits + kMostDigitBits - 1) / kMostDigitBits;
  const unsigned digit_bits = rounds == 0 ? 1 : (bits + rounds - 1) / rounds;
  const std::uint32_t digits = 1U << digit_bits;
  scratch_.resize(events.size());
  counts_.resize(digits);
  VehicleEvent* from = events.data() + late;
  VehicleEvent* to = scratch_.data() + late;
  for (unsigned shift = 0; shift < bits; shift += digit_bits) {
    const auto digit = [&](VehicleEvent event) { return key(event) >> shift & (digits - 1U); };
    std::fill_n(counts_.begin(), digits, 0U);
    for (std::size_t i = 0; i < count; ++i) {
      ++counts_[digit(from[i])];
    }
    std::uint32_t before = 0;
    for (std::uint32_t d = 0; d < digits; ++d) {
      before += std::exchange(counts_[d], before);
    }
    for (std::size_t i = 0; i < count; ++i) {
      to[counts_[digit(from[i])]++] = from[i];
    }
    std::swap(from, to);
  }
  if (from != events.data() + late) {
    std::copy(events.begin(), in_time, scratch_.begin());
    events.swap(scratch_);
  }
}

void VehicleWheel::bring_near(std::uint32_t step) {
  const auto near = std::partition(
      far_.begin(), far_.end(), [step](const Later& later) { return later.step - step >= kSlots; });
  for (auto it = near; it != far_.end(); ++it) {
    put(it->step, it->event);
  }
  far_.erase(near, far_.end());
}

}  // namespace yanbi
