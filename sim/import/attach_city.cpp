// SPDX-License-Identifier: Apache-2.0
#include "sim/import/attach_city.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "sim/base/equal_items.hpp"
#include "sim/base/parallel.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kGrain = 512;

/// Positions in groups of those at one place, to the last bit: thousands may live at one crossing.
EqualItems find_places(const std::vector<double>& x, const std::vector<double>& y) {
  return find_equal_keys(x.size(), [&](std::size_t i) {
    return std::array{std::bit_cast<std::uint64_t>(x[i]), std::bit_cast<std::uint64_t>(y[i])};
  });
}

/// Attaches positions (x, y); each place writes only its own item, so threads do not matter.
void attach_all(const StreetLocator& streets, const std::vector<double>& x,
                const std::vector<double>& y, double limit,
                std::vector<std::optional<LinkPosition>>& position, std::vector<double>& access) {
  const EqualItems places = find_places(x, y);
  std::vector<std::optional<Attachment>> found(places.first.size());
  parallel_for(found.size(), available_threads(), kGrain, [&](std::size_t p) {
    const std::size_t i = places.first[p];
    found[p] = streets.nearest(x[i], y[i], limit);
  });
  position.assign(x.size(), std::nullopt);
  access.assign(x.size(), 0.0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (const std::optional<Attachment>& at = found[places.group[i]]) {
      position[i] = at->position;
      access[i] = at->access;
    }
  }
}

void note_origins(City& city, double limit) {
  std::size_t left = 0;
  std::vector<bool> off(city.origins.size());
  for (std::size_t i = 0; i < off.size(); ++i) {
    off[i] = !city.origins.position[i].has_value();
    left += off[i] ? 1U : 0U;
  }
  add_note(city.notes, "population", "off_network", as_figure(left), "origins",
           fmt::format("{} of {} inhabited origins are farther than {} m from any street.", left,
                       off.size(), limit));
  for (const Population& population : city.populations) {
    std::int64_t persons = 0;
    for (std::size_t i = 0; i < off.size(); ++i) {
      persons += off[i] ? population.persons[i] : 0;
    }
    const std::int64_t total = population.total();
    add_note(city.notes, "population", "off_network_" + population.name, as_figure(persons),
             "persons",
             fmt::format("{} of {} persons ({:.1f} %) of population '{}' live there.", persons,
                         total, total > 0 ? 100.0 * as_figure(persons) / as_figure(total) : 0.0,
                         population.name));
  }
}

void note_doors(City& city, double limit) {
  const Entrances& doors = city.works.entrances;
  std::set<WorkId> reached;
  for (std::size_t d = 0; d < doors.size(); ++d) {
    if (doors.position[d]) {
      reached.insert(doors.work[d]);
    }
  }
  for (std::size_t ledger = 0; ledger < city.works.ledgers.size(); ++ledger) {
    std::size_t far = 0;
    std::int64_t places = 0;
    for (std::size_t w = 0; w < city.works.size(); ++w) {
      if (city.works.ledger[w] == ledger && city.works.is_located(w) &&
          reached.find(WorkId(w)) == reached.end()) {
        ++far;
        places += city.works.places[w];
      }
    }
    if (far > 0) {
      add_note(city.notes, "works/" + city.works.ledgers[ledger], "far_from_street", as_figure(far),
               "rows",
               fmt::format("{} rows ({} places) are shelters far from any street: no door within "
                           "{} m of one, so nobody can reach them.",
                           far, places, limit));
    }
  }
}

bool none(const std::vector<std::optional<LinkPosition>>& positions) {
  return !positions.empty() && std::none_of(positions.begin(), positions.end(),
                                            [](const auto& each) { return each.has_value(); });
}

}  // namespace

void attach_city(City& city, const StreetLocator& streets, const AttachLimits& limits,
                 const std::string& file, ProblemList& problems) {
  Entrances& doors = city.works.entrances;
  attach_all(streets, city.origins.x, city.origins.y, limits.origins, city.origins.position,
             city.origins.access);
  attach_all(streets, doors.x, doors.y, limits.doors, doors.position, doors.access);
  note_origins(city, limits.origins);
  note_doors(city, limits.doors);
  const char* remedy = "check that streets and positions are of one place, and their CRS";
  if (none(city.origins.position)) {
    problems.add(
        {file, 0, "population", "", "no origin is near any street, so nobody could move", remedy});
  }
  if (none(doors.position)) {
    problems.add({file, 0, "works", "",
                  "every shelter is far from any street, so nobody could reach one", remedy});
  }
}

}  // namespace yanbi
