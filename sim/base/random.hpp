// SPDX-License-Identifier: Apache-2.0
#pragma once
// Random numbers keyed by what they decide, never by the order in which they are drawn. The same
// (seed, replicate, purpose, entity, index) gives the same number on any machine, in any thread and
// in any layout of the same city: that is what makes runs reproducible and layouts comparable.

#include <cstdint>

namespace yanbi {

/// What a draw decides. Values are part of the result format: append, never renumber.
enum class Purpose : std::uint32_t {
  kFreeSpeed = 1,      ///< free walking speed; index = member of the party
  kWarningReach = 2,   ///< whether the warning reaches the party at all
  kWarningDelay = 3,   ///< alarm to warning received
  kCompliance = 4,     ///< whether the party goes
  kResponseDelay = 5,  ///< warning received to departure
  kHouseholdSize = 6,  ///< persons in a household; index = household in the building
  kSynthetic = 7,      ///< shape of a synthetic city
  kStrikeDraw = 20,    ///< which strikes of a wave come; entity = strike, index = wave
  kLinkBlocked = 21,   ///< whether a street is blocked; entity = street, index = wave
  kDoorBlocked = 22,   ///< whether a door is blocked; entity = work and door, index = wave
  kWorkLost = 23,      ///< whether a work is lost; entity = work, index = wave
  kLiveNews = 24,      ///< whether a party hears of closures as they are made known
  kSampleOrder = 25,   ///< which sample takes a stratum; entity = sampled key, index = stratum
  kSamplePlace = 26,   ///< where in its stratum a sample lies; the same
  kAge = 8,            ///< age of a person; index = member of the party
  kMobility = 9,       ///< whether a person is of limited mobility; index = member of the party
  kPreWarning = 10,    ///< whether the party hears the pre-warning
  kSirenFailure = 11,  ///< whether a siren fails; entity = siren
  kSirenHeard = 12,    ///< whether the party hears the sirens around it
};

/// A source of draws for one replicate of one scenario.
class RandomStream {
 public:
  constexpr RandomStream(std::uint64_t seed, std::uint32_t replicate) noexcept
      : seed_(seed), replicate_(replicate) {}

  /// 64 random bits (Philox4x32-10, Salmon et al., SC'11).
  [[nodiscard]] std::uint64_t bits(Purpose purpose, std::uint64_t entity,
                                   std::uint32_t index = 0) const noexcept;

  /// Uniform on the open interval (0, 1), in steps of 2^-53: never 0 and never 1.
  [[nodiscard]] double uniform(Purpose purpose, std::uint64_t entity,
                               std::uint32_t index = 0) const noexcept;

  /// Whether something of that probability happens. What is certain costs no draw.
  [[nodiscard]] bool happens(double probability, Purpose purpose, std::uint64_t entity,
                             std::uint32_t index = 0) const noexcept {
    return probability >= 1.0 ||
           (probability > 0.0 && uniform(purpose, entity, index) < probability);
  }

  [[nodiscard]] constexpr std::uint64_t seed() const noexcept { return seed_; }
  [[nodiscard]] constexpr std::uint32_t replicate() const noexcept { return replicate_; }

 private:
  std::uint64_t seed_;
  std::uint32_t replicate_;
};

}  // namespace yanbi
