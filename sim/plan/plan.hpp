// SPDX-License-Identifier: Apache-2.0
#pragma once
// The plan: who goes to which shelter, and the way there. Immutable once made; shared by all
// replicates of a scenario.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/progress.hpp"
#include "sim/base/time.hpp"
#include "sim/city/city.hpp"
#include "sim/plan/optimum.hpp"
#include "sim/plan/parties.hpp"
#include "sim/plan/route_table.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Another shelter that someone refused at a door can go to.
struct Alternative {
  ShelterId shelter;
  RouteId route;  ///< from the refusing door's place on the street to the nearest door there
};

/// Who goes where. Parties without a shelter are unplaced (or off the network): counted, not
/// dropped.
struct Plan {
  std::vector<ShelterId> shelter;  ///< by party; empty = the plan has no place for it
  std::vector<RouteId> route;      ///< by party; empty exactly where `shelter` is
  /// By party: when it leaves; never = as the scenario draws it. Empty = never for everybody.
  std::vector<Tick> departs_at = {};
  RouteTable routes;
  /// Alternatives of door e, nearest first: [first_alternative[e], first_alternative[e + 1]).
  std::vector<std::uint32_t> first_alternative;
  std::vector<Alternative> alternatives;
  std::vector<std::string> notes;             ///< what a planner should know, one sentence each
  std::optional<OptimumCertificate> optimum;  ///< where the policy is "optimum"

  [[nodiscard]] std::span<const Alternative> alternatives_of(EntranceId entrance) const;
};

/// What whole parties cost beside the least walking of single persons.
struct RoundingLoss {
  std::int64_t persons = 0;  ///< who have no place because parties are not split
  double walk = 0.0;         ///< m, all persons together; less than 0 where fewer persons walk
};

/// What a plan comes to, for tables and messages. Persons unless said.
struct PlanSummary {
  std::int64_t persons = 0;
  std::int64_t assigned = 0;
  std::int64_t unplaced = 0;  ///< on the network, without a shelter
  std::int64_t off_network = 0;
  std::int64_t over_capacity = 0;  ///< assigned beyond the places of their shelter
  double mean_walk = 0.0;          ///< m, of those assigned
  double p95_walk = 0.0;           ///< m
  std::optional<OptimumCertificate> optimum;
  std::optional<RoundingLoss> rounding;  ///< given together with `optimum`
};

/// Makes the plan of a scenario on at most `threads` threads; the result does not depend on them.
/// @throws InputError when a given table names unknown origins or works, or is missing.
[[nodiscard]] Plan make_plan(const City& city, const Parties& parties, const Shelters& shelters,
                             const Scenario& scenario, int threads,
                             const ProgressCallback& progress = {});

[[nodiscard]] PlanSummary summarize(const City& city, const Parties& parties,
                                    const Shelters& shelters, const Plan& plan);

}  // namespace yanbi
