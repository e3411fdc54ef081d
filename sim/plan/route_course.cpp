// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_course.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace yanbi {
namespace {

using Point = std::pair<double, double>;

/// Vertices of a link from its tail to its head; a straight line where the street has none.
std::vector<Point> vertices_of(const RoadNetwork& network, LinkId link) {
  const StreetColumns& streets = network.streets();
  const std::uint32_t street = network.links().street[link.index()];
  std::vector<Point> vertices;
  for (std::uint32_t v = streets.first_vertex[street]; v < streets.first_vertex[street + 1]; ++v) {
    vertices.emplace_back(streets.x[v], streets.y[v]);
  }
  if (vertices.size() < 2) {
    const std::size_t tail = network.tail(link).index();
    const std::size_t head = network.head(link).index();
    return {{network.node_x()[tail], network.node_y()[tail]},
            {network.node_x()[head], network.node_y()[head]}};
  }
  // The link with the smaller id runs in vertex order.
  const LinkId other = network.opposite(link);
  if (other.has_value() && other < link) {
    std::reverse(vertices.begin(), vertices.end());
  }
  return vertices;
}

double distance(const Point& a, const Point& b) {
  const double dx = b.first - a.first;
  const double dy = b.second - a.second;
  return std::sqrt(dx * dx + dy * dy);
}

/// Appends what lies between two shares of the drawn length, both ends included.
void append_part(const std::vector<Point>& vertices, double from, double to,
                 std::vector<Point>& course) {
  double length = 0.0;
  for (std::size_t v = 1; v < vertices.size(); ++v) {
    length += distance(vertices[v - 1], vertices[v]);
  }
  const double first = from * length;
  const double last = to * length;
  double before = 0.0;
  for (std::size_t v = 1; v < vertices.size(); ++v) {
    const Point& a = vertices[v - 1];
    const Point& b = vertices[v];
    const double piece = distance(a, b);
    const auto at = [&](double along) {
      const double share = piece > 0.0 ? std::clamp((along - before) / piece, 0.0, 1.0) : 0.0;
      return Point(a.first + share * (b.first - a.first), a.second + share * (b.second - a.second));
    };
    const bool is_last = v + 1 == vertices.size();
    if (last < before || (first > before + piece && !is_last)) {
      before += piece;
      continue;
    }
    for (const Point& point : {at(first), at(last)}) {
      if (course.empty() || course.back() != point) {
        course.push_back(point);
      }
    }
    before += piece;
  }
}

}  // namespace

std::vector<Point> route_course(const RoadNetwork& network, const Route& route) {
  std::vector<Point> course;
  for (std::size_t i = 0; i < route.links.size(); ++i) {
    const LinkId link = route.links[i];
    const auto length = static_cast<double>(network.length_mm(link));
    const double from = i == 0 ? route.start_offset_mm / length : 0.0;
    const double to = i + 1 == route.links.size() ? route.end_offset_mm / length : 1.0;
    append_part(vertices_of(network, link), from, to, course);
  }
  if (course.size() == 1) {
    course.push_back(course.front());
  }
  return course;
}

}  // namespace yanbi
