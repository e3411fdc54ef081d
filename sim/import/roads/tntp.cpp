// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/tntp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>

#include "sim/import/notes.hpp"
#include "sim/import/roads/link_rows.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/roads/tntp_nodes.hpp"
#include "sim/import/roads/tntp_text.hpp"
#include "sim/import/roads/way_rules.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kMostTntpLinks = 5e7;
constexpr double kMostCapacity = 1e6;  ///< vehicles/h
/// Vehicles/h of one lane, by which a link's capacity is divided to find its lanes, which the
/// format does not say (R; capacities of Anaheim are multiples of it).
constexpr double kLaneCapacity = 1800.0;

// Fields of a row.
enum TntpField : std::size_t { kFrom, kTo, kCapacity, kLength, kTime, kTntpFields = 10 };
constexpr std::array<const char*, 5> kTntpFieldNames = {"init_node", "term_node", "capacity",
                                                        "length", "free_flow_time"};

/// Speed, km/h, of rows without a time whose class has none (R).
constexpr double kSpeedWithoutTime = 15.0;

/// Names of units as original headers write them.
struct UnitWord {
  std::string_view word;
  double value;
};
constexpr std::array<UnitWord, 9> kLengthWords = {{{"ft", 0.3048},
                                                   {"feet", 0.3048},
                                                   {"m", 1.0},
                                                   {"meters", 1.0},
                                                   {"metres", 1.0},
                                                   {"km", 1000.0},
                                                   {"mi", 1609.344},
                                                   {"mile", 1609.344},
                                                   {"miles", 1609.344}}};
constexpr std::array<UnitWord, 8> kTimeWords = {{{"min", 60.0},
                                                 {"minutes", 60.0},
                                                 {"s", 1.0},
                                                 {"sec", 1.0},
                                                 {"seconds", 1.0},
                                                 {"h", 3600.0},
                                                 {"hr", 3600.0},
                                                 {"hours", 3600.0}}};

/// The unit that stands in brackets behind `quantity` in an original header.
template <std::size_t kWords>
std::optional<double> unit_in_header(std::string_view header, std::string_view quantity,
                                     const std::array<UnitWord, kWords>& words) {
  const std::string lower = lower_ascii(header);
  const std::string_view text = lower;
  const std::size_t at = text.find(quantity);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view rest = trimmed(text.substr(at + quantity.size()));
  const std::size_t close = rest.find(')');
  if (rest.empty() || rest.front() != '(' || close == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view unit = trimmed(rest.substr(1, close - 1));
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const UnitWord& each) { return each.word == unit; });
  return found == words.end() ? std::nullopt : std::optional(found->value);
}

struct Units {
  double length = 1.0;  ///< m
  double time = 1.0;    ///< s
};

/// What the city file says, else the original header; problems for what neither says.
std::optional<Units> find_units(const StreetsSpec& spec, const TntpText& text,
                                ProblemList& problems) {
  const auto entry = text.metadata.find("ORIGINAL HEADER");
  const std::string header = entry == text.metadata.end() ? std::string() : entry->second;
  std::optional<double> length = spec.table.length_unit;
  std::optional<double> time = spec.table.time_unit;
  length = length ? length : unit_in_header(header, "length", kLengthWords);
  time = time ? time : unit_in_header(header, "free flow time", kTimeWords);
  const auto need = [&](const std::optional<double>& unit, const char* key, const char* what,
                        const char* example) {
    if (!unit) {
      problems.add({spec.source.given, 0, key, "",
                    fmt::format("the file does not state the unit of its {}", what),
                    fmt::format("add {} = \"{}\" to [streets], as the source of the file says", key,
                                example)});
    }
  };
  need(length, "length_unit", "lengths", "mi");
  need(time, "time_unit", "free-flow times", "min");
  return length && time ? std::optional(Units{*length, *time}) : std::nullopt;
}

/// Makes links of the rows of a network file.
class TntpReader {
 public:
  TntpReader(const StreetsSpec& spec, const TntpText& text, Units units, std::size_t node_count,
             ProblemList& problems)
      : spec_(spec),
        text_(text),
        units_(units),
        node_count_(node_count),
        problems_(problems),
        like_(*WayRules(spec).row(spec.default_class.value_or(kDefaultLinkClass))) {}

  [[nodiscard]] std::vector<LinkRow> read(RoadTally& tally) {
    std::vector<LinkRow> links;
    for (const TntpRow& row : text_.rows) {
      if (row.fields.size() != kTntpFields) {
        problems_.add({spec_.source.given, row.line, "",
                       fmt::format("{} fields", row.fields.size()),
                       fmt::format("a row of links has {} fields", std::size_t{kTntpFields}),
                       "correct the row, or give the file of the network (.._net.tntp)"});
        continue;
      }
      if (std::optional<LinkRow> link = read_row(row)) {
        link->source_id = static_cast<std::int64_t>(links.size() + 1);
        tally.add(judged(*link), as_figure(*link->length_mm) / kMmPerMetre);
        links.push_back(std::move(*link));
      }
    }
    return links;
  }

  void note(std::vector<ImportNote>& notes) const {
    add_note(notes, kStreetsTopic, "assumed_lanes", as_figure(text_.rows.size()), "rows",
             fmt::format("The format says nothing of lanes: capacity / {:.0f} vehicles an hour, at "
                         "least one, are assumed; capacities are taken as vehicles an hour; and "
                         "people walk as along '{}', {} m wide.",
                         kLaneCapacity, like_.highway, like_.width));
    if (without_time_ > 0) {
      add_note(notes, kStreetsTopic, "rows_without_time", as_figure(without_time_), "rows",
               fmt::format("{} rows have a free-flow time of 0: the speed of '{}', {} km/h, is "
                           "used.",
                           without_time_, like_.highway, like_.speed));
    }
  }

 private:
  std::optional<double> number(const TntpRow& row, TntpField field, double least, double most) {
    return field_number(spec_.source.given, row, field, kTntpFieldNames.at(field), least, most,
                        problems_);
  }
  std::optional<std::uint32_t> node(const TntpRow& row, TntpField field) {
    return field_node(spec_.source.given, row, field, kTntpFieldNames.at(field), node_count_,
                      problems_);
  }

  std::optional<LinkRow> read_row(const TntpRow& row) {
    const auto from = node(row, kFrom);
    const auto to = node(row, kTo);
    const auto capacity = number(row, kCapacity, 1.0, kMostCapacity);
    const auto length =
        number(row, kLength, kLeastLinkLength / units_.length, kMostLinkLength / units_.length);
    const auto time = number(row, kTime, 0.0, 1e6);
    if (!from || !to || !capacity || !length || !time) {
      return std::nullopt;
    }
    const auto speed = speed_of(row, *length * units_.length, *time * units_.time);
    if (!speed) {
      return std::nullopt;
    }
    LinkRow link;
    link.from = *from;
    link.to = *to;
    link.length_mm =
        static_cast<std::uint64_t>(std::llround(*length * units_.length * kMmPerMetre));
    if (spec_.walk) {
      link.use.width = static_cast<float>(like_.width);
    }
    if (spec_.drive) {
      const double lanes = std::clamp(std::round(*capacity / kLaneCapacity), 1.0, kMostLinkLanes);
      link.use.drive_forward = {static_cast<std::uint8_t>(lanes), static_cast<float>(*speed),
                                static_cast<float>(*capacity / kSecondsPerHour)};
    }
    return link;
  }

  std::optional<double> speed_of(const TntpRow& row, double metres, double seconds) {
    if (seconds == 0.0) {
      ++without_time_;
      return (like_.speed > 0.0 ? like_.speed : kSpeedWithoutTime) / kKmhPerMs;
    }
    const double speed = metres / seconds;
    if (speed < kLeastLinkSpeed || speed > kMostLinkSpeed) {
      problems_.add({spec_.source.given, row.line, "free_flow_time", std::string(row.fields[kTime]),
                     fmt::format("length / free-flow time makes {:.3g} km/h", speed * kKmhPerMs),
                     "check length_unit and time_unit"});
      return std::nullopt;
    }
    return speed;
  }

  /// What the link is for, in the words of the tally.
  [[nodiscard]] JudgedWay judged(const LinkRow& link) const {
    JudgedWay way;
    way.use = link.use;
    way.walkers = !spec_.walk             ? WayVerdict::kNotAsked
                  : link.use.width > 0.0F ? WayVerdict::kOpen
                                          : WayVerdict::kClass;
    way.vehicles = spec_.drive ? WayVerdict::kOpen : WayVerdict::kNotAsked;
    return way;
  }

  const StreetsSpec& spec_;
  const TntpText& text_;
  Units units_;
  std::size_t node_count_;
  ProblemList& problems_;
  WayRule like_;  ///< what the file does not say
  std::size_t without_time_ = 0;
};

/// A file of another kind: one problem says it, instead of one for each row.
bool is_network(const StreetsSpec& spec, const TntpText& text, ProblemList& problems) {
  const bool trips = text.metadata.contains("TOTAL OD FLOW") ||
                     (!text.rows.empty() && text.rows.front().fields.front() == "Origin");
  if (!text.has_end_of_metadata || text.rows.empty() || trips) {
    problems.add({spec.source.given, 0, "", "",
                  trips                       ? "this is a table of trips, not a network"
                  : !text.has_end_of_metadata ? "the file has no line <END OF METADATA>, so it is "
                                                "no network in TNTP format"
                                              : "the file has no links",
                  "give the file of the network (.._net.tntp)"});
    return false;
  }
  return true;
}

/// Zones that nobody may drive through, in the format's own models.
void note_zones(const StreetsSpec& spec, const TntpText& text, std::size_t zones, std::size_t nodes,
                ProblemList& problems, std::vector<ImportNote>& notes) {
  if (zones > nodes) {
    problems.add({spec.source.given, text.metadata_line.at("NUMBER OF ZONES"), "<NUMBER OF ZONES>",
                  std::to_string(zones), "there are more zones than nodes",
                  "correct the metadata"});
    return;
  }
  add_note(notes, kStreetsTopic, "tntp_zones", as_figure(zones), "zones",
           fmt::format("{} nodes are centres of zones.", zones));
  if (!text.metadata.contains("FIRST THRU NODE")) {
    return;
  }
  const auto first =
      declared_count(spec.source.given, text, "FIRST THRU NODE", as_figure(nodes) + 1.0, problems);
  if (first && *first > 1) {
    add_note(notes, kStreetsTopic, "no_through_nodes", as_figure(*first - 1), "nodes",
             fmt::format("The file wants nobody to drive through nodes 1 to {}. That is not "
                         "modelled: routes may lead through them.",
                         *first - 1));
  }
}

}  // namespace

RoadLines read_tntp(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                    std::vector<ImportNote>& notes) {
  const std::size_t before = problems.size();
  const std::string& file = spec.source.given;
  TntpText text;
  read_tntp_text(spec.source.path, file, text, problems);
  if (!is_network(spec, text, problems)) {
    return {};
  }
  const auto zones = declared_count(file, text, "NUMBER OF ZONES", kMostTntpNodes, problems);
  const auto nodes = declared_count(file, text, "NUMBER OF NODES", kMostTntpNodes, problems);
  const auto links = declared_count(file, text, "NUMBER OF LINKS", kMostTntpLinks, problems);
  const auto units = find_units(spec, text, problems);
  if (links && *links != text.rows.size()) {
    problems.add({file, text.metadata_line.at("NUMBER OF LINKS"), "<NUMBER OF LINKS>",
                  std::to_string(*links),
                  fmt::format("the file has {} rows of links", text.rows.size()),
                  "complete the file, or correct the metadata"});
  }
  if (!nodes || !units) {
    return {};
  }
  if (zones) {
    note_zones(spec, text, *zones, *nodes, problems, notes);
  }
  const auto positions = place_tntp_nodes(spec, *nodes, working, problems, notes);
  RoadTally tally;
  TntpReader reader(spec, text, *units, *nodes, problems);
  const std::vector<LinkRow> rows = reader.read(tally);
  if (problems.size() > before || !positions) {
    return {};
  }
  tally.report_unusable(spec, "default_class", problems);
  tally.add_notes(text.rows.size(), notes);
  reader.note(notes);
  LinkRowReport report;
  RoadLines lines = streets_of_links(positions->x, positions->y, rows, report);
  note_link_rows(report, notes);
  lines.vertex_key.resize(*nodes);
  std::iota(lines.vertex_key.begin(), lines.vertex_key.end(), std::int64_t{1});
  return lines;
}

std::optional<std::pair<double, double>> position_of_tntp(const StreetsSpec& spec) {
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (!spec.table.nodes || !degrees) {
    return std::nullopt;
  }
  ProblemList ignored;
  TntpText text;
  read_tntp_text(spec.source.path, spec.source.given, text, ignored);
  const auto count =
      declared_count(spec.source.given, text, "NUMBER OF NODES", kMostTntpNodes, ignored);
  if (!count) {
    return std::nullopt;
  }
  const auto nodes = read_tntp_nodes(*spec.table.nodes, *count, *degrees, ignored);
  return nodes ? middle_of(nodes->x, nodes->y) : std::nullopt;
}

}  // namespace yanbi
