// SPDX-License-Identifier: Apache-2.0
// The yanbi command: parses the command line and hands over to the command that was chosen.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include <csignal>
#include <iostream>
#include <string>

#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/interruption.hpp"
#include "sim/app/session.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/log.hpp"

namespace yanbi::app {
namespace {

std::string version_text() {
  const BuildInfo& build = build_info();
  return fmt::format("yanbi {} ({}, {}, {})", build.version, build.git_revision, build.compiler,
                     build.build_type);
}

void add_common_options(CLI::App& app, CommonOptions& options) {
  app.set_version_flag("--version", version_text(), "Print the version and end");
  app.add_flag("-q,--quiet", options.quiet, "No messages and no progress, only errors");
  app.add_option("--log-level", options.log_level, "How much is said on stderr")
      ->check(CLI::IsMember(log_level_words()))
      ->capture_default_str();
}

void add_commands(CLI::App& app, Work& chosen) {
  CLI::App* city = app.add_subcommand("city", "Make a city, or say what is in one");
  city->require_subcommand(1);
  add_city_make_commands(*city, chosen);
  add_city_info_command(*city, chosen);
  add_city_works_command(*city, chosen);
  CLI::App* hazard = app.add_subcommand("hazard", "Make a hazard, or say what is in one");
  hazard->require_subcommand(1);
  add_hazard_commands(*hazard, chosen);
  add_check_command(app, chosen);
  add_plan_command(app, chosen);
  add_run_command(app, chosen);
  add_batch_command(app, chosen);
  add_merge_command(app, chosen);
  add_score_command(app, chosen);
  add_compare_command(app, chosen);
  add_info_command(app, chosen);
}

int parse_and_run(int argc, char** argv, Interruption& interruption) {
  CLI::App app("Who reaches a shelter in time, district by district, and why the others do not.",
               "yanbi");
  CommonOptions options;
  Work chosen;
  app.fallthrough();  // common options may also stand behind the command
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  yanbi city synth scenarios/demo/city.toml -o city.h5\n"
      "  yanbi run scenarios/demo/scenario.toml --city city.h5 -o result.h5\n"
      "  yanbi score result.h5\n"
      "Exit codes: 0 done, 1 the input is wrong, 2 the call is wrong, 3 the run failed,\n"
      "130 or 143 interrupted. The answer goes to stdout, everything else to stderr.");
  add_common_options(app, options);
  add_commands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? kDone : kCallWrong;
  }
  Session session(options, interruption);
  return chosen(session);
}

}  // namespace
}  // namespace yanbi::app

int main(int argc, char** argv) {
  // A file that grows beyond a limit of the system is a failed write with a reason, not a death.
  std::signal(SIGXFSZ, SIG_IGN);
  yanbi::app::Interruption interruption;
  return yanbi::app::guarded(interruption,
                             [&] { return yanbi::app::parse_and_run(argc, argv, interruption); });
}
