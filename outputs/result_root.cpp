// SPDX-License-Identifier: Apache-2.0
// The root attributes of a result file: where its numbers come from.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "outputs/result_parts.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

void write_program(GroupWriter& root) {
  root.attribute("filetype", "yanbi result");
  root.attribute("format_version",
                 std::vector<std::int32_t>{kResultFormatMajor, kResultFormatMinor});
  root.attribute("yanbi_version", build_info().version);
  root.attribute("git_revision", build_info().git_revision);
}

void write_city_facts(GroupWriter& root, const ResultContext& context) {
  root.attribute("city_hash", to_hex(hash_city(context.city)));
  root.attribute("synthetic", std::vector<std::int32_t>{context.city.synthetic ? 1 : 0});
  if (context.city.synthetic) {
    root.attribute("synthetic_note",
                   "The city, or a part of it, is made up: these figures describe no real place.");
  }
  root.attribute("redacted", std::vector<std::int32_t>{context.redact ? 1 : 0});
  root.attribute("city", context.redact ? "" : context.city.name);
  root.attribute("crs", context.redact ? "" : context.city.crs);
}

void write_scenario_facts(GroupWriter& root, const ResultParts& parts) {
  const bool redact = parts.context.redact;
  const auto text = [&](const auto& get) { return agreed<std::string>(parts, get, ""); };
  const std::string name = text([](const ResultCase& each) { return each.scenario.name; });
  root.attribute("scenario", redact ? "" : name);
  root.attribute("scenario_text", redact ? "" : parts.context.scenario_text);
  root.attribute("population",
                 text([](const ResultCase& each) { return each.scenario.population; }));
  const auto seed_of = [](const ResultCase& each) { return std::optional(each.scenario.run.seed); };
  const auto seed = agreed<std::optional<std::uint64_t>>(parts, seed_of, std::nullopt);
  if (seed) {
    root.attribute("seed", std::vector<std::uint64_t>{*seed});
  }
}

void write_inputs(GroupWriter& root, const ResultContext& context) {
  std::vector<std::string> paths;
  std::vector<std::string> hashes;
  for (const InputFile& input : context.inputs) {
    paths.push_back(context.redact ? "" : input.path);
    hashes.push_back(to_hex(input.hash));
  }
  if (!paths.empty()) {
    root.attribute("input_paths", paths);
    root.attribute("input_hashes", hashes);
  }
}

/// Where a run finds its inputs again. A batch's cases share one city.
void write_paths(GroupWriter& root, const ResultContext& context) {
  const auto path = [&](const std::filesystem::path& given) {
    return context.redact || given.empty()
               ? std::string()
               : std::filesystem::absolute(given).lexically_normal().string();
  };
  root.attribute("scenario_path", path(context.scenario_path));
  root.attribute("city_path", path(context.cases.front().scenario.city));
}

void write_machine(GroupWriter& root, const ResultContext& context) {
  root.attribute("threads", std::vector<std::int32_t>{context.threads});
  root.attribute("machine", context.redact ? "" : context.machine.value_or(""));
}

void write_batch(GroupWriter& root, const ResultContext& context) {
  if (context.batch) {
    root.attribute("batch", context.redact ? "" : context.batch->name);
    root.attribute("batch_text", context.redact ? "" : context.batch->text);
    root.attribute("batch_identity", to_hex(context.batch->identity));
  }
}

}  // namespace

void write_root_facts(GroupWriter& root, const ResultParts& parts) {
  write_program(root);
  write_city_facts(root, parts.context);
  write_scenario_facts(root, parts);
  write_hazard_facts(root, parts);
  write_inputs(root, parts.context);
  write_paths(root, parts.context);
  write_machine(root, parts.context);
  write_batch(root, parts.context);
}

}  // namespace yanbi
