// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/way_rules.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <utility>

#include "sim/import/roads/road_values.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// Widths beyond these are slips of the pen or squares drawn as lines.
constexpr double kLeastTaggedWidth = 0.5;
constexpr double kMostTaggedWidth = 12.0;
/// Width, m, of a class that only a city's own table knows (R).
constexpr double kDefaultClassWidth = 2.0;
/// Speed, km/h, and capacity, vehicles/h and lane, of a class that only a city's own table opens to
/// vehicles: those of `unclassified` (R).
constexpr double kDefaultClassSpeed = 15.0;
constexpr double kDefaultClassCapacity = 600.0;
/// Lanes of one way, both directions together, beyond which a tag cannot be meant.
constexpr double kMostTaggedLanes = 24.0;
/// Speed limits, km/h, that can be meant.
constexpr double kLeastLimit = 3.0;
constexpr double kMostLimit = 200.0;
/// `maxspeed = walk`, km/h (R).
constexpr double kWalkingPace = 7.0;
constexpr double kKmhPerMph = 1.609344;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// `text` without `unit` at its end, if it is there.
std::string_view without_unit(std::string_view text, std::string_view unit) {
  return text.size() > unit.size() && text.substr(text.size() - unit.size()) == unit
             ? trimmed(text.substr(0, text.size() - unit.size()))
             : text;
}

double tagged_width(std::string_view tag, double otherwise, JudgedWay& way) {
  if (tag.empty()) {
    return otherwise;
  }
  const std::optional<double> width = parse_number(without_unit(trimmed(tag), "m"));
  if (!width || *width <= 0.0) {
    way.width_tag_refused = true;
    return otherwise;
  }
  return std::clamp(*width, kLeastTaggedWidth, kMostTaggedWidth);
}

/// Stairs go up or down as `incline` says; without it both directions are taken as up, the slower.
void take_incline(std::string_view incline, JudgedWay& way) {
  way.use.forward = WayForm::kStairsUp;
  way.use.backward = WayForm::kStairsUp;
  incline = without_unit(trimmed(incline), "%");
  const std::optional<double> slope = parse_number(incline);
  if (incline == "up" || (slope && *slope > 0.0)) {
    way.use.backward = WayForm::kStairsDown;
  } else if (incline == "down" || (slope && *slope < 0.0)) {
    way.use.forward = WayForm::kStairsDown;
  } else {
    way.steps_without_incline = true;
  }
}

/// Foot over access, as OSM ranks them.
WayVerdict walkers_by_tags(const WayTags& tags) {
  if (tags.foot == "no") {
    return WayVerdict::kForbidden;
  }
  const bool foot_allowed = is_one_of(tags.foot, {"yes", "designated", "permissive"});
  const bool closed = is_one_of(tags.access, {"no", "private"}) || tags.foot == "private";
  return closed && !foot_allowed ? WayVerdict::kPrivate : WayVerdict::kOpen;
}

/// The most special of the keys that carries a word known here decides; other words change nothing.
/// Ways for fields, woods or deliveries only are no ways for a city's people.
WayVerdict vehicles_by_tags(const WayTags& tags) {
  for (const std::string_view word :
       {tags.motorcar, tags.motor_vehicle, tags.vehicle, tags.access}) {
    if (is_one_of(word, {"yes", "permissive", "designated", "destination", "customers", "public",
                         "official"})) {
      return WayVerdict::kOpen;
    }
    if (is_one_of(word, {"no", "private", "agricultural", "forestry", "agricultural;forestry",
                         "forestry;agricultural", "delivery", "emergency", "military", "permit"})) {
      return WayVerdict::kForbidden;
    }
  }
  return WayVerdict::kOpen;
}

/// Which directions of a way are open to vehicles.
struct Directions {
  bool forward = true;
  bool backward = true;
  [[nodiscard]] bool both() const { return forward && backward; }
};

Directions directions_of(const WayTags& tags, bool class_one_way, JudgedWay& way) {
  const std::string_view oneway = trimmed(tags.oneway);
  if (is_one_of(oneway, {"yes", "true", "1"})) {
    return {true, false};
  }
  if (is_one_of(oneway, {"-1", "reverse"})) {
    return {false, true};
  }
  if (oneway == "reversible") {
    // Which way it runs at the time of an alarm cannot be known.
    way.reversible = true;
    return {false, false};
  }
  const bool two_way = is_one_of(oneway, {"no", "false", "0", "alternating"});
  way.oneway_tag_refused = !oneway.empty() && !two_way;
  const bool implied = class_one_way || is_one_of(tags.junction, {"roundabout", "circular"});
  return {true, two_way || !implied};
}

/// Whole lanes of a tag; nothing without it or when it cannot be meant.
std::optional<int> tagged_lanes(std::string_view tag, JudgedWay& way) {
  if (tag.empty()) {
    return std::nullopt;
  }
  const std::optional<double> lanes = parse_number(tag);
  if (!lanes || *lanes < 1.0 || *lanes > kMostTaggedLanes || *lanes != std::floor(*lanes)) {
    way.lanes_tag_refused = true;
    return std::nullopt;
  }
  return static_cast<int>(*lanes);
}

/// Lanes of a direction that has no tag of its own: what the other leaves of `all`, else half of
/// them, rounded down; at least one.
int share_of_lanes(int all, std::optional<int> other, bool two_way) {
  if (!two_way) {
    return all;
  }
  return std::max(1, other ? all - *other : all / 2);
}

/// Lanes of each direction; the tag `lanes` is both directions together.
std::pair<int, int> lanes_of(const WayTags& tags, int class_lanes, Directions open,
                             JudgedWay& way) {
  const std::optional<int> all = tagged_lanes(tags.lanes, way);
  const std::optional<int> forward = tagged_lanes(tags.lanes_forward, way);
  const std::optional<int> backward = tagged_lanes(tags.lanes_backward, way);
  const auto rest = [&](std::optional<int> other) {
    return all ? share_of_lanes(*all, other, open.both()) : class_lanes;
  };
  return {forward.value_or(rest(backward)), backward.value_or(rest(forward))};
}

/// The legal limit, km/h; nothing when there is none or it is not known.
std::optional<double> speed_limit(std::string_view tag, JudgedWay& way) {
  tag = trimmed(tag);
  if (tag.empty() || tag == "none") {
    return std::nullopt;
  }
  if (tag == "walk") {
    return kWalkingPace;
  }
  const std::string_view miles = without_unit(tag, "mph");
  double unit = kKmhPerMph;
  if (miles.size() == tag.size()) {
    unit = 1.0;
    for (const std::string_view name : {"km/h", "kmh", "kph"}) {
      tag = without_unit(tag, name);
    }
  }
  const std::optional<double> number = parse_number(unit == 1.0 ? tag : miles);
  if (!number || *number * unit < kLeastLimit || *number * unit > kMostLimit) {
    way.maxspeed_tag_refused = true;
    return std::nullopt;
  }
  return *number * unit;
}

DriveUse drive_use(int lanes, double speed, double capacity) {
  return {static_cast<std::uint8_t>(lanes), static_cast<float>(speed / kKmhPerMs),
          static_cast<float>(lanes * capacity / kSecondsPerHour)};
}

/// What carries the way, and its level: bridges without a layer lie one above, tunnels one below
/// the ground, as OSM's editors assume (R). Passages through buildings and roofs over a street are
/// on the ground.
void take_structure(const WayTags& tags, JudgedWay& way) {
  if (!tags.bridge.empty() && tags.bridge != "no") {
    way.use.structure = WayStructure::kBridge;
    way.use.layer = 1;
  } else if (!tags.tunnel.empty() && !is_one_of(tags.tunnel, {"no", "building_passage",
                                                              "avalanche_protector", "covered"})) {
    way.use.structure = WayStructure::kTunnel;
    way.use.layer = -1;
  }
  if (tags.layer.empty()) {
    return;
  }
  const std::optional<double> layer = parse_number(tags.layer);
  if (!layer || *layer != std::floor(*layer)) {
    way.layer_tag_refused = true;
    return;
  }
  using Limits = std::numeric_limits<std::int8_t>;
  way.use.layer =
      static_cast<std::int8_t>(std::clamp<double>(*layer, Limits::min(), Limits::max()));
}

}  // namespace

WayRules::WayRules(const StreetsSpec& spec) : walk_(spec.walk), drive_(spec.drive) {
  for (const WayClass& row : way_classes()) {
    rules_.push_back({std::string(row.highway), row.width, row.width_tag_counts, row.lanes,
                      row.speed, row.capacity, row.one_way});
  }
  for (const WayClassSpec& exception : spec.classes) {
    auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const WayRule& each) {
      return each.highway == exception.highway;
    });
    if (rule == rules_.end()) {
      rule = rules_.insert(rules_.end(), WayRule{exception.highway, kDefaultClassWidth});
    }
    const double width = exception.width.value_or(rule->width);
    const bool walkable = exception.walkable.value_or(width > 0.0);
    rule->width = !walkable ? 0.0 : width > 0.0 ? width : kDefaultClassWidth;
    rule->lanes = exception.lanes.value_or(rule->lanes);
    rule->speed = exception.speed.value_or(rule->speed > 0.0 ? rule->speed : kDefaultClassSpeed);
    rule->capacity =
        exception.capacity.value_or(rule->capacity > 0.0 ? rule->capacity : kDefaultClassCapacity);
    rule->one_way = exception.one_way.value_or(rule->one_way);
  }
}

const WayRule* WayRules::find(std::string_view highway) const noexcept {
  const auto rule = std::find_if(rules_.begin(), rules_.end(),
                                 [&](const WayRule& each) { return each.highway == highway; });
  return rule == rules_.end() ? nullptr : &*rule;
}

std::optional<WayRule> WayRules::row(std::string_view highway) const {
  const WayRule* rule = find(highway);
  return rule == nullptr ? std::nullopt : std::optional(*rule);
}

JudgedWay WayRules::judge(const WayTags& tags) const {
  JudgedWay way;
  const WayRule* rule = find(tags.highway);
  if (rule == nullptr) {
    way.walkers = tags.highway.empty() ? WayVerdict::kNoHighwayTag : WayVerdict::kUnknownClass;
    way.vehicles = way.walkers;
    return way;
  }
  judge_walkers(*rule, tags, way);
  judge_vehicles(*rule, tags, way);
  if (way.is_usable()) {
    take_structure(tags, way);
  }
  return way;
}

void WayRules::judge_walkers(const WayRule& rule, const WayTags& tags, JudgedWay& way) const {
  way.walkers = !walk_              ? WayVerdict::kNotAsked
                : rule.width == 0.0 ? WayVerdict::kClass
                                    : walkers_by_tags(tags);
  if (way.walkers != WayVerdict::kOpen) {
    return;
  }
  way.use.width = static_cast<float>(
      rule.width_tag_counts ? tagged_width(tags.width, rule.width, way) : rule.width);
  if (tags.highway == "steps") {
    take_incline(tags.incline, way);
  }
}

// A maxspeed tag can only lower a speed: it is the most that the law allows, where the table's
// speeds are what traffic reaches between junctions and at them. Raising them to the limit would
// undo that.
void WayRules::judge_vehicles(const WayRule& rule, const WayTags& tags, JudgedWay& way) const {
  way.vehicles = !drive_           ? WayVerdict::kNotAsked
                 : rule.lanes == 0 ? WayVerdict::kClass
                                   : vehicles_by_tags(tags);
  if (way.vehicles != WayVerdict::kOpen) {
    return;
  }
  const Directions open = directions_of(tags, rule.one_way, way);
  if (way.reversible) {
    way.vehicles = WayVerdict::kForbidden;
    return;
  }
  const auto [forward, backward] = lanes_of(tags, rule.lanes, open, way);
  const double speed = std::min(rule.speed, speed_limit(tags.maxspeed, way).value_or(rule.speed));
  if (open.forward) {
    way.use.drive_forward = drive_use(forward, speed, rule.capacity);
  }
  if (open.backward) {
    way.use.drive_backward = drive_use(backward, speed, rule.capacity);
  }
}

}  // namespace yanbi
