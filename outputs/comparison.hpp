// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which layout shelters more people, zone by zone: paired differences between layouts whose
// replicates drew the same random numbers. Pure statistics on plain columns; docs/comparison.md
// says how to read them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outputs/paired_statistics.hpp"

namespace yanbi {

/// What is compared, and where it is from.
struct ComparisonFacts {
  std::string file;  ///< for messages
  std::string city_hash;
  bool synthetic = false;  ///< any part of the city or of the hazard is made up
  bool redacted = false;
  bool only_at_risk = false;  ///< the population is only those whose home gets wet
  std::string geography;
  double deadline = 0.0;                ///< s after the alarm
  std::vector<std::string> zone_keys;   ///< (zone)
  std::vector<std::string> zone_names;  ///< (zone): for people; may be empty
  std::vector<std::string> causes;      ///< (cause)
};

/// The replicates of one case. Arrays are flat, last index fastest; rows in ascending order of
/// `replicate`.
struct ComparedCase {
  std::string name;
  std::string layout;
  std::string population;           ///< its name
  std::string hazard_hash;          ///< empty without a hazard
  std::vector<std::string> levels;  ///< (factor); empty texts where the case was listed by hand
  std::vector<std::uint32_t> replicate;
  std::vector<std::uint64_t> seed;        ///< (replicate)
  std::vector<std::int64_t> persons;      ///< (replicate, zone): people to be sheltered
  std::vector<std::int64_t> sheltered;    ///< (replicate, zone): of them, inside at the deadline
  std::vector<std::int64_t> unsheltered;  ///< (replicate, zone, cause): the others
};

struct ComparisonInput {
  ComparisonFacts facts;
  std::vector<std::string> factors;
  std::vector<ComparedCase> cases;
};

/// What may be said of a difference in coverage at the level of 5 %.
enum class Verdict {
  kBetter,
  kWorse,
  kNotShown,     ///< the adjusted p-value is 0.05 or more; that is not "no difference"
  kTooFewPairs,  ///< fewer than two pairs
};

/// "better", "worse", "no difference shown" or "too few replicates".
[[nodiscard]] std::string verdict_text(Verdict verdict);

/// One zone, or all zones together, under two layouts. Means over the pairs.
struct ZoneDifference {
  std::size_t zone = 0;  ///< position in ComparisonFacts::zone_keys; 0 for all zones together
  std::int64_t persons = 0;
  double baseline_coverage = 0.0;  ///< percent
  double layout_coverage = 0.0;    ///< percent
  PairedDifference coverage;       ///< layout - baseline, percentage points
  double p = 0.0;                  ///< paired_p(); NaN with fewer than two pairs
  double p_adjusted = 0.0;         ///< over the zones of the geography; all zones: equal to `p`
  Verdict verdict = Verdict::kNotShown;
  std::optional<std::uint64_t> still_needed;  ///< pairs_still_needed() for the wanted width
  std::vector<double> baseline_causes;        ///< (cause): persons
  std::vector<PairedDifference> causes;       ///< (cause): layout - baseline, persons
};

/// One layout against the baseline, all else equal.
struct LayoutComparison {
  std::string layout;
  std::string case_name;
  std::string baseline_case;
  std::size_t pairs = 0;
  std::size_t only_in_baseline = 0;  ///< replicates left out since the other case lacks them
  std::size_t only_in_layout = 0;
  ZoneDifference all;
  std::vector<ZoneDifference> zones;  ///< those with people, in the file's order
};

/// A layout's place among all of its group.
struct RankedLayout {
  std::string layout;
  std::string case_name;
  double coverage = 0.0;                        ///< percent, all zones together
  std::optional<PairedDifference> to_baseline;  ///< percentage points; none for the baseline
};

/// Which layout is best in a zone.
struct BestLayout {
  std::size_t zone = 0;
  std::string layout;
  double coverage = 0.0;  ///< percent
  std::string runner_up;
  PairedDifference lead;  ///< over the runner-up, percentage points
  bool shared = false;    ///< the interval of the lead includes 0, or there is none
};

/// The layouts of one group by what they achieve, over the replicates that all of them have.
struct Ranking {
  std::size_t replicates = 0;         ///< 0 = none in common: nothing is ranked
  std::vector<RankedLayout> layouts;  ///< best first
  std::vector<BestLayout> zones;      ///< those with people
};

/// Cases that differ in nothing but the layout.
struct GroupComparison {
  std::string name;  ///< "time=night hazard=flood"; empty where only the layout is varied
  std::vector<std::pair<std::string, std::string>> levels;  ///< factor and level
  std::vector<LayoutComparison> layouts;                    ///< without the baseline
  Ranking ranking;
};

struct Comparison {
  ComparisonFacts facts;
  std::string baseline;
  double width = 0.0;                  ///< wanted for the interval, percentage points
  std::vector<std::string> not_shown;  ///< what could not be compared, one sentence each
  std::vector<GroupComparison> groups;
};

struct ComparisonOptions {
  std::string baseline;  ///< name of a layout; empty = the layout of the first case
  double width = 1.0;    ///< percentage points, > 0
};

/// Compares every layout with the baseline within each group of cases that agree in all factors but
/// the one that is the layout. Pairs are the replicates that both cases have; all sums are in the
/// order of the replicates.
/// @throws InputError with every reason why cases cannot be compared: no factor is the layout, an
/// unknown baseline, other people, another hazard or seed, no replicate in common, nobody at all.
[[nodiscard]] Comparison compare_layouts(const ComparisonInput& input,
                                         const ComparisonOptions& options = {});

}  // namespace yanbi
