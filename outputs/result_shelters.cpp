// SPDX-License-Identifier: Apache-2.0
// The group /shelters of a result file.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "outputs/result_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

/// One value of the ledger for each shelter.
template <class T>
std::vector<T> of_works(const ResultParts& parts, const std::vector<T>& ledger) {
  std::vector<T> column;
  for (const WorkId work : parts.shelters.work()) {
    column.push_back(ledger[work.index()]);
  }
  return column;
}

/// The same of coordinates, which not every work has.
std::vector<double> places_of_works(const ResultParts& parts, const std::vector<double>& ledger) {
  std::vector<double> column = of_works(parts, ledger);
  for (std::size_t s = 0; s < column.size(); ++s) {
    if (!parts.context.city.works.is_located(parts.shelters.work()[s].index())) {
      column[s] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return column;
}

void write_identity(GroupWriter& group, const ResultParts& parts) {
  const Works& works = parts.context.city.works;
  if (parts.context.redact) {
    std::vector<std::string> ids;
    for (std::size_t s = 0; s < parts.shelters.size(); ++s) {
      ids.push_back(fmt::format("{}", s + 1));
    }
    group.variable("id", {"shelter"}, ids, {"", "ordinal of the shelter in the layout"});
    group.variable("name", {"shelter"}, ids, {"", "name of the work"});
    return;
  }
  group.variable("id", {"shelter"}, of_works(parts, works.key), {"", "ledger and id of the work"});
  group.variable("name", {"shelter"}, of_works(parts, works.label), {"", "name of the work"});
  group.variable("x", {"shelter"}, places_of_works(parts, works.x),
                 {"m", "easting in the working CRS; NaN = not known"});
  group.variable("y", {"shelter"}, places_of_works(parts, works.y),
                 {"m", "northing in the working CRS; NaN = not known"});
}

void write_zones(GroupWriter& group, const ResultParts& parts) {
  const std::vector<Geography>& geographies = parts.context.city.geographies;
  for (std::size_t g = 0; g < geographies.size(); ++g) {
    const std::string in_file = name_in_file(geographies[g].name);
    std::vector<std::int32_t> zones;
    for (const WorkId work : parts.shelters.work()) {
      zones.push_back(static_cast<std::int32_t>(geographies[g].zone_of_work[work.index()].raw()));
    }
    group.variable(g == 0 ? "zone" : "zone_" + in_file, {"shelter"}, zones,
                   {"1", fmt::format("position of its zone in /scores/{}", in_file)});
  }
}

/// Which cases have which shelter, where there are several.
void write_membership(GroupWriter& group, const ResultParts& parts) {
  if (parts.cases().size() == 1) {
    return;
  }
  define_cases(group, parts);
  hdf5::VariableWriter variable = group.create(
      "in_layout", hdf5::Type::kInt8, {"case", "shelter"},
      {"1", "1 where the case's layout has the shelter; else all its facts are 0 or NaN"});
  for (std::size_t c = 0; c < parts.cases().size(); ++c) {
    variable.write_slice(c, parts.shelters.membership(c));
  }
}

/// A column of ShelterFacts, nothing where the run has none.
template <class T>
void define_facts(GroupWriter& group, const ResultParts& parts, RunColumns& columns,
                  std::vector<T> ShelterFacts::*member, const std::string& name,
                  const hdf5::Description& description) {
  columns.add(group, name, {"run", "shelter"}, description,
              [&table = parts.shelters, member](const LoadedRun& run) {
                const std::vector<T>& column = run.scores.shelters.*member;
                if constexpr (std::is_same_v<T, Tick>) {
                  return seconds_or_nan(table.spread(run.case_index, column, Tick::never()));
                } else {
                  return table.spread(run.case_index, column, T{});
                }
              });
}

void define_usual_facts(GroupWriter& group, const ResultParts& parts, RunColumns& columns) {
  columns.add(group, "assigned", {"run", "shelter"}, {"persons", "people whom the plan sends here"},
              [&table = parts.shelters](const LoadedRun& run) {
                return table.spread(run.case_index, run.scores.assigned, std::int64_t{0});
              });
  define_facts(group, parts, columns, &ShelterFacts::admitted, "admitted",
               {"persons", "people inside at the end"});
  define_facts(group, parts, columns, &ShelterFacts::refused, "refused",
               {"persons", "people refused at its doors; each refusal counts"});
  define_facts(group, parts, columns, &ShelterFacts::peak, "peak",
               {"persons", "most people inside at once"});
  define_facts(group, parts, columns, &ShelterFacts::time_full, "time_full",
               {"s", "when its last place was taken; NaN = never"});
  define_facts(group, parts, columns, &ShelterFacts::entrance_wait_p95, "entrance_wait_p95",
               {"s", "95th percentile of the wait at its doors, over persons"});
}

void define_losses(GroupWriter& group, const ResultParts& parts, RunColumns& columns) {
  define_facts(group, parts, columns, &ShelterFacts::lost_at, "lost_at",
               {"s", "when it could not be used any more; NaN = never"});
  define_facts(group, parts, columns, &ShelterFacts::lost_persons, "lost_persons",
               {"persons", "people inside when it was lost"});
  define_facts(group, parts, columns, &ShelterFacts::sent_on, "sent_on",
               {"persons", "people who left it when it emptied"});
}

/// Where all cases ask for it.
void define_occupancy(GroupWriter& group, const ResultParts& parts, RunColumns& columns) {
  const bool asked =
      parts.shelters.size() > 0 &&
      std::all_of(parts.cases().begin(), parts.cases().end(),
                  [](const ResultCase& each) { return each.scenario.output.occupancy; });
  if (!asked) {
    return;
  }
  define_times(group, parts);
  const std::size_t times = curve_times(parts.any_case().scenario).size();
  columns.add(group, "occupancy", {"run", "time", "shelter"}, {"persons", "people inside"},
              [&table = parts.shelters, times](const LoadedRun& run) {
                return table.spread(run.case_index, run.scores.occupancy, std::int64_t{0}, times);
              });
}

}  // namespace

void define_shelters_group(GroupWriter& root, const ResultParts& parts, RunColumns& columns) {
  GroupWriter& group = columns.keep(root.group("shelters"));
  define_runs(group, parts);
  define_shelters(group, parts);
  write_identity(group, parts);
  write_zones(group, parts);
  group.variable("places", {"shelter"}, parts.shelters.places(), {"persons", "places"});
  write_membership(group, parts);
  define_usual_facts(group, parts, columns);
  columns.when_hazards([&] { define_losses(group, parts, columns); });
  define_occupancy(group, parts, columns);
}

}  // namespace yanbi
