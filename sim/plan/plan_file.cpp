// SPDX-License-Identifier: Apache-2.0
// Writing the compiled plan; plan_file_load.cpp reads it, outputs/FORMAT.md describes it.
#include "sim/plan/plan_file.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/build_info.hpp"
#include "sim/base/hash.hpp"
#include "sim/hdf5/seal.hpp"
#include "sim/hdf5/writer.hpp"
#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

/// The columns of /routes.
struct RouteColumns {
  std::vector<std::uint32_t> first_link = {0};
  std::vector<std::uint32_t> link;
  std::vector<std::uint32_t> start_offset;
  std::vector<std::uint32_t> end_offset;
  std::vector<std::uint32_t> access;
  std::vector<std::uint32_t> door;

  void add(const Route& route, std::uint32_t door_number) {
    for (const LinkId each : route.links) {
      link.push_back(each.raw());
    }
    first_link.push_back(static_cast<std::uint32_t>(link.size()));
    start_offset.push_back(route.start_offset_mm);
    end_offset.push_back(route.end_offset_mm);
    access.push_back(route.access_mm);
    door.push_back(door_number);
  }
};

/// The columns of /doors: those that routes lead to.
class DoorColumns {
 public:
  explicit DoorColumns(const Shelters& shelters)
      : shelters_(shelters), number_(shelters.entrance_count()) {}

  std::uint32_t add(EntranceId entrance) {
    std::optional<std::uint32_t>& number = number_[entrance.index()];
    if (!number) {
      number = static_cast<std::uint32_t>(work_.size());
      const ShelterId shelter = shelters_.entrance_shelter[entrance.index()];
      const LinkPosition position = shelters_.entrance_position[entrance.index()];
      work_.push_back(shelters_.work[shelter.index()].raw());
      ordinal_.push_back(entrance.raw() - shelters_.first_entrance[shelter.index()]);
      link_.push_back(position.link.raw());
      offset_.push_back(position.offset_mm);
      access_.push_back(shelters_.entrance_access_mm[entrance.index()]);
    }
    return *number;
  }

  void write(GroupWriter& root) const {
    GroupWriter group = root.group("doors");
    group.dimension("door", work_.size());
    group.variable("work", {"door"}, work_, {"", "position in the city's ledger of works"});
    group.variable("ordinal", {"door"}, ordinal_, {"", "which of the work's doors, from 0"});
    group.variable("link", {"door"}, link_, {"", "link that the door stands at"});
    group.variable("offset", {"door"}, offset_, {"mm", "place on the link, from its tail"});
    group.variable("access", {"door"}, access_, {"mm", "from the street to the door"});
  }

 private:
  const Shelters& shelters_;
  std::vector<std::optional<std::uint32_t>> number_;  ///< by entrance of the scenario
  std::vector<std::uint32_t> work_;
  std::vector<std::uint32_t> ordinal_;
  std::vector<std::uint32_t> link_;
  std::vector<std::uint32_t> offset_;
  std::vector<std::uint32_t> access_;
};

void write_routes(GroupWriter& root, const RouteColumns& routes) {
  GroupWriter group = root.group("routes");
  group.dimension("route", routes.door.size());
  group.dimension("route_bound", routes.first_link.size());
  group.dimension("link_index", routes.link.size());
  group.variable("first_link", {"route_bound"}, routes.first_link,
                 {"", "route r takes the links [first_link[r], first_link[r + 1])"});
  group.variable("link", {"link_index"}, routes.link, {"", "position in the city's links"});
  group.variable("start_offset", {"route"}, routes.start_offset,
                 {"mm", "start on the first link, from its tail"});
  group.variable("end_offset", {"route"}, routes.end_offset,
                 {"mm", "end on the last link, from its tail"});
  group.variable("access", {"route"}, routes.access, {"mm", "from the origin to the first link"});
  group.variable("door", {"route"}, routes.door, {"", "position in /doors"});
}

void write_parties(GroupWriter& root, const std::vector<std::uint32_t>& route,
                   const std::vector<Tick>& departs_at) {
  GroupWriter group = root.group("parties");
  group.dimension("party", route.size());
  group.variable("route", {"party"}, route,
                 {"", "position in /routes; 4294967295 = no place, or off the streets"});
  if (!departs_at.empty()) {
    std::vector<std::int32_t> ticks;
    ticks.reserve(departs_at.size());
    for (const Tick tick : departs_at) {
      ticks.push_back(tick.is_never() ? -1 : tick.count);
    }
    group.variable("departs_at", {"party"}, ticks,
                   {"0.1 s", "time after the alarm; -1 = as the scenario draws it"});
  }
}

void write_attributes(GroupWriter& root, const City& city, const Parties& parties,
                      const Scenario& scenario) {
  root.attribute("filetype", "yanbi plan");
  root.attribute("format_version", std::vector<std::int32_t>{kPlanFormatMajor, kPlanFormatMinor});
  root.attribute("yanbi_version", build_info().version);
  root.attribute("git_revision", build_info().git_revision);
  root.attribute("city", city.name);
  root.attribute("synthetic",
                 std::vector<std::uint8_t>{city.synthetic ? std::uint8_t{1} : std::uint8_t{0}});
  root.attribute("city_hash", to_hex(hash_city(city)));
  root.attribute("scenario", scenario.name);
  root.attribute("layout", scenario.layout);
  root.attribute("population", scenario.population);
  root.attribute("policy", to_string(scenario.plan.policy));
  root.attribute("mode", to_string(scenario.run.mode));
  root.attribute("seed", std::vector<std::uint64_t>{scenario.run.seed});
  root.attribute("households_hash", to_hex(hash_households(parties)));
}

}  // namespace

std::uint64_t hash_households(const Parties& parties) {
  std::uint64_t hash = parties.size();
  hash = hash_column<OriginId>(parties.origin, hash);
  hash = hash_column<std::uint16_t>(parties.persons, hash);
  return hash_column<std::uint64_t>(parties.key, hash);
}

bool is_compiled_plan_name(const std::filesystem::path& path) {
  return hdf5::is_named_like_hdf5(path);
}

void save_plan(const std::filesystem::path& path, const City& city, const Parties& parties,
               const Shelters& shelters, const Scenario& scenario, const Plan& plan) {
  // Routes of alternatives stay out; the others are numbered as parties first take them.
  std::vector<RouteId> number(plan.routes.size());
  std::vector<std::uint32_t> route_of(parties.size(), RouteId().raw());
  DoorColumns doors(shelters);
  RouteColumns routes;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    if (!plan.route[p].has_value()) {
      continue;
    }
    RouteId& written = number[plan.route[p].index()];
    if (!written.has_value()) {
      const Route route = plan.routes[plan.route[p]];
      written = RouteId(routes.door.size());
      routes.add(route, doors.add(route.entrance));
    }
    route_of[p] = written.raw();
  }
  hdf5::FileWriter file(path);
  {
    GroupWriter root = file.root();
    write_attributes(root, city, parties, scenario);
    write_parties(root, route_of, plan.departs_at);
    write_routes(root, routes);
    doors.write(root);
  }
  file.save();
}

}  // namespace yanbi
