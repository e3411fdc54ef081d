// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/shelters.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "sim/plan/places.hpp"

namespace yanbi {
namespace {

/// The ledger's doors of one work: [first, last).
struct DoorRange {
  std::size_t first = 0;
  std::size_t last = 0;
};

DoorRange doors_of(const Entrances& entrances, WorkId work) {
  const auto [first, last] = std::equal_range(entrances.work.begin(), entrances.work.end(), work);
  return {static_cast<std::size_t>(first - entrances.work.begin()),
          static_cast<std::size_t>(last - entrances.work.begin())};
}

/// Rate of each door of a work that has no width in the ledger, persons/s. Where no width of the
/// work is known, the doors that the norm asks for are spread evenly over the places of its doors:
/// people at one place queue for all doors there, so they are one entrance with the sum of the
/// rates.
double assumed_rate(const Entrances& entrances, DoorRange doors, std::int32_t places,
                    const EntranceParameters& parameters) {
  const double least = entrance_rate(parameters, parameters.least_width);
  for (std::size_t d = doors.first; d < doors.last; ++d) {
    if (entrances.width[d]) {
      return least;
    }
  }
  double total = 0.0;
  for (const double width : assumed_door_widths(parameters, places)) {
    total += entrance_rate(parameters, width);
  }
  return std::max(least,
                  total / static_cast<double>(std::max<std::size_t>(doors.last - doors.first, 1)));
}

void add_doors(const Entrances& entrances, WorkId work, const EntranceParameters& parameters,
               Shelters& shelters) {
  const ShelterId shelter(shelters.work.size() - 1);
  const DoorRange doors = doors_of(entrances, work);
  const double assumed = assumed_rate(entrances, doors, shelters.places.back(), parameters);
  for (std::size_t d = doors.first; d < doors.last; ++d) {
    if (!entrances.position[d]) {
      continue;
    }
    const std::optional<double>& width = entrances.width[d];
    shelters.entrance_shelter.push_back(shelter);
    shelters.entrance_position.push_back(*entrances.position[d]);
    shelters.entrance_access_mm.push_back(to_millimetres(entrances.access[d]));
    shelters.entrance_rate.push_back(width ? entrance_rate(parameters, *width) : assumed);
    shelters.entrance_ledger.emplace_back(d);
  }
}

}  // namespace

std::int64_t Shelters::total_places() const noexcept {
  return std::accumulate(places.begin(), places.end(), std::int64_t{0});
}

Shelters make_shelters(const City& city, const Layout& layout,
                       const EntranceParameters& parameters) {
  Shelters shelters;
  shelters.first_entrance.push_back(0);
  for (const WorkId work : layout.works) {
    if (city.works.type[work.index()] != WorkType::kPersonnel) {
      continue;
    }
    shelters.work.push_back(work);
    shelters.places.push_back(city.works.places[work.index()]);
    add_doors(city.works.entrances, work, parameters, shelters);
    shelters.first_entrance.push_back(static_cast<std::uint32_t>(shelters.entrance_count()));
  }
  return shelters;
}

std::vector<ShelterId> shelters_by_work(const Shelters& shelters, std::size_t works) {
  std::vector<ShelterId> shelter_of(works);
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    shelter_of[shelters.work[s].index()] = ShelterId(s);
  }
  return shelter_of;
}

}  // namespace yanbi
