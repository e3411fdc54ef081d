// SPDX-License-Identifier: Apache-2.0
// Hazards at the nodes: people who find their way closed, and people whom the water takes.
#include <algorithm>

#include "sim/kernel/node_phase.hpp"
#include "sim/kernel/step.hpp"

namespace yanbi {

/// Everybody who waits to enter `link` looks again; whoever may not enter it any more turns.
void NodePhase::on_link_closes(std::uint32_t link, Instant at) {
  std::vector<std::uint32_t> waiting;
  for (std::uint32_t f = links_.tail[link].first_waiter; f != kNone;
       f = links_.feeders[f].next_waiter) {
    waiting.push_back(f);
  }
  std::sort(waiting.begin(), waiting.end());
  for (const std::uint32_t feeder : waiting) {
    unblock(feeder, link, at);
  }
  for (const std::uint32_t feeder : waiting) {
    advance(feeder, at);
  }
}

/// Whether the head of `feeder` cannot go on to `link`, or has heard that it would be in vain.
bool NodePhase::must_turn(std::uint32_t feeder, std::uint32_t link, Instant at) const noexcept {
  const Mover& mover = state_.movers[links_.feeders[feeder].first];
  if (state_.hazards.is_closed(link, mover.people, at)) {
    return true;
  }
  if (!mover.hears_news || mover.detours >= state_.input.scenario.information.most_detours) {
    return false;
  }
  const RouteId route(mover.route);
  const std::vector<std::uint32_t>& closed_ahead =
      state_.news.closed_ahead[static_cast<std::size_t>(mover.people)];
  const std::uint32_t here = mover.cursor + (links_.is_exit(feeder) ? 1U : 0U);
  if (mover.route < closed_ahead.size() && closed_ahead[mover.route] > here) {
    return true;
  }
  const EntranceId door = state_.routes[route].entrance;
  return !state_.news.shut.empty() &&
         state_.news.shut[state_.input.shelters.entrance_shelter[door.index()].index()] != 0;
}

/// The head of `feeder` stands aside to find another way; those behind it move up at once.
void NodePhase::pull_out(std::uint32_t feeder_id, Instant at) {
  const std::uint32_t party = take_head(links_.feeders[feeder_id], at);
  Mover& mover = state_.movers[party];
  mover.since = at;
  const std::uint32_t link = links_.link_of(feeder_id);
  if (links_.is_exit(feeder_id)) {
    mover.stage = Stage::kLooking;
    links_.head[link].queued -= mover.persons;
    touched_heads_.push_back(link);
    ways_asked_.push_back({party, at, StandsAt::kStreetEnd, link, 0, 0});
  } else {
    mover.stage = Stage::kApproaching;
    ways_asked_.push_back({party, at, StandsAt::kBesideStreet, link,
                           state_.routes[RouteId(mover.route)].start_offset_mm, 0});
  }
}

void NodePhase::on_rejoin(std::uint32_t link, std::uint32_t party, Instant at) {
  if (!is_swept_by_now(link, party, at)) {
    join_queue(links_.exit_feeder(link), party, at);
  }
}

/// Whether the water has taken `party`, which comes to the end of `link` at `at`, by then or, where
/// the news of it is late, by the step that is being worked on; then it is marked.
bool NodePhase::is_swept_by_now(std::uint32_t link, std::uint32_t party, Instant at) {
  const Mover& mover = state_.movers[party];
  const Instant swept = state_.hazards.swept(link, mover.people, at);
  if (swept > std::max(at, start_of(step_))) {
    return false;
  }
  leave_link(link, mover.persons, std::max(swept, start_of(step_)));
  mark_caught(link, party, swept);
  return true;
}

void NodePhase::on_stood_aside(std::uint32_t link, std::uint32_t party, Instant at) {
  Mover& mover = state_.movers[party];
  leave_link(link, mover.persons, at);
  mover.stage = Stage::kStranded;
}

/// The water takes `party`, which was walking on `link`.
void NodePhase::on_caught(std::uint32_t link, std::uint32_t party, Instant at) {
  links_.head[link].reached += state_.movers[party].persons;
  leave_link(link, state_.movers[party].persons, at);
  mark_caught(link, party, at);
}

/// The water takes everybody of a class who stands in the queue at the end of `link`.
void NodePhase::on_sweep(std::uint32_t link, PersonClass who, Instant at) {
  const std::uint32_t feeder_id = links_.exit_feeder(link);
  Feeder& feeder = links_.feeders[feeder_id];
  bool found = false;
  for (std::uint32_t p = feeder.first; p != kNone; p = state_.movers[p].next) {
    found = found || state_.movers[p].people == who;
  }
  if (!found) {
    return;
  }
  if (feeder.blocked) {
    unblock(feeder_id, target_link(feeder_id), at);
  }
  std::uint32_t party = feeder.first;
  feeder.first = feeder.last = kNone;
  while (party != kNone) {
    Mover& mover = state_.movers[party];
    const std::uint32_t next = mover.next;
    mover.next = kNone;
    if (mover.people == who) {
      count_wait(feeder, party, at);
      links_.head[link].queued -= mover.persons;
      leave_link(link, mover.persons, at);
      mark_caught(link, party, at);
    } else if (feeder.first == kNone) {
      feeder.first = feeder.last = party;
    } else {
      state_.movers[feeder.last].next = party;
      feeder.last = party;
    }
    party = next;
  }
  advance(feeder_id, at);
}

/// `persons` who had stopped on `link` are on it no longer.
void NodePhase::leave_link(std::uint32_t link, std::uint32_t persons, Instant at) {
  links_.head[link].left += persons;
  touched_heads_.push_back(link);
  retry_opposite(link);
  const LinkConstants& constants = links_.constants[link];
  send(constants.tail_chunk,
       {later(at, links_.wave_time(constants.length_mm)), EventKind::kPlaceFreed, link, persons});
}

void NodePhase::mark_caught(std::uint32_t link, std::uint32_t party, Instant at) {
  state_.movers[party].stage = Stage::kCaught;
  state_.facts.caught_at[party] = to_tick(at);
  state_.facts.caught_on[party] = LinkId(link);
}

}  // namespace yanbi
