// SPDX-License-Identifier: Apache-2.0
// Times vehicles in Manhattan cities that other simulators have run too, after checking the answer:
// the number of link traversals, the volume of every link, mean travel times and last arrivals, and
// that one thread and two agree to the last bit. Only movement is timed, not reading or writing.
//   cmake --preset release -DYANBI_BUILD_BENCH=ON
//   cmake --build --preset release --target yanbi_bench_vehicles
//   build/release/bin/yanbi-bench-vehicles --benchmark_filter=far100k --benchmark_format=json

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/manhattan.hpp"
#include "sim/kernel/simulation.hpp"

namespace {

using yanbi::EntranceId;
using yanbi::Instant;
using yanbi::LinkId;
using yanbi::LinkModel;
using yanbi::NodeId;
using yanbi::Outcome;
using yanbi::ShelterId;
using yanbi::Tick;
using yanbi::bench::Destination;
using yanbi::bench::ManhattanSpec;
using yanbi::bench::ManhattanTrips;

constexpr std::uint32_t kLinkLength = 100'000;  // mm
constexpr float kSpeed = 50.0F / 3.6F;          // m/s
constexpr float kCapacity = 1800.0F / 3600.0F;  // vehicles/s

/// A range that a figure must lie in.
struct Range {
  double least = 0.0;
  double most = std::numeric_limits<double>::infinity();
  [[nodiscard]] bool has(double value) const { return least <= value && value <= most; }
};

Range within(double value, double share) { return {value * (1 - share), value * (1 + share)}; }

struct Case {
  const char* name;
  ManhattanSpec spec;
  LinkModel links;
  std::uint64_t traversals;    ///< 0 = not known
  Range mean_travel;           ///< s from entering the first link to the shelter
  Range last_arrival;          ///< s
  Range since_departure = {};  ///< s from wanting to enter it, on average
};

constexpr ManhattanSpec kFar100k{.destination = Destination::kAnywhere, .window = 1800};
constexpr ManhattanSpec kRing1M{.grid = 316,
                                .agents = 1'000'000,
                                .shelters_x = 50,
                                .shelters_y = 40,
                                .destination = Destination::kWithinRadius};

const std::array kCases = {
    Case{"near100k", {}, LinkModel::kQueue, 377'713, within(28.5, 0.02), {}},
    Case{"far100k", kFar100k, LinkModel::kQueue, 6'641'394, within(496.4, 0.02), {}},
    Case{"far100k-wave", kFar100k, LinkModel::kKinematicWave, 6'641'394, within(496.4, 0.02), {}},
    Case{"near1M",
         {.agents = 1'000'000},
         LinkModel::kQueue,
         3'776'086,
         {326, 371},
         within(3861, 0.01),
         within(1089.4, 0.01)},
    // The last links before the shelters pass their capacity whichever kind they are, so people
    // arrive as late as with queues and are as long under way from wanting to enter. But a road
    // that passes q holds no more than storage - q * wave vehicles: there is less room on the
    // roads, and more of the wait is beside them.
    Case{"near1M-wave",
         {.agents = 1'000'000},
         LinkModel::kKinematicWave,
         3'776'086,
         {27.2, 335.1},
         within(3861, 0.01),
         within(1089.4, 0.01)},
    Case{"ring1M", kRing1M, LinkModel::kQueue, 16'824'734, within(124.3, 0.02), {}},
    Case{"ring1M-wave", kRing1M, LinkModel::kKinematicWave, 16'824'734, within(124.3, 0.02), {}},
    Case{"metro4.7M",
         {.grid = 707, .agents = 4'700'000, .shelters_x = 60, .shelters_y = 50, .window = 1800},
         LinkModel::kQueue,
         30'633'891,
         {},
         {}},
    Case{"metro4.7M-far",
         {.grid = 707,
          .agents = 4'700'000,
          .shelters_x = 60,
          .shelters_y = 50,
          .destination = Destination::kWithinRadius,
          .window = 1800,
          .radius = 30},
         LinkModel::kQueue,
         0,
         {},
         {}},
};

/// Links of a grid, sorted by tail and head.
class Grid {
 public:
  explicit Grid(std::uint32_t side) : side_(side) {
    for (std::uint32_t node = 0; node < side * side; ++node) {
      for (const auto& [there, head] : neighbours(node)) {
        if (there) {
          columns_.tail.emplace_back(node);
          columns_.head.emplace_back(head);
        }
      }
      first_.push_back(static_cast<std::uint32_t>(columns_.tail.size()));
    }
  }

  [[nodiscard]] std::uint32_t link(std::uint32_t from, std::uint32_t to) const {
    const auto first = columns_.head.begin() + (from == 0 ? 0 : first_[from - 1]);
    return static_cast<std::uint32_t>(std::find(first, columns_.head.end(), NodeId(to)) -
                                      columns_.head.begin());
  }

  [[nodiscard]] yanbi::RoadNetwork network() const {
    const std::size_t count = columns_.tail.size();
    yanbi::LinkColumns links = columns_;
    links.length_mm.assign(count, kLinkLength);
    links.width.assign(count, 0.0F);
    links.form.assign(count, yanbi::WayForm::kFlat);
    links.opposite.resize(count);
    links.street.assign(count, 0);
    links.lanes.assign(count, 1);
    links.speed.assign(count, kSpeed);
    links.capacity.assign(count, kCapacity);
    yanbi::StreetColumns streets{{0}, {0, 0}, {}, {}};
    const std::vector<double> zeros(std::size_t{side_} * side_, 0.0);
    return {zeros, zeros, std::move(links), std::move(streets)};
  }

 private:
  [[nodiscard]] std::array<std::pair<bool, std::uint32_t>, 4> neighbours(std::uint32_t node) const {
    return {{{node >= side_, node - side_},
             {node % side_ > 0, node - 1},
             {node % side_ + 1 < side_, node + 1},
             {node + side_ < side_ * side_, node + side_}}};
  }

  std::uint32_t side_;
  yanbi::LinkColumns columns_;
  std::vector<std::uint32_t> first_;  ///< end of the links that leave each node
};

/// A case as the kernel reads it.
class City {
 public:
  explicit City(const Case& the_case) : case_(the_case) {
    const Grid grid(case_.spec.grid);
    network_ = grid.network();
    const ManhattanTrips trips = yanbi::bench::make_trips(case_.spec);
    add_shelters(trips);
    add_trips(trips, grid);
    scenario_.name = case_.name;
    scenario_.run.mode = yanbi::RunMode::kDrive;
    scenario_.driving.links = case_.links;
    scenario_.run.horizon = yanbi::to_tick(6.0 * 3600.0);
    scenario_.run.deadlines = {scenario_.run.horizon};
  }

  [[nodiscard]] const Case& its_case() const noexcept { return case_; }
  [[nodiscard]] std::size_t agents() const noexcept { return parties_.size(); }
  [[nodiscard]] yanbi::SimulationInput input() const {
    return {network_, origins_, parties_, shelters_, plan_, scenario_};
  }

  /// What is wrong with the answer; "" = nothing.
  [[nodiscard]] std::string fault() {
    scenario_.output.links = true;
    const Outcome one = yanbi::simulate(input(), 0, 1);
    const std::uint64_t hash_of_two = yanbi::simulate(input(), 0, {2, 0}).state_hash;
    scenario_.output.links = false;
    double travelled = 0.0;
    for (std::size_t p = 0; p < agents(); ++p) {
      travelled += one.parties.arrived_at[p].seconds() - plan_.departs_at[p].seconds();
    }
    const double since_departure = travelled / static_cast<double>(agents());
    const double beside = static_cast<double>(one.diagnostics.entry_waits) / Instant::kPerSecond;
    const double mean = since_departure - beside / static_cast<double>(agents());
    const double last = one.arrivals.empty() ? 0.0 : one.arrivals.back().at.seconds();
    std::fprintf(stderr,
                 "%s: %llu traversals, mean travel time %.2f s, since departure %.2f s, last "
                 "arrival %.1f s\n",
                 case_.name, static_cast<unsigned long long>(one.diagnostics.traversals), mean,
                 since_departure, last);
    if (one.arrivals.size() != agents()) {
      return "not everybody arrives";
    }
    if (one.diagnostics.traversals != (case_.traversals > 0 ? case_.traversals : hops_)) {
      return "the number of link traversals is not the published one";
    }
    if (one.links.volume != volume_) {
      return "the volumes of links are not those of the routes";
    }
    if (!case_.mean_travel.has(mean) || !case_.last_arrival.has(last) ||
        !case_.since_departure.has(since_departure)) {
      return "travel times are not those that they must be";
    }
    return one.state_hash == hash_of_two ? "" : "one thread and two do not agree";
  }

 private:
  void add_shelters(const ManhattanTrips& trips) {
    shelters_.first_entrance = {0};
    for (std::size_t s = 0; s < trips.shelter_node.size(); ++s) {
      shelters_.work.emplace_back(s);
      shelters_.places.push_back(static_cast<std::int32_t>(case_.spec.agents));
      shelters_.first_entrance.push_back(static_cast<std::uint32_t>(s + 1));
      shelters_.entrance_shelter.emplace_back(s);
      shelters_.entrance_position.push_back(
          {LinkId(network_.first_out()[trips.shelter_node[s]]), 0});
      shelters_.entrance_access_mm.push_back(0);
      shelters_.entrance_rate.push_back(std::numeric_limits<double>::infinity());
    }
    plan_.first_alternative.assign(shelters_.size() + 1, 0);
  }

  void add_trips(const ManhattanTrips& trips, const Grid& grid) {
    volume_.assign(network_.link_count(), 0);
    hops_ = trips.path.size() - trips.departure.size();
    std::vector<LinkId> links;
    for (std::size_t t = 0; t < trips.departure.size(); ++t) {
      links.clear();
      for (std::uint64_t i = trips.first[t]; i + 1 < trips.first[t + 1]; ++i) {
        links.emplace_back(grid.link(trips.path[i], trips.path[i + 1]));
        ++volume_[links.back().index()];
      }
      parties_.origin.emplace_back(trips.path[trips.first[t]]);
      parties_.persons.push_back(1);
      parties_.key.push_back(t);
      plan_.shelter.emplace_back(trips.shelter[t]);
      plan_.departs_at.push_back(
          Tick{static_cast<std::int32_t>(trips.departure[t]) * Tick::kPerSecond});
      plan_.route.push_back(
          plan_.routes.add({links, 0, kLinkLength, 0, 0, EntranceId(trips.shelter[t])}));
    }
  }

  const Case& case_;
  yanbi::RoadNetwork network_;
  yanbi::Origins origins_;
  yanbi::Parties parties_;
  yanbi::Shelters shelters_;
  yanbi::Plan plan_;
  yanbi::Scenario scenario_;
  std::vector<std::int64_t> volume_;
  std::uint64_t hops_ = 0;
};

/// The city of the case that is being timed; only one is held.
class CheckedCity {
 public:
  /// The city, checked; nothing when its answer is wrong.
  const City* of(const Case& the_case) {
    if (!city_ || &city_->its_case() != &the_case) {
      city_.reset();
      city_ = std::make_unique<City>(the_case);
      fault_ = city_->fault();
      if (!fault_.empty()) {
        std::fprintf(stderr, "%s: the answer is wrong, nothing is timed: %s\n", the_case.name,
                     fault_.c_str());
        any_fault_ = true;
      }
    }
    return fault_.empty() ? city_.get() : nullptr;
  }
  [[nodiscard]] bool any_fault() const noexcept { return any_fault_; }

 private:
  std::unique_ptr<City> city_;
  std::string fault_;
  bool any_fault_ = false;
};

void move_vehicles(benchmark::State& state, const Case& the_case, CheckedCity& checked) {
  const City* city = checked.of(the_case);
  if (city == nullptr) {
    state.SkipWithError("the answer is wrong");
    return;
  }
  std::uint64_t traversals = 0;
  for (auto _ : state) {
    state.PauseTiming();
    bool moving = false;
    const auto time_movement = [&](const yanbi::ProgressReport& report) {
      const bool ends = report.fraction >= 1.0;
      if (!moving && !ends) {
        state.ResumeTiming();
      } else if (moving && ends) {
        state.PauseTiming();
      }
      moving = !ends;
      return true;
    };
    const Outcome outcome =
        yanbi::simulate(city->input(), 0, static_cast<int>(state.range(0)), time_movement);
    traversals += outcome.diagnostics.traversals;
    state.ResumeTiming();
  }
  state.counters["traversals"] =
      benchmark::Counter(static_cast<double>(traversals), benchmark::Counter::kIsRate);
  state.counters["ns_per_traversal"] =
      benchmark::Counter(static_cast<double>(traversals) / 1e9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// What the machine's memory gives to one thread and to two: no program that moves much of it can
/// gain more from the second one.
void copy_memory(benchmark::State& state) {
  constexpr std::size_t kWords = std::size_t{64} << 20U;  // more than any cache holds
  const int threads = static_cast<int>(state.range(0));
  const std::vector<std::uint64_t> from(kWords, 1);
  std::vector<std::uint64_t> to(kWords, 0);
  for (auto _ : state) {
#pragma omp parallel for schedule(static) num_threads(threads)
    for (int part = 0; part < threads; ++part) {
      const std::size_t share = kWords / static_cast<std::size_t>(threads);
      std::copy_n(from.data() + share * static_cast<std::size_t>(part), share,
                  to.data() + share * static_cast<std::size_t>(part));
    }
    benchmark::ClobberMemory();
  }
  if (to != from) {
    state.SkipWithError("the copy is wrong");
  }
  state.SetBytesProcessed(
      static_cast<std::int64_t>(state.iterations() * kWords * 2 * sizeof(std::uint64_t)));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  CheckedCity checked;
  for (const int threads : {1, 2}) {
    benchmark::RegisterBenchmark("copy", copy_memory)
        ->Arg(threads)
        ->ArgName("threads")
        ->Unit(benchmark::kMillisecond)
        ->MeasureProcessCPUTime()
        ->UseRealTime();
  }
  for (const Case& the_case : kCases) {
    for (const int threads : {1, 2}) {
      benchmark::RegisterBenchmark(
          the_case.name, [&](benchmark::State& state) { move_vehicles(state, the_case, checked); })
          ->Arg(threads)
          ->ArgName("threads")
          ->Unit(benchmark::kMillisecond)
          ->MeasureProcessCPUTime();
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return checked.any_fault() ? 1 : 0;
}
