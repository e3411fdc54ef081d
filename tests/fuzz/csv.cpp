// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv.hpp"

#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  ProblemList problems;
  const Table table =
      parse_csv(std::string(fuzz::text_of(data, size)), "input.csv", std::nullopt, problems);
  fuzz::require_reasons(problems);
  fuzz::require(table.cells.size() == table.rows() * table.columns.size());
  fuzz::require(table.line.size() == table.rows());
  fuzz::require(table.rows() > 0 || !table.columns.empty() || !problems.empty());
  return 0;
}
