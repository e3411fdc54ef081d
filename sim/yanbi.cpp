// SPDX-License-Identifier: Apache-2.0
#include "sim/yanbi.hpp"

#include <utility>

#include "sim/base/hash.hpp"
#ifdef YANBI_HAS_IMPORT
#include "sim/import/build_city.hpp"
#include "sim/import/hazard/build_hazard.hpp"
#include "sim/import/synthetic/synthesize.hpp"
#include "sim/import/works/ledger_export.hpp"
#endif

namespace yanbi {
namespace {

std::vector<InputFile> hashed(const std::vector<std::filesystem::path>& paths) {
  std::vector<InputFile> files;
  files.reserve(paths.size());
  for (const std::filesystem::path& path : paths) {
    files.push_back({path.string(), hash_file(path)});
  }
  return files;
}

#ifndef YANBI_HAS_IMPORT
[[noreturn]] void refuse_import() {
  throw NotInThisBuild(
      "this build of Yanbi cannot make cities or hazards (it was configured with "
      "YANBI_IMPORT=OFF); make the file with a full build and copy it here");
}
#endif

}  // namespace

#ifdef YANBI_HAS_IMPORT

bool can_make_cities() noexcept { return true; }

City make_city(const std::filesystem::path& city_toml,
               const std::optional<std::filesystem::path>& data_root,
               const ProgressCallback& progress) {
  return build_city(city_toml, data_root, progress);
}

City make_synthetic_city(const std::filesystem::path& spec_toml, std::optional<std::uint64_t> seed,
                         const ProgressCallback& progress) {
  return synthesize_city(spec_toml, seed, progress);
}

Hazard make_hazard(const std::filesystem::path& hazard_toml, const City& city,
                   const std::optional<std::filesystem::path>& data_root, int threads,
                   const ProgressCallback& progress) {
  return build_hazard(hazard_toml, city, data_root, threads, progress);
}

void save_ledger(const City& city, const std::optional<std::string>& layout,
                 const std::filesystem::path& ledger,
                 const std::optional<std::filesystem::path>& entrances) {
  const std::vector<WorkId> works = works_to_export(city, layout, city.name);
  write_point_table(ledger_table(city, works), city.crs, ledger);
  if (entrances) {
    write_point_table(entrances_table(city, works), city.crs, *entrances);
  }
}

bool is_ledger_file(const std::filesystem::path& path) { return is_point_table_file(path); }

#else

bool can_make_cities() noexcept { return false; }

City make_city(const std::filesystem::path&, const std::optional<std::filesystem::path>&,
               const ProgressCallback&) {
  refuse_import();
}

City make_synthetic_city(const std::filesystem::path&, std::optional<std::uint64_t>,
                         const ProgressCallback&) {
  refuse_import();
}

Hazard make_hazard(const std::filesystem::path&, const City&,
                   const std::optional<std::filesystem::path>&, int, const ProgressCallback&) {
  refuse_import();
}

void save_ledger(const City&, const std::optional<std::string>&, const std::filesystem::path&,
                 const std::optional<std::filesystem::path>&) {
  refuse_import();
}

bool is_ledger_file(const std::filesystem::path&) { refuse_import(); }

#endif

void save_result(const std::filesystem::path& path, const PreparedScenario& prepared,
                 const ReplicateResults& results, const Provenance& provenance) {
  std::string overrides;
  for (const std::string& line : prepared.scenario().overrides) {
    overrides += line + '\n';
  }
  const ResultContext context{
      .city = prepared.city(),
      .cases = {{.name = provenance.redact ? "case" : prepared.scenario().name,
                 .overrides = std::move(overrides),
                 .scenario = prepared.scenario(),
                 .shelters = prepared.shelters(),
                 .hazard = prepared.hazard() ? &*prepared.hazard() : nullptr}},
      .scenario_text = prepared.scenario().text,
      .inputs = hashed(provenance.inputs),
      .threads = provenance.threads,
      .machine = provenance.machine,
      .scenario_path = provenance.scenario,
      .redact = provenance.redact};
  RunsInMemory runs(results.runs);
  const ResultAgents agents{prepared.input(), results.outcomes};
  write_result(path, context, runs, results.outcomes.empty() ? nullptr : &agents);
}

}  // namespace yanbi
