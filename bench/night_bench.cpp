// SPDX-License-Identifier: Apache-2.0
// Times one night of a synthetic city, plan and movement, after checking that the answer is right:
// everybody is accounted for, and one thread and all threads agree to the last bit.
//   cmake --preset release -DYANBI_BUILD_BENCH=ON && cmake --build --preset release --target
//   yanbi_bench build/release/bin/yanbi-bench --benchmark_format=json

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <numeric>
#include <string>

#include "sim/import/synthetic/synthesize.hpp"
#include "sim/yanbi.hpp"

namespace {

using yanbi::City;
using yanbi::Outcome;
using yanbi::PreparedScenario;

/// 200,000 people in 400 works with 90 % of the places they need, over 50 km2.
std::shared_ptr<const City> make_city() {
  yanbi::SyntheticSpec spec;
  spec.frame.area = 50.0;
  spec.frame.population = 200'000;
  spec.settlements.urban_density = 4000.0;
  spec.works.count = 400;
  return std::make_shared<const City>(yanbi::synthesize_city(spec));
}

yanbi::Scenario make_scenario() {
  yanbi::Scenario scenario = yanbi::default_scenario();
  scenario.name = "bench";
  scenario.layout = "planned";
  scenario.population = "night";
  return scenario;
}

class Night {
 public:
  Night() : prepared_(make_city(), make_scenario(), yanbi::available_threads()) {}

  [[nodiscard]] const PreparedScenario& prepared() const noexcept { return prepared_; }

  /// What is wrong with the answer; "" = nothing.
  [[nodiscard]] std::string fault() const {
    const Outcome one = yanbi::simulate(prepared_.input(), 0, 1);
    const Outcome all =
        yanbi::simulate(prepared_.input(), 0, std::max(2, yanbi::available_threads()));
    if (one.state_hash != all.state_hash) {
      return "one thread and several do not agree";
    }
    const auto inside = std::accumulate(
        one.arrivals.begin(), one.arrivals.end(), std::int64_t{0},
        [](std::int64_t sum, const yanbi::Arrival& arrival) { return sum + arrival.persons; });
    if (inside < prepared_.parties().total_persons() / 10) {
      return "hardly anybody arrives: this is not the night that was meant";
    }
    // Throws when sheltered people and causes do not add up in any zone.
    static_cast<void>(yanbi::score_run(prepared_.city(), prepared_.input(), 0, one));
    return "";
  }

 private:
  PreparedScenario prepared_;
};

void move_people(benchmark::State& state, const Night& night) {
  std::uint64_t traversals = 0;
  for (auto _ : state) {
    const Outcome outcome =
        yanbi::simulate(night.prepared().input(), 0, static_cast<int>(state.range(0)));
    traversals += outcome.diagnostics.traversals;
  }
  state.counters["link traversals"] =
      benchmark::Counter(static_cast<double>(traversals), benchmark::Counter::kIsRate);
}

void make_plan(benchmark::State& state, const Night& night) {
  const PreparedScenario& prepared = night.prepared();
  for (auto _ : state) {
    const yanbi::Plan plan =
        yanbi::make_plan(prepared.city(), prepared.parties(), prepared.shelters(),
                         prepared.scenario(), static_cast<int>(state.range(0)));
    benchmark::DoNotOptimize(plan.shelter.data());
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  const Night night;
  if (const std::string fault = night.fault(); !fault.empty()) {
    std::fprintf(stderr, "the answer is wrong, nothing is timed: %s\n", fault.c_str());
    return 1;
  }
  const int most = yanbi::available_threads();
  for (int threads = 1; threads <= most; threads *= 2) {
    benchmark::RegisterBenchmark("make_plan", make_plan, std::cref(night))
        ->Arg(threads)
        ->ArgName("threads")
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    benchmark::RegisterBenchmark("move_people", move_people, std::cref(night))
        ->Arg(threads)
        ->ArgName("threads")
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
