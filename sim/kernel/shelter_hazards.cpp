// SPDX-License-Identifier: Apache-2.0
// Hazards at shelters: doors that close or fail, works that empty, works that are lost with people
// in them, and people whom the water takes at the door.
#include <algorithm>

#include "sim/base/assert.hpp"
#include "sim/kernel/shelter_phase.hpp"
#include "sim/kernel/travel_time.hpp"

namespace yanbi {

Instant ShelterPhase::next_change(const Shelter& shelter) const noexcept {
  const std::span<const ShelterChange> changes = state_.hazards.changes_of(shelter.id);
  if (shelter.next_change == changes.size() || changes[shelter.next_change].at > state_.horizon) {
    return Instant::never();
  }
  return changes[shelter.next_change].at;
}

void ShelterPhase::apply_change(Shelter& shelter) {
  const ShelterChange change = state_.hazards.changes_of(shelter.id)[shelter.next_change++];
  switch (change.kind) {
    case ShelterChangeKind::kLimited:
      return open(shelter, std::min(static_cast<std::int32_t>(change.value), shelter.own_places));
    case ShelterChangeKind::kOpens:
      return open(shelter, shelter.own_places);
    case ShelterChangeKind::kCloses:
      return shut(shelter, Access::kClosed, change.at);
    case ShelterChangeKind::kDoorsClose:
      shelter.doors_closed = true;
      return shut(shelter, Access::kClosed, change.at);
    case ShelterChangeKind::kDoorFails:
      return fail_door(shelter, change.value, change.at);
    case ShelterChangeKind::kEmpties:
      shut(shelter, any_door_works(shelter) ? Access::kEmptying : Access::kLost, change.at);
      break;
    case ShelterChangeKind::kLost:
      shut(shelter, Access::kLost, change.at);
      break;
  }
  if (shelter.access == Access::kLost) {
    lose_residents(shelter);
  }
}

/// Admits people again, up to so many; not where doors are closed for good, or the work is lost.
void ShelterPhase::open(Shelter& shelter, std::int32_t places) noexcept {
  shelter.places = places;
  if (shelter.access == Access::kClosed && !shelter.doors_closed) {
    shelter.access = Access::kOpen;
  }
}

/// A worse state replaces a better one, never the other way round.
void ShelterPhase::shut(Shelter& shelter, Access access, Instant at) {
  if (access <= shelter.access) {
    return;
  }
  if (access >= Access::kEmptying && shelter.access < Access::kEmptying) {
    end_stays(shelter, at);
  }
  if (access >= Access::kCutOff) {
    shelter.lost_at = std::min(shelter.lost_at, at);
  }
  shelter.access = access;
  shelter.shut_at = at;
}

/// A shelter whose doors have all failed takes nobody, and whoever should leave it cannot.
void ShelterPhase::fail_door(Shelter& shelter, std::uint32_t entrance, Instant at) {
  Door& door = shelter.doors[entrance - state_.input.shelters.first_entrance[shelter.id]];
  if (!door.failed) {
    door.failed = true;
    door.failed_at = at;
  }
  state_.door_failed[entrance] = 1;
  if (!any_door_works(shelter)) {
    shut(shelter, shelter.access == Access::kEmptying ? Access::kLost : Access::kCutOff, at);
    if (shelter.access == Access::kLost) {
      lose_residents(shelter);
    }
  }
}

bool ShelterPhase::any_door_works(const Shelter& shelter) noexcept {
  return std::any_of(shelter.doors.begin(), shelter.doors.end(),
                     [](const Door& door) { return !door.failed; });
}

/// Nobody inside is sheltered any more from `at` on; who is just passing the door, from when they
/// are in.
void ShelterPhase::end_stays(Shelter& shelter, Instant at) {
  for (const Resident& resident : shelter.residents) {
    const Instant when = std::max(at, resident.inside);
    admissions_.push_back({when, resident.party, shelter.id, 0, -std::int32_t{resident.persons}});
    Tick& lost_at = state_.facts.lost_at[resident.party];
    lost_at = std::min(lost_at, to_tick(when));
    state_.facts.arrived_at[resident.party] = Tick::never();
    state_.facts.shelter[resident.party] = ShelterId();
  }
}

/// Who is still inside cannot leave any more.
void ShelterPhase::lose_residents(Shelter& shelter) {
  for (; shelter.next_leaver < shelter.residents.size(); ++shelter.next_leaver) {
    shelter.lost_persons += shelter.residents[shelter.next_leaver].persons;
  }
}

/// The door by which the next party can leave first; nullptr when there is nobody or no door.
ShelterPhase::Door* ShelterPhase::door_out(Shelter& shelter) const noexcept {
  if (shelter.next_leaver == shelter.residents.size()) {
    return nullptr;
  }
  Door* best = nullptr;
  for (Door& door : shelter.doors) {
    if (!door.failed && (best == nullptr || door.next_free < best->next_free)) {
      best = &door;
    }
  }
  return best;
}

/// The next party leaves by `door` from `at` on, and goes where a refused party would go.
void ShelterPhase::let_out(Shelter& shelter, Door& door, Instant at) {
  const Resident resident = shelter.residents[shelter.next_leaver++];
  Mover& mover = state_.movers[resident.party];
  const Instant from = std::max(at, resident.inside);
  const Instant last_out = later(from, passing_time(resident.persons - 1, door.per_person));
  door.next_free = later(from, passing_time(resident.persons, door.per_person));
  if (last_out > state_.horizon) {
    passed_horizon_ = true;
    return;  // still inside when the run ends
  }
  shelter.inside -= resident.persons;
  shelter.sent_on += resident.persons;
  mover.persons = resident.persons;
  send_away(resident.party, mover, shelter.id, last_out, true);
  redirect(resident.party, door.id, last_out);
}

/// Whether the water takes the party at the head of `door` before `until`; then it is gone.
bool ShelterPhase::take_by_water(Door& door, Instant until) {
  const DoorRequest request = door.front();
  Mover& mover = state_.movers[request.party];
  const Instant swept = state_.hazards.swept(request.link, mover.people, request.at);
  if (swept >= until || swept > state_.horizon) {
    return false;
  }
  door.pop();
  // The news of the freed place cannot be older than the step in which it is known.
  leave_street(request, mover.persons, std::max(swept, now_starts_));
  mark_caught(request, swept);
  return true;
}

void ShelterPhase::mark_caught(const DoorRequest& request, Instant at) {
  state_.add_delay(request.party, request.at, at, at.count - request.at.count);
  state_.movers[request.party].stage = Stage::kCaught;
  state_.facts.caught_at[request.party] = to_tick(at);
  state_.facts.caught_on[request.party] = LinkId(request.link);
}

void ShelterPhase::settle_doors() {
  if (!meets_hazards_) {
    return;
  }
  for (Shelter& shelter : shelters_) {
    for (Door& door : shelter.doors) {
      std::vector<DoorRequest> waiting(door.queue.begin() + static_cast<std::ptrdiff_t>(door.head),
                                       door.queue.end());
      for (const DoorRequest& request : waiting) {
        const Instant swept =
            state_.hazards.swept(request.link, state_.movers[request.party].people, request.at);
        if (swept <= state_.horizon) {
          mark_caught(request, swept);
        }
      }
    }
  }
}

/// The door does not open, but the shelter has another one.
void ShelterPhase::go_to_other_door(Door& door, Instant at) {
  const DoorRequest request = door.front();
  door.pop();
  Mover& mover = state_.movers[request.party];
  if (at > request.at) {
    state_.add_delay(request.party, request.at, at, at.count - request.at.count);
  }
  const Route route = state_.routes[RouteId(mover.route)];
  leave_street(request, mover.persons, at);
  mover.stage = Stage::kApproaching;
  mover.since = at;
  ways_asked_.push_back(
      {request.party, at, StandsAt::kDoor, request.link, route.end_offset_mm, route.egress_mm});
}

}  // namespace yanbi
