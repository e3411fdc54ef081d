// SPDX-License-Identifier: Apache-2.0
#pragma once
// From the tags of a way to what walkers and vehicles may do on it: a table by the value of
// `highway`, the exceptions that a city file makes to it, and the tags that say more.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/import/roads/road_lines.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// One row of the table.
struct WayClass {
  std::string_view highway;
  double width = 0.0;  ///< effective walkable width, m, both directions together; 0 = nobody walks
  /// The way is made for people on foot, so its `width` tag is what they can use; elsewhere that
  /// tag is the carriageway's.
  bool width_tag_counts = false;
  int lanes = 0;          ///< for vehicles, each direction; 0 = no vehicles
  double speed = 0.0;     ///< free speed of vehicles, km/h
  double capacity = 0.0;  ///< vehicles/h and lane
  bool one_way = false;   ///< for vehicles, unless tagged otherwise
};

/// The built-in table. Widths are assumptions (R): sidewalks of both sides together on streets with
/// traffic, the usual breadth of the surface elsewhere. Lanes, speeds and capacities are MATSim's
/// defaults for OpenStreetMap (V, read in that project); its speeds are low because they stand for
/// the delay at junctions too. Service roads and tracks: assumptions (R), said in the source.
[[nodiscard]] std::span<const WayClass> way_classes() noexcept;

/// The tags of one way that matter here; empty = not tagged.
struct WayTags {
  std::string_view highway;
  std::string_view foot;
  std::string_view access;
  std::string_view width;
  std::string_view incline;
  std::string_view oneway;
  std::string_view junction;
  std::string_view lanes;
  std::string_view lanes_forward;
  std::string_view lanes_backward;
  std::string_view maxspeed;
  std::string_view vehicle;
  std::string_view motor_vehicle;
  std::string_view motorcar;
  std::string_view bridge;
  std::string_view tunnel;
  std::string_view layer;
};

/// Names of the tags, in the order of WayTags.
[[nodiscard]] std::span<const char* const> way_tag_names() noexcept;
/// Puts the value of the tag with that position in its place.
void set_way_tag(WayTags& tags, std::size_t position, std::string_view value);

/// What a rule says to walkers, or to vehicles, about one way.
enum class WayVerdict : std::uint8_t {
  kOpen,
  kNoHighwayTag,  ///< nothing says that it is a way
  kUnknownClass,
  kClass,      ///< the class is not for them
  kForbidden,  ///< walkers: foot = no; vehicles: their access tags
  kPrivate,    ///< walkers: no or private access, and nothing that allows them
  kNotAsked,   ///< the network is not for them at all
};
constexpr std::size_t kWayVerdicts = 7;

/// What a way is for, with what had to be assumed.
struct JudgedWay {
  WayUse use;  ///< closed to those whose verdict is not kOpen
  WayVerdict walkers = WayVerdict::kNoHighwayTag;
  WayVerdict vehicles = WayVerdict::kNoHighwayTag;
  bool steps_without_incline = false;
  bool reversible = false;  ///< one-way, with a direction that changes; closed to vehicles for that
  // Tags that were there and could not be used.
  bool width_tag_refused = false;
  bool lanes_tag_refused = false;
  bool maxspeed_tag_refused = false;
  bool oneway_tag_refused = false;
  bool layer_tag_refused = false;

  /// Whether anybody may use it; else it is left out.
  [[nodiscard]] bool is_usable() const noexcept {
    return walkers == WayVerdict::kOpen || vehicles == WayVerdict::kOpen;
  }
};

/// A row of the table with a city's exceptions: units as in WayClass. It owns its name, since a
/// city's may be of any spelling.
struct WayRule {
  std::string highway;
  double width = 0.0;
  bool width_tag_counts = false;
  int lanes = 0;
  double speed = 0.0;
  double capacity = 0.0;
  bool one_way = false;
};

/// The table with a city's exceptions.
class WayRules {
 public:
  explicit WayRules(const StreetsSpec& spec = {});

  [[nodiscard]] JudgedWay judge(const WayTags& tags) const;

  /// The row of a class with the city's exceptions, for sources that say what a link is like
  /// without tags; nothing for an unknown class.
  [[nodiscard]] std::optional<WayRule> row(std::string_view highway) const;

 private:
  [[nodiscard]] const WayRule* find(std::string_view highway) const noexcept;
  void judge_walkers(const WayRule& rule, const WayTags& tags, JudgedWay& way) const;
  void judge_vehicles(const WayRule& rule, const WayTags& tags, JudgedWay& way) const;
  std::vector<WayRule> rules_;
  bool walk_ = true;
  bool drive_ = true;
};

}  // namespace yanbi
