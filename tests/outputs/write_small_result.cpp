// SPDX-License-Identifier: Apache-2.0
// Writes the result of the small hand-made run, or with --batch of the small batch, to the file
// that is named on the command line, so that programs outside Yanbi can be tried on it.
#include <cstdio>
#include <exception>
#include <string>

#include "outputs/result_writer.hpp"
#include "tests/support/two_layouts.hpp"

namespace {

void write_single(const std::string& path) {
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
  yanbi::write_result(path, context, source, &agents);
}

void write_batch(const std::string& path) {
  yanbi::test::TwoLayoutsBatch batch;
  yanbi::write_result(path, batch.context(), batch.runs);
}

}  // namespace

int main(int argc, char** argv) {
  const bool batch = argc == 3 && std::string(argv[1]) == "--batch";
  if (argc != 2 && !batch) {
    std::fputs("usage: yanbi_write_small_result [--batch] FILE\n", stderr);
    return 2;
  }
  try {
    batch ? write_batch(argv[2]) : write_single(argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
