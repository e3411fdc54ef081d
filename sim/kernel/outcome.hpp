// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a run leaves: plain facts in columns, from which every score and cause is decided.

#include <cstdint>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/time.hpp"

namespace yanbi {

/// Facts about each party; one column each, index = PartyId. Times are after the alarm.
struct PartyFacts {
  std::vector<Tick> warned_at;         ///< never = the warning does not reach them
  std::vector<std::uint8_t> complies;  ///< 0 or 1, whether or not they are warned
  std::vector<Tick> departed_at;       ///< never = did not leave before the horizon
  std::vector<Tick> refused_at;        ///< first refusal at a door; never = none
  std::vector<std::uint8_t> refusals;  ///< how often refused
  std::vector<Tick> arrived_at;    ///< inside a shelter (last member); never = not by the horizon
  std::vector<ShelterId> shelter;  ///< where they got in; empty = nowhere
  /// Time on an empty network at own speed from departure to the door of the shelter that the plan
  /// assigned; never = no shelter assigned.
  std::vector<Tick> free_flow;
};

/// Waiting of each party up to one deadline, in instants (1/1024 of 0.1 s); index = PartyId. Only
/// meaningful for those not inside by then.
struct DelaysAtDeadline {
  std::vector<std::uint32_t> entrance;  ///< at a door, or held up on the way by a queue from a door
  std::vector<std::uint32_t>
      congestion;  ///< slower than free flow or waiting, for any other reason
  /// Persons of the party already inside (only ever non-zero while a party is being split).
  std::vector<std::uint16_t> persons_inside;
};

/// Facts about each shelter; index = ShelterId.
struct ShelterFacts {
  std::vector<std::int32_t> admitted;   ///< persons inside at the horizon
  std::vector<std::int32_t> refused;    ///< persons refused at its doors (each refusal counts)
  std::vector<std::int32_t> peak;       ///< most persons inside at once
  std::vector<Tick> time_full;          ///< when its last place was taken; never = not full
  std::vector<Tick> entrance_wait_p95;  ///< 95th percentile over persons of the wait at its doors
};

/// Facts about each link; index = LinkId. Filled when asked for.
struct LinkFacts {
  std::vector<std::int64_t> volume;      ///< persons who left it
  std::vector<std::int32_t> peak_queue;  ///< most persons waiting at its exit
  std::vector<double> delay;             ///< person-seconds waited at its exit
};

/// An arrival: `persons` of a party came into a shelter. In order of (time, party).
struct Arrival {
  Tick at;
  PartyId party;
  ShelterId shelter;
  std::uint16_t persons = 0;
};

/// What happened, beyond people: for reports and for tests that the work was really done.
struct RunDiagnostics {
  std::uint64_t steps = 0;
  std::uint64_t events = 0;
  std::uint64_t traversals = 0;     ///< parties that left a link, by its exit or through a door
  std::uint64_t redirections = 0;   ///< parties sent on to another shelter
  std::uint64_t entry_waits = 0;    ///< instants that vehicles waited beside their first links
  std::int64_t waiting_at_end = 0;  ///< persons still in a queue at the horizon
  bool gridlocked = false;          ///< nothing could move any more although people waited
  std::vector<std::uint64_t> events_by_thread;
};

/// Everything one replicate leaves.
struct Outcome {
  PartyFacts parties;
  std::vector<DelaysAtDeadline> at_deadline;  ///< one for each deadline of the scenario
  ShelterFacts shelters;
  LinkFacts links;
  std::vector<Arrival> arrivals;
  RunDiagnostics diagnostics;
  std::uint64_t state_hash = 0;  ///< of all facts above but the diagnostics
};

}  // namespace yanbi
