// SPDX-License-Identifier: Apache-2.0
// Writes the result of the small hand-made run to the file that is named on the command line, so
// that programs outside Yanbi can be tried on it.
#include <cstdio>
#include <exception>

#include "outputs/result_writer.hpp"
#include "tests/support/small_run.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: yanbi_write_small_result FILE\n", stderr);
    return 2;
  }
  try {
    const yanbi::test::SmallRun run;
    const yanbi::ResultContext context = {
        .city = run.city,
        .cases = {{.name = "small", .scenario = run.scenario, .shelters = run.shelters}},
        .scenario_text = run.scenario.text,
        .inputs = {{"city.h5", 17}},
        .threads = 1};
    std::vector<yanbi::RunScores> runs;
    for (std::uint32_t r = 0; r < 2; ++r) {
      runs.push_back(yanbi::score_run(run.city, run.input(), r, run.outcomes[r]));
    }
    yanbi::RunsInMemory source(runs);
    const yanbi::ResultAgents agents{run.input(), run.outcomes};
    yanbi::write_result(argv[1], context, source, &agents);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
