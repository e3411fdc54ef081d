// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_input.hpp"

namespace yanbi {
namespace {

std::vector<std::uint32_t> accesses(const Origins& origins) {
  std::vector<std::uint32_t> access_mm;
  access_mm.reserve(origins.size());
  for (const double metres : origins.access) {
    access_mm.push_back(to_millimetres(metres));
  }
  return access_mm;
}

std::vector<PlaceIndex::Place> places_of(const Origins& origins,
                                         std::span<const std::uint32_t> first_party,
                                         std::span<const std::uint32_t> access_mm) {
  std::vector<PlaceIndex::Place> places;
  for (std::size_t o = 0; o < origins.size(); ++o) {
    if (origins.position[o] && first_party[o] < first_party[o + 1]) {
      places.push_back({static_cast<std::uint32_t>(o), *origins.position[o], access_mm[o]});
    }
  }
  return places;
}

}  // namespace

PlanInput::PlanInput(const City& city, const Parties& parties, const Shelters& shelters,
                     int threads, const ProgressCallback& progress)
    : city_(&city),
      parties_(&parties),
      shelters_(&shelters),
      threads_(threads),
      progress_(&progress),
      first_party_(first_parties(parties, city.origins.size())),
      access_mm_(accesses(city.origins)),
      trees_(city.network.node_count()) {}

const ReversedRoads& PlanInput::reversed() const {
  return backward_.get([this] { return Backward(network()); }).roads;
}

const PlaceIndex& PlanInput::leaving() const {
  return leaving_.get([this] {
    return PlaceIndex(network(), places_of(city_->origins, first_party_, access_mm_),
                      PlaceIndex::Side::kLeaving);
  });
}

}  // namespace yanbi
