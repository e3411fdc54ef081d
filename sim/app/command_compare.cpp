// SPDX-License-Identifier: Apache-2.0
// yanbi compare: which layout shelters more people, pair by pair.
#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/base/atomic_file.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct CompareOptions {
  std::filesystem::path result;
  std::optional<std::string> baseline;
  std::optional<std::string> geography;
  std::optional<std::string> deadline;
  std::string zones = "all";
  double width = 1.0;
  bool json = false;
  std::optional<std::filesystem::path> csv;
  bool force = false;
};

/// @throws CallError that lists the names there are.
void require_known(const std::string& option, const std::string& wanted,
                   const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), wanted) != known.end()) {
    return;
  }
  const std::string nearest = nearest_word(wanted, known);
  throw CallError(fmt::format("{} {}: the result has: {}{}", option, wanted, fmt::join(known, ", "),
                              nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
}

/// Seconds in "900", "900 s" or "15 min".
std::optional<double> seconds_in(const std::string& text) {
  double seconds = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seconds);
  if (error == std::errc() && rest == end) {
    return seconds;
  }
  return parse_duration(text);
}

/// Position of the deadline that is asked for, else of the last.
std::size_t find_deadline(const std::vector<double>& deadlines,
                          const std::optional<std::string>& wanted) {
  if (deadlines.empty()) {
    throw CallError("the result has no deadline: nothing can be compared");
  }
  if (!wanted) {
    return deadlines.size() - 1;
  }
  const auto found = std::find(deadlines.begin(), deadlines.end(), seconds_in(*wanted));
  if (found != deadlines.end()) {
    return static_cast<std::size_t>(found - deadlines.begin());
  }
  std::vector<std::string> known;
  known.reserve(deadlines.size());
  for (const double deadline : deadlines) {
    known.push_back(duration_text(deadline));
  }
  throw CallError(
      fmt::format("--deadline {}: the result has: {}", *wanted, fmt::join(known, ", ")));
}

Comparison compare(const CompareOptions& options) {
  const ComparisonFile file(options.result);
  if (options.baseline) {
    require_known("--baseline", *options.baseline, file.layouts());
  }
  if (options.geography) {
    require_known("--geography", *options.geography, file.geographies());
  }
  const std::string geography = options.geography.value_or(file.geographies().front());
  const std::size_t deadline = find_deadline(file.deadlines(geography), options.deadline);
  return compare_layouts(file.read(geography, deadline),
                         {options.baseline.value_or(""), options.width});
}

void save_csv(const std::filesystem::path& path, const std::string& csv) {
  AtomicFile file(path);
  file.write(csv);
  file.commit();
}

int print_comparison(Session& session, const CompareOptions& options) {
  if (options.csv) {
    require_writable(*options.csv, options.force);
    require_no_input(*options.csv, {options.result});
  }
  const Comparison comparison = compare(options);
  const ComparedZones zones =
      options.zones == "significant" ? ComparedZones::kSignificant : ComparedZones::kAll;
  if (options.csv) {
    const Interruption::Hold hold(session.interruption());
    save_csv(*options.csv, comparison_csv(comparison, zones));
  }
  answer_text(options.json ? comparison_json(comparison, zones)
                           : comparison_table(comparison, zones));
  return kDone;
}

}  // namespace

void add_compare_command(CLI::App& app, Work& chosen) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App* compare =
      app.add_subcommand("compare", "Say which layout shelters more people, zone by zone");
  compare->add_option("RESULT.h5", options->result, "Result file of a batch")->required();
  compare->add_option("--baseline", options->baseline,
                      "Layout that the others are compared with (default: the file's first)");
  compare->add_option("--geography", options->geography,
                      "Zones to compare, for example grid (default: the city's first)");
  compare->add_option("--deadline", options->deadline,
                      "Deadline, for example \"10 min\" or 600 (default: the last)");
  compare->add_option("--zones", options->zones, "Zones to list: all, or those with a difference")
      ->check(CLI::IsMember({"all", "significant"}))
      ->capture_default_str();
  compare
      ->add_option("--width", options->width,
                   "Wanted width of the interval of a difference, percentage points")
      ->check(CLI::Range(0.001, 100.0))
      ->capture_default_str();
  compare->add_flag("--json", options->json, "One JSON document");
  compare->add_option("--csv", options->csv, "Also write a table: one row for each zone");
  compare->add_flag("--force", options->force, "Replace the table if it exists");
  compare->footer(
      "Examples:\n"
      "  yanbi compare batch.h5 --baseline current\n"
      "  yanbi compare batch.h5 --deadline \"10 min\" --zones significant\n"
      "  yanbi compare batch.h5 --width 0.5 --json\n"
      "  yanbi compare batch.h5 --geography grid --csv grid.csv");
  compare->callback([&chosen, options] {
    chosen = [options](Session& session) { return print_comparison(session, *options); };
  });
}

}  // namespace yanbi::app
