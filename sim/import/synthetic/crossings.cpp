// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/crossings.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace yanbi {
namespace {

constexpr double kCell = 250.0;  ///< m
/// m that a piece is taken to be wider than it is, so that rounding loses no cell.
constexpr double kSlack = 0.01;

struct Entry {
  std::int64_t row = 0;
  std::int64_t column = 0;
  std::uint32_t piece = 0;
  friend auto operator<=>(const Entry&, const Entry&) = default;
};

std::int64_t cell_of(double value) { return static_cast<std::int64_t>(std::floor(value / kCell)); }

/// The cells that a piece runs through, row by row.
void add_entries(Point a, Point b, std::uint32_t piece, std::vector<Entry>& entries) {
  if (a.y > b.y) {
    std::swap(a, b);
  }
  for (std::int64_t row = cell_of(a.y - kSlack); row <= cell_of(b.y + kSlack); ++row) {
    const double south = static_cast<double>(row) * kCell - kSlack;
    const double north = static_cast<double>(row + 1) * kCell + kSlack;
    const auto x_at = [&](double y) {
      const double share = b.y > a.y ? std::clamp((y - a.y) / (b.y - a.y), 0.0, 1.0) : 0.0;
      return a.x + share * (b.x - a.x);
    };
    double west = b.y > a.y ? x_at(south) : a.x;
    double east = b.y > a.y ? x_at(north) : b.x;
    if (west > east) {
      std::swap(west, east);
    }
    for (std::int64_t column = cell_of(west - kSlack); column <= cell_of(east + kSlack); ++column) {
      entries.push_back({row, column, piece});
    }
  }
}

bool share_point(const Piece& a, const Piece& b) {
  return a.from == b.from || a.from == b.to || a.to == b.from || a.to == b.to;
}

}  // namespace

std::vector<PieceCrossing> find_crossings(
    const StreetNet& net, const std::function<bool(std::uint32_t, std::uint32_t)>& wanted) {
  std::vector<Entry> entries;
  for (std::uint32_t p = 0; p < net.pieces.size(); ++p) {
    add_entries(net.from(net.pieces[p]), net.to(net.pieces[p]), p, entries);
  }
  std::sort(entries.begin(), entries.end());
  std::vector<PieceCrossing> found;
  for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() && entries[end].row == entries[begin].row &&
           entries[end].column == entries[begin].column) {
      ++end;
    }
    for (std::size_t i = begin; i < end; ++i) {
      const Piece& a = net.pieces[entries[i].piece];
      for (std::size_t j = i + 1; j < end; ++j) {
        const Piece& b = net.pieces[entries[j].piece];
        if (share_point(a, b) || !wanted(entries[i].piece, entries[j].piece)) {
          continue;
        }
        const auto at = crossing_of(net.from(a), net.to(a), net.from(b), net.to(b));
        if (!at) {
          continue;
        }
        // Found in the cell that holds the crossing, and not again in others.
        const Point p = net.from(a) + at->first * (net.to(a) - net.from(a));
        if (cell_of(p.y) == entries[begin].row && cell_of(p.x) == entries[begin].column) {
          found.push_back({entries[i].piece, entries[j].piece, *at});
        }
      }
    }
  }
  return found;
}

}  // namespace yanbi
