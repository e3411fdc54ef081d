// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/link_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kMostWalkWidth = 100.0;
constexpr double kMostLinkCapacity = 5000.0;  ///< vehicles/h and lane
/// Width, m, of a link that a row opens to walkers against its class (R).
constexpr double kOpenedWalkWidth = 2.0;
constexpr const char* kGmnsClassColumn = "facility_type";

constexpr std::array<LinkColumnName, kLinkColumns> kLinkColumnNames = {{{"id", "link_id"},
                                                                        {"from", "from_node_id"},
                                                                        {"to", "to_node_id"},
                                                                        {"directed", "directed"},
                                                                        {"length", "length"},
                                                                        {"geometry", "geometry"},
                                                                        {"width", "walk_width"},
                                                                        {"walk", "walk"},
                                                                        {"lanes", "lanes"},
                                                                        {"speed", "free_speed"},
                                                                        {"capacity", "capacity"}}};

std::optional<bool> parse_boolean(std::string_view text) {
  const std::string word = lower_ascii(text);
  if (word == "1" || word == "true" || word == "yes" || word == "t") {
    return true;
  }
  if (word == "0" || word == "false" || word == "no" || word == "f") {
    return false;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_link_column(const Table& table, const std::string& name,
                                            bool required, ProblemList& problems) {
  if (required) {
    return find_column(table, name, problems);
  }
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  return found == table.columns.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - table.columns.begin()));
}

}  // namespace

std::span<const LinkColumnName> link_column_names() noexcept { return kLinkColumnNames; }

LinkTable::LinkTable(const Table& table, const StreetsSpec& spec, ProblemList& problems)
    : table_(table), problems_(problems) {
  for (std::size_t c = 0; c < kLinkColumns; ++c) {
    const auto given = spec.table.columns.find(kLinkColumnNames[c].meaning);
    const bool is_given = given != spec.table.columns.end();
    const bool is_end = c == static_cast<std::size_t>(LinkColumn::kFrom) ||
                        c == static_cast<std::size_t>(LinkColumn::kTo);
    position_[c] = find_link_column(table, is_given ? given->second : kLinkColumnNames[c].name,
                                    is_given || is_end, problems);
  }
  class_ = find_link_column(table, spec.class_column.value_or(kGmnsClassColumn),
                            spec.class_column.has_value(), problems);
  check_unit(LinkColumn::kLength, "length_unit", spec.table.length_unit.has_value(), "m");
  check_unit(LinkColumn::kSpeed, "speed_unit", spec.table.speed_unit.has_value(), "km/h");
}

void LinkTable::check_unit(LinkColumn column, const char* key, bool known,
                           const char* example) const {
  if (has(column) && !known) {
    problems_.add({table_.file, 0, key, "",
                   fmt::format("the table has a column {}, and nothing says in which unit",
                               table_.columns[*at(column)]),
                   fmt::format("add {} = \"{}\" to [streets]", key, example)});
  }
}

std::string_view LinkTable::text(std::size_t row, LinkColumn column) const {
  return has(column) ? trimmed(table_.cell(row, *at(column))) : std::string_view();
}

std::string_view LinkTable::class_text(std::size_t row) const {
  return class_ ? trimmed(table_.cell(row, *class_)) : std::string_view();
}

std::optional<double> LinkTable::number(std::size_t row, LinkColumn column, double unit,
                                        double least, double most) const {
  if (text(row, column).empty()) {
    return std::nullopt;
  }
  const auto value = read_number(table_, row, *at(column), least / unit, most / unit, problems_);
  return value ? std::optional(*value * unit) : std::nullopt;
}

std::optional<bool> LinkTable::boolean(std::size_t row, LinkColumn column) const {
  const std::string_view cell = text(row, column);
  if (cell.empty()) {
    return std::nullopt;
  }
  const std::optional<bool> value = parse_boolean(cell);
  if (!value) {
    add_problem(row, column, std::string(cell), "this is neither yes nor no",
                "write true or false, 1 or 0, yes or no");
  }
  return value;
}

void LinkTable::add_problem(std::size_t row, LinkColumn column, std::string value,
                            std::string reason, std::string remedy) const {
  problems_.add(table_.problem_at(row, table_.columns[*at(column)], std::move(value),
                                  std::move(reason), std::move(remedy)));
}

LinkUses::LinkUses(const LinkTable& table, const StreetsSpec& spec)
    : table_(table), spec_(spec), rules_(spec) {}

std::string LinkUses::class_of(std::size_t row) {
  std::string word(table_.class_text(row));
  const auto meaning = spec_.class_words.find(word);
  if (meaning != spec_.class_words.end()) {
    return meaning->second;
  }
  if (!word.empty()) {
    return word;
  }
  without_class_ += spec_.default_class ? 0U : 1U;
  return spec_.default_class.value_or(kDefaultLinkClass);
}

JudgedWay LinkUses::judge(std::size_t row, bool directed) {
  JudgedWay way;
  const std::optional<WayRule> by_class = rules_.row(class_of(row));
  if (!by_class) {
    way.walkers = WayVerdict::kUnknownClass;
    way.vehicles = WayVerdict::kUnknownClass;
    return way;
  }
  judge_walkers(row, *by_class, way);
  judge_vehicles(row, *by_class, directed, way);
  return way;
}

void LinkUses::judge_walkers(std::size_t row, const WayRule& by_class, JudgedWay& way) const {
  double width =
      table_.number(row, LinkColumn::kWidth, 1.0, 0.0, kMostWalkWidth).value_or(by_class.width);
  if (const std::optional<bool> walk = table_.boolean(row, LinkColumn::kWalk)) {
    const double opened = width > 0.0 ? width : kOpenedWalkWidth;
    width = *walk ? opened : 0.0;
  }
  if (!spec_.walk) {
    way.walkers = WayVerdict::kNotAsked;
  } else if (width == 0.0) {
    way.walkers = by_class.width == 0.0 ? WayVerdict::kClass : WayVerdict::kForbidden;
  } else {
    way.walkers = WayVerdict::kOpen;
    way.use.width = static_cast<float>(width);
  }
}

void LinkUses::judge_vehicles(std::size_t row, const WayRule& by_class, bool directed,
                              JudgedWay& way) const {
  const int lanes = lanes_of(row).value_or(by_class.lanes);
  const int lanes_of_capacity = spec_.table.capacity_per_lane ? 1 : std::max(lanes, 1);
  const auto capacity =
      table_.number(row, LinkColumn::kCapacity, 1.0, 1.0, kMostLinkCapacity * lanes_of_capacity);
  const auto speed = spec_.table.speed_unit
                         ? table_.number(row, LinkColumn::kSpeed, *spec_.table.speed_unit,
                                         kLeastLinkSpeed, kMostLinkSpeed)
                         : std::nullopt;
  if (!spec_.drive || lanes == 0) {
    way.vehicles = !spec_.drive          ? WayVerdict::kNotAsked
                   : by_class.lanes == 0 ? WayVerdict::kClass
                                         : WayVerdict::kForbidden;
    return;
  }
  // A link that its row opens against its class is driven like one of the default class.
  const WayRule like = by_class.lanes > 0 ? by_class : *WayRules().row(kDefaultLinkClass);
  const double per_lane = capacity ? *capacity / lanes_of_capacity : like.capacity;
  way.vehicles = WayVerdict::kOpen;
  way.use.drive_forward = {static_cast<std::uint8_t>(lanes),
                           static_cast<float>(speed.value_or(like.speed / kKmhPerMs)),
                           static_cast<float>(per_lane * lanes / kSecondsPerHour)};
  if (!directed) {
    way.use.drive_backward = way.use.drive_forward;
  }
}

std::optional<int> LinkUses::lanes_of(std::size_t row) const {
  const auto lanes = table_.number(row, LinkColumn::kLanes, 1.0, 0.0, kMostLinkLanes);
  if (lanes && *lanes != std::floor(*lanes)) {
    table_.add_problem(row, LinkColumn::kLanes, std::string(table_.text(row, LinkColumn::kLanes)),
                       "lanes come in whole numbers", "give a whole number");
    return std::nullopt;
  }
  return lanes ? std::optional(static_cast<int>(*lanes)) : std::nullopt;
}

void LinkUses::add_notes(std::vector<ImportNote>& notes) const {
  if (without_class_ > 0) {
    add_note(notes, kStreetsTopic, "assumed_class", as_figure(without_class_), "rows",
             fmt::format("{} rows say no class: what they do not say themselves is that of '{}' "
                         "(assumption; [streets] default_class changes it).",
                         without_class_, kDefaultLinkClass));
  }
}

}  // namespace yanbi
