// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of everything that a scenario file can say. It alone drives reading, the printed
// defaults and the key reference in scenarios/README.md, so that no number is used without its
// unit, range and source.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// How a value is written. The C++ type behind it follows from `Parameter::field`.
enum class ParameterKind {
  kText,
  kPath,    ///< relative to the folder of the scenario file
  kSwitch,  ///< true or false
  kWhole,   ///< a whole number
  kNumber,
  kDuration,   ///< "90 s", "5 min", or a number of seconds
  kDurations,  ///< an array of durations
  kDelay,      ///< a table that describes a distribution; see delay_keys()
  kPolicy,     ///< a word
  kTimeOfDay,  ///< "HH:MM"
};

/// Gives the place of one value in a scenario.
using ParameterField =
    std::variant<std::string& (*)(Scenario&), std::optional<std::string>& (*)(Scenario&),
                 bool& (*)(Scenario&), int& (*)(Scenario&), std::uint64_t& (*)(Scenario&),
                 double& (*)(Scenario&), Tick& (*)(Scenario&), std::vector<Tick>& (*)(Scenario&),
                 Distribution& (*)(Scenario&), PlanPolicy& (*)(Scenario&), RunMode& (*)(Scenario&),
                 SpeedByAge& (*)(Scenario&), AlarmSignal& (*)(Scenario&), LinkModel& (*)(Scenario&),
                 std::optional<double>& (*)(Scenario&), std::optional<TimeOfDay>& (*)(Scenario&)>;

/// One key of a scenario file.
struct Parameter {
  std::string_view key;  ///< "walking.gamma"
  ParameterKind kind = ParameterKind::kNumber;
  ParameterField field;
  std::string_view unit;      ///< "m/s"; empty where there is none
  std::string_view fallback;  ///< the default as TOML; empty = must be given, or has no default
  bool required = false;
  double least = 0.0;  ///< closed range, in `unit`; only for numbers and durations
  double most = std::numeric_limits<double>::infinity();
  std::string_view source;   ///< where the default comes from
  std::string_view meaning;  ///< one sentence
};

/// All parameters, in the order in which they are documented.
[[nodiscard]] std::span<const Parameter> parameters();

/// One key of a table that describes a delay.
struct DelayKey {
  std::string_view type;  ///< the type that it belongs to; empty = all types
  std::string_view key;
  std::string_view unit;
  std::string_view meaning;
};
[[nodiscard]] std::span<const DelayKey> delay_keys();
[[nodiscard]] std::vector<std::string> delay_types();

/// Words of `plan.policy`.
[[nodiscard]] const char* to_string(PlanPolicy policy) noexcept;
[[nodiscard]] std::vector<std::string> plan_policy_words();

/// Words of `run.mode`.
[[nodiscard]] const char* to_string(RunMode mode) noexcept;
[[nodiscard]] std::vector<std::string> run_mode_words();

/// Words of `driving.links`.
[[nodiscard]] const char* to_string(LinkModel model) noexcept;
[[nodiscard]] std::vector<std::string> link_model_words();

/// Words of `alarm.signal`.
[[nodiscard]] const char* to_string(AlarmSignal preset) noexcept;
[[nodiscard]] std::vector<std::string> alarm_signal_words();

/// Words of `walking.speed_by_age`.
[[nodiscard]] const char* to_string(SpeedByAge rule) noexcept;
[[nodiscard]] std::vector<std::string> speed_by_age_words();

}  // namespace yanbi
