// SPDX-License-Identifier: Apache-2.0
#include "outputs/scores.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "outputs/missing.hpp"
#include "outputs/walks.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/error.hpp"
#include "sim/kernel/prepare_hazards.hpp"
#include "sim/scenario/population_choice.hpp"

namespace yanbi {
namespace {

/// What one party contributes at one deadline, the same in every geography.
struct PartyScore {
  std::uint16_t inside = 0;          ///< persons inside
  std::uint16_t outside = 0;         ///< persons not inside
  Cause cause = Cause::kOffNetwork;  ///< of those outside, if any
};

PartyScore score_party(const SimulationInput& input, const Outcome& outcome, std::size_t party,
                       std::size_t deadline) {
  const std::uint16_t persons = input.parties.persons[party];
  const std::uint16_t inside = persons_inside(input, outcome, PartyId(party), deadline);
  const std::optional<Cause> cause = cause_of(input, outcome, PartyId(party), deadline);
  return {inside, static_cast<std::uint16_t>(persons - inside), cause.value_or(Cause::kOffNetwork)};
}

/// Scores of one geography of one run.
class GeographyScorer {
 public:
  GeographyScorer(const Geography& geography, const SimulationInput& input, const Outcome& outcome,
                  const std::vector<Tick>& times)
      : geography_(geography), input_(input), outcome_(outcome), times_(times) {
    const std::size_t zones = geography.size();
    const std::size_t deadlines = input.scenario.run.deadlines.size();
    scores_.geography = geography.name;
    scores_.population.assign(zones, 0);
    scores_.sheltered.assign(deadlines * zones, 0);
    scores_.unsheltered.assign(deadlines * zones * kCauseCount, 0);
  }

  /// Counts the people to be sheltered, and those of `everybody` who stay since they are not at
  /// risk.
  void count_population(const Population& to_shelter, const Population& everybody) {
    scores_.not_at_risk.assign(geography_.size(), 0);
    for (std::size_t o = 0; o < everybody.persons.size(); ++o) {
      const std::size_t zone = zone_of_origin(OriginId(o));
      scores_.population[zone] += to_shelter.persons[o];
      scores_.not_at_risk[zone] += everybody.persons[o] - to_shelter.persons[o];
    }
  }

  void add(std::size_t party, std::size_t deadline, const PartyScore& score) {
    const std::size_t cell = deadline * geography_.size() + zone_of_party(party);
    scores_.sheltered[cell] += score.inside;
    if (score.outside > 0) {
      scores_.unsheltered[cell * kCauseCount + static_cast<std::size_t>(score.cause)] +=
          score.outside;
    }
  }

  ZoneScores finish(const Walks& walks) {
    require_that_people_add_up();
    score_arrivals();
    require_that_arrivals_agree();
    score_clearance();
    score_places();
    score_caught();
    if (flood_of(input_) != nullptr) {
      score_water();
    }
    WalkFigures figures = walks.by_zone(geography_);
    scores_.mean_walk = std::move(figures.mean);
    scores_.p95_walk = std::move(figures.p95);
    return std::move(scores_);
  }

 private:
  std::size_t zone_of_origin(OriginId origin) const {
    return geography_.zone_of_origin[origin.index()].index();
  }
  std::size_t zone_of_party(std::size_t party) const {
    return zone_of_origin(input_.parties.origin[party]);
  }
  std::size_t zone_of_shelter(ShelterId shelter) const {
    return geography_.zone_of_work[input_.shelters.work[shelter.index()].index()].index();
  }

  void require_that_people_add_up() const {
    const std::size_t zones = geography_.size();
    for (std::size_t cell = 0; cell < scores_.sheltered.size(); ++cell) {
      const auto causes = std::span(scores_.unsheltered).subspan(cell * kCauseCount, kCauseCount);
      const std::int64_t outside = std::accumulate(causes.begin(), causes.end(), std::int64_t{0});
      const std::int64_t population = scores_.population[cell % zones];
      if (scores_.sheltered[cell] + outside != population) {
        throw InternalError(fmt::format(
            "people do not add up in {} '{}' at {} s: {} sheltered + {} with a cause, but {} "
            "people",
            geography_.name, geography_.key[cell % zones], deadline_seconds(cell / zones),
            scores_.sheltered[cell], outside, population));
      }
    }
  }

  double deadline_seconds(std::size_t deadline) const {
    return input_.scenario.run.deadlines[deadline].seconds();
  }

  /// The curve, and who was served where, from the list of arrivals.
  void score_arrivals() {
    const std::size_t zones = geography_.size();
    scores_.curve.assign(times_.size() * zones, 0);
    scores_.served_from_other_zones.assign(zones, 0);
    scores_.served_in_other_zones.assign(zones, 0);
    for (const Arrival& arrival : outcome_.arrivals) {
      const auto time = std::lower_bound(times_.begin(), times_.end(), arrival.at);
      if (time == times_.end()) {
        continue;  // after the horizon
      }
      const std::size_t home = zone_of_party(arrival.party.index());
      const std::size_t there = zone_of_shelter(arrival.shelter);
      scores_.curve[static_cast<std::size_t>(time - times_.begin()) * zones + home] +=
          arrival.persons;
      if (home != there) {
        scores_.served_in_other_zones[home] += arrival.persons;
        scores_.served_from_other_zones[there] += arrival.persons;
      }
    }
    for (std::size_t i = zones; i < scores_.curve.size(); ++i) {
      scores_.curve[i] += scores_.curve[i - zones];
    }
  }

  /// Two records of the same fact, when people came in, must not tell different stories.
  void require_that_arrivals_agree() const {
    const std::size_t zones = geography_.size();
    std::vector<std::int64_t> inside(zones, 0);
    auto arrival = outcome_.arrivals.begin();
    for (std::size_t d = 0; d < input_.scenario.run.deadlines.size(); ++d) {
      for (; arrival != outcome_.arrivals.end() && arrival->at <= input_.scenario.run.deadlines[d];
           ++arrival) {
        inside[zone_of_party(arrival->party.index())] += arrival->persons;
      }
      for (std::size_t z = 0; z < zones; ++z) {
        if (inside[z] != scores_.sheltered[d * zones + z]) {
          throw InternalError(fmt::format(
              "arrivals and parties disagree in {} '{}' at {} s: {} persons came in, {} are inside",
              geography_.name, geography_.key[z], deadline_seconds(d), inside[z],
              scores_.sheltered[d * zones + z]));
        }
      }
    }
  }

  /// From when on 50, 90 and 95 % of those who are in at the horizon are in.
  void score_clearance() {
    const std::size_t zones = geography_.size();
    scores_.t50.assign(zones, kMissing);
    scores_.t90.assign(zones, kMissing);
    scores_.t95.assign(zones, kMissing);
    const auto at_horizon = std::span(scores_.curve).last(zones);
    std::vector<std::int64_t> inside(zones, 0);
    for (const Arrival& arrival : outcome_.arrivals) {
      const std::size_t z = zone_of_party(arrival.party.index());
      inside[z] += arrival.persons;
      const auto reached = [&](std::int64_t percent, std::vector<double>& time) {
        if (inside[z] * 100 < at_horizon[z] * percent) {
          time[z] = kMissing;  // so many have left a shelter again
        } else if (std::isnan(time[z])) {
          time[z] = arrival.at.seconds();
        }
      };
      if (arrival.at <= times_.back() && at_horizon[z] > 0) {
        reached(50, scores_.t50);
        reached(90, scores_.t90);
        reached(95, scores_.t95);
      }
    }
  }

  /// Who is caught by each curve time, and by the horizon.
  void score_caught() {
    const std::size_t zones = geography_.size();
    scores_.caught.assign(zones, 0);
    scores_.caught_curve.assign(times_.size() * zones, 0);
    const std::vector<Tick>& caught_at = outcome_.parties.caught_at;
    for (std::size_t p = 0; p < caught_at.size(); ++p) {
      const auto time = std::lower_bound(times_.begin(), times_.end(), caught_at[p]);
      if (time != times_.end()) {
        const std::size_t zone = zone_of_party(p);
        scores_.caught[zone] += input_.parties.persons[p];
        scores_.caught_curve[static_cast<std::size_t>(time - times_.begin()) * zones + zone] +=
            input_.parties.persons[p];
      }
    }
    for (std::size_t i = zones; i < scores_.caught_curve.size(); ++i) {
      scores_.caught_curve[i] += scores_.caught_curve[i - zones];
    }
  }

  /// When water reaches homes, and who is inside a shelter by then.
  void score_water() {
    const std::size_t zones = geography_.size();
    scores_.water_arrival.assign(zones, kMissing);
    scores_.at_risk.assign(zones, 0);
    scores_.inside_before_water.assign(zones, 0);
    const auto wet_at = [&](std::size_t party) {
      return input_.hazards->water.origin_wet_at[input_.parties.origin[party].index()];
    };
    for (std::size_t p = 0; p < input_.parties.size(); ++p) {
      if (!wet_at(p).is_never()) {
        const std::size_t zone = zone_of_party(p);
        scores_.at_risk[zone] += input_.parties.persons[p];
        scores_.water_arrival[zone] = std::fmin(scores_.water_arrival[zone], wet_at(p).seconds());
      }
    }
    for (const Arrival& arrival : outcome_.arrivals) {
      const std::size_t p = arrival.party.index();
      if (!wet_at(p).is_never() && arrival.at <= wet_at(p)) {
        scores_.inside_before_water[zone_of_party(p)] += arrival.persons;
      }
    }
  }

  void score_places() {
    scores_.places.assign(geography_.size(), 0);
    for (std::size_t s = 0; s < input_.shelters.size(); ++s) {
      if (input_.shelters.first_entrance[s] == input_.shelters.first_entrance[s + 1]) {
        continue;  // no street reaches it: places that nobody can take
      }
      scores_.places[zone_of_shelter(ShelterId(s))] += input_.shelters.places[s];
    }
  }

  const Geography& geography_;
  const SimulationInput& input_;
  const Outcome& outcome_;
  const std::vector<Tick>& times_;
  ZoneScores scores_;
};

std::vector<std::int64_t> count_occupancy(const std::vector<Arrival>& arrivals,
                                          std::size_t shelters, const std::vector<Tick>& times) {
  std::vector<std::int64_t> occupancy(times.size() * shelters, 0);
  for (const Arrival& arrival : arrivals) {
    const auto time = std::lower_bound(times.begin(), times.end(), arrival.at);
    if (time != times.end()) {
      occupancy[static_cast<std::size_t>(time - times.begin()) * shelters +
                arrival.shelter.index()] += arrival.persons;
    }
  }
  for (std::size_t i = shelters; i < occupancy.size(); ++i) {
    occupancy[i] += occupancy[i - shelters];
  }
  return occupancy;
}

/// Persons that the plan sends to each shelter.
std::vector<std::int64_t> assigned_persons(const SimulationInput& input) {
  std::vector<std::int64_t> assigned(input.shelters.size(), 0);
  for (std::size_t p = 0; p < input.parties.size(); ++p) {
    if (input.plan.shelter[p].has_value()) {
      assigned[input.plan.shelter[p].index()] += input.parties.persons[p];
    }
  }
  return assigned;
}

/// The people whom the scenario sends to shelters.
Population to_shelter(const Population& everybody, const SimulationInput& input) {
  return input.hazards == nullptr ? everybody
                                  : people_to_shelter(everybody, *input.hazards, input.scenario);
}

std::vector<std::int64_t> count_caught_on_links(const SimulationInput& input,
                                                const Outcome& outcome) {
  std::vector<std::int64_t> caught(input.network.link_count(), 0);
  for (std::size_t p = 0; p < outcome.parties.caught_on.size(); ++p) {
    const LinkId link = outcome.parties.caught_on[p];
    if (link.has_value()) {
      caught[link.index()] += input.parties.persons[p];
    }
  }
  return caught;
}

/// A row for each wave up to the horizon and each kind of effects, also where nobody was.
std::vector<Exposure> all_exposures(const SimulationInput& input, const Outcome& outcome) {
  std::vector<Exposure> rows;
  const Attack* const attack = attack_of(input);
  if (attack == nullptr) {
    return rows;
  }
  for (std::uint32_t w = 0; w < attack->waves.size(); ++w) {
    const Tick at = impact_of(attack->waves[w], input.scenario);
    for (std::uint32_t e = 0; e < attack->effects.size() && at <= input.scenario.run.horizon; ++e) {
      rows.push_back({at, w, e, 0, 0, 0});
    }
  }
  for (const Exposure& found : outcome.exposures) {
    const std::size_t row = found.wave * attack->effects.size() + found.effects;
    YANBI_EXPECT(row < rows.size());
    rows[row] = found;
  }
  return rows;
}

}  // namespace

const Flood* flood_of(const SimulationInput& input) noexcept {
  const bool given = input.hazards != nullptr && input.hazards->hazard != nullptr &&
                     input.hazards->hazard->flood.has_value();
  return given ? &*input.hazards->hazard->flood : nullptr;
}

const Attack* attack_of(const SimulationInput& input) noexcept {
  const bool given = input.hazards != nullptr && input.hazards->hazard != nullptr &&
                     input.hazards->hazard->attack.has_value();
  return given ? &*input.hazards->hazard->attack : nullptr;
}

bool shelters_only_at_risk(const SimulationInput& input) noexcept {
  return input.scenario.flood.only_at_risk && flood_of(input) != nullptr;
}

Tick impact_of(const Wave& wave, const Scenario& scenario) noexcept {
  return to_tick(after_alarm(wave.at, scenario.hazard.alarm_at));
}

std::vector<Tick> curve_times(const Scenario& scenario) {
  const Tick horizon = scenario.run.horizon;
  const std::int64_t interval =
      std::max<std::int64_t>(1, to_tick(scenario.output.curve_interval).count);
  std::vector<Tick> times;
  for (std::int64_t time = 0; time < horizon.count; time += interval) {
    times.push_back({static_cast<std::int32_t>(time)});
  }
  times.push_back(horizon);
  return times;
}

CauseFacts cause_facts(const SimulationInput& input, const Outcome& outcome, PartyId party,
                       std::size_t deadline) {
  const std::size_t p = party.index();
  const PartyFacts& facts = outcome.parties;
  CauseFacts result;
  result.off_network = !input.origins.position[input.parties.origin[p].index()].has_value();
  result.complies = facts.complies[p] != 0;
  result.placed = input.plan.shelter[p].has_value();
  result.warned_at = facts.warned_at[p];
  result.departed_at = facts.departed_at[p];
  result.refused_at = facts.refused_at[p];
  result.arrived_at = facts.arrived_at[p];
  result.free_flow = facts.free_flow[p];
  if (!facts.caught_at.empty()) {
    result.lost_at = facts.lost_at[p];
    result.blocked_at = facts.blocked_at[p];
    result.caught_at = facts.caught_at[p];
    result.hazard_delay = outcome.at_deadline[deadline].hazard[p];
  }
  result.entrance_delay = outcome.at_deadline[deadline].entrance[p];
  result.congestion_delay = outcome.at_deadline[deadline].congestion[p];
  return result;
}

std::uint16_t persons_inside(const SimulationInput& input, const Outcome& outcome, PartyId party,
                             std::size_t deadline) {
  const std::size_t p = party.index();
  const std::uint16_t persons = input.parties.persons[p];
  const Tick time = input.scenario.run.deadlines[deadline];
  if (outcome.parties.arrived_at[p] <= time) {
    return persons;
  }
  const std::uint16_t inside = outcome.at_deadline[deadline].persons_inside[p];
  const bool loses_shelter =
      !outcome.parties.lost_at.empty() && !outcome.parties.lost_at[p].is_never();
  if (inside > persons || (inside == persons && !loses_shelter)) {
    throw InternalError(
        fmt::format("party {} has {} of its {} persons inside at {} s without having arrived", p,
                    inside, persons, time.seconds()));
  }
  return inside;
}

std::optional<Cause> cause_of(const SimulationInput& input, const Outcome& outcome, PartyId party,
                              std::size_t deadline) {
  if (persons_inside(input, outcome, party, deadline) == input.parties.persons[party.index()]) {
    return std::nullopt;
  }
  return cause_at(cause_facts(input, outcome, party, deadline),
                  input.scenario.run.deadlines[deadline]);
}

std::uint16_t conditions_of(const SimulationInput& input, const Outcome& outcome, PartyId party,
                            std::size_t deadline) {
  if (persons_inside(input, outcome, party, deadline) == input.parties.persons[party.index()]) {
    return 0;
  }
  return conditions_at(cause_facts(input, outcome, party, deadline),
                       input.scenario.run.deadlines[deadline]);
}

RunScores score_run(const City& city, const SimulationInput& input, std::uint32_t replicate,
                    const Outcome& outcome) {
  YANBI_EXPECT(outcome.at_deadline.size() == input.scenario.run.deadlines.size());
  const std::vector<Tick> times = curve_times(input.scenario);
  const Population everybody = population_of(city, input.scenario);
  const Population people = to_shelter(everybody, input);
  std::vector<GeographyScorer> scorers;
  scorers.reserve(city.geographies.size());
  for (const Geography& geography : city.geographies) {
    scorers.emplace_back(geography, input, outcome, times).count_population(people, everybody);
  }
  for (std::size_t d = 0; d < input.scenario.run.deadlines.size(); ++d) {
    for (std::size_t p = 0; p < input.parties.size(); ++p) {
      const PartyScore score = score_party(input, outcome, p, d);
      for (GeographyScorer& scorer : scorers) {
        scorer.add(p, d, score);
      }
    }
  }

  RunScores scores;
  scores.replicate = replicate;
  scores.seed = input.scenario.run.seed;
  scores.state_hash = outcome.state_hash;
  const Walks walks(input);
  for (GeographyScorer& scorer : scorers) {
    scores.geographies.push_back(scorer.finish(walks));
  }
  scores.shelters = outcome.shelters;
  scores.assigned = assigned_persons(input);
  if (input.scenario.output.occupancy) {
    scores.occupancy = count_occupancy(outcome.arrivals, input.shelters.size(), times);
  }
  if (input.scenario.output.links) {
    scores.links = outcome.links;
    if (!outcome.parties.caught_on.empty()) {
      scores.caught_on_link = count_caught_on_links(input, outcome);
    }
  }
  scores.exposures = all_exposures(input, outcome);
  scores.meets_hazards = !outcome.parties.caught_at.empty();
  scores.diagnostics = outcome.diagnostics;
  return scores;
}

}  // namespace yanbi
