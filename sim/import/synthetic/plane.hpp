// SPDX-License-Identifier: Apache-2.0
#pragma once
// Points and straight pieces in the plane, with + - * / and sqrt only, so that a city is the same
// to the last bit everywhere.

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace yanbi {

inline constexpr double kSquareMetresPerKm2 = 1e6;

struct Point {
  double x = 0.0;  ///< m
  double y = 0.0;
};

[[nodiscard]] inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
[[nodiscard]] inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
[[nodiscard]] inline Point operator*(double k, Point a) { return {k * a.x, k * a.y}; }
[[nodiscard]] inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
[[nodiscard]] inline double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
[[nodiscard]] inline double length(Point a) { return std::sqrt(dot(a, a)); }
[[nodiscard]] inline double distance(Point a, Point b) { return length(b - a); }
/// A quarter turn to the left.
[[nodiscard]] inline Point turned(Point a) { return {-a.y, a.x}; }

/// The share of the way from a to b at which the piece is nearest to p.
[[nodiscard]] inline double nearest_share(Point p, Point a, Point b) {
  const Point d = b - a;
  const double square = dot(d, d);
  return square > 0.0 ? std::clamp(dot(p - a, d) / square, 0.0, 1.0) : 0.0;
}
[[nodiscard]] inline double distance_to_piece(Point p, Point a, Point b) {
  return distance(p, a + nearest_share(p, a, b) * (b - a));
}

/// Where two pieces cross, as shares of their ways.
struct Crossing {
  double first = 0.0;
  double second = 0.0;
};

/// Where ab and cd cross or touch; nothing for parallel ones.
[[nodiscard]] inline std::optional<Crossing> crossing_of(Point a, Point b, Point c, Point d) {
  const Point u = b - a;
  const Point v = d - c;
  const double area = cross(u, v);
  if (area == 0.0) {
    return std::nullopt;
  }
  const Crossing at = {cross(c - a, v) / area, cross(c - a, u) / area};
  const bool both = at.first >= 0.0 && at.first <= 1.0 && at.second >= 0.0 && at.second <= 1.0;
  return both ? std::optional(at) : std::nullopt;
}

/// 32 directions of length 1, evenly spread, from the east to the left; by halving angles.
[[nodiscard]] std::vector<Point> circle_of_directions();

}  // namespace yanbi
