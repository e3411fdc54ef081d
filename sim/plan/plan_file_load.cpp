// SPDX-License-Identifier: Apache-2.0
// Reading the compiled plan. Everything is checked before it is used: sizes and types by the HDF5
// room, whether plan and scenario belong together, then ids and offsets by ColumnChecks and every
// link of every route.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/base/large_pages.hpp"
#include "sim/base/problem.hpp"
#include "sim/city/column_checks.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/seal.hpp"
#include "sim/plan/plan_file.hpp"
#include "sim/plan/plan_table.hpp"
#include "sim/plan/route_text.hpp"
#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;

constexpr const char* kPlanRemedy = "make the plan again with `yanbi plan`";

/// Whether a plan is for this scenario. @throws InputError with all reasons against it.
void check_belongs(const GroupReader& root, const City& city, const Parties& parties,
                   const Scenario& scenario) {
  ProblemList problems;
  const auto require = [&](const std::string& key, const std::string& own,
                           const std::string& reason) {
    if (root.text(key) != own) {
      problems.add(root.problem(key, reason));
    }
  };
  require("city_hash", to_hex(hash_city(city)), "the plan was made for another city");
  require("households_hash", to_hex(hash_households(parties)),
          fmt::format("the plan is for the households of population '{}' and seed {}, and these "
                      "are others",
                      root.text("population"), root.single<std::uint64_t>("seed")));
  const std::string mode = to_string(scenario.run.mode);
  require("mode", mode, fmt::format("the plan is not for run.mode = \"{}\"", mode));
  problems.throw_if_any();
}

/// The doors that routes lead to, as doors of the scenario's shelters.
class PlanDoors {
 public:
  PlanDoors(const GroupReader& group, const City& city, const Shelters& shelters,
            ColumnChecks& checks) {
    const std::size_t count = group.length("work");
    const auto work = group.read<std::uint32_t>("work", {{count}});
    const auto ordinal = group.read<std::uint32_t>("ordinal", {{count}});
    const auto link = group.read<std::uint32_t>("link", {{count}});
    const auto offset = group.read<std::uint32_t>("offset", {{count}});
    const auto access = group.read<std::uint32_t>("access", {{count}});
    checks.ids(group, "work", work, city.works.size());
    checks.throw_if_any();
    const std::vector<ShelterId> shelter_of = shelters_by_work(shelters, city.works.size());
    for (std::size_t d = 0; d < count; ++d) {
      const ShelterId shelter = shelter_of[work[d]];
      const std::string& key = city.works.key[work[d]];
      if (!shelter.has_value()) {
        checks.fail(group, "work", d,
                    fmt::format("the work '{}' is no personnel shelter of the layout", key));
        continue;
      }
      const std::uint32_t first = shelters.first_entrance[shelter.index()];
      const std::uint32_t doors = shelters.first_entrance[shelter.index() + 1] - first;
      const std::size_t e = std::size_t{first} + ordinal[d];
      if (ordinal[d] >= doors || shelters.entrance_position[e].link.raw() != link[d] ||
          shelters.entrance_position[e].offset_mm != offset[d] ||
          shelters.entrance_access_mm[e] != access[d]) {
        checks.fail(
            group, "ordinal", d,
            fmt::format("the doors of the work '{}' are not those that the plan leads to", key));
        continue;
      }
      entrance_.emplace_back(e);
    }
    checks.throw_if_any();
  }
  [[nodiscard]] std::size_t size() const noexcept { return entrance_.size(); }
  [[nodiscard]] EntranceId operator[](std::size_t door) const { return entrance_[door]; }

 private:
  std::vector<EntranceId> entrance_;
};

/// The columns of /routes.
struct ReadRoutes {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> link;
  std::vector<std::uint32_t> start_offset;
  std::vector<std::uint32_t> end_offset;
  std::vector<std::uint32_t> access;
  std::vector<std::uint32_t> door;
};

ReadRoutes read_route_columns(const GroupReader& group, std::size_t links, std::size_t doors,
                              ColumnChecks& checks) {
  const std::size_t count = group.length("door");
  ReadRoutes routes;
  routes.first = group.read<std::uint32_t>("first_link", {{count + 1}});
  routes.link = group.read<std::uint32_t>("link", {{group.length("link")}});
  routes.start_offset = group.read<std::uint32_t>("start_offset", {{count}});
  routes.end_offset = group.read<std::uint32_t>("end_offset", {{count}});
  routes.access = group.read<std::uint32_t>("access", {{count}});
  routes.door = group.read<std::uint32_t>("door", {{count}});
  checks.offsets(group, "first_link", routes.first, routes.link.size());
  checks.ids(group, "link", routes.link, links);
  checks.ids(group, "door", routes.door, doors);
  checks.throw_if_any();
  return routes;
}

/// Where links begin and end, side by side, since routes ask for them here and there in the
/// network.
class LinkEnds {
 public:
  LinkEnds(const RoadNetwork& network, RouteUse use) {
    ends_.reserve(network.link_count());
    for (std::size_t l = 0; l < network.link_count(); ++l) {
      const LinkId link(l);
      ends_.push_back(may_use(network, link, use) ? Ends{network.tail(link), network.head(link)}
                                                  : Ends{});
    }
  }

  /// Asks the memory for what `fault_of` will look at, without waiting for it.
  void fetch(std::span<const std::uint32_t> links) const noexcept {
    for (const std::uint32_t link : links) {
      __builtin_prefetch(&ends_[link]);
    }
  }

  /// What is wrong with the way along these links; nullptr if nothing is.
  [[nodiscard]] const char* fault_of(std::span<const LinkId> links) const {
    if (links.empty()) {
      return "the route has no links";
    }
    NodeId at = ends_[links.front().index()].tail;
    for (const LinkId link : links) {
      const Ends& ends = ends_[link.index()];
      if (!ends.tail.has_value()) {
        return "a link of the route is closed";
      }
      if (ends.tail != at) {
        return "a link of the route does not begin where the one before ends";
      }
      at = ends.head;
    }
    return nullptr;
  }

 private:
  struct Ends {
    NodeId tail;  ///< empty = the link is closed
    NodeId head;
  };
  LargeVector<Ends> ends_;
};

bool lies_on_its_links(const RoadNetwork& network, const Route& route) {
  return route.start_offset_mm <= network.length_mm(route.links.front()) &&
         route.end_offset_mm <= network.length_mm(route.links.back()) &&
         (route.links.size() > 1 || route.start_offset_mm <= route.end_offset_mm);
}

RouteTable read_routes(const GroupReader& group, const City& city, const Shelters& shelters,
                       const PlanDoors& doors, RouteUse use, ColumnChecks& checks) {
  const ReadRoutes columns =
      read_route_columns(group, city.network.link_count(), doors.size(), checks);
  const LinkEnds ends(city.network, use);
  const std::size_t count = columns.door.size();
  const auto links_of = [&](std::size_t r) {
    return std::span(columns.link)
        .subspan(columns.first[r], columns.first[r + 1] - columns.first[r]);
  };
  RouteTable routes;
  routes.reserve(count, columns.link.size());
  std::vector<LinkId> links;
  for (std::size_t r = 0; r < count; ++r) {
    constexpr std::size_t kAhead = 4;
    if (r + kAhead < count) {
      ends.fetch(links_of(r + kAhead));
    }
    const std::span<const std::uint32_t> raw = links_of(r);
    links.resize(raw.size());
    std::ranges::transform(raw, links.begin(), [](std::uint32_t link) { return LinkId(link); });
    const EntranceId entrance = doors[columns.door[r]];
    const Route route{links,
                      columns.start_offset[r],
                      columns.end_offset[r],
                      columns.access[r],
                      shelters.entrance_access_mm[entrance.index()],
                      entrance};
    const char* fault = ends.fault_of(links);
    if (fault == nullptr && !lies_on_its_links(city.network, route)) {
      fault = "the route begins or ends beside its link";
    }
    if (fault != nullptr) {
      checks.fail(group, "link", columns.first[r], fault);
      checks.throw_if_any();
    }
    routes.add(route);
  }
  return routes;
}

std::vector<Tick> read_departures(const GroupReader& group, std::size_t parties,
                                  ColumnChecks& checks) {
  const auto ticks = group.read<std::int32_t>("departs_at", {{parties}});
  const Tick longest = to_tick(kLongestHorizonSeconds);
  const auto late = std::find_if(ticks.begin(), ticks.end(),
                                 [&](std::int32_t tick) { return tick > longest.count; });
  if (late != ticks.end()) {
    checks.fail(group, "departs_at", static_cast<std::size_t>(late - ticks.begin()),
                "the time is later than any run can last");
  }
  std::vector<Tick> departs_at;
  departs_at.reserve(parties);
  for (const std::int32_t tick : ticks) {
    departs_at.push_back(tick < 0 ? Tick::never() : Tick{tick});
  }
  return departs_at;
}

TableAssignment read_parties(const GroupReader& group, const Parties& parties,
                             const Shelters& shelters, const RouteTable& routes,
                             ColumnChecks& checks) {
  const auto route = group.read<std::uint32_t>("route", {{parties.size()}});
  checks.ids_or_empty(group, "route", route, routes.size());
  TableAssignment assigned;
  if (group.has("departs_at")) {
    assigned.departs_at = read_departures(group, parties.size(), checks);
  }
  checks.throw_if_any();
  assigned.shelter.resize(parties.size());
  assigned.route.resize(parties.size());
  for (std::size_t p = 0; p < parties.size(); ++p) {
    assigned.route[p] = RouteId(route[p]);
    if (assigned.route[p].has_value()) {
      const EntranceId entrance = routes[assigned.route[p]].entrance;
      assigned.shelter[p] = shelters.entrance_shelter[entrance.index()];
    }
  }
  return assigned;
}

}  // namespace

GivenPlan load_plan(const std::filesystem::path& path, const City& city, const Parties& parties,
                    const Shelters& shelters, const Scenario& scenario) {
  const hdf5::FileReader file(path, {"yanbi plan", "plan file", kPlanFormatMajor, kPlanRemedy});
  try {
    const GroupReader root = file.root();
    check_belongs(root, city, parties, scenario);
    ColumnChecks checks;
    const PlanDoors doors(root.group("doors"), city, shelters, checks);
    GivenPlan plan;
    plan.routes = read_routes(root.group("routes"), city, shelters, doors,
                              route_use(scenario.run.mode), checks);
    plan.assigned = read_parties(root.group("parties"), parties, shelters, plan.routes, checks);
    return plan;
  } catch (const hdf5::Error& error) {
    throw InputError({{path.string(), 0, "", "", error.what(), kPlanRemedy}});
  }
}

GivenPlan read_given_plan(const std::filesystem::path& path, const PlanInput& input,
                          const Scenario& scenario) {
  if (hdf5::begins_like_hdf5(path)) {
    return load_plan(path, input.city(), input.parties(), input.shelters(), scenario);
  }
  PlanTable table =
      read_plan_table(path, input.city(), input.parties(), input.shelters(), scenario);
  return {assign_by_table(input, table), std::move(table.routes)};
}

}  // namespace yanbi
