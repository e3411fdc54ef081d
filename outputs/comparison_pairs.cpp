// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison_pairs.hpp"

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

constexpr double kPercent = 100.0;

template <class Count>
std::int64_t sum_over(std::size_t first, std::size_t last, const Count& count) {
  std::int64_t total = 0;
  for (std::size_t i = first; i < last; ++i) {
    total += count(i);
  }
  return total;
}

}  // namespace

ZoneSum::ZoneSum(const ComparisonFacts& facts, std::size_t first, std::size_t last)
    : zones_(facts.zone_keys.size()), causes_(facts.causes.size()), first_(first), last_(last) {}

ZoneSum ZoneSum::of_zone(const ComparisonFacts& facts, std::size_t zone) {
  return {facts, zone, zone + 1};
}

ZoneSum ZoneSum::of_all(const ComparisonFacts& facts) { return {facts, 0, facts.zone_keys.size()}; }

std::int64_t ZoneSum::persons(const ComparedCase& from, std::size_t row) const {
  return sum_over(first_, last_, [&](std::size_t z) { return from.persons[row * zones_ + z]; });
}

std::int64_t ZoneSum::sheltered(const ComparedCase& from, std::size_t row) const {
  return sum_over(first_, last_, [&](std::size_t z) { return from.sheltered[row * zones_ + z]; });
}

std::int64_t ZoneSum::unsheltered(const ComparedCase& from, std::size_t row,
                                  std::size_t cause) const {
  return sum_over(first_, last_, [&](std::size_t z) {
    return from.unsheltered[(row * zones_ + z) * causes_ + cause];
  });
}

std::int64_t total_sheltered(const ZoneSum& zone, const ComparedCase& from, const CaseRows& rows) {
  return sum_over(0, rows.size(), [&](std::size_t i) { return zone.sheltered(from, rows[i]); });
}

double mean_coverage(std::int64_t total_sheltered, std::int64_t persons, std::size_t rows) {
  return kPercent * static_cast<double>(total_sheltered) /
         (static_cast<double>(persons) * static_cast<double>(rows));
}

PairedCases::PairedCases(const ComparedCase& baseline, const CaseRows& baseline_rows,
                         const ComparedCase& layout, const CaseRows& layout_rows)
    : baseline_(baseline),
      baseline_rows_(baseline_rows),
      layout_(layout),
      layout_rows_(layout_rows),
      estimate_(baseline_rows.size()) {
  YANBI_EXPECT(baseline_rows.size() == layout_rows.size());
}

PairedDifference PairedCases::coverage(const ZoneSum& zone, std::int64_t persons) const {
  std::vector<double> differences(baseline_rows_.size());
  for (std::size_t i = 0; i < differences.size(); ++i) {
    // Whole persons are subtracted first: shares would not be equal where the persons are.
    const std::int64_t more =
        zone.sheltered(layout_, layout_rows_[i]) - zone.sheltered(baseline_, baseline_rows_[i]);
    differences[i] = kPercent * static_cast<double>(more) / static_cast<double>(persons);
  }
  return estimate_(differences);
}

PairedDifference PairedCases::cause(const ZoneSum& zone, std::size_t cause) const {
  std::vector<double> differences(baseline_rows_.size());
  for (std::size_t i = 0; i < differences.size(); ++i) {
    differences[i] = static_cast<double>(zone.unsheltered(layout_, layout_rows_[i], cause) -
                                         zone.unsheltered(baseline_, baseline_rows_[i], cause));
  }
  return estimate_(differences);
}

double PairedCases::baseline_cause(const ZoneSum& zone, std::size_t cause) const {
  const std::int64_t total = sum_over(0, baseline_rows_.size(), [&](std::size_t i) {
    return zone.unsheltered(baseline_, baseline_rows_[i], cause);
  });
  return static_cast<double>(total) / static_cast<double>(baseline_rows_.size());
}

std::vector<std::size_t> zones_with_people(const ComparisonFacts& facts,
                                           const ComparedCase& member) {
  YANBI_EXPECT(!member.replicate.empty());
  std::vector<std::size_t> zones;
  for (std::size_t z = 0; z < facts.zone_keys.size(); ++z) {
    if (member.persons[z] > 0) {
      zones.push_back(z);
    }
  }
  return zones;
}

}  // namespace yanbi
