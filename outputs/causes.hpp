// SPDX-License-Identifier: Apache-2.0
#pragma once
// Why somebody is not inside a shelter at a deadline: exactly one cause, the first that holds in a
// fixed order, decided from recorded facts and never by subtraction; and all conditions that hold.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/base/id.hpp"
#include "sim/base/time.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/plan/plan.hpp"

namespace yanbi {

/// In the order in which they are tried. Values are part of the result format.
enum class Cause : std::uint8_t {
  kOffNetwork = 0,      ///< no street near enough, or none that leads anywhere
  kNotWarned = 1,       ///< the warning had not reached them by the deadline
  kNotComplied = 2,     ///< warned, but does not go
  kUnplaced = 3,        ///< the plan had no place for them
  kShelterLost = 4,     ///< their shelter was destroyed or flooded
  kBlocked = 5,         ///< hazard cut every way
  kCaught = 6,          ///< stopped by the hazard on the way
  kTooFar = 7,          ///< alarm time + free flow at own speed > deadline
  kLateWarning = 8,     ///< in time from the alarm, not from their own warning
  kLateStart = 9,       ///< in time from their warning, not from their departure
  kTurnedAway = 10,     ///< refused by a full or closed shelter by the deadline
  kEntranceQueue = 11,  ///< doors cost them more time than congestion, or as much
  kCongestion = 12,     ///< congestion cost them more time than doors
};
inline constexpr std::size_t kCauseCount = 13;
inline constexpr std::array<const char*, kCauseCount> kCauseNames = {
    "off_network", "not_warned",     "not_complied", "unplaced",     "shelter_lost",
    "blocked",     "caught",         "too_far",      "late_warning", "late_start",
    "turned_away", "entrance_queue", "congestion"};

/// The facts about one party that decide its cause at one deadline.
struct CauseFacts {
  bool off_network = false;
  bool complies = true;
  bool placed = true;  ///< the plan assigned a shelter
  Tick warned_at;
  Tick departed_at;
  Tick refused_at = Tick::never();
  Tick arrived_at = Tick::never();
  Tick free_flow = Tick::never();
  Tick lost_at = Tick::never();
  Tick blocked_at = Tick::never();
  Tick caught_at = Tick::never();
  std::uint32_t entrance_delay = 0;    ///< instants
  std::uint32_t congestion_delay = 0;  ///< instants
  std::uint32_t hazard_delay = 0;      ///< instants
};

/// The conditions, T being the deadline; "never" is later than every time:
///   off_network     off_network
///   not_warned      warned_at > T
///   not_complied    not complies (whether or not they are warned)
///   unplaced        not placed
///   shelter_lost    lost_at <= T
///   blocked         blocked_at <= T, or departed_at + free_flow <= T, neither caught_at <= T nor
///                   refused_at <= T, and hazard_delay > 0, not below entrance_delay and not below
///                   congestion_delay
///   caught          caught_at <= T
///   too_far         placed, and free_flow > T
///   late_warning    placed, free_flow <= T, and warned_at + free_flow > T
///   late_start      placed, complies, warned_at + free_flow <= T, and departed_at + free_flow > T
///   turned_away     refused_at <= T
///   entrance_queue  entrance_delay > 0 and entrance_delay >= congestion_delay
///   congestion      congestion_delay > entrance_delay
/// Times and durations are rounded up to whole ticks, so that a sum of them is never below the tick
/// in which the person is there.

/// The cause at `deadline`, or none when the party is inside by then (arrived_at <= deadline).
/// @throws InternalError when none of the causes holds for somebody who is not inside.
[[nodiscard]] std::optional<Cause> cause_at(const CauseFacts& facts, Tick deadline);

/// Bit c is set when the condition of cause c holds at `deadline`, whatever the order; 0 when
/// inside.
[[nodiscard]] std::uint16_t conditions_at(const CauseFacts& facts, Tick deadline);

}  // namespace yanbi
