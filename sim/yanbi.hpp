// SPDX-License-Identifier: Apache-2.0
#pragma once
// The public face of Yanbi: from a city and a scenario to scores and a result file, in five calls.
//
//   auto city = std::make_shared<const yanbi::City>(yanbi::load_city("city.h5"));
//   yanbi::PreparedScenario prepared(city, yanbi::read_scenario("scenario.toml"), threads);
//   yanbi::ReplicateResults results = yanbi::run_replicates(*city, prepared.input(), threads);
//   std::string table = yanbi::score_table(
//       yanbi::make_score_view(*city, prepared.scenario(), results.runs));
//   yanbi::save_result("result.h5", prepared, results, {});
//
// Nothing here prints, logs, exits or keeps hidden state. Wrong input is an InputError that holds
// every problem; RunError says that right input could not be worked on; Interrupted that a progress
// callback asked to stop.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "outputs/comparison.hpp"
#include "outputs/comparison_input.hpp"
#include "outputs/comparison_tables.hpp"
#include "outputs/result_reader.hpp"
#include "outputs/result_writer.hpp"
#include "outputs/run_origin.hpp"
#include "outputs/score_view.hpp"
#include "outputs/tables.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/memory.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/problem.hpp"
#include "sim/base/progress.hpp"
#include "sim/batch/batch.hpp"
#include "sim/batch/batch_job.hpp"
#include "sim/batch/batch_memory.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/prepared_scenario.hpp"
#include "sim/batch/replicates.hpp"
#include "sim/batch/team.hpp"
#include "sim/check.hpp"
#include "sim/city/city.hpp"
#include "sim/city/city_file.hpp"
#include "sim/config/text_values.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/hazard/hazard_file.hpp"
#include "sim/hazard/hazard_hash.hpp"
#include "sim/kernel/prepare_hazards.hpp"
#include "sim/plan/parties.hpp"
#include "sim/plan/plan.hpp"
#include "sim/plan/plan_file.hpp"
#include "sim/plan/plan_table.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/scenario/city_check.hpp"
#include "sim/scenario/parameters.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/reference.hpp"

namespace yanbi {

/// This build was made without sim/import (YANBI_IMPORT=OFF): it reads compiled cities only.
class NotInThisBuild : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Whether this build can make cities.
[[nodiscard]] bool can_make_cities() noexcept;

/// Makes a city from the files that `city_toml` names. Relative paths in it start at `data_root`,
/// or at the folder of the file. @throws InputError, NotInThisBuild.
[[nodiscard]] City make_city(const std::filesystem::path& city_toml,
                             const std::optional<std::filesystem::path>& data_root = {},
                             const ProgressCallback& progress = {});

/// Makes a synthetic city from the few numbers in `spec_toml`; `seed` replaces the file's.
/// @throws InputError, NotInThisBuild.
[[nodiscard]] City make_synthetic_city(const std::filesystem::path& spec_toml,
                                       std::optional<std::uint64_t> seed = {},
                                       const ProgressCallback& progress = {});

/// Makes the hazard that `hazard_toml` describes for one city: what its water and its strikes touch
/// there, on at most `threads` threads. Relative paths in it start at `data_root`, or at the folder
/// of the file. @throws InputError, NotInThisBuild.
[[nodiscard]] Hazard make_hazard(const std::filesystem::path& hazard_toml, const City& city,
                                 const std::optional<std::filesystem::path>& data_root = {},
                                 int threads = 1, const ProgressCallback& progress = {});

/// Writes what was understood of the works of a city, or of one of its layouts, as a table that the
/// importer reads again; and their doors, if asked. The endings of the names decide the formats:
/// .csv, .geojson, .gpkg or .xlsx. The files appear whole or not at all.
/// @throws InputError when there is no such layout, RunError when a file cannot be written,
/// NotInThisBuild.
void save_ledger(const City& city, const std::optional<std::string>& layout,
                 const std::filesystem::path& ledger,
                 const std::optional<std::filesystem::path>& entrances = {});

/// Whether the ending of a name is one that save_ledger() knows.
[[nodiscard]] bool is_ledger_file(const std::filesystem::path& path);

/// Where a result comes from, beyond the scenario itself. Information only.
struct Provenance {
  std::vector<std::filesystem::path> inputs;  ///< files to name with their hashes
  int threads = 1;
  std::optional<std::string> machine;
  bool redact = false;             ///< leave out what says where things are; see outputs/FORMAT.md
  std::filesystem::path scenario;  ///< path of the scenario file: its relative paths start there
};

/// Writes the result of all replicates; see outputs/FORMAT.md. The file appears whole or not at
/// all.
/// @throws RunError when it cannot be written.
void save_result(const std::filesystem::path& path, const PreparedScenario& prepared,
                 const ReplicateResults& results, const Provenance& provenance);

}  // namespace yanbi
