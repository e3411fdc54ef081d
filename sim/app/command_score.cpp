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

int print_scores(const ScoreOptions& options) {
  const ScoreView view = make_score_view(read_result(options.result));
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
  return kDone;
}

}  // namespace

void add_score_command(CLI::App& app, Work& chosen) {
  const auto options = std::make_shared<ScoreOptions>();
  CLI::App* score = app.add_subcommand("score", "Print who is in a shelter in time, zone by zone");
  score->add_option("RESULT.h5", options->result, "Result file")->required();
  score->add_option("--geography", options->geography,
                    "Zones to show, for example grid (default: the city's first)");
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
