// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/dwellings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "sim/base/elementary.hpp"
#include "sim/base/spread_persons.hpp"

namespace yanbi {
namespace {

/// m from the middle of the street to the middle of a building.
constexpr double kLeastSetback = 10.0;
constexpr double kMostSetback = 22.0;
/// Buildings of one place differ by these factors (R).
constexpr double kLeastSize = 0.3;
constexpr double kMostSize = 1.7;
constexpr double kMostFloors = 33.0;
/// Jobs to each resident, by the rank of the settlement: village, town, seat, core (R).
constexpr std::array<double, 4> kJobs = {0.3, 1.0, 1.2, 1.5};

/// Buildings while they are made.
struct Building {
  Point place;
  std::uint32_t settlement = 0;
  std::uint32_t district = 0;
  double density = 0.0;  ///< 1 in the middle of the settlement
  double weight = 0.0;   ///< share of the people of the settlement
  double draw = 0.0;
};

class Builder {
 public:
  Builder(const Ground& ground, const std::vector<Settlement>& settlements,
          const std::vector<River>& rivers, const StreetNet& net, const SyntheticSpec& spec,
          const Draws& draws)
      : ground_(ground),
        settlements_(settlements),
        rivers_(rivers),
        net_(net),
        spec_(spec),
        draws_(draws) {}

  std::vector<Building> build() {
    for (std::uint32_t p = 0; p < net_.pieces.size(); ++p) {
      const Piece& piece = net_.pieces[p];
      if (piece.in_town() && piece.structure == WayStructure::kGround &&
          piece.kind != WayKind::kSteps) {
        build_along(p);
      }
    }
    fill_settlements();
    return std::move(buildings_);
  }

 private:
  void build_along(std::uint32_t p) {
    const Piece& piece = net_.pieces[p];
    const Point a = net_.from(piece);
    const Point way = net_.to(piece) - a;
    const double metres = length(way);
    const auto count =
        static_cast<std::uint64_t>(std::max(1LL, std::llround(metres / spec_.dwellings.spacing)));
    for (std::uint64_t k = 0; k < count; ++k) {
      const double share =
          (static_cast<double>(k) + draws_.between(0.2, 0.8, "building", p, k, 0)) /
          static_cast<double>(count);
      const double setback = draws_.between(kLeastSetback, kMostSetback, "building", p, k, 1);
      const double side = draws_.uniform("building", p, k, 2) < 0.5 ? -setback : setback;
      const Point place = a + share * way + (side / metres) * turned(way);
      const double size = draws_.between(kLeastSize, kMostSize, "building", p, k, 3);
      add(piece, place, size, piece.strip * metres / static_cast<double>(count));
    }
  }

  void add(const Piece& piece, Point place, double size, double area) {
    const std::optional<ZoneId> district = ground_.district(place);
    if (!district || in_water(place, rivers_)) {
      return;
    }
    const Settlement& town = settlements_[piece.settlement];
    const double density =
        exact_exp(-spec_.settlements.gradient * distance(place, town.centre) / town.radius);
    buildings_.push_back({place, piece.settlement, static_cast<std::uint32_t>(district->index()),
                          density, density * area * size, size});
  }

  /// Every settlement gets the people that it was made for.
  void fill_settlements() {
    std::vector<double> sum(settlements_.size(), 0.0);
    for (const Building& each : buildings_) {
      sum[each.settlement] += each.weight;
    }
    for (Building& each : buildings_) {
      each.weight *= settlements_[each.settlement].persons / sum[each.settlement];
    }
  }

  const Ground& ground_;
  const std::vector<Settlement>& settlements_;
  const std::vector<River>& rivers_;
  const StreetNet& net_;
  const SyntheticSpec& spec_;
  const Draws& draws_;
  std::vector<Building> buildings_;
};

/// Persons by building, region by region, each with the people of its census.
std::vector<std::int32_t> people_by_night(const Frame& frame, const std::vector<Building>& all,
                                          const std::string& file, ProblemList& problems) {
  std::vector<std::vector<std::uint32_t>> members(frame.regions.size());
  for (std::uint32_t b = 0; b < all.size(); ++b) {
    members[frame.region_of_zone[all[b].district]].push_back(b);
  }
  std::vector<std::int32_t> persons(all.size(), 0);
  for (std::size_t r = 0; r < members.size(); ++r) {
    std::vector<double> weight;
    std::vector<std::string> key;
    for (const std::uint32_t b : members[r]) {
      weight.push_back(all[b].weight);
      key.push_back(fmt::format("{:08}", b));
    }
    if (weight.empty() && frame.regions[r].persons > 0) {
      problems.add({file, 0, "synthetic.frame",
                    frame.is_real ? frame.districts.key[r] : std::string(),
                    "the ground is too small for any street, so nobody can live there",
                    "give it more area, or smaller blocks"});
      continue;
    }
    const std::vector<std::int32_t> spread = spread_persons(frame.regions[r].persons, weight, key);
    for (std::size_t m = 0; m < spread.size(); ++m) {
      persons[members[r][m]] = spread[m];
    }
  }
  return persons;
}

/// Persons by building when those who work elsewhere are there.
std::vector<std::int32_t> people_by_day(const Ground& ground,
                                        const std::vector<Settlement>& settlements,
                                        const std::vector<Building>& all,
                                        const std::vector<std::int32_t>& night,
                                        const DwellingsSpec& spec) {
  const Frame& frame = ground.frame();
  std::vector<double> jobs(all.size());
  std::vector<double> region_jobs(frame.regions.size(), 0.0);
  std::vector<double> leaving(frame.regions.size(), 0.0);
  double core_jobs = 0.0;
  double to_core = 0.0;
  std::vector<std::string> key(all.size());
  std::int64_t total = 0;
  for (std::size_t b = 0; b < all.size(); ++b) {
    const Rank rank = settlements[all[b].settlement].rank;
    const std::uint32_t region = frame.region_of_zone[all[b].district];
    jobs[b] = night[b] * all[b].density * kJobs[static_cast<std::size_t>(rank)];
    region_jobs[region] += jobs[b];
    core_jobs += rank == Rank::kCore ? jobs[b] : 0.0;
    leaving[region] += spec.commuters * (1.0 - spec.to_core) * night[b];
    to_core += spec.commuters * spec.to_core * night[b];
    key[b] = fmt::format("{:08}", b);
    total += night[b];
  }
  std::vector<double> day(all.size());
  for (std::size_t b = 0; b < all.size(); ++b) {
    const std::uint32_t region = frame.region_of_zone[all[b].district];
    const bool core = settlements[all[b].settlement].rank == Rank::kCore;
    day[b] = (1.0 - spec.commuters) * night[b] +
             (region_jobs[region] > 0.0 ? leaving[region] * jobs[b] / region_jobs[region] : 0.0) +
             (core && core_jobs > 0.0 ? to_core * jobs[b] / core_jobs : 0.0);
  }
  return spread_persons(total, day, key);
}

/// More floors where people live closer together.
std::uint8_t floors_of(const Building& building, const Settlement& town, double centre_density,
                       double per_floor) {
  const double density = is_urban(town) ? centre_density * building.density : 0.0;
  return static_cast<std::uint8_t>(
      std::clamp(std::floor(1.5 + building.draw * density / per_floor), 1.0, kMostFloors));
}

/// Density in the middle of a town, persons/km2, when its mean is given: by the mean of
/// exp(-g r/R) over a disc, 2 (1 - (1 + g) e^-g) / g^2.
double density_in_the_middle(double mean, double gradient) {
  constexpr double kFlat = 1e-3;
  if (gradient < kFlat) {
    return mean;
  }
  const double share =
      2.0 * (1.0 - (1.0 + gradient) * exact_exp(-gradient)) / (gradient * gradient);
  return mean / share;
}

}  // namespace

Dwellings make_dwellings(const Ground& ground, const std::vector<Settlement>& settlements,
                         const std::vector<River>& rivers, const StreetNet& net,
                         const SyntheticSpec& spec, const Draws& draws, ProblemList& problems) {
  const std::vector<Building> all = Builder(ground, settlements, rivers, net, spec, draws).build();
  const std::vector<std::int32_t> night = people_by_night(ground.frame(), all, spec.file, problems);
  const std::vector<std::int32_t> day =
      people_by_day(ground, settlements, all, night, spec.dwellings);
  const double middle =
      density_in_the_middle(spec.settlements.urban_density, spec.settlements.gradient);
  Dwellings out;
  out.night = {"night", "Made-up homes; the totals are those of the frame.", {}, {}};
  out.day = {"day", "Made-up places by day: people at work are nearer to the centres.", {}, {}};
  for (std::size_t b = 0; b < all.size(); ++b) {
    if (night[b] == 0 && day[b] == 0) {
      continue;
    }
    const Settlement& town = settlements[all[b].settlement];
    out.origins.key.push_back(fmt::format("s{}-{}", all[b].settlement, b));
    out.origins.x.push_back(all[b].place.x);
    out.origins.y.push_back(all[b].place.y);
    out.origins.floors.push_back(floors_of(all[b], town, middle, spec.dwellings.per_floor));
    out.settlement.push_back(all[b].settlement);
    out.district.push_back(all[b].district);
    out.night.persons.push_back(night[b]);
    out.day.persons.push_back(day[b]);
  }
  for (Population* each : {&out.night, &out.day}) {
    each->household_shares = ground.frame().household_shares;
    each->age_groups = ground.frame().age_groups;
    each->profiles = ground.frame().profiles;
    if (!each->profiles.empty()) {
      each->profile = out.district;
    }
  }
  return out;
}

}  // namespace yanbi
