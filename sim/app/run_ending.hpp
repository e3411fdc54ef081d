// SPDX-License-Identifier: Apache-2.0
#pragma once
// How every run of a scenario ends: its result file, and what the command answers.

#include <filesystem>
#include <string>

#include "sim/app/session.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {

struct RunEnding {
  std::filesystem::path output;
  Provenance provenance;
  bool json = false;
  std::string heading;  ///< a line before the summary, where it is text
};

/// Writes the result, which a signal does not interrupt any more, and answers with the summary.
/// @throws Interrupted when a signal came before; RunError when it cannot be written.
void end_run(Session& session, const PreparedScenario& prepared, const ReplicateResults& results,
             const RunEnding& ending);

}  // namespace yanbi::app
