// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/latin_hypercube.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/random.hpp"

namespace yanbi {
namespace {

constexpr std::uint32_t kMostPoints = 1U << 20U;

/// The strata in the order in which the points take them: sorted by a draw for each.
std::vector<std::uint32_t> order_of_strata(std::uint32_t points, const RandomStream& stream,
                                           std::uint64_t column) {
  std::vector<std::uint64_t> draws;
  for (std::uint32_t stratum = 0; stratum < points; ++stratum) {
    draws.push_back(stream.bits(Purpose::kSampleOrder, column, stratum));
  }
  std::vector<std::uint32_t> strata(points);
  std::iota(strata.begin(), strata.end(), 0U);
  std::stable_sort(strata.begin(), strata.end(),
                   [&draws](std::uint32_t a, std::uint32_t b) { return draws[a] < draws[b]; });
  return strata;
}

/// Where a point lies in its stratum, strictly inside of (0, 1). In steps of 2^-32, so that no
/// rounding moves it into the next stratum.
double place_in_stratum(std::uint32_t stratum, const RandomStream& stream, std::uint64_t column) {
  constexpr double kStep = 0x1p-32;
  const std::uint64_t bits = stream.bits(Purpose::kSamplePlace, column, stratum) >> 32U;
  return (static_cast<double>(bits) + 0.5) * kStep;
}

}  // namespace

std::vector<std::vector<double>> latin_hypercube(std::uint32_t points,
                                                 std::span<const std::string> keys,
                                                 std::uint64_t seed) {
  YANBI_EXPECT(points <= kMostPoints);
  const RandomStream stream(seed, 0);
  std::vector<std::vector<double>> rows(points, std::vector<double>(keys.size()));
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const std::uint64_t column = hash_text(keys[k]);
    const std::vector<std::uint32_t> strata = order_of_strata(points, stream, column);
    for (std::uint32_t point = 0; point < points; ++point) {
      const double place = place_in_stratum(strata[point], stream, column);
      rows[point][k] = (static_cast<double>(strata[point]) + place) / static_cast<double>(points);
    }
  }
  return rows;
}

}  // namespace yanbi
