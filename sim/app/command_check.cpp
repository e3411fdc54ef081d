// SPDX-License-Identifier: Apache-2.0
// yanbi check: every problem in any file that Yanbi reads.
#include <CLI/App.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/problems.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct CheckCommand {
  std::vector<std::filesystem::path> files;
  CheckOptions against;
};

int check_all(Session& session, const CheckCommand& command) {
  std::string text;
  std::size_t problems = 0;
  for (const std::filesystem::path& file : command.files) {
    session.stop_if_asked();
    const CheckedFile checked = check_file(file, command.against);
    for (const Problem& problem : checked.problems) {
      text += one_line(problem) + '\n';
    }
    problems += checked.problems.size();
    if (checked.problems.empty()) {
      text += fmt::format("{}: {}, no problems\n", file.string(), to_string(checked.kind));
    }
  }
  text += problems == 1 ? "1 problem\n" : fmt::format("{} problems\n", problems);
  answer_text(text);
  return problems == 0 ? kDone : kInputWrong;
}

}  // namespace

void add_check_command(CLI::App& app, Work& chosen) {
  const auto command = std::make_shared<CheckCommand>();
  CLI::App* check = app.add_subcommand("check", "Print every problem in any input or result file");
  check
      ->add_option(
          "FILE", command->files,
          "city.toml, hazard.toml, scenario, batch, city.h5, hazard.h5, result.h5, plan.csv")
      ->required();
  check->add_option("--data", command->against.data_root,
                    "Folder where relative paths in a city.toml or hazard.toml start (default: its "
                    "own folder)");
  check->add_option("--city", command->against.city,
                    "City file to check scenarios, batches and hazards against");
  check->add_option("--scenario", command->against.scenario,
                    "Scenario to check plan tables against");
  check->footer(
      "Examples:\n"
      "  yanbi check scenarios/aarhus/city.toml --data data/aarhus\n"
      "  yanbi check scenario.toml --city city.h5\n"
      "  yanbi check hazard.toml --city city.h5\n"
      "  yanbi check plan.csv --scenario scenario.toml\n"
      "Exit code 1 if there is any problem.");
  check->callback([&chosen, command] {
    chosen = [command](Session& session) { return check_all(session, *command); };
  });
}

}  // namespace yanbi::app
