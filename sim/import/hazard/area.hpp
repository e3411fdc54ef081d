// SPDX-License-Identifier: Apache-2.0
#pragma once
// Areas in the working CRS, circles and polygons, and how much of a line lies in them.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/import/geo/crs.hpp"

namespace yanbi {

/// What of a line lies in an area.
struct LineCover {
  bool is_touched = false;  ///< any part, be it a single point
  double inside = 0.0;      ///< m
};

/// A closed area. Safe to ask from several threads at once.
class Area {
 public:
  virtual ~Area() = default;
  Area(const Area&) = delete;
  Area& operator=(const Area&) = delete;
  Area(Area&&) = delete;
  Area& operator=(Area&&) = delete;

  [[nodiscard]] virtual BoundingBox box() const = 0;
  [[nodiscard]] virtual bool contains(double x, double y) const = 0;
  /// Of the line through the vertices (x, y).
  [[nodiscard]] virtual LineCover cover(std::span<const double> x,
                                        std::span<const double> y) const = 0;

 protected:
  Area() = default;
};

/// A circle with its rim.
[[nodiscard]] std::unique_ptr<Area> make_circle(double x, double y, double radius);

/// Rings of polygons, one after another: a place is inside when it is enclosed an odd number of
/// times, so that holes are outside. Rings need not repeat their first vertex.
struct Rings {
  std::vector<std::size_t> first = {0};  ///< size: rings + 1
  std::vector<double> x;
  std::vector<double> y;
};

/// The area that rings enclose. Precondition: they have vertices.
[[nodiscard]] std::unique_ptr<Area> make_polygon(const Rings& rings);

/// One side of an area, from a to b.
struct AreaEdge {
  double ax = 0.0;
  double ay = 0.0;
  double bx = 0.0;
  double by = 0.0;
};

/// The area that sides enclose, in whatever order and direction. Precondition: there are some, and
/// together they close.
[[nodiscard]] std::unique_ptr<Area> make_polygon(std::vector<AreaEdge> sides);

}  // namespace yanbi
