// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/hazard_spec.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("hazard.toml");
  file.write(fuzz::text_of(data, size));
  ProblemList problems;
  const HazardSpec spec = read_hazard_spec(file.path(), file.path().parent_path(), problems);
  fuzz::require_reasons(problems);
  fuzz::require(!problems.empty() || (!spec.name.empty() && (spec.flood || spec.attack)));
  return 0;
}
