// SPDX-License-Identifier: Apache-2.0
// The group /summary of a result file: what the replicates of each case say together.
#include <array>
#include <limits>

#include "outputs/result_parts.hpp"
#include "outputs/statistics.hpp"

namespace yanbi {
namespace {

using hdf5::Description;
using hdf5::GroupWriter;
using Names = std::vector<std::string>;

struct Statistic {
  const char* suffix;
  const char* meaning;
  std::vector<double> SpreadColumns::*column;
};

constexpr std::array<Statistic, 5> kStatistics = {{
    {"mean", "mean over replicates", &SpreadColumns::mean},
    {"ci_low", "lower end of the 95 % confidence interval of the mean", &SpreadColumns::ci_low},
    {"ci_high", "upper end of the 95 % confidence interval of the mean", &SpreadColumns::ci_high},
    {"p05", "5th percentile over replicates", &SpreadColumns::p05},
    {"p95", "95th percentile over replicates", &SpreadColumns::p95},
}};

/// Five variables, `name`_mean and so on.
void write_spread(GroupWriter& group, const std::string& name, const Names& dimensions,
                  const SpreadColumns& columns, const Description& description) {
  for (const Statistic& statistic : kStatistics) {
    group.variable(name + "_" + statistic.suffix, dimensions, columns.*(statistic.column),
                   {description.units, description.long_name + ", " + statistic.meaning});
  }
}

/// One figure of all zones together, as a column over cases.
SpreadColumns one_case(const Spread& spread) {
  SpreadColumns columns;
  columns.push_back(spread);
  return columns;
}

void write_coverage(GroupWriter& group, const ResultParts& parts, const GeographySummary& summary) {
  const std::string whole = whole_population(parts.context.input);
  const Description coverage = {"1", "share of " + whole + " inside a shelter"};
  const Description unsheltered = {"persons", "people not inside a shelter, by cause"};
  group.variable("population", {"case", "zone"}, summary.population,
                 {"persons", "people to be sheltered"});
  write_spread(group, "coverage", {"case", "deadline", "zone"}, summary.coverage, coverage);
  write_spread(group, "unsheltered", {"case", "deadline", "zone", "cause"}, summary.unsheltered,
               unsheltered);
  group.variable("population_all", {"case"}, std::vector<std::int64_t>{summary.population_all},
                 {"persons", "people to be sheltered, all zones"});
  write_spread(group, "coverage_all", {"case", "deadline"}, summary.coverage_all,
               {"1", "share of " + whole + " inside a shelter, all zones"});
  write_spread(group, "unsheltered_all", {"case", "deadline", "cause"}, summary.unsheltered_all,
               {"persons", "people not inside a shelter, by cause, all zones"});
}

void write_movement(GroupWriter& group, const GeographySummary& summary) {
  const Names zones = {"case", "zone"};
  write_spread(group, "t50", zones, summary.t50,
               {"s", "time until 50 % of those who get in are in"});
  write_spread(group, "t90", zones, summary.t90,
               {"s", "time until 90 % of those who get in are in"});
  write_spread(group, "t95", zones, summary.t95,
               {"s", "time until 95 % of those who get in are in"});
  write_spread(group, "mean_walk", zones, summary.mean_walk,
               {"m", "mean walk to the assigned shelter"});
  write_spread(group, "p95_walk", zones, summary.p95_walk,
               {"m", "95th percentile of the walk to the assigned shelter"});
  write_spread(group, "served_from_other_zones", zones, summary.served_from_other_zones,
               {"persons", "people from other zones inside here at the end"});
  write_spread(group, "served_in_other_zones", zones, summary.served_in_other_zones,
               {"persons", "people from here inside in other zones at the end"});
}

void write_places(GroupWriter& group, const GeographySummary& summary) {
  const Names zones = {"case", "zone"};
  const auto number = [](double value) { return std::vector<double>{value}; };
  group.variable("places", zones, summary.places,
                 {"persons", "places of the shelters in the zone that a street reaches"});
  group.variable("places_per_person", zones, summary.places_per_person,
                 {"1", "places per person; NaN without people"});
  // Ledgers of works do not say the area yet; the variable is there so that its place is known.
  group.variable(
      "protected_area_per_person", zones,
      std::vector<double>(summary.population.size(), std::numeric_limits<double>::quiet_NaN()),
      {"m2", "sheltering area per person; NaN where the ledger gives no area"});
  write_spread(group, "utilisation", zones, summary.utilisation,
               {"1", "people inside at the end per place"});
  group.variable("places_all", {"case"}, std::vector<std::int64_t>{summary.places_all},
                 {"persons", "places, all zones"});
  group.variable("places_per_person_all", {"case"}, number(summary.places_per_person_all),
                 {"1", "places per person, all zones"});
  write_spread(group, "utilisation_all", {"case"}, one_case(summary.utilisation_all),
               {"1", "people inside at the end per place, all zones"});
  group.variable("gini_access", {"case"}, number(summary.gini_access),
                 {"1", "Gini coefficient of places per person over people; 0 = even"});
}

void write_hazard_figures(GroupWriter& group, const ResultParts& parts,
                          const GeographySummary& summary) {
  const Names zones = {"case", "zone"};
  group.variable("not_at_risk", zones, summary.not_at_risk,
                 {"persons",
                  "people who stay since no water reaches their home; not in "
                  "population, and 0 where everybody is to be sheltered"});
  if (has_hazards(parts)) {
    const std::string meaning = "people whom the water has taken by the end";
    write_spread(group, "caught", zones, summary.caught, {"persons", meaning});
    write_spread(group, "caught_all", {"case"}, one_case(summary.caught_all),
                 {"persons", meaning + ", all zones"});
  }
  if (flood_of(parts.context.input) != nullptr) {
    const std::string meaning =
        "of the people at risk, those inside a shelter when water reaches their home";
    group.variable("at_risk", zones, summary.at_risk,
                   {"persons", "people to be sheltered whose home gets wet"});
    write_spread(group, "inside_before_water", zones, summary.inside_before_water,
                 {"persons", meaning});
    write_spread(group, "inside_before_water_all", {"case"},
                 one_case(summary.inside_before_water_all), {"persons", meaning + ", all zones"});
  }
}

}  // namespace

void write_summary(GroupWriter& root, const ResultParts& parts) {
  const Summary summary = summarize_replicates(parts.runs);
  GroupWriter all = root.group("summary");
  for (std::size_t g = 0; g < summary.geographies.size(); ++g) {
    const Geography& geography = parts.context.city.geographies[g];
    GroupWriter group = all.group(geography_name_in_file(geography.name));
    group.coordinate("case", Names{parts.context.case_name}, {"", "case, as in /runs"});
    define_deadlines(group, parts);
    define_zones(group, parts, geography);
    define_causes(group);
    group.variable("layout", {"case"}, Names{parts.context.input.scenario.layout}, {"", "layout"});
    group.variable("replicates", {"case"},
                   std::vector<std::int64_t>{static_cast<std::int64_t>(summary.replicates)},
                   {"1", "number of replicates"});
    write_coverage(group, parts, summary.geographies[g]);
    write_movement(group, summary.geographies[g]);
    write_places(group, summary.geographies[g]);
    write_hazard_figures(group, parts, summary.geographies[g]);
  }
}

}  // namespace yanbi
