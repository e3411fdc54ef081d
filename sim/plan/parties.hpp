// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parties: the people of one population, split into households that move together.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// One column each; index = PartyId. Sorted by origin, then by household.
struct Parties {
  std::vector<OriginId> origin;
  std::vector<std::uint16_t> persons;  ///< at least 1
  std::vector<std::uint64_t> key;  ///< stable: from the origin's key and the household's ordinal

  [[nodiscard]] std::size_t size() const noexcept { return origin.size(); }
  [[nodiscard]] std::int64_t total_persons() const noexcept;
};

/// Draws household sizes from the population's shares, keyed by (seed, origin key, household),
/// until each origin's persons are used up; the last household takes what is left. The same for
/// every replicate and layout.
[[nodiscard]] Parties make_parties(const Origins& origins, const Population& population,
                                   std::uint64_t seed);

/// First party of each of `origins` origins, and behind the last one the end.
[[nodiscard]] std::vector<std::uint32_t> first_parties(const Parties& parties, std::size_t origins);

}  // namespace yanbi
