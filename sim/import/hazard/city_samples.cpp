// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/city_samples.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace yanbi {
namespace {

double piece_length(const StreetColumns& streets, std::size_t v) {
  const double dx = streets.x[v + 1] - streets.x[v];
  const double dy = streets.y[v + 1] - streets.y[v];
  return std::sqrt(dx * dx + dy * dy);
}

/// Samples one street.
void add_street(const StreetColumns& streets, std::size_t street, double spacing,
                PlaceSamples& out) {
  const std::size_t begin = streets.first_vertex[street];
  const std::size_t end = streets.first_vertex[street + 1];
  double length = 0.0;
  for (std::size_t v = begin; v + 1 < end; ++v) {
    length += piece_length(streets, v);
  }
  if (!(length > 0.0)) {
    return;
  }
  out.x.push_back(streets.x[begin]);
  out.y.push_back(streets.y[begin]);
  out.share.push_back(0.0F);
  for (std::size_t v = begin; v + 1 < end; ++v) {
    const double piece = piece_length(streets, v);
    const double steps = std::max(1.0, std::ceil(piece / spacing));
    const auto half = static_cast<float>(0.5 * piece / steps / length);
    for (double step = 1.0; step <= steps; step += 1.0) {
      const double at = step / steps;
      out.share.back() += half;
      out.x.push_back(streets.x[v] + at * (streets.x[v + 1] - streets.x[v]));
      out.y.push_back(streets.y[v] + at * (streets.y[v + 1] - streets.y[v]));
      out.share.push_back(half);
    }
  }
}

}  // namespace

std::vector<std::uint8_t> bridges_of(const RoadNetwork& network) {
  std::vector<std::uint8_t> bridges;
  bridges.reserve(network.street_count());
  for (const WayStructure structure : network.streets().structure) {
    bridges.push_back(structure == WayStructure::kBridge ? 1 : 0);
  }
  return bridges;
}

PlaceSamples street_samples(const RoadNetwork& network, double spacing,
                            std::span<const std::uint8_t> skipped) {
  PlaceSamples out;
  out.first.reserve(network.street_count() + 1);
  for (std::size_t s = 0; s < network.street_count(); ++s) {
    if (skipped[s] == 0) {
      add_street(network.streets(), s, spacing, out);
    }
    out.first.push_back(static_cast<std::uint32_t>(out.x.size()));
  }
  return out;
}

PlaceSamples point_samples(const std::vector<double>& x, const std::vector<double>& y) {
  PlaceSamples out;
  out.x = x;
  out.y = y;
  out.share.assign(x.size(), 1.0F);
  out.first.resize(x.size() + 1);
  for (std::size_t i = 0; i < x.size(); ++i) {
    out.first[i + 1] = static_cast<std::uint32_t>(i + 1);
  }
  return out;
}

}  // namespace yanbi
