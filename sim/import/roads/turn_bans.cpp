// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/turn_bans.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace yanbi {
namespace {

/// Links that vehicles may use, by the vertex of their rule where they begin or end.
class LinksAtVertices {
 public:
  LinksAtVertices(const std::vector<StreetPiece>& pieces, const LinkColumns& links,
                  const std::vector<NodeId>& node_of_vertex)
      : pieces_(pieces), links_(links), node_of_vertex_(node_of_vertex) {}

  /// Reads the links of all vertices of the rules in one go.
  void collect(const std::vector<TurnRule>& rules) {
    std::unordered_map<std::uint32_t, std::uint32_t> vertex_of_node;
    for (const TurnRule& rule : rules) {
      if (const NodeId node = node_of_vertex_[rule.via]; node.has_value()) {
        vertex_of_node[node.raw()] = rule.via;
      }
    }
    for (std::size_t l = 0; l < links_.tail.size(); ++l) {
      if (links_.lanes[l] == 0) {
        continue;
      }
      if (const auto at = vertex_of_node.find(links_.head[l].raw()); at != vertex_of_node.end()) {
        into_[at->second].emplace_back(l);
      }
      if (const auto at = vertex_of_node.find(links_.tail[l].raw()); at != vertex_of_node.end()) {
        out_of_[at->second].emplace_back(l);
      }
    }
  }

  [[nodiscard]] std::vector<LinkId> into(std::uint32_t vertex, std::int64_t source_id) const {
    return of_source(into_, vertex, source_id);
  }
  [[nodiscard]] std::vector<LinkId> out_of(std::uint32_t vertex, std::int64_t source_id) const {
    return of_source(out_of_, vertex, source_id);
  }
  [[nodiscard]] const std::vector<LinkId>& all_out_of(std::uint32_t vertex) const {
    return out_of_.at(vertex);
  }

 private:
  using Map = std::unordered_map<std::uint32_t, std::vector<LinkId>>;

  [[nodiscard]] std::vector<LinkId> of_source(const Map& map, std::uint32_t vertex,
                                              std::int64_t source_id) const {
    std::vector<LinkId> found;
    const auto at = map.find(vertex);
    if (at == map.end()) {
      return found;
    }
    for (const LinkId link : at->second) {
      const StreetPiece& piece = pieces_[links_.street[link.index()]];
      const std::int64_t end = piece.from() == vertex ? piece.source_at_from : piece.source_at_to;
      if (end == source_id) {
        found.push_back(link);
      }
    }
    return found;
  }

  const std::vector<StreetPiece>& pieces_;
  const LinkColumns& links_;
  const std::vector<NodeId>& node_of_vertex_;
  Map into_;
  Map out_of_;
};

}  // namespace

std::vector<TurnBan> make_turn_bans(const std::vector<TurnRule>& rules,
                                    const std::vector<StreetPiece>& pieces,
                                    const std::vector<NodeId>& node_of_vertex,
                                    const LinkColumns& links, NetworkReport& report) {
  LinksAtVertices at(pieces, links, node_of_vertex);
  at.collect(rules);
  std::vector<TurnBan> bans;
  report.turn_rules = rules.size();
  for (const TurnRule& rule : rules) {
    const std::vector<LinkId> from = at.into(rule.via, rule.from_source_id);
    const std::vector<LinkId> to = at.out_of(rule.via, rule.to_source_id);
    if (from.size() != 1 || to.size() != 1) {
      ++report.turn_rules_unmatched;
      continue;
    }
    if (!rule.only) {
      bans.push_back({from.front(), to.front()});
      continue;
    }
    for (const LinkId other : at.all_out_of(rule.via)) {
      if (other != to.front()) {
        bans.push_back({from.front(), other});
      }
    }
  }
  std::sort(bans.begin(), bans.end());
  bans.erase(std::unique(bans.begin(), bans.end()), bans.end());
  return bans;
}

}  // namespace yanbi
