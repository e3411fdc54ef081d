// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "sim/import/people/zones_import.hpp"
#include "tests/fuzz/fuzz_roads.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("zones.geojson");
  static const Crs kWorking = *Crs::parse("EPSG:3857");
  file.write(fuzz::text_of(data, size));
  GeographySpec spec;
  spec.name = "zone";
  spec.source = fuzz::source_at(file);
  spec.key = "id";
  spec.label = "id";
  ProblemList problems;
  std::vector<ImportNote> notes;
  const Geography zones = read_zones(spec, kWorking, problems, notes);
  fuzz::require_reasons(problems);
  fuzz::require(!problems.empty() || zones.first_ring.size() == zones.size() + 1);
  return 0;
}
