// SPDX-License-Identifier: Apache-2.0
// yanbi city build, yanbi city synth: make a compiled city.
#include <CLI/App.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/city_facts.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/app/scenario_options.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct MakeOptions {
  std::filesystem::path source;
  std::filesystem::path output;
  std::optional<std::filesystem::path> data;
  std::optional<std::uint64_t> seed;
  bool force = false;
};

/// The files that the city was made from.
std::vector<std::filesystem::path> inputs_of(const MakeOptions& options, const City& city) {
  std::vector<std::filesystem::path> inputs = {options.source};
  const std::filesystem::path folder = options.data.value_or(options.source.parent_path());
  for (const InputFile& input : city.inputs) {
    inputs.push_back(folder / input.path);
  }
  return inputs;
}

template <class Make>
int make_and_save(Session& session, const MakeOptions& options, Make make) {
  if (!can_make_cities()) {
    throw NotInThisBuild(
        "this build cannot make cities (YANBI_IMPORT=OFF); use a full build and copy the city "
        "file");
  }
  require_writable(options.output, options.force);
  const Stopwatch watch;
  const City city = make(session.progress());
  session.stop_if_asked();
  require_no_input(options.output, inputs_of(options, city));
  {
    const Interruption::Hold hold(session.interruption());
    save_city(city, options.output);
  }
  session.log().info(fmt::format("made in {:.1f} s", watch.seconds()));
  answer_text(fmt::format("{}City file: {}", city_summary(city), options.output.string()));
  return kDone;
}

void add_output_options(CLI::App& command, const std::shared_ptr<MakeOptions>& options) {
  command.add_option("-o,--output", options->output, "City file to write, for example city.h5")
      ->required();
  command.add_flag("--force", options->force, "Replace the city file if it exists");
}

}  // namespace

void add_city_make_commands(CLI::App& city, Work& chosen) {
  const auto options = std::make_shared<MakeOptions>();
  CLI::App* build = city.add_subcommand("build", "Make a city from its own files");
  build->add_option("CITY.toml", options->source, "Says which files to read, and how")->required();
  build->add_option("--data", options->data,
                    "Folder where relative paths in CITY.toml start (default: its own folder)");
  add_output_options(*build, options);
  build->footer(
      "Examples:\n"
      "  yanbi city build scenarios/aarhus/city.toml --data data/aarhus -o aarhus.h5\n"
      "  yanbi city build city.toml -o city.h5 --force");
  build->callback([&chosen, options] {
    chosen = [options](Session& session) {
      return make_and_save(session, *options, [&options](const ProgressCallback& progress) {
        return make_city(options->source, options->data, progress);
      });
    };
  });

  CLI::App* synth = city.add_subcommand("synth", "Make a synthetic city from a few numbers");
  synth->add_option("SPEC.toml", options->source, "Size, people, shelters of the city")->required();
  synth->add_option("--seed", options->seed, "Replaces the seed in SPEC.toml")
      ->check(CLI::Range(std::int64_t{0}, kMostSeed));
  add_output_options(*synth, options);
  synth->footer(
      "Examples:\n"
      "  yanbi city synth scenarios/demo/city.toml -o city.h5\n"
      "  yanbi city synth scenarios/demo/city.toml --seed 7 -o other.h5");
  synth->callback([&chosen, options] {
    chosen = [options](Session& session) {
      return make_and_save(session, *options, [&options](const ProgressCallback& progress) {
        return make_synthetic_city(options->source, options->seed, progress);
      });
    };
  });
}

}  // namespace yanbi::app
