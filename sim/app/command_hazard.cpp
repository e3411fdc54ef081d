// SPDX-License-Identifier: Apache-2.0
// yanbi hazard build: make a compiled hazard for a city. yanbi hazard info: what is in one.
#include <CLI/App.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/hazard_facts.hpp"
#include "sim/app/output_file.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct HazardBuildOptions {
  std::filesystem::path source;
  std::filesystem::path city;
  std::filesystem::path output;
  std::optional<std::filesystem::path> data;
  bool force = false;
};

struct HazardInfoOptions {
  std::filesystem::path hazard;
  bool json = false;
};

/// The files that the hazard was made from.
std::vector<std::filesystem::path> inputs_of(const HazardBuildOptions& options,
                                             const Hazard& hazard) {
  std::vector<std::filesystem::path> inputs = {options.source, options.city};
  const std::filesystem::path folder = options.data.value_or(options.source.parent_path());
  for (const InputFile& input : hazard.inputs) {
    inputs.push_back(folder / input.path);
  }
  return inputs;
}

int build_and_save(Session& session, const HazardBuildOptions& options) {
  if (!can_make_cities()) {
    throw NotInThisBuild(
        "this build cannot make hazards (YANBI_IMPORT=OFF); use a full build and copy the hazard "
        "file");
  }
  require_writable(options.output, options.force);
  const Stopwatch watch;
  const City city = load_city(options.city);
  session.stop_if_asked();
  const Hazard hazard =
      make_hazard(options.source, city, options.data, available_threads(), session.progress());
  session.stop_if_asked();
  require_no_input(options.output, inputs_of(options, hazard));
  {
    const Interruption::Hold hold(session.interruption());
    save_hazard(hazard, options.output);
  }
  session.log().info(fmt::format("made in {:.1f} s", watch.seconds()));
  answer_text(fmt::format("{}Hazard file: {}", hazard_summary(hazard), options.output.string()));
  return kDone;
}

void add_hazard_build(CLI::App& hazard, Work& chosen) {
  const auto options = std::make_shared<HazardBuildOptions>();
  CLI::App* build = hazard.add_subcommand("build", "Find what water and strikes touch in a city");
  build->add_option("HAZARD.toml", options->source, "Says which files to read, and how")
      ->required();
  build->add_option("--city", options->city, "City file that the hazard is for")->required();
  build->add_option("--data", options->data,
                    "Folder where relative paths in HAZARD.toml start (default: its own folder)");
  build->add_option("-o,--output", options->output, "Hazard file to write, for example hazard.h5")
      ->required();
  build->add_flag("--force", options->force, "Replace the hazard file if it exists");
  build->footer(
      "Examples:\n"
      "  yanbi hazard build hazard.toml --city city.h5 -o hazard.h5\n"
      "  yanbi hazard build hazard.toml --city city.h5 --data data/seaside -o hazard.h5 --force");
  build->callback([&chosen, options] {
    chosen = [options](Session& session) { return build_and_save(session, *options); };
  });
}

void add_hazard_info(CLI::App& hazard, Work& chosen) {
  const auto options = std::make_shared<HazardInfoOptions>();
  CLI::App* info = hazard.add_subcommand("info", "Say what is in a compiled hazard");
  info->add_option("HAZARD.h5", options->hazard, "Hazard file")->required();
  info->add_flag("--json", options->json, "One JSON document");
  info->footer(
      "Examples:\n"
      "  yanbi hazard info hazard.h5\n"
      "  yanbi hazard info hazard.h5 --json");
  info->callback([&chosen, options] {
    chosen = [options](Session&) {
      const Hazard loaded = load_hazard(options->hazard);
      if (options->json) {
        answer_json(hazard_json(loaded));
      } else {
        answer_text(hazard_report(loaded));
      }
      return int{kDone};
    };
  });
}

}  // namespace

void add_hazard_commands(CLI::App& hazard, Work& chosen) {
  add_hazard_build(hazard, chosen);
  add_hazard_info(hazard, chosen);
}

}  // namespace yanbi::app
