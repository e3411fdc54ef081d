// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/problem.hpp"
#include "sim/plan/alternatives.hpp"
#include "sim/plan/assign_optimum.hpp"
#include "sim/plan/assignment.hpp"
#include "sim/plan/plan_file.hpp"
#include "sim/plan/plan_input.hpp"
#include "sim/plan/shelter_ways.hpp"

namespace yanbi {
namespace {

/// The geography that `plan.binding` names, or nullptr.
const Geography* binding_of(const City& city, const PlanParameters& parameters) {
  if (!parameters.binding) {
    return nullptr;
  }
  const Geography* geography = city.find_geography(*parameters.binding);
  if (geography == nullptr) {
    throw InputError({{"", 0, "plan.binding", *parameters.binding,
                       "the city has no geography of this name", "name one that it has"}});
  }
  return geography;
}

/// Shelters of all parties, and for some of them a route of the plan that a table gave.
struct Assigned {
  Assignment shelter;
  std::vector<RouteId> given_route = {};  ///< empty where routes are to be drawn; may be left empty
};

/// Takes over what a table or a compiled plan says, its routes and departures too.
Assigned assign_as_given(const PlanInput& input, const Scenario& scenario, Plan& plan) {
  GivenPlan given = read_given_plan(scenario.plan.table.value_or(""), input, scenario);
  plan.routes = std::move(given.routes);
  plan.departs_at = std::move(given.assigned.departs_at);
  return {std::move(given.assigned.shelter), std::move(given.assigned.route)};
}

Assigned assign(const PlanInput& input, const Scenario& scenario, Plan& plan) {
  const PlanParameters& parameters = scenario.plan;
  const std::uint32_t max_walk_mm = to_millimetres(parameters.max_walk);
  switch (parameters.policy) {
    case PlanPolicy::kNearest:
      return {assign_nearest(input, max_walk_mm)};
    case PlanPolicy::kNearestWithPlaces:
      return {assign_nearest_with_places(input, max_walk_mm)};
    case PlanPolicy::kOptimum: {
      OptimumAssignment optimum =
          assign_optimum(input, max_walk_mm, binding_of(input.city(), parameters));
      plan.optimum = optimum.certificate;
      return {std::move(optimum.assignment)};
    }
    case PlanPolicy::kTable:
      return assign_as_given(input, scenario, plan);
  }
  throw InternalError("the plan's policy is none of those known");
}

[[nodiscard]] bool has_given_route(const Assigned& assigned, std::size_t party) {
  return !assigned.given_route.empty() && assigned.given_route[party].has_value();
}

/// The pairs of shelter and origin that need a route, sorted, each once.
struct Pair {
  ShelterId shelter;
  OriginId origin;
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

std::vector<Pair> pairs_of(const Parties& parties, const Assigned& assigned) {
  std::vector<Pair> pairs;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    const Pair pair{assigned.shelter[p], parties.origin[p]};
    if (pair.shelter.has_value() && !has_given_route(assigned, p) &&
        (pairs.empty() || pair != pairs.back())) {
      pairs.push_back(pair);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

/// Positions at which the pairs of the next shelter begin, and the end.
std::vector<std::size_t> shelter_bounds(const std::vector<Pair>& pairs) {
  std::vector<std::size_t> bounds;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i == 0 || pairs[i].shelter != pairs[i - 1].shelter) {
      bounds.push_back(i);
    }
  }
  bounds.push_back(pairs.size());
  return bounds;
}

/// Draws the route of each pair into `routes`; none where there is no way.
std::vector<std::optional<RouteId>> draw_routes(const PlanInput& input,
                                                const std::vector<Pair>& pairs,
                                                RouteTable& routes) {
  constexpr std::size_t kGroup =
      256;  // shelters whose routes are held apart before they are joined
  const std::vector<std::size_t> bounds = shelter_bounds(pairs);
  const std::size_t shelters = bounds.size() - 1;
  std::vector<std::optional<RouteId>> route_of;
  route_of.reserve(pairs.size());
  for (std::size_t first = 0; first < shelters; first += kGroup) {
    report_progress(input.progress(), "drawing routes",
                    static_cast<double>(first) / static_cast<double>(shelters));
    std::vector<ShelterRoutes> results(std::min(kGroup, shelters - first));
    parallel_for(results.size(), input.threads(), 4, [&](std::size_t i) {
      std::vector<OriginId> origins;
      for (std::size_t k = bounds[first + i]; k < bounds[first + i + 1]; ++k) {
        origins.push_back(pairs[k].origin);
      }
      results[i] = routes_to(input, pairs[bounds[first + i]].shelter, origins);
    });
    for (const ShelterRoutes& result : results) {
      const auto shift = static_cast<std::uint32_t>(routes.size());
      for (const std::optional<RouteId>& route : result.route_of) {
        route_of.push_back(route ? std::optional(RouteId(route->raw() + shift)) : std::nullopt);
      }
      routes.append(result.routes);
    }
  }
  return route_of;
}

/// Enters the assignment and its routes; who has no way to the assigned shelter is left without
/// one.
void enter_assignment(const PlanInput& input, Assigned assigned, Plan& plan) {
  const Parties& parties = input.parties();
  const std::vector<Pair> pairs = pairs_of(parties, assigned);
  const std::vector<std::optional<RouteId>> routes = draw_routes(input, pairs, plan.routes);
  plan.shelter = std::move(assigned.shelter);
  plan.route.resize(parties.size());
  std::int64_t without_way = 0;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    if (!plan.shelter[p].has_value()) {
      continue;
    }
    if (has_given_route(assigned, p)) {
      plan.route[p] = assigned.given_route[p];
      continue;
    }
    const auto pair =
        std::lower_bound(pairs.begin(), pairs.end(), Pair{plan.shelter[p], parties.origin[p]});
    const std::optional<RouteId>& route = routes[static_cast<std::size_t>(pair - pairs.begin())];
    if (route) {
      plan.route[p] = *route;
    } else {
      plan.shelter[p] = ShelterId();
      if (!plan.departs_at.empty()) {
        plan.departs_at[p] = Tick::never();
      }
      without_way += parties.persons[p];
    }
  }
  if (without_way > 0) {
    plan.notes.push_back(
        fmt::format("{} persons are left without a shelter: no street leads to the work that the "
                    "table gives them",
                    without_way));
  }
}

void enter_alternatives(const PlanInput& input, const RedirectionParameters& parameters,
                        Plan& plan) {
  AlternativeTable table = find_alternatives(input, parameters);
  const auto shift = static_cast<std::uint32_t>(plan.routes.size());
  for (Alternative& alternative : table.alternatives) {
    alternative.route = RouteId(alternative.route.raw() + shift);
  }
  plan.routes.append(table.routes);
  plan.first_alternative = std::move(table.first_alternative);
  plan.alternatives = std::move(table.alternatives);
}

void note_closed_shelters(const Shelters& shelters, Plan& plan) {
  std::int64_t count = 0;
  std::int64_t places = 0;
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    if (shelters.first_entrance[s] == shelters.first_entrance[s + 1]) {
      ++count;
      places += shelters.places[s];
    }
  }
  if (count > 0) {
    plan.notes.push_back(fmt::format(
        "{} shelters with {} places take nobody: no street is near enough to any of their doors",
        count, places));
  }
}

}  // namespace

std::span<const Alternative> Plan::alternatives_of(EntranceId entrance) const {
  const std::uint32_t first = first_alternative[entrance.index()];
  return std::span(alternatives).subspan(first, first_alternative[entrance.index() + 1] - first);
}

Plan make_plan(const City& city, const Parties& parties, const Shelters& shelters,
               const Scenario& scenario, int threads, const ProgressCallback& progress) {
  const PlanInput input(city, parties, shelters, threads, progress);
  Plan plan;
  note_closed_shelters(shelters, plan);
  enter_assignment(input, assign(input, scenario, plan), plan);
  enter_alternatives(input, scenario.redirection, plan);
  report_progress(progress, "plan", 1.0);
  return plan;
}

}  // namespace yanbi
