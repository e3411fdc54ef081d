// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace yanbi {
namespace {

constexpr const char* kLayoutFactor =
    "make a batch in which one factor sets the layout and nothing else";

bool is_listed(const ComparedCase& candidate) {
  return std::any_of(candidate.levels.begin(), candidate.levels.end(),
                     [](const std::string& level) { return level.empty(); });
}

/// Whether each level of the factor always comes with the same layout.
bool decides_layout(const std::vector<const ComparedCase*>& cases, std::size_t factor) {
  std::map<std::string, std::string> layout_of;
  return std::all_of(cases.begin(), cases.end(), [&](const ComparedCase* candidate) {
    const auto [known, _] = layout_of.emplace(candidate->levels[factor], candidate->layout);
    return known->second == candidate->layout;
  });
}

/// @throws InputError when there is no such factor, or one layout only.
std::size_t find_layout_factor(const ComparisonInput& input,
                               const std::vector<const ComparedCase*>& cases) {
  std::set<std::string> layouts;
  for (const ComparedCase* candidate : cases) {
    layouts.insert(candidate->layout);
  }
  const std::string& file = input.facts.file;
  if (cases.empty()) {
    throw InputError({{file, 0, "/cases/factor", "",
                       "no case comes from factors, so that nothing says which cases differ in "
                       "the layout alone",
                       kLayoutFactor}});
  }
  if (layouts.size() < 2) {
    throw InputError({{file, 0, "/cases/layout", *layouts.begin(),
                       "the cases have only this layout: there is nothing to compare it with",
                       "make a batch with the layouts as a factor"}});
  }
  for (std::size_t f = 0; f < input.factors.size(); ++f) {
    if (decides_layout(cases, f)) {
      return f;
    }
  }
  throw InputError({{file, 0, "/cases/level", "",
                     "no factor is the layout: the same level comes with several layouts in each",
                     kLayoutFactor}});
}

CaseGroup make_group(const ComparisonInput& input, const ComparedCase& member,
                     std::size_t layout_factor) {
  CaseGroup group;
  for (std::size_t f = 0; f < input.factors.size(); ++f) {
    if (f != layout_factor) {
      group.levels.emplace_back(input.factors[f], member.levels[f]);
      group.name +=
          fmt::format("{}{}={}", group.name.empty() ? "" : " ", input.factors[f], member.levels[f]);
    }
  }
  return group;
}

/// @throws InputError when a group has a layout twice.
void require_each_layout_once(const ComparisonInput& input, const std::vector<CaseGroup>& groups,
                              std::size_t layout_factor) {
  ProblemList problems;
  for (const CaseGroup& group : groups) {
    std::map<std::string, std::string> case_of;
    for (const std::size_t index : group.cases) {
      const ComparedCase& member = input.cases[index];
      const auto [known, is_new] = case_of.emplace(member.layout, member.name);
      if (!is_new) {
        problems.add({input.facts.file, 0, fmt::format("factor {}", input.factors[layout_factor]),
                      member.name,
                      fmt::format("this case and '{}' have the same layout '{}' and differ in "
                                  "something else: a difference would not be the layout's",
                                  known->second, member.layout),
                      kLayoutFactor});
      }
    }
  }
  problems.throw_if_any();
}

std::string zone_title(const ComparisonFacts& facts, std::size_t zone) {
  return facts.zone_names[zone].empty() ? facts.zone_keys[zone] : facts.zone_names[zone];
}

/// A zone whose people are not the same in all replicates of both cases: a sentence; none if there
/// is no such zone.
std::optional<std::string> other_people(const ComparisonFacts& facts, const ComparedCase& baseline,
                                        const ComparedCase& layout) {
  const std::size_t zones = facts.zone_keys.size();
  for (const ComparedCase* candidate : {&baseline, &layout}) {
    for (std::size_t i = 0; i < candidate->persons.size(); ++i) {
      const std::int64_t expected = baseline.persons[i % zones];
      if (candidate->persons[i] != expected) {
        return fmt::format(
            "in zone '{}' live {} people in replicate {} of '{}', and {} in "
            "replicate {} of '{}'",
            zone_title(facts, i % zones), candidate->persons[i], candidate->replicate[i / zones],
            candidate->name, expected, baseline.replicate.front(), baseline.name);
      }
    }
  }
  return std::nullopt;
}

/// Adds what is wrong with one pair of cases.
class PairProblems {
 public:
  PairProblems(const ComparisonFacts& facts, const ComparedCase& baseline,
               const ComparedCase& layout, ProblemList& problems)
      : facts_(facts), baseline_(baseline), layout_(layout), problems_(problems) {}

  void check_population() {
    constexpr const char* kRemedy =
        "compare cases of one population: make the population a factor of its own";
    if (baseline_.population != layout_.population) {
      add("/cases/population", layout_.population,
          fmt::format("'{}' has the population '{}': common random numbers need one population",
                      baseline_.name, baseline_.population),
          kRemedy);
    } else if (baseline_.replicate.empty()) {
      return;  // check_replicates() says so
    } else if (const auto sentence = other_people(facts_, baseline_, layout_)) {
      add(fmt::format("/scores/{}/population", facts_.geography), "",
          *sentence + ": common random numbers need one population", kRemedy);
    }
  }

  void check_hazard() {
    if (baseline_.hazard_hash != layout_.hazard_hash) {
      add("/cases/hazard_hash", layout_.hazard_hash,
          fmt::format("'{}' has another hazard ('{}'): a difference would not be the layout's",
                      baseline_.name, baseline_.hazard_hash),
          "make the hazard a factor of its own");
    }
  }

  void check_replicates() {
    constexpr const char* kRemedy = "run the missing replicates of the batch";
    const CasePairs pairs = pair_replicates(baseline_, layout_);
    if (pairs.rows.empty()) {
      add("/runs/replicate", "",
          fmt::format("no replicate in common with '{}' ({} here, {} there), so that nothing can "
                      "be paired",
                      baseline_.name, layout_.replicate.size(), baseline_.replicate.size()),
          kRemedy);
    }
    for (const auto& [b, l] : pairs.rows) {
      if (baseline_.seed[b] != layout_.seed[l]) {
        add("/runs/seed", std::to_string(layout_.seed[l]),
            fmt::format("replicate {} of '{}' has the seed {}: common random numbers need one seed",
                        baseline_.replicate[b], baseline_.name, baseline_.seed[b]),
            "run both layouts with the same seed");
        return;
      }
    }
  }

 private:
  void add(const std::string& key, const std::string& value, const std::string& reason,
           const std::string& remedy) {
    problems_.add(
        {facts_.file, 0, fmt::format("{} of '{}'", key, layout_.name), value, reason, remedy});
  }

  const ComparisonFacts& facts_;
  const ComparedCase& baseline_;
  const ComparedCase& layout_;
  ProblemList& problems_;
};

}  // namespace

CaseGroups group_cases(const ComparisonInput& input) {
  CaseGroups found;
  std::vector<const ComparedCase*> combined;
  for (std::size_t c = 0; c < input.cases.size(); ++c) {
    if (input.factors.empty() || is_listed(input.cases[c])) {
      found.alone.push_back(c);
    } else {
      combined.push_back(&input.cases[c]);
    }
  }
  const std::size_t layout_factor = find_layout_factor(input, combined);
  std::map<std::vector<std::pair<std::string, std::string>>, std::size_t> position;
  for (const ComparedCase* member : combined) {
    CaseGroup group = make_group(input, *member, layout_factor);
    const auto [known, is_new] = position.emplace(group.levels, found.groups.size());
    if (is_new) {
      found.groups.push_back(std::move(group));
    }
    found.groups[known->second].cases.push_back(
        static_cast<std::size_t>(member - input.cases.data()));
  }
  require_each_layout_once(input, found.groups, layout_factor);
  return found;
}

CasePairs pair_replicates(const ComparedCase& first, const ComparedCase& second) {
  CasePairs pairs;
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < first.replicate.size() && b < second.replicate.size()) {
    if (first.replicate[a] == second.replicate[b]) {
      pairs.rows.emplace_back(a++, b++);
    } else if (first.replicate[a] < second.replicate[b]) {
      ++a;
    } else {
      ++b;
    }
  }
  pairs.only_first = first.replicate.size() - pairs.rows.size();
  pairs.only_second = second.replicate.size() - pairs.rows.size();
  return pairs;
}

void check_pair(const ComparisonFacts& facts, const ComparedCase& baseline,
                const ComparedCase& layout, ProblemList& problems) {
  PairProblems pair(facts, baseline, layout, problems);
  pair.check_population();
  pair.check_hazard();
  pair.check_replicates();
}

}  // namespace yanbi
