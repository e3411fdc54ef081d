// SPDX-License-Identifier: Apache-2.0
#pragma once
// The cases of a batch, in their order: every combination of the factors' levels (the last factor
// fastest), then the listed cases; each of them once per point of the Latin hypercube.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/batch/batch_spec.hpp"

namespace yanbi {

/// One combination: the scenario with these keys set.
struct BatchCase {
  /// "layout=1960 time=night"; with uncertain keys " sample=3" behind it. Of a listed case its
  /// name.
  std::string name;
  /// Name and level of each factor, in the order of the factors; empty level for listed cases.
  /// With uncertain keys also ("sample", "3").
  std::vector<std::pair<std::string, std::string>> levels;
  std::vector<KeySetting> set;
  [[nodiscard]] std::vector<std::string> overrides() const;  ///< "key=value", for read_scenario
};

struct RunPlan {
  std::vector<BatchCase> cases;
  std::uint32_t replicates = 1;  ///< of each case; with a stopping rule the most
};

/// Expands a batch. The same spec makes the same plan on every machine.
/// @throws InputError when two cases have one name, or there are more than 100,000 cases.
[[nodiscard]] RunPlan make_run_plan(const BatchSpec& spec);

/// The cases of one shard of `count`: those whose index is `shard` - 1 modulo `count`. No case is
/// split. Precondition: 1 <= shard <= count.
[[nodiscard]] std::vector<std::uint32_t> cases_of_shard(const RunPlan& plan, std::uint32_t shard,
                                                        std::uint32_t count);

/// Points of a Latin hypercube in [0, 1): `points` rows of `dimensions` columns; each column has
/// one value in each of `points` equal strata, in an order drawn from (seed, column) alone. McKay,
/// Beckman & Conover, Technometrics 21, 1979. Columns do not change when others are added behind.
[[nodiscard]] std::vector<std::vector<double>> latin_hypercube(std::uint32_t points,
                                                               std::size_t dimensions,
                                                               std::uint64_t seed);

}  // namespace yanbi
