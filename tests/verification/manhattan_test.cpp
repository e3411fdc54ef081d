// SPDX-License-Identifier: Apache-2.0
// The tables of scenarios/manhattan from the files to the answer: every trip leaves when its row
// says, drives along the nodes that its row names, link by link, and arrives.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/manhattan_tables.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/yanbi.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

const std::filesystem::path kScenarioFolder =
    std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "manhattan";

/// A small case, through files.
class Manhattan : public testing::Test {
 protected:
  Manhattan() : trips_(bench::make_trips(spec())) {
    bench::write_manhattan_tables(spec(), trips_, folder_.path());
    const auto city =
        std::make_shared<const City>(make_city(kScenarioFolder / "city.toml", folder_.path()));
    const ScenarioOverrides overrides{
        {"plan.table=" + (folder_ / "trips.csv").string(), "output.links=true"}, {}};
    prepared_ = std::make_unique<PreparedScenario>(
        city, read_scenario(kScenarioFolder / "scenario.toml", overrides), 2);
    outcome_ = simulate(prepared_->input(), 0, 2);
  }
  static bench::ManhattanSpec spec() {
    return {.grid = 12, .agents = 400, .shelters_x = 3, .shelters_y = 2, .window = 900};
  }
  /// Nodes of a trip, the first and the last included.
  [[nodiscard]] std::vector<std::uint32_t> nodes_of(std::size_t trip) const {
    return {trips_.path.begin() + static_cast<std::ptrdiff_t>(trips_.first[trip]),
            trips_.path.begin() + static_cast<std::ptrdiff_t>(trips_.first[trip + 1])};
  }
  [[nodiscard]] std::size_t trip_of(std::size_t party) const {
    const OriginId origin = prepared_->parties().origin[party];
    return std::stoul(prepared_->city().origins.key[origin.index()]);
  }

  test::TemporaryFolder folder_;
  bench::ManhattanTrips trips_;
  std::unique_ptr<PreparedScenario> prepared_;
  Outcome outcome_;
};

TEST_F(Manhattan, EveryTripIsAPartyThatLeavesAsItsRowSays) {
  const Parties& parties = prepared_->parties();
  ASSERT_EQ(parties.size(), trips_.departure.size());
  EXPECT_EQ(parties.total_persons(), static_cast<std::int64_t>(parties.size()));
  for (std::size_t p = 0; p < parties.size(); ++p) {
    EXPECT_EQ(prepared_->plan().departs_at[p], to_tick(trips_.departure[trip_of(p)]));
  }
}

TEST_F(Manhattan, RoutesAreThoseOfTheRows) {
  const RoadNetwork& network = prepared_->city().network;
  const Plan& plan = prepared_->plan();
  for (std::size_t p = 0; p < prepared_->parties().size(); ++p) {
    const Route route = plan.routes[plan.route[p]];
    std::vector<std::uint32_t> nodes;
    std::uint64_t driven = 0;
    for (const LinkId link : route.links) {
      nodes.push_back(static_cast<std::uint32_t>(network.node_key()[network.tail(link).index()]));
      driven += network.length_mm(link);
    }
    nodes.push_back(
        static_cast<std::uint32_t>(network.node_key()[network.head(route.links.back()).index()]));
    EXPECT_EQ(nodes, nodes_of(trip_of(p)));
    EXPECT_EQ(walked_mm(route, network.links().length_mm), driven);  // no part of a link left out
  }
}

TEST_F(Manhattan, VolumesAreThoseOfTheRoutesAndEverybodyArrives) {
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> expected;
  for (std::size_t t = 0; t < trips_.departure.size(); ++t) {
    const std::vector<std::uint32_t> nodes = nodes_of(t);
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      ++expected[{nodes[i - 1], nodes[i]}];
    }
  }
  const RoadNetwork& network = prepared_->city().network;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> found;
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    if (outcome_.links.volume[l] > 0) {
      found[{network.node_key()[network.tail(LinkId(l)).index()],
             network.node_key()[network.head(LinkId(l)).index()]}] += outcome_.links.volume[l];
    }
  }
  EXPECT_EQ(found, expected);
  EXPECT_EQ(outcome_.arrivals.size(), trips_.departure.size());
  EXPECT_EQ(outcome_.diagnostics.traversals, trips_.path.size() - trips_.departure.size());
}

TEST_F(Manhattan, FreeFlowTakesTheTimeOfTheLinks) {
  // Hardly anybody meets another in this case, so that most arrive after 7.2 s a link (100 m at
  // 13.8889 m/s), to the tick.
  std::size_t free = 0;
  for (std::size_t p = 0; p < prepared_->parties().size(); ++p) {
    const std::size_t trip = trip_of(p);
    const double travel = outcome_.parties.arrived_at[p].seconds() - trips_.departure[trip];
    const double alone = 7.2 * static_cast<double>(nodes_of(trip).size() - 1);
    EXPECT_GT(travel, alone - 0.1);
    free += travel < alone + 0.2 ? 1U : 0U;
  }
  EXPECT_GT(free, prepared_->parties().size() * 8 / 10);
}

TEST_F(Manhattan, ThePlanWrittenAndGivenBackEndsInTheSameState) {
  write_plan_csv(folder_ / "plan.csv", prepared_->city(), prepared_->parties(),
                 prepared_->shelters(), prepared_->plan(), {PlanGrouping::kOrigin, true});
  const ScenarioOverrides overrides{
      {"plan.table=" + (folder_ / "plan.csv").string(), "output.links=true",
       "plan.columns.origin=origin", "plan.columns.work=work", "plan.columns.departs_s=departs_s",
       "plan.columns.route=route"},
      {}};
  const PreparedScenario again(std::make_shared<const City>(prepared_->city()),
                               read_scenario(kScenarioFolder / "scenario.toml", overrides), 2);
  EXPECT_EQ(simulate(again.input(), 0, 1).state_hash, outcome_.state_hash);
}

}  // namespace
}  // namespace yanbi
