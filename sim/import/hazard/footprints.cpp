// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/footprints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/import/hazard/area_layer.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

template <class IdType>
std::vector<IdType> as_ids(const std::vector<std::uint32_t>& raw) {
  std::vector<IdType> ids;
  ids.reserve(raw.size());
  for (const std::uint32_t value : raw) {
    ids.emplace_back(value);
  }
  return ids;
}

/// Effects by name; a problem and nothing when there are none of that name.
std::optional<std::uint32_t> effects_named(const AttackSpec& attack, const Table& table,
                                           std::size_t row, std::size_t column,
                                           ProblemList& problems) {
  const std::string name(trimmed(table.cell(row, column)));
  std::vector<std::string> names;
  for (std::size_t e = 0; e < attack.effects.size(); ++e) {
    names.push_back(attack.effects[e].effects.name);
    if (names.back() == name) {
      return static_cast<std::uint32_t>(e);
    }
  }
  const std::string nearest = nearest_word(name, names);
  problems.add(table.problem_at(row, table.columns[column], name, "there are no such effects",
                                nearest.empty()
                                    ? "name effects as [[effects]] of the hazard file do"
                                    : fmt::format("did you mean '{}'?", nearest)));
  return std::nullopt;
}

/// The key of one polygon; a problem and nothing when it has none.
std::optional<std::string> key_of(const Table& table, std::size_t row, std::size_t column,
                                  ProblemList& problems) {
  std::string key(trimmed(table.cell(row, column)));
  if (key.empty()) {
    problems.add(table.problem_at(row, table.columns[column], "", "the footprint has no key",
                                  "give each footprint the key of its strike"));
    return std::nullopt;
  }
  return key;
}

}  // namespace

std::unique_ptr<Area> circle_area(const CircleSpec& circle, const std::string& strike,
                                  const AttackContext& context) {
  std::vector<double> x = {circle.x};
  std::vector<double> y = {circle.y};
  const std::optional<Crs> crs = circle.crs ? Crs::parse(*circle.crs) : context.working;
  if (!crs) {
    return nullptr;  // said where it was read
  }
  const std::vector<std::uint8_t> good =
      Projector(*crs, context.working)
          .project(x, y, {fmt::format("strike '{}'", strike), "centre", {}}, context.problems);
  return good.front() != 0 ? make_circle(x.front(), y.front(), circle.radius) : nullptr;
}

std::vector<AreaFootprint> layer_footprints(const FootprintLayerSpec& spec,
                                            const AttackSpec& attack,
                                            const AttackContext& context) {
  std::vector<std::string> wanted;
  for (const std::optional<std::string>& column : {spec.effects_column, spec.key_column}) {
    if (column) {
      wanted.push_back(*column);
    }
  }
  ProblemList& problems = context.problems;
  AreaLayer layer =
      read_area_layer(spec.source, wanted, "strikes", context.working, problems, context.notes);
  std::optional<std::size_t> effects_column;
  std::optional<std::size_t> key_column;
  if (spec.effects_column) {
    effects_column = find_column(layer.table, *spec.effects_column, problems);
  }
  if (spec.key_column) {
    key_column = find_column(layer.table, *spec.key_column, problems);
  }
  std::vector<AreaFootprint> footprints;
  if ((spec.effects_column && !effects_column) || (spec.key_column && !key_column)) {
    return footprints;
  }
  for (std::size_t f = 0; f < layer.areas.size(); ++f) {
    const auto effects = effects_column
                             ? effects_named(attack, layer.table, f, *effects_column, problems)
                             : spec.effects;
    std::optional<std::string> key =
        key_column ? key_of(layer.table, f, *key_column, problems) : std::string();
    if (layer.areas[f] && effects && key) {
      footprints.push_back({std::move(layer.areas[f]), *effects, std::move(*key)});
    }
  }
  return footprints;
}

StreetLinks::StreetLinks(const RoadNetwork& network) : first_(network.street_count() + 1, 0) {
  const std::vector<std::uint32_t>& street = network.links().street;
  for (const std::uint32_t s : street) {
    ++first_[s + 1];
  }
  for (std::size_t s = 0; s + 1 < first_.size(); ++s) {
    first_[s + 1] += first_[s];
  }
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  link_.resize(street.size());
  for (std::size_t l = 0; l < street.size(); ++l) {
    link_[next[street[l]]++] = static_cast<std::uint32_t>(l);
  }
}

std::vector<LinkId> StreetLinks::of(const std::vector<std::uint32_t>& streets) const {
  std::vector<std::uint32_t> links;
  for (const std::uint32_t s : streets) {
    links.insert(links.end(), link_.begin() + first_[s], link_.begin() + first_[s + 1]);
  }
  std::ranges::sort(links);
  return as_ids<LinkId>(links);
}

Footprint footprint_of(const PlacesInside& inside, const StreetLinks& links,
                       std::uint32_t effects) {
  Footprint footprint;
  footprint.effects = effects;
  footprint.links = links.of(inside.streets);
  footprint.entrances = as_ids<EntranceId>(inside.entrances);
  footprint.works = as_ids<WorkId>(inside.works);
  footprint.origins = as_ids<OriginId>(inside.origins);
  return footprint;
}

}  // namespace yanbi
