// SPDX-License-Identifier: Apache-2.0
// yanbi plan: who goes where, as a table.
#include <CLI/App.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/app/scenario_options.hpp"

namespace yanbi::app {
namespace {

struct PlanOptions {
  ScenarioOptions scenario;
  std::filesystem::path output;
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

int make_plan_file(Session& session, const PlanOptions& options) {
  if (options.scenario.scenario.empty()) {
    throw CallError("plan needs a SCENARIO.toml; see yanbi plan --help");
  }
  require_writable(options.output, options.force);
  Scenario scenario = read_scenario_of(options.scenario);
  require_no_input(options.output, inputs_of(options.scenario, scenario));
  const auto prepared = prepare(session, options.scenario, std::move(scenario));
  {
    const Interruption::Hold hold(session.interruption());
    write_plan_csv(options.output, prepared->city(), prepared->parties(), prepared->shelters(),
                   prepared->plan());
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
  plan->add_option("-o,--output", options->output, "CSV file to write")->required();
  plan->add_flag("--force", options->force, "Replace the file if it exists");
  plan->add_flag("--json", options->json, "Summary as one JSON document");
  plan->footer(
      "Examples:\n"
      "  yanbi plan scenario.toml -o plan.csv\n"
      "  yanbi plan scenario.toml --set plan.policy=nearest_with_places -o plan.csv --force");
  plan->callback([&chosen, options] {
    chosen = [options](Session& session) { return make_plan_file(session, *options); };
  });
}

}  // namespace yanbi::app
