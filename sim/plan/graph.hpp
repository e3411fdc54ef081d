// SPDX-License-Identifier: Apache-2.0
#pragma once
// RoadNetwork as Boost.Graph sees it, without a copy: a vertex list and incidence graph whose
// vertices are NodeIds and whose edges are LinkIds; and the same network with every link turned
// round, on which a search from a shelter finds the ways to it.

#include <boost/graph/graph_traits.hpp>
#include <boost/iterator/iterator_facade.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"

namespace yanbi {

/// Steps through the ids first, first + 1, ...
template <class IdType>
class IdIterator : public boost::iterator_facade<IdIterator<IdType>, IdType,
                                                 boost::random_access_traversal_tag, IdType> {
 public:
  IdIterator() = default;
  explicit IdIterator(std::uint32_t value) : value_(value) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] IdType dereference() const { return IdType(value_); }
  [[nodiscard]] bool equal(const IdIterator& other) const { return value_ == other.value_; }
  void increment() { ++value_; }
  void decrement() { --value_; }
  void advance(std::ptrdiff_t n) {
    value_ = static_cast<std::uint32_t>(static_cast<std::ptrdiff_t>(value_) + n);
  }
  [[nodiscard]] std::ptrdiff_t distance_to(const IdIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.value_) - static_cast<std::ptrdiff_t>(value_);
  }
  std::uint32_t value_ = 0;
};

/// The links that arrive at each node, ascending. Built once a plan.
class IncomingLinks {
 public:
  explicit IncomingLinks(const RoadNetwork& network);
  [[nodiscard]] std::span<const LinkId> of(NodeId node) const {
    return std::span(links_).subspan(first_[node.index()],
                                     first_[node.index() + 1] - first_[node.index()]);
  }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<LinkId> links_;
};

/// A road network with every link turned round. A view: it must not outlive what it was made from.
class ReversedRoads {
 public:
  ReversedRoads(const RoadNetwork& network, const IncomingLinks& incoming)
      : network_(&network), incoming_(&incoming) {}
  [[nodiscard]] const RoadNetwork& network() const noexcept { return *network_; }
  [[nodiscard]] const IncomingLinks& incoming() const noexcept { return *incoming_; }

 private:
  const RoadNetwork* network_;
  const IncomingLinks* incoming_;
};

/// What both graphs are to Boost.Graph.
struct RoadGraphCategory : boost::vertex_list_graph_tag, boost::incidence_graph_tag {};

}  // namespace yanbi

namespace boost {

template <>
struct graph_traits<yanbi::RoadNetwork> {
  using vertex_descriptor = yanbi::NodeId;
  using edge_descriptor = yanbi::LinkId;
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = yanbi::RoadGraphCategory;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = yanbi::IdIterator<yanbi::NodeId>;
  using out_edge_iterator = yanbi::IdIterator<yanbi::LinkId>;
  using in_edge_iterator = void;
  using adjacency_iterator = void;
  using edge_iterator = void;
  static vertex_descriptor null_vertex() { return {}; }
};

template <>
struct graph_traits<yanbi::ReversedRoads> : graph_traits<yanbi::RoadNetwork> {
  using out_edge_iterator = std::span<const yanbi::LinkId>::iterator;
};

}  // namespace boost

namespace yanbi {

// Boost.Graph's free functions. Names are given by its concepts.

[[nodiscard]] inline std::size_t num_vertices(const RoadNetwork& graph) {
  return graph.node_count();
}
[[nodiscard]] inline std::pair<IdIterator<NodeId>, IdIterator<NodeId>> vertices(
    const RoadNetwork& graph) {
  return {IdIterator<NodeId>(0),
          IdIterator<NodeId>(static_cast<std::uint32_t>(graph.node_count()))};
}
[[nodiscard]] inline NodeId source(LinkId link, const RoadNetwork& graph) {
  return graph.tail(link);
}
[[nodiscard]] inline NodeId target(LinkId link, const RoadNetwork& graph) {
  return graph.head(link);
}
[[nodiscard]] inline std::pair<IdIterator<LinkId>, IdIterator<LinkId>> out_edges(
    NodeId node, const RoadNetwork& graph) {
  return {IdIterator<LinkId>(graph.first_out()[node.index()]),
          IdIterator<LinkId>(graph.first_out()[node.index() + 1])};
}
[[nodiscard]] inline std::size_t out_degree(NodeId node, const RoadNetwork& graph) {
  return graph.first_out()[node.index() + 1] - graph.first_out()[node.index()];
}

[[nodiscard]] inline std::size_t num_vertices(const ReversedRoads& graph) {
  return graph.network().node_count();
}
[[nodiscard]] inline std::pair<IdIterator<NodeId>, IdIterator<NodeId>> vertices(
    const ReversedRoads& graph) {
  return vertices(graph.network());
}
[[nodiscard]] inline NodeId source(LinkId link, const ReversedRoads& graph) {
  return graph.network().head(link);
}
[[nodiscard]] inline NodeId target(LinkId link, const ReversedRoads& graph) {
  return graph.network().tail(link);
}
[[nodiscard]] inline auto out_edges(NodeId node, const ReversedRoads& graph) {
  const std::span<const LinkId> links = graph.incoming().of(node);
  return std::pair(links.begin(), links.end());
}
[[nodiscard]] inline std::size_t out_degree(NodeId node, const ReversedRoads& graph) {
  return graph.incoming().of(node).size();
}

}  // namespace yanbi
