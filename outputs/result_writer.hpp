// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes the result of one scenario, or of the many cases of a batch: an HDF5 file that is also a
// valid netCDF-4 file. Its groups, variables and units are described in outputs/FORMAT.md.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "outputs/run_source.hpp"
#include "outputs/scores.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Version of the result file's layout; files of another major version are refused by the reader.
inline constexpr int kResultFormatMajor = 1;
inline constexpr int kResultFormatMinor = 3;

/// One combination of layout, hazard and so on, of which there may be many runs. Borrows.
struct ResultCase {
  std::string name;  ///< as in `/runs/case`; no two cases have the same
  /// Name and level of each factor that is varied; empty for a scenario by itself.
  std::vector<std::pair<std::string, std::string>> levels = {};
  std::string overrides = {};      ///< keys that the case sets, lines of key=value
  const Scenario& scenario;        ///< with the overrides
  const Shelters& shelters;        ///< of the scenario's layout
  const Hazard* hazard = nullptr;  ///< the one that the scenario names; none = no hazard
};

/// A run that has no scores.
struct ResultFailure {
  std::size_t case_index = 0;
  std::uint32_t replicate = 0;
  std::string reason;
};

/// What a batch adds to where its numbers come from.
struct ResultBatch {
  std::string name;
  std::string text;            ///< the batch file as given
  std::uint64_t identity = 0;  ///< hash of all that decides the batch's results
};

/// What a result file says about where its numbers come from. Borrowed while the file is written.
struct ResultContext {
  const City& city;
  std::vector<ResultCase> cases;             ///< at least one, in the order of the file
  std::vector<ResultFailure> failures = {};  ///< in the order of (case, replicate)
  std::string scenario_text = {};            ///< as given; for a single case with the overrides
  std::optional<ResultBatch> batch = {};     ///< none for a scenario by itself
  std::vector<InputFile> inputs = {};        ///< files read: city, scenario, hazard and so on
  int threads = 1;                           ///< information only
  std::optional<std::string> machine = {};   ///< information only
  std::filesystem::path scenario_path = {};  ///< relative paths in the scenario's text start there
  bool redact = false;  ///< leave out coordinates, names, paths, texts and the machine
};

/// What `/agents` is written from; for a single case only. Borrows.
struct ResultAgents {
  SimulationInput input;              ///< what the replicates ran on
  std::span<const Outcome> outcomes;  ///< one for each run
};

/// Whether two cases can lie in one file, which has one axis of deadlines and one of times: the key
/// of the scenario in which they differ; none = they can.
[[nodiscard]] std::optional<std::string> key_that_keeps_apart(const Scenario& one,
                                                              const Scenario& other);

/// Writes the runs to a temporary name beside `path`, syncs and renames it; what stood there before
/// stays until then. Runs are loaded one after another; those of one case stay in memory, without
/// their curves, until its summary is made. `/agents` is
/// written where `agents` is given, `/links` and occupancy where the scenarios of all cases ask for
/// them.
/// @throws RunError when the file cannot be written; nothing is left behind then.
/// @throws InternalError when there is neither a run nor a failure, cases cannot lie in one file,
/// or columns disagree in size.
void write_result(const std::filesystem::path& path, const ResultContext& context, RunSource& runs,
                  const ResultAgents* agents = nullptr);

}  // namespace yanbi
