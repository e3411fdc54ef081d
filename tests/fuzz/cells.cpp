// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "sim/import/people/h3_cells.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  const auto index = parse_h3_index(fuzz::text_of(data, size));
  if (index && is_h3_cell(*index)) {
    const CellCentre centre = h3_cell_centre(*index);
    fuzz::require(std::abs(centre.lon) <= 180.0 && std::abs(centre.lat) <= 90.0);
  }
  return 0;
}
