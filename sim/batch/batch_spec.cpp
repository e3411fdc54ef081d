// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_spec.hpp"

#include <fmt/format.h>

#include "sim/batch/key_settings.hpp"
#include "sim/batch/variation_reader.hpp"
#include "sim/config/toml.hpp"

namespace yanbi {
namespace {

constexpr double kMostReplicates = 1'000'000.0;
constexpr double kLongestTime = 345'600.0;  // s, as of run.deadlines

std::filesystem::path read_scenario_path(const TomlTable& batch,
                                         const std::filesystem::path& batch_path) {
  if (!batch.has("scenario")) {
    batch.missing("scenario", "is missing", "name the scenario that is varied");
  }
  const std::optional<std::string> name = batch.text("scenario");
  if (name && name->empty()) {
    batch.problem("scenario", "must not be empty", "name the scenario that is varied");
  }
  return (batch_path.parent_path() / name.value_or("")).lexically_normal();
}

void read_head(const TomlFile& file, BatchSpec& spec) {
  const TomlTable root = file.root();
  if (!root.has("batch")) {
    root.missing("batch", "is missing", "add [batch] with scenario = \"scenario.toml\"");
    return;
  }
  const std::optional<TomlTable> batch = root.table("batch");
  if (!batch) {
    return;
  }
  spec.name = batch->text("name").value_or(spec.name);
  spec.scenario = read_scenario_path(*batch, file.path());
  if (batch->choice("on_failure", {"continue", "stop"}) == "stop") {
    spec.on_failure = OnFailure::kStop;
  }
}

std::uint32_t read_count(const TomlTable& table, const std::string& key, double least,
                         std::uint32_t fallback) {
  const auto count = table.integer(key, {least, kMostReplicates});
  return count ? static_cast<std::uint32_t>(*count) : fallback;
}

UntilNarrow read_until(const TomlTable& table) {
  UntilNarrow until;
  static_cast<void>(table.choice("statistic", {"coverage"}));
  until.geography = table.text("geography").value_or("");
  until.zone = table.text("zone").value_or("");
  until.deadline = table.duration("deadline", {0.1, kLongestTime});
  if (!table.has("width")) {
    table.missing("width", "is missing", "add width = 1.0, in percentage points");
  }
  until.width = table.number("width", {0.001, 100.0}).value_or(0.0);
  until.confidence = table.number("confidence", {0.5, 0.9999}).value_or(until.confidence);
  until.first_look = read_count(table, "first_look", 2.0, until.first_look);
  until.most = read_count(table, "most", 2.0, until.most);
  if (until.most < until.first_look) {
    table.problem("most", fmt::format("is below first_look = {}", until.first_look),
                  "change one of the two");
  }
  return until;
}

void read_replicates(const TomlTable& root, BatchSpec& spec) {
  const std::optional<TomlTable> table =
      root.has("replicates") ? root.table("replicates") : std::nullopt;
  if (!table) {
    return;
  }
  spec.replicates = read_count(*table, "count", 1.0, spec.replicates);
  if (!table->has("until")) {
    return;
  }
  if (table->has("count")) {
    table->problem("count", "does not go together with [replicates.until]",
                   "remove one of the two");
  }
  if (const std::optional<TomlTable> until = table->table("until")) {
    spec.until = read_until(*until);
  }
}

}  // namespace

BatchSpec read_batch(const std::filesystem::path& path) {
  const TomlFile file = TomlFile::load(path);
  const TomlTable root = file.root();
  BatchSpec spec;
  spec.name = path.stem().string();
  read_head(file, spec);
  read_replicates(root, spec);
  const SettingWriter writer(path, spec.scenario.empty() ? path : spec.scenario);
  read_variations(root, writer, spec);
  file.report_unknown_keys();
  file.problems().throw_if_any();
  spec.text = file.text();
  spec.path = path;
  return spec;
}

std::vector<Problem> check_batch(const std::filesystem::path& path) {
  try {
    static_cast<void>(read_batch(path));
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

}  // namespace yanbi
