// SPDX-License-Identifier: Apache-2.0
#include "sim/import/zones_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"
#include "sim/import/vector_layer.hpp"

namespace yanbi {
namespace {

/// Appends the rings of one polygon feature as those of a new zone.
void add_zone(const VectorLayer& layer, std::size_t feature, const std::vector<double>& x,
              const std::vector<double>& y, Geography& out) {
  for (std::uint32_t p = layer.first_part[feature]; p < layer.first_part[feature + 1]; ++p) {
    std::uint32_t end = layer.first_vertex[p + 1];
    const std::uint32_t begin = layer.first_vertex[p];
    // Rings are closed implicitly here, explicitly there.
    if (end > begin + 1 && x[end - 1] == x[begin] && y[end - 1] == y[begin]) {
      --end;
    }
    out.x.insert(out.x.end(), x.begin() + begin, x.begin() + end);
    out.y.insert(out.y.end(), y.begin() + begin, y.begin() + end);
    out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
  }
  out.first_ring.push_back(static_cast<std::uint32_t>(out.first_vertex.size() - 1));
}

/// Zones as the search needs them: box and area beside the rings.
class ZoneLocator {
 public:
  explicit ZoneLocator(const Geography& geography) : geography_(geography) {
    for (std::size_t z = 0; z < geography.size(); ++z) {
      boxes_.push_back(box_of(z));
      areas_.push_back(std::abs(area_of(z)));
    }
    by_area_.resize(geography.size());
    std::iota(by_area_.begin(), by_area_.end(), std::size_t{0});
    std::stable_sort(by_area_.begin(), by_area_.end(),
                     [&](std::size_t a, std::size_t b) { return areas_[a] < areas_[b]; });
  }

  /// The smallest zone that holds the position; counts those in several in `in_several`.
  [[nodiscard]] std::optional<ZoneId> find(double x, double y, std::size_t& in_several) const {
    std::optional<ZoneId> found;
    for (const std::size_t z : by_area_) {
      if (boxes_[z].contains(x, y) && holds(z, x, y)) {
        if (found) {
          ++in_several;
          break;
        }
        found = ZoneId(z);
      }
    }
    return found;
  }

 private:
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> vertices(std::size_t zone) const {
    return {geography_.first_vertex[geography_.first_ring[zone]],
            geography_.first_vertex[geography_.first_ring[zone + 1]]};
  }

  [[nodiscard]] BoundingBox box_of(std::size_t zone) const {
    constexpr double kFar = std::numeric_limits<double>::max();
    BoundingBox box{kFar, kFar, -kFar, -kFar};
    const auto [begin, end] = vertices(zone);
    for (std::uint32_t v = begin; v < end; ++v) {
      box.x_min = std::min(box.x_min, geography_.x[v]);
      box.x_max = std::max(box.x_max, geography_.x[v]);
      box.y_min = std::min(box.y_min, geography_.y[v]);
      box.y_max = std::max(box.y_max, geography_.y[v]);
    }
    return box;
  }

  /// Calls `edge(ax, ay, bx, by)` for every edge of every ring.
  template <class Edge>
  void for_edges(std::size_t zone, const Edge& edge) const {
    const Geography& g = geography_;
    for (std::uint32_t r = g.first_ring[zone]; r < g.first_ring[zone + 1]; ++r) {
      const std::uint32_t begin = g.first_vertex[r];
      const std::uint32_t end = g.first_vertex[r + 1];
      for (std::uint32_t v = begin, before = end - 1; v < end; before = v++) {
        edge(g.x[before], g.y[before], g.x[v], g.y[v]);
      }
    }
  }

  /// Of the rings with their signs: in most formats holes run the other way round than their outer
  /// ring, so that their area counts against it. Only used to tell which zone is the smaller.
  [[nodiscard]] double area_of(std::size_t zone) const {
    const double x0 = boxes_[zone].x_min;
    const double y0 = boxes_[zone].y_min;
    double twice = 0.0;
    for_edges(zone, [&](double ax, double ay, double bx, double by) {
      twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
    });
    return 0.5 * twice;
  }

  [[nodiscard]] bool holds(std::size_t zone, double x, double y) const {
    bool inside = false;
    for_edges(zone, [&](double ax, double ay, double bx, double by) {
      if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) {
        inside = !inside;
      }
    });
    return inside;
  }

  const Geography& geography_;
  std::vector<BoundingBox> boxes_;
  std::vector<double> areas_;
  std::vector<std::size_t> by_area_;
};

/// Zones of a list of positions; empty ids where there is none.
std::vector<ZoneId> locate(const ZoneLocator& zones, const std::vector<double>& x,
                           const std::vector<double>& y, std::size_t& in_several) {
  std::vector<ZoneId> found(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    found[i] = zones.find(x[i], y[i], in_several).value_or(ZoneId());
  }
  return found;
}

std::size_t count_outside(const std::vector<ZoneId>& zones) {
  return static_cast<std::size_t>(
      std::count_if(zones.begin(), zones.end(), [](ZoneId z) { return !z.has_value(); }));
}

/// Adds "outside" and puts into it what has no zone.
void add_outside(Geography& geography) {
  const ZoneId outside(geography.size());
  geography.key.emplace_back(Geography::kOutsideKey);
  geography.label.emplace_back(Geography::kOutsideKey);
  geography.first_ring.push_back(geography.first_ring.back());
  for (auto* members : {&geography.zone_of_origin, &geography.zone_of_work}) {
    std::replace(members->begin(), members->end(), ZoneId(), outside);
  }
}

/// South-west corner of a cell, in cells; ordered from south to north, then west to east.
struct Cell {
  std::int64_t north = 0;
  std::int64_t east = 0;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

std::vector<Cell> cells_of(double cell, const std::vector<double>& x,
                           const std::vector<double>& y) {
  std::vector<Cell> cells;
  cells.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    cells.push_back({static_cast<std::int64_t>(std::floor(y[i] / cell)),
                     static_cast<std::int64_t>(std::floor(x[i] / cell))});
  }
  return cells;
}

void add_cell(const Cell& corner, double cell, Geography& out) {
  const double west = static_cast<double>(corner.east) * cell;
  const double south = static_cast<double>(corner.north) * cell;
  out.key.push_back(fmt::format("E{}N{}", west, south));
  out.x.insert(out.x.end(), {west, west + cell, west + cell, west});
  out.y.insert(out.y.end(), {south, south, south + cell, south + cell});
  out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
  out.first_ring.push_back(static_cast<std::uint32_t>(out.first_vertex.size() - 1));
}

}  // namespace

Geography read_zones(const GeographySpec& spec, const Crs& working, ProblemList& problems,
                     std::vector<ImportNote>& notes) {
  Geography out;
  out.name = spec.name;
  out.first_ring.push_back(0);
  out.first_vertex.push_back(0);
  const VectorLayer layer =
      read_vector_layer(spec.source.path, spec.source.given, spec.source.layer,
                        {spec.key, spec.label}, problems, spec.source.encoding);
  if (layer.size() == 0) {
    return out;
  }
  const auto key = find_column(layer.table, spec.key, problems);
  const auto label = find_column(layer.table, spec.label, problems);
  const std::optional<Crs> crs = source_crs(spec.source, layer.table.crs, problems);
  if (!key || !label || !crs) {
    return out;
  }
  check_unique_keys(layer.table, *key, problems);
  std::vector<double> x = layer.x;
  std::vector<double> y = layer.y;
  static_cast<void>(
      Projector(*crs, working).project(x, y, {spec.source.given, "geometry", {}}, problems));
  for (std::size_t f = 0; f < layer.size(); ++f) {
    const std::string& name = layer.table.cell(f, *key);
    if (layer.kind[f] != GeometryKind::kPolygon) {
      problems.add(layer.table.problem_at(f, spec.key, name, "the zone is not a polygon",
                                          "give polygons or multipolygons"));
      continue;
    }
    if (trimmed(name) == Geography::kOutsideKey) {
      problems.add(layer.table.problem_at(f, spec.key, name,
                                          "this id is kept for people and works in no zone",
                                          "give the zone another id"));
    }
    out.key.emplace_back(trimmed(name));
    out.label.emplace_back(trimmed(layer.table.cell(f, *label)));
    add_zone(layer, f, x, y, out);
  }
  add_note(notes, "zones/" + spec.name, "zones", as_figure(out.size()), "zones",
           fmt::format("{} zones were read.", out.size()));
  return out;
}

void assign_zones(Geography& geography, const City& city, std::vector<ImportNote>& notes) {
  const ZoneLocator zones(geography);
  std::size_t in_several = 0;
  geography.zone_of_origin = locate(zones, city.origins.x, city.origins.y, in_several);
  geography.zone_of_work = locate(zones, city.works.x, city.works.y, in_several);
  const std::size_t origins = count_outside(geography.zone_of_origin);
  const std::size_t works = count_outside(geography.zone_of_work);
  const std::string topic = "zones/" + geography.name;
  if (in_several > 0) {
    add_note(notes, topic, "in_several", as_figure(in_several), "positions",
             fmt::format("{} origins and works lie in more than one zone: the smaller zone counts.",
                         in_several));
  }
  if (origins + works > 0) {
    add_outside(geography);
    add_note(notes, topic, "outside", as_figure(origins + works), "positions",
             fmt::format("{} origins and {} works lie in no zone and are counted as 'outside'.",
                         origins, works));
  }
}

Geography make_grid(double cell, const City& city) {
  const std::vector<Cell> origins = cells_of(cell, city.origins.x, city.origins.y);
  const std::vector<Cell> works = cells_of(cell, city.works.x, city.works.y);
  std::map<Cell, ZoneId> zones;
  for (const auto* cells : {&origins, &works}) {
    for (const Cell& corner : *cells) {
      zones.emplace(corner, ZoneId());
    }
  }
  Geography out;
  out.name = "grid";
  out.first_ring.push_back(0);
  out.first_vertex.push_back(0);
  for (auto& [corner, zone] : zones) {
    zone = ZoneId(out.size());
    add_cell(corner, cell, out);
  }
  out.label = out.key;
  for (const Cell& corner : origins) {
    out.zone_of_origin.push_back(zones.at(corner));
  }
  for (const Cell& corner : works) {
    out.zone_of_work.push_back(zones.at(corner));
  }
  return out;
}

}  // namespace yanbi
