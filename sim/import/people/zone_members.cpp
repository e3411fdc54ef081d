// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/zone_locator.hpp"
#include "sim/import/people/zones_import.hpp"

namespace yanbi {
namespace {

/// Zones of a list of positions; empty ids where there is none.
std::vector<ZoneId> locate(const ZoneLocator& zones, const std::vector<double>& x,
                           const std::vector<double>& y, std::size_t& in_several) {
  constexpr std::size_t kGrain = 1024;
  std::vector<ZoneId> found(x.size());
  std::vector<std::uint8_t> several(x.size(), 0);
  parallel_for(x.size(), available_threads(), kGrain, [&](std::size_t i) {
    if (const auto zone = zones.find_all(x[i], y[i])) {
      found[i] = zone->zone;
      several[i] = zone->several ? 1 : 0;
    }
  });
  in_several += static_cast<std::size_t>(std::count(several.begin(), several.end(), 1));
  return found;
}

std::size_t count_outside(const std::vector<ZoneId>& zones) {
  return static_cast<std::size_t>(
      std::count_if(zones.begin(), zones.end(), [](ZoneId z) { return !z.has_value(); }));
}

/// The works that have a position.
class LocatedWorks {
 public:
  explicit LocatedWorks(const Works& works) : all_(works.size()) {
    for (std::size_t w = 0; w < works.size(); ++w) {
      if (works.is_located(w)) {
        work_.push_back(w);
        x_.push_back(works.x[w]);
        y_.push_back(works.y[w]);
      }
    }
  }
  [[nodiscard]] std::size_t size() const { return work_.size(); }
  [[nodiscard]] const std::vector<double>& x() const { return x_; }
  [[nodiscard]] const std::vector<double>& y() const { return y_; }
  /// Zones of these as zones of all works; the others have none.
  [[nodiscard]] std::vector<ZoneId> spread(const std::vector<ZoneId>& zones) const {
    std::vector<ZoneId> of_all(all_);
    for (std::size_t i = 0; i < work_.size(); ++i) {
      of_all[work_[i]] = zones[i];
    }
    return of_all;
  }

 private:
  std::size_t all_;
  std::vector<std::size_t> work_;
  std::vector<double> x_;
  std::vector<double> y_;
};

}  // namespace

void add_outside(Geography& geography) {
  const ZoneId outside(geography.size());
  geography.key.emplace_back(Geography::kOutsideKey);
  geography.label.emplace_back(Geography::kOutsideKey);
  geography.first_ring.push_back(geography.first_ring.back());
  for (auto* members : {&geography.zone_of_origin, &geography.zone_of_work}) {
    std::replace(members->begin(), members->end(), ZoneId(), outside);
  }
}

void assign_zones(Geography& geography, const City& city, std::vector<ImportNote>& notes) {
  const ZoneLocator zones(geography);
  std::size_t in_several = 0;
  geography.zone_of_origin = locate(zones, city.origins.x, city.origins.y, in_several);
  const LocatedWorks located(city.works);
  geography.zone_of_work = located.spread(locate(zones, located.x(), located.y(), in_several));
  const std::size_t unlocated = city.works.size() - located.size();
  const std::size_t origins = count_outside(geography.zone_of_origin);
  const std::size_t works = count_outside(geography.zone_of_work) - unlocated;
  const std::string topic = "zones/" + geography.name;
  if (in_several > 0) {
    add_note(notes, topic, "in_several", as_figure(in_several), "positions",
             fmt::format("{} origins and works lie in more than one zone: the smaller zone counts.",
                         in_several));
  }
  if (origins + works + unlocated > 0) {
    add_outside(geography);
  }
  if (origins + works > 0) {
    add_note(notes, topic, "outside", as_figure(origins + works), "positions",
             fmt::format("{} origins and {} works lie in no zone and are counted as 'outside'.",
                         origins, works));
  }
  if (unlocated > 0) {
    add_note(notes, topic, "not_located", as_figure(unlocated), "works",
             fmt::format("{} works are counted as 'outside' because the ledger does not say where "
                         "they are.",
                         unlocated));
  }
}

}  // namespace yanbi
