// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

class RowMaker {
 public:
  RowMaker(const City& city, const Parties& parties, const Plan& plan, bool by_route)
      : city_(city), parties_(parties), plan_(plan), by_route_(by_route) {}

  [[nodiscard]] PlanRow row_of(std::size_t party, std::uint32_t number) const {
    const RouteId route = plan_.route[party];
    return {parties_.origin[party],
            number,
            plan_.shelter[party],
            parties_.persons[party],
            walked_mm(plan_.routes[route], city_.network.links().length_mm),
            plan_.departs_at.empty() ? Tick::never() : plan_.departs_at[party],
            route};
  }

  /// Adds the rows of one origin, parties [first, last). The nearest shelter comes first because
  /// that is the order in which places were given, then whose first household comes first: reading
  /// the rows back then places the same parties.
  void add_origin(std::size_t first, std::size_t last, std::vector<PlanRow>& rows) const {
    std::map<Key, std::size_t> position;
    std::vector<PlanRow> own;
    std::vector<double> walk;  // m times persons; exact where all walk as far
    for (std::size_t p = first; p < last; ++p) {
      if (!plan_.shelter[p].has_value()) {
        continue;
      }
      const PlanRow one = row_of(p, 0);
      const auto [entry, is_new] = position.try_emplace(key_of(one), own.size());
      if (is_new) {
        own.push_back(one);
        own.back().persons = 0;
        walk.push_back(0.0);
      }
      own[entry->second].persons += one.persons;
      walk[entry->second] += static_cast<double>(one.walk_mm) * static_cast<double>(one.persons);
    }
    for (std::size_t i = 0; i < own.size(); ++i) {
      own[i].walk_mm =
          static_cast<std::uint64_t>(std::llround(walk[i] / static_cast<double>(own[i].persons)));
    }
    std::stable_sort(own.begin(), own.end(), [](const PlanRow& a, const PlanRow& b) {
      return std::pair(a.walk_mm, a.shelter) < std::pair(b.walk_mm, b.shelter);
    });
    rows.insert(rows.end(), own.begin(), own.end());
  }

 private:
  using Key = std::tuple<ShelterId, Tick, std::uint64_t>;

  [[nodiscard]] Key key_of(const PlanRow& row) const {
    if (!by_route_) {
      return {row.shelter, row.departs, 0};
    }
    const std::span<const LinkId> links = plan_.routes[row.route].links;
    return {row.shelter, row.departs, hash_bytes(links.data(), links.size_bytes())};
  }

  const City& city_;
  const Parties& parties_;
  const Plan& plan_;
  bool by_route_;
};

}  // namespace

std::vector<PlanRow> plan_rows(const City& city, const Parties& parties, const Plan& plan,
                               PlanGrouping by, bool by_route) {
  const RowMaker maker(city, parties, plan, by_route);
  std::vector<PlanRow> rows;
  for (std::size_t first = 0; first < parties.size();) {
    std::size_t last = first;
    while (last < parties.size() && parties.origin[last] == parties.origin[first]) {
      if (by == PlanGrouping::kParty && plan.shelter[last].has_value()) {
        rows.push_back(maker.row_of(last, static_cast<std::uint32_t>(last - first + 1)));
      }
      ++last;
    }
    if (by == PlanGrouping::kOrigin) {
      maker.add_origin(first, last, rows);
    }
    first = last;
  }
  return rows;
}

}  // namespace yanbi
