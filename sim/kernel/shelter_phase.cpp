// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/shelter_phase.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "sim/base/assert.hpp"
#include "sim/kernel/step.hpp"
#include "sim/kernel/travel_time.hpp"

namespace yanbi {

void ShelterPhase::Door::pop() {
  ++head;
  if (head == queue.size()) {
    queue.clear();
    head = 0;
  }
}

ShelterPhase::ShelterPhase(SharedState& state, std::uint32_t chunk)
    : state_(state),
      chunk_(chunk),
      events_out_(state.chunk_count),
      meets_hazards_(!state.hazards.is_empty()) {
  const Shelters& all = state.input.shelters;
  for (std::uint32_t s = chunk; s < all.size(); s += state.chunk_count) {
    Shelter shelter;
    shelter.id = s;
    shelter.places = std::max(0, all.places[s]);
    shelter.own_places = shelter.places;
    for (std::uint32_t e = all.first_entrance[s]; e < all.first_entrance[s + 1]; ++e) {
      Door door;
      door.id = e;
      door.per_person = Instant::kPerSecond / all.entrance_rate[e];
      shelter.doors.push_back(std::move(door));
    }
    shelters_.push_back(std::move(shelter));
    // What has happened when the alarm sounds has happened before anybody asks.
    while (next_change(shelters_.back()) == Instant{}) {
      apply_change(shelters_.back());
    }
    if (const Instant change = next_change(shelters_.back()); !change.is_never()) {
      services_.insert(
          {change, EventKind::kRelease, static_cast<std::uint32_t>(shelters_.size() - 1), 0}, 0);
    }
  }
}

void ShelterPhase::receive(const std::vector<DoorRequest>& requests) {
  requests_.insert(requests_.end(), requests.begin(), requests.end());
}

void ShelterPhase::run(std::uint32_t step, const std::vector<std::int32_t>& known_free) {
  known_free_ = &known_free;
  now_starts_ = start_of(step);
  active_.clear();
  queue_requests();
  services_.take(step, now_);
  for (const Event& event : now_) {
    active_.push_back(event.where);
  }
  std::sort(active_.begin(), active_.end());
  active_.erase(std::unique(active_.begin(), active_.end()), active_.end());
  for (const std::uint32_t position : active_) {
    serve(shelters_[position], step);
  }
}

/// Puts this step's requests into the queues of their doors, in the order of (time, party).
void ShelterPhase::queue_requests() {
  for (const DoorRequest& request : requests_) {
    // Whoever is let in writes there; parties lie anywhere.
    __builtin_prefetch(&state_.facts.arrived_at[request.party], 1);
    __builtin_prefetch(&state_.facts.shelter[request.party], 1);
  }
  std::sort(requests_.begin(), requests_.end(), [](const DoorRequest& a, const DoorRequest& b) {
    return std::tie(a.at, a.party) < std::tie(b.at, b.party);
  });
  const Shelters& all = state_.input.shelters;
  for (const DoorRequest& request : requests_) {
    const std::uint32_t shelter = all.entrance_shelter[request.entrance].raw();
    const std::uint32_t position = shelter / state_.chunk_count;
    YANBI_ASSERT(shelters_[position].id == shelter);
    Door& door = shelters_[position].doors[request.entrance - all.first_entrance[shelter]];
    door.queue.push_back(request);
    active_.push_back(position);
  }
  requests_.clear();
}

void ShelterPhase::serve(Shelter& shelter, std::uint32_t step) {
  const Instant end = start_of(step + 1);
  while (true) {
    // Whatever comes first in time: a change, somebody who leaves, somebody who asks to come in.
    const Instant change = next_change(shelter);
    Door* const out = shelter.access == Access::kEmptying ? door_out(shelter) : nullptr;
    const Instant leaving =
        out != nullptr ? std::max(shelter.shut_at, out->next_free) : Instant::never();
    Door* const door = next_door(shelter);
    const bool refuses = shelter.access != Access::kOpen || shelter.free() <= 0;
    Instant service = Instant::never();
    if (door != nullptr) {
      service = refuses ? refusal_time(shelter, *door) : door->next_service();
    }
    const Instant first = std::min({change, leaving, service});
    if (first.is_never()) {
      return;
    }
    // Who is refused learns it at once, even if the one who took the last place is not through yet.
    const bool at_once = refuses && first == service && service < change && service < leaving;
    if (first >= end && !at_once) {
      order_service(shelter, first, step);
      return;
    }
    if (first == change) {
      apply_change(shelter);
      continue;
    }
    if (first == leaving) {
      let_out(shelter, *out, leaving);
      continue;
    }
    if (meets_hazards_ && take_by_water(*door, service)) {
      continue;
    }
    if (refuses) {
      refuse(shelter, *door, service);
      continue;
    }
    if (door->failed) {
      go_to_other_door(*door, service);
      continue;
    }
    const std::uint16_t admitted = persons_to_admit(shelter, *door);
    if (admitted == 0) {
      refuse(shelter, *door, service);
    } else if (const Instant in = later(service, passing_time(admitted - 1, door->per_person));
               in > state_.horizon) {
      hold_places(shelter, *door, admitted, in);
    } else {
      admit(shelter, *door, admitted, service);
    }
  }
}

/// How many of the party at the head of `door` may come in: all, none, or, where the scenario lets
/// parties be split, as many as there are places.
std::uint16_t ShelterPhase::persons_to_admit(const Shelter& shelter, const Door& door) const {
  const std::uint16_t persons = state_.movers[door.front().party].persons;
  const std::int32_t free = shelter.free();
  if (persons <= free) {
    return persons;
  }
  return state_.input.scenario.run.split_parties ? static_cast<std::uint16_t>(free)
                                                 : std::uint16_t{0};
}

/// The door whose next party can be served first; ties go to the smaller party.
ShelterPhase::Door* ShelterPhase::next_door(Shelter& shelter) const noexcept {
  Door* best = nullptr;
  for (Door& door : shelter.doors) {
    if (door.empty()) {
      continue;
    }
    const auto key = [](const Door& d) { return std::pair(d.next_service(), d.front().party); };
    if (best == nullptr || key(door) < key(*best)) {
      best = &door;
    }
  }
  return best;
}

/// Lets `persons` of the party at the head of `door` in, starting at `service`. Those of a split
/// party who stay outside remain at the head.
void ShelterPhase::admit(Shelter& shelter, Door& door, std::uint16_t persons, Instant service) {
  const DoorRequest request = door.front();
  Mover& mover = state_.movers[request.party];
  const Instant inside = later(service, passing_time(persons - 1, door.per_person));
  door.next_free = later(service, passing_time(persons, door.per_person));
  shelter.inside += persons;
  shelter.most_inside = std::max(shelter.most_inside, shelter.inside);
  shelter.last_in = std::max(shelter.last_in, inside);
  admissions_.push_back(
      {inside, request.party, shelter.id, inside.count - request.at.count, persons});
  if (meets_hazards_) {
    shelter.residents.push_back({request.party, inside, persons});
  }
  leave_street(request, persons, inside);
  mover.persons = static_cast<std::uint16_t>(mover.persons - persons);
  if (mover.persons > 0) {
    return;
  }
  door.pop();
  if (inside > request.at) {
    state_.add_delay(request.party, request.at, inside, inside.count - request.at.count);
  }
  mover.stage = Stage::kSheltered;
  state_.facts.arrived_at[request.party] = to_tick(inside);
  state_.facts.shelter[request.party] = ShelterId(shelter.id);
}

/// Keeps the places of a party that the run ends too early for: it passes its door until then, so
/// neither the door nor the places are anybody else's.
void ShelterPhase::hold_places(Shelter& shelter, Door& door, std::uint16_t persons,
                               Instant inside) {
  passed_horizon_ = true;
  shelter.coming_in += persons;
  shelter.last_in = std::max(shelter.last_in, inside);
  door.next_free = Instant::never();
  door.pop();
}

/// When the party at the head of `door` learns that the shelter does not take it: once the last
/// place is taken, or the shelter is closed or lost.
Instant ShelterPhase::refusal_time(const Shelter& shelter, const Door& door) noexcept {
  const Instant since = shelter.access == Access::kOpen ? shelter.last_in : shelter.shut_at;
  return std::max(door.front().at, since);
}

/// Sends the party at the head of `door` away at `at`.
void ShelterPhase::refuse(Shelter& shelter, Door& door, Instant at) {
  const DoorRequest request = door.front();
  door.pop();
  if (at > state_.horizon) {
    passed_horizon_ = true;
    return;  // still at the door when the run ends
  }
  const std::uint32_t party = request.party;
  Mover& mover = state_.movers[party];
  shelter.refused += mover.persons;
  if (at > request.at) {
    state_.add_delay(party, request.at, at, at.count - request.at.count);
  }
  const bool lost = shelter.access >= Access::kCutOff;
  send_away(party, mover, shelter.id, at, lost);
  leave_street(request, mover.persons, at);
  redirect(party, request.entrance, at);
}

/// Notes that `party` cannot stay at a shelter: it is full or closed, or lost.
void ShelterPhase::send_away(std::uint32_t party, Mover& mover, std::uint32_t shelter, Instant at,
                             bool lost) {
  std::array<std::uint32_t, 4>& refused_by = state_.refused_by[party];
  refused_by[mover.refusals % refused_by.size()] = shelter;
  Tick& noted = lost ? state_.facts.lost_at[party] : state_.facts.refused_at[party];
  noted = std::min(noted, to_tick(at));
  if (mover.refusals < std::numeric_limits<std::uint8_t>::max()) {
    ++mover.refusals;
  }
}

/// Takes `persons` who stood at a door off the street: the place they stood on travels back as a
/// freed place, from the door to the tail of the link.
void ShelterPhase::leave_street(const DoorRequest& request, std::uint32_t persons, Instant at) {
  if (state_.is_driving()) {
    return;  // who came by vehicle left the road before they asked
  }
  const LinkConstants& link = state_.links.constants[request.link];
  const Route route = state_.routes[RouteId(state_.movers[request.party].route)];
  persons_off_street_ += persons;
  send(link.head_chunk, {at, EventKind::kLeftDoor, request.link, persons});
  send(link.tail_chunk, {later(at, state_.links.wave_time(route.end_offset_mm)),
                         EventKind::kPlaceFreed, request.link, persons});
}

/// The nearest other shelter that was last known to have room for the party; without one, or after
/// too many refusals, the party gives up.
void ShelterPhase::redirect(std::uint32_t party, std::uint32_t entrance, Instant at) {
  Mover& mover = state_.movers[party];
  const RedirectionParameters& rules = state_.input.scenario.redirection;
  mover.stage = Stage::kGivenUp;
  if (!rules.enabled || mover.refusals > rules.most_redirections) {
    return;
  }
  // Nobody goes back to where they have been refused, whatever the news says.
  const std::array<std::uint32_t, 4>& refused_by = state_.refused_by[party];
  const std::int32_t needed = state_.input.scenario.run.split_parties ? 1 : mover.persons;
  for (const Alternative& alternative : state_.input.plan.alternatives_of(EntranceId(entrance))) {
    if ((*known_free_)[alternative.shelter.index()] < needed ||
        std::find(refused_by.begin(), refused_by.end(), alternative.shelter.raw()) !=
            refused_by.end()) {
      continue;
    }
    state_.set_route(party, alternative.route);
    const Route route = state_.routes[alternative.route];
    const LinkId first = route.links.front();
    send(state_.tail_chunk(first.raw()), {later(at, travel_time(route.access_mm, mover.speed)),
                                          EventKind::kDepart, first.raw(), party});
    mover.stage = Stage::kApproaching;
    ++redirections_;
    return;
  }
}

void ShelterPhase::order_service(Shelter& shelter, Instant at, std::uint32_t step) {
  const std::uint32_t service_step = step_of(at);
  if (at > state_.horizon) {
    passed_horizon_ = true;
    return;
  }
  if (shelter.service_step == service_step) {
    return;
  }
  shelter.service_step = service_step;
  const auto position = shelter.id / state_.chunk_count;
  services_.insert({at, EventKind::kRelease, position, 0}, step + 1);
}

void ShelterPhase::send(std::uint32_t chunk, const Event& event) {
  if (event.at <= state_.horizon) {
    events_out_[chunk].push_back(event);
  } else {
    passed_horizon_ = true;
  }
}

void ShelterPhase::publish_places(std::vector<std::int32_t>& known_free,
                                  std::vector<std::uint8_t>& shut) const {
  for (const Shelter& shelter : shelters_) {
    const bool open = shelter.access == Access::kOpen;
    known_free[shelter.id] = open ? std::max(0, shelter.free()) : 0;
    if (!shut.empty()) {
      shut[shelter.id] =
          static_cast<std::uint8_t>(open                               ? ShelterNews::kOpen
                                    : shelter.access < Access::kCutOff ? ShelterNews::kClosed
                                                                       : ShelterNews::kLost);
    }
  }
}

std::int64_t ShelterPhase::persons_inside() const noexcept {
  std::int64_t persons = 0;
  for (const Shelter& shelter : shelters_) {
    YANBI_ASSERT(meets_hazards_ || shelter.inside <= shelter.places);
    persons += shelter.inside;
  }
  return persons;
}

void ShelterPhase::write_facts(ShelterFacts& facts) const {
  for (const Shelter& shelter : shelters_) {
    facts.admitted[shelter.id] = shelter.inside;
    facts.refused[shelter.id] = shelter.refused;
    facts.peak[shelter.id] = shelter.most_inside;
    if (shelter.inside == shelter.places) {
      facts.time_full[shelter.id] = to_tick(shelter.last_in);
    }
    if (meets_hazards_) {
      facts.lost_at[shelter.id] = to_tick(shelter.lost_at);
      facts.lost_persons[shelter.id] = shelter.lost_persons;
      facts.sent_on[shelter.id] = shelter.sent_on;
      // Whoever is still in a work that has emptied or is lost is not sheltered there.
      if (shelter.access >= Access::kEmptying) {
        facts.admitted[shelter.id] = 0;
      }
    }
  }
}

}  // namespace yanbi
