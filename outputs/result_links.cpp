// SPDX-License-Identifier: Apache-2.0
// The group /links of a result file.
#include <algorithm>
#include <cstdint>

#include "outputs/result_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

template <class T>
void define_link_facts(GroupWriter& group, RunColumns& columns, std::vector<T> LinkFacts::*member,
                       const std::string& name, const hdf5::Description& description) {
  columns.add(
      group, name, {"run", "link"}, description,
      [member](const LoadedRun& run) -> const std::vector<T>& { return run.scores.links.*member; });
}

void write_link_identity(GroupWriter& group, const ResultParts& parts) {
  const RoadNetwork& network = parts.context.city.network;
  std::vector<double> length(network.link_count());
  std::ranges::transform(network.links().length_mm, length.begin(),
                         [](std::uint32_t mm) { return mm / 1000.0; });
  group.variable("length", {"link"}, length, {"m", "length of the link"});
  if (parts.context.redact) {
    return;
  }
  std::vector<std::int64_t> source(network.link_count());
  std::ranges::transform(network.links().street, source.begin(),
                         [&](std::uint32_t street) { return network.streets().source_id[street]; });
  group.variable("source_id", {"link"}, source,
                 {"", "id of the street in its source (OSM way); 0 = none"});
}

}  // namespace

void define_links(GroupWriter& root, const ResultParts& parts, RunColumns& columns) {
  const std::size_t count = parts.context.city.network.link_count();
  const bool asked =
      count > 0 && std::all_of(parts.cases().begin(), parts.cases().end(),
                               [](const ResultCase& each) { return each.scenario.output.links; });
  if (!asked) {
    return;
  }
  GroupWriter& group = columns.keep(root.group("links"));
  define_runs(group, parts);
  group.coordinate("link", ordinals(count), {"1", "link of the compiled city"});
  write_link_identity(group, parts);
  define_link_facts(group, columns, &LinkFacts::volume, "volume",
                    {"persons", "people who left it"});
  define_link_facts(group, columns, &LinkFacts::peak_queue, "peak_queue",
                    {"persons", "most people waiting at its exit"});
  define_link_facts(group, columns, &LinkFacts::delay, "delay",
                    {"persons s", "person-seconds waited at its exit"});
  columns.when_hazards([&columns, &group, count] {
    columns.add(group, "caught", {"run", "link"},
                {"persons", "people whom the water has taken on it"},
                [count](const LoadedRun& run) {
                  return or_nothing(run.scores.caught_on_link, count, std::int64_t{0});
                });
  });
}

}  // namespace yanbi
