// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "sim/config/text_values.hpp"
#include "sim/config/toml.hpp"
#include "sim/scenario/delay_reader.hpp"
#include "sim/scenario/parameters.hpp"
#include "sim/scenario/reference.hpp"

namespace yanbi {
namespace {

using TextField = std::string& (*)(Scenario&);

std::string last_part(std::string_view key) { return std::string(key.substr(key.rfind('.') + 1)); }

/// Sections of the file, each opened once.
class Sections {
 public:
  explicit Sections(const TomlFile& file) : root_(file.root()) {}

  /// The table that `key` lies in, or nothing when the file has no such section.
  std::optional<TomlTable> section_of(std::string_view key) {
    const std::size_t dot = key.rfind('.');
    if (dot == std::string_view::npos) {
      return root_;
    }
    const std::string name(key.substr(0, dot));
    auto found = opened_.find(name);
    if (found == opened_.end()) {
      const std::optional<TomlTable> around = section_of(name);
      found = opened_.emplace(name, around ? around->table(last_part(name)) : std::nullopt).first;
    }
    return found->second;
  }

 private:
  TomlTable root_;
  std::map<std::string, std::optional<TomlTable>> opened_;
};

std::optional<PlanPolicy> read_policy(const TomlTable& table, const std::string& key) {
  const std::optional<std::string> word = table.choice(key, plan_policy_words());
  for (const PlanPolicy policy : {PlanPolicy::kNearest, PlanPolicy::kNearestWithPlaces,
                                  PlanPolicy::kOptimum, PlanPolicy::kTable}) {
    if (word && *word == to_string(policy)) {
      return policy;
    }
  }
  return std::nullopt;
}

std::optional<RunMode> read_mode(const TomlTable& table, const std::string& key) {
  const std::optional<std::string> word = table.choice(key, run_mode_words());
  for (const RunMode mode : {RunMode::kWalk, RunMode::kDrive}) {
    if (word && *word == to_string(mode)) {
      return mode;
    }
  }
  return std::nullopt;
}

std::optional<LinkModel> read_link_model(const TomlTable& table, const std::string& key) {
  const std::optional<std::string> word = table.choice(key, link_model_words());
  for (const LinkModel model : {LinkModel::kKinematicWave, LinkModel::kQueue}) {
    if (word && *word == to_string(model)) {
      return model;
    }
  }
  return std::nullopt;
}

std::optional<AlarmSignal> read_alarm_signal(const TomlTable& table, const std::string& key) {
  const std::optional<std::string> word = table.choice(key, alarm_signal_words());
  for (const AlarmSignal preset : {AlarmSignal::kNotGiven, AlarmSignal::kCn}) {
    if (word && *word == to_string(preset)) {
      return preset;
    }
  }
  return std::nullopt;
}

std::optional<SpeedByAge> read_speed_by_age(const TomlTable& table, const std::string& key) {
  const std::optional<std::string> word = table.choice(key, speed_by_age_words());
  for (const SpeedByAge rule : {SpeedByAge::kIgnored, SpeedByAge::kBohannon}) {
    if (word && *word == to_string(rule)) {
      return rule;
    }
  }
  return std::nullopt;
}

std::optional<std::vector<Tick>> read_ticks(const TomlTable& table, const std::string& key,
                                            TomlTable::Range range) {
  const std::optional<std::vector<double>> seconds = table.durations(key, range);
  if (!seconds) {
    return std::nullopt;
  }
  std::vector<Tick> ticks;
  for (const double value : *seconds) {
    ticks.push_back(to_tick(value));
  }
  return ticks;
}

std::optional<TimeOfDay> read_time_of_day(const TomlTable& table, const std::string& key) {
  const std::optional<std::string> text = table.text(key);
  const std::optional<int> minutes = text ? parse_time_of_day(*text) : std::nullopt;
  if (text && !minutes) {
    table.problem(key, "is no time of the day", "write it as \"14:30\", from 00:00 to 24:00");
  }
  return minutes ? std::optional(TimeOfDay{*minutes}) : std::nullopt;
}

/// Reads the value of one key as the type that it is kept in.
template <class T>
std::optional<T> read_value(const TomlTable& table, const std::string& key,
                            const Parameter& parameter) {
  const TomlTable::Range range{parameter.least, parameter.most};
  if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::optional<std::string>>) {
    return table.text(key);
  } else if constexpr (std::is_same_v<T, bool>) {
    return table.boolean(key);
  } else if constexpr (std::is_same_v<T, PlanPolicy>) {
    return read_policy(table, key);
  } else if constexpr (std::is_same_v<T, RunMode>) {
    return read_mode(table, key);
  } else if constexpr (std::is_same_v<T, std::optional<TimeOfDay>>) {
    return read_time_of_day(table, key);
  } else if constexpr (std::is_same_v<T, AlarmSignal>) {
    return read_alarm_signal(table, key);
  } else if constexpr (std::is_same_v<T, SpeedByAge>) {
    return read_speed_by_age(table, key);
  } else if constexpr (std::is_same_v<T, LinkModel>) {
    return read_link_model(table, key);
  } else if constexpr (std::is_same_v<T, Distribution>) {
    return read_delay(table, key);
  } else if constexpr (std::is_same_v<T, std::vector<Tick>>) {
    return read_ticks(table, key, range);
  } else if constexpr (std::is_same_v<T, Tick>) {
    const std::optional<double> seconds = table.duration(key, range);
    return seconds ? std::optional(to_tick(*seconds)) : std::nullopt;
  } else if constexpr (std::is_integral_v<T>) {
    const std::optional<std::int64_t> whole = table.integer(key, range);
    return whole ? std::optional(static_cast<T>(*whole)) : std::nullopt;
  } else {
    static_assert(std::is_same_v<T, double> || std::is_same_v<T, std::optional<double>>);
    return parameter.kind == ParameterKind::kDuration ? table.duration(key, range)
                                                      : table.number(key, range);
  }
}

/// Reads one parameter into its place, if the file gives it.
void read_parameter(const Parameter& parameter, const std::optional<TomlTable>& section,
                    Scenario& scenario) {
  if (!section) {
    return;
  }
  std::visit(
      [&](auto field) {
        auto& place = field(scenario);
        using T = std::remove_reference_t<decltype(place)>;
        if (auto value = read_value<T>(*section, last_part(parameter.key), parameter)) {
          place = std::move(*value);
        }
      },
      parameter.field);
}

/// Reads every parameter over what `scenario` holds, and reports keys that nobody knows.
void read_all(const TomlFile& file, Scenario& scenario) {
  Sections sections(file);
  for (const Parameter& parameter : parameters()) {
    read_parameter(parameter, sections.section_of(parameter.key), scenario);
  }
  file.report_unknown_keys();
}

constexpr std::array<const char*, 3> kDayNightKeys = {"time_of_day", "population_day",
                                                      "population_night"};

/// Whether the people are those between two populations.
bool gives_day_and_night(const TomlTable& root) {
  return std::any_of(kDayNightKeys.begin(), kDayNightKeys.end(),
                     [&](const char* key) { return root.has(key); });
}

/// Either one population, or two and a time.
void check_day_night(const TomlFile& file, Scenario& scenario) {
  const TomlTable root = file.root();
  if (!gives_day_and_night(root)) {
    return;
  }
  if (root.has("population")) {
    root.problem(
        "population",
        "names one population, and time_of_day, population_day or population_night ask for "
        "people between two",
        "remove it, or remove those");
  }
  for (const char* key : kDayNightKeys) {
    if (!root.has(key)) {
      root.missing(key,
                   "is missing: time_of_day, population_day and population_night need each other",
                   fmt::format("add {} = \"...\"", key));
    }
  }
  DayNightChoice& choice = scenario.day_night;
  const auto require_name = [&](const char* key, const std::string& name) {
    if (root.has(key) && name.empty() && file.problems().empty()) {
      root.problem(key, "must not be empty", "name a population of the city");
    }
  };
  require_name("population_day", choice.day);
  require_name("population_night", choice.night);
  if (choice.time) {
    scenario.population = fmt::format("{} and {} at {:02d}:{:02d}", choice.night, choice.day,
                                      choice.time->minutes / 60, choice.time->minutes % 60);
  }
}

/// Reports the keys that a scenario cannot do without.
void require_given(const TomlFile& file, const ScenarioOverrides& overrides, Scenario& scenario) {
  const TomlTable root = file.root();
  for (const Parameter& parameter : parameters()) {
    const std::string key(parameter.key);
    if (!parameter.required || (key == "city" && overrides.city) ||
        (key == "population" && gives_day_and_night(root))) {
      continue;
    }
    if (!root.has(key)) {
      root.missing(key, "is missing",
                   key == "city" ? "name the compiled city, or use --city"
                                 : fmt::format("add {} = \"...\"", key));
    } else if (std::get<TextField>(parameter.field)(scenario).empty() && file.problems().empty()) {
      root.problem(key, "must not be empty", "name it");
    }
  }
}

void check_times(const TomlFile& file, Scenario& scenario) {
  RunParameters& run = scenario.run;
  const TomlTable root = file.root();
  const std::optional<TomlTable> section = root.has("run") ? root.table("run") : std::nullopt;
  const TomlTable& place = section ? *section : root;
  if (run.deadlines.empty()) {
    place.problem("deadlines", "is empty, so there would be nothing to score",
                  "give at least one time after the alarm");
    return;
  }
  const auto out_of_order = std::adjacent_find(run.deadlines.begin(), run.deadlines.end(),
                                               [](Tick a, Tick b) { return a >= b; });
  if (out_of_order != run.deadlines.end()) {
    place.problem("deadlines", "must ascend, in steps of at least 0.1 s", "sort them");
    return;
  }
  if (!section || !section->has("horizon")) {
    run.horizon = std::max(run.horizon, run.deadlines.back());
  } else if (run.horizon < run.deadlines.back()) {
    place.problem("horizon", "ends the run before the last deadline",
                  fmt::format("make it at least {} s", run.deadlines.back().seconds()));
  }
}

void check_curve(const TomlFile& file, const Scenario& scenario) {
  constexpr double kMostPoints = 100000;
  const double points = scenario.run.horizon.seconds() / scenario.output.curve_interval;
  if (points > kMostPoints) {
    const std::optional<TomlTable> output = file.root().table("output");
    (output ? *output : file.root())
        .problem("curve_interval",
                 fmt::format("gives {:.0f} points of the arrival curves, more than {:.0f}", points,
                             kMostPoints),
                 "make it longer, or the horizon shorter");
  }
}

void check_walking(const TomlFile& file, const Scenario& scenario) {
  const std::optional<TomlTable> section = file.root().table("walking");
  if (!section) {
    return;
  }
  const WalkingParameters& walking = scenario.walking;
  if (!(walking.free_speed_min <= walking.free_speed_mean &&
        walking.free_speed_mean <= walking.free_speed_max)) {
    section->problem("free_speed_mean",
                     fmt::format("lies outside [free_speed_min, free_speed_max] = [{}, {}] m/s",
                                 walking.free_speed_min, walking.free_speed_max),
                     "change one of the three");
  }
  if (!(walking.capacity_density < walking.jam_density)) {
    section->problem("capacity_density",
                     fmt::format("must be below jam_density = {} persons/m2", walking.jam_density),
                     "change one of the two");
  }
}

/// Each signal must have ended when the next one begins.
void check_signals(const TomlTable& section, const AlarmParameters& alarm) {
  const std::optional<AlarmSignals> signals = signals_of(alarm.signal);
  if (!signals) {
    return;
  }
  if (alarm.pre_warning && *alarm.pre_warning < signals->pre_warning.duration()) {
    section.problem("pre_warning",
                    fmt::format("lets the alarm begin while the pre-warning still sounds: with the "
                                "signals \"{}\" it lasts {} s",
                                to_string(alarm.signal), signals->pre_warning.duration()),
                    "give it more time, or set alarm.signal = \"none\"");
  }
  if (alarm.all_clear && *alarm.all_clear < signals->alarm.duration()) {
    section.problem("all_clear",
                    fmt::format("comes while the alarm still sounds: with the signals \"{}\" it "
                                "lasts {} s",
                                to_string(alarm.signal), signals->alarm.duration()),
                    "give it more time, or set alarm.signal = \"none\"");
  }
}

void check_alarm(const TomlFile& file, const Scenario& scenario) {
  const std::optional<TomlTable> section = file.root().table("alarm");
  if (!section) {
    return;
  }
  const AlarmParameters& alarm = scenario.alarm;
  const AlarmParameters usual;
  const auto require_pre_warning = [&](const char* key, bool is_usual) {
    if (!alarm.pre_warning && !is_usual) {
      section->problem(key, "has no effect without a pre-warning", "give alarm.pre_warning");
    }
  };
  require_pre_warning("pre_warning_heard", alarm.pre_warning_heard == usual.pre_warning_heard);
  require_pre_warning("leave_at_pre_warning",
                      alarm.leave_at_pre_warning == usual.leave_at_pre_warning);
  check_signals(*section, alarm);
}

void check_sirens(const TomlFile& file, const Scenario& scenario) {
  const std::optional<TomlTable> section = file.root().table("warning");
  if (!section) {
    return;
  }
  const WarningParameters& warning = scenario.warning;
  // A file of all defaults names them too, and says nothing by it.
  const SirenParameters usual;
  const auto require_sirens = [&](const char* key, bool is_usual) {
    if (!warning.sirens && !is_usual) {
      section->problem(key, "has no effect without sirens", "name their table as warning.sirens");
    }
  };
  require_sirens("siren_reach", warning.siren.reach == usual.reach);
  require_sirens("siren_failure", warning.siren.failure == usual.failure);
  require_sirens("siren_heard", warning.siren.heard == usual.heard);
  if (warning.sirens && warning.reach == 1.0 && warning.delay == Distribution{}) {
    section->problem(
        "sirens",
        "has no effect: with warning.reach = 1 and no warning.delay everybody is warned "
        "at the alarm by other means",
        "set warning.reach to the share whom other means reach, 0 if there are none");
  }
}

void check_mobility(const TomlFile& file, const Scenario& scenario) {
  const std::optional<TomlTable> section = file.root().table("mobility");
  const MobilityParameters& mobility = scenario.people.mobility;
  if (section && mobility.limited_speed_min > mobility.limited_speed_max) {
    section->problem(
        section->has("limited_speed_min") ? "limited_speed_min" : "limited_speed_max",
        fmt::format("makes an empty range of speeds: limited_speed_min = {} m/s is above "
                    "limited_speed_max = {} m/s",
                    mobility.limited_speed_min, mobility.limited_speed_max),
        "change one of the two");
  }
}

void check_plan(const TomlFile& file, const Scenario& scenario) {
  const std::optional<TomlTable> section = file.root().table("plan");
  if (!section) {
    return;
  }
  if (scenario.plan.policy == PlanPolicy::kTable && !section->has("table")) {
    section->missing("table", "is missing, and policy = \"table\" needs it",
                     "name the CSV file of the plan");
  }
  if (scenario.plan.policy != PlanPolicy::kTable && scenario.plan.table) {
    section->problem("table", "has no effect unless policy = \"table\"",
                     "set the policy, or remove the table");
  }
  if (scenario.plan.policy != PlanPolicy::kOptimum && scenario.plan.binding) {
    section->problem("binding", "has no effect unless policy = \"optimum\"",
                     "set the policy, or remove the binding");
  }
}

/// Whether the scenario says that anything may close, flood or be lost.
bool names_hazards(const Scenario& scenario) {
  return scenario.hazard.file || scenario.status_feed || !scenario.doors.close_at.is_never();
}

void check_hazards(const TomlFile& file, const Scenario& scenario) {
  const TomlTable root = file.root();
  const auto place = [&](const char* section) {
    const std::optional<TomlTable> table = root.table(section);
    return table ? *table : root;
  };
  for (const std::string& fault : faults(scenario.flood.walking)) {
    root.problem("flood", fault, "correct its parameters");
  }
  for (const std::string& fault : faults(scenario.flood.driving)) {
    root.problem("flood", fault, "correct its parameters");
  }
  for (const std::string& fault : faults(scenario.flood.underground)) {
    root.problem("flood", fault, "correct its parameters");
  }
  if (!scenario.hazard.file) {
    constexpr const char* kReason = "has no effect without a hazard";
    constexpr const char* kRemedy = "name one in hazard.file, or remove the key";
    if (scenario.doors.close_at_first_impact) {
      place("doors").problem("close_at_first_impact", kReason,
                             "name one in hazard.file, or use doors.close_at");
    }
    if (scenario.flood.only_at_risk) {
      place("flood").problem("only_at_risk", kReason, kRemedy);
    }
    if (scenario.hazard.alarm_at != Tick{}) {
      place("hazard").problem("alarm_at", kReason, kRemedy);
    }
  }
  if (!names_hazards(scenario)) {
    if (scenario.information.live_share > 0.0) {
      place("information")
          .problem("live_share", "has no effect where nothing closes",
                   "name a hazard or a status feed, or remove the key");
    }
    return;
  }
  if (scenario.run.split_parties) {
    place("run").problem("split_parties", "does not go together with a hazard",
                         "set it to false: a household that a hazard meets moves as one");
  }
  if (scenario.run.mode == RunMode::kDrive) {
    place("run").problem("mode", "does not meet hazards yet",
                         "set run.mode = \"walk\", or leave out the hazard, the feed and the "
                         "closing of doors");
  }
}

void check_mode(const TomlFile& file, const Scenario& scenario) {
  if (scenario.run.mode != RunMode::kDrive) {
    return;
  }
  const std::optional<TomlTable> section = file.root().table("run");
  if (!section) {
    return;
  }
  if (scenario.redirection.enabled) {
    section->problem("mode",
                     "has no redirection yet: the ways from a full shelter to the next are found "
                     "for people on foot",
                     "set redirection.enabled = false: whoever is refused then stays outside");
  }
  if (scenario.plan.policy != PlanPolicy::kTable) {
    section->problem(
        "mode",
        fmt::format("needs given routes, and plan.policy = \"{}\" finds routes on foot",
                    to_string(scenario.plan.policy)),
        "set plan.policy = \"table\" and give a table with a path for each row");
  }
}

std::string resolved(const std::filesystem::path& folder, const std::string& path) {
  return (folder / path).lexically_normal().string();
}

void resolve_paths(const std::filesystem::path& scenario_path, const ScenarioOverrides& overrides,
                   Scenario& scenario) {
  const std::filesystem::path folder = scenario_path.parent_path();
  scenario.city = overrides.city ? overrides.city->string() : resolved(folder, scenario.city);
  for (std::optional<std::string>* path :
       {&scenario.plan.table, &scenario.hazard.file, &scenario.status_feed}) {
    if (*path) {
      *path = resolved(folder, **path);
    }
  }
  if (scenario.warning.sirens) {
    scenario.warning.sirens = resolved(folder, *scenario.warning.sirens);
  }
}

Scenario scenario_of(const TomlFile& file, const std::filesystem::path& path,
                     const ScenarioOverrides& overrides) {
  Scenario scenario = default_scenario();
  read_all(file, scenario);
  require_given(file, overrides, scenario);
  check_day_night(file, scenario);
  if (file.problems().empty()) {
    // What the values say together; only worth saying when each is right by itself.
    check_times(file, scenario);
    check_curve(file, scenario);
    check_walking(file, scenario);
    check_alarm(file, scenario);
    check_sirens(file, scenario);
    check_mobility(file, scenario);
    check_plan(file, scenario);
    check_mode(file, scenario);
    check_hazards(file, scenario);
  }
  file.problems().throw_if_any();
  resolve_paths(path, overrides, scenario);
  scenario.text = file.text();
  if (overrides.city) {
    scenario.text += fmt::format("{}# --city {}\n", scenario.text.ends_with('\n') ? "" : "\n",
                                 overrides.city->string());
  }
  scenario.overrides = overrides.set;
  return scenario;
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& path, const ScenarioOverrides& overrides) {
  return scenario_of(TomlFile::load(path, overrides.set), path, overrides);
}

Scenario read_scenario_text(const std::string& text, const std::filesystem::path& path,
                            const ScenarioOverrides& overrides) {
  return scenario_of(TomlFile::parse(text, path, overrides.set), path, overrides);
}

std::vector<Problem> check_scenario(const std::filesystem::path& path,
                                    const ScenarioOverrides& overrides) {
  try {
    static_cast<void>(read_scenario(path, overrides));
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

std::vector<std::filesystem::path> input_files(const Scenario& scenario) {
  std::vector<std::filesystem::path> files = {scenario.city};
  for (const std::optional<std::string>& path :
       {scenario.plan.table, scenario.hazard.file, scenario.status_feed, scenario.warning.sirens}) {
    if (path) {
      files.emplace_back(*path);
    }
  }
  return files;
}

Scenario default_scenario() {
  Scenario scenario;
  const TomlFile file = TomlFile::parse(default_settings(), "defaults");
  read_all(file, scenario);
  file.problems().throw_if_any();
  return scenario;
}

}  // namespace yanbi
