// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "outputs/comparison_groups.hpp"
#include "outputs/comparison_pairs.hpp"
#include "outputs/comparison_ranking.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/problem.hpp"

namespace yanbi {
namespace {

constexpr double kSignificant = 0.05;

std::vector<std::string> layouts_of(const ComparisonInput& input) {
  std::vector<std::string> layouts;
  for (const ComparedCase& candidate : input.cases) {
    if (std::find(layouts.begin(), layouts.end(), candidate.layout) == layouts.end()) {
      layouts.push_back(candidate.layout);
    }
  }
  return layouts;
}

/// @throws InputError when no case has the layout that is asked for.
std::string find_baseline(const ComparisonInput& input, const std::string& wanted) {
  const std::vector<std::string> layouts = layouts_of(input);
  if (layouts.empty()) {
    throw InputError({{input.facts.file, 0, "/cases", "", "there are no cases to compare",
                       "make a batch with the layouts as a factor"}});
  }
  if (wanted.empty()) {
    return layouts.front();
  }
  if (std::find(layouts.begin(), layouts.end(), wanted) == layouts.end()) {
    throw InputError({{input.facts.file, 0, "baseline", wanted, "no case has this layout",
                       fmt::format("use one of {}", fmt::join(layouts, ", "))}});
  }
  return wanted;
}

Verdict verdict_of(const PairedDifference& difference, double p_adjusted) {
  if (!difference.has_interval()) {
    return Verdict::kTooFewPairs;
  }
  if (p_adjusted >= kSignificant) {
    return Verdict::kNotShown;
  }
  return difference.mean > 0.0 ? Verdict::kBetter : Verdict::kWorse;
}

/// Compares one layout with the baseline.
class LayoutComparer {
 public:
  LayoutComparer(const ComparisonFacts& facts, const ComparedCase& baseline,
                 const ComparedCase& layout, double width)
      : facts_(facts), baseline_(baseline), layout_(layout), width_(width) {
    const CasePairs pairs = pair_replicates(baseline, layout);
    for (const auto& [b, l] : pairs.rows) {
      baseline_rows_.push_back(b);
      layout_rows_.push_back(l);
    }
    result_.only_in_baseline = pairs.only_first;
    result_.only_in_layout = pairs.only_second;
    result_.pairs = pairs.rows.size();
  }

  LayoutComparison compare() {
    result_.layout = layout_.layout;
    result_.case_name = layout_.name;
    result_.baseline_case = baseline_.name;
    const PairedCases pair(baseline_, baseline_rows_, layout_, layout_rows_);
    result_.all = difference(pair, ZoneSum::of_all(facts_));
    result_.all.p_adjusted = result_.all.p;
    result_.all.verdict = verdict_of(result_.all.coverage, result_.all.p);
    for (const std::size_t zone : zones_with_people(facts_, baseline_)) {
      result_.zones.push_back(difference(pair, ZoneSum::of_zone(facts_, zone)));
      result_.zones.back().zone = zone;
    }
    adjust();
    return std::move(result_);
  }

 private:
  ZoneDifference difference(const PairedCases& pair, const ZoneSum& sum) const {
    ZoneDifference zone;
    zone.persons = sum.persons(baseline_, 0);
    zone.baseline_coverage =
        mean_coverage(total_sheltered(sum, baseline_, baseline_rows_), zone.persons, result_.pairs);
    zone.layout_coverage =
        mean_coverage(total_sheltered(sum, layout_, layout_rows_), zone.persons, result_.pairs);
    zone.coverage = pair.coverage(sum, zone.persons);
    zone.p = paired_p(zone.coverage);
    zone.still_needed = pairs_still_needed(zone.coverage, width_);
    for (std::size_t c = 0; c < facts_.causes.size(); ++c) {
      zone.baseline_causes.push_back(pair.baseline_cause(sum, c));
      zone.causes.push_back(pair.cause(sum, c));
    }
    return zone;
  }

  /// Many zones are tried at once: some would differ by chance.
  void adjust() {
    std::vector<double> p;
    for (const ZoneDifference& zone : result_.zones) {
      p.push_back(zone.p);
    }
    const std::vector<double> adjusted = holm_adjusted(p);
    for (std::size_t i = 0; i < adjusted.size(); ++i) {
      ZoneDifference& zone = result_.zones[i];
      zone.p_adjusted = adjusted[i];
      zone.verdict = verdict_of(zone.coverage, zone.p_adjusted);
    }
  }

  const ComparisonFacts& facts_;
  const ComparedCase& baseline_;
  const ComparedCase& layout_;
  double width_;
  CaseRows baseline_rows_;
  CaseRows layout_rows_;
  LayoutComparison result_;
};

/// A group that has the baseline and something to compare with it.
struct ReadyGroup {
  const CaseGroup* group;
  std::size_t baseline;  ///< position of the case
};

std::vector<ReadyGroup> ready_groups(const ComparisonInput& input, const CaseGroups& found,
                                     Comparison& comparison) {
  std::vector<ReadyGroup> ready;
  for (const CaseGroup& group : found.groups) {
    const auto baseline = std::find_if(
        group.cases.begin(), group.cases.end(),
        [&](std::size_t index) { return input.cases[index].layout == comparison.baseline; });
    if (baseline != group.cases.end() && group.cases.size() > 1) {
      ready.push_back({&group, *baseline});
      continue;
    }
    comparison.not_shown.push_back(
        fmt::format("{}: {}", group.name.empty() ? "the cases" : group.name,
                    baseline == group.cases.end()
                        ? fmt::format("no case has the layout '{}'", comparison.baseline)
                        : fmt::format("only the layout '{}' is there", comparison.baseline)));
  }
  for (const std::size_t index : found.alone) {
    comparison.not_shown.push_back(
        fmt::format("case '{}' was listed by hand: nothing says what it has in common with others",
                    input.cases[index].name));
  }
  return ready;
}

void require_people(const ComparisonFacts& facts, const ComparedCase& baseline,
                    ProblemList& problems) {
  if (!baseline.replicate.empty() && zones_with_people(facts, baseline).empty()) {
    problems.add({facts.file, 0, fmt::format("/scores/{}/population", facts.geography), "",
                  fmt::format("nobody is to be sheltered in case '{}'", baseline.name),
                  "compare cases with people"});
  }
}

/// @throws InputError with everything that forbids to compare the cases.
void require_comparable(const ComparisonInput& input, const std::vector<ReadyGroup>& groups,
                        const std::string& baseline) {
  if (groups.empty()) {
    throw InputError({{input.facts.file, 0, "baseline", baseline,
                       "no case with this layout differs from another in the layout alone",
                       "name the layout of a factor, or make a batch with the layouts as a "
                       "factor"}});
  }
  ProblemList problems;
  for (const ReadyGroup& ready : groups) {
    const ComparedCase& reference = input.cases[ready.baseline];
    require_people(input.facts, reference, problems);
    for (const std::size_t index : ready.group->cases) {
      if (index != ready.baseline) {
        check_pair(input.facts, reference, input.cases[index], problems);
      }
    }
  }
  problems.throw_if_any();
}

GroupComparison compare_group(const ComparisonInput& input, const ReadyGroup& ready, double width) {
  GroupComparison group;
  group.name = ready.group->name;
  group.levels = ready.group->levels;
  for (const std::size_t index : ready.group->cases) {
    if (index != ready.baseline) {
      group.layouts.push_back(
          LayoutComparer(input.facts, input.cases[ready.baseline], input.cases[index], width)
              .compare());
    }
  }
  group.ranking = rank_layouts(input, ready.group->cases, ready.baseline);
  return group;
}

/// Columns of other lengths would be read beyond their ends.
bool has_whole_columns(const ComparisonFacts& facts, const ComparedCase& member) {
  const std::size_t cells = member.replicate.size() * facts.zone_keys.size();
  return member.seed.size() == member.replicate.size() && member.persons.size() == cells &&
         member.sheltered.size() == cells &&
         member.unsheltered.size() == cells * facts.causes.size() &&
         std::is_sorted(member.replicate.begin(), member.replicate.end());
}

}  // namespace

std::string verdict_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::kBetter:
      return "better";
    case Verdict::kWorse:
      return "worse";
    case Verdict::kNotShown:
      return "no difference shown";
    case Verdict::kTooFewPairs:
      break;
  }
  return "too few replicates";
}

Comparison compare_layouts(const ComparisonInput& input, const ComparisonOptions& options) {
  YANBI_EXPECT(options.width > 0.0);
  YANBI_EXPECT(input.facts.zone_names.size() == input.facts.zone_keys.size());
  for (const ComparedCase& member : input.cases) {
    YANBI_EXPECT(member.levels.size() == input.factors.size());
    YANBI_EXPECT(has_whole_columns(input.facts, member));
  }
  Comparison comparison;
  comparison.facts = input.facts;
  comparison.width = options.width;
  comparison.baseline = find_baseline(input, options.baseline);
  const CaseGroups found = group_cases(input);
  const std::vector<ReadyGroup> groups = ready_groups(input, found, comparison);
  require_comparable(input, groups, comparison.baseline);
  for (const ReadyGroup& ready : groups) {
    comparison.groups.push_back(compare_group(input, ready, options.width));
  }
  return comparison;
}

}  // namespace yanbi
