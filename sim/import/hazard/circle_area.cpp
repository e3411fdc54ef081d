// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/import/hazard/area.hpp"

namespace yanbi {
namespace {

class CircleArea final : public Area {
 public:
  CircleArea(double x, double y, double radius) : x_(x), y_(y), radius_(radius) {}

  [[nodiscard]] BoundingBox box() const override {
    return {x_ - radius_, y_ - radius_, x_ + radius_, y_ + radius_};
  }

  [[nodiscard]] bool contains(double x, double y) const override {
    return (x - x_) * (x - x_) + (y - y_) * (y - y_) <= radius_ * radius_;
  }

  [[nodiscard]] LineCover cover(std::span<const double> x,
                                std::span<const double> y) const override {
    LineCover cover;
    for (std::size_t v = 0; v + 1 < x.size(); ++v) {
      add_piece(x[v], y[v], x[v + 1], y[v + 1], cover);
    }
    return cover;
  }

 private:
  /// The part of a straight piece between the two roots of |a + t d - centre| = radius.
  void add_piece(double ax, double ay, double bx, double by, LineCover& cover) const {
    const double dx = bx - ax;
    const double dy = by - ay;
    const double square = dx * dx + dy * dy;
    if (contains(ax, ay) || contains(bx, by)) {
      cover.is_touched = true;
    }
    if (!(square > 0.0)) {
      return;
    }
    const double half = (dx * (ax - x_) + dy * (ay - y_)) / square;
    const double rest =
        half * half - ((ax - x_) * (ax - x_) + (ay - y_) * (ay - y_) - radius_ * radius_) / square;
    if (rest < 0.0) {
      return;
    }
    const double root = std::sqrt(rest);
    const double from = std::max(0.0, -half - root);
    const double to = std::min(1.0, -half + root);
    if (from <= to) {
      cover.is_touched = true;
      cover.inside += (to - from) * std::sqrt(square);
    }
  }

  double x_;
  double y_;
  double radius_;
};

}  // namespace

std::unique_ptr<Area> make_circle(double x, double y, double radius) {
  return std::make_unique<CircleArea>(x, y, radius);
}

}  // namespace yanbi
