// SPDX-License-Identifier: Apache-2.0
#include "sim/app/session.hpp"

#include "sim/base/error.hpp"

namespace yanbi::app {
namespace {

LogLevel level_of(const CommonOptions& options) {
  // The words were checked when the command line was parsed.
  return options.quiet ? LogLevel::kError
                       : log_level_from(options.log_level).value_or(LogLevel::kInfo);
}

}  // namespace

Session::Session(const CommonOptions& options, Interruption& interruption)
    : interruption_(interruption),
      log_(level_of(options)),
      display_(level_of(options) > LogLevel::kInfo ? ProgressDisplay::Style::kNone
                                                   : progress_style_of_stderr()) {}

Log& Session::log() {
  display_.clear();
  return log_;
}

ProgressCallback Session::progress() {
  return [this](const ProgressReport& report) {
    display_.show(report);
    return interruption_.signal() == 0;
  };
}

ProgressCallback Session::silent_progress() const {
  return [this](const ProgressReport&) { return interruption_.signal() == 0; };
}

void Session::stop_if_asked() const {
  if (interruption_.signal() != 0) {
    throw Interrupted();
  }
}

}  // namespace yanbi::app
