// SPDX-License-Identifier: Apache-2.0
// yanbi score: the table for the meeting.
#include <CLI/App.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct ScoreOptions {
  std::filesystem::path result;
  std::optional<std::string> geography;
  std::optional<std::string> only_case;
  std::size_t causes = 3;
  bool intervals = false;
  bool json = false;
  bool markdown = false;
  bool csv = false;
};

void require_geography(const ScoreView& view, const std::string& wanted) {
  if (view.find_geography(wanted) != nullptr) {
    return;
  }
  std::vector<std::string> known;
  for (const GeographyView& geography : view.geographies) {
    known.push_back(geography.name);
  }
  const std::string nearest = nearest_word(wanted, known);
  throw CallError(fmt::format("--geography {}: the result has: {}{}", wanted,
                              fmt::join(known, ", "),
                              nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
}

std::string table_of(const ScoreView& view, const ScoreOptions& options) {
  ScoreTableOptions table;
  table.geography = options.geography.value_or("");
  table.style = options.markdown ? TableStyle::kMarkdown : TableStyle::kTerminal;
  table.most_causes = options.causes;
  table.intervals = options.intervals;
  return score_table(view, table);
}

/// Position of the case that is asked for.
std::size_t find_case(const ResultFile& result, const std::string& wanted) {
  std::vector<std::string> known;
  for (const ResultCaseInfo& each : result.case_info) {
    if (each.name == wanted) {
      return known.size();
    }
    known.push_back(each.name);
  }
  const std::string nearest = nearest_word(wanted, known);
  throw CallError(fmt::format("--case {}: the result has no such case{}; `yanbi info` names them",
                              wanted,
                              nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
}

/// The view of one case. @throws InputError when no run of it has scores.
ScoreView view_of(const ResultFile& result, std::size_t case_index, const ScoreOptions& options) {
  const ResultCaseInfo& info = result.case_info[case_index];
  if (info.replicates == 0) {
    throw InputError({{options.result.string(), 0, "case", info.name,
                       fmt::format("no run of it has scores, {} failed", info.failed),
                       "see the reasons with `yanbi info`, and run the batch again"}});
  }
  return make_score_view(result, case_index);
}

void print_case(const ScoreView& view, const ScoreOptions& options) {
  if (options.geography) {
    require_geography(view, *options.geography);
  }
  if (options.json) {
    answer_text(score_json(view, options.geography));
  } else if (options.csv) {
    answer_text(score_csv(view, options.geography));
  } else {
    answer_text(table_of(view, options));
  }
}

/// Tables one below the other, each under the name of its case.
std::string tables_of(const std::vector<CaseScores>& cases, const ScoreOptions& options) {
  std::string text;
  for (const CaseScores& each : cases) {
    const std::string failed =
        each.failed == 0 ? "" : fmt::format(" ({} runs failed)", each.failed);
    text += fmt::format("{}{}Case {}{}\n{}", text.empty() ? "" : "\n", options.markdown ? "# " : "",
                        each.name, failed, options.markdown ? "\n" : "");
    text += each.view ? table_of(*each.view, options) : "No run of this case has scores.\n";
  }
  return text;
}

void print_cases(const ResultFile& result, const ScoreOptions& options) {
  std::vector<CaseScores> cases;
  for (std::size_t c = 0; c < result.case_info.size(); ++c) {
    const ResultCaseInfo& info = result.case_info[c];
    CaseScores& scores = cases.emplace_back();
    scores.name = info.name;
    scores.levels = info.levels;
    scores.failed = info.failed;
    if (info.replicates > 0) {
      scores.view = make_score_view(result, c);
    }
    if (scores.view && options.geography) {
      require_geography(*scores.view, *options.geography);
    }
  }
  if (options.json) {
    answer_text(score_json(cases, options.geography));
  } else if (options.csv) {
    answer_text(score_csv(cases, options.geography));
  } else {
    answer_text(tables_of(cases, options));
  }
}

int print_scores(const ScoreOptions& options) {
  const ResultFile result = read_result(options.result);
  if (options.only_case) {
    print_case(view_of(result, find_case(result, *options.only_case), options), options);
  } else if (result.case_info.size() == 1) {
    print_case(view_of(result, 0, options), options);
  } else {
    print_cases(result, options);
  }
  return kDone;
}

}  // namespace

void add_score_command(CLI::App& app, Work& chosen) {
  const auto options = std::make_shared<ScoreOptions>();
  CLI::App* score = app.add_subcommand("score", "Print who is in a shelter in time, zone by zone");
  score->add_option("RESULT.h5", options->result, "Result file")->required();
  score->add_option("--geography", options->geography,
                    "Zones to show, for example grid (default: the city's first)");
  score->add_option("--case", options->only_case,
                    "Only this case of a batch, by its name (default: all, one after another)");
  score->add_option("--causes", options->causes, "Causes named for each zone")
      ->check(CLI::Range(0, 13))
      ->capture_default_str();
  score->add_flag("--intervals", options->intervals, "95 % intervals for each zone too");
  CLI::Option_group* form = score->add_option_group("form");
  form->add_flag("--json", options->json, "One JSON document");
  form->add_flag("--markdown", options->markdown, "Tables for a Markdown page");
  form->add_flag("--csv", options->csv, "One row for each zone and deadline");
  form->require_option(0, 1);
  score->footer(
      "Examples:\n"
      "  yanbi score result.h5\n"
      "  yanbi score result.h5 --geography grid --csv > grid.csv\n"
      "  yanbi score result.h5 --json");
  score->callback(
      [&chosen, options] { chosen = [options](Session&) { return print_scores(*options); }; });
}

}  // namespace yanbi::app
