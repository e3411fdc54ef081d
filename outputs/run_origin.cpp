// SPDX-License-Identifier: Apache-2.0
#include "outputs/run_origin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "outputs/result_kind.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {
namespace {

using hdf5::FileReader;
using hdf5::GroupReader;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<InputFile> recorded_inputs(const GroupReader& root) {
  std::vector<InputFile> inputs;
  if (!root.has_attribute("input_paths")) {
    return inputs;
  }
  const std::vector<std::string> paths = root.attribute<std::string>("input_paths");
  const std::vector<std::string> hashes = root.attribute<std::string>("input_hashes");
  for (std::size_t i = 0; i < std::min(paths.size(), hashes.size()); ++i) {
    inputs.push_back({paths[i], from_hex(hashes[i]).value_or(0)});
  }
  return inputs;
}

void require_repeatable(const GroupReader& root) {
  if (root.single<std::int32_t>("redacted") != 0) {
    root.fail("redacted", "the result was written with --redact and does not hold its scenario");
  }
  if (!root.has_attribute("scenario_path")) {
    root.fail("scenario_path",
              "the result was written by a version that did not record how to repeat its runs");
  }
}

/// The overrides of the case of that name.
std::vector<std::string> overrides_of(const GroupReader& root, const std::string& case_name) {
  const GroupReader cases = root.group("cases");
  const std::vector<std::string> names = cases.read<std::string>("case");
  const std::vector<std::string> overrides = cases.read<std::string>("overrides");
  const auto found = std::find(names.begin(), names.end(), case_name);
  if (found == names.end()) {
    cases.fail("case", fmt::format("has no case '{}', which a run names", case_name));
  }
  return lines_of(overrides[static_cast<std::size_t>(found - names.begin())]);
}

}  // namespace

RunOrigin read_run_origin(const std::filesystem::path& result, std::size_t run) {
  const FileReader file(result, result_kind());
  const GroupReader root = file.root();
  require_repeatable(root);
  const GroupReader runs = root.group("runs");
  const std::size_t count = runs.length("run");
  if (run >= count) {
    runs.fail("run", fmt::format("has no run {}: there are {}, numbered from 0", run, count));
  }
  RunOrigin origin;
  origin.yanbi_version = root.text("yanbi_version");
  origin.git_revision = root.text("git_revision");
  origin.scenario_text = root.text("scenario_text");
  origin.scenario_path = root.text("scenario_path");
  origin.city_path = root.text("city_path");
  origin.city_hash = root.text("city_hash");
  origin.inputs = recorded_inputs(root);
  origin.case_name = runs.read<std::string>("case")[run];
  origin.overrides = overrides_of(root, origin.case_name);
  origin.replicate = runs.read<std::uint32_t>("replicate")[run];
  origin.seed = runs.read<std::uint64_t>("seed")[run];
  origin.state_hash = runs.read<std::string>("state_hash")[run];
  return origin;
}

std::string batch_identity_of(const std::filesystem::path& result) {
  try {
    const FileReader file(result, result_kind());
    const GroupReader root = file.root();
    return root.has_attribute("batch_identity") ? root.text("batch_identity") : std::string();
  } catch (const InputError&) {
    return "";  // whatever it is, it is not the result of this batch
  }
}

}  // namespace yanbi
