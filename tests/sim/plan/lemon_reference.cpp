// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/plan/lemon_reference.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace yanbi::test {

ReferenceOptimum solve_with_lemon(const std::vector<std::int64_t>& supply,
                                  const std::vector<std::int64_t>& capacity,
                                  const std::vector<ReferenceArc>& arcs) {
  using Graph = lemon::SmartDigraph;
  const std::int64_t total = std::accumulate(supply.begin(), supply.end(), std::int64_t{0});
  std::int64_t unserved_cost = 1;
  for (const ReferenceArc& arc : arcs) {
    unserved_cost += arc.cost;
  }

  Graph graph;
  std::vector<Graph::Node> origins;
  std::vector<Graph::Node> shelters;
  for (std::size_t i = 0; i < supply.size(); ++i) {
    origins.push_back(graph.addNode());
  }
  for (std::size_t j = 0; j < capacity.size(); ++j) {
    shelters.push_back(graph.addNode());
  }
  const Graph::Node sink = graph.addNode();
  Graph::ArcMap<std::int64_t> upper(graph);
  Graph::ArcMap<std::int64_t> cost(graph);
  Graph::NodeMap<std::int64_t> net_supply(graph, 0);
  const auto add = [&](Graph::Node from, Graph::Node to, std::int64_t most, std::int64_t price) {
    const Graph::Arc arc = graph.addArc(from, to);
    upper[arc] = most;
    cost[arc] = price;
    return arc;
  };
  for (const ReferenceArc& arc : arcs) {
    add(origins[arc.origin], shelters[arc.shelter], total, arc.cost);
  }
  for (std::size_t j = 0; j < capacity.size(); ++j) {
    add(shelters[j], sink, capacity[j], 0);
  }
  std::vector<Graph::Arc> unserved;
  for (std::size_t i = 0; i < supply.size(); ++i) {
    unserved.push_back(add(origins[i], sink, supply[i], unserved_cost));
    net_supply[origins[i]] = supply[i];
  }
  net_supply[sink] = -total;

  lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph);
  simplex.upperMap(upper).costMap(cost).supplyMap(net_supply);
  if (simplex.run() != decltype(simplex)::OPTIMAL) {
    throw std::runtime_error("LEMON found no optimum");
  }
  ReferenceOptimum optimum{total, simplex.totalCost<std::int64_t>()};
  for (const Graph::Arc arc : unserved) {
    optimum.served -= simplex.flow(arc);
    optimum.cost -= simplex.flow(arc) * unserved_cost;
  }
  return optimum;
}

}  // namespace yanbi::test
