// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "sim/import/works/ledger_import.hpp"
#include "tests/fuzz/fuzz_roads.hpp"

// A ledger as a planner may send it: columns by their known names, a column of JSON objects.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("ledger.csv");
  static const Crs kWorking = *Crs::parse("EPSG:4548");
  file.write(fuzz::text_of(data, size));
  LedgerSpec spec;
  spec.name = "ledger";
  spec.source = fuzz::source_at(file);
  spec.source.crs = "EPSG:4490";
  spec.number_rows = true;
  spec.json = {"properties"};
  Works works;
  ProblemList problems;
  std::vector<ImportNote> notes;
  import_ledger(spec, kWorking, works, problems, notes);
  fuzz::require_reasons(problems);
  fuzz::require(works.places.size() == works.size() && works.x.size() == works.size());
  for (const std::int32_t places : works.places) {
    fuzz::require(places >= 0);
  }
  for (const WorkId work : works.entrances.work) {
    fuzz::require(work.index() < works.size());
  }
  return 0;
}
