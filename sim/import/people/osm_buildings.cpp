// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/osm_buildings.hpp"

#include <fmt/format.h>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/polygon_table.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/osm_rings.hpp"
#include "sim/import/roads/osm_file.hpp"
#include "sim/import/roads/osm_nodes.hpp"

namespace yanbi {
namespace {

constexpr const char* kCrs = "EPSG:4326";
/// Tags that become columns, and the columns' names.
constexpr std::array<std::pair<const char*, const char*>, 5> kTags = {
    {{"building", "building"},
     {"building:levels", "levels"},
     {"height", "height"},
     {"amenity", "amenity"},
     {"name", "name"}}};

using TagValues = std::array<std::string, kTags.size()>;

/// A building before its nodes have positions.
struct Building {
  std::string id;
  TagValues tags;
  std::vector<OsmCourse> outer;  ///< ways of the outline; of a relation not yet joined to rings
  std::vector<OsmCourse> inner;
};

bool is_building(const osmium::TagList& tags) {
  const char* const value = tags["building"];
  return value != nullptr && std::string_view(value) != "no";
}

TagValues values_of(const osmium::TagList& tags) {
  TagValues values;
  for (std::size_t t = 0; t < kTags.size(); ++t) {
    values[t] = tags.get_value_by_key(kTags[t].first, "");
  }
  return values;
}

OsmCourse course_of(const osmium::Way& way) {
  OsmCourse course;
  for (const osmium::NodeRef& node : way.nodes()) {
    course.push_back(node.ref());
  }
  return course;
}

/// A relation's tags and members, before its ways are known.
struct Multipolygon {
  TagValues tags;
  std::vector<std::int64_t> outer;
  std::vector<std::int64_t> inner;
};

/// Gathers buildings pass by pass; relations name ways, and ways name nodes.
class BuildingReader {
 public:
  BuildingReader(const OsmFile& file, ProblemList& problems) : file_(file), problems_(problems) {}

  /// False after problems.
  bool read() { return read_relations() && read_ways() && nodes_.read(file_, problems_); }

  /// Footprints as polygons in degrees; what cannot be put together is counted.
  [[nodiscard]] VectorLayer to_layer(const std::string& given) {
    VectorLayer layer;
    layer.table.file = given;
    layer.table.crs = kCrs;
    layer.table.columns.emplace_back("id");
    for (const auto& [tag, column] : kTags) {
      layer.table.columns.emplace_back(column);
    }
    layer.first_part.push_back(0);
    layer.first_vertex.push_back(0);
    for (const auto& [id, building] : ways_) {
      add(building, layer);
    }
    for (const auto& [id, polygon] : relations_) {
      add(joined(id, polygon), layer);
    }
    return layer;
  }

  [[nodiscard]] std::size_t left_out() const noexcept { return left_out_; }
  [[nodiscard]] std::size_t open_ways() const noexcept { return open_ways_; }

 private:
  bool read_relations() {
    OsmVisitors visitors;
    visitors.relation = [&](const osmium::Relation& relation) {
      const std::string_view type = relation.tags().get_value_by_key("type", "");
      if (!relation.visible() || type != "multipolygon" || !is_building(relation.tags())) {
        return;
      }
      const auto [entry, is_new] = relations_.try_emplace(relation.id());
      if (!is_new) {
        report_twice("relation", relation.id());
        return;
      }
      Multipolygon& polygon = entry->second;
      polygon = {values_of(relation.tags()), {}, {}};
      for (const osmium::RelationMember& member : relation.members()) {
        if (member.type() == osmium::item_type::way) {
          const bool is_inner = std::string_view(member.role()) == "inner";
          (is_inner ? polygon.inner : polygon.outer).push_back(member.ref());
          members_.insert(member.ref());
          if (!is_inner) {
            outlines_.insert(member.ref());
          }
        }
      }
    };
    return file_.visit(visitors, problems_) && !at_fault_;
  }

  /// Buildings of two states of the map cannot be told apart: whichever came last would count.
  void report_twice(const char* kind, std::int64_t id) {
    problems_.add(file_.problem_at(kind, id, "it is there twice",
                                   "leave out one of the two, or fetch the file again"));
    at_fault_ = true;
  }

  bool read_ways() {
    OsmVisitors visitors;
    visitors.way = [&](const osmium::Way& way) {
      const bool is_member = members_.contains(way.id());
      const bool stands_alone = is_building(way.tags()) && !outlines_.contains(way.id());
      if (!way.visible() || (!is_member && !stands_alone)) {
        return;
      }
      if (!seen_.insert(way.id()).second) {
        report_twice("way", way.id());
        return;
      }
      OsmCourse course = course_of(way);
      for (const std::int64_t node : course) {
        nodes_.want(node);
      }
      if (stands_alone) {
        constexpr std::size_t kLeastNodes = 4;
        if (course.size() >= kLeastNodes && course.front() == course.back()) {
          ways_[way.id()] = {fmt::format("w{}", way.id()), values_of(way.tags()), {course}, {}};
        } else {
          ++open_ways_;
        }
      }
      if (is_member) {
        courses_[way.id()] = std::move(course);
      }
    };
    return file_.visit(visitors, problems_) && !at_fault_;
  }

  /// The building of a relation; without outline when its ways do not make rings.
  [[nodiscard]] Building joined(std::int64_t id, const Multipolygon& polygon) const {
    Building building{fmt::format("r{}", id), polygon.tags, {}, {}};
    const auto rings = [&](const std::vector<std::int64_t>& ways) {
      std::vector<OsmCourse> courses;
      for (const std::int64_t way : ways) {
        const auto course = courses_.find(way);
        courses.push_back(course == courses_.end() ? OsmCourse{} : course->second);
      }
      return join_rings(std::move(courses));
    };
    const auto outer = rings(polygon.outer);
    const auto inner = rings(polygon.inner);
    if (outer && inner) {
      building.outer = *outer;
      building.inner = *inner;
    }
    return building;
  }

  [[nodiscard]] bool all_found(const std::vector<OsmCourse>& rings) const {
    for (const OsmCourse& ring : rings) {
      for (const std::int64_t node : ring) {
        if (!nodes_.find(node)) {
          return false;
        }
      }
    }
    return true;
  }

  void add(const Building& building, VectorLayer& layer) {
    if (building.outer.empty() || !all_found(building.outer) || !all_found(building.inner)) {
      ++left_out_;
      return;
    }
    add_rings(building.outer, 1, layer);
    add_rings(building.inner, 0, layer);
    layer.first_part.push_back(static_cast<std::uint32_t>(layer.outer.size()));
    layer.kind.push_back(GeometryKind::kPolygon);
    layer.table.cells.push_back(building.id);
    for (const std::string& value : building.tags) {
      layer.table.cells.push_back(value);
    }
  }

  void add_rings(const std::vector<OsmCourse>& rings, std::uint8_t outer,
                 VectorLayer& layer) const {
    for (const OsmCourse& ring : rings) {
      for (const std::int64_t node : ring) {
        const std::uint32_t at = nodes_.find(node).value_or(0);
        layer.x.push_back(nodes_.lon()[at]);
        layer.y.push_back(nodes_.lat()[at]);
      }
      layer.first_vertex.push_back(static_cast<std::uint32_t>(layer.x.size()));
      layer.outer.push_back(outer);
    }
  }

  const OsmFile& file_;
  ProblemList& problems_;
  std::map<std::int64_t, Multipolygon> relations_;
  std::set<std::int64_t> members_;
  std::set<std::int64_t> outlines_;
  std::set<std::int64_t> seen_;
  bool at_fault_ = false;
  std::map<std::int64_t, OsmCourse> courses_;
  std::map<std::int64_t, Building> ways_;
  OsmNodes nodes_;
  std::size_t left_out_ = 0;
  std::size_t open_ways_ = 0;
};

/// Drops the rows without a point: footprints without an area. Returns how many they were.
std::size_t drop_flat(Table& table) {
  Table kept = table;
  kept.cells.clear();
  kept.point_x.clear();
  kept.point_y.clear();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (std::isfinite(table.point_x[row])) {
      for (std::size_t column = 0; column < table.columns.size(); ++column) {
        kept.cells.push_back(table.cell(row, column));
      }
      kept.point_x.push_back(table.point_x[row]);
      kept.point_y.push_back(table.point_y[row]);
    }
  }
  const std::size_t dropped = table.rows() - kept.rows();
  table = std::move(kept);
  return dropped;
}

}  // namespace

Table read_osm_buildings(const SourceSpec& source, ProblemList& problems,
                         std::vector<ImportNote>& notes) {
  const std::optional<OsmFile> file = OsmFile::open(source.path, source.given, problems);
  const std::optional<Crs> degrees = Crs::parse(kCrs);
  if (!file || !degrees) {
    return {};
  }
  BuildingReader reader(*file, problems);
  if (!reader.read()) {
    return {};
  }
  VectorLayer layer = reader.to_layer(source.given);
  if (layer.size() == 0) {
    problems.add({source.given, 0, "building", "", "the file has no buildings",
                  "fetch an extract with buildings, or use another source of people"});
    return {};
  }
  ProblemList flat;  // a footprint without an area is left out, not a fault of the city file
  Table table = polygon_table(std::move(layer), *degrees, flat);
  const std::size_t left_out = reader.left_out() + drop_flat(table);
  add_note(notes, "population", "osm_buildings", as_figure(table.rows()), "buildings",
           fmt::format("{} buildings were read from {}.", table.rows(), source.given));
  if (left_out > 0) {
    add_note(notes, "population", "osm_buildings_left_out", as_figure(left_out), "buildings",
             fmt::format("{} buildings whose outline is incomplete or has no area were left out.",
                         left_out));
  }
  if (reader.open_ways() > 0) {
    add_note(notes, "population", "osm_buildings_open", as_figure(reader.open_ways()), "ways",
             fmt::format("{} ways tagged as buildings do not close and were left out.",
                         reader.open_ways()));
  }
  return table;
}

}  // namespace yanbi
