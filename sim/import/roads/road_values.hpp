// SPDX-License-Identifier: Apache-2.0
#pragma once
// Units and bounds that the readers of roads share, and small readers of their values.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace yanbi {

inline constexpr double kKmhPerMs = 3.6;
inline constexpr double kSecondsPerHour = 3600.0;
inline constexpr double kMmPerMetre = 1000.0;

// What tables of links may say; beyond it a number cannot be meant.
inline constexpr double kLeastLinkLength = 0.001;           ///< m
inline constexpr double kMostLinkLength = 4e6;              ///< m: what 32 bits hold in mm
inline constexpr double kLeastLinkSpeed = 1.0 / kKmhPerMs;  ///< m/s
inline constexpr double kMostLinkSpeed = 200.0 / kKmhPerMs;
inline constexpr double kMostLinkLanes = 12.0;  ///< each direction

/// Class whose values stand in for what a table does not say (R), unless the city file names
/// another.
inline constexpr const char* kDefaultLinkClass = "unclassified";

/// The id of a way or link as a number; 0 when it is none.
[[nodiscard]] std::int64_t parse_source_id(std::string_view text) noexcept;

/// The id of a node, all of the text but white space around it; nothing when it is no whole number.
[[nodiscard]] std::optional<std::int64_t> parse_node_key(std::string_view text) noexcept;

/// Longitude and latitude in the middle of positions in degrees; nothing without any.
[[nodiscard]] std::optional<std::pair<double, double>> middle_of(std::span<const double> lon,
                                                                 std::span<const double> lat);

}  // namespace yanbi
