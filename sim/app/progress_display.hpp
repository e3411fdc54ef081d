// SPDX-License-Identifier: Apache-2.0
#pragma once
// Shows on stderr how far long work is: a bar on a terminal, elsewhere a line now and then.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/progress.hpp"

namespace yanbi::app {

/// Used from one thread at a time, as ProgressCallback promises.
class ProgressDisplay {
 public:
  enum class Style { kNone, kBar, kLines };

  explicit ProgressDisplay(Style style) noexcept;
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  ProgressDisplay(ProgressDisplay&&) = delete;
  ProgressDisplay& operator=(ProgressDisplay&&) = delete;

  void show(const ProgressReport& report);
  /// Takes the bar off the line, so that something else can be written there.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] bool is_due(const ProgressReport& report);
  void draw_bar(const ProgressReport& report);
  void write_line(const ProgressReport& report) const;

  Style style_;
  Clock::time_point last_;
  bool drawn_ = false;
};

/// A bar when stderr is a terminal that can move its cursor, else lines.
[[nodiscard]] ProgressDisplay::Style progress_style_of_stderr();

}  // namespace yanbi::app
