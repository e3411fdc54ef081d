// SPDX-License-Identifier: Apache-2.0
#pragma once
// A scenario: what happens, how people behave, who is sent where, and what is recorded. A plain
// value; reader.hpp makes it from a file, parameters.hpp lists every default with its unit, range
// and source.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/age_speed.hpp"
#include "models/alarm_signal.hpp"
#include "models/distribution.hpp"
#include "models/driving.hpp"
#include "models/entrance.hpp"
#include "models/flood_driving.hpp"
#include "models/flood_walking.hpp"
#include "models/siren.hpp"
#include "models/underground.hpp"
#include "models/walking.hpp"
#include "sim/base/time.hpp"

namespace yanbi {

/// How people move.
enum class RunMode {
  kWalk,
  kDrive,  ///< each party in a vehicle of its own
};

/// How the plan assigns people to shelters.
enum class PlanPolicy {
  kNearest,            ///< the nearest by network distance, full or not
  kNearestWithPlaces,  ///< the nearest that still has places, closest pairs first
  kTable,              ///< as a given table says
  kOptimum,            ///< the most people placed, with the least walking
};

/// The signals around the alarm, whose time is 0.
struct AlarmParameters {
  AlarmSignal signal = AlarmSignal::kCn;  ///< how long each lasts
  std::optional<double> pre_warning;      ///< s before the alarm
  std::optional<double> all_clear;        ///< s after the alarm; nobody departs later
  double pre_warning_heard = 1.0;     ///< share of those reached by the warning who get ready at it
  bool leave_at_pre_warning = false;  ///< whether they go without waiting for the alarm
  friend bool operator==(const AlarmParameters&, const AlarmParameters&) = default;
};

struct WarningParameters {
  double reach = 1.0;  ///< share of parties that the warning reaches at all
  Distribution delay;  ///< alarm to warning received, s
  /// Path of the table of sirens, as resolved. They warn beside the two above.
  std::optional<std::string> sirens;
  SirenParameters siren;
  friend bool operator==(const WarningParameters&, const WarningParameters&) = default;
};

struct ResponseParameters {
  double compliance = 1.0;  ///< share of warned parties that go
  Distribution delay;       ///< warning received to departure, s
  friend bool operator==(const ResponseParameters&, const ResponseParameters&) = default;
};

/// How fast people walk and how easily they move, as it differs between them.
struct PeopleParameters {
  SpeedByAge speed_by_age = SpeedByAge::kIgnored;
  MobilityParameters mobility;
  friend bool operator==(const PeopleParameters&, const PeopleParameters&) = default;
};

/// What the columns of a given plan are called. Those beyond the first two need not be there.
struct PlanColumns {
  std::string origin = "origin";
  std::string work = "work";
  std::string persons = "persons";
  std::string party = "party";
  std::string departs_s = "departs_s";
  std::string route = "route";
  friend bool operator==(const PlanColumns&, const PlanColumns&) = default;
};

struct PlanParameters {
  PlanPolicy policy = PlanPolicy::kNearest;
  double max_walk = 3000.0;          ///< m along the network; nobody is sent farther
  std::optional<std::string> table;  ///< path of the table for kTable, as resolved
  PlanColumns columns;               ///< of that table
  /// Name of the geography whose zones kOptimum keeps people in; none = anywhere.
  std::optional<std::string> binding;
  friend bool operator==(const PlanParameters&, const PlanParameters&) = default;
};

struct RedirectionParameters {
  bool enabled = true;
  double interval = 60.0;     ///< s between publications of free places
  int alternatives = 8;       ///< shelters that someone refused at a door knows of
  double max_walk = 2000.0;   ///< m from the door that refused
  int most_redirections = 5;  ///< times a refused party is sent on; then it gives up
  friend bool operator==(const RedirectionParameters&, const RedirectionParameters&) = default;
};

/// Which hazard, and when the alarm is on its clock.
struct HazardParameters {
  std::optional<std::string> file;  ///< path of the compiled hazard, as resolved; none = no hazard
  Tick alarm_at;                    ///< time of the alarm on the hazard's own clock
  friend bool operator==(const HazardParameters&, const HazardParameters&) = default;
};

struct FloodParameters {
  /// Whether only people whose home gets wet go to shelters; the others stay, and are counted
  /// apart.
  bool only_at_risk = false;
  FloodWalkingParameters walking;
  FloodDrivingParameters driving;
  UndergroundParameters underground;
  bool empties_works = true;  ///< whether works that take water send their people on
  friend bool operator==(const FloodParameters&, const FloodParameters&) = default;
};

/// What people know of hazards while they move.
struct InformationParameters {
  double live_share = 0.0;  ///< share of parties that hear of closures as they are made known
  int most_detours = 10;    ///< times a party turns; then it stands aside
  friend bool operator==(const InformationParameters&, const InformationParameters&) = default;
};

/// When the doors of all shelters close, full or not.
struct DoorParameters {
  Tick close_at = Tick::never();
  bool close_at_first_impact = false;
  friend bool operator==(const DoorParameters&, const DoorParameters&) = default;
};

struct RunParameters {
  RunMode mode = RunMode::kWalk;
  std::uint64_t seed = 1;
  int replicates = 1;
  std::vector<Tick> deadlines;  ///< ascending, after the alarm
  Tick horizon;                 ///< end of the run; at least the last deadline
  bool split_parties = false;   ///< whether a door may admit part of a party
  friend bool operator==(const RunParameters&, const RunParameters&) = default;
};

struct OutputParameters {
  bool agents = false;
  bool links = false;
  bool occupancy = false;
  double curve_interval = 10.0;  ///< s between points of the arrival curves
  friend bool operator==(const OutputParameters&, const OutputParameters&) = default;
};

/// A time of the day, to the minute.
struct TimeOfDay {
  int minutes = 0;  ///< after midnight, 0 to 1440
  [[nodiscard]] double hours() const noexcept { return minutes / 60.0; }
  friend bool operator==(TimeOfDay, TimeOfDay) = default;
};

/// People between two populations of the city, instead of one of them.
struct DayNightChoice {
  std::optional<TimeOfDay> time;  ///< none = the scenario's population is one of the city's
  std::string day;                ///< name of the population of the day, if there is a time
  std::string night;              ///< and of the night
  friend bool operator==(const DayNightChoice&, const DayNightChoice&) = default;
};

struct Scenario {
  std::string name;
  std::string city;    ///< path of the compiled city, resolved against the scenario's folder
  std::string layout;  ///< name of a layout of the city
  /// Name of a population of the city; with a time of the day what the people in between are
  /// called.
  std::string population;
  DayNightChoice day_night;
  AlarmParameters alarm;
  WarningParameters warning;
  ResponseParameters response;
  WalkingParameters walking;
  PeopleParameters people;
  DrivingParameters driving;
  EntranceParameters entrance;
  PlanParameters plan;
  RedirectionParameters redirection;
  HazardParameters hazard;
  FloodParameters flood;
  InformationParameters information;
  DoorParameters doors;
  std::optional<std::string> status_feed;  ///< path of the feed, as resolved
  RunParameters run;
  OutputParameters output;
  std::vector<std::string> overrides;  ///< "run.seed=7": keys set beside the file, in order
  std::string text;  ///< the file as given, and the overrides below it, for the result's provenance
};

}  // namespace yanbi
