// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/settlements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/elementary.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

constexpr double kPi = 3.14159265358979323846;
/// Open land between two settlements, as a share of their extents together.
constexpr double kGap = 0.12;
/// Places tried for a settlement before the best of them is taken.
constexpr std::uint32_t kTries = 300;
/// Places tried for a seat, which takes the one farthest from the border.
constexpr std::uint32_t kSeatTries = 64;
/// A region of which a town needs more than this share is a town as a whole.
constexpr double kFilled = 0.9;

/// Shares of `count` settlements by rank.
std::vector<double> rank_sizes(int count, double exponent) {
  std::vector<double> sizes;
  double sum = 0.0;
  for (int rank = 1; rank <= count; ++rank) {
    sizes.push_back(exact_pow(rank, -exponent));
    sum += sizes.back();
  }
  for (double& size : sizes) {
    size /= sum;
  }
  return sizes;
}

/// Makes the settlements of all regions, one after another.
class Settler {
 public:
  Settler(const Ground& ground, const SettlementsSpec& spec, const Draws& draws)
      : ground_(ground), spec_(spec), draws_(draws) {}

  std::vector<Settlement> settle() {
    plan();
    std::stable_sort(planned_.begin(), planned_.end(),
                     [](const Settlement& a, const Settlement& b) {
                       return a.rank != b.rank ? a.rank > b.rank : a.persons > b.persons;
                     });
    for (Settlement& settlement : planned_) {
      settlement.axis = random_direction();
      place(settlement);
      fit(settlement);
      placed_.push_back(settlement);
    }
    return std::move(placed_);
  }

 private:
  [[nodiscard]] const std::vector<Region>& regions() const { return ground_.frame().regions; }

  void plan() {
    std::size_t core = 0;
    for (std::size_t r = 0; r < regions().size(); ++r) {
      if (urban_persons(r) > urban_persons(core)) {
        core = r;
      }
    }
    for (std::size_t r = 0; r < regions().size(); ++r) {
      plan_region(r, r == core);
    }
  }

  [[nodiscard]] double urban_persons(std::size_t region) const {
    return static_cast<double>(regions()[region].persons) * regions()[region].urban_share;
  }

  void plan_region(std::size_t r, bool core) {
    const Region& region = regions()[r];
    const double urban = urban_persons(r);
    const double rural = static_cast<double>(region.persons) - urban;
    const double needed = urban / spec_.urban_density * kSquareMetresPerKm2;
    const int towns = needed > kFilled * region.area
                          ? 1
                          : std::max(1, static_cast<int>(std::lround(
                                            region.area / kSquareMetresPerKm2 / spec_.town_area)));
    const std::vector<double> sizes = rank_sizes(towns, spec_.rank_exponent);
    for (int t = 0; t < towns; ++t) {
      const Rank rank = t > 0 ? Rank::kTown : core ? Rank::kCore : Rank::kSeat;
      // A region without people in towns still has a seat, of the size of a village.
      const double least =
          t == 0 ? std::min(spec_.village_size, static_cast<double>(region.persons)) : 0.0;
      plan_one(r, rank, std::max(urban * sizes[static_cast<std::size_t>(t)], least),
               spec_.urban_density);
    }
    const int villages = static_cast<int>(std::lround(rural / spec_.village_size));
    const std::vector<double> shares = rank_sizes(villages, 0.5 * spec_.rank_exponent);
    for (const double share : shares) {
      plan_one(r, Rank::kVillage, rural * share, spec_.village_density);
    }
  }

  void plan_one(std::size_t region, Rank rank, double persons, double density) {
    if (persons < 1.0) {
      return;
    }
    Settlement settlement;
    settlement.rank = rank;
    settlement.region = static_cast<std::uint32_t>(region);
    settlement.persons = persons;
    settlement.radius = std::sqrt(persons / density * kSquareMetresPerKm2 / kPi);
    settlement.extent = settlement.radius;
    planned_.push_back(settlement);
  }

  /// A direction, all alike: a point of the unit disc, drawn until it lies in it.
  [[nodiscard]] Point random_direction() const {
    for (std::uint32_t attempt = 0;; ++attempt) {
      const Point p = {draws_.between(-1.0, 1.0, "axis", placed_.size(), 0, 2 * attempt),
                       draws_.between(-1.0, 1.0, "axis", placed_.size(), 0, 2 * attempt + 1)};
      const double r = length(p);
      if (r > 0.1 && r <= 1.0) {
        return (1.0 / r) * p;
      }
    }
  }

  [[nodiscard]] Point candidate(const Settlement& settlement, std::uint32_t attempt) const {
    const Region& region = regions()[settlement.region];
    return {
        draws_.between(region.low.x, region.high.x, "place", placed_.size(), 0, 2 * attempt),
        draws_.between(region.low.y, region.high.y, "place", placed_.size(), 0, 2 * attempt + 1)};
  }

  /// Room around a settlement at `p`, m: to others and to the border. Less than 0: not enough.
  [[nodiscard]] double room_at(const Settlement& settlement, Point p) const {
    double room = ground_.border_distance(settlement.region, p) - settlement.radius;
    for (const Settlement& other : placed_) {
      room = std::min(
          room, distance(p, other.centre) - (1.0 + kGap) * (settlement.radius + other.extent));
    }
    return room;
  }

  void place(Settlement& settlement) {
    const Region& region = regions()[settlement.region];
    if (regions().size() == 1 && settlement.rank == Rank::kCore) {
      settlement.centre = 0.5 * (region.low + region.high);
      return;
    }
    const bool seat = settlement.rank >= Rank::kSeat;
    double best = std::numeric_limits<double>::lowest();
    settlement.centre = 0.5 * (region.low + region.high);
    std::uint32_t inside = 0;
    for (std::uint32_t attempt = 0; attempt < 4 * kTries; ++attempt) {
      const Point p = candidate(settlement, attempt);
      if (!ground_.region_holds(settlement.region, p)) {
        continue;
      }
      const double room = room_at(settlement, p);
      if (room > best) {
        best = room;
        settlement.centre = p;
      }
      if ((!seat && best >= 0.0) || ++inside >= (seat ? kSeatTries : kTries)) {
        break;
      }
    }
  }

  /// Share of the box of half side `extent` that lies in the circle and on the ground.
  [[nodiscard]] double area_within(const Settlement& settlement, double extent) const {
    constexpr int kSamples = 32;
    int inside = 0;
    for (int i = 0; i < kSamples; ++i) {
      for (int j = 0; j < kSamples; ++j) {
        const Point p = {(2.0 * (i + 0.5) / kSamples - 1.0) * extent,
                         (2.0 * (j + 0.5) / kSamples - 1.0) * extent};
        inside += length(p) <= extent && ground_.holds(settlement.centre + p) ? 1 : 0;
      }
    }
    return 4.0 * extent * extent * inside / (kSamples * kSamples);
  }

  /// Lets a settlement at the border reach farther on its other side, so that it keeps its area.
  void fit(Settlement& settlement) const {
    constexpr double kMostReach = 3.0;
    constexpr int kHalvings = 12;
    const Region& region = regions()[settlement.region];
    const double wanted = kPi * settlement.radius * settlement.radius;
    settlement.whole =
        ground_.border_distance(settlement.region, settlement.centre) >= settlement.radius;
    if (regions().size() == 1 && wanted > kFilled * region.area) {
      settlement.extent = distance(region.low, region.high);
      settlement.axis = {1.0, 0.0};
      settlement.whole = false;
      return;
    }
    if (settlement.whole || !is_urban(settlement)) {
      return;
    }
    double low = settlement.radius;
    double high = kMostReach * settlement.radius;
    for (int halving = 0; halving < kHalvings; ++halving) {
      const double middle = 0.5 * (low + high);
      (area_within(settlement, middle) < wanted ? low : high) = middle;
    }
    settlement.extent = low;
  }

  const Ground& ground_;
  const SettlementsSpec& spec_;
  const Draws& draws_;
  std::vector<Settlement> planned_;
  std::vector<Settlement> placed_;
};

}  // namespace

double expected_settlements(const Frame& frame, const SettlementsSpec& spec) {
  double count = 0.0;
  for (const Region& region : frame.regions) {
    count += 1.0 + region.area / kSquareMetresPerKm2 / spec.town_area;
    count += static_cast<double>(region.persons) * (1.0 - region.urban_share) / spec.village_size;
  }
  return count;
}

std::vector<Settlement> make_settlements(const Ground& ground, const SettlementsSpec& spec,
                                         const Draws& draws, std::vector<ImportNote>& notes) {
  std::vector<Settlement> settlements = Settler(ground, spec, draws).settle();
  const auto towns = std::count_if(settlements.begin(), settlements.end(), is_urban);
  add_note(notes, "settlements", "towns", as_figure(towns), "towns",
           fmt::format("{} towns and {} villages are made up.", towns,
                       settlements.size() - static_cast<std::size_t>(towns)));
  return settlements;
}

}  // namespace yanbi
