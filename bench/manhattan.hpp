// SPDX-License-Identifier: Apache-2.0
#pragma once
// Manhattan cities in which every simulator does the same work: equal links, given routes, vehicles
// that go to shelters at crossings. The trips are the same, draw by draw, as those of a generator
// written with NumPy: its random numbers are made here by the algorithms that it documents.

#include <cstdint>
#include <vector>

namespace yanbi::bench {

/// NumPy's `default_rng(seed)`: PCG64 (O'Neill 2014, "PCG: A family of simple fast space-efficient
/// statistically good algorithms for random number generation", XSL-RR variant), seeded through
/// its SeedSequence; whole numbers by Lemire's method (2019, "Fast random integer generation in an
/// interval") on 32-bit halves.
class NumpyRandom {
 public:
  explicit NumpyRandom(std::uint32_t seed);
  /// A whole number below `count`. Precondition: 2 <= count < 2^32.
  std::uint32_t below(std::uint32_t count);
  /// A number in [0, 1) with 53 binary digits.
  double uniform();

 private:
  struct Wide {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
  };
  std::uint64_t next64();
  std::uint32_t next32();
  void step();

  Wide state_;
  Wide increment_;
  bool has_half_ = false;
  std::uint32_t half_ = 0;
};

/// Which shelter a trip leads to.
enum class Destination {
  kNearest,  ///< the nearest by blocks; of several the first
  kAnywhere,
  kWithinRadius,
};

struct ManhattanSpec {
  std::uint32_t grid = 100;  ///< crossings a side
  std::uint32_t agents = 100'000;
  std::uint32_t shelters_x = 20;
  std::uint32_t shelters_y = 10;
  Destination destination = Destination::kNearest;
  std::uint32_t window = 600;  ///< s in which they leave
  std::uint32_t radius = 25;   ///< blocks, for kWithinRadius
  std::uint32_t seed = 1;
};

/// Crossings are numbered row by row. Trips are sorted by departure.
struct ManhattanTrips {
  std::vector<std::uint32_t> shelter_node;  ///< by shelter
  std::vector<std::uint32_t> departure;     ///< s
  std::vector<std::uint32_t> shelter;
  std::vector<std::uint64_t> first;  ///< position in `path`; size: trips + 1
  std::vector<std::uint32_t> path;   ///< crossings, the first and the last included
};

/// Routes are shortest staircases, with a draw at every crossing.
[[nodiscard]] ManhattanTrips make_trips(const ManhattanSpec& spec);

}  // namespace yanbi::bench
