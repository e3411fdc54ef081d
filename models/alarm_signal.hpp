// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the signals of an alarm sound like and so how long they last,
//   duration = repeats * (sounding + silent), s.
// Preset "cn", China (V): pre-warning 36 s on and 24 s off, three times; alarm 6 s on and 6 s off,
// fifteen times; all-clear 180 s without a break. Each lasts three minutes.

#include <optional>

namespace yanbi {

/// A signal that sounds and is silent in turn.
struct SignalPattern {
  double sounding = 0.0;  ///< s
  double silent = 0.0;    ///< s
  int repeats = 1;

  [[nodiscard]] constexpr double duration() const noexcept { return repeats * (sounding + silent); }
};

/// Whose signals.
enum class AlarmSignal {
  kNotGiven,
  kCn,
};

struct AlarmSignals {
  SignalPattern pre_warning;
  SignalPattern alarm;
  SignalPattern all_clear;
};

/// The signals of a preset; none where they are not known.
[[nodiscard]] constexpr std::optional<AlarmSignals> signals_of(AlarmSignal preset) noexcept {
  if (preset == AlarmSignal::kCn) {
    return AlarmSignals{{36.0, 24.0, 3}, {6.0, 6.0, 15}, {180.0, 0.0, 1}};
  }
  return std::nullopt;
}

}  // namespace yanbi
