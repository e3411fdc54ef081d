// SPDX-License-Identifier: Apache-2.0
#include "sim/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "outputs/result_reader.hpp"
#include "sim/base/parallel.hpp"
#include "sim/batch/batch_spec.hpp"
#include "sim/batch/case_check.hpp"
#include "sim/batch/run_plan.hpp"
#include "sim/batch/scenario_hazard.hpp"
#include "sim/city/city_file.hpp"
#include "sim/config/toml.hpp"
#include "sim/hazard/hazard_file.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/seal.hpp"
#include "sim/plan/plan_file.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/plan/sirens.hpp"
#include "sim/plan/status_feed.hpp"
#include "sim/scenario/city_check.hpp"
#include "sim/scenario/population_choice.hpp"
#include "sim/scenario/reader.hpp"
#ifdef YANBI_HAS_IMPORT
#include "sim/import/build_city.hpp"
#include "sim/import/hazard/build_hazard.hpp"
#include "sim/import/synthetic/synthesize.hpp"
#endif

namespace yanbi {
namespace {

std::string lower_extension(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

FileKind kind_of_hdf5(const std::filesystem::path& path) {
  const std::optional<std::string> type = hdf5::file_type_of(path);
  return type == "yanbi result"   ? FileKind::kResult
         : type == "yanbi city"   ? FileKind::kCity
         : type == "yanbi hazard" ? FileKind::kHazard
         : type == "yanbi plan"   ? FileKind::kPlan
                                  : FileKind::kUnknown;
}

FileKind kind_of_toml(const std::filesystem::path& path) {
  try {
    const TomlTable root = TomlFile::load(path).root();
    const auto has_any = [&root](std::initializer_list<const char*> keys) {
      return std::any_of(keys.begin(), keys.end(),
                         [&root](const char* key) { return root.has(key); });
    };
    if (root.is_table("batch")) {
      return FileKind::kBatch;
    }
    // Hazards and cities may say synthetic = true; the description of a synthetic city is a table.
    if (root.is_table("synthetic") && !has_any({"streets"})) {
      return FileKind::kSyntheticCity;
    }
    // A scenario may have tables of these names; it alone names a city and a layout.
    if (!has_any({"city", "layout"}) && has_any({"flood", "effects", "strike", "wave"}) &&
        !has_any({"streets"})) {
      return FileKind::kHazardFiles;
    }
    if (has_any({"streets", "works", "crs", "geography", "grid", "attach"})) {
      return FileKind::kCityFiles;
    }
  } catch (const InputError&) {
    // Not even TOML: the scenario reader says so.
  }
  return FileKind::kScenario;
}

/// The problems that `work` throws.
template <class Work>
std::vector<Problem> problems_of(Work work) {
  try {
    work();
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

/// Reads a plan table, or a compiled plan, for its problems. Precondition: the scenario fits the
/// city.
void read_table_of(const Scenario& scenario, const City& city, const std::filesystem::path& path) {
  const Parties parties =
      make_parties(city.origins, population_of(city, scenario), scenario.run.seed);
  const Shelters shelters =
      make_shelters(city, *city.find_layout(scenario.layout), scenario.entrance);
  const ProgressCallback nobody_asks;
  static_cast<void>(
      read_given_plan(path, PlanInput(city, parties, shelters, 1, nobody_asks), scenario));
}

/// The problems of the files that scenarios name beside their city: each file is looked at,
/// whatever is wrong with the others, and once for all cases that ask the same of it.
class NamedFiles {
 public:
  explicit NamedFiles(const City& city) : city_(city) {}

  /// Precondition: the scenario fits the city.
  void look_at(const Scenario& scenario) {
    if (scenario.warning.sirens) {
      once(*scenario.warning.sirens, "", [&] {
        static_cast<void>(
            read_siren_coverage(*scenario.warning.sirens, city_, scenario.warning.siren));
      });
    }
    if (scenario.hazard.file) {
      const bool flood = scenario.flood.only_at_risk;
      const bool strikes = scenario.doors.close_at_first_impact;
      once(*scenario.hazard.file, fmt::format("flood {}, strikes {}", flood, strikes),
           [&] { static_cast<void>(load_hazard_for(scenario, city_)); });
    }
    if (scenario.status_feed) {
      once(*scenario.status_feed, scenario.layout, [&] {
        static_cast<void>(read_status_feed(
            *scenario.status_feed, city_.works,
            make_shelters(city_, *city_.find_layout(scenario.layout), scenario.entrance)));
      });
    }
    if (scenario.plan.table) {
      once(*scenario.plan.table,
           fmt::format("{}, {}, {}, {}", scenario.layout, scenario.population, scenario.run.seed,
                       scenario.run.mode == RunMode::kDrive),
           [&] { read_table_of(scenario, city_, *scenario.plan.table); });
    }
  }
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  template <class Read>
  void once(const std::filesystem::path& file, const std::string& asked, const Read& read) {
    if (!seen_.emplace(file.string(), asked).second) {
      return;
    }
    for (const Problem& problem : problems_of(read)) {
      if (told_.insert(problem.to_string()).second) {  // another case may have had it
        problems_.push_back(problem);
      }
    }
  }

  const City& city_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::set<std::string> told_;
  std::vector<Problem> problems_;
};

void throw_if_any(std::vector<Problem> problems) {
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

void check_scenario_in_city(const std::filesystem::path& path, const CheckOptions& options) {
  const Scenario scenario = read_scenario(path, {{}, options.city});
  const City city = load_city(scenario.city);
  throw_if_any(check_against_city(scenario, city, path.string()));
  NamedFiles files(city);
  files.look_at(scenario);
  throw_if_any(files.problems());
}

/// The city of a batch's cases, where it is at hand: theirs exists, or another one is given.
std::optional<City> city_of_batch(const BatchSpec& spec, const RunPlan& plan,
                                  const CheckOptions& options) {
  if (options.city) {
    return load_city(*options.city);
  }
  for (const BatchCase& one : plan.cases) {
    std::optional<std::filesystem::path> city;
    static_cast<void>(problems_of([&] {
      city = read_scenario(spec.scenario, {one.overrides(), {}}).city;
    }));
    std::error_code ignored;
    if (city) {  // all cases have the same
      return std::filesystem::exists(*city, ignored) ? std::optional(load_city(*city))
                                                     : std::nullopt;
    }
  }
  return std::nullopt;
}

void check_batch_with_scenario(const std::filesystem::path& path, const CheckOptions& options) {
  const BatchSpec spec = read_batch(path);
  const RunPlan plan = make_run_plan(spec);
  std::optional<City> city;
  std::vector<Problem> problems = problems_of([&] { city = city_of_batch(spec, plan, options); });
  std::optional<NamedFiles> files;
  if (city) {
    files.emplace(*city);
  }
  const std::vector<Problem> of_cases =
      check_cases(spec, plan, {{}, options.city}, city ? &*city : nullptr,
                  [&files](const Scenario& scenario) { files->look_at(scenario); });
  problems.insert(problems.end(), of_cases.begin(), of_cases.end());
  if (files) {
    problems.insert(problems.end(), files->problems().begin(), files->problems().end());
  }
  throw_if_any(std::move(problems));
}

void check_plan(const std::filesystem::path& path, const CheckOptions& options) {
  if (!options.scenario) {
    throw InputError({{path.string(), 0, "", "",
                       "a plan can only be checked against the scenario that it is for",
                       "add --scenario SCENARIO.toml"}});
  }
  const Scenario scenario = read_scenario(*options.scenario, {{}, options.city});
  const City city = load_city(scenario.city);
  throw_if_any(check_against_city(scenario, city, options.scenario->string()));
  read_table_of(scenario, city, path);
}

void check_hazard(const std::filesystem::path& path, const CheckOptions& options) {
  const Hazard hazard = load_hazard(path);
  if (!options.city) {
    return;
  }
  throw_if_any(check_hazard_against_city(hazard, load_city(*options.city), path));
}

#ifdef YANBI_HAS_IMPORT
std::vector<Problem> check_hazard_files(const std::filesystem::path& path,
                                        const CheckOptions& options) {
  if (!options.city) {
    return {{path.string(), 0, "", "",
             "a hazard can only be checked against the city that it is for", "add --city CITY.h5"}};
  }
  std::vector<Problem> problems;
  const std::vector<Problem> wrong_city = problems_of([&] {
    problems =
        check_hazard_source(path, load_city(*options.city), options.data_root, available_threads());
  });
  return wrong_city.empty() ? problems : wrong_city;
}

std::vector<Problem> check_city_source(FileKind kind, const std::filesystem::path& path,
                                       const CheckOptions& options) {
  if (kind == FileKind::kCityFiles) {
    return check_city_file(path, options.data_root);
  }
  return problems_of([&] { static_cast<void>(synthesize_city(path, std::nullopt, {})); });
}
#else
std::vector<Problem> check_hazard_files(const std::filesystem::path& path, const CheckOptions&) {
  return {{path.string(), 0, "", "",
           "this build cannot make hazards (YANBI_IMPORT=OFF), so it cannot check their files",
           "check it with a full build"}};
}

std::vector<Problem> check_city_source(FileKind, const std::filesystem::path& path,
                                       const CheckOptions&) {
  return {{path.string(), 0, "", "",
           "this build cannot make cities (YANBI_IMPORT=OFF), so it cannot check their files",
           "check it with a full build"}};
}
#endif

std::vector<Problem> unknown_kind(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return {{path.string(), 0, "", "", "there is no such file", "check the path"}};
  }
  if (std::filesystem::is_regular_file(path, ignored) && !std::ifstream(path).is_open()) {
    return {{path.string(), 0, "", "", "the file cannot be read", "check its permissions"}};
  }
  if (hdf5::begins_like_hdf5(path) || hdf5::is_named_like_hdf5(path)) {
    return {
        {path.string(), 0, "", "",
         "is no whole city, hazard, plan or result file: it was cut short, changed, or not written "
         "by Yanbi",
         "make it again with `yanbi city build`, `yanbi hazard build`, `yanbi plan` or `yanbi "
         "run`"}};
  }
  return {
      {path.string(), 0, "", "", "is no file that Yanbi reads", "give a .toml, .h5 or .csv file"}};
}

}  // namespace

const char* to_string(FileKind kind) noexcept {
  switch (kind) {
    case FileKind::kCityFiles:
      return "description of a city";
    case FileKind::kSyntheticCity:
      return "description of a synthetic city";
    case FileKind::kCity:
      return "compiled city";
    case FileKind::kHazardFiles:
      return "description of a hazard";
    case FileKind::kHazard:
      return "compiled hazard";
    case FileKind::kScenario:
      return "scenario";
    case FileKind::kBatch:
      return "batch";
    case FileKind::kResult:
      return "result";
    case FileKind::kPlanTable:
      return "plan table";
    case FileKind::kPlan:
      return "compiled plan";
    case FileKind::kUnknown:
      break;
  }
  return "unknown";
}

FileKind kind_of_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return FileKind::kUnknown;
  }
  const std::string extension = lower_extension(path);
  if (hdf5::begins_like_hdf5(path)) {
    return kind_of_hdf5(path);
  }
  if (extension == ".toml") {
    return kind_of_toml(path);
  }
  if (extension == ".csv") {
    return FileKind::kPlanTable;
  }
  return FileKind::kUnknown;
}

CheckedFile check_file(const std::filesystem::path& path, const CheckOptions& options) {
  const FileKind kind = kind_of_file(path);
  switch (kind) {
    case FileKind::kCityFiles:
    case FileKind::kSyntheticCity:
      return {kind, check_city_source(kind, path, options)};
    case FileKind::kCity:
      return {kind, problems_of([&] { static_cast<void>(load_city(path)); })};
    case FileKind::kHazardFiles:
      return {kind, check_hazard_files(path, options)};
    case FileKind::kHazard:
      return {kind, problems_of([&] { check_hazard(path, options); })};
    case FileKind::kScenario:
      return {kind, problems_of([&] { check_scenario_in_city(path, options); })};
    case FileKind::kBatch:
      return {kind, problems_of([&] { check_batch_with_scenario(path, options); })};
    case FileKind::kResult:
      return {kind, problems_of([&] { static_cast<void>(read_result(path)); })};
    case FileKind::kPlanTable:
    case FileKind::kPlan:
      return {kind, problems_of([&] { check_plan(path, options); })};
    case FileKind::kUnknown:
      break;
  }
  return {kind, unknown_kind(path)};
}

}  // namespace yanbi
