// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads, shelters and trips made by hand for tests of vehicles: what the kernel reads, without a
// city file and without a planner in between.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/kernel/simulation.hpp"

namespace yanbi::test {

/// A one-way road of one link.
struct Road {
  std::size_t from = 0;  ///< node
  std::size_t to = 0;
  std::uint32_t length_mm = 100'000;
  float speed = 10.0F;    ///< m/s
  float capacity = 1.0F;  ///< vehicles/s
  std::uint8_t lanes = 1;
};

/// A party, its way and when it leaves.
struct Trip {
  std::vector<std::size_t> roads;
  Tick departs = {};
  std::uint16_t persons = 1;
  std::uint32_t start_mm = 0;                ///< on the first road
  std::optional<std::uint32_t> end_mm = {};  ///< on the last road; none = its end
  std::uint32_t access_mm = 0;               ///< on foot to the vehicle
  std::uint32_t egress_mm = 0;               ///< on foot from the vehicle to the door
  std::size_t shelter = 0;
};

/// Roads, shelters with one door each, and trips, in any order. Numbers count from 0 as added.
class DrivingCity {
 public:
  static constexpr double kAtOnce = std::numeric_limits<double>::infinity();

  std::size_t node() { return nodes_++; }
  std::size_t road(const Road& road);
  /// `rate` in persons/s.
  std::size_t shelter(std::int32_t places, double rate = kAtOnce);
  std::size_t trip(Trip trip);
  /// Whoever the door of `shelter` refuses may go on by `onward`; nearest first. Its departure,
  /// persons and access do not matter.
  void alternative(std::size_t shelter, Trip onward);

  [[nodiscard]] const std::vector<Road>& roads() const noexcept { return roads_; }
  [[nodiscard]] std::size_t node_count() const noexcept { return nodes_; }

 private:
  friend class DrivingRun;
  struct ShelterPlace {
    std::int32_t places = 0;
    double rate = kAtOnce;
    std::vector<Trip> alternatives = {};
  };
  std::size_t nodes_ = 0;
  std::vector<Road> roads_;
  std::vector<ShelterPlace> shelters_;
  std::vector<Trip> trips_;
};

/// People walk at 1 m/s where they walk, nobody is sent on, links are recorded, and the one
/// deadline is the horizon. Queues come first in the tests: kinematic waves are these with two more
/// rules.
[[nodiscard]] Scenario drive(double horizon_s, LinkModel links = LinkModel::kQueue);
/// For the names of tests.
[[nodiscard]] std::string name_of(LinkModel links);

/// Everything that one run reads and leaves, kept together so that references stay valid. The
/// roads of the city are asked for by their numbers there, not by their links.
class DrivingRun {
 public:
  DrivingRun(const DrivingCity& city, Scenario scenario, const ThreadUse& use = 1);

  [[nodiscard]] SimulationInput input() const {
    return {network_, origins_, parties_, shelters_, plan_, scenario_};
  }
  [[nodiscard]] Outcome on(const ThreadUse& use) const { return simulate(input(), 0, use); }
  [[nodiscard]] const Outcome& outcome() const noexcept { return outcome_; }
  [[nodiscard]] LinkId link(std::size_t road) const { return link_of_road_[road]; }
  [[nodiscard]] std::int64_t volume(std::size_t road) const {
    return outcome_.links.volume[link(road).index()];
  }
  [[nodiscard]] Tick arrived(std::size_t trip) const { return outcome_.parties.arrived_at[trip]; }
  [[nodiscard]] Tick refused(std::size_t trip) const { return outcome_.parties.refused_at[trip]; }
  /// Instants lost on the road and beside it up to the last deadline.
  [[nodiscard]] std::uint32_t held_up(std::size_t trip) const {
    return outcome_.at_deadline.back().congestion[trip];
  }

 private:
  RouteId add_route(const Trip& trip);

  std::vector<Road> roads_;
  Scenario scenario_;
  std::vector<LinkId> link_of_road_;
  RoadNetwork network_;
  Origins origins_;
  Parties parties_;
  Shelters shelters_;
  Plan plan_;
  Outcome outcome_;
};

}  // namespace yanbi::test
