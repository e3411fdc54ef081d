// SPDX-License-Identifier: Apache-2.0
#pragma once
// Points of time as HEC-RAS writes them.

#include <optional>
#include <string_view>

namespace yanbi {

/// Seconds from 1 January 1970 (proleptic Gregorian, no leap seconds) in a text such as "01JAN1999
/// 12:00:00" or "02JAN1999 24:00:00:000"; nothing when it is no such text.
[[nodiscard]] std::optional<double> parse_hecras_time(std::string_view text) noexcept;

}  // namespace yanbi
