// SPDX-License-Identifier: Apache-2.0
// Reading the compiled city. Everything is checked before it is used: sizes and types by the HDF5
// room, then ids, offsets and codes by ColumnChecks, then the hash of the whole.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/city/city_file.hpp"
#include "sim/city/column_checks.hpp"
#include "sim/city/provenance.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;

constexpr const char* kRemedy = "build the city again with `yanbi city build`";

template <class IdType>
std::vector<IdType> ids(const std::vector<std::uint32_t>& raw) {
  std::vector<IdType> values(raw.size());
  std::ranges::transform(raw, values.begin(), [](std::uint32_t value) { return IdType(value); });
  return values;
}

template <class Enum>
std::vector<Enum> from_codes(const std::vector<std::uint8_t>& codes) {
  std::vector<Enum> values(codes.size());
  std::ranges::transform(codes, values.begin(),
                         [](std::uint8_t code) { return static_cast<Enum>(code); });
  return values;
}

template <class T>
std::vector<std::optional<T>> optionals(const std::vector<std::uint8_t>& present,
                                        const std::vector<T>& values) {
  std::vector<std::optional<T>> column(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (present[i] != 0) {
      column[i] = values[i];
    }
  }
  return column;
}

std::vector<std::optional<LinkPosition>> read_positions(const GroupReader& group, std::size_t count,
                                                        const RoadNetwork& network,
                                                        ColumnChecks& checks) {
  const auto present = group.read<std::uint8_t>("on_network", {{count}});
  const auto link = group.read<std::uint32_t>("link", {{count}});
  const auto offset = group.read<std::uint32_t>("offset", {{count}});
  checks.at_most(group, "on_network", present, std::uint8_t{1});
  std::vector<std::optional<LinkPosition>> positions(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (present[i] == 0) {
      continue;
    }
    if (link[i] >= network.link_count() || offset[i] > network.length_mm(LinkId(link[i]))) {
      checks.fail(group, "link", i, "the place does not lie on a link");
      continue;
    }
    if (!network.is_walkable(LinkId(link[i]))) {
      checks.fail(group, "link", i, "the place lies on a link that is closed to walkers");
      continue;
    }
    positions[i] = LinkPosition{LinkId(link[i]), offset[i]};
  }
  return positions;
}

StreetColumns read_streets(const GroupReader& group, ColumnChecks& checks) {
  StreetColumns streets;
  streets.source_id = group.read<std::int64_t>("source_id", {{group.length("source_id")}});
  const std::size_t vertices = group.length("x");
  streets.first_vertex =
      group.read<std::uint32_t>("first_vertex", {{streets.source_id.size() + 1}});
  streets.x = group.read<double>("x", {{vertices}});
  streets.y = group.read<double>("y", {{vertices}});
  const auto structure = group.read<std::uint8_t>("structure", {{streets.source_id.size()}});
  streets.layer = group.read<std::int8_t>("layer", {{streets.source_id.size()}});
  checks.at_most(group, "structure", structure, static_cast<std::uint8_t>(WayStructure::kTunnel));
  streets.structure = from_codes<WayStructure>(structure);
  checks.offsets(group, "first_vertex", streets.first_vertex, vertices);
  checks.finite(group, "x", streets.x);
  checks.finite(group, "y", streets.y);
  return streets;
}

LinkColumns read_links(const GroupReader& group, std::size_t nodes, std::size_t streets,
                       ColumnChecks& checks) {
  const std::size_t count = group.length("tail");
  const auto tail = group.read<std::uint32_t>("tail", {{count}});
  const auto head = group.read<std::uint32_t>("head", {{count}});
  const auto opposite = group.read<std::uint32_t>("opposite", {{count}});
  const auto form = group.read<std::uint8_t>("form", {{count}});
  LinkColumns links;
  links.length_mm = group.read<std::uint32_t>("length", {{count}});
  links.width = group.read<float>("width", {{count}});
  links.street = group.read<std::uint32_t>("street", {{count}});
  links.lanes = group.read<std::uint8_t>("lanes", {{count}});
  links.speed = group.read<float>("speed", {{count}});
  links.capacity = group.read<float>("capacity", {{count}});
  checks.ids(group, "tail", tail, nodes);
  checks.ids(group, "head", head, nodes);
  checks.ids_or_empty(group, "opposite", opposite, count);
  checks.ids(group, "street", links.street, streets);
  checks.at_most(group, "form", form, static_cast<std::uint8_t>(WayForm::kStairsDown));
  checks.ascending(group, "tail", tail);
  checks.positive(group, "length", links.length_mm);
  checks.not_negative(group, "width", links.width);
  checks.not_negative(group, "speed", links.speed);
  checks.not_negative(group, "capacity", links.capacity);
  for (std::size_t l = 0; l < count; ++l) {
    const bool drivable = links.lanes[l] > 0;
    if (drivable != (links.speed[l] > 0.0F) || drivable != (links.capacity[l] > 0.0F)) {
      checks.fail(group, "lanes", l, "lanes, speed and capacity do not agree");
      break;
    }
  }
  links.tail = ids<NodeId>(tail);
  links.head = ids<NodeId>(head);
  links.opposite = ids<LinkId>(opposite);
  links.form = from_codes<WayForm>(form);
  return links;
}

std::vector<TurnBan> read_turn_bans(const GroupReader& group, const LinkColumns& links,
                                    ColumnChecks& checks) {
  const std::size_t count = group.length("from");
  const auto from = group.read<std::uint32_t>("from", {{count}});
  const auto to = group.read<std::uint32_t>("to", {{count}});
  checks.ids(group, "from", from, links.tail.size());
  checks.ids(group, "to", to, links.tail.size());
  std::vector<TurnBan> bans;
  for (std::size_t b = 0; b < count && checks.passed(); ++b) {
    bans.push_back({LinkId(from[b]), LinkId(to[b])});
    if (links.head[from[b]] != links.tail[to[b]]) {
      checks.fail(group, "to", b, "the links of the ban do not meet");
    } else if (b > 0 && bans[b] <= bans[b - 1]) {
      checks.fail(group, "from", b, "the rows are not sorted");
    }
  }
  return bans;
}

/// Ids of nodes in the source; none in files that were made without them.
std::vector<std::int64_t> read_node_keys(const GroupReader& nodes, std::size_t count,
                                         ColumnChecks& checks) {
  if (!nodes.has("key")) {
    return {};
  }
  auto key = nodes.read<std::int64_t>("key", {{count}});
  std::vector<std::int64_t> sorted = key;
  std::ranges::sort(sorted);
  const auto twice = std::ranges::adjacent_find(sorted);
  if (twice != sorted.end()) {
    const auto row = std::ranges::find(key, *twice) - key.begin();
    checks.fail(nodes, "key", static_cast<std::size_t>(row), "another node has this key too");
  }
  return key;
}

RoadNetwork read_network(const GroupReader& root, ColumnChecks& checks) {
  const GroupReader nodes = root.group("nodes");
  const std::size_t count = nodes.length("x");
  auto x = nodes.read<double>("x", {{count}});
  auto y = nodes.read<double>("y", {{count}});
  checks.finite(nodes, "x", x);
  checks.finite(nodes, "y", y);
  std::vector<std::int64_t> key = read_node_keys(nodes, count, checks);
  StreetColumns streets = read_streets(root.group("streets"), checks);
  const GroupReader group = root.group("links");
  LinkColumns links = read_links(group, count, streets.source_id.size(), checks);
  for (std::size_t i = 0; i < links.opposite.size() && checks.passed(); ++i) {
    const LinkId other = links.opposite[i];
    if (other.has_value() && (links.opposite[other.index()] != LinkId(i) ||
                              links.length_mm[other.index()] != links.length_mm[i])) {
      checks.fail(group, "opposite", i, "the link and its opposite do not match");
    }
  }
  std::vector<TurnBan> bans = read_turn_bans(root.group("turn_bans"), links, checks);
  checks.throw_if_any();  // the network below may rely on its columns
  return {std::move(x),       std::move(y),    std::move(links),
          std::move(streets), std::move(bans), std::move(key)};
}

Origins read_origins(const GroupReader& group, const RoadNetwork& network, ColumnChecks& checks) {
  Origins origins;
  const std::size_t count = group.length("x");
  origins.key = group.read<std::string>("key", {{count}});
  origins.x = group.read<double>("x", {{count}});
  origins.y = group.read<double>("y", {{count}});
  origins.position = read_positions(group, count, network, checks);
  origins.access = group.read<double>("access", {{count}});
  origins.floors = group.read<std::uint8_t>("floors", {{count}});
  checks.finite(group, "x", origins.x);
  checks.finite(group, "y", origins.y);
  checks.not_negative(group, "access", origins.access);
  return origins;
}

/// The rows of a table of shares.
std::vector<std::vector<double>> share_rows(const std::vector<double>& table, std::size_t rows,
                                            std::size_t width) {
  std::vector<std::vector<double>> shares;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto begin = table.begin() + static_cast<std::ptrdiff_t>(r * width);
    shares.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(width));
  }
  return shares;
}

void read_profiles(const GroupReader& group, std::size_t origins, Population& population,
                   ColumnChecks& checks) {
  const std::size_t ages = group.length("age_label");
  auto label = group.read<std::string>("age_label", {{ages}});
  const auto first = group.read<std::int32_t>("age_first", {{ages}});
  const auto last = group.read<std::int32_t>("age_last", {{ages}});
  for (std::size_t a = 0; a < ages; ++a) {
    population.age_groups.push_back(
        {std::move(label[a]), first[a], last[a] < 0 ? std::nullopt : std::optional(last[a])});
  }
  const std::size_t profiles = group.length("profile_name");
  const auto name = group.read<std::string>("profile_name", {{profiles}});
  const auto has_ages = group.read<std::uint8_t>("profile_has_ages", {{profiles}});
  const auto largest = group.read<std::uint32_t>("profile_largest_household", {{profiles}});
  const auto household = group.read<double>("profile_household_shares");
  const auto age = group.read<double>("profile_age_shares", {{profiles, ages}});
  population.profile = group.read<std::uint32_t>("profile", {{group.length("profile")}});
  checks.not_negative(group, "profile_household_shares", household);
  checks.not_negative(group, "profile_age_shares", age);
  checks.ids(group, "profile", population.profile, profiles);
  if (population.profile.size() != (profiles == 0 ? 0 : origins) ||
      (profiles > 0 && (household.empty() || household.size() % profiles != 0))) {
    checks.fail(group, "profile", 0, "the profiles do not match the origins");
    return;
  }
  checks.at_most(group, "profile_largest_household", largest,
                 static_cast<std::uint32_t>(profiles == 0 ? 0 : household.size() / profiles));
  if (profiles > 0 && checks.passed()) {
    auto households = share_rows(household, profiles, household.size() / profiles);
    const auto by_age = share_rows(age, profiles, ages);
    for (std::size_t p = 0; p < profiles; ++p) {
      households[p].resize(largest[p]);
      population.profiles.push_back(
          {name[p], households[p], has_ages[p] != 0 ? by_age[p] : std::vector<double>{}});
    }
  }
}

Population read_population(const GroupReader& group, std::size_t origins, ColumnChecks& checks) {
  Population population;
  population.name = group.text("name");
  population.note = group.text("note");
  population.persons = group.read<std::int32_t>("persons", {{origins}});
  population.household_shares =
      group.read<double>("household_shares", {{group.length("household_shares")}});
  checks.not_negative(group, "persons", population.persons);
  checks.not_negative(group, "household_shares", population.household_shares);
  read_profiles(group, origins, population, checks);
  return population;
}

Geography read_geography(const GroupReader& group, std::size_t origins, std::size_t works,
                         ColumnChecks& checks) {
  Geography geography;
  geography.name = group.text("name");
  const std::size_t zones = group.length("key");
  geography.key = group.read<std::string>("key", {{zones}});
  geography.label = group.read<std::string>("label", {{zones}});
  const auto zone_of_origin = group.read<std::uint32_t>("zone_of_origin", {{origins}});
  const auto zone_of_work = group.read<std::uint32_t>("zone_of_work", {{works}});
  checks.ids(group, "zone_of_origin", zone_of_origin, zones);
  checks.ids(group, "zone_of_work", zone_of_work, zones);
  geography.zone_of_origin = ids<ZoneId>(zone_of_origin);
  geography.zone_of_work = ids<ZoneId>(zone_of_work);
  const std::size_t vertices = group.length("x");
  const std::size_t ring_bounds = group.length("first_vertex");
  geography.first_ring = group.read<std::uint32_t>("first_ring", {{zones + 1}});
  geography.first_vertex = group.read<std::uint32_t>("first_vertex", {{ring_bounds}});
  geography.x = group.read<double>("x", {{vertices}});
  geography.y = group.read<double>("y", {{vertices}});
  checks.offsets(group, "first_ring", geography.first_ring, ring_bounds == 0 ? 0 : ring_bounds - 1);
  checks.offsets(group, "first_vertex", geography.first_vertex, vertices);
  checks.finite(group, "x", geography.x);
  checks.finite(group, "y", geography.y);
  return geography;
}

std::vector<WorkDetail> read_details(const GroupReader& group, std::size_t count,
                                     ColumnChecks& checks) {
  const auto has_sheltering = group.read<std::uint8_t>("has_sheltering_area", {{count}});
  const auto sheltering = group.read<double>("sheltering_area", {{count}});
  const auto has_floor = group.read<std::uint8_t>("has_floor_area", {{count}});
  const auto floor = group.read<double>("floor_area", {{count}});
  const auto classes = group.read<std::uint8_t>("personnel_class", {{count}});
  auto resistance = group.read<std::string>("resistance", {{count}});
  auto remark = group.read<std::string>("remark", {{count}});
  checks.not_negative(group, "sheltering_area", sheltering);
  checks.not_negative(group, "floor_area", floor);
  checks.at_most(group, "personnel_class", classes, std::uint8_t{2});
  const auto sheltering_areas = optionals(has_sheltering, sheltering);
  const auto floor_areas = optionals(has_floor, floor);
  std::vector<WorkDetail> details(count);
  for (std::size_t w = 0; w < count; ++w) {
    details[w] = {sheltering_areas[w], floor_areas[w], classes[w], std::move(resistance[w]),
                  std::move(remark[w])};
  }
  return details;
}

Works read_works(const GroupReader& group, ColumnChecks& checks) {
  Works works;
  const std::size_t count = group.length("key");
  works.key = group.read<std::string>("key", {{count}});
  works.label = group.read<std::string>("label", {{count}});
  works.ledgers = group.read<std::string>("ledgers", {{group.length("ledgers")}});
  works.ledger = group.read<std::uint8_t>("ledger", {{count}});
  const auto type = group.read<std::uint8_t>("type", {{count}});
  const auto status = group.read<std::uint8_t>("status", {{count}});
  works.places = group.read<std::int32_t>("places", {{count}});
  works.x = group.read<double>("x", {{count}});
  works.y = group.read<double>("y", {{count}});
  const auto has_from = group.read<std::uint8_t>("has_from", {{count}});
  const auto has_until = group.read<std::uint8_t>("has_until", {{count}});
  works.from = optionals(has_from, group.read<std::int32_t>("from", {{count}}));
  works.until = optionals(has_until, group.read<std::int32_t>("until", {{count}}));
  works.facility = group.read<std::uint32_t>("facility", {{count}});
  works.overlay = group.read<std::uint8_t>("overlay", {{works.ledgers.size()}});
  works.located = group.read<std::uint8_t>("located", {{count}});
  works.detail = read_details(group, count, checks);
  checks.ids(group, "ledger", works.ledger, works.ledgers.size());
  checks.at_most(group, "type", type, static_cast<std::uint8_t>(WorkType::kAuxiliary));
  checks.at_most(group, "status", status, static_cast<std::uint8_t>(WorkStatus::kEarly));
  checks.at_most(group, "has_from", has_from, std::uint8_t{1});
  checks.at_most(group, "has_until", has_until, std::uint8_t{1});
  checks.at_most(group, "overlay", works.overlay, std::uint8_t{1});
  checks.at_most(group, "located", works.located, std::uint8_t{1});
  checks.not_negative(group, "places", works.places);
  checks.finite(group, "x", works.x);
  checks.finite(group, "y", works.y);
  works.type = from_codes<WorkType>(type);
  works.status = from_codes<WorkStatus>(status);
  return works;
}

Entrances read_entrances(const GroupReader& group, std::size_t works, const RoadNetwork& network,
                         ColumnChecks& checks) {
  Entrances entrances;
  const std::size_t count = group.length("work");
  const auto work = group.read<std::uint32_t>("work", {{count}});
  entrances.x = group.read<double>("x", {{count}});
  entrances.y = group.read<double>("y", {{count}});
  entrances.position = read_positions(group, count, network, checks);
  entrances.access = group.read<double>("access", {{count}});
  const auto has_width = group.read<std::uint8_t>("has_width", {{count}});
  const auto width = group.read<double>("width", {{count}});
  checks.ids(group, "work", work, works);
  checks.ascending(group, "work", work);
  checks.finite(group, "x", entrances.x);
  checks.finite(group, "y", entrances.y);
  checks.not_negative(group, "access", entrances.access);
  checks.at_most(group, "has_width", has_width, std::uint8_t{1});
  checks.not_negative(group, "width", width);
  entrances.work = ids<WorkId>(work);
  entrances.width = optionals(has_width, width);
  if (group.has("has_sill")) {  // from 2.2 on, where any is known
    const auto has_sill = group.read<std::uint8_t>("has_sill", {{count}});
    const auto sill = group.read<double>("sill", {{count}});
    checks.at_most(group, "has_sill", has_sill, std::uint8_t{1});
    checks.not_negative(group, "sill", sill);
    entrances.sill = optionals(has_sill, sill);
  }
  return entrances;
}

Layout read_layout(const GroupReader& group, std::size_t works, ColumnChecks& checks) {
  Layout layout;
  layout.name = group.text("name");
  if (group.single<std::uint8_t>("has_date") != 0) {
    layout.date = group.single<std::int32_t>("date");
  }
  layout.ledgers = group.read<std::string>("ledgers", {{group.length("ledgers")}});
  const auto statuses = group.read<std::uint8_t>("statuses", {{group.length("statuses")}});
  const auto types = group.read<std::uint8_t>("types", {{group.length("types")}});
  const auto selected = group.read<std::uint32_t>("works", {{group.length("works")}});
  layout.overlays = group.read<std::string>("overlays", {{group.length("overlays")}});
  layout.removed = group.read<std::uint32_t>("removed", {{group.length("removed")}});
  checks.ascending(group, "removed", layout.removed);
  checks.at_most(group, "statuses", statuses, static_cast<std::uint8_t>(WorkStatus::kEarly));
  checks.at_most(group, "types", types, static_cast<std::uint8_t>(WorkType::kAuxiliary));
  checks.ids(group, "works", selected, works);
  checks.ascending(group, "works", selected);
  layout.statuses = from_codes<WorkStatus>(statuses);
  layout.types = from_codes<WorkType>(types);
  layout.works = ids<WorkId>(selected);
  return layout;
}

City read_city(const GroupReader& root, ColumnChecks& checks) {
  City city;
  city.name = root.text("name");
  city.crs = root.text("crs");
  city.synthetic = root.single<std::uint8_t>("synthetic") != 0;
  city.network = read_network(root, checks);
  city.origins = read_origins(root.group("origins"), city.network, checks);
  city.works = read_works(root.group("works"), checks);
  const std::size_t works = city.works.size();
  city.works.entrances = read_entrances(root.group("entrances"), works, city.network, checks);
  const GroupReader populations = root.group("populations");
  for (const std::string& name : populations.groups()) {
    city.populations.push_back(
        read_population(populations.group(name), city.origins.size(), checks));
  }
  const GroupReader geographies = root.group("geographies");
  for (const std::string& name : geographies.groups()) {
    city.geographies.push_back(
        read_geography(geographies.group(name), city.origins.size(), works, checks));
  }
  const GroupReader layouts = root.group("layouts");
  for (const std::string& name : layouts.groups()) {
    city.layouts.push_back(read_layout(layouts.group(name), works, checks));
  }
  city.notes = read_notes(root);
  city.inputs = read_inputs(root, checks);
  if (city.geographies.empty()) {
    checks.fail(root, "geographies", 0, "a city needs at least one");
  }
  checks.throw_if_any();
  return city;
}

}  // namespace

City load_city(const std::filesystem::path& path) {
  const hdf5::FileReader file(path, {"yanbi city", "city file", kCityFormatMajor, kRemedy});
  const GroupReader root = file.root();
  ColumnChecks checks;
  try {
    City city = read_city(root, checks);
    if (to_hex(hash_city(city)) != root.text("hash")) {
      root.fail("hash", "the contents do not match the hash of the city");
    }
    return city;
  } catch (const hdf5::Error& error) {
    throw InputError({{path.string(), 0, "", "", error.what(), kRemedy}});
  }
}

}  // namespace yanbi
