// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/vehicle_phase.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/kernel/step.hpp"
#include "sim/kernel/travel_time.hpp"

namespace yanbi {
namespace {

/// Asks the memory for all cache lines of `object`. Inlined by force: GCC takes a function that
/// only asks for one without effect and drops its calls.
template <class T>
[[gnu::always_inline]] inline void fetch(const T& object) noexcept {
  constexpr std::size_t kCacheLine = 64;
  const auto* const address = reinterpret_cast<const char*>(&object);
  __builtin_prefetch(address, 1);
  if constexpr (sizeof(T) > kCacheLine) {
    static_assert(sizeof(T) <= 2 * kCacheLine);
    __builtin_prefetch(address + kCacheLine, 1);
  }
}

}  // namespace

VehiclePhase::VehiclePhase(SharedState& state, std::uint32_t chunk)
    : state_(state),
      network_(state.vehicles),
      chunk_(chunk),
      events_out_(state.chunk_count),
      requests_out_(state.chunk_count) {}

void VehiclePhase::add_departure(Instant at, std::uint32_t party) {
  departures_.emplace_back(at, VehicleEventKind::kDepart, party);
}

void VehiclePhase::sort_departures() { std::sort(departures_.begin(), departures_.end()); }

void VehiclePhase::receive(const std::vector<VehicleEvent>& events, std::uint32_t next_step) {
  for (const VehicleEvent event : events) {
    const std::uint32_t link = event.subject();
    if (event.kind() == VehicleEventKind::kExit) {
      if (!network_.links[link].is_busy) {
        order_exit(link, next_step);
      }
    } else if (network_.links[link].waiting.load(std::memory_order_relaxed) == Waiting::kForPlace) {
      order_retry(link, event.at(), next_step);
    }
  }
}

void VehiclePhase::receive(const std::vector<Event>& events, std::uint32_t next_step) {
  for (const Event& event : events) {
    YANBI_ASSERT(event.kind == EventKind::kDepart);
    order({event.at, VehicleEventKind::kDepart, event.subject}, next_step);
  }
}

std::size_t VehiclePhase::due(std::uint32_t step) const noexcept {
  const bool departs = next_departure_ < departures_.size() &&
                       departures_[next_departure_].at() < start_of(step + 1);
  return wheel_.due(step) + (departs ? 1 : 0);
}

void VehiclePhase::run(std::uint32_t step) {
  step_ = step;
  const Instant end = start_of(step + 1);
  wheel_.take(step, now_);
  const auto departs = [&] {
    return next_departure_ < departures_.size() && departures_[next_departure_].at() < end;
  };
  for (std::size_t first = 0; first < kStages * kAhead; ++first) {
    fetch_ahead(first);
  }
  for (std::size_t i = 0; i < now_.size() || departs() || !wakes_.empty(); ++events_done_) {
    const bool is_wake = !wakes_.empty() && (i == now_.size() || wakes_.top() < now_[i]);
    const bool any = is_wake || i < now_.size();
    const VehicleEvent next = is_wake ? wakes_.top() : any ? now_[i] : VehicleEvent();
    if (departs() && (!any || departures_[next_departure_] < next)) {
      fetch_departure(next_departure_);
      handle(departures_[next_departure_++]);
    } else if (is_wake) {
      wakes_.pop();
      handle(next);
    } else {
      fetch_ahead(i + kStages * kAhead);
      ++i;
      handle(next);
    }
  }
}

/// Asks the memory for what events of this step will touch, in four stages, each `kAhead` events
/// behind the one before: the link of event `i`, first of all; when it is there, who is first on
/// it; their place on the route; and the link that this leads to. Events one at a time, not in
/// blocks: the processor takes few such requests at once and would stand still until the rest are
/// taken.
[[gnu::flatten]] void VehiclePhase::fetch_ahead(std::size_t i) noexcept {
  if (i < now_.size()) {
    const std::uint32_t link = now_[i].subject();
    if (is_exit(i)) {
      fetch(network_.links[link]);
    } else if (is_retry(i)) {
      fetch_entry(link);
      fetch(network_.waiters[link]);
    }
  }
  // Events before the first one have numbers beyond all others: nothing is done for them.
  fetch_first_party(i - kAhead);
  fetch_route(i - 2 * kAhead);
  const std::size_t last = i - 3 * kAhead;
  if (last < now_.size() && is_exit(last)) {
    const LinkId next = state_.route_links[ahead_[last % ahead_.size()]];
    if (next.has_value()) {
      fetch_entry(next.raw());
    }
  }
  if (network_.limits_entry()) {
    fetch_waiters(i - 3 * kAhead - kAhead / 2);
  }
}

/// What a vehicle touches that has to wait for the entry of the next link, which on kinematic-wave
/// links is common: behind a vehicle that came from another side.
void VehiclePhase::fetch_waiters(std::size_t i) noexcept {
  if (i >= now_.size() || !is_exit(i)) {
    return;
  }
  const LinkId next = state_.route_links[ahead_[i % ahead_.size()]];
  if (next.has_value() && network_.next_entry(next.raw()) > now_[i].at()) {
    fetch(network_.waiters[next.raw()]);
    fetch(network_.waiters[now_[i].subject()]);
  }
}

/// What somebody who enters `link` touches.
void VehiclePhase::fetch_entry(std::uint32_t link) noexcept {
  fetch(network_.links[link]);
  if (network_.limits_entry()) {
    fetch(network_.next_entry(link));
  }
}

/// The first vehicle on the link of an event, and the one behind it; or, for those who look again
/// whether there is room, the first of these. The vehicle is noted for the next stage: the first
/// vehicle of a link whose exit is ordered stays the first until then, and of who waits only the
/// address matters here.
void VehiclePhase::fetch_first_party(std::size_t i) noexcept {
  if (i >= now_.size()) {
    return;
  }
  std::uint32_t& party = ahead_[i % ahead_.size()];
  if (is_exit(i)) {
    const VehicleLink& link = network_.links[now_[i].subject()];
    party = network_.first(link).party();
    const Place behind = network_.second(link);
    fetch(state_.movers[party]);
    fetch(state_.movers[behind.is_taken() ? behind.party() : party]);
  } else if (is_retry(i)) {
    const VehicleWaiters& waiters = network_.waiters[now_[i].subject()];
    if (waiters.first_waiter != kNone && network_.is_exit(waiters.first_waiter)) {
      fetch(network_.waiters[waiters.first_waiter]);
      fetch(network_.links[waiters.first_waiter]);
    }
    party = waiters.first_beside;
    if (party != kNone) {
      fetch(state_.movers[party]);
    }
  }
}

/// The place of that vehicle on its route, which is noted in its stead.
void VehiclePhase::fetch_route(std::size_t i) noexcept {
  if (i >= now_.size()) {
    return;
  }
  std::uint32_t& kept = ahead_[i % ahead_.size()];
  if (is_exit(i)) {
    const Mover& mover = state_.movers[kept];
    kept = mover.cursor + 1;
    fetch(state_.route_links[kept]);
    if (kept >= mover.last) {
      state_.input.plan.routes.fetch(RouteId(mover.route));
    }
  } else if (is_retry(i) && kept != kNone) {
    state_.input.plan.routes.fetch(RouteId(state_.movers[kept].route));
  }
}

/// The same for departures, of which the `i`-th is to come.
void VehiclePhase::fetch_departure(std::size_t i) noexcept {
  const auto mover = [this](std::size_t k) -> const Mover& {
    return state_.movers[departures_[std::min(k, departures_.size() - 1)].subject()];
  };
  fetch(mover(i + 3 * kAhead));
  const Mover& second = mover(i + 2 * kAhead);
  fetch(state_.route_links[second.cursor]);
  state_.input.plan.routes.fetch(RouteId(second.route));
  const std::uint32_t link = state_.route_links[mover(i + kAhead).cursor].raw();
  fetch_entry(link);
  fetch(network_.waiters[link]);
}

void VehiclePhase::handle(VehicleEvent event) {
  switch (event.kind()) {
    case VehicleEventKind::kExit:
      return on_exit(event.subject(), event.at());
    case VehicleEventKind::kRetry:
      return on_retry(event.subject(), event.at());
    case VehicleEventKind::kAtDoor:
      return request_door(event.subject(), event.at());
    case VehicleEventKind::kDepart:
      return on_depart(event.subject(), event.at());
  }
}

// ---- what happens at a node ---------------------------------------------------------------------

[[gnu::flatten]] void VehiclePhase::on_exit(std::uint32_t link, Instant at) {
  const VehicleLink& here = network_.links[link];
  const std::uint32_t party = network_.first(here).party();
  const LinkId next = state_.route_links[state_.movers[party].cursor + 1];
  if (!next.has_value()) {
    leave_road(link, party, at);
  } else if (has_room(next.raw(), at)) {
    cross(link, next.raw(), at);
  } else {
    wait(link, next.raw());
  }
}

void VehiclePhase::on_depart(std::uint32_t party, Instant at) {
  Mover& mover = state_.movers[party];
  const std::uint32_t link = state_.route_links[mover.cursor].raw();
  mover.since = at;
  VehicleWaiters& entry = network_.waiters[link];
  if (entry.first_beside == kNone && has_room(link, at)) {
    pull_out(link, party, at);
    return;
  }
  mover.stage = Stage::kWaitingToEnter;
  mover.next = kNone;
  if (entry.first_beside == kNone) {
    entry.first_beside = entry.last_beside = party;
    wait(network_.beside(link), link);
  } else {
    state_.movers[entry.last_beside].next = party;
    entry.last_beside = party;
  }
}

/// Lets those who wait to enter `link` go on, in turn, as long as there is room.
void VehiclePhase::on_retry(std::uint32_t link, Instant at) {
  VehicleWaiters& entry = network_.waiters[link];
  YANBI_ASSERT(entry.retry_at == at);
  entry.retry_at = Instant::never();
  if (at > state_.horizon) {
    passed_horizon_ = passed_horizon_ || !network_.end(network_.links[link]).is_taken();
    return;
  }
  while (entry.first_waiter != kNone) {
    if (!is_open(link, at)) {
      wait_for_room(link);
      return;
    }
    const std::uint32_t feeder = take_next_in_turn(link);
    if (network_.is_exit(feeder)) {
      cross(feeder, link, at);
      continue;
    }
    const std::uint32_t party = entry.first_beside;
    entry.first_beside = state_.movers[party].next;
    pull_out(link, party, at);
    if (entry.first_beside != kNone) {
      join(feeder, link);
    }
  }
  network_.links[link].waiting.store(Waiting::kNobody, std::memory_order_relaxed);
}

void VehiclePhase::request_door(std::uint32_t party, Instant at) {
  Mover& mover = state_.movers[party];
  mover.stage = Stage::kAtDoor;
  mover.since = at;
  const Route route = state_.input.plan.routes[RouteId(mover.route)];
  const ShelterId shelter = state_.input.shelters.entrance_shelter[route.entrance.index()];
  requests_out_[state_.shelter_chunk(shelter.raw())].push_back(
      {at, party, route.entrance.raw(), route.links.back().raw()});
}

// ---- movement -----------------------------------------------------------------------------------

/// Whether a vehicle that comes to `link` now may enter it at once.
bool VehiclePhase::has_room(std::uint32_t link, Instant at) const noexcept {
  return network_.links[link].waiting.load(std::memory_order_relaxed) == Waiting::kNobody &&
         is_open(link, at);
}

/// Whether there is a place on `link`, and its entry passes a vehicle.
bool VehiclePhase::is_open(std::uint32_t link, Instant at) const noexcept {
  const Place place = network_.end(network_.links[link]);
  return !place.is_taken() && place.free_time() <= at &&
         (!network_.limits_entry() || network_.next_entry(link) <= at);
}

/// The first vehicle of `from` goes on to `to`.
void VehiclePhase::cross(std::uint32_t from, std::uint32_t to, Instant at) {
  const VehicleLink& link = network_.links[from];
  const std::uint32_t party = network_.first(link).party();
  pass_exit(from, party, at);
  Mover& mover = state_.movers[party];
  const bool is_last = ++mover.cursor == mover.last;
  enter(to, party,
        is_last ? duration_on(to, party, 0) : network_.kind(network_.links[to]).free_time, at);
}

/// The first vehicle of `link` has come to its shelter: it is parked beside the road.
void VehiclePhase::leave_road(std::uint32_t link, std::uint32_t party, Instant at) {
  pass_exit(link, party, at);
  Mover& mover = state_.movers[party];
  mover.stage = Stage::kApproaching;
  const std::uint32_t egress_mm = state_.input.plan.routes[RouteId(mover.route)].egress_mm;
  if (egress_mm == 0) {
    request_door(party, at);
  } else {
    order({later(at, travel_time(egress_mm, mover.speed)), VehicleEventKind::kAtDoor, party},
          step_);
  }
}

/// A vehicle beside `link` drives onto it.
void VehiclePhase::pull_out(std::uint32_t link, std::uint32_t party, Instant at) {
  Mover& mover = state_.movers[party];
  if (at > mover.since) {
    state_.add_delay(party, mover.since, at, 0);
    entry_waits_ += at.count - mover.since.count;
  }
  mover.stage = Stage::kWalking;
  const Route route = state_.input.plan.routes[RouteId(mover.route)];
  enter(link, party, duration_on(link, party, route.start_offset_mm), at);
}

/// Time from `start_offset_mm` of `link` to its end, or to the door's place on the last link.
std::uint32_t VehiclePhase::duration_on(std::uint32_t link, std::uint32_t party,
                                        std::uint32_t start_offset_mm) const {
  const Mover& mover = state_.movers[party];
  const VehicleLinkKind& kind = network_.kind(network_.links[link]);
  const bool is_last = mover.cursor == mover.last;
  const std::uint32_t end_offset_mm =
      is_last ? state_.input.plan.routes[RouteId(mover.route)].end_offset_mm : kind.length_mm;
  const std::uint32_t length_mm = end_offset_mm - start_offset_mm;
  return length_mm == kind.length_mm ? kind.free_time : travel_time(length_mm, kind.speed);
}

void VehiclePhase::enter(std::uint32_t link, std::uint32_t party, std::uint32_t duration,
                         Instant at) {
  VehicleLink& there = network_.links[link];
  const Instant reaches_end = later(at, duration);
  state_.movers[party].since = reaches_end;
  const bool is_hurried = step_of(reaches_end) <= step_;
  if (is_hurried) {
    state_.movers[party].seen_from = step_ + 1;
  }
  network_.push(there, Place::taken_by(party, is_hurried));
  if (network_.limits_entry()) {
    network_.next_entry(link) = later(at, network_.kind(there).headway);
  }
  if (network_.kind(there).crosses) {
    send(network_.head_chunk[link], {reaches_end, VehicleEventKind::kExit, link});
  } else if (!there.is_busy) {
    order_exit(link, step_);
  }
}

/// The first vehicle leaves `link`; the next one gets its event.
void VehiclePhase::pass_exit(std::uint32_t link, std::uint32_t party, Instant at) {
  VehicleLink& here = network_.links[link];
  const Instant reached_end = state_.movers[party].since;
  // Often there is no delay, but not so regularly that asking first would be cheaper than adding.
  state_.add_delay(party, reached_end, std::max(reached_end, at), 0);
  if (state_.records_links()) {
    record_exit(link, party, at);
  }
  ++traversals_;
  const VehicleLinkKind& kind = network_.kind(here);
  here.next_exit = later(at, kind.headway);
  const Instant seen_at = std::max(later(at, kind.news_time), start_of(step_ + 1));
  const Place freed = Place::free_from(seen_at);
  network_.pop(here, freed);
  if (here.waiting.load(std::memory_order_relaxed) == Waiting::kForPlace) {
    if (kind.crosses) {
      send(network_.tail_chunk[link], {freed.free_time(), VehicleEventKind::kRetry, link});
    } else {
      order_retry(link, freed.free_time(), step_);
    }
  }
  here.is_busy = false;
  if (network_.first(here).is_taken()) {
    order_exit(link, step_);
  }
}

/// Orders the event of the first vehicle of `link`.
void VehiclePhase::order_exit(std::uint32_t link, std::uint32_t not_before) {
  VehicleLink& here = network_.links[link];
  const Place place = network_.first(here);
  const std::uint32_t party = place.party();
  here.is_busy = true;
  if (place.is_hurried()) {
    not_before = std::max(not_before, state_.movers[party].seen_from);
  }
  order({std::max(state_.movers[party].since, here.next_exit), VehicleEventKind::kExit, link},
        not_before);
}

void VehiclePhase::record_exit(std::uint32_t link, std::uint32_t party, Instant at) {
  const std::uint16_t persons = state_.movers[party].persons;
  const Instant reached_end = state_.movers[party].since;
  std::int32_t queue = 0;
  network_.for_each_vehicle(network_.links[link], [&](Place place) {
    const Mover& mover = state_.movers[place.party()];
    // Who entered in this step may not be here yet for this end: it counts from the next on.
    const bool is_seen = !place.is_hurried() || mover.seen_from <= step_;
    if (is_seen && mover.since <= at) {
      queue += mover.persons;
    }
  });
  LinkFacts& facts = state_.link_facts;
  facts.volume[link] += persons;
  facts.peak_queue[link] = std::max(facts.peak_queue[link], queue);
  facts.delay[link] += persons * ((at.count - reached_end.count) / Instant::kPerSecond);
}

// ---- waiting for room ---------------------------------------------------------------------------

/// The head of `feeder` has to wait for a place on `link`.
void VehiclePhase::wait(std::uint32_t feeder, std::uint32_t link) {
  const bool is_first = network_.waiters[link].first_waiter == kNone;
  join(feeder, link);
  if (is_first) {
    wait_for_room(link);
  }
}

/// Puts `feeder` on the list of those who wait for `link`.
void VehiclePhase::join(std::uint32_t feeder, std::uint32_t link) {
  VehicleWaiters& entry = network_.waiters[link];
  VehicleFeeder& waiter = network_.feeder(feeder);
  std::uint64_t& next_turn = network_.next_turn(feeder, link);
  waiter.turn = std::max(next_turn, entry.merge_clock);
  next_turn = waiter.turn + waiter.turn_length;
  waiter.next_waiter = entry.first_waiter;
  entry.first_waiter = feeder;
}

/// Makes sure that those who wait for `link` look again when its next place is free, and its entry
/// passes somebody.
void VehiclePhase::wait_for_room(std::uint32_t link) {
  VehicleLink& there = network_.links[link];
  const Place place = network_.end(there);
  if (!place.is_taken()) {
    order_retry(link, place.free_time(), step_);
    return;
  }
  const Waiting before = there.waiting.load(std::memory_order_relaxed);
  there.waiting.store(Waiting::kForPlace, std::memory_order_relaxed);
  if (network_.kind(there).crosses && before != Waiting::kForPlace) {
    // Somebody may be leaving the other end in this very step, where it is not known yet that
    // anybody waits: look once more. Beyond the end of the run, too: whether a place has become
    // free decides what is a gridlock.
    network_.waiters[link].retry_at = start_of(step_ + 1);
    wheel_.insert({start_of(step_ + 1), VehicleEventKind::kRetry, link}, step_ + 1);
  }
}

void VehiclePhase::order_retry(std::uint32_t link, Instant at, std::uint32_t not_before) {
  VehicleWaiters& entry = network_.waiters[link];
  if (!entry.retry_at.is_never()) {
    return;  // they look again before that, and will see the place
  }
  if (network_.limits_entry()) {
    at = std::max(at, network_.next_entry(link));
  }
  entry.retry_at = at;
  network_.links[link].waiting.store(Waiting::kForTime, std::memory_order_relaxed);
  order({at, VehicleEventKind::kRetry, link}, not_before);
}

/// Takes the feeder whose turn it is off the list of those who wait for `link`.
std::uint32_t VehiclePhase::take_next_in_turn(std::uint32_t link) {
  VehicleWaiters& entry = network_.waiters[link];
  std::uint32_t* best = &entry.first_waiter;
  std::uint64_t best_turn = network_.feeder(*best).turn;
  std::uint32_t* id = &network_.feeder(*best).next_waiter;
  while (*id != kNone) {
    VehicleFeeder& waiter = network_.feeder(*id);
    if (waiter.turn < best_turn || (waiter.turn == best_turn && *id < *best)) {
      best = id;
      best_turn = waiter.turn;
    }
    id = &waiter.next_waiter;
  }
  const std::uint32_t feeder = *best;
  *best = std::exchange(network_.feeder(feeder).next_waiter, kNone);
  entry.merge_clock = best_turn;
  return feeder;
}

// ---- messages -----------------------------------------------------------------------------------

/// Puts an event of this chunk's own nodes into the step of its time, which may be the one that is
/// being worked on.
void VehiclePhase::order(VehicleEvent event, std::uint32_t not_before) {
  if (event.at() > state_.horizon) {
    passed_horizon_ = true;  // nobody will see it
  } else if (std::max(step_of(event.at()), not_before) <= step_) {
    wakes_.push(event);
  } else {
    wheel_.insert(event, std::max(not_before, step_ + 1));
  }
}

void VehiclePhase::send(std::uint32_t chunk, VehicleEvent event) {
  events_out_[chunk].push_back(event);
}

}  // namespace yanbi
