// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a result file, one function for each top-level group; and the names and columns that
// several of them share. Used by the sources of the writer only.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "outputs/result_columns.hpp"
#include "outputs/result_writer.hpp"
#include "outputs/scores.hpp"
#include "outputs/shelter_table.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {

/// What every part needs.
struct ResultParts {
  const ResultContext& context;
  RunSource& runs;
  const ResultAgents* agents;  ///< none = no /agents
  ShelterTable shelters;
  std::vector<std::string> hazard_hashes;  ///< (case); empty without a hazard
  std::vector<std::int64_t> replicates;    ///< (case): runs that are there
  // Known once all runs were written.
  std::vector<bool> meets_hazards = {};  ///< (case): names a hazard, or one touches any run
  bool hazards = false;                  ///< whether that is so for any case

  [[nodiscard]] const std::vector<ResultCase>& cases() const noexcept { return context.cases; }
  /// The case that stands for all where they must agree.
  [[nodiscard]] const ResultCase& any_case() const noexcept { return context.cases.front(); }
};

// Groups that are filled run by run: these make their variables.
void define_runs_group(hdf5::GroupWriter& root, const ResultParts& parts, RunColumns& columns);
void define_scores(hdf5::GroupWriter& root, const ResultParts& parts, RunColumns& columns);
void define_curves(hdf5::GroupWriter& root, const ResultParts& parts, RunColumns& columns);
void define_shelters_group(hdf5::GroupWriter& root, const ResultParts& parts, RunColumns& columns);
/// Where all cases ask for it.
void define_links(hdf5::GroupWriter& root, const ResultParts& parts, RunColumns& columns);
/// The group /exposure, where all cases have the same strikes at the same times.
void define_exposure(hdf5::GroupWriter& root, const ResultParts& parts, RunColumns& columns);

/// The group /summary, filled case by case as the runs come. Of the case at hand it keeps every
/// run, without what summaries do not read.
class SummaryWriter {
 public:
  SummaryWriter(hdf5::GroupWriter& root, const ResultParts& parts);
  ~SummaryWriter();
  SummaryWriter(const SummaryWriter&) = delete;
  SummaryWriter& operator=(const SummaryWriter&) = delete;
  SummaryWriter(SummaryWriter&&) = delete;
  SummaryWriter& operator=(SummaryWriter&&) = delete;

  /// A run of `case_index`, which is not less than that of the run before.
  void add(std::size_t case_index, const RunScores& scores);
  /// Writes the last case, and "not there" for those without a run.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The rest, written once all runs were.
void write_root_facts(hdf5::GroupWriter& root, const ResultParts& parts);
/// Attributes of the root that name the hazard, where there is one.
void write_hazard_facts(hdf5::GroupWriter& root, const ResultParts& parts);
void write_cases(hdf5::GroupWriter& root, const ResultParts& parts);
/// The group /failures, where there are any.
void write_failures(hdf5::GroupWriter& root, const ResultParts& parts);
void write_agents(hdf5::GroupWriter& root, const ResultParts& parts);

/// The case's flood, its strikes; nullptr = none.
[[nodiscard]] const Flood* flood_of(const ResultCase& of) noexcept;
[[nodiscard]] const Attack* attack_of(const ResultCase& of) noexcept;
/// Whether only people whose home gets wet are to be sheltered.
[[nodiscard]] bool shelters_only_at_risk(const ResultCase& of) noexcept;
[[nodiscard]] bool any_has_flood(const ResultParts& parts) noexcept;
/// hash_hazard() of each case, 16 hexadecimal digits; empty without a hazard.
[[nodiscard]] std::vector<std::string> hazard_hashes(const ResultContext& context);
/// Whom shares of people are shares of, for descriptions.
[[nodiscard]] std::string whole_population(const ResultParts& parts);
/// Names of what is varied, in the order in which the cases name it.
[[nodiscard]] std::vector<std::string> factor_names(const ResultParts& parts);
/// The level of a factor in a case; empty where the case has none.
[[nodiscard]] std::string level_of(const ResultCase& of, const std::string& factor);

/// What `get` says of every case where they all agree, else `otherwise`.
template <class T, class Get>
[[nodiscard]] T agreed(const ResultParts& parts, const Get& get, T otherwise) {
  const T first = get(parts.any_case());
  const bool same = std::all_of(parts.cases().begin(), parts.cases().end(),
                                [&](const ResultCase& each) { return get(each) == first; });
  return same ? first : otherwise;
}

/// What `get` says of each case.
template <class T, class Get>
[[nodiscard]] std::vector<T> of_cases(const ResultParts& parts, const Get& get) {
  std::vector<T> column;
  for (const ResultCase& each : parts.cases()) {
    column.push_back(get(each));
  }
  return column;
}

/// The name of a geography or a factor as part of a group's or variable's name: '/' and control
/// characters, which HDF5 or netCDF forbid there, become '_'.
[[nodiscard]] std::string name_in_file(const std::string& name);
/// Ids and names of the zones; ordinals from 1 in a redacted file (the key "outside" stays).
[[nodiscard]] std::vector<std::string> zone_ids(const Geography& geography, bool redact);
[[nodiscard]] std::vector<std::string> zone_names(const Geography& geography, bool redact);
/// 0, 1, ..., count - 1.
[[nodiscard]] std::vector<std::int32_t> ordinals(std::size_t count);
/// Seconds; NaN for never.
[[nodiscard]] double seconds_or_nan(Tick tick);
[[nodiscard]] std::vector<double> seconds_or_nan(const std::vector<Tick>& ticks);

/// Where no hazard touches a run, it has no column of what hazards do: nothing happened.
template <class T>
[[nodiscard]] std::vector<T> or_nothing(const std::vector<T>& column, std::size_t count,
                                        T nothing) {
  return column.empty() ? std::vector<T>(count, nothing) : column;
}

/// Defines the dimensions that groups share, each with its coordinate variable.
void define_runs(hdf5::GroupWriter& group, const ResultParts& parts);
void define_cases(hdf5::GroupWriter& group, const ResultParts& parts);
void define_deadlines(hdf5::GroupWriter& group, const ResultParts& parts);
void define_times(hdf5::GroupWriter& group, const ResultParts& parts);
void define_causes(hdf5::GroupWriter& group);
/// Also writes `zone_name` and the attribute `geography`.
void define_zones(hdf5::GroupWriter& group, const ResultParts& parts, const Geography& geography);
void define_shelters(hdf5::GroupWriter& group, const ResultParts& parts);

}  // namespace yanbi
