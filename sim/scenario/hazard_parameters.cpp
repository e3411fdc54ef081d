// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/hazard_parameters.hpp"

#include <array>

#include "sim/scenario/parameter_field.hpp"

namespace yanbi {
namespace {

using HazardKind = ParameterKind;

constexpr std::string_view kNoSource = "assumption";

using S = Scenario;

const std::array kHazardParameters = std::to_array<Parameter>({
    // clang-format off
    {"hazard.file", HazardKind::kPath, field_at<&S::hazard, &HazardParameters::file>, "", "", false, 0, 0, "",
     "The compiled hazard (yanbi hazard build), made for the same city; without it there is no hazard."},
    {"hazard.alarm_at", HazardKind::kDuration, field_at<&S::hazard, &HazardParameters::alarm_at>, "s", "\"0 s\"",
     false, 0, kLongestHorizonSeconds, kNoSource,
     "Time of the alarm on the hazard's own clock: what lies before it has happened when the alarm sounds."},
    {"hazard.status_feed", HazardKind::kPath, field_at<&S::status_feed>, "", "", false, 0, 0, "",
     "Table of works that open, close or take fewer people at given times (CSV, or JSON lines where it ends in .jsonl)."},

    {"doors.close_at", HazardKind::kDuration, field_at<&S::doors, &DoorParameters::close_at>, "s", "", false,
     0, kLongestHorizonSeconds, "no default", "Time after the alarm at which the doors of all shelters close; never if left out."},
    {"doors.close_at_first_impact", HazardKind::kSwitch,
     field_at<&S::doors, &DoorParameters::close_at_first_impact>, "", "false", false, 0, 0, kNoSource,
     "Whether they close at the first impact of a strike."},

    {"information.live_share", HazardKind::kNumber,
     field_at<&S::information, &InformationParameters::live_share>, "share", "0.0", false, 0, 1, kNoSource,
     "Share of households that hear at once what is made known of closed links and lost shelters, and turn at the next street end; the others find out when they get there."},
    {"information.most_detours", HazardKind::kWhole,
     field_at<&S::information, &InformationParameters::most_detours>, "times", "10", false, 0, 255, kNoSource,
     "How often a household looks for another way before it stands aside for good."},

    {"flood.only_at_risk", HazardKind::kSwitch, field_at<&S::flood, &FloodParameters::only_at_risk>, "", "false",
     false, 0, 0, kNoSource,
     "Whether only people whose home gets wet go to shelters; the others stay, and are counted apart from the people to be sheltered."},
    {"flood.empties_works", HazardKind::kSwitch, field_at<&S::flood, &FloodParameters::empties_works>, "", "true",
     false, 0, 0, kNoSource,
     "Whether a work whose first door goes under water sends its people on; else they stay in it and are not sheltered any more."},
    {"flood.slow_per_metre", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::slow_per_metre>, "share/m", "1.2", false, 0, 10,
     "rounded between men (-38.6 %) and women (-44.8 %) at 0.35 m, Li et al. 2026",
     "Share of walking speed lost per metre of water, up to slow_depth."},
    {"flood.slow_depth", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::slow_depth>, "m", "0.35", false, 0.01, 2,
     "Li et al. 2026",
     "Depth up to which speed falls steeply."},
    {"flood.slow_per_metre_beyond", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::slow_per_metre_beyond>, "share/m", "0.1", false, 0, 10,
     kNoSource,
     "Share of speed lost per metre beyond that."},
    {"flood.least_factor", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::least_factor>, "share", "0.2", false, 0.01, 1,
     kNoSource,
     "Slowest that anybody walks in water, as a share of the dry speed."},
    {"flood.dark_factor", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::dark_factor>, "share", "1.0", false, 0.05, 1,
     "clear water; 0.5 to 0.7 in turbid or dark water, Mizuno and Nihei",
     "Further factor of speed in turbid water or darkness."},
    {"flood.default_sill", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::underground, &UndergroundParameters::default_sill>, "m", "0.3", false, 0, 3,
     "assumption; about 60 % of the entrances at Umeda are at most 0.30 m above the road",
     "Height of a sill above the ground where the ledger gives none."},
    {"flood.door_limit", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::underground, &UndergroundParameters::door_limit>, "m", "0.4", false, 0, 2,
     "tests at Kyoto: 0.20 m anyone opens, 0.40 m nobody",
     "Water above the sill from which on a door does not open any more."},
    {"flood.vulnerable.enter_depth", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::vulnerable, &PersonWaterLimits::enter, &WaterLimits::depth>, "m", "0.5", false, 0, 5,
     "Australian Rainfall and Runoff, children, as recalled; flow: Cox 2004",
     "Deepest water that children and people of limited mobility go into."},
    {"flood.vulnerable.enter_flow", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::vulnerable, &PersonWaterLimits::enter, &WaterLimits::flow>, "m2/s", "0.4", false, 0, 10,
     "Australian Rainfall and Runoff, children, as recalled; flow: Cox 2004",
     "Largest depth times velocity that children and people of limited mobility go into."},
    {"flood.vulnerable.stand_depth", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::vulnerable, &PersonWaterLimits::stand, &WaterLimits::depth>, "m", "0.5", false, 0, 5,
     "Australian Rainfall and Runoff, children, as recalled; flow: Cox 2004",
     "Deepest water that children and people of limited mobility keep their feet in."},
    {"flood.vulnerable.stand_flow", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::vulnerable, &PersonWaterLimits::stand, &WaterLimits::flow>, "m2/s", "0.4", false, 0, 10,
     "Australian Rainfall and Runoff, children, as recalled; flow: Cox 2004",
     "Largest depth times velocity that children and people of limited mobility keep their feet in."},
    {"flood.adult.enter_depth", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::adult, &PersonWaterLimits::enter, &WaterLimits::depth>, "m", "1.2", false, 0, 5,
     "Australian Rainfall and Runoff, adults, as recalled; depth: Cox 2004",
     "Deepest water that other adults go into."},
    {"flood.adult.enter_flow", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::adult, &PersonWaterLimits::enter, &WaterLimits::flow>, "m2/s", "0.6", false, 0, 10,
     "Australian Rainfall and Runoff, adults, as recalled; depth: Cox 2004",
     "Largest depth times velocity that other adults go into."},
    {"flood.adult.stand_depth", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::adult, &PersonWaterLimits::stand, &WaterLimits::depth>, "m", "1.2", false, 0, 5,
     "Australian Rainfall and Runoff, adults, as recalled; depth: Cox 2004",
     "Deepest water that other adults keep their feet in."},
    {"flood.adult.stand_flow", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::walking, &FloodWalkingParameters::adult, &PersonWaterLimits::stand, &WaterLimits::flow>, "m2/s", "1.2", false, 0, 10,
     "Australian Rainfall and Runoff, adults, as recalled; depth: Cox 2004",
     "Largest depth times velocity that other adults keep their feet in."},
    {"flood.vehicles.closed_depth", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::driving, &FloodDrivingParameters::closed_depth>, "m", "0.3", false, 0.01, 2,
     "Pregnolato et al. 2017, secondary copy",
     "Water above which a street is closed to vehicles. Vehicles do not meet hazards yet; closures are kept for them."},
    {"flood.vehicles.stand_flow", HazardKind::kNumber,
     field_at<&S::flood, &FloodParameters::driving, &FloodDrivingParameters::stands, &VehicleWaterLimits::flow>, "m2/s", "0.8", false, 0.01, 20,
     "HEC-LifeSim, low clearance, best estimate; 0.3 to 1.3",
     "Depth times velocity above which a street is closed to vehicles."},
    // clang-format on
});

}  // namespace

std::span<const Parameter> hazard_parameters() { return kHazardParameters; }

}  // namespace yanbi
