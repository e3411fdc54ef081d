// SPDX-License-Identifier: Apache-2.0
#pragma once
// Parties: the people of one population, split into households that move together, and what can be
// known of each before a run.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/city.hpp"
#include "sim/plan/siren_coverage.hpp"

namespace yanbi {

/// One column each; index = PartyId. Sorted by origin, then by household.
struct Parties {
  std::vector<OriginId> origin;
  std::vector<std::uint16_t> persons;  ///< at least 1
  std::vector<std::uint64_t> key;  ///< stable: from the origin's key and the household's ordinal
  /// Age of every person in whole years, party after party, or `kAgeNotKnown`; empty where nobody's
  /// is known.
  std::vector<std::uint8_t> age = {};
  /// Position in `age` of each party's first member; empty as that.
  std::vector<std::uint32_t> first_member = {};
  /// Sirens by origin; empty where there are none.
  SirenCoverage sirens = {};

  static constexpr std::uint8_t kAgeNotKnown = 255;

  /// Ages of the members of a party; empty where nobody's is known.
  [[nodiscard]] std::span<const std::uint8_t> ages_of(std::size_t party) const {
    return age.empty() ? std::span<const std::uint8_t>{}
                       : std::span(age).subspan(first_member[party], persons[party]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return origin.size(); }
  [[nodiscard]] std::int64_t total_persons() const noexcept;
};

/// Draws household sizes from the population's shares, keyed by (seed, origin key, household),
/// until each origin's persons are used up; the last household takes what is left. Where the
/// population has ages, draws one for each member, keyed by (seed, household, member): independent
/// of each other, a year of each group as likely as any other, a group without a last year taken as
/// twenty years long (assumptions). The same for every replicate and layout.
[[nodiscard]] Parties make_parties(const Origins& origins, const Population& population,
                                   std::uint64_t seed);

/// First party of each of `origins` origins, and behind the last one the end.
[[nodiscard]] std::vector<std::uint32_t> first_parties(const Parties& parties, std::size_t origins);

}  // namespace yanbi
