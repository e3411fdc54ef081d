// SPDX-License-Identifier: Apache-2.0
#pragma once
// Manhattan cities as the three tables that scenarios/manhattan reads.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/manhattan.hpp"

namespace yanbi::bench {

/// Names of the cases that other simulators have run.
[[nodiscard]] std::vector<std::string> manhattan_cases();
/// The case of that name.
[[nodiscard]] std::optional<ManhattanSpec> find_manhattan_case(const std::string& name);

/// Writes nodes.csv (node_id,x_m,y_m,is_shelter), links.csv (link_id,from,to,length_m,lanes,
/// speed_mps,capacity_vph,storage_veh) and trips.csv (agent_id,depart_s,origin,dest,path) into
/// `folder`. @throws std::runtime_error when a file cannot be written.
void write_manhattan_tables(const ManhattanSpec& spec, const ManhattanTrips& trips,
                            const std::filesystem::path& folder);

}  // namespace yanbi::bench
