// SPDX-License-Identifier: Apache-2.0
#include "bench/manhattan_tables.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace yanbi::bench {
namespace {

const std::array kCases = std::to_array<std::pair<const char*, ManhattanSpec>>({
    {"near100k", {}},
    {"far100k", {.destination = Destination::kAnywhere, .window = 1800}},
    {"near1M", {.agents = 1'000'000}},
    {"ring1M",
     {.grid = 316,
      .agents = 1'000'000,
      .shelters_x = 50,
      .shelters_y = 40,
      .destination = Destination::kWithinRadius}},
    {"metro4.7M",
     {.grid = 707, .agents = 4'700'000, .shelters_x = 60, .shelters_y = 50, .window = 1800}},
    {"metro4.7M-far",
     {.grid = 707,
      .agents = 4'700'000,
      .shelters_x = 60,
      .shelters_y = 50,
      .destination = Destination::kWithinRadius,
      .window = 1800,
      .radius = 30}},
});

/// A text file that must be written whole.
class TextFile {
 public:
  TextFile(const std::filesystem::path& folder, const char* name)
      : path_(folder / name), stream_(path_, std::ios::binary) {}
  std::ofstream& stream() { return stream_; }
  void close() {
    stream_.close();
    if (!stream_) {
      throw std::runtime_error(path_.string() + " cannot be written");
    }
  }

 private:
  std::filesystem::path path_;
  std::ofstream stream_;
};

void write_nodes(const ManhattanSpec& spec, const ManhattanTrips& trips,
                 const std::filesystem::path& folder) {
  std::vector<bool> is_shelter(std::size_t{spec.grid} * spec.grid);
  for (const std::uint32_t node : trips.shelter_node) {
    is_shelter[node] = true;
  }
  TextFile file(folder, "nodes.csv");
  file.stream() << "node_id,x_m,y_m,is_shelter\n";
  for (std::uint32_t node = 0; node < is_shelter.size(); ++node) {
    file.stream() << node << ',' << node % spec.grid * 100 << ',' << node / spec.grid * 100 << ','
                  << (is_shelter[node] ? 1 : 0) << '\n';
  }
  file.close();
}

void write_links(const ManhattanSpec& spec, const std::filesystem::path& folder) {
  TextFile file(folder, "links.csv");
  file.stream() << "link_id,from,to,length_m,lanes,speed_mps,capacity_vph,storage_veh\n";
  std::uint32_t id = 0;
  for (std::uint32_t node = 0; node < spec.grid * spec.grid; ++node) {
    const std::uint32_t x = node % spec.grid;
    const std::uint32_t y = node / spec.grid;
    const auto add = [&](bool is_there, std::uint32_t to) {
      if (is_there) {
        file.stream() << id++ << ',' << node << ',' << to << ",100,1,13.8889,1800,13\n";
      }
    };
    add(x + 1 < spec.grid, node + 1);
    add(x > 0, node - 1);
    add(y + 1 < spec.grid, node + spec.grid);
    add(y > 0, node - spec.grid);
  }
  file.close();
}

void write_trips(const ManhattanTrips& trips, const std::filesystem::path& folder) {
  TextFile file(folder, "trips.csv");
  file.stream() << "agent_id,depart_s,origin,dest,path\n";
  for (std::size_t t = 0; t < trips.departure.size(); ++t) {
    const std::uint64_t first = trips.first[t];
    const std::uint64_t last = trips.first[t + 1] - 1;
    file.stream() << t << ',' << trips.departure[t] << ',' << trips.path[first] << ','
                  << trips.path[last] << ',' << trips.path[first];
    for (std::uint64_t i = first + 1; i <= last; ++i) {
      file.stream() << ' ' << trips.path[i];
    }
    file.stream() << '\n';
  }
  file.close();
}

}  // namespace

std::vector<std::string> manhattan_cases() {
  std::vector<std::string> names;
  for (const auto& [name, spec] : kCases) {
    names.emplace_back(name);
  }
  return names;
}

std::optional<ManhattanSpec> find_manhattan_case(const std::string& name) {
  const auto found = std::find_if(kCases.begin(), kCases.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == kCases.end() ? std::nullopt : std::optional(found->second);
}

void write_manhattan_tables(const ManhattanSpec& spec, const ManhattanTrips& trips,
                            const std::filesystem::path& folder) {
  write_nodes(spec, trips, folder);
  write_links(spec, folder);
  write_trips(trips, folder);
}

}  // namespace yanbi::bench
