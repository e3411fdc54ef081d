// SPDX-License-Identifier: Apache-2.0
#include "sim/app/progress_display.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace yanbi::app {
namespace {

constexpr auto kBetweenBars = std::chrono::milliseconds(100);
constexpr auto kBetweenLines = std::chrono::seconds(5);
constexpr int kBarWidth = 30;
constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

ProgressDisplay::ProgressDisplay(Style style) noexcept : style_(style), last_(Clock::now()) {}

ProgressDisplay::~ProgressDisplay() { clear(); }

void ProgressDisplay::show(const ProgressReport& report) {
  if (style_ == Style::kNone || !is_due(report)) {
    return;
  }
  last_ = Clock::now();
  if (style_ == Style::kBar) {
    draw_bar(report);
  } else {
    write_line(report);
  }
}

bool ProgressDisplay::is_due(const ProgressReport& report) {
  // An end is not worth a line of its own: what comes next says that it was reached.
  if (report.stage.empty()) {
    return false;
  }
  const auto since = Clock::now() - last_;
  return style_ == Style::kBar ? since >= kBetweenBars : since >= kBetweenLines;
}

void ProgressDisplay::draw_bar(const ProgressReport& report) {
  std::string line = kEraseLine;
  if (report.fraction >= 0.0) {
    const double fraction = std::min(report.fraction, 1.0);
    const auto done = static_cast<std::size_t>(fraction * kBarWidth);
    line += fmt::format("[{}{}] {:3.0f} % ", std::string(done, '#'),
                        std::string(kBarWidth - done, '.'), fraction * 100.0);
  }
  line += report.stage;
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressDisplay::write_line(const ProgressReport& report) const {
  const std::string line =
      report.fraction >= 0.0
          ? fmt::format("{:.0f} % {}\n", std::min(report.fraction, 1.0) * 100.0, report.stage)
          : fmt::format("{}\n", report.stage);
  std::fputs(line.c_str(), stderr);
}

void ProgressDisplay::clear() {
  if (drawn_) {
    std::fputs(kEraseLine, stderr);
    std::fflush(stderr);
    drawn_ = false;
  }
}

ProgressDisplay::Style progress_style_of_stderr() {
  const char* terminal = std::getenv("TERM");
  const bool can_erase = terminal != nullptr && std::string_view(terminal) != "dumb";
  return ::isatty(STDERR_FILENO) == 1 && can_erase ? ProgressDisplay::Style::kBar
                                                   : ProgressDisplay::Style::kLines;
}

}  // namespace yanbi::app
