// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ground of a synthetic city: its districts, made up or real, and how many people of what kind
// they hold.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/import/people/zone_locator.hpp"
#include "sim/import/synthetic/plane.hpp"
#include "sim/import/synthetic/synthetic_spec.hpp"

namespace yanbi {

/// A part of the ground in which settlements are placed and a known number of people live: a real
/// district, or the whole of a made-up frame.
struct Region {
  double area = 0.0;  ///< m2
  std::int64_t persons = 0;
  double urban_share = 1.0;
  std::vector<std::vector<Point>> rings;  ///< its outline, closed implicitly
  Point low;                              ///< south-west corner of the box around it
  Point high;
};

struct Frame {
  bool is_real = false;
  std::string crs;
  Geography districts;  ///< without members
  std::vector<Region> regions;
  std::vector<std::uint32_t> region_of_zone;
  std::vector<AgeGroup> age_groups;      ///< empty = the census has no ages
  std::vector<double> household_shares;  ///< where no profile says otherwise
  std::vector<Profile> profiles;         ///< by district; empty = the census has no households
  std::vector<InputFile> inputs;
};

/// Makes the frame, or reads it. A made-up one lies in the Gulf of Guinea (UTM zone 31 north), so
/// that nobody takes it for a place. Districts without a row in the census, rows without a district
/// and wrong numbers are problems; the frame is then not complete.
[[nodiscard]] Frame make_frame(const SyntheticSpec& spec, ProblemList& problems,
                               std::vector<ImportNote>& notes);

/// Answers what lies where. Keeps a reference to the frame.
class Ground {
 public:
  explicit Ground(const Frame& frame) : frame_(frame), zones_(frame.districts) {}

  [[nodiscard]] const Frame& frame() const noexcept { return frame_; }
  [[nodiscard]] std::optional<ZoneId> district(Point p) const { return zones_.find(p.x, p.y); }
  [[nodiscard]] bool holds(Point p) const { return district(p).has_value(); }
  [[nodiscard]] bool region_holds(std::uint32_t region, Point p) const {
    const std::optional<ZoneId> zone = district(p);
    return zone && frame_.region_of_zone[zone->index()] == region;
  }
  /// Distance to the outline of a region, m.
  [[nodiscard]] double border_distance(std::uint32_t region, Point p) const;

 private:
  const Frame& frame_;
  ZoneLocator zones_;
};

}  // namespace yanbi
