// SPDX-License-Identifier: Apache-2.0
#pragma once
// The probability that a strike destroys a work, by the grade of resistance that the ledger gives.

#include <optional>
#include <string>
#include <vector>

#include "sim/city/works.hpp"
#include "sim/config/toml.hpp"

namespace yanbi {

/// Probabilities by the text of a grade. The first case that fits counts.
struct WorkLostRule {
  /// Fits works whose grade contains `text`; where `early`, works whose status is early instead.
  struct Case {
    std::string text;
    bool early = false;
    double probability = 0.0;
  };
  std::vector<Case> cases;
  double otherwise = 0.0;  ///< where no case fits
};

/// Reads the key: a number for all works, or a table of grades with `default` and, for works of the
/// status early, `early`.
[[nodiscard]] WorkLostRule read_work_lost(const TomlTable& table, const std::string& key);

/// The probability for one work of the ledger.
[[nodiscard]] double probability_lost(const WorkLostRule& rule, const Works& works, WorkId work);

}  // namespace yanbi
