// SPDX-License-Identifier: Apache-2.0
// yanbi info: what a result file says about itself.
#include <CLI/App.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/base/hash.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostLines = 10;  // of cases, and of failures

struct InfoOptions {
  std::filesystem::path result;
  bool json = false;
};

Json runs_json(const ResultFile& result) {
  Json runs = Json::array();
  for (std::size_t r = 0; r < result.runs.size(); ++r) {
    runs.push_back({{"case", result.cases[r]},
                    {"layout", result.layouts[r]},
                    {"replicate", result.runs[r].replicate},
                    {"seed", result.runs[r].seed},
                    {"state_hash", to_hex(result.runs[r].state_hash)}});
  }
  return runs;
}

Json cases_json(const ResultFile& result) {
  Json cases = Json::array();
  for (const ResultCaseInfo& each : result.case_info) {
    Json levels = Json::object();
    for (const auto& [factor, level] : each.levels) {
      levels[factor] = level;
    }
    cases.push_back({{"case", each.name},
                     {"layout", each.layout},
                     {"population", each.population},
                     {"hazard", each.hazard},
                     {"hazard_hash", each.hazard_hash},
                     {"levels", levels},
                     {"overrides", each.overrides},
                     {"replicates", each.replicates},
                     {"failed", each.failed}});
  }
  return cases;
}

Json failures_json(const ResultFile& result) {
  Json failures = Json::array();
  for (const ResultFailureInfo& each : result.failures) {
    failures.push_back({{"case", result.case_info[each.case_index].name},
                        {"replicate", each.replicate},
                        {"reason", each.reason}});
  }
  return failures;
}

Json info_json(const ResultFile& result) {
  Json inputs = Json::array();
  for (const InputFile& input : result.inputs) {
    inputs.push_back({{"path", input.path}, {"hash", to_hex(input.hash)}});
  }
  Json geographies = Json::object();
  for (const ResultGeography& geography : result.geographies) {
    geographies[geography.name] = geography.key.size();
  }
  return {{"format", fmt::format("{}.{}", result.format_major, result.format_minor)},
          {"yanbi", result.yanbi_version},
          {"git_revision", result.git_revision},
          {"city", result.city},
          {"city_hash", result.city_hash},
          {"synthetic", result.synthetic},
          {"hazard", result.hazard_hash.empty() ? Json()
                                                : Json{{"name", result.hazard},
                                                       {"hash", result.hazard_hash},
                                                       {"synthetic", result.hazard_synthetic}}},
          {"redacted", result.redacted},
          {"batch", result.batch},
          {"batch_text", result.batch_text},
          {"scenario", result.scenario},
          {"scenario_text", result.scenario_text},
          {"population", result.population},
          {"seed", result.seed},
          {"threads", result.threads},
          {"machine", result.machine},
          {"inputs", inputs},
          {"deadlines_s", result.deadlines},
          {"geographies", geographies},
          {"shelters", result.shelters.key.size()},
          {"links", result.has_links},
          {"agents", result.has_agents},
          {"occupancy", result.has_occupancy},
          {"cases", cases_json(result)},
          {"failures", failures_json(result)},
          {"runs", runs_json(result)}};
}

/// One line for each run.
std::string runs_text(const ResultFile& result) {
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::size_t r = 0; r < result.runs.size(); ++r) {
    fmt::format_to(out, "  run         {}, layout '{}', replicate {}, state hash {}\n",
                   result.cases[r], result.layouts[r], result.runs[r].replicate,
                   to_hex(result.runs[r].state_hash));
  }
  return text;
}

/// The first few cases of a batch, and how many there are.
std::string cases_text(const ResultFile& result) {
  const std::size_t count = result.case_info.size();
  const std::size_t shown = std::min(count, kMostLines);
  std::string text = fmt::format("  cases       {}, {} runs, {} failed\n", count,
                                 result.runs.size(), result.failures.size());
  const auto out = std::back_inserter(text);
  for (std::size_t c = 0; c < shown; ++c) {
    const ResultCaseInfo& each = result.case_info[c];
    fmt::format_to(out, "  case        {}: layout '{}', {} replicates{}\n", each.name, each.layout,
                   each.replicates,
                   each.failed == 0 ? "" : fmt::format(", {} failed", each.failed));
  }
  if (shown < count) {
    fmt::format_to(out, "              and {} more\n", count - shown);
  }
  return text;
}

/// The first few runs that failed.
std::string failures_text(const ResultFile& result) {
  const std::size_t shown = std::min(result.failures.size(), kMostLines);
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::size_t f = 0; f < shown; ++f) {
    const ResultFailureInfo& each = result.failures[f];
    fmt::format_to(out, "  failed      {}, replicate {}: {}\n",
                   result.case_info[each.case_index].name, each.replicate, each.reason);
  }
  if (shown < result.failures.size()) {
    fmt::format_to(out, "              and {} more\n", result.failures.size() - shown);
  }
  return text;
}

std::string info_text(const ResultFile& result) {
  std::string text = fmt::format("{} in {}{}\n", result.scenario, result.city,
                                 result.synthetic ? " (synthetic data)" : "");
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "  made by     yanbi {} ({}), result format {}.{}\n", result.yanbi_version,
                 result.git_revision, result.format_major, result.format_minor);
  if (!result.batch.empty()) {
    fmt::format_to(out, "  batch       {}\n", result.batch);
  }
  fmt::format_to(
      out, "  population  {}\n  seed        {}\n  city hash   {}\n",
      result.population.empty() ? "differs between cases" : "'" + result.population + "'",
      result.seed, result.city_hash);
  if (!result.hazard_hash.empty()) {
    fmt::format_to(out, "  hazard      {}{}\n  hazard hash {}\n", result.hazard,
                   result.hazard_synthetic ? " (synthetic data)" : "", result.hazard_hash);
  }
  for (const InputFile& input : result.inputs) {
    fmt::format_to(out, "  input       {} {}\n", to_hex(input.hash), input.path);
  }
  for (const ResultGeography& geography : result.geographies) {
    fmt::format_to(out, "  zones       {} '{}'\n", geography.key.size(), geography.name);
  }
  fmt::format_to(out, "  shelters    {}\n  also holds  {}{}{}{}\n", result.shelters.key.size(),
                 result.has_agents ? "agents " : "", result.has_links ? "links " : "",
                 result.has_occupancy ? "occupancy " : "",
                 result.has_agents || result.has_links || result.has_occupancy ? "" : "nothing");
  if (result.case_info.size() == 1) {
    text += runs_text(result);
  } else {
    text += cases_text(result);
  }
  text += failures_text(result);
  if (!result.batch_text.empty()) {
    text += "Batch as given:\n" + result.batch_text;
  }
  if (!result.scenario_text.empty()) {
    text += "Scenario as given:\n" + result.scenario_text;
  }
  return text;
}

}  // namespace

void add_info_command(CLI::App& app, Work& chosen) {
  const auto options = std::make_shared<InfoOptions>();
  CLI::App* info = app.add_subcommand("info", "Say what a result file holds and where it is from");
  info->add_option("RESULT.h5", options->result, "Result file")->required();
  info->add_flag("--json", options->json, "One JSON document");
  info->footer(
      "Examples:\n"
      "  yanbi info result.h5\n"
      "  yanbi info result.h5 --json");
  info->callback([&chosen, options] {
    chosen = [options](Session&) {
      const ResultFile result = read_result(options->result, ResultExtent::kFacts);
      if (options->json) {
        answer_json(info_json(result));
      } else {
        answer_text(info_text(result));
      }
      return int{kDone};
    };
  });
}

}  // namespace yanbi::app
