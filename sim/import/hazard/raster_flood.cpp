// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/raster_flood.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/import/hazard/city_samples.hpp"
#include "sim/import/hazard/flood_builder.hpp"
#include "sim/import/hazard/raster_frames.hpp"
#include "sim/import/hazard/raster_grid.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

/// Values of touched cells that are held at once while bands that lie side by side are read.
constexpr std::size_t kValuesHeld = 32'000'000;

/// Depth and velocity of the same moments in the same cells.
struct RasterWater {
  RasterFrames depth;
  std::optional<RasterFrames> velocity;

  [[nodiscard]] std::vector<double> times() const {
    std::vector<double> times;
    for (const RasterFrame& frame : depth.frames) {
      times.push_back(frame.at);
    }
    return times;
  }
};

/// A problem unless the rasters of velocity are those of depth in time and place.
void check_velocity(const RasterFrames& depth, const RasterFrames& velocity,
                    ProblemList& problems) {
  if (!same_grid(depth.grid, velocity.grid)) {
    problems.add({velocity.frames.front().given, 0, "velocity", "",
                  "the rasters of velocity have other cells than those of depth",
                  "give both on one grid"});
  }
  const auto same_time = [](const RasterFrame& a, const RasterFrame& b) {
    return std::abs(a.at - b.at) < 0.05;
  };
  if (!std::ranges::equal(depth.frames, velocity.frames, same_time)) {
    problems.add(
        {velocity.frames.front().given, 0, "velocity",
         fmt::format("{} moments", velocity.frames.size()),
         fmt::format("the rasters of velocity do not show the {} moments of those of depth",
                     depth.frames.size()),
         "give a raster of velocity for each one of depth"});
  }
}

std::optional<RasterWater> open_water(const RasterFloodSpec& spec, const FloodContext& context) {
  std::optional<RasterFrames> depth = open_frames(spec.depth, context.problems);
  std::optional<RasterFrames> velocity =
      spec.velocity ? open_frames(*spec.velocity, context.problems) : std::nullopt;
  if (!depth || (spec.velocity && !velocity)) {
    return std::nullopt;
  }
  if (velocity) {
    check_velocity(*depth, *velocity, context.problems);
  }
  if (!spec.depth.factor && !depth->unit.empty() && depth->unit != "m") {
    add_note(context.notes, "flood", "unit", depth->factor, "m",
             fmt::format("Depths are in '{}' as the raster says: one is {} m.", depth->unit,
                         depth->factor));
  }
  return RasterWater{std::move(*depth), std::move(velocity)};
}

/// The CRS of the rasters; a problem when nobody says it.
std::optional<Crs> crs_of(const RasterFloodSpec& spec, const RasterFrames& depth,
                          ProblemList& problems) {
  std::optional<Crs> crs = Crs::parse(spec.crs.value_or(depth.grid.crs));
  if (!crs) {
    problems.add({depth.frames.front().given, 0, "crs", "",
                  "neither the raster nor the hazard file states its CRS",
                  "add crs = \"EPSG:...\" to [flood]"});
  }
  return crs;
}

/// Where the samples of one kind lie.
struct FoundCells {
  PlaceSamples samples;
  std::vector<std::uint64_t> cell;
};

/// Replaces cells of the raster by positions in `touched`, and joins neighbours in one cell.
TouchedCells compact(const FoundCells& found, const std::vector<std::uint64_t>& touched) {
  TouchedCells cells;
  cells.first.reserve(found.samples.first.size());
  for (std::size_t p = 0; p + 1 < found.samples.first.size(); ++p) {
    std::uint64_t last = GridLocator::kOutside;
    for (std::uint32_t i = found.samples.first[p]; i < found.samples.first[p + 1]; ++i) {
      const std::uint64_t cell = found.cell[i];
      if (cell == GridLocator::kOutside) {
        last = cell;
      } else if (cell == last) {
        cells.share.back() += found.samples.share[i];
      } else {
        const auto at = std::ranges::lower_bound(touched, cell) - touched.begin();
        cells.add(static_cast<std::uint32_t>(at), double{found.samples.share[i]});
        last = cell;
      }
    }
    cells.end_place();
  }
  return cells;
}

/// Samples of a city in a raster.
class SampledCity {
 public:
  SampledCity(const FloodContext& context, const GridLocator& locator, double spacing)
      : context_(context) {
    const std::vector<std::uint8_t> dry = dry_streets(context);
    const City& city = context.city;
    const Entrances& doors = city.works.entrances;
    streets_ = found(street_samples(city.network, spacing, dry), locator);
    entrances_ = found(point_samples(doors.x, doors.y), locator);
    origins_ = found(point_samples(city.origins.x, city.origins.y), locator);
    for (const FoundCells* kind : {&streets_, &entrances_, &origins_}) {
      std::ranges::copy_if(kind->cell, std::back_inserter(touched_),
                           [](std::uint64_t cell) { return cell != GridLocator::kOutside; });
    }
    std::ranges::sort(touched_);
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  }

  /// Cells that are touched, ascending.
  [[nodiscard]] const std::vector<std::uint64_t>& touched() const noexcept { return touched_; }

  [[nodiscard]] CityCells cells() const {
    return {compact(streets_, touched_), compact(entrances_, touched_),
            compact(origins_, touched_)};
  }

  /// Notes streets, doors and origins that lie outside of the raster; whether any street lies in
  /// it.
  [[nodiscard]] bool note_coverage() const {
    std::size_t streets = 0;
    std::size_t outside = 0;
    const std::vector<std::uint32_t>& first = streets_.samples.first;
    for (std::size_t s = 0; s + 1 < first.size(); ++s) {
      const auto begin = streets_.cell.begin() + first[s];
      const auto end = streets_.cell.begin() + first[s + 1];
      streets += begin != end ? 1U : 0U;
      outside += begin != end && std::find(begin, end, GridLocator::kOutside) != end ? 1U : 0U;
    }
    const auto doors = std::ranges::count(entrances_.cell, GridLocator::kOutside);
    const auto origins = std::ranges::count(origins_.cell, GridLocator::kOutside);
    if (outside + static_cast<std::size_t>(doors + origins) > 0) {
      add_note(
          context_.notes, "flood", "outside", as_figure(outside), "streets",
          fmt::format("{} of {} streets ({:.1f} %), {} doors and {} origins lie outside of the "
                      "raster, wholly or in part: what is outside is dry.",
                      outside, streets,
                      streets == 0 ? 0.0 : 100.0 * as_figure(outside) / as_figure(streets), doors,
                      origins));
    }
    return std::ranges::any_of(streets_.cell,
                               [](std::uint64_t cell) { return cell != GridLocator::kOutside; });
  }

 private:
  [[nodiscard]] FoundCells found(PlaceSamples samples, const GridLocator& locator) const {
    FoundCells found;
    found.cell = locator.cells_of(samples, context_.threads);
    found.samples = std::move(samples);
    return found;
  }

  const FloodContext& context_;
  FoundCells streets_;
  FoundCells entrances_;
  FoundCells origins_;
  std::vector<std::uint64_t> touched_;
};

/// Reads all frames and hands them on.
class FrameReader {
 public:
  FrameReader(const RasterWater& water, const std::vector<std::uint64_t>& touched,
              const FloodContext& context)
      : water_(water), touched_(touched), context_(context) {
    const bool interleaved =
        water.depth.is_interleaved || (water.velocity && water.velocity->is_interleaved);
    group_ = interleaved
                 ? std::max<std::size_t>(1, kValuesHeld / std::max<std::size_t>(1, touched.size()))
                 : 1;
    const bool parallel =
        water.depth.reads_in_parallel && (!water.velocity || water.velocity->reads_in_parallel);
    threads_ = parallel ? context.threads : 1;
  }

  void read_into(FloodBuilder& builder) {
    const std::size_t frames = water_.depth.frames.size();
    const std::size_t groups = (frames + group_ - 1) / group_;
    std::vector<Met> met(groups);
    const auto at_once = static_cast<std::size_t>(threads_) * 4;
    for (std::size_t begin = 0; begin < groups; begin += at_once) {
      report_progress(context_.progress, "reading rasters", as_figure(begin) / as_figure(groups));
      parallel_for(std::min(at_once, groups - begin), threads_, 1,
                   [&](std::size_t i) { met[begin + i] = read_group(begin + i, builder); });
    }
    for (const Met& each : met) {
      depth_ += each.depth;
      velocity_ += each.velocity;
      context_.problems.add_all(each.problems);
    }
  }

  void report(const RasterFloodSpec& spec) const {
    report_kind(spec, depth_, "depth");
    if (water_.velocity) {
      report_kind(spec, velocity_, "velocity");
    }
    const double values = as_figure(touched_.size()) * as_figure(water_.depth.frames.size());
    note_share("no_data", depth_.without_data, values, "hold no data and are taken as dry");
    note_share("barely_negative", depth_.barely_negative, values,
               "lie less than 0.01 m below 0 and are taken as dry");
  }

 private:
  struct Met {
    CellTally depth;
    CellTally velocity;
    std::vector<Problem> problems;
  };

  Met read_group(std::size_t group, FloodBuilder& builder) const {
    const std::size_t first = group * group_;
    const std::size_t last = std::min(first + group_, water_.depth.frames.size());
    Met met;
    FrameValues depth = read_kind(water_.depth, first, last, met.depth, met.problems);
    FrameValues velocity;
    if (water_.velocity) {
      velocity = read_kind(*water_.velocity, first, last, met.velocity, met.problems);
    }
    for (std::size_t f = first; f < last; ++f) {
      CellWater water;
      water.depth = std::move(depth.value[f - first]);
      if (water_.velocity) {
        water.velocity = std::move(velocity.value[f - first]);
      }
      builder.add(f, water);
    }
    return met;
  }

  /// Files are read one by one, however many frames make a group.
  FrameValues read_kind(const RasterFrames& series, std::size_t first, std::size_t last,
                        CellTally& tally, std::vector<Problem>& problems) const {
    FrameValues all;
    const std::size_t step = series.is_interleaved ? last - first : 1;
    for (std::size_t f = first; f < last; f += step) {
      FrameValues part = read_frames(series, f, std::min(f + step, last), touched_);
      std::ranges::move(part.value, std::back_inserter(all.value));
      for (const CellTally& each : part.tally) {
        tally += each;
      }
      const std::vector<Problem> found = part.problems.list();
      problems.insert(problems.end(), found.begin(), found.end());
    }
    return all;
  }

  void report_kind(const RasterFloodSpec& spec, const CellTally& tally, const char* key) const {
    const std::string& file =
        (std::string(key) == "depth" ? water_.depth : *water_.velocity).frames.front().given;
    if (tally.nan > 0 && !spec.nan_is_dry) {
      context_.problems.add(
          {file, 0, key, tally.first_bad,
           fmt::format("{} values in cells of the city are no numbers; the first "
                       "bad value is shown",
                       tally.nan),
           "declare the value that stands for no data in the raster, or say dry = "
           "[\"nan\"] if these cells are dry"});
    }
    if (tally.negative > 0 && !spec.negative_is_dry) {
      context_.problems.add(
          {file, 0, key, tally.first_bad,
           fmt::format("{} values in cells of the city are below 0; the first bad value is shown",
                       tally.negative),
           "give depths above the ground, or say dry = [\"negative\"] if these cells are dry"});
    }
    const double values = as_figure(touched_.size()) * as_figure(water_.depth.frames.size());
    note_share("nan", tally.nan, values, "are no numbers and are taken as dry, as asked for");
    note_share("negative", tally.negative, values,
               "are below 0 and are taken as dry, as asked for");
  }

  void note_share(const char* key, std::size_t count, double of, const char* text) const {
    if (count > 0) {
      add_note(context_.notes, "flood", key, 100.0 * as_figure(count) / of, "%",
               fmt::format("{} of {} values in cells of the city ({:.2f} %) {}.", count, of,
                           100.0 * as_figure(count) / of, text));
    }
  }

  const RasterWater& water_;
  const std::vector<std::uint64_t>& touched_;
  const FloodContext& context_;
  std::size_t group_ = 1;
  int threads_ = 1;
  CellTally depth_;
  CellTally velocity_;
};

}  // namespace

std::optional<Flood> raster_flood(const RasterFloodSpec& spec, const FloodContext& context) {
  const std::size_t before = context.problems.size();
  report_progress(context.progress, "looking at rasters", 0.0);
  const std::optional<RasterWater> water = open_water(spec, context);
  const std::optional<Crs> crs =
      water ? crs_of(spec, water->depth, context.problems) : std::nullopt;
  const RoadNetwork& network = context.city.network;
  if (!crs || context.problems.size() > before || network.node_count() == 0) {
    return std::nullopt;
  }
  const GridLocator locator(water->depth.grid, *crs, context.working);
  const std::size_t middle = network.node_count() / 2;
  const std::optional<double> spacing =
      locator.cell_size_at(network.node_x()[middle], network.node_y()[middle]);
  const std::string& first = water->depth.frames.front().given;
  if (!spacing) {
    context.problems.add(locator.far_away(first, context.city));
    return std::nullopt;
  }
  const SampledCity samples(context, locator, *spacing);
  if (!samples.note_coverage()) {
    context.problems.add(locator.far_away(first, context.city));
    return std::nullopt;
  }
  add_note(
      context.notes, "flood", "spacing", *spacing, "m",
      fmt::format("Water is looked up every {:.2f} m along streets, the size of a cell, and at "
                  "their vertices.",
                  *spacing));
  const std::vector<double> times = water->times();
  FloodBuilder builder(network, samples.cells(), frame_ticks(times), water->velocity.has_value());
  FrameReader reader(*water, samples.touched(), context);
  reader.read_into(builder);
  reader.report(spec);
  if (context.problems.size() > before) {
    return std::nullopt;
  }
  note_frames(times, context.notes);
  Flood flood = builder.finish();
  note_flood(flood, context.notes);
  return flood;
}

}  // namespace yanbi
