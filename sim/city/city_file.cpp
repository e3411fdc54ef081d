// SPDX-License-Identifier: Apache-2.0
// Writing the compiled city; city_file_load.cpp reads it, outputs/FORMAT.md describes it.
#include "sim/city/city_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/build_info.hpp"
#include "sim/base/hash.hpp"
#include "sim/city/provenance.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

template <class Tag>
std::vector<std::uint32_t> raw(const std::vector<Id<Tag>>& ids) {
  std::vector<std::uint32_t> values(ids.size());
  std::ranges::transform(ids, values.begin(), [](Id<Tag> id) { return id.raw(); });
  return values;
}

template <class Enum>
std::vector<std::uint8_t> codes(const std::vector<Enum>& column) {
  std::vector<std::uint8_t> values(column.size());
  std::ranges::transform(column, values.begin(),
                         [](Enum value) { return static_cast<std::uint8_t>(value); });
  return values;
}

template <class T>
std::vector<std::uint8_t> presence(const std::vector<std::optional<T>>& column) {
  std::vector<std::uint8_t> values(column.size());
  std::ranges::transform(column, values.begin(), [](const std::optional<T>& value) {
    return static_cast<std::uint8_t>(value.has_value());
  });
  return values;
}

template <class T>
std::vector<T> values_or(const std::vector<std::optional<T>>& column, T otherwise) {
  std::vector<T> values(column.size());
  std::ranges::transform(column, values.begin(),
                         [&](const std::optional<T>& value) { return value.value_or(otherwise); });
  return values;
}

std::vector<std::uint32_t> link_ids(const std::vector<TurnBan>& bans, LinkId TurnBan::*side) {
  std::vector<std::uint32_t> values(bans.size());
  std::ranges::transform(bans, values.begin(),
                         [&](const TurnBan& ban) { return (ban.*side).raw(); });
  return values;
}

void write_positions(GroupWriter& group, const std::string& dimension,
                     const std::vector<std::optional<LinkPosition>>& positions) {
  std::vector<std::uint32_t> link(positions.size());
  std::vector<std::uint32_t> offset(positions.size());
  for (std::size_t i = 0; i < positions.size(); ++i) {
    link[i] = positions[i] ? positions[i]->link.raw() : 0;
    offset[i] = positions[i] ? positions[i]->offset_mm : 0;
  }
  group.variable("on_network", {dimension}, presence(positions),
                 {"1", "1 where a street is near enough; link and offset count only then"});
  group.variable("link", {dimension}, link, {"", "link of the nearest place on a street"});
  group.variable("offset", {dimension}, offset, {"mm", "place on the link, from its tail"});
}

void write_network(GroupWriter& root, const RoadNetwork& network) {
  GroupWriter nodes = root.group("nodes");
  nodes.dimension("node", network.node_count());
  nodes.variable("x", {"node"}, network.node_x(), {"m", "easting in the working CRS"});
  nodes.variable("y", {"node"}, network.node_y(), {"m", "northing in the working CRS"});
  if (network.has_own_node_keys()) {
    nodes.variable("key", {"node"}, network.node_key(), {"", "id in the source"});
  }

  const LinkColumns& columns = network.links();
  GroupWriter links = root.group("links");
  links.dimension("link", network.link_count());
  links.variable("tail", {"link"}, raw(columns.tail), {"", "node where the link begins"});
  links.variable("head", {"link"}, raw(columns.head), {"", "node where the link ends"});
  links.variable("length", {"link"}, columns.length_mm, {"mm", "length"});
  links.variable("width", {"link"}, columns.width,
                 {"m", "effective walkable width of the street; 0 = closed to walkers"});
  links.variable("form", {"link"}, codes(columns.form), {"", "0 flat, 1 stairs up, 2 stairs down"});
  links.variable("opposite", {"link"}, raw(columns.opposite),
                 {"", "link in the other direction; 4294967295 = none"});
  links.variable("street", {"link"}, columns.street, {"", "street that the link runs along"});
  links.variable("lanes", {"link"}, columns.lanes, {"1", "lanes for vehicles; 0 = closed to them"});
  links.variable("speed", {"link"}, columns.speed, {"m s-1", "free speed of vehicles"});
  links.variable("capacity", {"link"}, columns.capacity, {"s-1", "vehicles that may leave"});

  const StreetColumns& shapes = network.streets();
  GroupWriter streets = root.group("streets");
  streets.dimension("street", network.street_count());
  streets.dimension("street_bound", shapes.first_vertex.size());
  streets.dimension("vertex", shapes.x.size());
  streets.variable("source_id", {"street"}, shapes.source_id, {"", "id in the source; 0 = none"});
  streets.variable("first_vertex", {"street_bound"}, shapes.first_vertex,
                   {"", "street s has vertices [first_vertex[s], first_vertex[s + 1])"});
  streets.variable("structure", {"street"}, codes(shapes.structure),
                   {"", "0 ground, 1 bridge, 2 tunnel"});
  streets.variable("layer", {"street"}, shapes.layer, {"", "level among ways that cross"});
  streets.variable("x", {"vertex"}, shapes.x, {"m", "easting in the working CRS"});
  streets.variable("y", {"vertex"}, shapes.y, {"m", "northing in the working CRS"});

  const std::vector<TurnBan>& bans = network.turn_bans();
  GroupWriter group = root.group("turn_bans");
  group.dimension("ban", bans.size());
  group.variable("from", {"ban"}, link_ids(bans, &TurnBan::from), {"", "link that vehicles leave"});
  group.variable("to", {"ban"}, link_ids(bans, &TurnBan::to), {"", "link that they must not take"});
}

/// A column that was left out means zero everywhere.
std::vector<std::uint8_t> or_zeros(std::vector<std::uint8_t> column, std::size_t size,
                                   std::uint8_t value = 0) {
  if (column.empty()) {
    column.assign(size, value);
  }
  return column;
}

void write_origins(GroupWriter& root, const Origins& origins) {
  GroupWriter group = root.group("origins");
  group.dimension("origin", origins.size());
  group.keys("key", "origin", origins.key, {"", "id in the source"});
  group.variable("x", {"origin"}, origins.x, {"m", "easting in the working CRS"});
  group.variable("y", {"origin"}, origins.y, {"m", "northing in the working CRS"});
  write_positions(group, "origin", origins.position);
  group.variable("access", {"origin"}, origins.access, {"m", "straight distance to the street"});
  group.variable("floors", {"origin"}, or_zeros(origins.floors, origins.size()),
                 {"1", "floors of the building above ground; 0 = not known"});
}

/// Profiles side by side: a row each, shares that a profile does not have filled with 0.
std::vector<double> rows_of(const std::vector<Profile>& profiles,
                            std::vector<double> Profile::*shares, std::size_t width) {
  std::vector<double> rows(profiles.size() * width, 0.0);
  for (std::size_t p = 0; p < profiles.size(); ++p) {
    std::ranges::copy(profiles[p].*shares, rows.begin() + static_cast<std::ptrdiff_t>(p * width));
  }
  return rows;
}

void write_profiles(GroupWriter& group, const Population& population) {
  const std::vector<Profile>& profiles = population.profiles;
  std::size_t sizes = 0;
  std::vector<std::string> names;
  std::vector<std::uint8_t> has_ages;
  std::vector<std::uint32_t> largest;
  for (const Profile& profile : profiles) {
    sizes = std::max(sizes, profile.household_shares.size());
    names.push_back(profile.name);
    largest.push_back(static_cast<std::uint32_t>(profile.household_shares.size()));
    has_ages.push_back(profile.age_shares.empty() ? 0 : 1);
  }
  std::vector<std::string> labels;
  std::vector<std::int32_t> first;
  std::vector<std::int32_t> last;
  for (const AgeGroup& age : population.age_groups) {
    labels.push_back(age.label);
    first.push_back(age.first);
    last.push_back(age.last.value_or(-1));
  }
  group.dimension("age_group", labels.size());
  group.dimension("profile_index", profiles.size());
  group.dimension("profile_household_size", sizes);
  group.dimension("profiled_origin", population.profile.size());
  group.variable("age_label", {"age_group"}, labels, {"", "name of the age group"});
  group.variable("age_first", {"age_group"}, first, {"years", "youngest age"});
  group.variable("age_last", {"age_group"}, last, {"years", "oldest age; -1 = and older"});
  group.variable("profile_name", {"profile_index"}, names, {"", "name for people"});
  group.variable("profile_has_ages", {"profile_index"}, has_ages, {"1", "1 where ages are known"});
  group.variable("profile_largest_household", {"profile_index"}, largest,
                 {"persons", "size of the largest households: shares beyond it are fill"});
  group.variable("profile_household_shares", {"profile_index", "profile_household_size"},
                 rows_of(profiles, &Profile::household_shares, sizes),
                 {"1", "share of households by size, the first for one person"});
  group.variable("profile_age_shares", {"profile_index", "age_group"},
                 rows_of(profiles, &Profile::age_shares, labels.size()),
                 {"1", "share of persons by age group"});
  group.variable("profile", {"profiled_origin"}, population.profile,
                 {"", "profile of each origin; none = household_shares hold everywhere"});
}

void write_populations(GroupWriter& root, const std::vector<Population>& populations) {
  GroupWriter all = root.group("populations");
  for (std::size_t i = 0; i < populations.size(); ++i) {
    const Population& population = populations[i];
    GroupWriter group = all.group(fmt::format("{}", i));
    group.attribute("name", population.name);
    group.attribute("note", population.note);
    group.dimension("origin", population.persons.size());
    group.dimension("household_size", population.household_shares.size());
    group.variable("persons", {"origin"}, population.persons, {"persons", "people at the origin"});
    group.variable("household_shares", {"household_size"}, population.household_shares,
                   {"1", "share of households by size, the first for one person"});
    write_profiles(group, population);
  }
}

void write_geographies(GroupWriter& root, const std::vector<Geography>& geographies) {
  GroupWriter all = root.group("geographies");
  for (std::size_t i = 0; i < geographies.size(); ++i) {
    const Geography& geography = geographies[i];
    GroupWriter group = all.group(fmt::format("{}", i));
    group.attribute("name", geography.name);
    group.dimension("zone", geography.size());
    group.dimension("origin", geography.zone_of_origin.size());
    group.dimension("work", geography.zone_of_work.size());
    group.dimension("zone_bound", geography.first_ring.size());
    group.dimension("ring_bound", geography.first_vertex.size());
    group.dimension("vertex", geography.x.size());
    group.variable("key", {"zone"}, geography.key, {"", "id in the source"});
    group.variable("label", {"zone"}, geography.label, {"", "name for people"});
    group.variable("zone_of_origin", {"origin"}, raw(geography.zone_of_origin), {"", "zone"});
    group.variable("zone_of_work", {"work"}, raw(geography.zone_of_work), {"", "zone"});
    group.variable("first_ring", {"zone_bound"}, geography.first_ring,
                   {"", "zone z has rings [first_ring[z], first_ring[z + 1])"});
    group.variable("first_vertex", {"ring_bound"}, geography.first_vertex,
                   {"", "ring r has vertices [first_vertex[r], first_vertex[r + 1])"});
    group.variable("x", {"vertex"}, geography.x, {"m", "easting in the working CRS"});
    group.variable("y", {"vertex"}, geography.y, {"m", "northing in the working CRS"});
  }
}

void write_details(GroupWriter& group, const Works& works) {
  std::vector<std::optional<double>> sheltering;
  std::vector<std::optional<double>> floor;
  std::vector<std::uint8_t> classes;
  std::vector<std::string> resistance;
  std::vector<std::string> remark;
  for (std::size_t w = 0; w < works.size(); ++w) {
    const WorkDetail detail = works.detail.empty() ? WorkDetail{} : works.detail[w];
    sheltering.push_back(detail.sheltering_area);
    floor.push_back(detail.floor_area);
    classes.push_back(detail.personnel_class);
    resistance.push_back(detail.resistance);
    remark.push_back(detail.remark);
  }
  group.variable("has_sheltering_area", {"work"}, presence(sheltering),
                 {"1", "1 where sheltering_area is known"});
  group.variable("sheltering_area", {"work"}, values_or(sheltering, 0.0),
                 {"m2", "area that holds people"});
  group.variable("has_floor_area", {"work"}, presence(floor), {"1", "1 where floor_area is known"});
  group.variable("floor_area", {"work"}, values_or(floor, 0.0), {"m2", "area of the whole work"});
  group.variable("personnel_class", {"work"}, classes, {"", "1 or 2; 0 = not known"});
  group.variable("resistance", {"work"}, resistance, {"", "grades as written"});
  group.variable("remark", {"work"}, remark, {"", "what the importer understood or assumed"});
}

void write_works(GroupWriter& root, const Works& works) {
  GroupWriter group = root.group("works");
  group.dimension("work", works.size());
  group.dimension("ledger_index", works.ledgers.size());
  group.variable("key", {"work"}, works.key, {"", "ledger and id in it"});
  group.variable("label", {"work"}, works.label, {"", "name for people"});
  group.variable("ledger", {"work"}, works.ledger, {"", "index into ledgers"});
  group.variable("type", {"work"}, codes(works.type),
                 {"", "0 personnel, 1 service_team, 2 medical, 3 command, 4 auxiliary"});
  group.variable("status", {"work"}, codes(works.status),
                 {"", "0 built, 1 approved, 2 under_construction, 3 early"});
  group.variable("places", {"work"}, works.places, {"persons", "places"});
  group.variable("x", {"work"}, works.x, {"m", "easting in the working CRS"});
  group.variable("y", {"work"}, works.y, {"m", "northing in the working CRS"});
  group.variable("has_from", {"work"}, presence(works.from), {"1", "1 where from is known"});
  group.variable("from", {"work"}, values_or(works.from, Date{0}),
                 {"", "first day of use, year * 10000 + month * 100 + day"});
  group.variable("has_until", {"work"}, presence(works.until), {"1", "1 where until is known"});
  group.variable("until", {"work"}, values_or(works.until, Date{0}),
                 {"", "last day of use, year * 10000 + month * 100 + day"});
  group.variable("facility", {"work"}, works.facility,
                 {"", "rows with one number are revisions of one facility"});
  group.variable("ledgers", {"ledger_index"}, works.ledgers, {"", "names of the source ledgers"});
  group.variable("overlay", {"ledger_index"}, or_zeros(works.overlay, works.ledgers.size()),
                 {"1", "1 where rows are changes that only layouts which name the ledger take"});
  group.variable("located", {"work"}, or_zeros(works.located, works.size(), 1),
                 {"1", "1 where x and y are known"});
  write_details(group, works);
}

void write_entrances(GroupWriter& root, const Entrances& entrances) {
  GroupWriter group = root.group("entrances");
  group.dimension("entrance", entrances.size());
  group.variable("work", {"entrance"}, raw(entrances.work), {"", "work that the door leads into"});
  group.variable("x", {"entrance"}, entrances.x, {"m", "easting in the working CRS"});
  group.variable("y", {"entrance"}, entrances.y, {"m", "northing in the working CRS"});
  write_positions(group, "entrance", entrances.position);
  group.variable("access", {"entrance"}, entrances.access,
                 {"m", "straight distance from the street to the door"});
  group.variable("has_width", {"entrance"}, presence(entrances.width),
                 {"1", "1 where the width is known"});
  group.variable("width", {"entrance"}, values_or(entrances.width, 0.0), {"m", "clear width"});
  if (!entrances.sill.empty()) {
    group.variable("has_sill", {"entrance"}, presence(entrances.sill),
                   {"1", "1 where the height of the sill is known"});
    group.variable("sill", {"entrance"}, values_or(entrances.sill, 0.0),
                   {"m", "height of the sill above the ground"});
  }
}

void write_layouts(GroupWriter& root, const std::vector<Layout>& layouts) {
  GroupWriter all = root.group("layouts");
  for (std::size_t i = 0; i < layouts.size(); ++i) {
    const Layout& layout = layouts[i];
    GroupWriter group = all.group(fmt::format("{}", i));
    group.attribute("name", layout.name);
    group.attribute("has_date",
                    std::vector<std::uint8_t>{layout.date ? std::uint8_t{1} : std::uint8_t{0}});
    group.attribute("date", std::vector<std::int32_t>{layout.date.value_or(0)});
    group.dimension("ledger_rule", layout.ledgers.size());
    group.dimension("status_rule", layout.statuses.size());
    group.dimension("type_rule", layout.types.size());
    group.dimension("selected", layout.works.size());
    group.variable("ledgers", {"ledger_rule"}, layout.ledgers, {"", "ledgers taken; none = all"});
    group.variable("statuses", {"status_rule"}, codes(layout.statuses),
                   {"", "status codes taken, as in works; none = all"});
    group.variable("types", {"type_rule"}, codes(layout.types),
                   {"", "type codes taken, as in works; none = all"});
    group.dimension("overlay_rule", layout.overlays.size());
    group.dimension("removed_facility", layout.removed.size());
    group.variable("overlays", {"overlay_rule"}, layout.overlays, {"", "ledgers of changes taken"});
    group.variable("removed", {"removed_facility"}, layout.removed,
                   {"", "facilities taken out, ascending"});
    group.variable("works", {"selected"}, raw(layout.works), {"", "works selected, ascending"});
  }
}

void write_attributes(GroupWriter& root, const City& city) {
  root.attribute("filetype", "yanbi city");
  root.attribute("format_version", std::vector<std::int32_t>{kCityFormatMajor, kCityFormatMinor});
  root.attribute("yanbi_version", build_info().version);
  root.attribute("git_revision", build_info().git_revision);
  root.attribute("name", city.name);
  root.attribute("crs", city.crs);
  root.attribute("synthetic",
                 std::vector<std::uint8_t>{city.synthetic ? std::uint8_t{1} : std::uint8_t{0}});
  root.attribute("hash", to_hex(hash_city(city)));
}

}  // namespace

void save_city(const City& city, const std::filesystem::path& path) {
  hdf5::FileWriter file(path);
  {
    GroupWriter root = file.root();
    write_attributes(root, city);
    write_network(root, city.network);
    write_origins(root, city.origins);
    write_populations(root, city.populations);
    write_geographies(root, city.geographies);
    write_works(root, city.works);
    write_entrances(root, city.works.entrances);
    write_layouts(root, city.layouts);
    write_provenance(root, city.notes, city.inputs);
  }
  file.save();
}

}  // namespace yanbi
