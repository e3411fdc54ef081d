// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_roads.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("roads.osm.pbf");
  file.write(fuzz::text_of(data, size));
  StreetsSpec spec;
  spec.source = fuzz::source_at(file);
  spec.format = RoadFormat::kOsm;
  fuzz::read_and_build(spec);
  return 0;
}
