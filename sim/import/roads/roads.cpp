// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/roads.hpp"

#include <fmt/format.h>

#include "sim/import/notes.hpp"
#include "sim/import/roads/layer_roads.hpp"
#include "sim/import/roads/osm_roads.hpp"
#include "sim/import/roads/road_tables.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/roads/tntp.hpp"

namespace yanbi {
namespace {

constexpr double kMmPerKm = 1e6;

double percent_of(double part, double all) { return all > 0.0 ? 100.0 * part / all : 0.0; }

/// What was left out because it does not hang together.
void note_dropped(const NetworkReport& report, std::vector<ImportNote>& notes) {
  const double kept = as_figure(report.kept_mm) / kMmPerKm;
  const double dropped = as_figure(report.dropped_mm) / kMmPerKm;
  const std::size_t parts = report.components > 0 ? report.components - 1 : 0;
  add_note(
      notes, kStreetsTopic, "dropped_components", as_figure(parts), "components",
      fmt::format("{} parts without connection to the main one were closed to walkers: {} "
                  "streets, {:.1f} km, {:.2f} % of the length.",
                  parts, report.dropped_streets, dropped, percent_of(dropped, kept + dropped)));
  add_note(notes, kStreetsTopic, "dropped_length", dropped, "km", "Length of the parts dropped.");
  add_note(notes, kStreetsTopic, "dropped_links", as_figure(2 * report.dropped_streets), "links",
           "Directed links of the parts dropped.");
}

void note_driving(const BuiltNetwork& built, std::vector<ImportNote>& notes) {
  const NetworkReport& report = built.report;
  const double kept = as_figure(report.drive_kept_mm) / kMmPerKm;
  const double dropped = as_figure(report.drive_dropped_mm) / kMmPerKm;
  std::size_t links = 0;
  for (const std::uint8_t lanes : built.network.links().lanes) {
    links += lanes > 0 ? 1U : 0U;
  }
  add_note(notes, kStreetsTopic, "drive_network", kept, "km",
           fmt::format("Vehicles can use {} links along {:.1f} km of streets, and from each come "
                       "to each other.",
                       links, kept));
  add_note(notes, kStreetsTopic, "drive_links", as_figure(links), "links",
           "Directed links open to vehicles.");
  add_note(notes, kStreetsTopic, "drive_dropped_length", dropped, "km",
           fmt::format("{} streets that vehicles could not leave or not reach were closed to them: "
                       "{:.1f} km, {:.2f} % of the length.",
                       report.drive_dropped_streets, dropped, percent_of(dropped, kept + dropped)));
  if (report.turn_rules > 0) {
    add_note(notes, kStreetsTopic, "turn_rules", as_figure(report.turn_rules), "rules",
             fmt::format("{} turn rules were read; {} of them name ways or places that are not in "
                         "the network; the rest make {} bans from link to link.",
                         report.turn_rules, report.turn_rules_unmatched,
                         built.network.turn_bans().size()));
  }
}

RoadLines read_lines(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                     std::vector<ImportNote>& notes) {
  switch (spec.format) {
    case RoadFormat::kLayer:
      return read_layer_roads(spec, working, problems, notes);
    case RoadFormat::kOsm:
      return read_osm_roads(spec, working, problems, notes);
    case RoadFormat::kTable:
      return read_road_tables(spec, working, problems, notes);
    case RoadFormat::kTntp:
      return read_tntp(spec, working, problems, notes);
  }
  return {};
}

/// Length as the network will have it, not yet rounded, mm.
double length_of(const RoadLines& lines, const RoadLine& line) {
  return line.length_mm ? as_figure(*line.length_mm)
                        : metres_along(lines, line.vertices) * kMmPerMetre;
}

/// Removes lines that are longer than a network can hold, or whose positions are no finite numbers
/// in the working CRS.
void refuse_endless(const StreetsSpec& spec, RoadLines& lines, ProblemList& problems) {
  std::erase_if(lines.lines, [&](const RoadLine& line) {
    const double length = length_of(lines, line);
    if (length <= as_figure(kLongestStreet)) {
      return false;
    }
    problems.add({spec.source.given, 0, "geometry",
                  fmt::format("street {}, {:.6g} km", line.source_id, length / kMmPerKm),
                  fmt::format("is longer than any street can be ({:.0f} km)",
                              as_figure(kLongestStreet) / kMmPerKm),
                  "repair its positions or its length; if many streets are named, check the CRS"});
    return true;
  });
}

}  // namespace

RoadLines read_roads(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                     std::vector<ImportNote>& notes) {
  RoadLines lines = read_lines(spec, working, problems, notes);
  refuse_endless(spec, lines, problems);
  return lines;
}

std::optional<std::pair<double, double>> position_of_roads(const StreetsSpec& spec) {
  switch (spec.format) {
    case RoadFormat::kLayer:
      return position_of_layer(spec);
    case RoadFormat::kOsm:
      return position_of_osm(spec.source.path);
    case RoadFormat::kTable:
      return position_of_road_tables(spec);
    case RoadFormat::kTntp:
      return position_of_tntp(spec);
  }
  return std::nullopt;
}

void note_network(const BuiltNetwork& built, std::vector<ImportNote>& notes) {
  const NetworkReport& report = built.report;
  const double kept = as_figure(report.kept_mm) / kMmPerKm;
  add_note(notes, kStreetsTopic, "network", kept, "km",
           fmt::format("The network has {} nodes and {} links; walkers can use {:.1f} km of "
                       "streets.",
                       built.network.node_count(), built.network.link_count(), kept));
  note_dropped(report, notes);
  if (report.drive_kept_mm > 0 || report.drive_dropped_mm > 0) {
    note_driving(built, notes);
  }
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
