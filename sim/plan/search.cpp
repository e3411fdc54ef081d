// SPDX-License-Identifier: Apache-2.0
// Boost.Graph's Dijkstra is its breadth-first visit over a priority queue with a visitor that
// relaxes edges. It is put together here from these public parts, and not called ready-made,
// because the ready-made functions set up arrays of the size of the network in every call; and
// because a queue of our own can say that it is empty as soon as the bound is passed, which ends
// the visit.
#include "sim/plan/search.hpp"

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/detail/d_ary_heap.hpp>
#include <boost/graph/properties.hpp>

#include <algorithm>
#include <functional>
#include <vector>

namespace yanbi {

/// The property maps of a tree, for the parts of this file only.
struct SearchAccess {
  using Record = SearchTree::Record;

  static std::vector<Record>& records(SearchTree& tree) { return tree.records_; }
  static std::vector<NodeId>& touched(SearchTree& tree) { return tree.touched_; }
  static void clear(SearchTree& tree) { tree.clear(); }

  struct DistanceMap {
    using key_type = NodeId;
    using value_type = std::uint32_t;
    using reference = std::uint32_t;
    using category = boost::readable_property_map_tag;
    Record* records;
    friend std::uint32_t get(const DistanceMap& map, NodeId node) {
      return map.records[node.index()].distance_mm;
    }
  };
  struct HeapIndexMap {
    using key_type = NodeId;
    using value_type = std::size_t;
    using reference = std::size_t;
    using category = boost::read_write_property_map_tag;
    Record* records;
    friend std::size_t get(const HeapIndexMap& map, NodeId node) {
      return map.records[node.index()].heap_index;
    }
    friend void put(const HeapIndexMap& map, NodeId node, std::size_t index) {
      map.records[node.index()].heap_index = static_cast<std::uint32_t>(index);
    }
  };
  struct ColourMap {
    using key_type = NodeId;
    using value_type = boost::default_color_type;
    using reference = boost::default_color_type;
    using category = boost::read_write_property_map_tag;
    Record* records;
    friend boost::default_color_type get(const ColourMap& map, NodeId node) {
      return static_cast<boost::default_color_type>(map.records[node.index()].colour);
    }
    friend void put(const ColourMap& map, NodeId node, boost::default_color_type colour) {
      map.records[node.index()].colour = static_cast<std::uint8_t>(colour);
    }
  };
};

SearchTree::SearchTree(std::size_t node_count) : records_(node_count) {
  static_assert(boost::white_color == 0, "a cleared record must be white");
}

void SearchTree::clear() {
  for (const NodeId node : touched_) {
    records_[node.index()] = Record{};
  }
  touched_.clear();
}

namespace {

using Record = SearchAccess::Record;
using Heap =
    boost::d_ary_heap_indirect<NodeId, 4, SearchAccess::HeapIndexMap, SearchAccess::DistanceMap,
                               std::less<>, std::vector<NodeId>>;

/// The queue of the visit. It drops nodes where another tree is nearer, and counts as empty when
/// the next node lies beyond the bound.
class Frontier {
 public:
  Frontier(Record* records, std::uint32_t bound_mm, std::span<const std::uint32_t> enough_mm)
      : heap_(SearchAccess::DistanceMap{records}, SearchAccess::HeapIndexMap{records}),
        records_(records),
        enough_mm_(enough_mm) {
    set_bound(bound_mm);
  }

  void push(NodeId node) { heap_.push(node); }
  void pop() { heap_.pop(); }
  [[nodiscard]] NodeId top() const { return heap_.top(); }
  void update(NodeId node) { heap_.update(node); }
  void set_bound(std::uint32_t bound_mm) { bound_mm_ = std::min(bound_mm, kLargestBoundMm); }
  [[nodiscard]] bool empty() {
    while (!heap_.empty() && !enough_mm_.empty() &&
           distance(heap_.top()) > enough_mm_[heap_.top().index()]) {
      heap_.pop();
    }
    return heap_.empty() || distance(heap_.top()) > bound_mm_;
  }

 private:
  [[nodiscard]] std::uint32_t distance(NodeId node) const {
    return records_[node.index()].distance_mm;
  }

  // The largest distance stands for "longer than can be measured" and is never settled.
  static constexpr std::uint32_t kLargestBoundMm = kLongestWayMm - 1;

  Heap heap_;
  Record* records_;
  std::uint32_t bound_mm_ = 0;
  std::span<const std::uint32_t> enough_mm_;
};

/// Relaxes links and tells the caller what is settled.
class RelaxingVisitor : public boost::default_bfs_visitor {
 public:
  RelaxingVisitor(std::span<const std::uint32_t> length_mm, SearchTree& tree, Frontier& frontier,
                  const SettleCallback& on_settled)
      : length_mm_(length_mm),
        records_(SearchAccess::records(tree).data()),
        touched_(&SearchAccess::touched(tree)),
        frontier_(&frontier),
        on_settled_(&on_settled) {}

  template <class Graph>
  void discover_vertex(NodeId node, const Graph&) {
    if (!records_[node.index()].is_source) {
      touched_->push_back(node);
    }
  }
  template <class Graph>
  void examine_vertex(NodeId node, const Graph&) {
    frontier_->set_bound((*on_settled_)(node, records_[node.index()].distance_mm));
  }
  template <class Graph>
  void tree_edge(LinkId link, const Graph& graph) {
    Record& record = records_[target(link, graph).index()];
    record.distance_mm = distance_by(link, graph);
    record.via = link.raw();
  }
  template <class Graph>
  void gray_target(LinkId link, const Graph& graph) {
    const NodeId node = target(link, graph);
    Record& record = records_[node.index()];
    const std::uint32_t distance = distance_by(link, graph);
    if (distance < record.distance_mm) {
      record.distance_mm = distance;
      record.via = link.raw();
      record.is_source = false;
      frontier_->update(node);
    } else if (distance == record.distance_mm && !record.is_source && link.raw() < record.via) {
      record.via = link.raw();
    }
  }

 private:
  template <class Graph>
  [[nodiscard]] std::uint32_t distance_by(LinkId link, const Graph& graph) const {
    const std::uint64_t sum =
        std::uint64_t{records_[source(link, graph).index()].distance_mm} + length_mm_[link.index()];
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, kLongestWayMm));
  }

  std::span<const std::uint32_t> length_mm_;
  Record* records_;
  std::vector<NodeId>* touched_;
  Frontier* frontier_;
  const SettleCallback* on_settled_;
};

/// Enters the sources into the tree; returns the nodes they name, each once.
std::vector<NodeId> enter_sources(std::span<const SearchSource> sources, SearchTree& tree) {
  std::vector<NodeId> nodes;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Record& record = SearchAccess::records(tree)[sources[i].node.index()];
    if (!record.is_source) {
      nodes.push_back(sources[i].node);
    }
    if (sources[i].distance_mm < record.distance_mm) {
      record.distance_mm = sources[i].distance_mm;
      record.via = static_cast<std::uint32_t>(i);
      record.is_source = true;
    }
  }
  SearchAccess::touched(tree) = nodes;
  return nodes;
}

template <class Graph>
void search_on(const Graph& graph, std::span<const std::uint32_t> length_mm,
               std::span<const SearchSource> sources, std::uint32_t bound_mm,
               std::span<const std::uint32_t> enough_mm, const SettleCallback& on_settled,
               SearchTree& tree) {
  SearchAccess::clear(tree);
  const std::vector<NodeId> starts = enter_sources(sources, tree);
  Record* const records = SearchAccess::records(tree).data();
  Frontier frontier(records, bound_mm, enough_mm);
  const RelaxingVisitor visitor(length_mm, tree, frontier, on_settled);
  boost::breadth_first_visit(graph, starts.begin(), starts.end(), frontier, visitor,
                             SearchAccess::ColourMap{records});
}

}  // namespace

void search(const RoadNetwork& graph, std::span<const SearchSource> sources, std::uint32_t bound_mm,
            std::span<const std::uint32_t> enough_mm, const SettleCallback& on_settled,
            SearchTree& tree) {
  search_on(graph, graph.walking_length_mm(), sources, bound_mm, enough_mm, on_settled, tree);
}

void search(const ReversedRoads& graph, std::span<const SearchSource> sources,
            std::uint32_t bound_mm, std::span<const std::uint32_t> enough_mm,
            const SettleCallback& on_settled, SearchTree& tree) {
  search_on(graph, graph.network().walking_length_mm(), sources, bound_mm, enough_mm, on_settled,
            tree);
}

void search(const ReversedRoads& graph, std::span<const std::uint32_t> length_mm,
            std::span<const SearchSource> sources, std::uint32_t bound_mm,
            const SettleCallback& on_settled, SearchTree& tree) {
  search_on(graph, length_mm, sources, bound_mm, {}, on_settled, tree);
}

}  // namespace yanbi
