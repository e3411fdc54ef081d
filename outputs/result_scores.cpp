// SPDX-License-Identifier: Apache-2.0
// The groups /scores and /curves of a result file.
#include <limits>

#include "outputs/result_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;
using hdf5::Type;
using hdf5::type_of;

/// Writes one column of ZoneScores, run by run.
template <class T>
void write_column(GroupWriter& group, const ResultParts& parts, std::size_t geography,
                  std::vector<T> ZoneScores::*member, const std::string& name,
                  const std::vector<std::string>& dimensions,
                  const hdf5::Description& description) {
  hdf5::VariableWriter variable = group.create(name, type_of<T>(), dimensions, description);
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    variable.write_slice(r, parts.runs[r].geographies[geography].*member);
  }
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

void write_coverage(GroupWriter& group, const ResultParts& parts, std::size_t geography) {
  hdf5::VariableWriter variable =
      group.create("coverage", Type::kDouble, {"run", "deadline", "zone"},
                   {"1", "share of " + whole_population(parts.context.input) +
                             " inside a shelter; NaN without people"});
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    variable.write_slice(r, coverage(parts.runs[r].geographies[geography]));
  }
}

void write_counts(GroupWriter& group, const ResultParts& parts, std::size_t g) {
  write_column(group, parts, g, &ZoneScores::population, "population", {"run", "zone"},
               {"persons", shelters_only_at_risk(parts.context.input)
                               ? "people to be sheltered: those at risk, whose home gets wet"
                               : "people to be sheltered"});
  group.variable("not_at_risk", {"zone"}, parts.runs.front().geographies[g].not_at_risk,
                 {"persons",
                  "people who stay since no water reaches their home; not in "
                  "population, and 0 where everybody is to be sheltered"});
  write_column(group, parts, g, &ZoneScores::sheltered, "sheltered", {"run", "deadline", "zone"},
               {"persons", "people inside a shelter at the deadline"});
  write_column(group, parts, g, &ZoneScores::unsheltered, "unsheltered",
               {"run", "deadline", "zone", "cause"},
               {"persons", "people not inside a shelter at the deadline, by their one cause"});
  write_coverage(group, parts, g);
  write_column(group, parts, g, &ZoneScores::caught, "caught", {"run", "zone"},
               {"persons", "people from here whom the water has taken by the end"});
  write_column(group, parts, g, &ZoneScores::places, "places", {"run", "zone"},
               {"persons", "places of the layout's shelters in the zone that a street reaches"});
  write_column(group, parts, g, &ZoneScores::served_from_other_zones, "served_from_other_zones",
               {"run", "zone"}, {"persons", "people from other zones inside here at the end"});
  write_column(group, parts, g, &ZoneScores::served_in_other_zones, "served_in_other_zones",
               {"run", "zone"}, {"persons", "people from here inside in other zones at the end"});
}

void write_figures(GroupWriter& group, const ResultParts& parts, std::size_t g) {
  write_column(group, parts, g, &ZoneScores::t50, "t50", {"run", "zone"},
               {"s", "from when on 50 % of those who are in at the end are in"});
  write_column(group, parts, g, &ZoneScores::t90, "t90", {"run", "zone"},
               {"s", "from when on 90 % of those who are in at the end are in"});
  write_column(group, parts, g, &ZoneScores::t95, "t95", {"run", "zone"},
               {"s", "from when on 95 % of those who are in at the end are in"});
  write_column(group, parts, g, &ZoneScores::mean_walk, "mean_walk", {"run", "zone"},
               {"m", "mean walk to the assigned shelter, over persons"});
  write_column(group, parts, g, &ZoneScores::p95_walk, "p95_walk", {"run", "zone"},
               {"m", "95th percentile of the walk to the assigned shelter, over persons"});
}

void write_water(GroupWriter& group, const ResultParts& parts, std::size_t g) {
  if (flood_of(parts.context.input) == nullptr) {
    return;
  }
  const ZoneScores& any = parts.runs.front().geographies[g];
  group.variable(
      "water_arrival", {"zone"}, any.water_arrival,
      {"s", "when water first stands at a home of the zone, after the alarm; NaN = never"});
  group.variable("at_risk", {"zone"}, any.at_risk,
                 {"persons", "people to be sheltered whose home gets wet"});
  write_column(group, parts, g, &ZoneScores::inside_before_water, "inside_before_water",
               {"run", "zone"},
               {"persons",
                "of the people at risk, those inside a shelter when water reaches their "
                "own home, or at the end where that is earlier"});
}

}  // namespace

void write_scores(GroupWriter& root, const ResultParts& parts) {
  GroupWriter all = root.group("scores");
  for (std::size_t g = 0; g < parts.context.city.geographies.size(); ++g) {
    const Geography& geography = parts.context.city.geographies[g];
    GroupWriter group = all.group(geography_name_in_file(geography.name));
    define_runs(group, parts);
    define_deadlines(group, parts);
    define_zones(group, parts, geography);
    define_causes(group);
    write_counts(group, parts, g);
    write_figures(group, parts, g);
    write_water(group, parts, g);
  }
}

void write_curves(GroupWriter& root, const ResultParts& parts) {
  GroupWriter all = root.group("curves");
  for (std::size_t g = 0; g < parts.context.city.geographies.size(); ++g) {
    const Geography& geography = parts.context.city.geographies[g];
    GroupWriter group = all.group(geography_name_in_file(geography.name));
    define_runs(group, parts);
    define_times(group, parts);
    define_zones(group, parts, geography);
    write_column(group, parts, g, &ZoneScores::curve, "sheltered", {"run", "time", "zone"},
                 {"persons", "people inside a shelter"});
    if (has_hazards(parts)) {
      write_column(group, parts, g, &ZoneScores::caught_curve, "caught", {"run", "time", "zone"},
                   {"persons", "people from here whom the water has taken by then"});
    }
  }
}

}  // namespace yanbi
