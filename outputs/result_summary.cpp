// SPDX-License-Identifier: Apache-2.0
// The group /summary of a result file: what the replicates of each case say together.
#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <iterator>
#include <limits>

#include "outputs/result_columns.hpp"
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
  double Spread::*figure;
};

constexpr std::array<Statistic, 5> kStatistics = {{
    {"mean", "mean over replicates", &SpreadColumns::mean, &Spread::mean},
    {"ci_low", "lower end of the 95 % confidence interval of the mean", &SpreadColumns::ci_low,
     &Spread::ci_low},
    {"ci_high", "upper end of the 95 % confidence interval of the mean", &SpreadColumns::ci_high,
     &Spread::ci_high},
    {"p05", "5th percentile over replicates", &SpreadColumns::p05, &Spread::p05},
    {"p95", "95th percentile over replicates", &SpreadColumns::p95, &Spread::p95},
}};

/// The variables of one geography; each index of `case` is written from one summary.
class SummaryColumns {
 public:
  explicit SummaryColumns(GroupWriter& group) : group_(group) {}

  /// Five variables, `name`_mean and so on.
  void spread(const std::string& name, const Names& dimensions, const Description& description,
              SpreadColumns GeographySummary::*member) {
    for (const Statistic& statistic : kStatistics) {
      columns_.add(
          group_, name + "_" + statistic.suffix, dimensions, described(description, statistic),
          [member, statistic](const GeographySummary& summary) -> const std::vector<double>& {
            return summary.*member.*(statistic.column);
          });
    }
  }

  /// The same of one figure of all zones together.
  void spread(const std::string& name, const Description& description,
              Spread GeographySummary::*member) {
    for (const Statistic& statistic : kStatistics) {
      columns_.add(group_, name + "_" + statistic.suffix, {"case"},
                   described(description, statistic),
                   [member, statistic](const GeographySummary& summary) {
                     return std::vector<double>{summary.*member.*(statistic.figure)};
                   });
    }
  }

  /// A figure that is the same in all replicates, by zone.
  template <class T>
  void figure(const std::string& name, const Description& description,
              std::vector<T> GeographySummary::*member) {
    columns_.add(group_, name, {"case", "zone"}, description,
                 [member](const GeographySummary& summary) -> const std::vector<T>& {
                   return summary.*member;
                 });
  }

  /// The same for all zones together.
  template <class T>
  void figure(const std::string& name, const Description& description,
              T GeographySummary::*member) {
    columns_.add(group_, name, {"case"}, description, [member](const GeographySummary& summary) {
      return std::vector<T>{summary.*member};
    });
  }

  /// Whatever `get` makes of the summary.
  template <class Get>
  void made(const std::string& name, const Names& dimensions, const Description& description,
            Get get) {
    columns_.add(group_, name, dimensions, description, get);
  }

  /// Figures of the flood, 0 or NaN in cases without one.
  void define_water(const std::string& meaning);

  void write(std::size_t index, const GeographySummary& summary) { columns_.write(index, summary); }
  void write_missing(std::size_t index) { columns_.write_missing(index); }

 private:
  static Description described(const Description& description, const Statistic& statistic) {
    return {description.units, description.long_name + ", " + statistic.meaning};
  }

  GroupWriter& group_;
  SliceColumns<GeographySummary> columns_;
};

void SummaryColumns::define_water(const std::string& meaning) {
  made("at_risk", {"case", "zone"}, {"persons", "people to be sheltered whose home gets wet"},
       [](const GeographySummary& summary) {
         return or_nothing(summary.at_risk, summary.population.size(), std::int64_t{0});
       });
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  for (const Statistic& statistic : kStatistics) {
    made(std::string("inside_before_water_") + statistic.suffix, {"case", "zone"},
         described({"persons", meaning}, statistic), [statistic](const GeographySummary& summary) {
           return or_nothing(summary.inside_before_water.*(statistic.column),
                             summary.population.size(), kNan);
         });
  }
  for (const Statistic& statistic : kStatistics) {
    made(std::string("inside_before_water_all_") + statistic.suffix, {"case"},
         described({"persons", meaning + ", all zones"}, statistic),
         [statistic](const GeographySummary& summary) {
           const double figure = summary.inside_before_water_all.*(statistic.figure);
           return std::vector<double>{summary.at_risk.empty() ? kNan : figure};
         });
  }
}

void define_summary_coverage(SummaryColumns& columns, const ResultParts& parts) {
  using S = GeographySummary;
  const std::string whole = whole_population(parts);
  columns.figure("population", {"persons", "people to be sheltered"}, &S::population);
  columns.spread("coverage", {"case", "deadline", "zone"},
                 {"1", "share of " + whole + " inside a shelter"}, &S::coverage);
  columns.spread("unsheltered", {"case", "deadline", "zone", "cause"},
                 {"persons", "people not inside a shelter, by cause"}, &S::unsheltered);
  columns.figure("population_all", {"persons", "people to be sheltered, all zones"},
                 &S::population_all);
  columns.spread("coverage_all", {"case", "deadline"},
                 {"1", "share of " + whole + " inside a shelter, all zones"}, &S::coverage_all);
  columns.spread("unsheltered_all", {"case", "deadline", "cause"},
                 {"persons", "people not inside a shelter, by cause, all zones"},
                 &S::unsheltered_all);
}

void define_movement(SummaryColumns& columns) {
  using S = GeographySummary;
  const Names zones = {"case", "zone"};
  columns.spread("t50", zones, {"s", "time until 50 % of those who get in are in"}, &S::t50);
  columns.spread("t90", zones, {"s", "time until 90 % of those who get in are in"}, &S::t90);
  columns.spread("t95", zones, {"s", "time until 95 % of those who get in are in"}, &S::t95);
  columns.spread("mean_walk", zones, {"m", "mean walk to the assigned shelter"}, &S::mean_walk);
  columns.spread("p95_walk", zones, {"m", "95th percentile of the walk to the assigned shelter"},
                 &S::p95_walk);
  columns.spread("served_from_other_zones", zones,
                 {"persons", "people from other zones inside here at the end"},
                 &S::served_from_other_zones);
  columns.spread("served_in_other_zones", zones,
                 {"persons", "people from here inside in other zones at the end"},
                 &S::served_in_other_zones);
}

void define_summary_places(SummaryColumns& columns) {
  using S = GeographySummary;
  columns.figure("places", {"persons", "places of the shelters in the zone that a street reaches"},
                 &S::places);
  columns.figure("places_per_person", {"1", "places per person; NaN without people"},
                 &S::places_per_person);
  // Ledgers of works do not say the area yet; the variable is there so that its place is known.
  columns.made("protected_area_per_person", {"case", "zone"},
               {"m2", "sheltering area per person; NaN where the ledger gives no area"},
               [](const GeographySummary& summary) {
                 return std::vector<double>(summary.population.size(),
                                            std::numeric_limits<double>::quiet_NaN());
               });
  columns.spread("utilisation", {"case", "zone"}, {"1", "people inside at the end per place"},
                 &S::utilisation);
  columns.figure("places_all", {"persons", "places, all zones"}, &S::places_all);
  columns.figure("places_per_person_all", {"1", "places per person, all zones"},
                 &S::places_per_person_all);
  columns.spread("utilisation_all", {"1", "people inside at the end per place, all zones"},
                 &S::utilisation_all);
  columns.figure("gini_access",
                 {"1", "Gini coefficient of places per person over people; 0 = even"},
                 &S::gini_access);
}

void define_hazard_figures(SummaryColumns& columns, const ResultParts& parts) {
  using S = GeographySummary;
  columns.figure("not_at_risk",
                 {"persons",
                  "people who stay since no water reaches their home; not in "
                  "population, and 0 where everybody is to be sheltered"},
                 &S::not_at_risk);
  const std::string caught = "people whom the water has taken by the end";
  columns.spread("caught", {"case", "zone"}, {"persons", caught}, &S::caught);
  columns.spread("caught_all", {"persons", caught + ", all zones"}, &S::caught_all);
  if (any_has_flood(parts)) {
    columns.define_water(
        "of the people at risk, those inside a shelter when water reaches their home");
  }
}

void define_summary(GroupWriter& group, const ResultParts& parts, const Geography& geography,
                    SummaryColumns& columns) {
  define_cases(group, parts);
  define_deadlines(group, parts);
  define_zones(group, parts, geography);
  define_causes(group);
  group.variable(
      "layout", {"case"},
      of_cases<std::string>(parts, [](const ResultCase& each) { return each.scenario.layout; }),
      {"", "layout"});
  group.variable("replicates", {"case"}, parts.replicates, {"1", "number of replicates"});
  define_summary_coverage(columns, parts);
  define_movement(columns);
  define_summary_places(columns);
  define_hazard_figures(columns, parts);
}

/// The same without curves but for their end.
ZoneScores without_curves(const ZoneScores& scores) {
  const auto& [geography, population, sheltered, unsheltered, curve, t50, t90, t95, mean_walk,
               p95_walk, places, from_other_zones, in_other_zones, not_at_risk, caught,
               caught_curve, water_arrival, at_risk, inside_before_water] = scores;
  const auto zones = static_cast<std::ptrdiff_t>(std::min(population.size(), curve.size()));
  return {geography,
          population,
          sheltered,
          unsheltered,
          {curve.end() - zones, curve.end()},
          t50,
          t90,
          t95,
          mean_walk,
          p95_walk,
          places,
          from_other_zones,
          in_other_zones,
          not_at_risk,
          caught,
          {},
          water_arrival,
          at_risk,
          inside_before_water};
}

/// What summaries read of a run. A copy, so that what is kept does not lie scattered between what
/// is not.
RunScores kept_for_summary(const RunScores& run) {
  RunScores kept;
  kept.replicate = run.replicate;
  std::ranges::transform(run.geographies, std::back_inserter(kept.geographies), &without_curves);
  return kept;
}

}  // namespace

struct SummaryWriter::State {
  std::size_t cases = 0;
  std::deque<GroupWriter> groups = {};  ///< by geography
  std::deque<SummaryColumns> columns = {};
  std::size_t at = 0;                ///< the case at hand
  std::vector<RunScores> runs = {};  ///< its runs so far

  /// Ends the case at hand.
  void write_case() {
    if (runs.empty()) {
      for (SummaryColumns& of_geography : columns) {
        of_geography.write_missing(at);
      }
    } else {
      const Summary summary = summarize_replicates(runs);
      for (std::size_t g = 0; g < columns.size(); ++g) {
        columns[g].write(at, summary.geographies[g]);
      }
    }
    runs.clear();
    ++at;
  }
};

SummaryWriter::SummaryWriter(GroupWriter& root, const ResultParts& parts)
    : state_(std::make_unique<State>(State{.cases = parts.cases().size()})) {
  GroupWriter all = root.group("summary");
  for (const Geography& geography : parts.context.city.geographies) {
    GroupWriter& group = state_->groups.emplace_back(all.group(name_in_file(geography.name)));
    define_summary(group, parts, geography, state_->columns.emplace_back(group));
  }
}

SummaryWriter::~SummaryWriter() = default;

void SummaryWriter::add(std::size_t case_index, const RunScores& scores) {
  while (state_->at < case_index) {
    state_->write_case();
  }
  state_->runs.push_back(kept_for_summary(scores));
}

void SummaryWriter::finish() {
  while (state_->at < state_->cases) {
    state_->write_case();
  }
}

}  // namespace yanbi
