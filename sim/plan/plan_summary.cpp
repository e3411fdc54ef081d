// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/plan/plan.hpp"
#include "sim/plan/walked_by.hpp"

namespace yanbi {
namespace {

void summarize_rounding(const Plan& plan, const std::vector<WalkOf>& walks, PlanSummary& summary) {
  if (!plan.optimum) {
    return;
  }
  summary.optimum = plan.optimum;
  summary.rounding =
      RoundingLoss{plan.optimum->placed - summary.assigned,
                   static_cast<double>(walked_by_all(walks) - plan.optimum->walk_mm) / 1000.0};
}

void summarize_walks(std::vector<WalkOf> walks, PlanSummary& summary) {
  if (summary.assigned == 0) {
    return;
  }
  summary.mean_walk =
      static_cast<double>(walked_by_all(walks)) / 1000.0 / static_cast<double>(summary.assigned);
  summary.p95_walk = p95_walk(walks, summary.assigned);
}

}  // namespace

PlanSummary summarize(const City& city, const Parties& parties, const Shelters& shelters,
                      const Plan& plan) {
  PlanSummary summary;
  std::vector<std::int64_t> assigned(shelters.size(), 0);
  std::vector<WalkOf> walks;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    const std::int64_t persons = parties.persons[p];
    summary.persons += persons;
    if (plan.shelter[p].has_value()) {
      summary.assigned += persons;
      assigned[plan.shelter[p].index()] += persons;
      walks.push_back(
          {walked_mm(plan.routes[plan.route[p]], city.network.links().length_mm), persons});
    } else if (city.origins.position[parties.origin[p].index()]) {
      summary.unplaced += persons;
    } else {
      summary.off_network += persons;
    }
  }
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    summary.over_capacity += std::max<std::int64_t>(0, assigned[s] - shelters.places[s]);
  }
  summarize_rounding(plan, walks, summary);
  summarize_walks(std::move(walks), summary);
  return summary;
}

}  // namespace yanbi
