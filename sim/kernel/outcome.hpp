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
  // Facts about hazards; empty where no hazard touches the run.
  std::vector<Tick> lost_at;      ///< inside a shelter when it was lost, or found it lost; never
  std::vector<Tick> blocked_at;   ///< first found every way cut; never
  std::vector<Tick> caught_at;    ///< taken away by the water; never
  std::vector<LinkId> caught_on;  ///< where; empty = nowhere
  std::vector<std::uint8_t> detours;     ///< how often they turned
  std::vector<std::uint8_t> vulnerable;  ///< class of the party in water: 1 = the most vulnerable
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
  /// Slower through water, or sent round by it or by closed links; empty where no hazard touches
  /// the run.
  std::vector<std::uint32_t> hazard;
  /// Persons of the party already inside (only ever non-zero while a party is being split).
  std::vector<std::uint16_t> persons_inside;
};

/// Facts about each shelter; index = ShelterId.
struct ShelterFacts {
  std::vector<std::int32_t> admitted;   ///< persons sheltered here at the horizon
  std::vector<std::int32_t> refused;    ///< persons refused at its doors (each refusal counts)
  std::vector<std::int32_t> peak;       ///< most persons inside at once
  std::vector<Tick> time_full;          ///< when its last place was taken; never = not full
  std::vector<Tick> entrance_wait_p95;  ///< 95th percentile over persons of the wait at its doors
  // Empty where no hazard touches the run.
  std::vector<Tick> lost_at;               ///< when it could not be used any more; never
  std::vector<std::int32_t> lost_persons;  ///< inside at that time
  std::vector<std::int32_t> sent_on;       ///< persons who left it when it emptied
  friend bool operator==(const ShelterFacts&, const ShelterFacts&) = default;
};

/// People within the footprints of one wave of strikes at its impact, by the effects of the most
/// harmful footprint that they are in.
struct Exposure {
  Tick at;
  std::uint32_t wave = 0;      ///< index of Attack::waves
  std::uint32_t effects = 0;   ///< index of Attack::effects
  std::int64_t at_home = 0;    ///< not left yet; their home is within
  std::int64_t on_street = 0;  ///< left, and not inside; their street is within
  std::int64_t sheltered = 0;  ///< inside a shelter that is within
  friend bool operator==(const Exposure&, const Exposure&) = default;
};

/// Facts about each link; index = LinkId. Filled when asked for.
struct LinkFacts {
  std::vector<std::int64_t> volume;      ///< persons who left it
  std::vector<std::int32_t> peak_queue;  ///< most persons waiting at its exit
  std::vector<double> delay;             ///< person-seconds waited at its exit
  friend bool operator==(const LinkFacts&, const LinkFacts&) = default;
};

/// An arrival: `persons` of a party came into a shelter. In order of (time, party). Less than 0:
/// they left it again, or it was lost with them inside.
struct Arrival {
  Tick at;
  PartyId party;
  ShelterId shelter;
  std::int32_t persons = 0;
};

/// What happened, beyond people: for reports and for tests that the work was really done.
struct RunDiagnostics {
  std::uint64_t steps = 0;
  std::uint64_t events = 0;
  std::uint64_t traversals = 0;     ///< parties that left a link, by its exit or through a door
  std::uint64_t redirections = 0;   ///< parties sent on to another shelter
  std::uint64_t detours = 0;        ///< ways found anew because of a hazard
  std::uint64_t entry_waits = 0;    ///< instants that vehicles waited beside their first links
  std::int64_t waiting_at_end = 0;  ///< persons still in a queue at the horizon
  bool gridlocked = false;          ///< nothing could move any more although people waited
  std::vector<std::uint64_t> events_by_thread;
  friend bool operator==(const RunDiagnostics&, const RunDiagnostics&) = default;
};

/// Everything one replicate leaves.
struct Outcome {
  PartyFacts parties;
  std::vector<DelaysAtDeadline> at_deadline;  ///< one for each deadline of the scenario
  ShelterFacts shelters;
  LinkFacts links;
  std::vector<Arrival> arrivals;
  std::vector<Exposure> exposures;  ///< in the order of (wave, effects)
  RunDiagnostics diagnostics;
  std::uint64_t state_hash = 0;  ///< of all facts above but the diagnostics
};

}  // namespace yanbi
