// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/parties.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <span>

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

/// Years of age at the quantile `p` of the shares of age groups.
std::uint8_t age_at(const std::vector<AgeGroup>& groups, std::span<const double> shares, double p) {
  constexpr int kYearsOfOpenGroup = 20;
  constexpr int kOldest = Parties::kAgeNotKnown - 1;
  std::size_t group = 0;
  double below = 0.0;
  while (group + 1 < groups.size() && p >= below + shares[group]) {
    below += shares[group];
    ++group;
  }
  const AgeGroup& own = groups[group];
  const int years = own.last ? *own.last - own.first + 1 : kYearsOfOpenGroup;
  // What is left of the quantile spreads people over the years of their group.
  const double within = shares[group] > 0.0 ? (p - below) / shares[group] : 0.0;
  const int year = std::clamp(static_cast<int>(within * years), 0, years - 1);
  return static_cast<std::uint8_t>(std::clamp(own.first + year, 0, kOldest));
}

void draw_ages(const Population& population, const RandomStream& stream, Parties& parties) {
  parties.first_member.reserve(parties.size());
  parties.age.reserve(static_cast<std::size_t>(parties.total_persons()));
  for (std::size_t p = 0; p < parties.size(); ++p) {
    const std::span<const double> shares = population.age_shares_at(parties.origin[p].index());
    parties.first_member.push_back(static_cast<std::uint32_t>(parties.age.size()));
    for (std::uint32_t member = 0; member < parties.persons[p]; ++member) {
      parties.age.push_back(shares.empty()
                                ? Parties::kAgeNotKnown
                                : age_at(population.age_groups, shares,
                                         stream.uniform(Purpose::kAge, parties.key[p], member)));
    }
  }
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
  if (population.has_ages()) {
    draw_ages(population, stream, parties);
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
