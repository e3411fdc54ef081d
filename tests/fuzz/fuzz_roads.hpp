// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads of any format from bytes to a network.

#include <string>
#include <string_view>
#include <vector>

#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/roads.hpp"
#include "tests/fuzz/fuzz_file.hpp"

namespace yanbi::fuzz {

/// A source that a city file would name.
[[nodiscard]] inline SourceSpec source_at(const FuzzFile& file) {
  SourceSpec source;
  source.given = file.path().filename().string();
  source.path = file.path();
  return source;
}

/// Reads the file that `spec` names and builds the network of it. Lines name vertices that exist,
/// and the network's own checks hold.
inline void read_and_build(const StreetsSpec& spec) {
  static const Crs kWorking = *Crs::parse("EPSG:3857");
  ProblemList problems;
  std::vector<ImportNote> notes;
  const RoadLines lines = read_roads(spec, kWorking, problems, notes);
  require_reasons(problems);
  require(lines.x.size() == lines.y.size());
  for (const RoadLine& line : lines.lines) {
    for (const std::uint32_t vertex : line.vertices) {
      require(vertex < lines.x.size());
    }
  }
  const BuiltNetwork built = build_network(lines);
  require(built.network.link_count() == 0 || built.network.node_count() > 1);
}

}  // namespace yanbi::fuzz
