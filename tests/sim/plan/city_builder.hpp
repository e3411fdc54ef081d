// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small cities for tests of the plan: made by hand, street by street, or at random from a seed; and
// distances in them by a method that shares nothing with the code under test.

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/plan/parties.hpp"
#include "sim/plan/plan.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi::test {

/// A place on a street, mm from the street's first node.
struct OnStreet {
  std::size_t street = 0;
  std::uint32_t offset_mm = 0;
};

class CityBuilder {
 public:
  std::size_t node();
  /// Both directions unless `one_way`, which leads from `a` to `b` only.
  std::size_t street(std::size_t a, std::size_t b, std::uint32_t length_mm, bool one_way = false);
  /// Width, m, and form from `a` to `b` of the latest street; 3 m and flat without it.
  void shape(double width, WayForm form = WayForm::kFlat);
  /// An origin; none = off the network.
  std::size_t origin(const std::string& key, std::int32_t persons, std::optional<OnStreet> place,
                     double access = 0.0);
  /// A personnel work without doors; its key gets the ledger "l" unless it names one.
  std::size_t work(const std::string& key, std::int32_t places);
  /// A door of the latest work; none = no street near enough.
  void door(std::optional<OnStreet> place, double access = 0.0,
            std::optional<double> width = std::nullopt);
  /// The city: one population "all" in households of one, one layout "all".
  [[nodiscard]] City build(std::vector<double> household_shares = {1.0}) const;

 private:
  struct Street {
    std::size_t a = 0;
    std::size_t b = 0;
    std::uint32_t length_mm = 0;
    bool one_way = false;
    double width = 3.0;
    WayForm form = WayForm::kFlat;
  };
  struct Link {
    std::size_t tail = 0;
    std::size_t head = 0;
    std::size_t street = 0;
    bool backward = false;
  };
  [[nodiscard]] std::vector<Link> sorted_links() const;

  std::size_t nodes_ = 0;
  std::vector<Street> streets_;
  struct Place {
    std::string key;
    std::int32_t count = 0;
    std::optional<OnStreet> place;
    double access = 0.0;
  };
  std::vector<Place> origins_;
  std::vector<Place> works_;
  struct Door {
    std::size_t work = 0;
    std::optional<OnStreet> place;
    double access = 0.0;
    std::optional<double> width;
  };
  std::vector<Door> doors_;
};

/// A random city of a few nodes: loops, parallel and one-way streets, places at ends and in the
/// middle, several on one street, works with zero to three doors, some without places.
[[nodiscard]] City random_city(std::uint32_t seed);
/// A grid of `side` x `side` crossings 100 m apart, with origins and works in the middle of
/// streets.
[[nodiscard]] City grid_city(std::size_t side, std::size_t origins, std::size_t works,
                             std::int32_t places, std::uint32_t seed);

[[nodiscard]] inline Parties parties_of(const City& city) {
  return make_parties(city.origins, city.populations.front(), 1);
}
[[nodiscard]] inline Shelters shelters_of(const City& city) {
  return make_shelters(city, city.layouts.front(), EntranceParameters{});
}
[[nodiscard]] Scenario scenario_with(PlanPolicy policy, double max_walk = 1e6);

/// Walks between places by Floyd and Warshall's algorithm on a graph in which every place is a
/// node.
class BruteForce {
 public:
  static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max() / 4;

  BruteForce(const City& city, const Shelters& shelters);
  /// From the origin itself through the door, mm; kNever where there is no way.
  [[nodiscard]] std::uint64_t walk_mm(OriginId origin, EntranceId door) const;
  [[nodiscard]] std::uint64_t walk_mm(OriginId origin, ShelterId shelter) const;
  /// From one door back to the street and through another.
  [[nodiscard]] std::uint64_t walk_mm(EntranceId from, ShelterId to) const;

 private:
  [[nodiscard]] std::uint64_t& at(std::size_t from, std::size_t to) {
    return distance_[from * count_ + to];
  }
  const City& city_;
  const Shelters& shelters_;
  std::size_t count_ = 0;
  std::size_t first_origin_ = 0;
  std::size_t first_door_ = 0;
  std::vector<std::uint64_t> distance_;
};

/// What is wrong with a route as a walk from `start` (a place on a link) to its door; "" = nothing.
[[nodiscard]] std::string fault_of(const Route& route, LinkPosition start, const City& city,
                                   const Shelters& shelters);

}  // namespace yanbi::test
