// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/sirens.hpp"

#include <cmath>

#include "sim/base/problem.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("sirens.csv");
  file.write(fuzz::text_of(data, size));
  Origins origins;
  origins.key = {"a", "b"};
  origins.x = {0.0, 500.0};
  origins.y = {0.0, -500.0};
  try {
    const SirenCoverage coverage = cover_origins(origins, read_sirens(file.path(), {}));
    fuzz::require(coverage.first.size() == 3 && coverage.first.back() == coverage.after.size());
    for (const double after : coverage.after) {
      fuzz::require(std::isfinite(after) && after >= 0.0);
    }
  } catch (const InputError& error) {
    fuzz::require(!error.problems().empty());
  }
  return 0;
}
