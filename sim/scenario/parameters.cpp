// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/parameters.hpp"

#include <array>
#include <span>
#include <vector>

#include "sim/scenario/hazard_parameters.hpp"
#include "sim/scenario/parameter_field.hpp"

namespace yanbi {
namespace {

using Kind = ParameterKind;

/// The largest whole number that a double, and so every JSON reader, holds exactly.
constexpr double kLargestSeed = 9007199254740991.0;

constexpr std::string_view kAssumption = "assumption";
constexpr std::string_view kWeidmann = "Weidmann 1993, in Kladek's form";

using S = Scenario;

const std::array kParameters = std::to_array<Parameter>({
    // clang-format off
    {"name", Kind::kText, field_at<&S::name>, "", "", true, 0, 0, "",
     "What the scenario is called in every output."},
    {"city", Kind::kPath, field_at<&S::city>, "", "", true, 0, 0, "",
     "The compiled city, relative to this file; the option --city replaces it."},
    {"layout", Kind::kText, field_at<&S::layout>, "", "", true, 0, 0, "",
     "The city's layout of works that people can go to."},
    {"population", Kind::kText, field_at<&S::population>, "", "", true, 0, 0, "",
     "The city's population to be sheltered; the three keys below may stand instead."},
    {"time_of_day", Kind::kTimeOfDay, field_at<&S::day_night, &DayNightChoice::time>, "", "", false, 0, 0,
     "HEC-LifeSim: night until 04:00, day from 10:00 to 17:00, night again at 24:00, linear in between",
     "Time, as \"14:30\", that decides how many of the people are where they are by day, and how many "
     "where they are at night."},
    {"population_day", Kind::kText, field_at<&S::day_night, &DayNightChoice::day>, "", "", false, 0, 0, "",
     "The city's population by day (14:00), with time_of_day."},
    {"population_night", Kind::kText, field_at<&S::day_night, &DayNightChoice::night>, "", "", false, 0, 0, "",
     "The city's population at night (02:00), with time_of_day."},

    {"run.mode", Kind::kPolicy, field_at<&S::run, &RunParameters::mode>, "", "\"walk\"", false, 0, 0,
     kAssumption,
     "How people move: walk, or drive (each household in a vehicle of its own, on the routes of a "
     "given plan)."},
    {"run.seed", Kind::kWhole, field_at<&S::run, &RunParameters::seed>, "", "1", false, 0, kLargestSeed,
     kAssumption, "Decides every random draw; the same seed gives the same result."},
    {"run.replicates", Kind::kWhole, field_at<&S::run, &RunParameters::replicates>, "runs", "1", false,
     1, 100000, kAssumption, "Runs with draws of their own; two or more give intervals."},
    {"run.deadlines", Kind::kDurations, field_at<&S::run, &RunParameters::deadlines>, "s",
     R"(["5 min", "10 min", "15 min"])", false, 0.1, kLongestHorizonSeconds, kAssumption,
     "Times after the alarm at which coverage is scored, ascending."},
    {"run.horizon", Kind::kDuration, field_at<&S::run, &RunParameters::horizon>, "s", "\"60 min\"",
     false, 0.1, kLongestHorizonSeconds, kAssumption,
     "End of the run. Where it is not given, the last deadline if that is later than the default."},
    {"run.split_parties", Kind::kSwitch, field_at<&S::run, &RunParameters::split_parties>, "", "false",
     false, 0, 0, kAssumption,
     "Whether a shelter with too few places left admits part of a household."},

    {"alarm.signal", Kind::kPolicy, field_at<&S::alarm, &AlarmParameters::signal>, "", "\"cn\"", false, 0, 0,
     "signals of China: three minutes each",
     "Whose signals: cn, or none (not known). They say how long each lasts: no signal may begin before the "
     "one before it has ended."},
    {"alarm.pre_warning", Kind::kDuration, field_at<&S::alarm, &AlarmParameters::pre_warning>, "s", "", false,
     0.1, kLongestHorizonSeconds, "none: wartime lead times are not published",
     "How long before the alarm the pre-warning begins; without it there is none."},
    {"alarm.pre_warning_heard", Kind::kNumber, field_at<&S::alarm, &AlarmParameters::pre_warning_heard>,
     "share", "1.0", false, 0, 1, kAssumption,
     "Share of the households reached by the warning whose response delay begins with the pre-warning."},
    {"alarm.leave_at_pre_warning", Kind::kSwitch, field_at<&S::alarm, &AlarmParameters::leave_at_pre_warning>,
     "", "false", false, 0, 0, kAssumption,
     "Whether those go as soon as they are ready, at the alarm at the earliest; else when the alarm has "
     "reached them too."},
    {"alarm.all_clear", Kind::kDuration, field_at<&S::alarm, &AlarmParameters::all_clear>, "s", "", false, 0.1,
     kLongestHorizonSeconds, "none: always an input",
     "How long after the alarm the all-clear comes: nobody departs later, those under way go on. Without it "
     "there is none."},

    {"warning.reach", Kind::kNumber, field_at<&S::warning, &WarningParameters::reach>, "share", "1.0",
     false, 0, 1, "assumption; 0.765 heard the sirens in a notified test at Nanticoke",
     "Share of households that the warning reaches at all."},
    {"warning.delay", Kind::kDelay, field_at<&S::warning, &WarningParameters::delay>, "s",
     R"({ type = "constant", value = "0 s" })", false, 0, 0, kAssumption,
     "Time from the alarm to the household receiving it."},
    {"warning.sirens", Kind::kPath, field_at<&S::warning, &WarningParameters::sirens>, "", "", false, 0, 0,
     "",
     "Sirens: CSV with the columns id, x, y and optionally reach_m, fails and delay_s, relative to this "
     "file; x and y in the city's working CRS. They warn beside reach and delay, whichever is first."},
    {"warning.siren_reach", Kind::kNumber,
     field_at<&S::warning, &WarningParameters::siren, &SirenParameters::reach>, "m", "500", false, 1, 100000,
     kAssumption, "Straight distance up to which a siren is heard, where its row does not say."},
    {"warning.siren_failure", Kind::kNumber,
     field_at<&S::warning, &WarningParameters::siren, &SirenParameters::failure>, "share", "0.03", false, 0, 1,
     "about 3 % of 2,830 sirens failed in a national drill in Israel",
     "Probability that a siren fails in a run, where its row does not say."},
    {"warning.siren_heard", Kind::kNumber,
     field_at<&S::warning, &WarningParameters::siren, &SirenParameters::heard>, "share", "0.765", false, 0, 1,
     "heard the sirens in a notified test at Nanticoke",
     "Share of the households within reach of a working siren who hear it."},

    {"response.compliance", Kind::kNumber, field_at<&S::response, &ResponseParameters::compliance>,
     "share", "1.0", false, 0, 1, "assumption; 0.67 to 0.68 of the people evacuated at Oroville in 2017",
     "Share of warned households that go."},
    {"response.delay", Kind::kDelay, field_at<&S::response, &ResponseParameters::delay>, "s",
     R"({ type = "lognormal", log_mean = 3.44, log_sd = 0.94, max = "300 s" })", false, 0, 0,
     "IMO MSC.1/Circ.1238, day case; its night case is log_mean = 3.95, log_sd = 0.84, "
     "shift = \"400 s\", max = \"700 s\"",
     "Time from the warning to the household's departure."},

    {"walking.free_speed_mean", Kind::kNumber,
     field_at<&S::walking, &WalkingParameters::free_speed_mean>, "m/s", "1.34", false, 0.1, 5, kWeidmann,
     "Mean speed of a person with nobody around, on the flat."},
    {"walking.free_speed_sd", Kind::kNumber, field_at<&S::walking, &WalkingParameters::free_speed_sd>,
     "m/s", "0.26", false, 0, 2, kWeidmann, "Standard deviation of that speed between people."},
    {"walking.free_speed_min", Kind::kNumber, field_at<&S::walking, &WalkingParameters::free_speed_min>,
     "m/s", "0.40", false, 0.05, 5, "assumption; frail people walk at 0.4 to 0.8 m/s",
     "Slowest free speed that is drawn."},
    {"walking.free_speed_max", Kind::kNumber, field_at<&S::walking, &WalkingParameters::free_speed_max>,
     "m/s", "2.40", false, 0.05, 10, kAssumption, "Fastest free speed that is drawn."},
    {"walking.gamma", Kind::kNumber, field_at<&S::walking, &WalkingParameters::gamma>, "persons/m2",
     "1.913", false, 0.01, 100, kWeidmann, "How fast speed falls with density."},
    {"walking.jam_density", Kind::kNumber, field_at<&S::walking, &WalkingParameters::jam_density>,
     "persons/m2", "5.4", false, 0.1, 20, kWeidmann,
     "Density at which nobody moves; the most people that a street stores."},
    {"walking.capacity_density", Kind::kNumber,
     field_at<&S::walking, &WalkingParameters::capacity_density>, "persons/m2", "1.75", false, 0.05, 20,
     "computed: where the curve above has its largest flow",
     "Density of the largest flow; those beyond it wait in the queue at the end of the street."},
    {"walking.specific_flow", Kind::kNumber, field_at<&S::walking, &WalkingParameters::specific_flow>,
     "persons/(m s)", "1.22", false, 0.01, 10, "computed: the largest flow of the curve above",
     "Most people that leave a street, per metre of width and second."},
    {"walking.stairs_down_factor", Kind::kNumber,
     field_at<&S::walking, &WalkingParameters::stairs_down_factor>, "share", "0.5", false, 0.01, 1,
     "planning value", "Speed down stairs as a share of the speed on the flat."},
    {"walking.stairs_up_factor", Kind::kNumber,
     field_at<&S::walking, &WalkingParameters::stairs_up_factor>, "share", "0.35", false, 0.01, 1,
     "planning value", "Speed up stairs as a share of the speed on the flat."},
    {"walking.speed_by_age", Kind::kPolicy, field_at<&S::people, &PeopleParameters::speed_by_age>, "",
     "\"none\"", false, 0, 0, kAssumption,
     "Whether age decides the mean free speed: none, or bohannon (comfortable speeds by decade, "
     "Bohannon; children by Ando, as recalled, not verified); those of limited mobility then have "
     "speeds of their own. Needs a population with ages."},

    {"mobility.child_age", Kind::kWhole,
     field_at<&S::people, &PeopleParameters::mobility, &MobilityParameters::child_age>, "years", "12", false,
     0, 100, kAssumption,
     "Age from which on somebody is no child any more; a household with children is vulnerable."},
    {"mobility.limited_under_65", Kind::kNumber,
     field_at<&S::people, &PeopleParameters::mobility, &MobilityParameters::limited_under_65>, "share",
     "0.051", false, 0, 1, "American Community Survey, USA",
     "Share of the people under 65 years who are of limited mobility."},
    {"mobility.limited_65", Kind::kNumber,
     field_at<&S::people, &PeopleParameters::mobility, &MobilityParameters::limited_65>, "share", "0.226",
     false, 0, 1, "American Community Survey, USA",
     "Share of the people of 65 years and more who are of limited mobility."},
    {"mobility.limited_share", Kind::kNumber,
     field_at<&S::people, &PeopleParameters::mobility, &MobilityParameters::limited_share>, "share", "0",
     false, 0, 1, kAssumption,
     "Share of the people of limited mobility where their ages are not known."},
    {"mobility.limited_speed_min", Kind::kNumber,
     field_at<&S::people, &PeopleParameters::mobility, &MobilityParameters::limited_speed_min>, "m/s", "0.4",
     false, 0.05, 5, "frail people walk at 0.4 to 0.8 m/s",
     "Free speed of the slowest of the people of limited mobility."},
    {"mobility.limited_speed_max", Kind::kNumber,
     field_at<&S::people, &PeopleParameters::mobility, &MobilityParameters::limited_speed_max>, "m/s", "0.8",
     false, 0.05, 5, "frail people walk at 0.4 to 0.8 m/s",
     "Free speed of the fastest of them; between the two all speeds are as likely."},

    {"driving.links", Kind::kPolicy, field_at<&S::driving, &DrivingParameters::links>, "",
     "\"kinematic_wave\"", false, 0, 0, "Newell 1993",
     "What a road lets in: kinematic_wave (at most its capacity, and a place that becomes free comes back "
     "with the backward wave), or queue (whoever there is a place for, half a second after it has become free)."},
    {"driving.space_per_vehicle", Kind::kNumber,
     field_at<&S::driving, &DrivingParameters::space_per_vehicle>, "m", "7.5", false, 1, 100,
     "planning value as recalled, not verified",
     "Length of one lane that a standing vehicle takes, its gap included: what a road stores."},
    {"driving.pull_out_share", Kind::kNumber,
     field_at<&S::driving, &DrivingParameters::pull_out_share>, "", "0.1", false, 0.001, 1,
     "assumption; with 0 to 0.25 a congested reference case agrees with SUMO's mesoscopic model",
     "Vehicles that pull out from beside a full road for each one that comes along it."},

    {"entrance.specific_flow", Kind::kNumber, field_at<&S::entrance, &EntranceParameters::specific_flow>,
     "persons/(m s)", "1.3", false, 0.01, 10, "IMO MSC.1/Circ.1238, door",
     "People who pass a door, per metre of clear width and second."},
    {"entrance.width_per_100", Kind::kNumber,
     field_at<&S::entrance, &EntranceParameters::width_per_100>, "m", "0.30", false, 0.01, 10,
     "GB 50038-2005 as recalled, not verified",
     "Clear width for each 100 places, where the ledger gives no doors."},
    {"entrance.least_width", Kind::kNumber, field_at<&S::entrance, &EntranceParameters::least_width>,
     "m", "0.90", false, 0.1, 10, kAssumption, "Narrowest door that is assumed."},
    {"entrance.most_persons_a_door", Kind::kNumber,
     field_at<&S::entrance, &EntranceParameters::most_persons_a_door>, "persons", "700", false, 1,
     100000, "GB 50038-2005 as recalled, not verified", "Places that one assumed door may serve."},
    {"entrance.unlimited", Kind::kSwitch, field_at<&S::entrance, &EntranceParameters::unlimited>, "",
     "false", false, 0, 0, "", "Whether any number of people passes a door at once."},

    {"plan.policy", Kind::kPolicy, field_at<&S::plan, &PlanParameters::policy>, "", "\"nearest\"", false,
     0, 0, kAssumption,
     "Who is sent where: nearest (by network distance, full or not), nearest_with_places (closest "
     "pairs first, while there are places), optimum (the most people placed, with the least walking), "
     "or table (as given)."},
    {"plan.max_walk", Kind::kNumber, field_at<&S::plan, &PlanParameters::max_walk>, "m", "3000", false,
     1, 100000, kAssumption, "Nobody is sent to a shelter farther than this along the streets."},
    {"plan.table", Kind::kPath, field_at<&S::plan, &PlanParameters::table>, "", "", false, 0, 0, "",
     "The table of plan.policy = \"table\": CSV with the columns origin, work and optionally persons, "
     "party, departs_s and route, relative to this file; or a compiled plan (.h5)."},
    {"plan.binding", Kind::kText, field_at<&S::plan, &PlanParameters::binding>, "", "", false, 0, 0, "",
     "A geography of the city, such as \"district\": plan.policy = \"optimum\" then sends people only "
     "to works of their own zone. Without it, anywhere."},
    {"plan.columns.origin", Kind::kText,
     field_at<&S::plan, &PlanParameters::columns, &PlanColumns::origin>, "", "\"origin\"", false, 0, 0, "",
     "Column of the origin's key."},
    {"plan.columns.work", Kind::kText,
     field_at<&S::plan, &PlanParameters::columns, &PlanColumns::work>, "", "\"work\"", false, 0, 0, "",
     "Column of the work: ledger/id, or the bare id where only one work has it."},
    {"plan.columns.persons", Kind::kText,
     field_at<&S::plan, &PlanParameters::columns, &PlanColumns::persons>, "", "\"persons\"", false, 0, 0, "",
     "Column of the persons whom the row takes; without it, or empty, all who are left."},
    {"plan.columns.party", Kind::kText,
     field_at<&S::plan, &PlanParameters::columns, &PlanColumns::party>, "", "\"party\"", false, 0, 0, "",
     "Column of the household, by its number within the origin, from 1; then the row is for it alone."},
    {"plan.columns.departs_s", Kind::kText,
     field_at<&S::plan, &PlanParameters::columns, &PlanColumns::departs_s>, "", "\"departs_s\"", false, 0, 0, "",
     "Column of the departure, s after the alarm; without it, or empty, as the scenario draws it."},
    {"plan.columns.route", Kind::kText,
     field_at<&S::plan, &PlanParameters::columns, &PlanColumns::route>, "", "\"route\"", false, 0, 0, "",
     "Column of the route, as keys of nodes with spaces between them; without it, or empty, the shortest on foot. Vehicles need it."},

    {"redirection.enabled", Kind::kSwitch,
     field_at<&S::redirection, &RedirectionParameters::enabled>, "", "true", false, 0, 0, kAssumption,
     "Whether people whom a full shelter refuses go on to another one."},
    {"redirection.interval", Kind::kDuration,
     field_at<&S::redirection, &RedirectionParameters::interval>, "s", "\"60 s\"", false, 0.1, 86400,
     kAssumption, "Time between publications of the free places."},
    {"redirection.alternatives", Kind::kWhole,
     field_at<&S::redirection, &RedirectionParameters::alternatives>, "shelters", "8", false, 0, 1000,
     kAssumption, "Other shelters that somebody refused at a door knows of, the nearest first."},
    {"redirection.max_walk", Kind::kNumber,
     field_at<&S::redirection, &RedirectionParameters::max_walk>, "m", "2000", false, 1, 100000,
     kAssumption, "Farthest of these shelters, along the streets from the door that refused."},
    {"redirection.most_redirections", Kind::kWhole,
     field_at<&S::redirection, &RedirectionParameters::most_redirections>, "times", "5", false, 0,
     255, kAssumption, "How often a refused household is sent on before it gives up."},

    {"output.agents", Kind::kSwitch, field_at<&S::output, &OutputParameters::agents>, "", "false", false,
     0, 0, "", "Record the facts about every household."},
    {"output.links", Kind::kSwitch, field_at<&S::output, &OutputParameters::links>, "", "false", false,
     0, 0, "", "Record the load of every street."},
    {"output.occupancy", Kind::kSwitch, field_at<&S::output, &OutputParameters::occupancy>, "", "false",
     false, 0, 0, "", "Record how every shelter fills over time."},
    {"output.curve_interval", Kind::kDuration,
     field_at<&S::output, &OutputParameters::curve_interval>, "s", "\"10 s\"", false, 0.1, 86400, "",
     "Time between two points of the arrival curves."},
    // clang-format on
});

std::vector<Parameter> all_parameters() {
  std::vector<Parameter> all(kParameters.begin(), kParameters.end());
  const std::span<const Parameter> hazards = hazard_parameters();
  all.insert(all.end(), hazards.begin(), hazards.end());
  return all;
}

constexpr std::array kDelayKeys = std::to_array<DelayKey>({
    {"constant", "value", "s", "Everybody's delay."},
    {"uniform", "least", "s", "Shortest delay."},
    {"uniform", "most", "s", "Longest delay."},
    {"lognormal", "log_mean", "", "Mean of the natural logarithm of the delay in s."},
    {"lognormal", "log_sd", "", "Standard deviation of that logarithm."},
    {"weibull", "scale", "s", "a in P(t) = 1 - exp(-(t/a)^b)."},
    {"weibull", "shape", "", "b in the same; 2 is the Rayleigh curve."},
    {"lindell", "a", "per minute^b", "a in P(t) = 1 - exp(-a t^b), t in minutes (HEC-LifeSim)."},
    {"lindell", "b", "", "b in the same."},
    {"rogers_sorensen", "k", "share",
     "k in dn/dt = k alpha1 (1 - n) + (1 - k) alpha2 n (1 - n), n the share who know, t in "
     "minutes: "
     "how much of the warning is broadcast; the rest is told on (Rogers and Sorensen; form as "
     "recalled, not verified)."},
    {"rogers_sorensen", "alpha1", "per minute", "Rate of the broadcast; k alpha1 must be above 0."},
    {"rogers_sorensen", "alpha2", "per minute", "Rate at which those who know tell others."},
    {"table", "points", "[s, share]",
     "Pairs of a time and the share of people whose delay is not longer; the last share is 1."},
    {"", "shift", "s", "Added to every delay; 0 s if left out."},
    {"", "max", "s", "Delays are cut at this value, shift included; no limit if left out."},
});

}  // namespace

std::span<const Parameter> parameters() {
  static const std::vector<Parameter> kAll = all_parameters();
  return kAll;
}

std::span<const DelayKey> delay_keys() { return kDelayKeys; }

std::vector<std::string> delay_types() {
  std::vector<std::string> types;
  for (const DelayKey& key : kDelayKeys) {
    if (!key.type.empty() && (types.empty() || types.back() != key.type)) {
      types.emplace_back(key.type);
    }
  }
  return types;
}

const char* to_string(PlanPolicy policy) noexcept {
  switch (policy) {
    case PlanPolicy::kNearest:
      return "nearest";
    case PlanPolicy::kNearestWithPlaces:
      return "nearest_with_places";
    case PlanPolicy::kOptimum:
      return "optimum";
    case PlanPolicy::kTable:
      break;
  }
  return "table";
}

const char* to_string(RunMode mode) noexcept {
  switch (mode) {
    case RunMode::kWalk:
      return "walk";
    case RunMode::kDrive:
      break;
  }
  return "drive";
}

std::vector<std::string> run_mode_words() {
  return {to_string(RunMode::kWalk), to_string(RunMode::kDrive)};
}

const char* to_string(LinkModel model) noexcept {
  return model == LinkModel::kKinematicWave ? "kinematic_wave" : "queue";
}

std::vector<std::string> link_model_words() {
  return {to_string(LinkModel::kKinematicWave), to_string(LinkModel::kQueue)};
}

const char* to_string(AlarmSignal preset) noexcept {
  return preset == AlarmSignal::kCn ? "cn" : "none";
}

std::vector<std::string> alarm_signal_words() {
  return {to_string(AlarmSignal::kNotGiven), to_string(AlarmSignal::kCn)};
}

const char* to_string(SpeedByAge rule) noexcept {
  return rule == SpeedByAge::kBohannon ? "bohannon" : "none";
}

std::vector<std::string> speed_by_age_words() {
  return {to_string(SpeedByAge::kIgnored), to_string(SpeedByAge::kBohannon)};
}

std::vector<std::string> plan_policy_words() {
  return {to_string(PlanPolicy::kNearest), to_string(PlanPolicy::kNearestWithPlaces),
          to_string(PlanPolicy::kOptimum), to_string(PlanPolicy::kTable)};
}

}  // namespace yanbi
