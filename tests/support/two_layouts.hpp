// SPDX-License-Identifier: Apache-2.0
#pragma once
// A small batch, made by hand: the small run in a layout with one shelter and in one with both, and
// a third case of which every run failed.

#include <cstddef>
#include <utility>
#include <vector>

#include "outputs/result_writer.hpp"
#include "outputs/run_source.hpp"
#include "outputs/scores.hpp"
#include "tests/support/small_run.hpp"

namespace yanbi::test {

/// The small run where the second work is the only shelter: everybody who was in one is there.
struct EarlyRun : SmallRun {
  EarlyRun() {
    scenario.layout = "early";
    shelters = Shelters{};
    shelters.work = {WorkId(1)};
    shelters.places = {100};
    shelters.first_entrance = {0, 1};
    shelters.entrance_shelter = {ShelterId(0)};
    shelters.entrance_position = {LinkPosition{LinkId(2), 40'250}};
    shelters.entrance_access_mm = {5'000};
    shelters.entrance_rate = {1.17};
    const std::vector<LinkId> way = {LinkId(2)};
    plan = Plan{};
    const RouteId route = plan.routes.add({way, 10'125, 40'250, 1'000, 5'000, EntranceId(0)});
    plan.shelter = {ShelterId(0), ShelterId(0), ShelterId(0), ShelterId()};
    plan.route = {route, route, route, RouteId()};
    plan.first_alternative = {0, 0};
    for (Outcome& outcome : outcomes) {
      for (ShelterId& shelter : outcome.parties.shelter) {
        shelter = shelter.has_value() ? ShelterId(0) : ShelterId();
      }
      for (Arrival& arrival : outcome.arrivals) {
        arrival.shelter = ShelterId(0);
      }
      outcome.shelters = {{6}, {0}, {6}, {Tick::never()}, {to_tick(1.2)}, {}, {}, {}};
      outcome.state_hash += 16;
    }
  }
};

/// Runs of several cases in memory; notes when each is loaded.
class ListedRuns final : public RunSource {
 public:
  void add(std::size_t case_index, RunScores scores) {
    runs_.emplace_back(case_index, std::move(scores));
  }
  [[nodiscard]] std::size_t size() const override { return runs_.size(); }
  [[nodiscard]] std::size_t case_of(std::size_t run) const override { return runs_[run].first; }
  [[nodiscard]] const RunScores& load(std::size_t run) override {
    loaded.push_back(run);
    return runs_[run].second;
  }

  std::vector<std::size_t> loaded;  ///< which run was asked for, in the order of the calls

 private:
  std::vector<std::pair<std::size_t, RunScores>> runs_;
};

/// Cases "early" and "all" with two runs each, and "broken" without any.
struct TwoLayoutsBatch {
  EarlyRun early;
  SmallRun all;
  SmallRun broken;
  ListedRuns runs;

  TwoLayoutsBatch() {
    for (std::uint32_t r = 0; r < 2; ++r) {
      runs.add(0, score_run(early.city, early.input(), r, early.outcomes[r]));
    }
    for (std::uint32_t r = 0; r < 2; ++r) {
      runs.add(1, score_run(all.city, all.input(), r, all.outcomes[r]));
    }
  }

  [[nodiscard]] ResultContext context() const {
    ResultCase first = case_of(early, "layout=early");
    first.levels = {{"layout", "early"}, {"time", "night"}};
    first.overrides = "layout=\"early\"";
    ResultCase second = case_of(all, "layout=all");
    second.levels = {{"layout", "all"}, {"time", "night"}};
    second.overrides = "layout=\"all\"";
    ResultCase third = case_of(broken, "broken");
    return {.city = all.city,
            .cases = {first, second, third},
            .failures = {{2, 0, "/secret/place: no such file"}, {2, 1, "out of memory"}},
            .scenario_text = all.scenario.text,
            .batch = ResultBatch{"two layouts", "name = \"two layouts\"\n"},
            .inputs = {{"/secret/place/city.h5", 17}},
            .threads = 2};
  }

  static ResultCase case_of(const SmallRun& run, const char* name) {
    return {.name = name,
            .scenario = run.scenario,
            .shelters = run.shelters,
            .hazard = run.hazards.hazard};
  }
};

}  // namespace yanbi::test
