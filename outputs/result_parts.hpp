// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a result file, one function for each top-level group; and the names and columns that
// several of them share. Used by result_writer.cpp only.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "outputs/result_writer.hpp"
#include "outputs/scores.hpp"
#include "sim/hdf5/writer.hpp"
#include "sim/kernel/outcome.hpp"

namespace yanbi {

/// What every part needs.
struct ResultParts {
  const ResultContext& context;
  const std::vector<RunScores>& runs;
  std::span<const Outcome> agents;
};

void write_runs(hdf5::GroupWriter& root, const ResultParts& parts);
void write_scores(hdf5::GroupWriter& root, const ResultParts& parts);
void write_curves(hdf5::GroupWriter& root, const ResultParts& parts);
void write_shelters(hdf5::GroupWriter& root, const ResultParts& parts);
void write_summary(hdf5::GroupWriter& root, const ResultParts& parts);
void write_links(hdf5::GroupWriter& root, const ResultParts& parts);
void write_agents(hdf5::GroupWriter& root, const ResultParts& parts);
/// The group /exposure, where the scenario has strikes.
void write_exposure(hdf5::GroupWriter& root, const ResultParts& parts);
/// Attributes of the root that name the hazard, where there is one.
void write_hazard_facts(hdf5::GroupWriter& root, const ResultContext& context);

/// Whether the scenario has a hazard, or anything else that closes ways or shelters in any run:
/// whether the file has variables about hazards.
[[nodiscard]] bool has_hazards(const ResultParts& parts);
/// Whom shares of people are shares of, for descriptions.
[[nodiscard]] std::string whole_population(const SimulationInput& input);

/// The name of a geography as part of a group's or variable's name: '/' and control characters,
/// which HDF5 or netCDF forbid there, become '_'.
[[nodiscard]] std::string geography_name_in_file(const std::string& name);
/// Ids and names of the zones; ordinals from 1 in a redacted file (the key "outside" stays).
[[nodiscard]] std::vector<std::string> zone_ids(const Geography& geography, bool redact);
[[nodiscard]] std::vector<std::string> zone_names(const Geography& geography, bool redact);
/// 0, 1, ..., count - 1.
[[nodiscard]] std::vector<std::int32_t> ordinals(std::size_t count);
/// Seconds; NaN for never.
[[nodiscard]] double seconds_or_nan(Tick tick);
[[nodiscard]] std::vector<double> seconds_or_nan(const std::vector<Tick>& ticks);

/// Defines the dimensions that groups share, each with its coordinate variable.
void define_runs(hdf5::GroupWriter& group, const ResultParts& parts);
void define_deadlines(hdf5::GroupWriter& group, const ResultParts& parts);
void define_times(hdf5::GroupWriter& group, const ResultParts& parts);
void define_causes(hdf5::GroupWriter& group);
/// Also writes `zone_name` and the attribute `geography`.
void define_zones(hdf5::GroupWriter& group, const ResultParts& parts, const Geography& geography);
void define_shelters(hdf5::GroupWriter& group, const ResultParts& parts);

}  // namespace yanbi
