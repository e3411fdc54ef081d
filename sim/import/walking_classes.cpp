// SPDX-License-Identifier: Apache-2.0
#include "sim/import/walking_classes.hpp"

#include <algorithm>
#include <array>

#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// Widths beyond these are slips of the pen or squares drawn as lines.
constexpr double kLeastTaggedWidth = 0.5;
constexpr double kMostTaggedWidth = 12.0;
/// The width of a class that only a city's own table knows.
constexpr double kDefaultWidth = 2.0;

// Column three, m, is an assumption (R) throughout. Classes that are closed to walkers by law or by
// nature stay listed, so that an unknown word can be told from a known refusal.
constexpr std::array<WalkingClass, 36> kClasses = {{
    {"footway", true, 2.0, true},       {"pedestrian", true, 5.0, true},
    {"path", true, 1.5, true},          {"steps", true, 2.0, true},
    {"corridor", true, 2.0, true},      {"platform", true, 3.0, true},
    {"sidewalk", true, 2.0, true},      {"crossing", true, 3.0, true},
    {"cycleway", true, 2.5, true},      {"bridleway", true, 1.5, true},
    {"track", true, 2.5, false},        {"living_street", true, 5.0, false},
    {"residential", true, 4.0, false},  {"service", true, 3.0, false},
    {"unclassified", true, 3.0, false}, {"road", true, 3.0, false},
    {"tertiary", true, 4.0, false},     {"tertiary_link", true, 2.0, false},
    {"secondary", true, 4.0, false},    {"secondary_link", true, 2.0, false},
    {"primary", true, 4.0, false},      {"primary_link", true, 2.0, false},
    {"trunk", true, 3.0, false},        {"trunk_link", true, 2.0, false},
    {"motorway", false, 0.0, false},    {"motorway_link", false, 0.0, false},
    {"busway", false, 0.0, false},      {"bus_guideway", false, 0.0, false},
    {"raceway", false, 0.0, false},     {"construction", false, 0.0, false},
    {"proposed", false, 0.0, false},    {"abandoned", false, 0.0, false},
    {"razed", false, 0.0, false},       {"elevator", false, 0.0, false},
    {"ladder", false, 0.0, false},      {"via_ferrata", false, 0.0, false},
}};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void take_width_tag(std::string_view tag, WalkableWay& way) {
  tag = trimmed(tag);
  if (tag.size() > 1 && tag.back() == 'm') {
    tag = trimmed(tag.substr(0, tag.size() - 1));
  }
  const std::optional<double> width = parse_number(tag);
  if (!width || *width <= 0.0) {
    way.width_tag_refused = true;
    return;
  }
  way.width = std::clamp(*width, kLeastTaggedWidth, kMostTaggedWidth);
}

/// Stairs go up or down as `incline` says; without it both directions are taken as up, the slower.
void take_incline(std::string_view incline, WalkableWay& way) {
  way.forward = WayForm::kStairsUp;
  way.backward = WayForm::kStairsUp;
  incline = trimmed(incline);
  if (!incline.empty() && incline.back() == '%') {
    incline.remove_suffix(1);
  }
  const std::optional<double> slope = parse_number(incline);
  if (incline == "up" || (slope && *slope > 0.0)) {
    way.backward = WayForm::kStairsDown;
  } else if (incline == "down" || (slope && *slope < 0.0)) {
    way.forward = WayForm::kStairsDown;
  } else {
    way.steps_without_incline = true;
  }
}

}  // namespace

std::span<const WalkingClass> walking_classes() noexcept { return kClasses; }

WalkingRules::WalkingRules(const std::vector<WayClassSpec>& exceptions) {
  for (const WalkingClass& row : kClasses) {
    rules_.push_back({std::string(row.highway), row.walkable, row.width, row.width_tag_counts});
  }
  for (const WayClassSpec& exception : exceptions) {
    auto rule = std::find_if(rules_.begin(), rules_.end(),
                             [&](const Rule& each) { return each.highway == exception.highway; });
    if (rule == rules_.end()) {
      rule = rules_.insert(rules_.end(), {exception.highway, true, kDefaultWidth, false});
    }
    rule->walkable = exception.walkable.value_or(rule->walkable);
    rule->width = exception.width.value_or(rule->width > 0.0 ? rule->width : kDefaultWidth);
  }
}

const WalkingRules::Rule* WalkingRules::find(std::string_view highway) const noexcept {
  const auto rule = std::find_if(rules_.begin(), rules_.end(),
                                 [&](const Rule& each) { return each.highway == highway; });
  return rule == rules_.end() ? nullptr : &*rule;
}

std::optional<WalkableWay> WalkingRules::judge(const WayTags& tags, NotWalkable& why_not) const {
  if (tags.highway.empty()) {
    why_not = NotWalkable::kNoHighwayTag;
    return std::nullopt;
  }
  const Rule* rule = find(tags.highway);
  if (rule == nullptr || !rule->walkable) {
    why_not = rule == nullptr ? NotWalkable::kUnknownClass : NotWalkable::kClass;
    return std::nullopt;
  }
  if (tags.foot == "no") {
    why_not = NotWalkable::kFootForbidden;
    return std::nullopt;
  }
  const bool foot_allowed = is_one_of(tags.foot, {"yes", "designated", "permissive"});
  if ((is_one_of(tags.access, {"no", "private"}) || tags.foot == "private") && !foot_allowed) {
    why_not = NotWalkable::kPrivate;
    return std::nullopt;
  }
  WalkableWay way;
  way.width = rule->width;
  if (rule->width_tag_counts && !tags.width.empty()) {
    take_width_tag(tags.width, way);
  }
  if (tags.highway == "steps") {
    take_incline(tags.incline, way);
  }
  return way;
}

}  // namespace yanbi
