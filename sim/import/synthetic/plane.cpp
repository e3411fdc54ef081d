// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/plane.hpp"

namespace yanbi {

std::vector<Point> circle_of_directions() {
  constexpr int kHalvings = 3;
  std::vector<Point> circle = {{1.0, 0.0}, {0.0, 1.0}, {-1.0, 0.0}, {0.0, -1.0}};
  for (int halving = 0; halving < kHalvings; ++halving) {
    std::vector<Point> finer;
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const Point sum = circle[i] + circle[(i + 1) % circle.size()];
      finer.push_back(circle[i]);
      finer.push_back((1.0 / length(sum)) * sum);
    }
    circle = std::move(finer);
  }
  return circle;
}

}  // namespace yanbi
