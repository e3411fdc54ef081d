// SPDX-License-Identifier: Apache-2.0
#pragma once
// The projected CRS to work in when the city file names none.

#include <optional>
#include <string>

namespace yanbi {

/// For a place in degrees: in China the CGCS2000 Gauss-Krueger zone of 3 degrees whose central
/// meridian is nearest, without the number of the zone in its eastings ("EPSG:4534" to
/// "EPSG:4554"); elsewhere the UTM zone of WGS 84 ("EPSG:32601" to "EPSG:32760"). A place is taken
/// to be in China where EPSG's box of the zone holds it, which may reach across a border; distances
/// are right there too. Nothing outside of UTM (beyond 84 N or 80 S) or when the numbers are no
/// position.
[[nodiscard]] std::optional<std::string> choose_working_crs(double lon, double lat);

}  // namespace yanbi
