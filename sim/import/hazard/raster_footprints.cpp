// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/import/hazard/city_samples.hpp"
#include "sim/import/hazard/footprints.hpp"
#include "sim/import/hazard/raster_frames.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

constexpr std::uint32_t kNoClass = ~std::uint32_t{0};

/// Which class each cell that is touched belongs to.
class CellClasses {
 public:
  CellClasses(const IntensityRasterSpec& spec, std::vector<std::uint64_t> cells,
              const std::vector<float>& values)
      : cells_(std::move(cells)) {
    for (const float value : values) {
      const auto above = std::ranges::upper_bound(spec.classes, double{value}, {},
                                                  &IntensityRasterSpec::Class::least);
      class_.push_back(above == spec.classes.begin()
                           ? kNoClass
                           : static_cast<std::uint32_t>(above - spec.classes.begin() - 1));
    }
  }

  [[nodiscard]] std::uint32_t of(std::uint64_t cell) const {
    const auto at = std::ranges::lower_bound(cells_, cell);
    return at == cells_.end() || *at != cell
               ? kNoClass
               : class_[static_cast<std::size_t>(at - cells_.begin())];
  }

  /// Puts each place into the lists of the classes of its samples.
  void sort_in(const PlaceSamples& samples, const std::vector<std::uint64_t>& cell,
               const std::vector<std::vector<std::uint32_t>*>& lists) const {
    for (std::size_t p = 0; p + 1 < samples.first.size(); ++p) {
      for (std::uint32_t i = samples.first[p]; i < samples.first[p + 1]; ++i) {
        const std::uint32_t found = of(cell[i]);
        if (found != kNoClass &&
            (lists[found]->empty() || lists[found]->back() != static_cast<std::uint32_t>(p))) {
          lists[found]->push_back(static_cast<std::uint32_t>(p));
        }
      }
    }
  }

 private:
  std::vector<std::uint64_t> cells_;
  std::vector<std::uint32_t> class_;
};

/// Samples of one kind of place, with their cells.
struct ClassedPlaces {
  PlaceSamples samples;
  std::vector<std::uint64_t> cell;
};

std::vector<ClassedPlaces> all_places(const AttackContext& context, const GridLocator& locator,
                                      double spacing) {
  const City& city = context.city;
  const std::vector<std::uint8_t> none(city.network.street_count(), 0);
  std::vector<ClassedPlaces> kinds(4);
  kinds[0].samples = street_samples(city.network, spacing, none);
  kinds[1].samples = point_samples(city.works.entrances.x, city.works.entrances.y);
  kinds[2].samples = point_samples(city.works.x, city.works.y);
  kinds[3].samples = point_samples(city.origins.x, city.origins.y);
  for (ClassedPlaces& kind : kinds) {
    kind.cell = locator.cells_of(kind.samples, context.threads);
  }
  for (std::size_t w = 0; w < city.works.size(); ++w) {
    if (!city.works.is_located(w)) {
      kinds[2].cell[w] = GridLocator::kOutside;
    }
  }
  return kinds;
}

std::vector<std::uint64_t> cells_touched(const std::vector<ClassedPlaces>& kinds) {
  std::vector<std::uint64_t> touched;
  for (const ClassedPlaces& kind : kinds) {
    std::ranges::copy_if(kind.cell, std::back_inserter(touched),
                         [](std::uint64_t cell) { return cell != GridLocator::kOutside; });
  }
  std::ranges::sort(touched);
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  return touched;
}

std::optional<Crs> intensity_crs(const IntensityRasterSpec& spec, const RasterFrames& raster,
                                 ProblemList& problems) {
  std::optional<Crs> crs = Crs::parse(spec.source.crs.value_or(raster.grid.crs));
  if (!crs) {
    problems.add({spec.source.given, 0, "crs", "",
                  "neither the raster nor the hazard file states its CRS",
                  "add crs = \"EPSG:...\" to the footprint"});
  }
  return crs;
}

std::vector<Footprint> footprints_of(const IntensityRasterSpec& spec, const CellClasses& classes,
                                     const std::vector<ClassedPlaces>& kinds,
                                     const RoadNetwork& network) {
  std::vector<PlacesInside> inside(spec.classes.size());
  const auto lists = [&](std::vector<std::uint32_t> PlacesInside::*member) {
    std::vector<std::vector<std::uint32_t>*> found;
    found.reserve(inside.size());
    for (PlacesInside& each : inside) {
      found.push_back(&(each.*member));
    }
    return found;
  };
  classes.sort_in(kinds[0].samples, kinds[0].cell, lists(&PlacesInside::streets));
  classes.sort_in(kinds[1].samples, kinds[1].cell, lists(&PlacesInside::entrances));
  classes.sort_in(kinds[2].samples, kinds[2].cell, lists(&PlacesInside::works));
  classes.sort_in(kinds[3].samples, kinds[3].cell, lists(&PlacesInside::origins));
  const StreetLinks links(network);
  std::vector<Footprint> footprints;
  for (std::size_t c = 0; c < inside.size(); ++c) {
    if (!inside[c].empty()) {
      footprints.push_back(footprint_of(inside[c], links, spec.classes[c].effects));
    }
  }
  return footprints;
}

}  // namespace

std::vector<Footprint> raster_footprints(const IntensityRasterSpec& spec,
                                         const AttackContext& context) {
  RasterSeries series;
  series.key = "file";
  series.files.push_back({spec.source.given, spec.source.path, 0.0});
  series.factor = 1.0;
  const std::optional<RasterFrames> raster = open_frames(series, context.problems);
  const std::optional<Crs> crs =
      raster ? intensity_crs(spec, *raster, context.problems) : std::nullopt;
  const RoadNetwork& network = context.city.network;
  if (!crs || network.node_count() == 0) {
    return {};
  }
  const GridLocator locator(raster->grid, *crs, context.working);
  const std::size_t middle = network.node_count() / 2;
  const std::optional<double> spacing =
      locator.cell_size_at(network.node_x()[middle], network.node_y()[middle]);
  if (!spacing) {
    context.problems.add(locator.far_away(spec.source.given, context.city));
    return {};
  }
  const std::vector<ClassedPlaces> kinds = all_places(context, locator, *spacing);
  std::vector<std::uint64_t> touched = cells_touched(kinds);
  const FrameValues values = read_frames(*raster, 0, 1, touched);
  context.problems.add_all(values.problems.list());
  if (values.tally.front().without_data > 0) {
    add_note(context.notes, "strikes", "no_data", as_figure(values.tally.front().without_data),
             "cells",
             fmt::format("{}: {} cells of the city hold no data and belong to no class.",
                         spec.source.given, values.tally.front().without_data));
  }
  const CellClasses classes(spec, std::move(touched), values.value.front());
  return footprints_of(spec, classes, kinds, network);
}

}  // namespace yanbi
