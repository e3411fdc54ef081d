// SPDX-License-Identifier: Apache-2.0
#include "sim/import/streets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "sim/base/hash.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"
#include "sim/import/vector_layer.hpp"
#include "sim/import/walking_classes.hpp"

namespace yanbi {
namespace {

constexpr const char* kStreetsTopic = "streets";

/// Vertices by their exact source coordinates, numbered as they are first met.
class VertexIndex {
 public:
  explicit VertexIndex(std::size_t expected) { index_.reserve(expected); }

  /// The number of the vertex at (x, y); appended to `xs` and `ys` when it is new.
  std::uint32_t number(double x, double y, std::vector<double>& xs, std::vector<double>& ys) {
    // Adding zero makes one zero of the two signs.
    const Key key = {std::bit_cast<std::uint64_t>(x + 0.0), std::bit_cast<std::uint64_t>(y + 0.0)};
    const auto [entry, is_new] = index_.emplace(key, static_cast<std::uint32_t>(xs.size()));
    if (is_new) {
      xs.push_back(x);
      ys.push_back(y);
    }
    return entry->second;
  }

 private:
  using Key = std::array<std::uint64_t, 2>;
  struct HashKey {
    std::size_t operator()(const Key& key) const noexcept {
      return hash_bytes(key.data(), sizeof(key));
    }
  };
  std::unordered_map<Key, std::uint32_t, HashKey> index_;
};

/// Columns of the tags; a layer need not have all of them.
struct TagColumns {
  explicit TagColumns(const Table& table) : table_(table) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      const auto found = std::find(table.columns.begin(), table.columns.end(), kNames[i]);
      if (found != table.columns.end()) {
        position_[i] = static_cast<std::size_t>(found - table.columns.begin());
      }
    }
  }
  [[nodiscard]] WayTags tags(std::size_t row) const {
    return {get(row, 0), get(row, 1), get(row, 2), get(row, 3), get(row, 4)};
  }
  static constexpr std::array<const char*, 5> kNames = {"highway", "foot", "access", "width",
                                                        "incline"};

 private:
  [[nodiscard]] std::string_view get(std::size_t row, std::size_t tag) const {
    return position_[tag] ? std::string_view(table_.cell(row, *position_[tag]))
                          : std::string_view();
  }
  const Table& table_;
  std::array<std::optional<std::size_t>, kNames.size()> position_;
};

struct Tally {
  std::size_t ways = 0;
  double metres = 0.0;
};

/// What was read, used and left out.
struct StreetTally {
  Tally used;
  std::array<Tally, 5> left_out;  ///< by NotWalkable
  std::size_t no_lines = 0;
  std::size_t steps_without_incline = 0;
  std::size_t width_tags_refused = 0;
};

std::int64_t parse_id(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() ? id : 0;
}

double length(const VectorLayer& layer, std::uint32_t part, const std::vector<double>& x,
              const std::vector<double>& y) {
  double metres = 0.0;
  for (std::uint32_t v = layer.first_vertex[part] + 1; v < layer.first_vertex[part + 1]; ++v) {
    metres +=
        std::sqrt((x[v] - x[v - 1]) * (x[v] - x[v - 1]) + (y[v] - y[v - 1]) * (y[v] - y[v - 1]));
  }
  return metres;
}

/// Makes lines of the features that people can walk along.
class LineCollector {
 public:
  LineCollector(const VectorLayer& layer, const StreetsSpec& spec, std::vector<double> x,
                std::vector<double> y)
      : layer_(layer),
        rules_(spec.classes),
        tags_(layer.table),
        x_(std::move(x)),
        y_(std::move(y)),
        index_(x_.size()) {
    const auto& columns = layer.table.columns;
    const auto id = std::find(columns.begin(), columns.end(), spec.id);
    if (id != columns.end()) {
      id_ = static_cast<std::size_t>(id - columns.begin());
    }
  }

  void add(std::size_t feature) {
    if (layer_.kind[feature] != GeometryKind::kLine) {
      ++tally_.no_lines;
      return;
    }
    double metres = 0.0;
    for (std::uint32_t p = layer_.first_part[feature]; p < layer_.first_part[feature + 1]; ++p) {
      metres += length(layer_, p, x_, y_);
    }
    NotWalkable why_not{};
    const auto way = rules_.judge(tags_.tags(feature), why_not);
    Tally& tally = way ? tally_.used : tally_.left_out[static_cast<std::size_t>(why_not)];
    ++tally.ways;
    tally.metres += metres;
    if (way) {
      add_lines(feature, *way);
    }
  }

  [[nodiscard]] const StreetTally& tally() const { return tally_; }
  /// The lines, with vertices in the working CRS.
  [[nodiscard]] StreetLines take() {
    lines_.x = std::move(working_x_);
    lines_.y = std::move(working_y_);
    return std::move(lines_);
  }

 private:
  void add_lines(std::size_t feature, const WalkableWay& way) {
    tally_.steps_without_incline += way.steps_without_incline ? 1U : 0U;
    tally_.width_tags_refused += way.width_tag_refused ? 1U : 0U;
    const std::int64_t id = id_ ? parse_id(layer_.table.cell(feature, *id_)) : 0;
    for (std::uint32_t p = layer_.first_part[feature]; p < layer_.first_part[feature + 1]; ++p) {
      StreetLine line{id, static_cast<float>(way.width), way.forward, way.backward, {}};
      for (std::uint32_t v = layer_.first_vertex[p]; v < layer_.first_vertex[p + 1]; ++v) {
        const std::uint32_t number = index_.number(layer_.x[v], layer_.y[v], lines_.x, lines_.y);
        if (number == working_x_.size()) {
          working_x_.push_back(x_[v]);
          working_y_.push_back(y_[v]);
        }
        line.vertices.push_back(number);
      }
      lines_.lines.push_back(std::move(line));
    }
  }

  const VectorLayer& layer_;
  WalkingRules rules_;
  TagColumns tags_;
  std::vector<double> x_;  ///< of the layer's vertices, working CRS
  std::vector<double> y_;
  VertexIndex index_;
  std::optional<std::size_t> id_;
  StreetLines lines_;  ///< vertices in source coordinates until `take`
  std::vector<double> working_x_;
  std::vector<double> working_y_;
  StreetTally tally_;
};

void note_left_out(const Tally& tally, const std::string& key, const std::string& what,
                   std::vector<ImportNote>& notes) {
  if (tally.ways > 0) {
    add_note(
        notes, kStreetsTopic, key, tally.metres / 1000.0, "km",
        fmt::format("{} lines ({:.1f} km) left out: {}.", tally.ways, tally.metres / 1000.0, what));
  }
}

void note_tally(const StreetTally& tally, std::size_t features, std::vector<ImportNote>& notes) {
  add_note(notes, kStreetsTopic, "lines", as_figure(features), "lines",
           fmt::format("{} lines were read.", features));
  add_note(notes, kStreetsTopic, "walkable", tally.used.metres / 1000.0, "km",
           fmt::format("{} lines ({:.1f} km) can be walked, both ways: one-way rules do not hold "
                       "on foot. Widths by class are assumptions.",
                       tally.used.ways, tally.used.metres / 1000.0));
  const auto left_out = [&](NotWalkable why) -> const Tally& {
    return tally.left_out[static_cast<std::size_t>(why)];
  };
  const double by_class = tally.used.metres + left_out(NotWalkable::kFootForbidden).metres +
                          left_out(NotWalkable::kPrivate).metres;
  add_note(
      notes, kStreetsTopic, "walkable_by_class", by_class / 1000.0, "km",
      "Length of all lines whose class can be walked, whatever their foot and access tags say: "
      "the figure to hold against counts that do not read those tags.");
  note_left_out(left_out(NotWalkable::kNoHighwayTag), "no_highway_tag",
                "they have no highway tag, so nothing says that they are ways", notes);
  note_left_out(left_out(NotWalkable::kUnknownClass), "unknown_class",
                "their class is not known; [streets.classes] can add it", notes);
  note_left_out(left_out(NotWalkable::kClass), "class_not_walkable",
                "nobody walks on their class (motorway, construction and the like)", notes);
  note_left_out(left_out(NotWalkable::kFootForbidden), "foot_forbidden", "foot = no", notes);
  note_left_out(left_out(NotWalkable::kPrivate), "private",
                "no or private access, and nothing that allows walkers", notes);
  if (tally.no_lines > 0) {
    add_note(notes, kStreetsTopic, "not_lines", as_figure(tally.no_lines), "features",
             fmt::format("{} features that are no lines were left out.", tally.no_lines));
  }
  if (tally.steps_without_incline > 0) {
    add_note(notes, kStreetsTopic, "steps_without_incline", as_figure(tally.steps_without_incline),
             "lines",
             fmt::format("{} stairs do not say which way is up: both directions are taken as up, "
                         "the slower.",
                         tally.steps_without_incline));
  }
  if (tally.width_tags_refused > 0) {
    add_note(notes, kStreetsTopic, "width_tags_refused", as_figure(tally.width_tags_refused),
             "lines",
             fmt::format("{} width tags are no positive number of metres: the width of the class "
                         "is used.",
                         tally.width_tags_refused));
  }
}

}  // namespace

StreetLines read_streets(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                         std::vector<ImportNote>& notes) {
  std::vector<std::string> columns(TagColumns::kNames.begin(), TagColumns::kNames.end());
  columns.push_back(spec.id);
  const VectorLayer layer =
      read_vector_layer(spec.source.path, spec.source.given, spec.source.layer, columns, problems,
                        spec.source.encoding);
  if (layer.size() == 0) {
    return {};
  }
  if (!find_column(layer.table, "highway", problems)) {
    return {};
  }
  const std::optional<Crs> crs = source_crs(spec.source, layer.table.crs, problems);
  if (!crs) {
    return {};
  }
  std::vector<double> x = layer.x;
  std::vector<double> y = layer.y;
  const Projector projector(*crs, working);
  const std::vector<std::uint8_t> good =
      projector.project(x, y, {spec.source.given, "geometry", {}}, problems);
  if (std::find(good.begin(), good.end(), std::uint8_t{0}) != good.end()) {
    return {};
  }
  LineCollector collector(layer, spec, std::move(x), std::move(y));
  for (std::size_t feature = 0; feature < layer.size(); ++feature) {
    collector.add(feature);
  }
  note_tally(collector.tally(), layer.size(), notes);
  if (collector.tally().no_lines == layer.size()) {
    problems.add({spec.source.given, 0, "geometry", fmt::format("{} features", layer.size()),
                  "streets must be lines, and the layer has none",
                  "name the layer of street centre lines"});
  } else if (collector.tally().used.ways == 0) {
    problems.add({spec.source.given, 0, "highway", "", "no line of the layer can be walked",
                  "give a layer with highway tags of streets or paths, or change "
                  "[streets.classes]"});
  }
  return collector.take();
}

void note_network(const BuiltNetwork& built, std::vector<ImportNote>& notes) {
  const NetworkReport& report = built.report;
  const double kept = as_figure(report.kept_mm) / 1e6;
  const double dropped = as_figure(report.dropped_mm) / 1e6;
  const std::size_t parts = report.components > 0 ? report.components - 1 : 0;
  add_note(notes, kStreetsTopic, "network", kept, "km",
           fmt::format("The network has {} nodes and {} links along {:.1f} km of streets.",
                       built.network.node_count(), built.network.link_count(), kept));
  add_note(notes, kStreetsTopic, "dropped_components", as_figure(parts), "components",
           fmt::format("{} parts without connection to the main one were dropped: {} streets, "
                       "{:.1f} km, {:.2f} % of the length.",
                       parts, report.dropped_streets, dropped,
                       kept + dropped > 0.0 ? 100.0 * dropped / (kept + dropped) : 0.0));
  add_note(notes, kStreetsTopic, "dropped_length", dropped, "km", "Length of the parts dropped.");
  add_note(notes, kStreetsTopic, "dropped_links", as_figure(2 * report.dropped_streets), "links",
           "Directed links of the parts dropped.");
  add_note(notes, kStreetsTopic, "joined_chains", as_figure(report.chains_joined), "nodes",
           fmt::format("{} nodes where only two equal pieces met were removed; lengths add up.",
                       report.chains_joined));
  add_note(notes, kStreetsTopic, "split_loops", as_figure(report.loops_split), "streets",
           fmt::format("{} streets that end where they begin were split in the middle.",
                       report.loops_split));
  add_note(notes, kStreetsTopic, "zero_length", as_figure(report.zero_length), "streets",
           fmt::format("{} pieces without length were dropped.", report.zero_length));
  add_note(
      notes, kStreetsTopic, "duplicates", as_figure(report.duplicates), "streets",
      fmt::format("{} pieces with the same course as another were dropped.", report.duplicates));
}

}  // namespace yanbi
