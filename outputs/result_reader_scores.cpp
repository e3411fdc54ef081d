// SPDX-License-Identifier: Apache-2.0
// Reads the groups /scores and /curves of a result file.
#include <algorithm>
#include <utility>

#include "outputs/result_reader_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;
using Shape = std::vector<std::size_t>;

/// Reads the columns of ZoneScores of one geography.
class ZoneScoresReader {
 public:
  ZoneScoresReader(const GroupReader& group, ResultFile& result, std::size_t zones)
      : group_(group), result_(result), runs_(result.runs.size()), zones_(zones) {}

  template <class T>
  void column(const std::string& name, const Shape& further, std::vector<T> ZoneScores::*member) {
    Shape shape = {runs_};
    shape.insert(shape.end(), further.begin(), further.end());
    each_run(group_.read<T>(name, shape), runs_, [&](std::size_t r, std::vector<T> values) {
      result_.runs[r].geographies.back().*member = std::move(values);
    });
  }

  void read_all() {
    const std::size_t deadlines = result_.deadlines.size();
    column("population", {zones_}, &ZoneScores::population);
    column("sheltered", {deadlines, zones_}, &ZoneScores::sheltered);
    column("unsheltered", {deadlines, zones_, kCauseCount}, &ZoneScores::unsheltered);
    column("places", {zones_}, &ZoneScores::places);
    column("served_from_other_zones", {zones_}, &ZoneScores::served_from_other_zones);
    column("served_in_other_zones", {zones_}, &ZoneScores::served_in_other_zones);
    column("t50", {zones_}, &ZoneScores::t50);
    column("t90", {zones_}, &ZoneScores::t90);
    column("t95", {zones_}, &ZoneScores::t95);
    column("mean_walk", {zones_}, &ZoneScores::mean_walk);
    column("p95_walk", {zones_}, &ZoneScores::p95_walk);
    read_hazards();
  }

  /// Nothing in files of version 1.0.
  void read_hazards() {
    const std::vector<std::int64_t> nobody(zones_, 0);
    for (RunScores& run : result_.runs) {
      run.geographies.back().not_at_risk = nobody;
      run.geographies.back().caught = nobody;
    }
    if (!group_.has("caught")) {
      return;
    }
    of_cases("not_at_risk", &ZoneScores::not_at_risk);
    column("caught", {zones_}, &ZoneScores::caught);
    if (group_.has("at_risk")) {
      read_flood();
    }
  }

 private:
  void read_flood() {
    of_cases("at_risk", &ZoneScores::at_risk);
    of_cases("water_arrival", &ZoneScores::water_arrival);
    column("inside_before_water", {zones_}, &ZoneScores::inside_before_water);
    for (std::size_t r = 0; r < runs_; ++r) {
      if (!result_.case_info[result_.case_of[r]].has_flood) {
        ZoneScores& dry = result_.runs[r].geographies.back();
        dry.at_risk.clear();
        dry.water_arrival.clear();
        dry.inside_before_water.clear();
      }
    }
  }

  /// What is the same in all runs of a case: (zone), in files of several cases (case, zone).
  template <class T>
  void of_cases(const std::string& name, std::vector<T> ZoneScores::*member) {
    const std::size_t cases = result_.case_info.size();
    const std::vector<T> values =
        group_.read<T>(name, cases == 1 ? Shape{zones_} : Shape{cases, zones_});
    for (std::size_t r = 0; r < runs_; ++r) {
      const auto first = values.begin() + static_cast<std::ptrdiff_t>(result_.case_of[r] * zones_);
      (result_.runs[r].geographies.back().*member)
          .assign(first, first + static_cast<std::ptrdiff_t>(zones_));
    }
  }

  const GroupReader& group_;
  ResultFile& result_;
  std::size_t runs_;
  std::size_t zones_;
};

void check_causes(const GroupReader& group, const std::vector<std::string>& causes) {
  if (causes.size() != kCauseCount ||
      !std::equal(causes.begin(), causes.end(), kCauseNames.begin())) {
    group.fail("cause", "the causes are not those that this program knows");
  }
}

/// That everybody is counted once is what the file promises; nothing is printed from one that
/// breaks it.
void check_people(const GroupReader& group, const ZoneScores& scores) {
  const std::size_t zones = scores.population.size();
  for (std::size_t cell = 0; cell < scores.sheltered.size(); ++cell) {
    std::int64_t people = scores.sheltered[cell];
    for (std::size_t c = 0; c < kCauseCount; ++c) {
      people += scores.unsheltered[cell * kCauseCount + c];
    }
    if (people != scores.population[cell % zones]) {
      group.fail("unsheltered", "sheltered and unsheltered people do not add up to the population");
    }
  }
}

void read_zones(const GroupReader& scores, const GroupReader& curves, ResultFile& result) {
  ResultGeography geography;
  geography.name = scores.text("geography");
  geography.key = scores.read<std::string>("zone");
  geography.label = scores.read<std::string>("zone_name", Shape{geography.key.size()});
  result.deadlines = scores.read<double>("deadline", Shape{scores.length("deadline")});
  result.causes = scores.read<std::string>("cause", Shape{scores.length("cause")});
  result.times = curves.read<double>("time", Shape{curves.length("time")});
  check_causes(scores, result.causes);
  result.geographies.push_back(std::move(geography));
}

/// Scores and curves of the last geography.
void read_zone_scores(const GroupReader& scores, const GroupReader& curves, ResultFile& result) {
  const ResultGeography& geography = result.geographies.back();
  const std::size_t zones = geography.key.size();
  for (RunScores& run : result.runs) {
    run.geographies.emplace_back().geography = geography.name;
  }
  ZoneScoresReader(scores, result, zones).read_all();
  ZoneScoresReader of_curves(curves, result, zones);
  of_curves.column("sheltered", {result.times.size(), zones}, &ZoneScores::curve);
  if (curves.has("caught")) {
    of_curves.column("caught", {result.times.size(), zones}, &ZoneScores::caught_curve);
  }
  for (const RunScores& run : result.runs) {
    check_people(scores, run.geographies.back());
  }
}

}  // namespace

void read_geographies(const GroupReader& root, bool with_scores, ResultFile& result) {
  const GroupReader scores = root.group("scores");
  const GroupReader curves = root.group("curves");
  for (const std::string& name : scores.groups()) {
    const GroupReader scores_here = scores.group(name);
    const GroupReader curves_here = curves.group(name);
    read_zones(scores_here, curves_here, result);
    if (with_scores) {
      read_zone_scores(scores_here, curves_here, result);
    }
  }
  if (result.geographies.empty()) {
    root.fail("scores", "a result needs at least one geography");
  }
}

}  // namespace yanbi
