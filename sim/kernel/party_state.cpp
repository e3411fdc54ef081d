// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/party_state.hpp"

#include "sim/base/assert.hpp"

namespace yanbi {

DelayLedger::DelayLedger(std::size_t parties, const std::vector<Tick>& deadlines, bool hazards)
    : at_deadline_(deadlines.size()) {
  for (const Tick deadline : deadlines) {
    deadlines_.push_back(to_instant(deadline));
  }
  deadlines_.push_back(Instant::never());
  for (DelaysAtDeadline& delays : at_deadline_) {
    delays.entrance.resize(parties);
    delays.congestion.resize(parties);
    delays.hazard.resize(hazards ? parties : 0);
    delays.persons_inside.resize(parties);
  }
}

/// Settles the deadlines that lie before the end of the delay from `from` to `to`.
void DelayLedger::settle_before(std::uint32_t party, DelayCount& count, Instant from, Instant to,
                                std::uint32_t by_door) {
  YANBI_EXPECT(from <= to && by_door <= to.count - from.count);
  const std::uint32_t length = to.count - from.count;
  for (; deadlines_[count.open_deadline] < to; ++count.open_deadline) {
    // "Not inside by the deadline" is decided after the last instant of the deadline itself, hence
    // + 1: whoever waits at that instant has been delayed.
    const std::uint32_t until = deadlines_[count.open_deadline].count + 1;
    const std::uint32_t part = until > from.count ? until - from.count : 0;
    const auto door_part =
        length == 0 ? 0U : static_cast<std::uint32_t>(std::uint64_t{by_door} * part / length);
    DelaysAtDeadline& delays = at_deadline_[count.open_deadline];
    delays.entrance[party] = count.entrance + door_part;
    delays.congestion[party] = count.congestion + (part - door_part);
    if (!delays.hazard.empty()) {
      delays.hazard[party] = count.hazard;
    }
  }
}

void DelayLedger::settle(std::uint32_t party, DelayCount& count) {
  for (; count.open_deadline < at_deadline_.size(); ++count.open_deadline) {
    at_deadline_[count.open_deadline].entrance[party] = count.entrance;
    at_deadline_[count.open_deadline].congestion[party] = count.congestion;
    if (!at_deadline_[count.open_deadline].hazard.empty()) {
      at_deadline_[count.open_deadline].hazard[party] = count.hazard;
    }
  }
}

}  // namespace yanbi
