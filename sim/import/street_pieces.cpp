// SPDX-License-Identifier: Apache-2.0
#include "sim/import/street_pieces.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace yanbi {
namespace {

using Vertices = std::vector<std::uint32_t>;

/// Planar length in whole mm; 0 only when nothing is left at all.
std::uint64_t length_in_mm(const StreetLines& lines, const Vertices& vertices) {
  double metres = 0.0;
  for (std::size_t i = 1; i < vertices.size(); ++i) {
    const double dx = lines.x[vertices[i]] - lines.x[vertices[i - 1]];
    const double dy = lines.y[vertices[i]] - lines.y[vertices[i - 1]];
    metres += std::sqrt(dx * dx + dy * dy);
  }
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

void add_piece(const StreetLines& lines, const StreetLine& line, Vertices vertices,
               std::vector<StreetPiece>& pieces, NetworkReport& report) {
  const std::uint64_t length = length_in_mm(lines, vertices);
  if (length == 0) {
    ++report.zero_length;
    return;
  }
  if (vertices.front() == vertices.back()) {
    // A loop of three positions runs out and back on itself: its two halves are duplicates.
    ++report.loops_split;
    const auto middle = vertices.begin() + static_cast<std::ptrdiff_t>(vertices.size() / 2);
    add_piece(lines, line, Vertices(vertices.begin(), middle + 1), pieces, report);
    add_piece(lines, line, Vertices(middle, vertices.end()), pieces, report);
    return;
  }
  pieces.push_back(
      {line.source_id, line.width, line.forward, line.backward, length, std::move(vertices)});
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

bool same_kind(const StreetPiece& a, const StreetPiece& b) {
  return a.width == b.width && a.forward == b.forward && a.backward == b.backward;
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
  std::swap(forward, backward);
}

std::vector<StreetPiece> split_lines(const StreetLines& lines, NetworkReport& report) {
  std::vector<Vertices> courses;
  courses.reserve(lines.lines.size());
  std::vector<std::uint8_t> uses(lines.x.size(), 0);
  const auto use = [&](std::uint32_t vertex) {
    if (uses[vertex] < 2) {
      ++uses[vertex];
    }
  };
  for (const StreetLine& line : lines.lines) {
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
  std::map<Vertices, std::uint8_t> seen;
  const auto is_duplicate = [&](const StreetPiece& piece) {
    Vertices course = piece.vertices;
    if (course.front() > course.back()) {
      std::reverse(course.begin(), course.end());
    }
    return !seen.emplace(std::move(course), std::uint8_t{1}).second;
  };
  const auto kept = std::remove_if(pieces.begin(), pieces.end(), is_duplicate);
  report.duplicates = static_cast<std::size_t>(pieces.end() - kept);
  pieces.erase(kept, pieces.end());
}

void keep_largest_component(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                            NetworkReport& report) {
  Components components(vertex_count);
  for (const StreetPiece& piece : pieces) {
    components.join(piece.from(), piece.to());
  }
  std::map<std::uint32_t, std::uint64_t> length;
  for (const StreetPiece& piece : pieces) {
    length[components.find(piece.from())] += piece.length_mm;
  }
  report.components = length.size();
  if (length.empty()) {
    return;
  }
  // The first of the longest: the one with the smallest vertex.
  const auto largest =
      std::max_element(length.begin(), length.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto kept = std::stable_partition(
      pieces.begin(), pieces.end(),
      [&](const StreetPiece& piece) { return components.find(piece.from()) == largest->first; });
  report.dropped_streets = static_cast<std::size_t>(pieces.end() - kept);
  for (auto piece = kept; piece != pieces.end(); ++piece) {
    report.dropped_mm += piece->length_mm;
  }
  report.kept_mm = largest->second;
  pieces.erase(kept, pieces.end());
}

void join_chains(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                 NetworkReport& report) {
  PairsOfPieces pairs(pieces, vertex_count);
  for (std::uint32_t vertex = 0; vertex < vertex_count; ++vertex) {
    if (!pairs.joins_two(vertex)) {
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
    if (!same_kind(first, second)) {
      continue;
    }
    first.vertices.insert(first.vertices.end(), second.vertices.begin() + 1, second.vertices.end());
    first.length_mm += second.length_mm;
    second.vertices.clear();
    pairs.remove(vertex);
    pairs.replace(far_end, std::max(a, b), std::min(a, b));
    ++report.chains_joined;
  }
  std::erase_if(pieces, [](const StreetPiece& piece) { return piece.vertices.empty(); });
}

}  // namespace yanbi
