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

  const LinkColumns& columns = network.links();
  GroupWriter links = root.group("links");
  links.dimension("link", network.link_count());
  links.variable("tail", {"link"}, raw(columns.tail), {"", "node where the link begins"});
  links.variable("head", {"link"}, raw(columns.head), {"", "node where the link ends"});
  links.variable("length", {"link"}, columns.length_mm, {"mm", "length"});
  links.variable("width", {"link"}, columns.width, {"m", "effective walkable width of the street"});
  links.variable("form", {"link"}, codes(columns.form), {"", "0 flat, 1 stairs up, 2 stairs down"});
  links.variable("opposite", {"link"}, raw(columns.opposite),
                 {"", "link in the other direction; 4294967295 = none"});
  links.variable("street", {"link"}, columns.street, {"", "street that the link runs along"});

  const StreetColumns& shapes = network.streets();
  GroupWriter streets = root.group("streets");
  streets.dimension("street", network.street_count());
  streets.dimension("street_bound", shapes.first_vertex.size());
  streets.dimension("vertex", shapes.x.size());
  streets.variable("source_id", {"street"}, shapes.source_id, {"", "id in the source; 0 = none"});
  streets.variable("first_vertex", {"street_bound"}, shapes.first_vertex,
                   {"", "street s has vertices [first_vertex[s], first_vertex[s + 1])"});
  streets.variable("x", {"vertex"}, shapes.x, {"m", "easting in the working CRS"});
  streets.variable("y", {"vertex"}, shapes.y, {"m", "northing in the working CRS"});
}

void write_origins(GroupWriter& root, const Origins& origins) {
  GroupWriter group = root.group("origins");
  group.dimension("origin", origins.size());
  group.variable("key", {"origin"}, origins.key, {"", "id in the source"});
  group.variable("x", {"origin"}, origins.x, {"m", "easting in the working CRS"});
  group.variable("y", {"origin"}, origins.y, {"m", "northing in the working CRS"});
  write_positions(group, "origin", origins.position);
  group.variable("access", {"origin"}, origins.access, {"m", "straight distance to the street"});
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
    group.variable("works", {"selected"}, raw(layout.works), {"", "works selected, ascending"});
  }
}

template <class Item, class Value>
std::vector<Value> column(const std::vector<Item>& items, Value Item::*member) {
  std::vector<Value> values(items.size());
  std::ranges::transform(items, values.begin(), [&](const Item& item) { return item.*member; });
  return values;
}

void write_history(GroupWriter& root, const City& city) {
  GroupWriter notes = root.group("notes");
  notes.dimension("note", city.notes.size());
  notes.variable("topic", {"note"}, column(city.notes, &ImportNote::topic),
                 {"", "word to group by"});
  notes.variable("key", {"note"}, column(city.notes, &ImportNote::key), {"", "name of the figure"});
  notes.variable("value", {"note"}, column(city.notes, &ImportNote::value), {"", "the figure"});
  notes.variable("unit", {"note"}, column(city.notes, &ImportNote::unit),
                 {"", "unit of the figure"});
  notes.variable("text", {"note"}, column(city.notes, &ImportNote::text), {"", "one sentence"});

  std::vector<std::string> hashes(city.inputs.size());
  std::ranges::transform(city.inputs, hashes.begin(),
                         [](const InputFile& input) { return to_hex(input.hash); });
  GroupWriter inputs = root.group("inputs");
  inputs.dimension("input", city.inputs.size());
  inputs.variable("path", {"input"}, column(city.inputs, &InputFile::path),
                  {"", "as it was given"});
  inputs.variable("hash", {"input"}, hashes, {"", "XXH64 of the bytes, hexadecimal"});
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
  hdf5::FileWriter file;
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
    write_history(root, city);
  }
  file.save(path);
}

}  // namespace yanbi
