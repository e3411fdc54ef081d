// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_roads.hpp"

// The input holds both tables: nodes, a line of '=', links.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  constexpr std::string_view kBetween = "\n=\n";
  static const fuzz::FuzzFile nodes("nodes.csv");
  static const fuzz::FuzzFile links("links.csv");
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t cut = text.find(kBetween);
  nodes.write(text.substr(0, cut));
  links.write(cut == std::string_view::npos ? text : text.substr(cut + kBetween.size()));
  StreetsSpec spec;
  spec.source = fuzz::source_at(links);
  spec.format = RoadFormat::kTable;
  spec.table.nodes = fuzz::source_at(nodes);
  spec.table.nodes->crs = "EPSG:4326";
  spec.table.node_position.x = "x_coord";
  spec.table.node_position.y = "y_coord";
  spec.table.length_unit = 1.0;
  spec.table.speed_unit = 1.0;
  fuzz::read_and_build(spec);
  return 0;
}
