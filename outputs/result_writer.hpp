// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes the result of one scenario: an HDF5 file that is also a valid netCDF-4 file. Its groups,
// variables and units are described in outputs/FORMAT.md.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "outputs/scores.hpp"
#include "sim/city/city.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi {

/// Version of the result file's layout; files of another major version are refused by the reader.
inline constexpr int kResultFormatMajor = 1;
inline constexpr int kResultFormatMinor = 1;

/// What a result file says about where its numbers come from. Borrowed while the file is written.
struct ResultContext {
  const City& city;
  SimulationInput input;  ///< what the replicates ran on; its scenario holds layout and population
  std::string case_name;  ///< name of this combination of layout, hazard and so on; as `/runs/case`
  std::vector<InputFile> inputs;       ///< files read: city, scenario, hazard and so on
  int threads = 1;                     ///< information only
  std::optional<std::string> machine;  ///< information only
  bool redact = false;  ///< leave out coordinates, names, paths, texts and the machine
};

/// Writes `runs`, in their order, to a temporary name beside `path`, syncs and renames it; what
/// stood there before stays until then. `agents` is empty, or has the outcome of each run:
/// `/agents` is then written. `/links` and occupancy are written when the runs hold them.
/// @throws RunError when the file cannot be written; nothing is left behind then.
/// @throws InternalError when there is no run, or columns disagree in size.
void write_result(const std::filesystem::path& path, const ResultContext& context,
                  const std::vector<RunScores>& runs, std::span<const Outcome> agents = {});

}  // namespace yanbi
