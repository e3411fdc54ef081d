// SPDX-License-Identifier: Apache-2.0
#pragma once
// Places along streets as candidate origins, for cities whose buildings are not known.

#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/people/population_spec.hpp"

namespace yanbi {

/// Places at even distances of about `spacing` along every street that people can walk, is wide
/// enough, and is neither stairs nor, unless asked for, a bridge or tunnel; one in the middle of
/// shorter ones. Columns "id", "source_id", "length_m" (of street that the place stands for) and
/// "width_m"; points in the working CRS. An id is "street/<source id>/<n>", counted along the
/// pieces of one source id by their positions, so that it does not depend on the order of streets
/// or of nodes in the network.
[[nodiscard]] Table street_origins(const RoadNetwork& network, const StreetOriginsSpec& spec,
                                   std::vector<ImportNote>& notes);

}  // namespace yanbi
