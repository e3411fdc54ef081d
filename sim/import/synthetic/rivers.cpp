// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/rivers.hpp"

#include <algorithm>
#include <cmath>

namespace yanbi {
namespace {

constexpr double kBank = 5.0;         ///< m beside the water that stay free
constexpr double kStep = 150.0;       ///< m between two bends of a course, at least
constexpr double kMostSteps = 400.0;  ///< of a course
/// Meanders: their wave lengths, in steps, and how far they swing, as a share of that.
constexpr int kLongWave = 32;
constexpr int kShortWave = 8;
constexpr double kSwing = 0.12;

/// A smooth wandering line: drawn values every `wave` steps, between them 3t^2 - 2t^3.
double wander(const Draws& draws, std::uint64_t river, int wave, int step) {
  const auto at = static_cast<std::uint64_t>(step / wave);
  const auto kind = static_cast<std::uint32_t>(wave);
  const double t = static_cast<double>(step % wave) / wave;
  const double before = draws.between(-1.0, 1.0, "meander", river, at, kind);
  const double after = draws.between(-1.0, 1.0, "meander", river, at + 1, kind);
  return before + (after - before) * t * t * (3.0 - 2.0 * t);
}

double bank_of(const River& river) { return 0.5 * river.width + kBank; }

/// The place on the course nearest to `p`, if it is nearer than `least`, which becomes its
/// distance.
Point nearest_on(const River& river, Point p, double& least) {
  Point nearest = p;
  for (std::size_t i = 0; i + 1 < river.course.size(); ++i) {
    const Point a = river.course[i];
    const Point b = river.course[i + 1];
    const double reach = least;
    if (p.x < std::min(a.x, b.x) - reach || p.x > std::max(a.x, b.x) + reach ||
        p.y < std::min(a.y, b.y) - reach || p.y > std::max(a.y, b.y) + reach) {
      continue;
    }
    const Point q = a + nearest_share(p, a, b) * (b - a);
    const double d = distance(p, q);
    if (d < least) {
      least = d;
      nearest = q;
    }
  }
  return nearest;
}

}  // namespace

std::vector<River> make_rivers(const Frame& frame, const Settlement& core, const RiversSpec& spec,
                               const Draws& draws) {
  Point low = frame.regions.front().low;
  Point high = frame.regions.front().high;
  for (const Region& region : frame.regions) {
    low = {std::min(low.x, region.low.x), std::min(low.y, region.low.y)};
    high = {std::max(high.x, region.high.x), std::max(high.y, region.high.y)};
  }
  const double across = distance(low, high);
  std::vector<River> rivers;
  for (int r = 0; r < spec.count; ++r) {
    const auto id = static_cast<std::uint64_t>(r);
    // Through a point near the core, or anywhere; the first from west to east, the next from south
    // to north, and so on, more or less.
    const double aside = 0.35 * std::min(core.radius, 0.5 * across);
    Point through = core.centre + Point{draws.between(-aside, aside, "river", id, 0, 0),
                                        draws.between(-aside, aside, "river", id, 0, 1)};
    if (r > 0) {
      through = {draws.between(low.x, high.x, "river", id, 0, 2),
                 draws.between(low.y, high.y, "river", id, 0, 3)};
    }
    const double slope = draws.between(-0.3, 0.3, "river", id, 0, 4);
    Point along = r % 2 == 0 ? Point{1.0, slope} : Point{slope, 1.0};
    along = (1.0 / length(along)) * along;
    const double step = std::max(kStep, 2.0 * across / kMostSteps);
    const int half = static_cast<int>(std::ceil(across / step));
    River river{spec.width, {}};
    const double swing_at_point = kSwing * step *
                                  (kLongWave * wander(draws, id, kLongWave, half) +
                                   kShortWave * wander(draws, id, kShortWave, half));
    for (int i = 0; i <= 2 * half; ++i) {
      const double swing = kSwing * step *
                               (kLongWave * wander(draws, id, kLongWave, i) +
                                kShortWave * wander(draws, id, kShortWave, i)) -
                           swing_at_point;
      river.course.push_back(through + ((i - half) * step) * along + swing * turned(along));
    }
    rivers.push_back(std::move(river));
  }
  return rivers;
}

Point out_of_water(Point p, const std::vector<River>& rivers) {
  for (const River& river : rivers) {
    const double bank = bank_of(river);
    double least = bank;
    const Point nearest = nearest_on(river, p, least);
    if (least < bank && least > 0.0) {
      p = nearest + (bank / least) * (p - nearest);
    }
  }
  return p;
}

bool in_water(Point p, const std::vector<River>& rivers) {
  return std::any_of(rivers.begin(), rivers.end(), [&](const River& river) {
    double least = bank_of(river);
    static_cast<void>(nearest_on(river, p, least));
    return least < bank_of(river);
  });
}

}  // namespace yanbi
