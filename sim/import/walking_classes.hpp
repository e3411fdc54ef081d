// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which tagged ways people can walk on, and how much width a crowd has there: a table by the value
// of `highway`, the exceptions of `foot` and `access`, and the `width` tag where it can be
// believed.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/city/road_network.hpp"
#include "sim/import/city_spec.hpp"

namespace yanbi {

/// One row of the table. Widths are effective walkable widths, m, of both directions together.
struct WalkingClass {
  std::string_view highway;
  bool walkable = true;
  double width = 2.0;
  /// The way is made for people on foot, so its `width` tag is what they can use; elsewhere that
  /// tag is the carriageway's.
  bool width_tag_counts = false;
};

/// The built-in table. All widths are assumptions (R): sidewalks of both sides together on streets
/// with traffic, the usual breadth of the surface elsewhere.
[[nodiscard]] std::span<const WalkingClass> walking_classes() noexcept;

/// The tags of one way that matter here; empty = not tagged.
struct WayTags {
  std::string_view highway;
  std::string_view foot;
  std::string_view access;
  std::string_view width;
  std::string_view incline;
};

/// Why a way is left out.
enum class NotWalkable { kNoHighwayTag, kUnknownClass, kClass, kFootForbidden, kPrivate };

/// How a walkable way is used.
struct WalkableWay {
  double width = 0.0;                 ///< m
  WayForm forward = WayForm::kFlat;   ///< in the direction of the line
  WayForm backward = WayForm::kFlat;  ///< against it
  bool steps_without_incline = false;
  bool width_tag_refused = false;  ///< there was a width tag that is no number or cannot be
};

/// The table with a city's exceptions.
class WalkingRules {
 public:
  explicit WalkingRules(const std::vector<WayClassSpec>& exceptions = {});

  /// The use of a way, or nothing and the reason in `why_not`.
  [[nodiscard]] std::optional<WalkableWay> judge(const WayTags& tags, NotWalkable& why_not) const;

 private:
  struct Rule {
    std::string highway;
    bool walkable = true;
    double width = 2.0;
    bool width_tag_counts = false;
  };
  [[nodiscard]] const Rule* find(std::string_view highway) const noexcept;
  std::vector<Rule> rules_;
};

}  // namespace yanbi
