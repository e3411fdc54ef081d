// SPDX-License-Identifier: Apache-2.0
#include "sim/plan_map.hpp"

#ifdef YANBI_HAS_IMPORT
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/import/geo/degrees.hpp"
#include "sim/import/works/point_table.hpp"
#include "sim/plan/route_course.hpp"
#endif

namespace yanbi {

bool is_plan_map_file(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".gpkg" || extension == ".geojson";
}

#ifdef YANBI_HAS_IMPORT

namespace {

std::string metres(std::uint64_t millimetres) {
  return fmt::format("{}.{:03}", millimetres / 1000, millimetres % 1000);
}

PointTable map_of(const PreparedScenario& prepared, PlanGrouping by, bool in_degrees) {
  const City& city = prepared.city();
  const Plan& plan = prepared.plan();
  const bool by_party = by == PlanGrouping::kParty;
  const bool departs = !plan.departs_at.empty();
  PointTable table;
  table.name = "plan";
  table.fields = {
      {"origin"}, {"work"}, {"persons", FieldKind::kWhole}, {"walk_m", FieldKind::kNumber}};
  if (by_party) {
    table.fields.push_back({"party", FieldKind::kWhole});
  }
  if (departs) {
    table.fields.push_back({"departs_s", FieldKind::kNumber});
  }
  const Degrees degrees(city.crs);
  for (const PlanRow& row : plan_rows(city, prepared.parties(), plan, by, true)) {
    const WorkId work = prepared.shelters().work[row.shelter.index()];
    table.cells.push_back(city.origins.key[row.origin.index()]);
    table.cells.push_back(city.works.key[work.index()]);
    table.cells.push_back(fmt::format("{}", row.persons));
    table.cells.push_back(metres(row.walk_mm));
    if (by_party) {
      table.cells.push_back(fmt::format("{}", row.party));
    }
    if (departs) {
      table.cells.push_back(row.departs.is_never() ? std::string()
                                                   : fmt::format("{}", row.departs.seconds()));
    }
    table.line.push_back(route_course(city.network, plan.routes[row.route]));
    if (in_degrees) {
      table.line_degrees.push_back(degrees.of(table.line.back()));
      if (table.line_degrees.back().empty()) {
        throw RunError(
            "GeoJSON needs longitude and latitude, and PROJ cannot tell them for the city's "
            "coordinates; write a .gpkg");
      }
    }
  }
  return table;
}

}  // namespace

void save_plan_map(const std::filesystem::path& path, const PreparedScenario& prepared,
                   PlanGrouping by) {
  const bool in_degrees = path.extension() == ".geojson";
  write_point_table(map_of(prepared, by, in_degrees), prepared.city().crs, path);
}

#else

void save_plan_map(const std::filesystem::path&, const PreparedScenario&, PlanGrouping) {
  throw NotInThisBuild(
      "this build cannot write maps (YANBI_IMPORT=OFF): they need GDAL; use a full build");
}

#endif

}  // namespace yanbi
