// SPDX-License-Identifier: Apache-2.0
// The built-in table of ways, and the tags that are read of them.
#include <array>

#include "sim/import/roads/way_rules.hpp"

namespace yanbi {
namespace {

// Widths, m, are assumptions (R) throughout. Lanes, speeds (km/h) and capacities (vehicles/h and
// lane) are MATSim's (V), but for these (R): secondary_link and tertiary_link are like their class;
// service has OSRM's speed (V) and the capacity of a living street; road is like unclassified, and
// a track has a third of that capacity, at 10 km/h. Classes that are closed by law or
// by nature stay listed, so that an unknown word can be told from a known refusal.
constexpr std::array<WayClass, 36> kClasses = {{
    {"footway", 2.0, true},
    {"pedestrian", 5.0, true},
    {"path", 1.5, true},
    {"steps", 2.0, true},
    {"corridor", 2.0, true},
    {"platform", 3.0, true},
    {"sidewalk", 2.0, true},
    {"crossing", 3.0, true},
    {"cycleway", 2.5, true},
    {"bridleway", 1.5, true},
    {"track", 2.5, false, 1, 10.0, 200.0, false},
    {"living_street", 5.0, false, 1, 10.0, 300.0, false},
    {"residential", 4.0, false, 1, 15.0, 600.0, false},
    {"service", 3.0, false, 1, 15.0, 300.0, false},
    {"unclassified", 3.0, false, 1, 15.0, 600.0, false},
    {"road", 3.0, false, 1, 15.0, 600.0, false},
    {"tertiary", 4.0, false, 1, 25.0, 600.0, false},
    {"tertiary_link", 2.0, false, 1, 25.0, 600.0, false},
    {"secondary", 4.0, false, 1, 30.0, 800.0, false},
    {"secondary_link", 2.0, false, 1, 30.0, 800.0, false},
    {"primary", 4.0, false, 1, 80.0, 1500.0, false},
    {"primary_link", 2.0, false, 1, 60.0, 1500.0, false},
    {"trunk", 3.0, false, 1, 80.0, 2000.0, false},
    {"trunk_link", 2.0, false, 1, 50.0, 1500.0, false},
    {"motorway", 0.0, false, 2, 120.0, 2000.0, true},
    {"motorway_link", 0.0, false, 1, 80.0, 1500.0, true},
    {"busway"},
    {"bus_guideway"},
    {"raceway"},
    {"construction"},
    {"proposed"},
    {"abandoned"},
    {"razed"},
    {"elevator"},
    {"ladder"},
    {"via_ferrata"},
}};

using TagMember = std::string_view WayTags::*;
constexpr std::array<const char*, 17> kTagNames = {
    "highway",       "foot",     "access",        "width",          "incline",  "oneway",
    "junction",      "lanes",    "lanes:forward", "lanes:backward", "maxspeed", "vehicle",
    "motor_vehicle", "motorcar", "bridge",        "tunnel",         "layer"};
constexpr std::array<TagMember, kTagNames.size()> kTagMembers = {
    &WayTags::highway,       &WayTags::foot,           &WayTags::access,   &WayTags::width,
    &WayTags::incline,       &WayTags::oneway,         &WayTags::junction, &WayTags::lanes,
    &WayTags::lanes_forward, &WayTags::lanes_backward, &WayTags::maxspeed, &WayTags::vehicle,
    &WayTags::motor_vehicle, &WayTags::motorcar,       &WayTags::bridge,   &WayTags::tunnel,
    &WayTags::layer};

}  // namespace

std::span<const WayClass> way_classes() noexcept { return kClasses; }

std::span<const char* const> way_tag_names() noexcept { return kTagNames; }

void set_way_tag(WayTags& tags, std::size_t position, std::string_view value) {
  tags.*kTagMembers.at(position) = value;
}

}  // namespace yanbi
