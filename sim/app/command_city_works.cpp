// SPDX-License-Identifier: Apache-2.0
// yanbi city works: the ledger of a compiled city as a table.
#include <CLI/App.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct WorksOptions {
  std::filesystem::path city;
  std::filesystem::path output;
  std::optional<std::filesystem::path> entrances;
  std::optional<std::string> layout;
  bool force = false;
};

/// Whether a file can be written, asked before the city is read.
void require_table(const std::filesystem::path& path, const WorksOptions& options) {
  if (!is_ledger_file(path)) {
    throw CallError(fmt::format("{}: the ending says no format; use .csv, .geojson, .gpkg or .xlsx",
                                path.string()));
  }
  require_writable(path, options.force);
  require_no_input(path, {options.city});
}

int write_works(Session& session, const WorksOptions& options) {
  if (!can_make_cities()) {
    throw NotInThisBuild(
        "this build cannot write ledgers (YANBI_IMPORT=OFF): their coordinates need PROJ; use a "
        "full build");
  }
  require_table(options.output, options);
  if (options.entrances) {
    require_table(*options.entrances, options);
    if (*options.entrances == options.output) {
      throw CallError("the ledger and the doors need two files; choose another name for one");
    }
  }
  const City city = load_city(options.city);
  session.stop_if_asked();
  {
    const Interruption::Hold hold(session.interruption());
    save_ledger(city, options.layout, options.output, options.entrances);
  }
  answer_text(fmt::format("{}{}Ledger: {}{}", city.name,
                          city.synthetic ? " (synthetic data)\n" : "\n", options.output.string(),
                          options.entrances ? "\nDoors: " + options.entrances->string() : ""));
  return kDone;
}

}  // namespace

void add_city_works_command(CLI::App& city, Work& chosen) {
  const auto options = std::make_shared<WorksOptions>();
  CLI::App* works = city.add_subcommand("works", "Write the ledger of works as it was understood");
  works->add_option("CITY.h5", options->city, "City file")->required();
  works
      ->add_option("-o,--output", options->output, "Table to write: .csv, .geojson, .gpkg or .xlsx")
      ->required();
  works->add_option("--layout", options->layout,
                    "Only the works of this layout (default: every row of every ledger)");
  works->add_option("--entrances", options->entrances, "Table of the doors to write beside it");
  works->add_flag("--force", options->force, "Replace the tables if they exist");
  works->footer(
      "Examples:\n"
      "  yanbi city works city.h5 -o works.csv\n"
      "  yanbi city works city.h5 --layout planned -o planned.gpkg --entrances doors.gpkg");
  works->callback([&chosen, options] {
    chosen = [options](Session& session) { return write_works(session, *options); };
  });
}

}  // namespace yanbi::app
