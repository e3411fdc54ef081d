// SPDX-License-Identifier: Apache-2.0
// Writes the tables of one case of scenarios/manhattan: yanbi-bench-manhattan FOLDER [CASE].

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "bench/manhattan_tables.hpp"

namespace {

int usage() {
  std::string cases;
  for (const std::string& name : yanbi::bench::manhattan_cases()) {
    cases += " " + name;
  }
  std::fprintf(stderr, "usage: yanbi-bench-manhattan FOLDER [CASE]\ncases:%s\n", cases.c_str());
  return 2;
}

int write_case(const std::filesystem::path& folder, const std::string& name) {
  const auto spec = yanbi::bench::find_manhattan_case(name);
  if (!spec) {
    return usage();
  }
  std::filesystem::create_directories(folder);
  const yanbi::bench::ManhattanTrips trips = yanbi::bench::make_trips(*spec);
  yanbi::bench::write_manhattan_tables(*spec, trips, folder);
  std::printf("%s: %u nodes, %zu trips, %zu links to be driven along\n", name.c_str(),
              spec->grid * spec->grid, trips.departure.size(),
              trips.path.size() - trips.departure.size());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    return usage();
  }
  try {
    return write_case(argv[1], argc == 3 ? argv[2] : "near100k");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
