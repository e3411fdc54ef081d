// SPDX-License-Identifier: Apache-2.0
// Writes the result file of the small batch to the file that is named on the command line, so that
// the command can be tried on it; without its cases where a second word is given.
#include <cstdio>
#include <exception>

#include "tests/support/small_batch.hpp"

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fputs("usage: yanbi_write_small_batch FILE [without-cases]\n", stderr);
    return 2;
  }
  try {
    yanbi::test::SmallBatch batch = yanbi::test::two_layouts();
    batch.with_cases = argc == 2;
    yanbi::test::write_small_batch(argv[1], batch);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
