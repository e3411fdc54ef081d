// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one thing that the kernel reads of hazards: which link is closed to whom and when, where the
// water takes people away, and what happens to shelters. Made for one replicate, complete before it
// starts, and never changed.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/flood_walking.hpp"
#include "sim/base/id.hpp"
#include "sim/base/time.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/kernel/strike_draws.hpp"
#include "sim/kernel/water_times.hpp"
#include "sim/plan/status_feed.hpp"

namespace yanbi {

/// What can happen to a shelter. The order of the values is the order at equal times.
enum class ShelterChangeKind : std::uint8_t {
  kLimited,     ///< admits people; value: places from now on, at most its own
  kOpens,       ///< admits people again, as many as it has places
  kCloses,      ///< admits nobody until it opens again; those inside stay
  kDoorsClose,  ///< admits nobody any more; those inside stay
  kDoorFails,   ///< value: door (position in Shelters) that nobody passes any more
  kEmpties,     ///< admits nobody any more; those inside leave and go elsewhere
  kLost,        ///< admits nobody any more; those inside are not sheltered any more
};

struct ShelterChange {
  Instant at;
  std::uint32_t shelter = 0;
  std::uint32_t row = 0;  ///< of the feed, from 1: rows of one time count in their order
  ShelterChangeKind kind = ShelterChangeKind::kCloses;
  std::uint32_t value = 0;
  friend auto operator<=>(const ShelterChange&, const ShelterChange&) = default;
};

/// A link closes to a class of people or opens again, for whatever reason.
struct LinkChange {
  Instant at;
  std::uint32_t link = 0;
  PersonClass who = PersonClass::kVulnerable;
  bool closes = true;
  friend auto operator<=>(const LinkChange&, const LinkChange&) = default;
};

/// From now on people of a class who stand on a link are taken away by the water.
struct Sweep {
  Instant at;
  std::uint32_t link = 0;
  PersonClass who = PersonClass::kVulnerable;
  friend auto operator<=>(const Sweep&, const Sweep&) = default;
};

/// A strike that hits in this replicate, on the run's clock.
struct ImpactAt {
  Instant at;
  std::uint32_t wave = 0;    ///< index of Attack::waves
  std::uint32_t strike = 0;  ///< index of Attack::strikes
};

/// Everything about hazards that the replicates of a scenario share.
struct HazardInput {
  const Hazard* hazard = nullptr;  ///< none = no hazard, only what the scenario itself says
  WaterTimes water;
  std::vector<StatusChange> feed;
};

class HazardTimeline {
 public:
  /// Nothing ever happens.
  HazardTimeline() = default;
  /// Draws the strikes of one replicate and puts everything into the order of time.
  HazardTimeline(const HazardInput& input, const RoadNetwork& network, const Works& works,
                 const Shelters& shelters, const Scenario& scenario, std::uint32_t replicate);

  /// Whether nothing can ever happen.
  [[nodiscard]] bool is_empty() const noexcept {
    return !touches_links_ && !touches_shelters() && impacts_.empty();
  }
  /// Whether any link is ever closed or under water.
  [[nodiscard]] bool touches_links() const noexcept { return touches_links_; }
  [[nodiscard]] bool touches_shelters() const noexcept { return !shelter_changes_.empty(); }

  [[nodiscard]] bool is_closed(std::uint32_t link, PersonClass who, Instant at) const noexcept;
  /// The same for vehicles; nobody reads it yet, since vehicles do not meet hazards so far.
  [[nodiscard]] bool is_closed_to_vehicles(std::uint32_t link, Instant at) const noexcept;
  /// First time from `at` on at which the water takes people of this class off `link`; never.
  [[nodiscard]] Instant swept(std::uint32_t link, PersonClass who, Instant at) const noexcept;
  /// Speed through the water on `link`, as a share of that on dry ground.
  [[nodiscard]] double speed_factor(std::uint32_t link, Instant at) const noexcept;

  [[nodiscard]] std::span<const LinkChange> link_changes() const noexcept { return link_changes_; }
  [[nodiscard]] std::span<const Sweep> sweeps() const noexcept { return sweeps_; }
  [[nodiscard]] std::span<const ImpactAt> impacts() const noexcept { return impacts_; }
  /// What happens to one shelter, in order.
  [[nodiscard]] std::span<const ShelterChange> changes_of(std::uint32_t shelter) const noexcept;

 private:
  void block_links(const StrikeDamage& damage, std::size_t link_count, Tick alarm_at);
  void list_link_changes();
  [[nodiscard]] bool is_blocked(std::uint32_t link, Instant at) const noexcept;
  [[nodiscard]] std::uint32_t water_row(std::uint32_t link) const noexcept;

  const WaterTimes* water_ = nullptr;
  const FloodWalkingParameters* walking_ = nullptr;
  bool touches_links_ = false;
  std::vector<std::uint32_t> blocked_row_;   ///< by link; empty = no street is blocked
  std::vector<std::uint32_t> blocked_link_;  ///< by row
  SpanTable blocked_;
  std::vector<LinkChange> link_changes_;
  std::vector<Sweep> sweeps_;
  std::vector<ImpactAt> impacts_;
  std::vector<ShelterChange> shelter_changes_;  ///< by shelter, then in order
  std::vector<std::uint32_t> first_change_;     ///< size shelters + 1
};

}  // namespace yanbi
