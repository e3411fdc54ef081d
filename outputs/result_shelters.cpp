// SPDX-License-Identifier: Apache-2.0
// The groups /shelters and /links of a result file.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "outputs/result_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;
using hdf5::Type;
using hdf5::type_of;

/// One value of the ledger for each shelter.
template <class T>
std::vector<T> of_works(const ResultParts& parts, const std::vector<T>& ledger) {
  std::vector<T> column;
  for (const WorkId work : parts.context.input.shelters.work) {
    column.push_back(ledger[work.index()]);
  }
  return column;
}

/// The same of coordinates, which not every work has.
std::vector<double> places_of_works(const ResultParts& parts, const std::vector<double>& ledger) {
  std::vector<double> column = of_works(parts, ledger);
  for (std::size_t s = 0; s < column.size(); ++s) {
    if (!parts.context.city.works.is_located(parts.context.input.shelters.work[s].index())) {
      column[s] = std::numeric_limits<double>::quiet_NaN();
    }
  }
  return column;
}

void write_identity(GroupWriter& group, const ResultParts& parts) {
  const Works& works = parts.context.city.works;
  if (parts.context.redact) {
    std::vector<std::string> ids;
    for (std::size_t s = 0; s < parts.context.input.shelters.size(); ++s) {
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
    const std::string in_file = geography_name_in_file(geographies[g].name);
    std::vector<std::int32_t> zones;
    for (const WorkId work : parts.context.input.shelters.work) {
      zones.push_back(static_cast<std::int32_t>(geographies[g].zone_of_work[work.index()].raw()));
    }
    group.variable(g == 0 ? "zone" : "zone_" + in_file, {"shelter"}, zones,
                   {"1", fmt::format("position of its zone in /scores/{}", in_file)});
  }
}

void write_assigned(GroupWriter& group, const ResultParts& parts) {
  hdf5::VariableWriter variable = group.create("assigned", Type::kInt64, {"run", "shelter"},
                                               {"persons", "people whom the plan sends here"});
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    variable.write_slice(r, parts.runs[r].assigned);
  }
}

/// Where no hazard touches a run, it has no column of what hazards do: nothing happened.
template <class T>
std::vector<T> or_nothing(const std::vector<T>& column, std::size_t count, T nothing) {
  return column.empty() ? std::vector<T>(count, nothing) : column;
}

template <class T>
void write_facts(GroupWriter& group, const ResultParts& parts, std::vector<T> ShelterFacts::*member,
                 const std::string& name, const hdf5::Description& description) {
  constexpr bool kTimes = std::is_same_v<T, Tick>;
  using Stored = std::conditional_t<kTimes, double, T>;
  hdf5::VariableWriter variable =
      group.create(name, type_of<Stored>(), {"run", "shelter"}, description);
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    const std::vector<T>& column = parts.runs[r].shelters.*member;
    const std::size_t count = parts.context.input.shelters.size();
    if constexpr (kTimes) {
      variable.write_slice(r, seconds_or_nan(or_nothing(column, count, Tick::never())));
    } else {
      variable.write_slice(r, or_nothing(column, count, T{}));
    }
  }
}

void write_losses(GroupWriter& group, const ResultParts& parts) {
  write_facts(group, parts, &ShelterFacts::lost_at, "lost_at",
              {"s", "when it could not be used any more; NaN = never"});
  write_facts(group, parts, &ShelterFacts::lost_persons, "lost_persons",
              {"persons", "people inside when it was lost"});
  write_facts(group, parts, &ShelterFacts::sent_on, "sent_on",
              {"persons", "people who left it when it emptied"});
}

template <class T>
void write_link_facts(GroupWriter& group, const ResultParts& parts,
                      std::vector<T> LinkFacts::*member, const std::string& name,
                      const hdf5::Description& description) {
  hdf5::VariableWriter variable = group.create(name, type_of<T>(), {"run", "link"}, description);
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    variable.write_slice(r, parts.runs[r].links.*member);
  }
}

void write_link_identity(GroupWriter& group, const ResultParts& parts) {
  const RoadNetwork& network = parts.context.city.network;
  std::vector<double> length(network.link_count());
  std::ranges::transform(network.links().length_mm, length.begin(),
                         [](std::uint32_t mm) { return mm / 1000.0; });
  group.variable("length", {"link"}, length, {"m", "length of the link"});
  if (parts.context.redact) {
    return;
  }
  std::vector<std::int64_t> source(network.link_count());
  std::ranges::transform(network.links().street, source.begin(),
                         [&](std::uint32_t street) { return network.streets().source_id[street]; });
  group.variable("source_id", {"link"}, source,
                 {"", "id of the street in its source (OSM way); 0 = none"});
}

}  // namespace

void write_shelters(GroupWriter& root, const ResultParts& parts) {
  GroupWriter group = root.group("shelters");
  define_runs(group, parts);
  define_shelters(group, parts);
  write_identity(group, parts);
  write_zones(group, parts);
  group.variable("places", {"shelter"}, parts.context.input.shelters.places, {"persons", "places"});
  write_assigned(group, parts);
  write_facts(group, parts, &ShelterFacts::admitted, "admitted",
              {"persons", "people inside at the end"});
  write_facts(group, parts, &ShelterFacts::refused, "refused",
              {"persons", "people refused at its doors; each refusal counts"});
  write_facts(group, parts, &ShelterFacts::peak, "peak", {"persons", "most people inside at once"});
  write_facts(group, parts, &ShelterFacts::time_full, "time_full",
              {"s", "when its last place was taken; NaN = never"});
  write_facts(group, parts, &ShelterFacts::entrance_wait_p95, "entrance_wait_p95",
              {"s", "95th percentile of the wait at its doors, over persons"});
  if (has_hazards(parts)) {
    write_losses(group, parts);
  }
  const bool occupancy =
      std::ranges::all_of(parts.runs, [](const RunScores& run) { return !run.occupancy.empty(); });
  if (occupancy) {
    define_times(group, parts);
    hdf5::VariableWriter variable = group.create(
        "occupancy", Type::kInt64, {"run", "time", "shelter"}, {"persons", "people inside"});
    for (std::size_t r = 0; r < parts.runs.size(); ++r) {
      variable.write_slice(r, parts.runs[r].occupancy);
    }
  }
}

void write_links(GroupWriter& root, const ResultParts& parts) {
  const bool asked = std::ranges::all_of(
      parts.runs, [](const RunScores& run) { return !run.links.volume.empty(); });
  if (!asked) {
    return;
  }
  GroupWriter group = root.group("links");
  define_runs(group, parts);
  group.coordinate("link", ordinals(parts.context.city.network.link_count()),
                   {"1", "link of the compiled city"});
  write_link_identity(group, parts);
  write_link_facts(group, parts, &LinkFacts::volume, "volume", {"persons", "people who left it"});
  write_link_facts(group, parts, &LinkFacts::peak_queue, "peak_queue",
                   {"persons", "most people waiting at its exit"});
  write_link_facts(group, parts, &LinkFacts::delay, "delay",
                   {"persons s", "person-seconds waited at its exit"});
  if (has_hazards(parts)) {
    const std::size_t count = parts.context.city.network.link_count();
    hdf5::VariableWriter caught =
        group.create("caught", Type::kInt64, {"run", "link"},
                     {"persons", "people whom the water has taken on it"});
    for (std::size_t r = 0; r < parts.runs.size(); ++r) {
      caught.write_slice(r, or_nothing(parts.runs[r].caught_on_link, count, std::int64_t{0}));
    }
  }
}

}  // namespace yanbi
