// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/parties.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "sim/base/hash.hpp"
#include "sim/base/random.hpp"

namespace yanbi {
namespace {

/// Persons in a household at the quantile `p` of the shares of sizes 1, 2, ...
std::int32_t household_size(const std::vector<double>& shares, double p) {
  double cumulative = 0.0;
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    cumulative += shares[i];
    if (p < cumulative) {
      return static_cast<std::int32_t>(i) + 1;
    }
  }
  // The largest size takes what rounding leaves of the sum; without shares everybody lives alone.
  return std::max(1, static_cast<std::int32_t>(shares.size()));
}

std::uint64_t household_key(std::uint64_t origin_key, std::uint32_t household) {
  const std::array<std::uint64_t, 2> identity = {origin_key, household};
  return hash_bytes(identity.data(), sizeof(identity));
}

}  // namespace

std::int64_t Parties::total_persons() const noexcept {
  return std::accumulate(persons.begin(), persons.end(), std::int64_t{0});
}

Parties make_parties(const Origins& origins, const Population& population, std::uint64_t seed) {
  constexpr std::int32_t kMostPersons = std::numeric_limits<std::uint16_t>::max();
  const RandomStream stream(seed, 0);
  Parties parties;
  for (std::size_t o = 0; o < origins.size(); ++o) {
    const std::uint64_t origin_key = hash_text(origins.key[o]);
    std::int32_t left = population.persons[o];
    for (std::uint32_t household = 0; left > 0; ++household) {
      const double p = stream.uniform(Purpose::kHouseholdSize, origin_key, household);
      const std::int32_t size =
          std::min({left, kMostPersons, household_size(population.household_shares_at(o), p)});
      parties.origin.emplace_back(o);
      parties.persons.push_back(static_cast<std::uint16_t>(size));
      parties.key.push_back(household_key(origin_key, household));
      left -= size;
    }
  }
  return parties;
}

std::vector<std::uint32_t> first_parties(const Parties& parties, std::size_t origins) {
  std::vector<std::uint32_t> first(origins + 1, 0);
  for (const OriginId origin : parties.origin) {
    ++first[origin.index() + 1];
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
}

}  // namespace yanbi
