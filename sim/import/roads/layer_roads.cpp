// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/layer_roads.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>
#include <string>
#include <unordered_map>

#include "sim/base/hash.hpp"
#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/roads/layer_tags.hpp"
#include "sim/import/roads/road_levels.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/roads/way_rules.hpp"
#include "sim/import/source_table.hpp"

namespace yanbi {
namespace {

/// Vertices by their exact source coordinates, numbered as they are first met.
class VertexIndex {
 public:
  explicit VertexIndex(std::size_t expected) { index_.reserve(expected); }

  /// The number of the vertex at (x, y), and whether it is new.
  std::pair<std::uint32_t, bool> number(double x, double y) {
    // Adding zero makes one zero of the two signs.
    const Key key = {std::bit_cast<std::uint64_t>(x + 0.0), std::bit_cast<std::uint64_t>(y + 0.0)};
    const auto [entry, is_new] = index_.emplace(key, static_cast<std::uint32_t>(index_.size()));
    return {entry->second, is_new};
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

/// Makes lines of the features that somebody can use.
class LineCollector {
 public:
  LineCollector(const VectorLayer& layer, const StreetsSpec& spec, std::vector<double> x,
                std::vector<double> y, ProblemList& problems)
      : layer_(layer),
        rules_(spec),
        tags_(layer.table, spec),
        direction_(layer.table, spec, problems),
        x_(std::move(x)),
        y_(std::move(y)),
        index_(x_.size()),
        id_(find_layer_column(layer.table, spec.id)) {}

  void add(std::size_t feature) {
    if (layer_.kind[feature] != GeometryKind::kLine) {
      tally_.add_no_line();
      return;
    }
    const std::uint32_t first_part = layer_.first_part[feature];
    const std::uint32_t end_part = layer_.first_part[feature + 1];
    double metres = 0.0;
    for (std::uint32_t p = first_part; p < end_part; ++p) {
      metres += length(p);
    }
    WayTags tags = tags_.at(feature);
    const std::uint32_t first = layer_.first_vertex[first_part];
    const std::uint32_t last = layer_.first_vertex[end_part] - 1;
    direction_.apply(feature, x_[last] - x_[first], y_[last] - y_[first], tags);
    const JudgedWay way = rules_.judge(tags);
    tally_.add(way, metres);
    for (std::uint32_t p = first_part; way.is_usable() && p < end_part; ++p) {
      add_line(feature, p, way.use);
    }
  }

  [[nodiscard]] const RoadTally& tally() const { return tally_; }
  void note_directions(std::vector<ImportNote>& notes) const { direction_.add_notes(notes); }
  [[nodiscard]] RoadLines take() { return std::move(lines_); }

 private:
  /// Planar length of a part, m.
  [[nodiscard]] double length(std::uint32_t part) const {
    double metres = 0.0;
    for (std::uint32_t v = layer_.first_vertex[part] + 1; v < layer_.first_vertex[part + 1]; ++v) {
      const double dx = x_[v] - x_[v - 1];
      const double dy = y_[v] - y_[v - 1];
      metres += std::sqrt(dx * dx + dy * dy);
    }
    return metres;
  }

  void add_line(std::size_t feature, std::uint32_t part, const WayUse& use) {
    RoadLine line;
    line.source_id = id_ ? parse_source_id(layer_.table.cell(feature, *id_)) : 0;
    line.use = use;
    for (std::uint32_t v = layer_.first_vertex[part]; v < layer_.first_vertex[part + 1]; ++v) {
      const auto [number, is_new] = index_.number(layer_.x[v], layer_.y[v]);
      if (is_new) {
        lines_.x.push_back(x_[v]);
        lines_.y.push_back(y_[v]);
      }
      line.vertices.push_back(number);
    }
    lines_.lines.push_back(std::move(line));
  }

  const VectorLayer& layer_;
  WayRules rules_;
  LayerTags tags_;
  LayerDirections direction_;
  std::vector<double> x_;  ///< of the layer's vertices, working CRS
  std::vector<double> y_;
  VertexIndex index_;
  std::optional<std::size_t> id_;
  RoadLines lines_;
  RoadTally tally_;
};

/// Whether anything says the class of lines.
bool has_class(const Table& table, const StreetsSpec& spec, ProblemList& problems) {
  if (spec.class_column) {
    return find_column(table, *spec.class_column, problems).has_value();
  }
  if (find_layer_column(table, "highway") || spec.default_class) {
    return true;
  }
  problems.add({spec.source.given, 0, "highway", "",
                "the layer has no column of this name, so nothing says what its lines are",
                "name the column that does with class_column = \"...\", or give all lines one "
                "class with default_class = \"residential\""});
  return false;
}

void report_nothing_usable(const StreetsSpec& spec, const RoadTally& tally, std::size_t features,
                           ProblemList& problems) {
  if (tally.no_lines() == features) {
    problems.add({spec.source.given, 0, "geometry", fmt::format("{} features", features),
                  "streets must be lines, and the layer has none",
                  "name the layer of street centre lines"});
  } else {
    tally.report_unusable(spec, spec.class_column.value_or("highway"), problems);
  }
}

}  // namespace

RoadLines read_layer_roads(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                           std::vector<ImportNote>& notes) {
  const VectorLayer layer =
      read_vector_layer(spec.source.path, spec.source.given, spec.source.layer,
                        LayerTags::wanted_columns(spec), problems, spec.source.encoding);
  if (layer.size() == 0 || !has_class(layer.table, spec, problems)) {
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
  LineCollector collector(layer, spec, std::move(x), std::move(y), problems);
  for (std::size_t feature = 0; feature < layer.size(); ++feature) {
    collector.add(feature);
  }
  collector.tally().add_notes(layer.size(), notes);
  collector.note_directions(notes);
  report_nothing_usable(spec, collector.tally(), layer.size(), problems);
  RoadLines lines = collector.take();
  const std::size_t parted = separate_levels(lines);
  if (parted > 0) {
    add_note(notes, kStreetsTopic, "crossings_on_levels", as_figure(parted), "places",
             fmt::format("At {} places lines of different layers share a vertex and run through: "
                         "they do not meet there.",
                         parted));
  }
  return lines;
}

std::optional<std::pair<double, double>> position_of_layer(const StreetsSpec& spec) {
  const GdalScope scope;
  const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(
      spec.source.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr));
  OGRLayer* layer = !dataset            ? nullptr
                    : spec.source.layer ? dataset->GetLayerByName(spec.source.layer->c_str())
                    : dataset->GetLayerCount() > 0 ? dataset->GetLayer(0)
                                                   : nullptr;
  OGREnvelope extent;
  if (layer == nullptr || layer->GetExtent(&extent, TRUE) != OGRERR_NONE) {
    return std::nullopt;
  }
  std::string own;
  if (const OGRSpatialReference* reference = layer->GetSpatialRef()) {
    char* wkt = nullptr;
    reference->exportToWkt(&wkt);
    const std::unique_ptr<char, decltype(&VSIFree)> owner(wkt, &VSIFree);
    own = wkt != nullptr ? wkt : "";
  }
  ProblemList ignored;
  const std::optional<Crs> crs = source_crs(spec.source, own, ignored);
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (!crs || !degrees) {
    return std::nullopt;
  }
  std::vector<double> x = {(extent.MinX + extent.MaxX) / 2.0};
  std::vector<double> y = {(extent.MinY + extent.MaxY) / 2.0};
  const Projector projector(*crs, *degrees);
  const auto good = projector.project(x, y, {spec.source.given, "geometry", {}}, ignored);
  return good.front() != 0 ? std::optional(std::pair(x.front(), y.front())) : std::nullopt;
}

}  // namespace yanbi
