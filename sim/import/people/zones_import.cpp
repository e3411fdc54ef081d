// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zones_import.hpp"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/geo/polygons.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/zone_topology.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// Share of its area by which a repair may change a zone, and that zones may share with others.
constexpr double kMostChanged = 0.01;
constexpr double kMostOverlap = 0.01;
constexpr double kSquareKilometre = 1e6;  // m2

struct Zone {
  std::string key;
  std::string label;
  std::unique_ptr<OGRGeometry> polygons;  ///< valid, working CRS
};

/// What was done to outlines, for one note.
struct Repairs {
  std::size_t count = 0;
  double changed = 0.0;  ///< m2, up and down
  double largest = 0.0;  ///< share of a zone's area
  std::string first;     ///< zone and fault
};

/// Turns the features of a layer into zones.
class ZoneReader {
 public:
  ZoneReader(const GeographySpec& spec, const VectorLayer& layer, ProblemList& problems)
      : spec_(spec), layer_(layer), problems_(problems) {}

  /// `x`, `y`: the layer's vertices in the working CRS; features with one that is not `good`, which
  /// has been reported, are left out.
  std::vector<Zone> read(std::size_t key, std::size_t label, const std::vector<double>& x,
                         const std::vector<double>& y, const std::vector<std::uint8_t>& good) {
    std::vector<Zone> zones;
    for (std::size_t f = 0; f < layer_.size(); ++f) {
      const std::string name(trimmed(layer_.table.cell(f, key)));
      if (layer_.kind[f] != GeometryKind::kPolygon) {
        problem(f, name, "the zone is not a polygon", "give polygons or multipolygons");
      } else if (name == Geography::kOutsideKey) {
        problem(f, name, "this id is kept for people and works in no zone",
                "give the zone another id");
      } else if (name.empty()) {
        problem(f, name, "the zone has no id", "give every zone an id of its own");
      } else if (!all_good(f, good)) {
        continue;
      } else if (auto polygons = valid_polygons(f, name, polygons_of(layer_, f, x, y))) {
        add(f, name, std::string(trimmed(layer_.table.cell(f, label))), std::move(polygons), zones);
      }
    }
    unite_parts(zones);
    return zones;
  }

  void add_notes(const std::string& topic, std::vector<ImportNote>& notes) const {
    if (repairs_.count > 0) {
      add_note(
          notes, topic, "repaired", as_figure(repairs_.count), "zones",
          fmt::format("{} zones had outlines that were not valid and were repaired, which "
                      "changed areas by {:.3f} m2 in all and by {:.4f} % at most; the first "
                      "was {}.",
                      repairs_.count, repairs_.changed, 100.0 * repairs_.largest, repairs_.first));
    }
    if (merged_ > 0) {
      add_note(
          notes, topic, "merged", as_figure(merged_), "rows",
          fmt::format("{} rows are further parts of a zone that an earlier row began.", merged_));
    }
  }

 private:
  [[nodiscard]] bool all_good(std::size_t feature, const std::vector<std::uint8_t>& good) const {
    const std::uint32_t begin = layer_.first_vertex[layer_.first_part[feature]];
    const std::uint32_t end = layer_.first_vertex[layer_.first_part[feature + 1]];
    return std::all_of(good.begin() + begin, good.begin() + end,
                       [](std::uint8_t each) { return each != 0; });
  }

  void problem(std::size_t feature, const std::string& name, std::string reason,
               std::string remedy) {
    problems_.add(
        layer_.table.problem_at(feature, spec_.key, name, std::move(reason), std::move(remedy)));
  }

  /// The polygons, repaired if need be; nothing, and a problem, when they cannot be.
  std::unique_ptr<OGRGeometry> valid_polygons(std::size_t feature, const std::string& name,
                                              std::unique_ptr<OGRGeometry> given) {
    if (are_valid_polygons(*given)) {
      return given;
    }
    MendedPolygons mended = mend_polygons(*given);
    if (!mended.polygons) {
      problem(feature, name, "the outline of the zone encloses nothing",
              "repair the layer, or leave the zone out");
      return nullptr;
    }
    const double change = std::abs(mended.area_after - mended.area_before);
    const double share = change / mended.area_after;
    if (share > kMostChanged) {
      problem(feature, name,
              fmt::format("the outline is not valid ({}), and repairing it would change its area "
                          "from {:.6f} to {:.6f} km2",
                          mended.fault, mended.area_before / kSquareKilometre,
                          mended.area_after / kSquareKilometre),
              "repair the layer in a GIS, where you can see what is meant");
      return nullptr;
    }
    if (repairs_.count++ == 0) {
      repairs_.first = fmt::format("'{}' ({})", name, mended.fault);
    }
    repairs_.changed += change;
    repairs_.largest = std::max(repairs_.largest, share);
    return std::move(mended.polygons);
  }

  void add(std::size_t feature, const std::string& name, std::string label,
           std::unique_ptr<OGRGeometry> polygons, std::vector<Zone>& zones) {
    const auto [known, is_new] = zone_of_key_.emplace(name, zones.size());
    if (is_new) {
      zones.push_back({name, std::move(label), std::move(polygons)});
    } else if (spec_.merge_parts) {
      ++merged_;
      parts_[known->second].push_back(std::move(polygons));
    } else {
      problem(feature, name, "another zone has this id already",
              "give every zone an id of its own, or say parts = \"merge\" where rows with one id "
              "are parts of one zone");
    }
  }

  void unite_parts(std::vector<Zone>& zones) const {
    const GdalScope scope;
    for (const auto& [zone, parts] : parts_) {
      for (const std::unique_ptr<OGRGeometry>& part : parts) {
        if (OGRGeometry* both = zones[zone].polygons->Union(part.get())) {
          zones[zone].polygons.reset(OGRGeometryFactory::forceToMultiPolygon(both));
        }
      }
    }
  }

  const GeographySpec& spec_;
  const VectorLayer& layer_;
  ProblemList& problems_;
  std::map<std::string, std::size_t> zone_of_key_;
  std::map<std::size_t, std::vector<std::unique_ptr<OGRGeometry>>> parts_;  ///< by zone
  std::size_t merged_ = 0;
  Repairs repairs_;
};

/// Rings are closed implicitly in a geography, explicitly in GDAL's geometries.
void add_zone(const Zone& zone, Geography& out) {
  out.key.push_back(zone.key);
  out.label.push_back(zone.label);
  for (const OGRPolygon* polygon : *zone.polygons->toMultiPolygon()) {
    for (const OGRLinearRing* ring : *polygon) {
      for (int v = 0; v + 1 < ring->getNumPoints(); ++v) {
        out.x.push_back(ring->getX(v));
        out.y.push_back(ring->getY(v));
      }
      out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
    }
  }
  out.first_ring.push_back(static_cast<std::uint32_t>(out.first_vertex.size() - 1));
}

std::string pair_text(const ZoneTopology::Pair& pair, const std::vector<Zone>& zones) {
  return fmt::format("'{}' and '{}' ({:.6f} km2)", zones[pair.first].key, zones[pair.second].key,
                     pair.area / kSquareKilometre);
}

void note_slivers(const ZoneTopology& fit, double width, const std::string& topic,
                  std::vector<ImportNote>& notes) {
  const std::size_t slivers = fit.overlap_slivers + fit.gap_slivers;
  if (slivers > 0) {
    add_note(notes, topic, "slivers", as_figure(slivers), "pieces",
             fmt::format("Borders of neighbours are drawn apart by less than {} m in {} places: "
                         "{:.2f} m2 are in two zones, {:.2f} m2 in none.",
                         width, slivers, fit.overlap_sliver_area, fit.gap_sliver_area));
  }
}

/// Says how well the zones fit together; too much overlap is a problem.
void report_topology(const GeographySpec& spec, const std::vector<Zone>& zones,
                     const std::string& topic, ProblemList& problems,
                     std::vector<ImportNote>& notes) {
  std::vector<const OGRGeometry*> polygons;
  polygons.reserve(zones.size());
  for (const Zone& zone : zones) {
    polygons.push_back(zone.polygons.get());
  }
  const ZoneTopology fit = measure_topology(polygons, spec.sliver_width);
  const double overlap = fit.overlap_area / kSquareKilometre;
  if (fit.largest_overlap) {
    add_note(notes, topic, "overlaps", overlap, "km2",
             fmt::format("{} pairs of zones overlap, by {:.6f} km2 in all; the most: {}. The "
                         "smaller zone counts there.",
                         fit.overlaps, overlap, pair_text(*fit.largest_overlap, zones)));
  }
  if (fit.gaps > 0) {
    add_note(notes, topic, "gaps", fit.gap_area / kSquareKilometre, "km2",
             fmt::format("{} gaps between zones hold {:.6f} km2; the largest {:.6f} km2.", fit.gaps,
                         fit.gap_area / kSquareKilometre, fit.largest_gap / kSquareKilometre));
  }
  note_slivers(fit, spec.sliver_width, topic, notes);
  if (fit.overlap_area > kMostOverlap * fit.total_area && !spec.smaller_wins) {
    problems.add(
        {spec.source.given, 0, "geometry", fmt::format("{:.6f} km2", overlap),
         fmt::format("{} pairs of zones overlap, by more than {} % of all their area, so "
                     "that people would belong to two zones; the most: {}",
                     fit.overlaps, 100.0 * kMostOverlap, pair_text(*fit.largest_overlap, zones)),
         "repair the layer, or say overlaps = \"smaller_wins\" where zones lie in others "
         "on purpose"});
  }
}

}  // namespace

Geography read_zones(const GeographySpec& spec, const Crs& working, ProblemList& problems,
                     std::vector<ImportNote>& notes) {
  Geography out;
  out.name = spec.name;
  out.first_ring.push_back(0);
  out.first_vertex.push_back(0);
  const std::size_t before = problems.size();
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
  std::vector<double> x = layer.x;
  std::vector<double> y = layer.y;
  const std::vector<std::uint8_t> good =
      Projector(*crs, working).project(x, y, {spec.source.given, "geometry", {}}, problems);
  ZoneReader reader(spec, layer, problems);
  const std::vector<Zone> zones = reader.read(*key, *label, x, y, good);
  for (const Zone& zone : zones) {
    add_zone(zone, out);
  }
  const std::string topic = "zones/" + spec.name;
  add_note(notes, topic, "zones", as_figure(out.size()), "zones",
           fmt::format("{} zones were read.", out.size()));
  reader.add_notes(topic, notes);
  if (problems.size() == before) {
    report_topology(spec, zones, topic, problems, notes);
  }
  return out;
}

}  // namespace yanbi
