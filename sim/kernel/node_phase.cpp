// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/node_phase.hpp"

#include <algorithm>

#include "models/walking.hpp"
#include "sim/base/assert.hpp"
#include "sim/kernel/step.hpp"
#include "sim/kernel/travel_time.hpp"

namespace yanbi {
namespace {

void fetch(const void* address) noexcept { __builtin_prefetch(address, 1); }

}  // namespace

NodePhase::NodePhase(SharedState& state, std::uint32_t chunk)
    : state_(state),
      links_(state.links),
      chunk_(chunk),
      meets_hazards_(!state.hazards.is_empty()),
      events_out_(state.chunk_count),
      requests_out_(state.chunk_count) {}

void NodePhase::add_departure(Instant at, std::uint32_t party) {
  departures_.push_back({at, party});
}

void NodePhase::order(const Event& event, std::uint32_t not_before) {
  if (event.at <= state_.horizon) {
    wheel_.insert(event, not_before);
  }
}

void NodePhase::sort_departures() { std::sort(departures_.begin(), departures_.end()); }

void NodePhase::receive(const std::vector<Event>& events, std::uint32_t next_step) {
  for (const Event& event : events) {
    wheel_.insert(event, next_step);
  }
}

std::size_t NodePhase::due(std::uint32_t step) const noexcept {
  const bool departs =
      next_departure_ < departures_.size() && departures_[next_departure_].at < start_of(step + 1);
  return wheel_.due(step) + (departs ? 1 : 0);
}

void NodePhase::run(std::uint32_t step) {
  step_ = step;
  const Instant end = start_of(step + 1);
  for (; next_departure_ < departures_.size() && departures_[next_departure_].at < end;
       ++next_departure_) {
    const Departure& departure = departures_[next_departure_];
    const std::uint32_t link = state_.routes.link_at(state_.movers[departure.party].cursor).raw();
    wheel_.insert({departure.at, EventKind::kDepart, link, departure.party}, step);
  }
  wheel_.take(step, now_);
  for (std::size_t i = 0; i < now_.size() || !wakes_.empty();) {
    if (i < now_.size() && (wakes_.empty() || now_[i] < wakes_.top())) {
      fetch_ahead(i);
      handle(now_[i++]);
    } else {
      const Event wake = wakes_.top();
      wakes_.pop();
      handle(wake);
    }
    ++events_done_;
  }
}

/// Asks the memory for what the events to come will touch: first the party and its link, then,
/// when these are there, the place of its route and the link that it leads to.
void NodePhase::fetch_ahead(std::size_t i) const noexcept {
  constexpr std::size_t kFirst = 24;
  constexpr std::size_t kSecond = 14;
  constexpr std::size_t kThird = 7;
  if (i + kFirst < now_.size()) {
    const Event& event = now_[i + kFirst];
    if (event.kind == EventKind::kReachedEnd || event.kind == EventKind::kDepart) {
      fetch(&state_.movers[event.subject]);
    }
    if (event.kind == EventKind::kRelease) {
      fetch(&links_.feeders[event.where]);
    } else {
      fetch(&links_.tail[event.where]);
      fetch(&links_.head[event.where]);
      fetch(&links_.constants[event.where]);
      fetch(&links_.published[event.where]);
      fetch(&links_.feeders[event.where]);
    }
  }
  if (i + kSecond < now_.size()) {
    const Event& event = now_[i + kSecond];
    if (event.kind == EventKind::kReachedEnd) {
      fetch(&state_.routes.link_at(state_.movers[event.subject].cursor));
    }
  }
  if (i + kThird < now_.size()) {
    const Event& event = now_[i + kThird];
    if (event.kind == EventKind::kReachedEnd) {
      const Mover& mover = state_.movers[event.subject];
      const std::uint32_t next =
          state_.routes.link_at(std::min(mover.cursor + 1, mover.last)).raw();
      fetch(&links_.tail[next]);
      fetch(&links_.constants[next]);
      fetch(&links_.published[next]);
    }
  }
}

void NodePhase::handle(const Event& event) {
  switch (event.kind) {
    case EventKind::kLinkCloses:
      return on_link_closes(event.where, event.at);
    case EventKind::kSweep:
      return on_sweep(event.where, static_cast<PersonClass>(event.subject), event.at);
    case EventKind::kStoodAside:
      return on_stood_aside(event.where, event.subject, event.at);
    case EventKind::kCaught:
      return on_caught(event.where, event.subject, event.at);
    case EventKind::kRejoin:
      return on_rejoin(event.where, event.subject, event.at);
    case EventKind::kPlaceFreed:
      return on_place_freed(event.where, event.subject, event.at);
    case EventKind::kRetry:
      return serve_waiters(event.where, event.at);
    case EventKind::kRelease:
      return advance(event.where, event.at);
    case EventKind::kLeftDoor:
      return on_left_door(event.where, event.subject);
    case EventKind::kReachedEnd:
      return on_reached_end(event.where, event.subject, event.at);
    case EventKind::kDepart:
      return on_depart(event.where, event.subject, event.at);
  }
}

// ---- what happens at a node ---------------------------------------------------------------------

void NodePhase::on_place_freed(std::uint32_t link, std::uint32_t persons, Instant at) {
  LinkTail& tail = links_.tail[link];
  YANBI_ASSERT(tail.occupancy >= persons);
  tail.occupancy -= persons;
  touched_tails_.push_back(link);
  serve_waiters(link, at);
}

/// Somebody left `link` at this node: the room is the street's, so those who wait here to enter the
/// other direction look again when the news is published.
void NodePhase::retry_opposite(std::uint32_t link) {
  const std::uint32_t opposite = links_.constants[link].opposite;
  if (opposite != kNone && links_.tail[opposite].first_waiter != kNone) {
    order_retry(opposite);
  }
}

void NodePhase::on_left_door(std::uint32_t link, std::uint32_t persons) {
  LinkHead& head = links_.head[link];
  YANBI_ASSERT(head.door_waiting >= persons);
  head.door_waiting -= persons;
  persons_left_doors_ += persons;
  head.left += persons;
  touched_heads_.push_back(link);
  retry_opposite(link);
  ++traversals_;
  if (state_.records_links()) {
    state_.link_facts.volume[link] += persons;
  }
}

void NodePhase::on_reached_end(std::uint32_t link, std::uint32_t party, Instant at) {
  Mover& mover = state_.movers[party];
  LinkHead& head = links_.head[link];
  head.reached += mover.persons;
  touched_heads_.push_back(link);
  if (mover.cursor != mover.last) {
    if (meets_hazards_ && is_swept_by_now(link, party, at)) {
      return;
    }
    join_queue(links_.exit_feeder(link), party, at);
    return;
  }
  head.door_waiting += mover.persons;
  mover.stage = Stage::kAtDoor;
  mover.since = at;
  const EntranceId door = state_.routes[RouteId(mover.route)].entrance;
  const ShelterId shelter = state_.input.shelters.entrance_shelter[door.index()];
  requests_out_[state_.shelter_chunk(shelter.raw())].push_back({at, party, door.raw(), link});
}

void NodePhase::on_depart(std::uint32_t link, std::uint32_t party, Instant at) {
  join_queue(links_.building_feeder(link), party, at);
}

// ---- queues -------------------------------------------------------------------------------------

void NodePhase::join_queue(std::uint32_t feeder_id, std::uint32_t party, Instant at) {
  Feeder& feeder = links_.feeders[feeder_id];
  Mover& mover = state_.movers[party];
  if (feeder.blocked) {
    count_blocked_time(feeder, at);
  }
  mover.stage = links_.is_exit(feeder_id) ? Stage::kQueued : Stage::kWaitingToEnter;
  mover.since = at;
  mover.door_time_before = feeder.door_time;
  mover.next = kNone;
  if (links_.is_exit(feeder_id)) {
    LinkHead& head = links_.head[feeder_id];
    head.queued += mover.persons;
    if (state_.records_links()) {
      std::int32_t& peak = state_.link_facts.peak_queue[feeder_id];
      peak = std::max(peak, static_cast<std::int32_t>(head.queued));
    }
  }
  if (feeder.first == kNone) {
    feeder.first = feeder.last = party;
    advance(feeder_id, at);
  } else {
    state_.movers[feeder.last].next = party;
    feeder.last = party;
  }
}

void NodePhase::advance(std::uint32_t feeder_id, Instant at) {
  Feeder& feeder = links_.feeders[feeder_id];
  while (feeder.first != kNone && !feeder.blocked) {
    // Nobody leaves before they have come, whatever step the news of it was handled in.
    at = std::max(at, state_.movers[feeder.first].since);
    if (feeder.next_release > at) {
      wake_at({feeder.next_release, EventKind::kRelease, feeder_id, 0});
      return;
    }
    const std::uint32_t link = target_link(feeder_id);
    if (meets_hazards_ && must_turn(feeder_id, link, at)) {
      pull_out(feeder_id, at);
      continue;
    }
    if (links_.tail[link].first_waiter != kNone ||
        obstacle(feeder_id, link, at) != Obstacle::kClear) {
      block(feeder_id, link, at);
      return;
    }
    feeder.blocker = Blocker::kCongestion;
    move_head(feeder_id, link, at);
  }
}

/// What keeps the head of `feeder_id` from stepping onto `link` at `at`.
NodePhase::Obstacle NodePhase::obstacle(std::uint32_t feeder_id, std::uint32_t link,
                                        Instant at) const noexcept {
  if (!has_room(link, state_.movers[links_.feeders[feeder_id].first].persons)) {
    return Obstacle::kFull;
  }
  // People come out of buildings all along a street, but through its end only at its capacity.
  if (links_.is_exit(feeder_id) && links_.tail[link].next_entry > at) {
    return Obstacle::kEntryBusy;
  }
  return Obstacle::kClear;
}

void NodePhase::serve_waiters(std::uint32_t link, Instant at) {
  LinkTail& tail = links_.tail[link];
  while (tail.first_waiter != kNone) {
    const std::uint32_t feeder_id = next_in_turn(link);
    Feeder& feeder = links_.feeders[feeder_id];
    const Mover& mover = state_.movers[feeder.first];
    const Instant moves_at = std::max(at, feeder.blocked_since);
    const Obstacle in_the_way = obstacle(feeder_id, link, moves_at);
    if (in_the_way != Obstacle::kClear) {
      wait_for(in_the_way, link, at);
      return;
    }
    if (meets_hazards_ && state_.hazards.is_closed(link, mover.people, moves_at)) {
      unblock(feeder_id, link, moves_at);
      advance(feeder_id, moves_at);
      continue;
    }
    double& turn = links_.turn(feeder_id, link);
    tail.merge_clock = turn;
    turn += mover.persons * links_.constants[links_.link_of(feeder_id)].headway;
    unblock(feeder_id, link, moves_at);
    move_head(feeder_id, link, moves_at);
    advance(feeder_id, moves_at);
  }
}

void NodePhase::block(std::uint32_t feeder_id, std::uint32_t link, Instant at) {
  Feeder& feeder = links_.feeders[feeder_id];
  LinkTail& tail = links_.tail[link];
  const bool first_to_wait = tail.first_waiter == kNone;
  feeder.blocked = true;
  feeder.blocked_since = at;
  feeder.blocker = Blocker::kCongestion;
  double& turn = links_.turn(feeder_id, link);
  turn = std::max(turn, tail.merge_clock);
  feeder.next_waiter = tail.first_waiter;
  tail.first_waiter = feeder_id;
  if (links_.is_exit(feeder_id)) {
    touched_heads_.push_back(feeder_id);
  }
  // Room may be there that the published state does not show yet: look again once.
  order_retry(link);
  if (first_to_wait) {
    wait_for(obstacle(feeder_id, link, at), link, at);
  } else {
    feeder.blocker = links_.feeders[feeder.next_waiter].blocker;
  }
}

/// Makes sure that those who wait for `link` look again as soon as the obstacle may be gone, and
/// notes whom their waiting is due to.
void NodePhase::wait_for(Obstacle obstacle, std::uint32_t link, Instant at) {
  LinkTail& tail = links_.tail[link];
  if (obstacle == Obstacle::kEntryBusy) {
    set_blocker(link, Blocker::kCongestion, at);
    if (tail.entry_wake != tail.next_entry) {
      tail.entry_wake = tail.next_entry;
      wake_at({tail.next_entry, EventKind::kRetry, link, 0});
    }
    return;
  }
  // Freed places wake those who wait; only what was taken in this step is not published yet.
  set_blocker(link, links_.published[link].blocker, at);
  if (tail.entered_step == step_) {
    order_retry(link);
  }
}

void NodePhase::unblock(std::uint32_t feeder_id, std::uint32_t link, Instant at) {
  Feeder& feeder = links_.feeders[feeder_id];
  count_blocked_time(feeder, at);
  feeder.blocked = false;
  std::uint32_t* place = &links_.tail[link].first_waiter;
  while (*place != feeder_id) {
    place = &links_.feeders[*place].next_waiter;
  }
  *place = feeder.next_waiter;
  feeder.next_waiter = kNone;
  if (links_.is_exit(feeder_id)) {
    touched_heads_.push_back(feeder_id);
  }
}

// ---- movement -----------------------------------------------------------------------------------

/// Takes the head of `feeder` out of it; its wait is over.
std::uint32_t NodePhase::take_head(Feeder& feeder, Instant at) {
  const std::uint32_t party = feeder.first;
  Mover& mover = state_.movers[party];
  feeder.first = mover.next;
  if (feeder.first == kNone) {
    feeder.last = kNone;
  }
  mover.next = kNone;
  count_wait(feeder, party, at);
  return party;
}

void NodePhase::count_wait(const Feeder& feeder, std::uint32_t party, Instant at) {
  const Mover& mover = state_.movers[party];
  if (at > mover.since) {
    const std::uint32_t waited = at.count - mover.since.count;
    state_.add_delay(party, mover.since, at,
                     std::min(waited, feeder.door_time - mover.door_time_before));
  }
}

void NodePhase::move_head(std::uint32_t feeder_id, std::uint32_t link, Instant at) {
  const std::uint32_t party = take_head(links_.feeders[feeder_id], at);
  Mover& mover = state_.movers[party];
  std::uint32_t start_offset = 0;
  if (links_.is_exit(feeder_id)) {
    const Instant next_entry = later(at, entry_time(link, mover.persons, at));
    pass_exit(feeder_id, mover, at);
    ++mover.cursor;
    links_.tail[link].next_entry = next_entry;
  } else {
    start_offset = state_.routes[RouteId(mover.route)].start_offset_mm;
  }
  enter(link, party, start_offset, at);
}

void NodePhase::pass_exit(std::uint32_t link, const Mover& mover, Instant at) {
  const LinkConstants& constants = links_.constants[link];
  links_.head[link].queued -= mover.persons;
  links_.head[link].left += mover.persons;
  touched_heads_.push_back(link);
  retry_opposite(link);
  links_.feeders[link].next_release = later(at, exit_time(link, mover.persons, at));
  send(constants.tail_chunk, {later(at, links_.wave_time(constants.length_mm)),
                              EventKind::kPlaceFreed, link, mover.persons});
  ++traversals_;
  if (state_.records_links()) {
    state_.link_facts.volume[link] += mover.persons;
    state_.link_facts.delay[link] +=
        mover.persons * ((at.count - mover.since.count) / Instant::kPerSecond);
  }
}

void NodePhase::enter(std::uint32_t link, std::uint32_t party, std::uint32_t start_offset_mm,
                      Instant at) {
  Mover& mover = state_.movers[party];
  const LinkConstants& constants = links_.constants[link];
  const double ratio = moving_speed_ratio(state_.input.scenario.walking, moving_density(link));
  LinkTail& tail = links_.tail[link];
  tail.entered += mover.persons;
  tail.occupancy += mover.persons;
  tail.entered_step = step_;
  touched_tails_.push_back(link);

  std::uint32_t end_offset_mm = constants.length_mm;
  std::uint32_t egress = 0;
  if (mover.cursor == mover.last) {
    const Route route = state_.routes[RouteId(mover.route)];
    end_offset_mm = route.end_offset_mm;
    egress = travel_time(route.egress_mm, mover.speed);
  }
  YANBI_ASSERT(end_offset_mm >= start_offset_mm);
  const std::uint32_t distance = end_offset_mm - start_offset_mm;
  const double speed = mover.speed * constants.form_factor;
  Instant free_end = later(later(at, travel_time(distance, speed)), egress);
  double factor = ratio;
  if (meets_hazards_) {
    const double water = state_.hazards.speed_factor(link, at);
    const Instant wet_end = later(later(at, travel_time(distance, speed * water)), egress);
    state_.delays.add_hazard(party, mover.delays, at, wet_end.count - free_end.count);
    free_end = wet_end;
    factor *= water;
  }
  const Instant end = later(later(at, travel_time(distance, speed * factor)), egress);
  mover.stage = Stage::kWalking;
  if (meets_hazards_) {
    const Instant swept = state_.hazards.swept(link, mover.people, at);
    if (swept < end) {
      if (swept > free_end) {
        state_.add_delay(party, free_end, swept, 0);
      }
      send(constants.head_chunk, {swept, EventKind::kCaught, link, party});
      return;
    }
  }
  if (end > free_end) {
    state_.add_delay(party, free_end, end, 0);
  }
  send(constants.head_chunk, {end, EventKind::kReachedEnd, link, party});
}

// ---- room, density, width -----------------------------------------------------------------------

bool NodePhase::has_room(std::uint32_t link, std::uint32_t persons) const noexcept {
  // An empty link always takes a party, else two full directions of a street would wait for ever.
  const std::uint32_t occupancy = links_.tail[link].occupancy;
  return occupancy == 0 || links_.tail[link].entered == links_.published[link].left ||
         occupancy + persons <= links_.published[link].occupancy + room_this_step(link);
}

/// Free places of the street that this direction may use up in this step. The two directions share
/// the street, and neither sees what the other does in the same step: so each takes half, and one
/// that was empty takes only the party that an empty link always takes.
std::uint32_t NodePhase::room_this_step(std::uint32_t link) const noexcept {
  const LinkConstants& constants = links_.constants[link];
  const LinkPublished& own = links_.published[link];
  const std::uint32_t other =
      constants.opposite == kNone ? 0 : links_.published[constants.opposite].present();
  const std::uint32_t taken = own.occupancy + other;
  const std::uint32_t free = constants.storage > taken ? constants.storage - taken : 0;
  if (constants.opposite == kNone || (own.present() > 0 && other == 0)) {
    return free;
  }
  return own.present() == 0 && other > 0 ? 0 : free / 2;
}

/// Persons per m2 that move on the street, both directions, before the party in question steps on.
double NodePhase::moving_density(std::uint32_t link) const noexcept {
  const LinkConstants& constants = links_.constants[link];
  std::uint32_t moving = links_.tail[link].entered - links_.published[link].reached;
  if (constants.opposite != kNone) {
    moving +=
        links_.published[constants.opposite].entered - links_.head[constants.opposite].reached;
  }
  return moving * constants.inverse_area;
}

/// Time that `persons` take to step off `link` at its head. While others step onto the street
/// there, the two directions have half the width each.
std::uint32_t NodePhase::exit_time(std::uint32_t link, std::uint32_t persons,
                                   Instant at) const noexcept {
  const LinkConstants& constants = links_.constants[link];
  const bool opposed =
      constants.opposite != kNone && links_.tail[constants.opposite].next_entry > at;
  return passing_time(persons, opposed ? 2.0 * constants.headway : constants.headway);
}

/// The same for stepping onto `link` at its tail, while others step off the street there.
std::uint32_t NodePhase::entry_time(std::uint32_t link, std::uint32_t persons,
                                    Instant at) const noexcept {
  const LinkConstants& constants = links_.constants[link];
  const bool opposed = constants.opposite != kNone &&
                       links_.feeders[links_.exit_feeder(constants.opposite)].next_release > at;
  return passing_time(persons, opposed ? 2.0 * constants.headway : constants.headway);
}

std::uint32_t NodePhase::target_link(std::uint32_t feeder) const {
  const Mover& mover = state_.movers[links_.feeders[feeder].first];
  const std::uint32_t position = mover.cursor + (links_.is_exit(feeder) ? 1U : 0U);
  return state_.routes.link_at(position).raw();
}

std::uint32_t NodePhase::next_in_turn(std::uint32_t link) const noexcept {
  std::uint32_t best = links_.tail[link].first_waiter;
  for (std::uint32_t f = links_.feeders[best].next_waiter; f != kNone;
       f = links_.feeders[f].next_waiter) {
    const double turn = links_.turn(f, link);
    const double best_turn = links_.turn(best, link);
    if (turn < best_turn || (turn == best_turn && f < best)) {
      best = f;
    }
  }
  return best;
}

// ---- who is to blame ----------------------------------------------------------------------------

void NodePhase::count_blocked_time(Feeder& feeder, Instant until) noexcept {
  if (until <= feeder.blocked_since) {
    return;
  }
  if (feeder.blocker == Blocker::kDoor) {
    feeder.door_time += until.count - feeder.blocked_since.count;
  }
  feeder.blocked_since = until;
}

void NodePhase::set_blocker(std::uint32_t link, Blocker blocker, Instant at) {
  for (std::uint32_t f = links_.tail[link].first_waiter; f != kNone;
       f = links_.feeders[f].next_waiter) {
    Feeder& feeder = links_.feeders[f];
    if (feeder.blocker != blocker) {
      count_blocked_time(feeder, at);
      feeder.blocker = blocker;
      if (links_.is_exit(f)) {
        touched_heads_.push_back(f);
      }
    }
  }
}

// ---- messages -----------------------------------------------------------------------------------

void NodePhase::order_retry(std::uint32_t link) {
  LinkTail& tail = links_.tail[link];
  if (tail.retry_step != step_ + 1) {
    tail.retry_step = step_ + 1;
    wake_at({start_of(step_ + 1), EventKind::kRetry, link, 0});
  }
}

void NodePhase::send(std::uint32_t chunk, const Event& event) {
  if (event.at > state_.horizon) {
    passed_horizon_ = true;
    return;  // beyond the end of the run: nobody will see it
  }
  if (chunk == chunk_) {
    wheel_.insert(event, step_ + 1);
  } else {
    events_out_[chunk].push_back(event);
  }
}

/// An event at one of this chunk's own nodes: unlike news from elsewhere it may still happen in the
/// step that is being worked on.
void NodePhase::wake_at(const Event& event) {
  if (step_of(event.at) <= step_) {
    wakes_.push(event);
  } else if (event.at <= state_.horizon) {
    wheel_.insert(event, step_ + 1);
  } else {
    passed_horizon_ = true;
  }
}

void NodePhase::publish() {
  for (const std::uint32_t link : touched_tails_) {
    const LinkTail& tail = links_.tail[link];
    LinkPublished& published = links_.published[link];
    published.entered = tail.entered;
    published.occupancy = tail.occupancy;
  }
  touched_tails_.clear();
  for (const std::uint32_t link : touched_heads_) {
    const LinkHead& head = links_.head[link];
    const Feeder& exit = links_.feeders[links_.exit_feeder(link)];
    LinkPublished& published = links_.published[link];
    published.reached = head.reached;
    published.left = head.left;
    if (head.door_waiting > head.queued) {
      published.blocker = Blocker::kDoor;
    } else {
      published.blocker = exit.first != kNone ? exit.blocker : Blocker::kCongestion;
    }
  }
  touched_heads_.clear();
}

}  // namespace yanbi
