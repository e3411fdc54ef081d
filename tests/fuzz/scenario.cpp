// SPDX-License-Identifier: Apache-2.0
#include "sim/base/error.hpp"
#include "sim/scenario/reader.hpp"
#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("scenario.toml");
  file.write(fuzz::text_of(data, size));
  try {
    static_cast<void>(read_scenario(file.path(), {}));
  } catch (const InputError& error) {
    fuzz::require(!error.problems().empty());
  }
  return 0;
}
