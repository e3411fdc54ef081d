// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison_ranking.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "outputs/comparison_pairs.hpp"

namespace yanbi {
namespace {

/// The replicates that all cases have, in ascending order.
std::vector<std::uint32_t> common_replicates(const std::vector<const ComparedCase*>& members) {
  std::vector<std::uint32_t> common = members.front()->replicate;
  for (const ComparedCase* member : members) {
    std::vector<std::uint32_t> both;
    std::set_intersection(common.begin(), common.end(), member->replicate.begin(),
                          member->replicate.end(), std::back_inserter(both));
    common = std::move(both);
  }
  return common;
}

CaseRows rows_of(const ComparedCase& member, const std::vector<std::uint32_t>& replicates) {
  CaseRows rows;
  for (const std::uint32_t replicate : replicates) {
    const auto found =
        std::lower_bound(member.replicate.begin(), member.replicate.end(), replicate);
    rows.push_back(static_cast<std::size_t>(found - member.replicate.begin()));
  }
  return rows;
}

/// Ranks the cases of one group by the people whom they shelter.
class GroupRanker {
 public:
  GroupRanker(const ComparisonFacts& facts, std::vector<const ComparedCase*> members)
      : facts_(facts), members_(std::move(members)) {
    const std::vector<std::uint32_t> common = common_replicates(members_);
    replicates_ = common.size();
    for (const ComparedCase* member : members_) {
      rows_.push_back(rows_of(*member, common));
    }
  }

  std::size_t replicates() const { return replicates_; }

  std::vector<RankedLayout> all_zones(const ComparedCase* baseline) const {
    const ZoneSum all = ZoneSum::of_all(facts_);
    const std::int64_t persons = all.persons(*baseline, 0);
    const auto base = static_cast<std::size_t>(
        std::find(members_.begin(), members_.end(), baseline) - members_.begin());
    std::vector<RankedLayout> ranked;
    for (const auto& [total, member] : best_first(all)) {
      RankedLayout place = {members_[member]->layout, members_[member]->name,
                            mean_coverage(total, persons, replicates_), std::nullopt};
      if (member != base) {
        place.to_baseline = pair(base, member).coverage(all, persons);
      }
      ranked.push_back(std::move(place));
    }
    return ranked;
  }

  BestLayout best_in(std::size_t zone) const {
    const ZoneSum sum = ZoneSum::of_zone(facts_, zone);
    const std::int64_t persons = sum.persons(*members_.front(), 0);
    const auto order = best_first(sum);
    const std::size_t best = order[0].second;
    const std::size_t second = order[1].second;
    const PairedDifference lead = pair(second, best).coverage(sum, persons);
    return {zone,
            members_[best]->layout,
            mean_coverage(order[0].first, persons, replicates_),
            members_[second]->layout,
            lead,
            !(lead.has_interval() && lead.ci_low > 0.0)};
  }

 private:
  /// (persons inside, position among the members); equals stay in the order of the file.
  std::vector<std::pair<std::int64_t, std::size_t>> best_first(const ZoneSum& zone) const {
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t m = 0; m < members_.size(); ++m) {
      order.emplace_back(total_sheltered(zone, *members_[m], rows_[m]), m);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    return order;
  }

  PairedCases pair(std::size_t baseline, std::size_t layout) const {
    return {*members_[baseline], rows_[baseline], *members_[layout], rows_[layout]};
  }

  const ComparisonFacts& facts_;
  std::vector<const ComparedCase*> members_;
  std::vector<CaseRows> rows_;  ///< (member)
  std::size_t replicates_ = 0;
};

}  // namespace

Ranking rank_layouts(const ComparisonInput& input, const std::vector<std::size_t>& members,
                     std::size_t baseline) {
  std::vector<const ComparedCase*> cases;
  cases.reserve(members.size());
  for (const std::size_t member : members) {
    cases.push_back(&input.cases[member]);
  }
  const GroupRanker ranker(input.facts, std::move(cases));
  Ranking ranking;
  ranking.replicates = ranker.replicates();
  if (ranking.replicates == 0) {
    return ranking;
  }
  ranking.layouts = ranker.all_zones(&input.cases[baseline]);
  for (const std::size_t zone : zones_with_people(input.facts, input.cases[baseline])) {
    ranking.zones.push_back(ranker.best_in(zone));
  }
  return ranking;
}

}  // namespace yanbi
