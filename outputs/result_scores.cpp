// SPDX-License-Identifier: Apache-2.0
// The groups /scores and /curves of a result file.
#include <algorithm>
#include <cstdint>
#include <limits>

#include "outputs/result_parts.hpp"
#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

/// A column of ZoneScores of one geography.
template <class T>
auto of_zones(std::size_t geography, std::vector<T> ZoneScores::*member) {
  return [geography, member](const LoadedRun& run) -> const std::vector<T>& {
    return run.scores.geographies[geography].*member;
  };
}

/// The same where runs without a flood have no such column.
template <class T>
auto of_zones_or(std::size_t geography, std::vector<T> ZoneScores::*member, T nothing) {
  return [geography, member, nothing](const LoadedRun& run) {
    const ZoneScores& scores = run.scores.geographies[geography];
    return or_nothing(scores.*member, scores.population.size(), nothing);
  };
}

/// Whether 4 bytes hold any count of the city's people.
bool counts_are_short(const City& city) {
  return std::all_of(city.populations.begin(), city.populations.end(), [](const Population& each) {
    return each.total() <= std::numeric_limits<std::int32_t>::max();
  });
}

/// A variable of people over time. Most of a result's numbers are these, so they are no longer than
/// they must be.
void add_curve(GroupWriter& group, const ResultParts& parts, RunColumns& columns,
               const std::string& name, const hdf5::Description& description, std::size_t geography,
               std::vector<std::int64_t> ZoneScores::*member) {
  const std::vector<std::string> dimensions = {"run", "time", "zone"};
  if (!counts_are_short(parts.context.city)) {
    columns.add(group, name, dimensions, description, of_zones(geography, member));
    return;
  }
  columns.add(group, name, dimensions, description, [geography, member](const LoadedRun& run) {
    const std::vector<std::int64_t>& counts = run.scores.geographies[geography].*member;
    std::vector<std::int32_t> shorter(counts.size());
    std::ranges::transform(counts, shorter.begin(), [](std::int64_t count) {
      YANBI_EXPECT(count <= std::numeric_limits<std::int32_t>::max());
      return static_cast<std::int32_t>(count);
    });
    return shorter;
  });
}

std::vector<double> coverage(const ZoneScores& scores) {
  const std::size_t zones = scores.population.size();
  std::vector<double> shares(scores.sheltered.size());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::int64_t people = scores.population[i % zones];
    shares[i] = people == 0
                    ? std::numeric_limits<double>::quiet_NaN()
                    : static_cast<double>(scores.sheltered[i]) / static_cast<double>(people);
  }
  return shares;
}

void define_coverage(GroupWriter& group, const ResultParts& parts, RunColumns& columns,
                     std::size_t g) {
  columns.add(
      group, "coverage", {"run", "deadline", "zone"},
      {"1", "share of " + whole_population(parts) + " inside a shelter; NaN without people"},
      [g](const LoadedRun& run) { return coverage(run.scores.geographies[g]); });
}

void define_counts(GroupWriter& group, const ResultParts& parts, RunColumns& columns,
                   std::size_t g) {
  const bool only_at_risk =
      std::all_of(parts.cases().begin(), parts.cases().end(),
                  [](const ResultCase& each) { return shelters_only_at_risk(each); });
  columns.add(
      group, "population", {"run", "zone"},
      {"persons", only_at_risk ? "people to be sheltered: those at risk, whose home gets wet"
                               : "people to be sheltered"},
      of_zones(g, &ZoneScores::population));
  columns.add_of_case(group, "not_at_risk", {"zone"},
                      {"persons",
                       "people who stay since no water reaches their home; not in "
                       "population, and 0 where everybody is to be sheltered"},
                      of_zones(g, &ZoneScores::not_at_risk));
  columns.add(group, "sheltered", {"run", "deadline", "zone"},
              {"persons", "people inside a shelter at the deadline"},
              of_zones(g, &ZoneScores::sheltered));
  columns.add(group, "unsheltered", {"run", "deadline", "zone", "cause"},
              {"persons", "people not inside a shelter at the deadline, by their one cause"},
              of_zones(g, &ZoneScores::unsheltered));
  define_coverage(group, parts, columns, g);
  columns.add(group, "caught", {"run", "zone"},
              {"persons", "people from here whom the water has taken by the end"},
              of_zones(g, &ZoneScores::caught));
  columns.add(group, "places", {"run", "zone"},
              {"persons", "places of the layout's shelters in the zone that a street reaches"},
              of_zones(g, &ZoneScores::places));
  columns.add(group, "served_from_other_zones", {"run", "zone"},
              {"persons", "people from other zones inside here at the end"},
              of_zones(g, &ZoneScores::served_from_other_zones));
  columns.add(group, "served_in_other_zones", {"run", "zone"},
              {"persons", "people from here inside in other zones at the end"},
              of_zones(g, &ZoneScores::served_in_other_zones));
}

void define_figures(GroupWriter& group, RunColumns& columns, std::size_t g) {
  columns.add(group, "t50", {"run", "zone"},
              {"s", "from when on 50 % of those who are in at the end are in"},
              of_zones(g, &ZoneScores::t50));
  columns.add(group, "t90", {"run", "zone"},
              {"s", "from when on 90 % of those who are in at the end are in"},
              of_zones(g, &ZoneScores::t90));
  columns.add(group, "t95", {"run", "zone"},
              {"s", "from when on 95 % of those who are in at the end are in"},
              of_zones(g, &ZoneScores::t95));
  columns.add(group, "mean_walk", {"run", "zone"},
              {"m", "mean walk to the assigned shelter, over persons"},
              of_zones(g, &ZoneScores::mean_walk));
  columns.add(group, "p95_walk", {"run", "zone"},
              {"m", "95th percentile of the walk to the assigned shelter, over persons"},
              of_zones(g, &ZoneScores::p95_walk));
}

void define_water(GroupWriter& group, const ResultParts& parts, RunColumns& columns,
                  std::size_t g) {
  if (!any_has_flood(parts)) {
    return;
  }
  columns.add_of_case(
      group, "water_arrival", {"zone"},
      {"s", "when water first stands at a home of the zone, after the alarm; NaN = never"},
      of_zones_or(g, &ZoneScores::water_arrival, std::numeric_limits<double>::quiet_NaN()));
  columns.add_of_case(group, "at_risk", {"zone"},
                      {"persons", "people to be sheltered whose home gets wet"},
                      of_zones_or(g, &ZoneScores::at_risk, std::int64_t{0}));
  columns.add(group, "inside_before_water", {"run", "zone"},
              {"persons",
               "of the people at risk, those inside a shelter when water reaches their "
               "own home, or at the end where that is earlier"},
              of_zones_or(g, &ZoneScores::inside_before_water, std::int64_t{0}));
}

}  // namespace

void define_scores(GroupWriter& root, const ResultParts& parts, RunColumns& columns) {
  GroupWriter all = root.group("scores");
  for (std::size_t g = 0; g < parts.context.city.geographies.size(); ++g) {
    const Geography& geography = parts.context.city.geographies[g];
    GroupWriter& group = columns.keep(all.group(name_in_file(geography.name)));
    define_runs(group, parts);
    define_deadlines(group, parts);
    define_zones(group, parts, geography);
    define_causes(group);
    if (parts.cases().size() > 1) {
      define_cases(group, parts);
    }
    define_counts(group, parts, columns, g);
    define_figures(group, columns, g);
    define_water(group, parts, columns, g);
  }
}

void define_curves(GroupWriter& root, const ResultParts& parts, RunColumns& columns) {
  GroupWriter all = root.group("curves");
  for (std::size_t g = 0; g < parts.context.city.geographies.size(); ++g) {
    const Geography& geography = parts.context.city.geographies[g];
    GroupWriter& group = columns.keep(all.group(name_in_file(geography.name)));
    define_runs(group, parts);
    define_times(group, parts);
    define_zones(group, parts, geography);
    add_curve(group, parts, columns, "sheltered", {"persons", "people inside a shelter"}, g,
              &ZoneScores::curve);
    columns.when_hazards([&columns, &parts, &group, g] {
      add_curve(group, parts, columns, "caught",
                {"persons", "people from here whom the water has taken by then"}, g,
                &ZoneScores::caught_curve);
    });
  }
}

}  // namespace yanbi
