// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/road_tables.hpp"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/roads/link_rows.hpp"
#include "sim/import/roads/link_table.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

// Columns of positions that GMNS gives to nodes.
constexpr const char* kGmnsNodeX = "x_coord";
constexpr const char* kGmnsNodeY = "y_coord";
/// Given lengths that are so many times those on the map, all together, are in another unit.
constexpr double kMostStretchOfLengths = 20.0;

/// Nodes by their ids, with positions in the working CRS.
struct NodeTable {
  std::unordered_map<std::string, std::uint32_t> index;
  std::vector<double> x;
  std::vector<double> y;
  std::vector<std::int64_t> key;  ///< the ids as numbers; empty where they are none
};

/// The ids as whole numbers; nothing where one is none, or two are the same number.
std::vector<std::int64_t> node_keys_of(const Table& table, std::size_t id) {
  std::vector<std::int64_t> keys;
  std::unordered_set<std::int64_t> seen;
  keys.reserve(table.rows());
  seen.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::optional<std::int64_t> key = parse_node_key(table.cell(row, id));
    if (!key || !seen.insert(*key).second) {
      return {};
    }
    keys.push_back(*key);
  }
  return keys;
}

/// The spec's columns of positions, or those of GMNS.
PositionSpec node_position(const StreetsSpec& spec, const Table& table) {
  PositionSpec position = spec.table.node_position;
  if (!position.x && !position.both && table.point_x.empty()) {
    position.x = kGmnsNodeX;
    position.y = kGmnsNodeY;
  }
  return position;
}

std::optional<NodeTable> read_node_table(const StreetsSpec& spec, const Crs& working,
                                         ProblemList& problems, std::vector<ImportNote>& notes) {
  const std::size_t before = problems.size();
  const Table table = read_source_table(*spec.table.nodes, kStreetsTopic, problems, notes);
  const auto id = find_column(table, spec.table.node_id, problems);
  if (!id) {
    return std::nullopt;
  }
  check_unique_keys(table, *id, problems);
  Positions positions =
      read_positions(table, node_position(spec, table), *spec.table.nodes, working, problems);
  if (problems.size() > before) {
    return std::nullopt;
  }
  NodeTable nodes;
  nodes.index.reserve(table.rows());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    nodes.index.emplace(trimmed(table.cell(row, *id)), row);
  }
  nodes.x = std::move(positions.x);
  nodes.y = std::move(positions.y);
  nodes.key = node_keys_of(table, *id);
  if (nodes.key.empty() && table.rows() > 0) {
    add_note(notes, kStreetsTopic, "nodes_without_keys", as_figure(table.rows()), "nodes",
             "The ids of the nodes are not whole numbers, so routes in tables of plans name nodes "
             "by their numbers in the city file.");
  }
  return nodes;
}

/// Makes links of the rows of a table.
class LinkReader {
 public:
  LinkReader(const Table& table, const StreetsSpec& spec, const Crs& working, NodeTable nodes,
             ProblemList& problems)
      : file_(table.file),
        spec_(spec),
        working_(working),
        nodes_(std::move(nodes)),
        problems_(problems),
        table_(table, spec, problems),
        uses_(table_, spec) {}

  void read() {
    links_.reserve(table_.rows());
    judged_.reserve(table_.rows());
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      read_row(row);
    }
    project_courses();
  }

  [[nodiscard]] RoadLines finish(std::vector<ImportNote>& notes) {
    RoadTally tally;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      tally.add(judged_[i], metres(links_[i]));
    }
    tally.add_notes(table_.rows(), notes);
    uses_.add_notes(notes);
    note_lengths(notes);
    if (problems_.empty()) {
      tally.report_unusable(spec_, spec_.class_column.value_or("facility_type"), problems_);
    }
    keep_usable();
    LinkRowReport report;
    RoadLines lines = streets_of_links(nodes_.x, nodes_.y, links_, report);
    note_link_rows(report, notes);
    lines.vertex_key = nodes_.key;
    return lines;
  }

 private:
  void read_row(std::size_t row) {
    const std::optional<std::uint32_t> from = node_at(row, LinkColumn::kFrom);
    const std::optional<std::uint32_t> to = node_at(row, LinkColumn::kTo);
    if (!from || !to) {
      return;
    }
    LinkRow link;
    link.from = *from;
    link.to = *to;
    link.source_id = parse_source_id(table_.text(row, LinkColumn::kId));
    link.directed = table_.boolean(row, LinkColumn::kDirected).value_or(true);
    read_length(row, link);
    const JudgedWay judged = uses_.judge(row, link.directed);
    link.use = judged.use;
    read_course(row, link);
    links_.push_back(std::move(link));
    judged_.push_back(judged);
  }

  std::optional<std::uint32_t> node_at(std::size_t row, LinkColumn column) {
    if (!table_.has(column)) {
      return std::nullopt;
    }
    const std::string key(table_.text(row, column));
    const auto node = nodes_.index.find(key);
    if (node != nodes_.index.end()) {
      return node->second;
    }
    table_.add_problem(row, column, key, "no node has this id",
                       "correct it, or add the node to " + spec_.table.nodes->given);
    return std::nullopt;
  }

  void read_length(std::size_t row, LinkRow& link) {
    if (!table_.has(LinkColumn::kLength) || !spec_.table.length_unit) {
      return;
    }
    const auto metres = table_.number(row, LinkColumn::kLength, *spec_.table.length_unit,
                                      kLeastLinkLength, kMostLinkLength);
    if (metres) {
      link.length_mm = static_cast<std::uint64_t>(std::llround(*metres * kMmPerMetre));
    } else {
      ++without_length_;
    }
  }

  /// The course between the ends, as WKT in the CRS of the nodes.
  void read_course(std::size_t row, LinkRow& link) {
    const std::string text(table_.text(row, LinkColumn::kGeometry));
    if (text.empty()) {
      return;
    }
    OGRGeometry* made = nullptr;
    const char* wkt = text.c_str();
    const OGRErr error = OGRGeometryFactory::createFromWkt(&wkt, nullptr, &made);
    const std::unique_ptr<OGRGeometry> geometry(made);
    if (error != OGRERR_NONE || !geometry ||
        wkbFlatten(geometry->getGeometryType()) != wkbLineString) {
      constexpr std::size_t kShown = 60;
      table_.add_problem(row, LinkColumn::kGeometry, text.substr(0, kShown),
                         "this is no line in WKT",
                         "write LINESTRING (x y, x y, ...), or leave it empty");
      return;
    }
    const OGRLineString& course = *geometry->toLineString();
    for (int i = 1; i + 1 < course.getNumPoints(); ++i) {
      link.between.push_back(static_cast<std::uint32_t>(nodes_.x.size() + course_x_.size()));
      course_x_.push_back(course.getX(i));
      course_y_.push_back(course.getY(i));
    }
  }

  /// Vertices of courses follow the nodes.
  void project_courses() {
    if (course_x_.empty()) {
      return;
    }
    if (const std::optional<Crs> crs = source_crs(*spec_.table.nodes, {}, problems_)) {
      const Projector projector(*crs, working_);
      static_cast<void>(
          projector.project(course_x_, course_y_, {file_, "geometry", {}}, problems_));
    }
    nodes_.x.insert(nodes_.x.end(), course_x_.begin(), course_x_.end());
    nodes_.y.insert(nodes_.y.end(), course_y_.begin(), course_y_.end());
  }

  /// Length along the course, m.
  [[nodiscard]] double drawn(const LinkRow& link) const {
    double sum = 0.0;
    std::uint32_t last = link.from;
    const auto go_to = [&](std::uint32_t next) {
      const double dx = nodes_.x[next] - nodes_.x[last];
      const double dy = nodes_.y[next] - nodes_.y[last];
      sum += std::sqrt(dx * dx + dy * dy);
      last = next;
    };
    std::for_each(link.between.begin(), link.between.end(), go_to);
    go_to(link.to);
    return sum;
  }
  [[nodiscard]] double metres(const LinkRow& link) const {
    return link.length_mm ? as_figure(*link.length_mm) / kMmPerMetre : drawn(link);
  }

  void keep_usable() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (judged_[i].is_usable()) {
        std::swap(links_[kept++], links_[i]);
      }
    }
    links_.resize(kept);
  }

  /// A wrong unit shows in given lengths that have nothing to do with those on the map.
  void note_lengths(std::vector<ImportNote>& notes) {
    if (without_length_ > 0) {
      add_note(
          notes, kStreetsTopic, "rows_without_length", as_figure(without_length_), "rows",
          fmt::format("{} rows give no length: that of their course is used.", without_length_));
    }
    double given = 0.0;
    double on_map = 0.0;
    for (const LinkRow& link : links_) {
      given += link.length_mm ? metres(link) : 0.0;
      on_map += link.length_mm ? drawn(link) : 0.0;
    }
    if (given == 0.0 || on_map == 0.0) {
      return;
    }
    const double ratio = given / on_map;
    add_note(
        notes, kStreetsTopic, "given_over_drawn", ratio, "",
        fmt::format("Given lengths are {:.3f} times those on the map, all links together.", ratio));
    if (ratio > kMostStretchOfLengths || ratio < 1.0 / kMostStretchOfLengths) {
      problems_.add({file_, 0, "length_unit", "",
                     fmt::format("the given lengths are {:.4g} times those on the map", ratio),
                     "check length_unit, and the CRS of the nodes"});
    }
  }

  std::string file_;
  const StreetsSpec& spec_;
  const Crs& working_;
  NodeTable nodes_;
  ProblemList& problems_;
  LinkTable table_;
  LinkUses uses_;
  std::vector<LinkRow> links_;
  std::vector<JudgedWay> judged_;  ///< by link
  std::vector<double> course_x_;
  std::vector<double> course_y_;
  std::size_t without_length_ = 0;
};

}  // namespace

RoadLines read_road_tables(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                           std::vector<ImportNote>& notes) {
  const GdalScope scope;
  const std::size_t before = problems.size();
  std::optional<NodeTable> nodes = read_node_table(spec, working, problems, notes);
  const Table table = read_source_table(spec.source, kStreetsTopic, problems, notes);
  if (!nodes || table.rows() == 0) {
    return {};
  }
  LinkReader reader(table, spec, working, std::move(*nodes), problems);
  reader.read();
  RoadLines lines = reader.finish(notes);
  return problems.size() == before ? std::move(lines) : RoadLines{};
}

std::optional<std::pair<double, double>> position_of_road_tables(const StreetsSpec& spec) {
  ProblemList ignored;
  std::vector<ImportNote> notes;
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (!degrees || !spec.table.nodes) {
    return std::nullopt;
  }
  const std::optional<NodeTable> nodes = read_node_table(spec, *degrees, ignored, notes);
  return nodes ? middle_of(nodes->x, nodes->y) : std::nullopt;
}

}  // namespace yanbi
