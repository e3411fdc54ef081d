// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/kernel/driving_city.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

/// Numbers of the roads in the order of their links.
std::vector<std::size_t> by_tail_and_head(const std::vector<Road>& roads) {
  std::vector<std::size_t> order(roads.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(roads[a].from, roads[a].to) < std::pair(roads[b].from, roads[b].to);
  });
  return order;
}

RoadNetwork network_of(const std::vector<Road>& roads, std::size_t nodes) {
  LinkColumns links;
  for (const std::size_t r : by_tail_and_head(roads)) {
    links.tail.emplace_back(roads[r].from);
    links.head.emplace_back(roads[r].to);
    links.length_mm.push_back(roads[r].length_mm);
    links.lanes.push_back(roads[r].lanes);
    links.speed.push_back(roads[r].speed);
    links.capacity.push_back(roads[r].capacity);
  }
  links.width.assign(roads.size(), 0.0F);
  links.form.assign(roads.size(), WayForm::kFlat);
  links.opposite.resize(roads.size());
  links.street.assign(roads.size(), 0);
  const std::vector<double> zeros(nodes, 0.0);
  return {zeros, zeros, std::move(links), StreetColumns{{0}, {0, 0}, {}, {}}};
}

}  // namespace

std::size_t DrivingCity::road(const Road& road) {
  roads_.push_back(road);
  return roads_.size() - 1;
}

std::size_t DrivingCity::shelter(std::int32_t places, double rate) {
  shelters_.push_back({places, rate});
  return shelters_.size() - 1;
}

std::size_t DrivingCity::trip(Trip trip) {
  trips_.push_back(std::move(trip));
  return trips_.size() - 1;
}

void DrivingCity::alternative(std::size_t shelter, Trip onward) {
  shelters_[shelter].alternatives.push_back(std::move(onward));
}

std::string name_of(LinkModel links) { return links == LinkModel::kQueue ? "queue" : "wave"; }

Scenario drive(double horizon_s, LinkModel links) {
  Scenario scenario = drill(1.0, horizon_s);
  scenario.driving.links = links;
  scenario.run.mode = RunMode::kDrive;
  scenario.redirection.enabled = false;
  return scenario;
}

DrivingRun::DrivingRun(const DrivingCity& city, Scenario scenario, const ThreadUse& use)
    : roads_(city.roads()),
      scenario_(std::move(scenario)),
      link_of_road_(roads_.size()),
      network_(network_of(roads_, city.node_count())) {
  const std::vector<std::size_t> order = by_tail_and_head(roads_);
  for (std::size_t link = 0; link < order.size(); ++link) {
    link_of_road_[order[link]] = LinkId(link);
  }
  for (std::size_t t = 0; t < city.trips_.size(); ++t) {
    const Trip& trip = city.trips_[t];
    parties_.origin.emplace_back(t);
    parties_.persons.push_back(trip.persons);
    parties_.key.push_back(t);
    plan_.shelter.emplace_back(trip.shelter);
    plan_.departs_at.push_back(trip.departs);
    plan_.route.push_back(add_route(trip));
  }
  shelters_.first_entrance = {0};
  plan_.first_alternative = {0};
  for (std::size_t s = 0; s < city.shelters_.size(); ++s) {
    shelters_.work.emplace_back(s);
    shelters_.places.push_back(city.shelters_[s].places);
    shelters_.first_entrance.push_back(static_cast<std::uint32_t>(s + 1));
    shelters_.entrance_shelter.emplace_back(s);
    shelters_.entrance_position.push_back({LinkId(0), 0});  // of no account once routes are given
    shelters_.entrance_access_mm.push_back(0);
    shelters_.entrance_rate.push_back(city.shelters_[s].rate);
    for (const Trip& onward : city.shelters_[s].alternatives) {
      plan_.alternatives.push_back({ShelterId(onward.shelter), add_route(onward)});
    }
    plan_.first_alternative.push_back(static_cast<std::uint32_t>(plan_.alternatives.size()));
  }
  outcome_ = on(use);
}

RouteId DrivingRun::add_route(const Trip& trip) {
  std::vector<LinkId> links;
  for (const std::size_t road : trip.roads) {
    links.push_back(link(road));
  }
  const std::uint32_t whole = roads_[trip.roads.back()].length_mm;
  return plan_.routes.add({links, trip.start_mm, trip.end_mm.value_or(whole), trip.access_mm,
                           trip.egress_mm, EntranceId(trip.shelter)});
}

}  // namespace yanbi::test
