// SPDX-License-Identifier: Apache-2.0
#include "sim/base/random.hpp"

#include <Random123/philox.h>

namespace yanbi {

std::uint64_t RandomStream::bits(Purpose purpose, std::uint64_t entity,
                                 std::uint32_t index) const noexcept {
  using Generator = r123::Philox4x32;
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); };
  // The purpose shares a word with the index: 8 bits and 24 bits.
  const Generator::ctr_type counter = {{low(entity), high(entity), replicate_,
                                        (static_cast<std::uint32_t>(purpose) << 24U) | index}};
  const Generator::key_type key = {{low(seed_), high(seed_)}};
  const Generator::ctr_type block = Generator{}(counter, key);
  return (std::uint64_t{block[1]} << 32U) | block[0];
}

double RandomStream::uniform(Purpose purpose, std::uint64_t entity,
                             std::uint32_t index) const noexcept {
  constexpr double kStep = 1.0 / 9007199254740992.0;  // 2^-53
  // Odd multiples of 2^-54 would need one more bit; the half step keeps 0 out, 52 bits keep 1 out.
  return (static_cast<double>(bits(purpose, entity, index) >> 12U) + 0.5) * (2.0 * kStep);
}

}  // namespace yanbi
