// SPDX-License-Identifier: Apache-2.0
#pragma once
// The subcommands: each adds itself to the command line and, when it is chosen, leaves what is to
// be done. One file a command.

#include <CLI/App.hpp>

#include <functional>

#include "sim/app/session.hpp"

namespace yanbi::app {

/// What the chosen command does; returns the exit code.
using Work = std::function<int(Session&)>;

void add_city_make_commands(CLI::App& city, Work& chosen);  ///< city build, city synth
void add_city_info_command(CLI::App& city, Work& chosen);
void add_city_works_command(CLI::App& city, Work& chosen);
void add_hazard_commands(CLI::App& hazard, Work& chosen);  ///< hazard build, hazard info
void add_check_command(CLI::App& app, Work& chosen);
void add_plan_command(CLI::App& app, Work& chosen);
void add_run_command(CLI::App& app, Work& chosen);
void add_batch_command(CLI::App& app, Work& chosen);
void add_merge_command(CLI::App& app, Work& chosen);
void add_score_command(CLI::App& app, Work& chosen);
void add_compare_command(CLI::App& app, Work& chosen);
void add_info_command(CLI::App& app, Work& chosen);

}  // namespace yanbi::app
