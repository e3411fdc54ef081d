// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/street_pieces.hpp"

#include <boost/functional/hash.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/base/equal_items.hpp"

namespace yanbi {
namespace {

using Vertices = std::vector<std::uint32_t>;

/// Planar length in whole mm; 0 only when nothing is left at all.
std::uint64_t length_in_mm(const RoadLines& lines, const Vertices& vertices) {
  const double metres = metres_along(lines, vertices);
  if (metres == 0.0) {
    return 0;
  }
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::llround(metres * 1000.0)));
}

Vertices without_repeats(const Vertices& vertices) {
  Vertices out = vertices;
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void add_piece(const RoadLines& lines, const RoadLine& line, Vertices vertices,
               std::vector<StreetPiece>& pieces, NetworkReport& report) {
  const std::uint64_t length = line.length_mm.value_or(length_in_mm(lines, vertices));
  if (length == 0) {
    ++report.zero_length;
    return;
  }
  if (vertices.front() == vertices.back()) {
    YANBI_EXPECT(!line.length_mm);
    // A loop of three positions runs out and back on itself: its two halves are duplicates.
    ++report.loops_split;
    const auto middle = vertices.begin() + static_cast<std::ptrdiff_t>(vertices.size() / 2);
    add_piece(lines, line, Vertices(vertices.begin(), middle + 1), pieces, report);
    add_piece(lines, line, Vertices(middle, vertices.end()), pieces, report);
    return;
  }
  pieces.push_back(
      {line.source_id, line.use, length, std::move(vertices), line.source_id, line.source_id});
}

/// Disjoint sets over vertices.
class Components {
 public:
  explicit Components(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t find(std::uint32_t vertex) {
    while (parent_[vertex] != vertex) {
      parent_[vertex] = parent_[parent_[vertex]];
      vertex = parent_[vertex];
    }
    return vertex;
  }
  /// The smaller vertex names the set, so that names do not depend on the order of joining.
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Opens `use` to those whom `other`, in the same direction, is for.
void open_to_both(const WayUse& other, WayUse& use) {
  if (!use.is_walkable()) {
    use.forward = other.forward;
    use.backward = other.backward;
  }
  use.width = std::max(use.width, other.width);
  if (use.drive_forward.lanes == 0) {
    use.drive_forward = other.drive_forward;
  }
  if (use.drive_backward.lanes == 0) {
    use.drive_backward = other.drive_backward;
  }
}

/// Whether the course of a piece, which has no direction, is compared from its end.
bool is_turned(const StreetPiece& piece) { return piece.from() > piece.to(); }

std::size_t hash_of_course(const StreetPiece& piece) {
  const Vertices& course = piece.vertices;
  std::size_t hash = piece.length_mm;
  if (is_turned(piece)) {
    boost::hash_range(hash, course.rbegin(), course.rend());
  } else {
    boost::hash_range(hash, course.begin(), course.end());
  }
  return hash;
}

bool have_same_course(const StreetPiece& a, const StreetPiece& b) {
  if (a.length_mm != b.length_mm) {
    return false;
  }
  return is_turned(a) == is_turned(b) ? a.vertices == b.vertices
                                      : std::equal(a.vertices.begin(), a.vertices.end(),
                                                   b.vertices.rbegin(), b.vertices.rend());
}

/// Closes to walkers every walkable piece outside the longest connected part.
void keep_largest_walking_part(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                               NetworkReport& report) {
  Components components(vertex_count);
  for (const StreetPiece& piece : pieces) {
    if (piece.use.is_walkable()) {
      components.join(piece.from(), piece.to());
    }
  }
  std::map<std::uint32_t, std::uint64_t> length;
  for (const StreetPiece& piece : pieces) {
    if (piece.use.is_walkable()) {
      length[components.find(piece.from())] += piece.length_mm;
    }
  }
  report.components = length.size();
  if (length.empty()) {
    return;
  }
  // The first of the longest: the one with the smallest vertex.
  const auto largest =
      std::max_element(length.begin(), length.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  report.kept_mm = largest->second;
  for (StreetPiece& piece : pieces) {
    if (piece.use.is_walkable() && components.find(piece.from()) != largest->first) {
      ++report.dropped_streets;
      report.dropped_mm += piece.length_mm;
      piece.use.width = 0.0F;
    }
  }
}

/// The strongly connected component of each vertex of the pieces that vehicles use, by Boost.Graph.
std::vector<std::uint32_t> driving_components(const std::vector<StreetPiece>& pieces,
                                              std::size_t vertex_count) {
  using Graph =
      boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                         boost::no_property, std::uint32_t>;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (const StreetPiece& piece : pieces) {
    if (piece.use.drive_forward.lanes > 0) {
      edges.emplace_back(piece.from(), piece.to());
    }
    if (piece.use.drive_backward.lanes > 0) {
      edges.emplace_back(piece.to(), piece.from());
    }
  }
  const Graph graph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(),
                    static_cast<std::uint32_t>(vertex_count));
  std::vector<std::uint32_t> component(vertex_count);
  boost::strong_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  return component;
}

/// Closes to vehicles every direction outside the longest part in which each place can be reached
/// from each other.
void keep_largest_driving_part(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                               NetworkReport& report) {
  const std::vector<std::uint32_t> component = driving_components(pieces, vertex_count);
  std::vector<std::uint64_t> length(vertex_count, 0);
  for (const StreetPiece& piece : pieces) {
    if (piece.use.is_drivable() && component[piece.from()] == component[piece.to()]) {
      length[component[piece.from()]] += piece.length_mm;
    }
  }
  // Of parts of equal length the one that holds the smallest vertex.
  std::uint64_t longest = 0;
  std::uint32_t largest = 0;
  for (std::uint32_t vertex = 0; vertex < vertex_count; ++vertex) {
    if (length[component[vertex]] > longest) {
      longest = length[component[vertex]];
      largest = component[vertex];
    }
  }
  report.drive_kept_mm = longest;
  for (StreetPiece& piece : pieces) {
    const bool inside = component[piece.from()] == largest && component[piece.to()] == largest;
    if (piece.use.is_drivable() && !(inside && longest > 0)) {
      ++report.drive_dropped_streets;
      report.drive_dropped_mm += piece.length_mm;
      piece.use.drive_forward = {};
      piece.use.drive_backward = {};
    }
  }
}

/// Pieces at each vertex where exactly two end; index of a piece or `kNone`.
class PairsOfPieces {
 public:
  PairsOfPieces(const std::vector<StreetPiece>& pieces, std::size_t vertex_count)
      : ends_(vertex_count), degree_(vertex_count, 0) {
    for (std::uint32_t p = 0; p < pieces.size(); ++p) {
      add(pieces[p].from(), p);
      add(pieces[p].to(), p);
    }
  }
  [[nodiscard]] bool joins_two(std::uint32_t vertex) const { return degree_[vertex] == 2; }
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> at(std::uint32_t vertex) const {
    return ends_[vertex];
  }
  /// Piece `before` at `vertex` has become part of piece `after`.
  void replace(std::uint32_t vertex, std::uint32_t before, std::uint32_t after) {
    auto& [first, second] = ends_[vertex];
    (first == before ? first : second) = after;
  }
  void remove(std::uint32_t vertex) { degree_[vertex] = 0; }

 private:
  void add(std::uint32_t vertex, std::uint32_t piece) {
    (degree_[vertex] == 0 ? ends_[vertex].first : ends_[vertex].second) = piece;
    if (degree_[vertex] < 3) {
      ++degree_[vertex];
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends_;
  std::vector<std::uint8_t> degree_;
};

/// Makes `first` end and `second` begin at `vertex`.
void line_up(StreetPiece& first, StreetPiece& second, std::uint32_t vertex) {
  if (first.to() != vertex) {
    first.reverse();
  }
  if (second.from() != vertex) {
    second.reverse();
  }
}

}  // namespace

void StreetPiece::reverse() {
  std::reverse(vertices.begin(), vertices.end());
  std::swap(source_at_from, source_at_to);
  use = use.reversed();
}

std::vector<StreetPiece> split_lines(const RoadLines& lines, NetworkReport& report) {
  std::vector<Vertices> courses;
  courses.reserve(lines.lines.size());
  std::vector<std::uint8_t> uses(lines.x.size(), 0);
  const auto use = [&](std::uint32_t vertex) {
    if (uses[vertex] < 2) {
      ++uses[vertex];
    }
  };
  for (const RoadLine& line : lines.lines) {
    courses.push_back(without_repeats(line.vertices));
    std::for_each(courses.back().begin(), courses.back().end(), use);
  }
  std::vector<StreetPiece> pieces;
  for (std::size_t l = 0; l < courses.size(); ++l) {
    const Vertices& course = courses[l];
    if (course.size() < 2) {
      ++report.zero_length;
      continue;
    }
    std::size_t start = 0;
    for (std::size_t i = 1; i < course.size(); ++i) {
      if (uses[course[i]] >= 2 || i + 1 == course.size()) {
        add_piece(lines, lines.lines[l],
                  Vertices(course.begin() + static_cast<std::ptrdiff_t>(start),
                           course.begin() + static_cast<std::ptrdiff_t>(i) + 1),
                  pieces, report);
        start = i;
      }
    }
  }
  report.pieces = pieces.size();
  return pieces;
}

void drop_duplicates(std::vector<StreetPiece>& pieces, NetworkReport& report) {
  const EqualItems courses = find_equal_items(
      pieces.size(), [&](std::size_t p) { return hash_of_course(pieces[p]); },
      [&](std::size_t a, std::size_t b) { return have_same_course(pieces[a], pieces[b]); });
  std::vector<StreetPiece> kept;
  kept.reserve(courses.first.size());
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    if (courses.is_first(p)) {
      kept.push_back(std::move(pieces[p]));
      continue;
    }
    ++report.duplicates;
    StreetPiece& first = kept[courses.group[p]];
    const WayUse& use = pieces[p].use;
    open_to_both(is_turned(pieces[p]) == is_turned(first) ? use : use.reversed(), first.use);
  }
  pieces = std::move(kept);
}

void keep_largest_parts(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                        NetworkReport& report) {
  keep_largest_walking_part(pieces, vertex_count, report);
  keep_largest_driving_part(pieces, vertex_count, report);
  std::erase_if(pieces, [](const StreetPiece& piece) {
    return !piece.use.is_walkable() && !piece.use.is_drivable();
  });
}

void join_chains(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                 const std::vector<bool>& is_fixed, NetworkReport& report) {
  PairsOfPieces pairs(pieces, vertex_count);
  for (std::uint32_t vertex = 0; vertex < vertex_count; ++vertex) {
    if (!pairs.joins_two(vertex) || is_fixed[vertex]) {
      continue;
    }
    const auto [a, b] = pairs.at(vertex);
    StreetPiece& first = pieces[std::min(a, b)];
    StreetPiece& second = pieces[std::max(a, b)];
    const std::uint32_t far_end = second.other_end(vertex);
    if (first.other_end(vertex) == far_end) {
      continue;  // the two make a ring: joined, they would begin where they end
    }
    line_up(first, second, vertex);
    if (first.use != second.use || first.length_mm + second.length_mm > kLongestStreet) {
      continue;
    }
    first.vertices.insert(first.vertices.end(), second.vertices.begin() + 1, second.vertices.end());
    first.length_mm += second.length_mm;
    first.source_at_to = second.source_at_to;
    second.vertices.clear();
    pairs.remove(vertex);
    pairs.replace(far_end, std::max(a, b), std::min(a, b));
    ++report.chains_joined;
  }
  std::erase_if(pieces, [](const StreetPiece& piece) { return piece.vertices.empty(); });
}

}  // namespace yanbi
