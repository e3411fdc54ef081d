// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/osm_restrictions.hpp"

#include <fmt/format.h>
#include <osmium/osm/relation.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

#include "sim/import/notes.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr std::string_view kKey = "restriction";
/// Kinds of vehicles that a motor car is one of.
constexpr std::array<std::string_view, 3> kCars = {"motorcar", "motor_vehicle", "vehicle"};

bool is_for_cars(std::string_view word) {
  return std::find(kCars.begin(), kCars.end(), word) != kCars.end();
}

/// Whether a list such as "psv;bicycle" names motor cars.
bool names_cars(std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    if (is_for_cars(trimmed(list.substr(0, end)))) {
      return true;
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// What the tags of a restriction say, whatever their order.
struct RestrictionTags {
  std::string_view plain;  ///< "restriction", for all vehicles
  std::string_view cars;   ///< "restriction:motorcar" and the like
  bool others = false;     ///< "restriction:hgv" and the like
  bool conditional = false;
  bool timed = false;  ///< days or hours, as they were tagged before there were conditional tags
  bool cars_excepted = false;

  explicit RestrictionTags(const osmium::TagList& tags) {
    for (const osmium::Tag& tag : tags) {
      take(tag.key(), tag.value());
    }
  }

 private:
  void take(std::string_view key, std::string_view value) {
    if (key == kKey) {
      plain = value;
    } else if (key == "except") {
      cars_excepted = names_cars(value);
    } else if (key == "day_on" || key == "hour_on") {
      timed = true;
    } else if (key.starts_with("restriction:")) {
      if (key.ends_with(":conditional")) {
        conditional = true;
      } else if (is_for_cars(key.substr(kKey.size() + 1))) {
        cars = value;
      } else {
        others = true;
      }
    }
  }
};

bool rule_before(const TurnRule& a, const TurnRule& b) {
  return std::tie(a.from_source_id, a.via, a.to_source_id, a.only) <
         std::tie(b.from_source_id, b.via, b.to_source_id, b.only);
}

bool same_rule(const TurnRule& a, const TurnRule& b) {
  return !rule_before(a, b) && !rule_before(b, a);
}

}  // namespace

OsmRestrictions::Fate OsmRestrictions::read_value(const osmium::Relation& relation,
                                                  Restriction& restriction) {
  const RestrictionTags tags(relation.tags());
  std::string_view value = tags.cars;
  if (value.empty() && !tags.cars_excepted) {
    value = tags.plain;
  }
  if (value.empty() && (tags.cars_excepted || tags.others)) {
    return Fate::kOtherVehicles;
  }
  const bool has_condition = value.find('@') != std::string_view::npos;
  if (tags.timed || has_condition || (value.empty() && tags.conditional)) {
    return Fate::kConditional;
  }
  restriction.only = value.starts_with("only_");
  return restriction.only || value.starts_with("no_") ? Fate::kUsed : Fate::kUnreadable;
}

OsmRestrictions::Fate OsmRestrictions::read_members(const osmium::Relation& relation,
                                                    Restriction& restriction) {
  for (const osmium::RelationMember& member : relation.members()) {
    const std::string_view role = member.role();
    if (member.type() == osmium::item_type::way && role == "from") {
      restriction.from.push_back(member.ref());
    } else if (member.type() == osmium::item_type::way && role == "to") {
      restriction.to.push_back(member.ref());
    } else if (member.type() == osmium::item_type::node && role == "via") {
      restriction.via.push_back(member.ref());
    } else if (role == "via") {
      restriction.via_way = true;
    }
  }
  if (restriction.via_way) {
    return Fate::kViaWay;
  }
  const std::size_t ways = std::max(restriction.from.size(), restriction.to.size());
  const bool whole = !restriction.from.empty() && !restriction.to.empty() &&
                     restriction.via.size() == 1 && (ways == 1 || !restriction.only);
  return whole ? Fate::kUsed : Fate::kUnreadable;
}

void OsmRestrictions::add(const osmium::Relation& relation) {
  const std::string_view type = relation.tags().get_value_by_key("type", "");
  // Some are typed like the key of their value: "restriction:motorcar".
  const bool of_other_vehicles =
      type.starts_with("restriction:") && !is_for_cars(type.substr(kKey.size() + 1));
  if (!relation.visible() || (type != kKey && !type.starts_with("restriction:"))) {
    return;
  }
  if (of_other_vehicles) {
    ++count(Fate::kOtherVehicles);
    return;
  }
  Restriction restriction;
  restriction.id = relation.id();
  restriction.version = relation.version();
  Fate fate = read_value(relation, restriction);
  if (fate == Fate::kUsed) {
    fate = read_members(relation, restriction);
  }
  if (fate == Fate::kUsed) {
    restrictions_.push_back(std::move(restriction));
  } else {
    ++count(fate);
  }
}

std::vector<TurnRule> OsmRestrictions::rules(
    const std::function<std::optional<std::uint32_t>(std::int64_t)>& vertex_of,
    const std::function<bool(std::int64_t)>& has_way, const OsmFile& file, ProblemList& problems) {
  std::stable_sort(restrictions_.begin(), restrictions_.end(),
                   [](const Restriction& a, const Restriction& b) { return a.id < b.id; });
  std::vector<TurnRule> rules;
  for (std::size_t r = 0; r < restrictions_.size(); ++r) {
    const Restriction& restriction = restrictions_[r];
    if (r > 0 && restrictions_[r - 1].id == restriction.id) {
      if (restrictions_[r - 1] != restriction) {
        problems.add(file.twice("relation", restriction.id, restrictions_[r - 1].version,
                                restriction.version));
      }
      continue;
    }
    const std::optional<std::uint32_t> via = vertex_of(restriction.via.front());
    const bool known = via &&
                       std::all_of(restriction.from.begin(), restriction.from.end(), has_way) &&
                       std::all_of(restriction.to.begin(), restriction.to.end(), has_way);
    ++count(known ? Fate::kUsed : Fate::kElsewhere);
    if (!known) {
      continue;
    }
    for (const std::int64_t from : restriction.from) {
      for (const std::int64_t to : restriction.to) {
        rules.push_back({from, *via, to, restriction.only});
      }
    }
  }
  std::sort(rules.begin(), rules.end(), rule_before);
  rules.erase(std::unique(rules.begin(), rules.end(), same_rule), rules.end());
  return rules;
}

void OsmRestrictions::add_notes(std::vector<ImportNote>& notes) const {
  struct Row {
    Fate fate;
    const char* key;
    const char* text;
  };
  constexpr std::array<Row, kFates> kRows = {{
      {Fate::kUsed, "turn_restrictions", "turn restrictions for motor cars were read"},
      {Fate::kOtherVehicles, "turn_restrictions_other_vehicles",
       "turn restrictions are not for motor cars: not used"},
      {Fate::kConditional, "turn_restrictions_conditional",
       "turn restrictions hold at certain times or for certain loads only: not used"},
      {Fate::kViaWay, "turn_restrictions_via_way",
       "turn restrictions lead over a way instead of a node: not modelled"},
      {Fate::kUnreadable, "turn_restrictions_unreadable",
       "turn restrictions lack members, have too many, or an unknown value: not used"},
      {Fate::kElsewhere, "turn_restrictions_elsewhere",
       "turn restrictions are of ways or nodes that vehicles have no use of here: not used"},
  }};
  for (const Row& row : kRows) {
    const std::size_t figure = counts_[static_cast<std::size_t>(row.fate)];
    if (figure > 0) {
      add_note(notes, kStreetsTopic, row.key, as_figure(figure), "relations",
               fmt::format("{} {}.", figure, row.text));
    }
  }
}

}  // namespace yanbi
