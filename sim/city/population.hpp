// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where people are: origins (buildings, population points) and how many persons each holds in each
// named population ("1986", "night").

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"

namespace yanbi {

/// Places people start from, one column each; index = OriginId.
struct Origins {
  std::vector<std::string> key;  ///< id in the source, unique
  std::vector<double> x;         ///< working CRS, m
  std::vector<double> y;
  std::vector<std::optional<LinkPosition>>
      position;                ///< nearest place on a link; none = off network
  std::vector<double> access;  ///< straight distance to that place, m (0 when off network)
  /// Floors of the building above ground; 0 = not known. Empty = not known anywhere.
  std::vector<std::uint8_t> floors = {};

  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
};

/// People from `first` to `last` years of age.
struct AgeGroup {
  std::string label;
  int first = 0;
  std::optional<int> last = {};  ///< none = and older
  friend bool operator==(const AgeGroup&, const AgeGroup&) = default;
};

/// Who lives together, and how old they are, in one part of the city: both are shares.
struct Profile {
  std::string name;                      ///< "张店区", or another word for people
  std::vector<double> household_shares;  ///< share of households by size, [0] = one person
  std::vector<double> age_shares = {};   ///< of persons, by age group; empty = not known
  friend bool operator==(const Profile&, const Profile&) = default;
};

/// One population: persons at each origin, summing to a stated total.
struct Population {
  std::string name;
  std::string note;                   ///< how it was made, for reports
  std::vector<std::int32_t> persons;  ///< size: origins
  /// Share of households by size, [0] = one person, where no profile says otherwise. Sums to 1.
  std::vector<double> household_shares;
  std::vector<AgeGroup> age_groups = {};    ///< ascending, without gaps; empty = ages not known
  std::vector<Profile> profiles = {};       ///< empty = `household_shares` holds for everybody
  std::vector<std::uint32_t> profile = {};  ///< by origin, index of `profiles`; empty as that

  [[nodiscard]] std::int64_t total() const noexcept;
  [[nodiscard]] const std::vector<double>& household_shares_at(std::size_t origin) const {
    return profiles.empty() ? household_shares : profiles[profile[origin]].household_shares;
  }
  /// Share of the people by age group; empty where ages are not known.
  [[nodiscard]] std::span<const double> age_shares_at(std::size_t origin) const {
    return profiles.empty() ? std::span<const double>{} : profiles[profile[origin]].age_shares;
  }
  /// Whether the ages of some of the people are known.
  [[nodiscard]] bool has_ages() const noexcept;
};

}  // namespace yanbi
