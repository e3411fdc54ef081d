// SPDX-License-Identifier: Apache-2.0
#pragma once
// yanbi run --from: one run of a result file again, exactly.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/session.hpp"

namespace yanbi::app {

struct RepeatOptions {
  std::filesystem::path from;
  std::size_t run = 0;  ///< position in /runs
  std::optional<std::filesystem::path> city;
  std::vector<std::string> set;  ///< output.* only: more about the same run
  std::filesystem::path output;
  int threads = 1;
  bool redact = false;
  bool json = false;
};

/// Repeats the run and writes its result.
/// @throws InputError when the result cannot be repeated from, or an input is not what it was;
/// RunError when the run comes out differently; CallError for keys that would change it.
int repeat_run(Session& session, const RepeatOptions& options);

}  // namespace yanbi::app
