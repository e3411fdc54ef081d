// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/polygon_flood.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/config/text_values.hpp"
#include "sim/import/hazard/area_layer.hpp"
#include "sim/import/hazard/city_index.hpp"
#include "sim/import/hazard/flood_builder.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kDeepest = 100.0;  // m
constexpr double kFastest = 100.0;  // m/s

/// When and how deep one area is under water.
struct WetSpan {
  Tick from;
  Tick until = Tick::never();
  float depth = 0.0F;     ///< m
  float velocity = 0.0F;  ///< m/s
};

std::optional<std::size_t> column_if_any(const Table& table, const std::string& name) {
  const auto found = std::ranges::find(table.columns, name);
  return found == table.columns.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - table.columns.begin()));
}

/// Reads the attributes of areas.
class SpanReader {
 public:
  SpanReader(const PolygonFloodSpec& spec, const Table& table, ProblemList& problems)
      : spec_(spec), table_(table), problems_(problems) {
    from_ = find_column(table, spec.from, problems);
    until_ = column_if_any(table, spec.until);
    depth_ = column_if_any(table, spec.depth_column);
    velocity_ = column_if_any(table, spec.velocity_column);
    if (!depth_ && !spec.depth) {
      problems.add({table.file, 0, spec.depth_column, "",
                    "the layer has no such column, and no depth is given for all areas",
                    "add depth = 0.5 to [flood.polygons], in m"});
    }
  }

  [[nodiscard]] bool can_read() const { return from_ && (depth_ || spec_.depth); }
  [[nodiscard]] bool has_velocity() const { return velocity_ || spec_.velocity; }

  [[nodiscard]] std::optional<WetSpan> read(std::size_t row) const {
    WetSpan span;
    const std::optional<Tick> from = time_at(row, *from_);
    const std::optional<Tick> until = until_ && !trimmed(table_.cell(row, *until_)).empty()
                                          ? time_at(row, *until_)
                                          : Tick::never();
    const std::optional<double> depth = value_at(row, depth_, spec_.depth, kDeepest);
    const std::optional<double> velocity = value_at(row, velocity_, spec_.velocity, kFastest);
    if (!from || !until || !depth || !velocity) {
      return std::nullopt;
    }
    if (*until <= *from) {
      problems_.add(table_.problem_at(row, spec_.until, table_.cell(row, *until_),
                                      "the water goes before it has come",
                                      "give a time after that of the column " + spec_.from));
      return std::nullopt;
    }
    return WetSpan{*from, *until, static_cast<float>(*depth), static_cast<float>(*velocity)};
  }

 private:
  /// A number of seconds, or a text such as "5 min".
  [[nodiscard]] std::optional<Tick> time_at(std::size_t row, std::size_t column) const {
    const std::string text(trimmed(table_.cell(row, column)));
    std::optional<double> seconds = parse_number(text);
    if (!seconds) {
      seconds = parse_duration(text);
    }
    if (!seconds || *seconds < kHazardTimes.least || *seconds > kHazardTimes.most) {
      problems_.add(table_.problem_at(row, table_.columns[column], text, "this is no time",
                                      R"(give seconds, or a text such as "5 min" or "1.5 h")"));
      return std::nullopt;
    }
    return to_tick(*seconds);
  }

  /// The number of a column, or where it is empty or missing the one given for all; 0 without.
  [[nodiscard]] std::optional<double> value_at(std::size_t row, std::optional<std::size_t> column,
                                               std::optional<double> for_all, double most) const {
    if (column && !(trimmed(table_.cell(row, *column)).empty() && for_all)) {
      return read_number(table_, row, *column, 0.0, most, problems_);
    }
    return for_all.value_or(0.0);
  }

  const PolygonFloodSpec& spec_;
  const Table& table_;
  ProblemList& problems_;
  std::optional<std::size_t> from_;
  std::optional<std::size_t> until_;
  std::optional<std::size_t> depth_;
  std::optional<std::size_t> velocity_;
};

/// The ticks before and at each change, ascending.
std::vector<Tick> change_frames(const std::vector<WetSpan>& spans) {
  std::set<std::int32_t> ticks;
  for (const WetSpan& span : spans) {
    for (const Tick change : {span.from, span.until}) {
      if (!change.is_never()) {
        ticks.insert(change.count - 1);
        ticks.insert(change.count);
      }
    }
  }
  std::vector<Tick> frames;
  frames.reserve(ticks.size());
  for (const std::int32_t tick : ticks) {
    frames.push_back({tick});
  }
  return frames;
}

CellWater water_at(const std::vector<WetSpan>& spans, Tick tick, bool has_velocity) {
  CellWater water;
  for (const WetSpan& span : spans) {
    const bool is_wet = span.from <= tick && tick < span.until;
    water.depth.push_back(is_wet ? span.depth : 0.0F);
    if (has_velocity) {
      water.velocity.push_back(is_wet ? span.velocity : 0.0F);
    }
  }
  return water;
}

}  // namespace

std::optional<Flood> polygon_flood(const PolygonFloodSpec& spec, const FloodContext& context) {
  const std::size_t before = context.problems.size();
  report_progress(context.progress, "reading areas under water", 0.0);
  const AreaLayer layer =
      read_area_layer(spec.source, {spec.from, spec.until, spec.depth_column, spec.velocity_column},
                      "flood", context.working, context.problems, context.notes);
  if (layer.areas.empty()) {
    return std::nullopt;
  }
  const SpanReader reader(spec, layer.table, context.problems);
  std::vector<WetSpan> spans;
  for (std::size_t row = 0; reader.can_read() && row < layer.areas.size(); ++row) {
    spans.push_back(reader.read(row).value_or(WetSpan{}));
  }
  if (context.problems.size() > before) {
    return std::nullopt;
  }
  const CityIndex index(context.city);
  CityCells cells =
      cells_in_areas(context.city, index, layer.areas, dry_streets(context), context.threads);
  if (cells.streets.cell.empty() && cells.entrances.cell.empty() && cells.origins.cell.empty()) {
    context.problems.add({spec.source.given, 0, "geometry", "",
                          "no street, door or origin of the city lies in any of the areas",
                          "check that the layer is of this city, and its CRS"});
    return std::nullopt;
  }
  const std::vector<Tick> frames = change_frames(spans);
  FloodBuilder builder(context.city.network, std::move(cells), frames, reader.has_velocity());
  parallel_for(frames.size(), context.threads, 1, [&](std::size_t f) {
    builder.add(f, water_at(spans, frames[f], reader.has_velocity()));
  });
  add_note(context.notes, "flood", "areas", as_figure(spans.size()), "areas",
           fmt::format("{} areas come under water, or fall dry, within 0.1 s each, at {} frames.",
                       spans.size(), frames.size()));
  Flood flood = builder.finish();
  note_flood(flood, context.notes);
  return flood;
}

}  // namespace yanbi
