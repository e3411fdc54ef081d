// SPDX-License-Identifier: Apache-2.0
#pragma once
// Draws of a synthetic city, keyed by the name of what they decide and the numbers of the thing.

#include <array>
#include <cstdint>
#include <string_view>

#include "sim/base/hash.hpp"
#include "sim/base/random.hpp"

namespace yanbi {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : stream_(seed, 0) {}

  /// Uniform on (0, 1) for thing (a, b); `index` tells several draws for one thing apart.
  [[nodiscard]] double uniform(std::string_view what, std::uint64_t a = 0, std::uint64_t b = 0,
                               std::uint32_t index = 0) const {
    const std::array<std::uint64_t, 2> thing = {a, b};
    const std::uint64_t entity = hash_bytes(thing.data(), sizeof(thing), hash_text(what));
    return stream_.uniform(Purpose::kSynthetic, entity, index);
  }
  /// The same, uniform on (least, most).
  [[nodiscard]] double between(double least, double most, std::string_view what,
                               std::uint64_t a = 0, std::uint64_t b = 0,
                               std::uint32_t index = 0) const {
    return least + (most - least) * uniform(what, a, b, index);
  }

 private:
  RandomStream stream_;
};

}  // namespace yanbi
