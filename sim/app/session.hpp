// SPDX-License-Identifier: Apache-2.0
#pragma once
// What all commands share while the program runs: the log, the progress display, the interruption.

#include <string>

#include "sim/app/interruption.hpp"
#include "sim/app/progress_display.hpp"
#include "sim/base/log.hpp"
#include "sim/base/progress.hpp"

namespace yanbi::app {

/// Options that every command has.
struct CommonOptions {
  std::string log_level = "info";
  bool quiet = false;
};

class Session {
 public:
  Session(const CommonOptions& options, Interruption& interruption);

  /// Takes the progress off the terminal and gives the log.
  [[nodiscard]] Log& log();
  /// For the library: shows progress, and asks to stop after a signal.
  [[nodiscard]] ProgressCallback progress();
  /// The same without showing anything.
  [[nodiscard]] ProgressCallback silent_progress() const;
  [[nodiscard]] Interruption& interruption() noexcept { return interruption_; }
  /// @throws Interrupted when a signal has come: to be called between two pieces of work.
  void stop_if_asked() const;

 private:
  Interruption& interruption_;
  Log log_;
  ProgressDisplay display_;
};

/// Seconds since it was made, for the log.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace yanbi::app
