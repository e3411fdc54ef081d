// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_roads.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("net.tntp");
  file.write(fuzz::text_of(data, size));
  StreetsSpec spec;
  spec.source = fuzz::source_at(file);
  spec.format = RoadFormat::kTntp;
  spec.table.length_unit = 1.0;
  spec.table.time_unit = 60.0;
  fuzz::read_and_build(spec);
  return 0;
}
