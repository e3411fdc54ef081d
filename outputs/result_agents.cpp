// SPDX-License-Identifier: Apache-2.0
// The group /agents of a result file: the facts about every party from which its causes, and with
// them every score, can be computed again.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "outputs/causes.hpp"
#include "outputs/result_parts.hpp"

namespace yanbi {
namespace {

using hdf5::Description;
using hdf5::GroupWriter;
using hdf5::type_of;
using hdf5::VariableWriter;

constexpr std::int32_t kNone = -1;   ///< no shelter, no link
constexpr std::int8_t kInside = -1;  ///< in place of a cause

template <class IdType>
std::int32_t or_none(IdType id) {
  return id.has_value() ? static_cast<std::int32_t>(id.raw()) : kNone;
}

/// What does not depend on the run.
void write_parties(GroupWriter& group, const ResultParts& parts) {
  const SimulationInput& input = parts.agents->input;
  const std::size_t count = input.parties.size();
  std::vector<std::int32_t> origin(count);
  std::vector<std::int32_t> persons(count);
  std::vector<std::uint8_t> off_network(count);
  std::vector<std::int32_t> assigned(count);
  for (std::size_t p = 0; p < count; ++p) {
    const OriginId from = input.parties.origin[p];
    origin[p] = static_cast<std::int32_t>(from.raw());
    persons[p] = input.parties.persons[p];
    off_network[p] = input.origins.position[from.index()] ? 0 : 1;
    assigned[p] = or_none(input.plan.shelter[p]);
  }
  group.variable("origin", {"agent"}, origin, {"1", "origin of the compiled city"});
  group.variable("persons", {"agent"}, persons, {"persons", "people in the party"});
  group.variable("off_network", {"agent"}, off_network, {"1", "1 where no street is near enough"});
  group.variable("assigned_shelter", {"agent"}, assigned,
                 {"1", "shelter of the plan, as in /shelters; -1 = none"});
}

void write_home_zones(GroupWriter& group, const ResultParts& parts) {
  const std::vector<OriginId>& origins = parts.agents->input.parties.origin;
  const std::vector<Geography>& geographies = parts.context.city.geographies;
  for (std::size_t g = 0; g < geographies.size(); ++g) {
    const std::string in_file = name_in_file(geographies[g].name);
    std::vector<std::int32_t> zones;
    zones.reserve(origins.size());
    for (const OriginId origin : origins) {
      zones.push_back(
          static_cast<std::int32_t>(geographies[g].zone_of_origin[origin.index()].raw()));
    }
    group.variable(g == 0 ? "home_zone" : "home_zone_" + in_file, {"agent"}, zones,
                   {"1", fmt::format("position of the home's zone in /scores/{}", in_file)});
  }
}

/// Writes what `get` makes of each run's PartyFacts.
template <class T, class Get>
void write_fact(GroupWriter& group, const ResultParts& parts, const std::string& name,
                const Description& description, const Get& get) {
  VariableWriter variable = group.create(name, type_of<T>(), {"run", "agent"}, description);
  for (std::size_t r = 0; r < parts.agents->outcomes.size(); ++r) {
    const std::vector<T> column = get(parts.agents->outcomes[r].parties);
    variable.write_slice(r, column);
  }
}

void write_times(GroupWriter& group, const ResultParts& parts) {
  const auto time = [&](const char* name, std::vector<Tick> PartyFacts::*member,
                        const char* meaning) {
    write_fact<double>(group, parts, name, {"s", meaning},
                       [&](const PartyFacts& facts) { return seconds_or_nan(facts.*member); });
  };
  time("warned_at", &PartyFacts::warned_at,
       "when the warning reached it, after the alarm; NaN = never");
  time("departed_at", &PartyFacts::departed_at, "when it left, after the alarm; NaN = never");
  time("refused_at", &PartyFacts::refused_at,
       "when a door first refused it, after the alarm; NaN = never");
  time("arrived_at", &PartyFacts::arrived_at,
       "when its last member was inside, after the alarm; NaN = never");
  time("free_flow", &PartyFacts::free_flow,
       "duration of the way to the assigned shelter at its own speed on empty streets; NaN = none "
       "assigned");
}

void write_decisions(GroupWriter& group, const ResultParts& parts) {
  write_fact<std::uint8_t>(group, parts, "complies", {"1", "1 when it goes once warned"},
                           [](const PartyFacts& facts) { return facts.complies; });
  write_fact<std::uint8_t>(group, parts, "refusals", {"1", "how often doors refused it"},
                           [](const PartyFacts& facts) { return facts.refusals; });
  write_fact<std::int32_t>(group, parts, "shelter",
                           {"1", "shelter that it got into, as in /shelters; -1 = none"},
                           [](const PartyFacts& facts) {
                             std::vector<std::int32_t> shelters;
                             shelters.reserve(facts.shelter.size());
                             for (const ShelterId shelter : facts.shelter) {
                               shelters.push_back(or_none(shelter));
                             }
                             return shelters;
                           });
}

/// Writes the column of each run that a hazard touches, and `nothing` for the others.
template <class Stored, class T, class Convert>
void write_hazard_fact(GroupWriter& group, const ResultParts& parts, const std::string& name,
                       const Description& description, std::vector<T> PartyFacts::*member,
                       Stored nothing, const Convert& convert) {
  const std::size_t count = parts.agents->input.parties.size();
  write_fact<Stored>(group, parts, name, description, [&](const PartyFacts& facts) {
    std::vector<Stored> column(count, nothing);
    std::ranges::transform(facts.*member, column.begin(), convert);
    return column;
  });
}

void write_hazards(GroupWriter& group, const ResultParts& parts) {
  const auto time = [&](const char* name, std::vector<Tick> PartyFacts::*member,
                        const char* meaning) {
    write_hazard_fact(group, parts, name, {"s", meaning}, member,
                      std::numeric_limits<double>::quiet_NaN(),
                      [](Tick tick) { return seconds_or_nan(tick); });
  };
  const auto count = [&](const char* name, std::vector<std::uint8_t> PartyFacts::*member,
                         const char* meaning) {
    write_hazard_fact(group, parts, name, {"1", meaning}, member, std::uint8_t{0},
                      [](std::uint8_t value) { return value; });
  };
  time("lost_at", &PartyFacts::lost_at,
       "when the shelter that it was in was first lost or emptied, or it found the one it went to "
       "lost, after the alarm; NaN = never");
  time("blocked_at", &PartyFacts::blocked_at,
       "when it first found every way cut, after the alarm; NaN = never");
  time("caught_at", &PartyFacts::caught_at, "when the water took it, after the alarm; NaN = never");
  write_hazard_fact(group, parts, "caught_on", {"1", "link of the compiled city; -1 = nowhere"},
                    &PartyFacts::caught_on, kNone, [](LinkId link) { return or_none(link); });
  count("detours", &PartyFacts::detours, "how often it turned because of a hazard");
  count("vulnerable", &PartyFacts::vulnerable,
        "1 where the limits in water of children and of people of limited mobility count");
}

/// Writes what `get(run, deadline, party)` says, one slice a run.
template <class T, class Get>
VariableWriter write_by_deadline(GroupWriter& group, const ResultParts& parts,
                                 const std::string& name, const Description& description,
                                 const Get& get) {
  VariableWriter variable =
      group.create(name, type_of<T>(), {"run", "deadline", "agent"}, description);
  const std::size_t deadlines = parts.agents->input.scenario.run.deadlines.size();
  const std::size_t count = parts.agents->input.parties.size();
  std::vector<T> slice(deadlines * count);
  for (std::size_t r = 0; r < parts.agents->outcomes.size(); ++r) {
    for (std::size_t i = 0; i < slice.size(); ++i) {
      slice[i] = get(parts.agents->outcomes[r], i / count, i % count);
    }
    variable.write_slice(r, slice);
  }
  return variable;
}

double seconds(std::uint32_t instants) { return instants / Instant::kPerSecond; }

void write_delays(GroupWriter& group, const ResultParts& parts) {
  write_by_deadline<double>(
      group, parts, "entrance_delay",
      {"s", "wait at doors, and behind queues from doors, up to the deadline"},
      [](const Outcome& outcome, std::size_t d, std::size_t p) {
        return seconds(outcome.at_deadline[d].entrance[p]);
      });
  write_by_deadline<double>(group, parts, "congestion_delay",
                            {"s", "any other delay on the way, up to the deadline"},
                            [](const Outcome& outcome, std::size_t d, std::size_t p) {
                              return seconds(outcome.at_deadline[d].congestion[p]);
                            });
  if (!parts.hazards) {
    return;
  }
  write_by_deadline<double>(
      group, parts, "hazard_delay",
      {"s", "delay by water, and by ways round it or round closed links, up to the deadline"},
      [](const Outcome& outcome, std::size_t d, std::size_t p) {
        const std::vector<std::uint32_t>& delay = outcome.at_deadline[d].hazard;
        return delay.empty() ? 0.0 : seconds(delay[p]);
      });
}

void write_causes(GroupWriter& group, const ResultParts& parts) {
  const SimulationInput& input = parts.agents->input;
  std::string meanings;
  std::vector<std::int8_t> values;
  std::vector<std::uint16_t> masks;
  for (std::size_t c = 0; c < kCauseCount; ++c) {
    meanings += (c == 0 ? "" : " ") + std::string(kCauseNames[c]);
    values.push_back(static_cast<std::int8_t>(c));
    masks.push_back(static_cast<std::uint16_t>(1U << c));
  }

  write_by_deadline<std::int32_t>(
      group, parts, "persons_inside", {"persons", "its people inside a shelter at the deadline"},
      [&](const Outcome& outcome, std::size_t d, std::size_t p) {
        return std::int32_t{persons_inside(input, outcome, PartyId(p), d)};
      });
  VariableWriter causes = write_by_deadline<std::int8_t>(
      group, parts, "cause", {"", "why those not inside are not; -1 = all are inside"},
      [&](const Outcome& outcome, std::size_t d, std::size_t p) {
        const std::optional<Cause> cause = cause_of(input, outcome, PartyId(p), d);
        return cause ? static_cast<std::int8_t>(*cause) : kInside;
      });
  causes.attribute("flag_meanings", "inside " + meanings);
  values.insert(values.begin(), kInside);
  causes.attribute("flag_values", values);
  VariableWriter conditions = write_by_deadline<std::uint16_t>(
      group, parts, "conditions", {"", "bit mask of every cause whose condition holds"},
      [&](const Outcome& outcome, std::size_t d, std::size_t p) {
        return conditions_of(input, outcome, PartyId(p), d);
      });
  conditions.attribute("flag_meanings", meanings);
  conditions.attribute("flag_masks", masks);
}

}  // namespace

void write_agents(GroupWriter& root, const ResultParts& parts) {
  if (parts.agents == nullptr) {
    return;
  }
  GroupWriter group = root.group("agents");
  // With parties that may be split, `arrived_at` alone does not tell who was inside when.
  group.attribute("split_parties", std::vector<std::int32_t>{
                                       parts.agents->input.scenario.run.split_parties ? 1 : 0});
  define_runs(group, parts);
  define_deadlines(group, parts);
  group.coordinate("agent", ordinals(parts.agents->input.parties.size()),
                   {"1", "party: people who move together"});
  write_home_zones(group, parts);
  write_parties(group, parts);
  write_decisions(group, parts);
  write_times(group, parts);
  if (parts.hazards) {
    write_hazards(group, parts);
  }
  write_delays(group, parts);
  write_causes(group, parts);
}

}  // namespace yanbi
