// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two cases, replicate by replicate: the differences that an estimate is made of. Inside of the
// outputs room.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "outputs/comparison.hpp"

namespace yanbi {

/// Adds up the persons of one zone, or of all zones, in a replicate of a case.
class ZoneSum {
 public:
  [[nodiscard]] static ZoneSum of_zone(const ComparisonFacts& facts, std::size_t zone);
  [[nodiscard]] static ZoneSum of_all(const ComparisonFacts& facts);

  [[nodiscard]] std::int64_t persons(const ComparedCase& from, std::size_t row) const;
  [[nodiscard]] std::int64_t sheltered(const ComparedCase& from, std::size_t row) const;
  [[nodiscard]] std::int64_t unsheltered(const ComparedCase& from, std::size_t row,
                                         std::size_t cause) const;

 private:
  ZoneSum(const ComparisonFacts& facts, std::size_t first, std::size_t last);

  std::size_t zones_;
  std::size_t causes_;
  std::size_t first_;
  std::size_t last_;
};

/// Rows of one case, in the order of the replicates.
using CaseRows = std::vector<std::size_t>;

/// Persons inside, added up over `rows`.
[[nodiscard]] std::int64_t total_sheltered(const ZoneSum& zone, const ComparedCase& from,
                                           const CaseRows& rows);

/// The mean of coverage over rows, percent: from whole numbers, so that equal counts are equal.
[[nodiscard]] double mean_coverage(std::int64_t total_sheltered, std::int64_t persons,
                                   std::size_t rows);

/// Two cases over replicates that both have. Borrows all that it is made of.
class PairedCases {
 public:
  /// Precondition: as many rows of both, of the same replicates in the same order.
  PairedCases(const ComparedCase& baseline, const CaseRows& baseline_rows,
              const ComparedCase& layout, const CaseRows& layout_rows);

  /// layout - baseline, percentage points of `persons` people.
  [[nodiscard]] PairedDifference coverage(const ZoneSum& zone, std::int64_t persons) const;
  /// layout - baseline, persons with this cause.
  [[nodiscard]] PairedDifference cause(const ZoneSum& zone, std::size_t cause) const;
  /// Persons with this cause in the baseline, mean.
  [[nodiscard]] double baseline_cause(const ZoneSum& zone, std::size_t cause) const;

 private:
  const ComparedCase& baseline_;
  const CaseRows& baseline_rows_;
  const ComparedCase& layout_;
  const CaseRows& layout_rows_;
  PairedEstimator estimate_;
};

/// Positions of the zones in which anybody lives. Precondition: the case has a replicate.
[[nodiscard]] std::vector<std::size_t> zones_with_people(const ComparisonFacts& facts,
                                                         const ComparedCase& member);

}  // namespace yanbi
