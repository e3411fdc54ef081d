// SPDX-License-Identifier: Apache-2.0
// yanbi plan: who goes where, as a table.
#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/app/scenario_options.hpp"
#include "sim/plan_map.hpp"

namespace yanbi::app {
namespace {

constexpr double kDefaultCell = 500.0;  // m

struct PlanOptions {
  ScenarioOptions scenario;
  std::filesystem::path output;
  std::optional<std::string> by;
  double cell = kDefaultCell;
  bool routes = false;
  std::optional<std::filesystem::path> map;
  bool force = false;
  bool json = false;
};

double metres(std::int64_t millimetres) { return static_cast<double>(millimetres) / 1000.0; }

/// What is proven about an optimum; null for the other policies.
nlohmann::ordered_json optimum_json(const PlanSummary& summary) {
  if (!summary.optimum || !summary.rounding) {
    return nullptr;
  }
  const OptimumCertificate& optimum = *summary.optimum;
  return {{"placed", optimum.placed},
          {"most_placed_proven", optimum.is_most_placed},
          {"walk_m", metres(optimum.walk_mm)},
          {"bound_m", metres(optimum.bound_mm)},
          {"gap_percent", optimum.gap() * 100.0},
          {"pairs", optimum.pairs},
          {"rounds", optimum.rounds},
          {"split_origins", optimum.split_origins},
          {"lost_by_rounding", summary.rounding->persons},
          {"extra_walk_m", summary.rounding->walk}};
}

std::string optimum_text(const PlanSummary& summary) {
  if (!summary.optimum || !summary.rounding) {
    return "";
  }
  const OptimumCertificate& optimum = *summary.optimum;
  std::string text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "  optimum        {:>10}  persons can have a place{}\n", optimum.placed,
                 optimum.is_most_placed ? ", and no more: proven" : " (more may be possible)");
  fmt::format_to(
      out,
      "                 {:>8.1f} km  walk of all together, proven to within {:.3g} % of the "
      "least\n",
      metres(optimum.walk_mm) / 1000.0, optimum.gap() * 100.0);
  fmt::format_to(out,
                 "  whole parties  {:>10}  persons lose their place, and {:+.1f} km of walking\n",
                 summary.rounding->persons, summary.rounding->walk / 1000.0);
  return text;
}

nlohmann::ordered_json summary_json(const PreparedScenario& prepared, const PlanSummary& summary,
                                    const std::filesystem::path& output) {
  return {{"plan", output.string()},
          {"city", prepared.city().name},
          {"scenario", prepared.scenario().name},
          {"layout", prepared.scenario().layout},
          {"population", prepared.scenario().population},
          {"policy", to_string(prepared.scenario().plan.policy)},
          {"synthetic", prepared.city().synthetic},
          {"shelters", prepared.shelters().size()},
          {"places", prepared.shelters().total_places()},
          {"persons", summary.persons},
          {"assigned", summary.assigned},
          {"unplaced", summary.unplaced},
          {"off_network", summary.off_network},
          {"over_capacity", summary.over_capacity},
          {"mean_walk_m", summary.mean_walk},
          {"p95_walk_m", summary.p95_walk},
          {"optimum", optimum_json(summary)}};
}

std::string summary_text(const PreparedScenario& prepared, const PlanSummary& summary,
                         const std::filesystem::path& output) {
  std::string text = fmt::format("{}{}: layout '{}', population '{}'\n", prepared.city().name,
                                 prepared.city().synthetic ? " (synthetic data)" : "",
                                 prepared.scenario().layout, prepared.scenario().population);
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "  {} persons, {} shelters with {} places\n", summary.persons,
                 prepared.shelters().size(), prepared.shelters().total_places());
  fmt::format_to(out, "  assigned       {:>10}  ({} of them beyond the places of their shelter)\n",
                 summary.assigned, summary.over_capacity);
  fmt::format_to(out, "  without place  {:>10}\n", summary.unplaced);
  fmt::format_to(out, "  off network    {:>10}\n", summary.off_network);
  fmt::format_to(out, "  walk           {:>8.0f} m  on average, 95 % at most {:.0f} m\n",
                 summary.mean_walk, summary.p95_walk);
  return text + optimum_text(summary) + fmt::format("Plan: {}\n", output.string());
}

void require_sensible_map(const PlanOptions& options) {
  if (!can_make_cities()) {
    throw NotInThisBuild(
        "this build cannot write maps (YANBI_IMPORT=OFF): they need GDAL; use a full build");
  }
  if (!is_plan_map_file(*options.map)) {
    throw CallError(
        fmt::format("{}: the ending says no format; use .gpkg or .geojson", options.map->string()));
  }
  if (*options.map == options.output) {
    throw CallError("the plan and the map need two files; choose another name for one");
  }
  require_writable(*options.map, options.force);
}

/// What can be said of the options before any file is read.
void require_sensible(const PlanOptions& options) {
  if (options.scenario.scenario.empty()) {
    throw CallError("plan needs a SCENARIO.toml; see yanbi plan --help");
  }
  require_writable(options.output, options.force);
  if (is_compiled_plan_name(options.output) && (options.by || options.routes)) {
    throw CallError(
        "a compiled plan has every household with its way: --by and --routes are for tables "
        "(-o PLAN.csv)");
  }
  if (options.by == "cell" && (options.routes || options.map)) {
    throw CallError("cells have no ways: --by cell goes with neither --routes nor --map");
  }
  if (options.map) {
    require_sensible_map(options);
  }
}

void write_plan(const PreparedScenario& prepared, const PlanOptions& options) {
  if (options.by == "cell") {
    write_plan_cells(options.output, prepared.city(), prepared.parties(), prepared.shelters(),
                     prepared.plan(), options.cell);
    return;
  }
  const PlanGrouping by = options.by == "party" ? PlanGrouping::kParty : PlanGrouping::kOrigin;
  if (is_compiled_plan_name(options.output)) {
    save_plan(options.output, prepared.city(), prepared.parties(), prepared.shelters(),
              prepared.scenario(), prepared.plan());
  } else {
    write_plan_csv(options.output, prepared.city(), prepared.parties(), prepared.shelters(),
                   prepared.plan(), {by, options.routes});
  }
  if (options.map) {
    save_plan_map(*options.map, prepared, by);
  }
}

int make_plan_file(Session& session, const PlanOptions& options) {
  require_sensible(options);
  Scenario scenario = read_scenario_of(options.scenario);
  const std::vector<std::filesystem::path> inputs = inputs_of(options.scenario, scenario);
  require_no_input(options.output, inputs);
  if (options.map) {
    require_no_input(*options.map, inputs);
  }
  const auto prepared = prepare(session, options.scenario, std::move(scenario));
  {
    const Interruption::Hold hold(session.interruption());
    write_plan(*prepared, options);
  }
  const PlanSummary summary = prepared->plan_summary();
  if (options.json) {
    answer_json(summary_json(*prepared, summary, options.output));
  } else {
    answer_text(summary_text(*prepared, summary, options.output));
  }
  return kDone;
}

}  // namespace

void add_plan_command(CLI::App& app, Work& chosen) {
  const auto options = std::make_shared<PlanOptions>();
  CLI::App* plan = app.add_subcommand("plan", "Write who is assigned to which shelter");
  add_scenario_options(*plan, options->scenario);
  plan->add_option("-o,--output", options->output, "Table to write (.csv), or compiled plan (.h5)")
      ->required();
  plan->add_option("--by", options->by,
                   "A row for each origin and work (the default), for each household, or for "
                   "square cells")
      ->check(CLI::IsMember({"origin", "party", "cell"}));
  plan->add_option("--cell", options->cell, "Side of the cells of --by cell, m")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  plan->add_option("--map", options->map,
                   "Also write the rows with their ways as lines: .gpkg or .geojson");
  plan->add_flag("--routes", options->routes, "Also the ways, as ids of nodes (makes large files)");
  plan->add_flag("--force", options->force, "Replace the file if it exists");
  plan->add_flag("--json", options->json, "Summary as one JSON document");
  plan->footer(
      "Examples:\n"
      "  yanbi plan scenario.toml -o plan.csv\n"
      "  yanbi plan scenario.toml --set plan.policy=nearest_with_places -o plan.csv --force\n"
      "  yanbi plan scenario.toml --by party --routes --map plan.gpkg -o plan.csv\n"
      "  yanbi plan scenario.toml --by cell --cell 250 -o cells.csv\n"
      "  yanbi plan scenario.toml --set plan.policy=optimum -o plan.h5\n"
      "  yanbi run scenario.toml --set plan.policy=table --set plan.table=$PWD/plan.h5 -o r.h5");
  plan->callback([&chosen, options] {
    chosen = [options](Session& session) { return make_plan_file(session, *options); };
  });
}

}  // namespace yanbi::app
