// SPDX-License-Identifier: Apache-2.0
#include "outputs/causes.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

/// Whether a chain of times ends after `deadline`; "never" anywhere in it is later than everything.
bool is_late(Tick start, Tick duration, Tick deadline) {
  if (start.is_never() || duration.is_never()) {
    return true;
  }
  return std::int64_t{start.count} + duration.count > deadline.count;
}

bool too_far(const CauseFacts& facts, Tick deadline) {
  return facts.placed && is_late(Tick{}, facts.free_flow, deadline);
}

bool late_warning(const CauseFacts& facts, Tick deadline) {
  return facts.placed && !too_far(facts, deadline) &&
         is_late(facts.warned_at, facts.free_flow, deadline);
}

/// Somebody who does not go has no departure that could be late.
bool late_start(const CauseFacts& facts, Tick deadline) {
  return facts.placed && facts.complies && !is_late(facts.warned_at, facts.free_flow, deadline) &&
         is_late(facts.departed_at, facts.free_flow, deadline);
}

/// Left early enough, neither caught nor refused, and lost more time to water and detours than to
/// doors, and than to crowds.
bool held_up_by_hazard(const CauseFacts& facts, Tick deadline) {
  return facts.placed && !is_late(facts.departed_at, facts.free_flow, deadline) &&
         facts.caught_at > deadline && facts.refused_at > deadline && facts.hazard_delay > 0 &&
         facts.hazard_delay >= facts.entrance_delay && facts.hazard_delay >= facts.congestion_delay;
}

bool holds(Cause cause, const CauseFacts& facts, Tick deadline) {
  switch (cause) {
    case Cause::kOffNetwork:
      return facts.off_network;
    case Cause::kNotWarned:
      return facts.warned_at > deadline;
    case Cause::kNotComplied:
      return !facts.complies;
    case Cause::kUnplaced:
      return !facts.placed;
    case Cause::kShelterLost:
      return facts.lost_at <= deadline;
    case Cause::kBlocked:
      return facts.blocked_at <= deadline || held_up_by_hazard(facts, deadline);
    case Cause::kCaught:
      return facts.caught_at <= deadline;
    case Cause::kTooFar:
      return too_far(facts, deadline);
    case Cause::kLateWarning:
      return late_warning(facts, deadline);
    case Cause::kLateStart:
      return late_start(facts, deadline);
    case Cause::kTurnedAway:
      return facts.refused_at <= deadline;
    case Cause::kEntranceQueue:
      return facts.entrance_delay > 0 && facts.entrance_delay >= facts.congestion_delay;
    case Cause::kCongestion:
      return facts.congestion_delay > facts.entrance_delay;
  }
  return false;
}

}  // namespace

std::optional<Cause> cause_at(const CauseFacts& facts, Tick deadline) {
  if (facts.arrived_at <= deadline) {
    return std::nullopt;
  }
  for (std::size_t c = 0; c < kCauseCount; ++c) {
    const auto cause = static_cast<Cause>(c);
    if (holds(cause, facts, deadline)) {
      return cause;
    }
  }
  throw InternalError(fmt::format(
      "no cause explains why a party is not inside by {} (ticks of 0.1 s): warned at {}, departed "
      "at {}, free flow {}, arrived at {}, no refusal by then and no delay",
      deadline.count, facts.warned_at.count, facts.departed_at.count, facts.free_flow.count,
      facts.arrived_at.count));
}

std::uint16_t conditions_at(const CauseFacts& facts, Tick deadline) {
  std::uint16_t mask = 0;
  if (facts.arrived_at <= deadline) {
    return mask;
  }
  for (std::size_t c = 0; c < kCauseCount; ++c) {
    if (holds(static_cast<Cause>(c), facts, deadline)) {
      mask = static_cast<std::uint16_t>(mask | (1U << c));
    }
  }
  return mask;
}

}  // namespace yanbi
