// SPDX-License-Identifier: Apache-2.0
#include "outputs/result_reader.hpp"

#include <cmath>
#include <utility>

#include "outputs/result_kind.hpp"
#include "outputs/result_reader_parts.hpp"
#include "outputs/result_writer.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;
using Shape = std::vector<std::size_t>;

std::uint64_t hash_from(const GroupReader& group, const std::string& key, const std::string& text) {
  const std::optional<std::uint64_t> hash = from_hex(text);
  if (!hash) {
    group.fail(key, "not 16 hexadecimal digits");
  }
  return *hash;
}

void read_hazard_facts(const GroupReader& root, ResultFile& result) {
  // Files of version 1.0 know no hazards.
  if (root.has_attribute("only_at_risk")) {
    result.only_at_risk = root.single<std::int32_t>("only_at_risk") != 0;
  }
  if (root.has_attribute("hazard")) {
    result.hazard = root.text("hazard");
    result.hazard_hash = root.text("hazard_hash");
    result.hazard_synthetic = root.single<std::int32_t>("hazard_synthetic") != 0;
  }
}

void read_inputs(const GroupReader& root, ResultFile& result) {
  if (root.has_attribute("input_paths")) {
    const auto paths = root.attribute<std::string>("input_paths");
    const auto hashes = root.attribute<std::string>("input_hashes");
    if (paths.size() != hashes.size()) {
      root.fail("input_hashes", "their number is not that of the inputs");
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
      result.inputs.push_back({paths[i], hash_from(root, "input_hashes", hashes[i])});
    }
  }
}

void read_facts(const GroupReader& root, ResultFile& result) {
  result.yanbi_version = root.text("yanbi_version");
  result.git_revision = root.text("git_revision");
  result.city = root.text("city");
  result.city_hash = root.text("city_hash");
  result.synthetic = root.single<std::int32_t>("synthetic") != 0;
  result.redacted = root.single<std::int32_t>("redacted") != 0;
  result.scenario = root.text("scenario");
  result.scenario_text = root.text("scenario_text");
  result.population = root.text("population");
  if (root.has_attribute("seed")) {  // else the cases have different ones
    result.seed = root.single<std::uint64_t>("seed");
  }
  result.threads = root.single<std::int32_t>("threads");
  result.machine = root.text("machine");
  if (root.has_attribute("batch")) {
    result.batch = root.text("batch");
    result.batch_text = root.text("batch_text");
  }
}

template <class T>
void read_count(const GroupReader& group, const std::string& name, std::vector<RunScores>& runs,
                T RunDiagnostics::*member) {
  const auto values = group.read<std::int64_t>(name, Shape{runs.size()});
  for (std::size_t r = 0; r < runs.size(); ++r) {
    runs[r].diagnostics.*member = static_cast<T>(values[r]);
  }
}

void read_runs(const GroupReader& group, ResultFile& result) {
  const std::size_t count = group.length("run");
  result.runs.resize(count);
  result.cases = group.read<std::string>("case", Shape{count});
  result.layouts = group.read<std::string>("layout", Shape{count});
  const auto replicate = group.read<std::uint32_t>("replicate", Shape{count});
  const auto seed = group.read<std::uint64_t>("seed", Shape{count});
  const auto state_hash = group.read<std::string>("state_hash", Shape{count});
  for (std::size_t r = 0; r < count; ++r) {
    result.runs[r].replicate = replicate[r];
    result.runs[r].seed = seed[r];
    result.runs[r].state_hash = hash_from(group, "state_hash", state_hash[r]);
  }
  read_count(group, "steps", result.runs, &RunDiagnostics::steps);
  read_count(group, "events", result.runs, &RunDiagnostics::events);
  read_count(group, "traversals", result.runs, &RunDiagnostics::traversals);
  read_count(group, "redirections", result.runs, &RunDiagnostics::redirections);
  if (group.has("detours")) {
    read_count(group, "detours", result.runs, &RunDiagnostics::detours);
  }
  read_count(group, "waiting_at_end", result.runs, &RunDiagnostics::waiting_at_end);
  read_count(group, "gridlocked", result.runs, &RunDiagnostics::gridlocked);
}

std::vector<Tick> ticks(const std::vector<double>& seconds) {
  std::vector<Tick> values;
  values.reserve(seconds.size());
  for (const double value : seconds) {
    values.push_back(std::isfinite(value) && std::abs(value) < 2e8 ? to_tick(value)
                                                                   : Tick::never());
  }
  return values;
}

void read_shelters(const GroupReader& group, ResultFile& result) {
  const std::size_t count = group.length("shelter");
  ResultShelters& shelters = result.shelters;
  shelters.key = group.read<std::string>("id", Shape{count});
  shelters.label = group.read<std::string>("name", Shape{count});
  const auto places = group.read<std::int32_t>("places", Shape{count});
  shelters.places.assign(places.begin(), places.end());
  const std::size_t cases = result.case_info.size();
  shelters.in_layout.assign(cases, std::vector<std::int8_t>(count, 1));
  if (group.has("in_layout")) {
    each_run(group.read<std::int8_t>("in_layout", Shape{cases, count}), cases,
             [&](std::size_t c, std::vector<std::int8_t> values) {
               shelters.in_layout[c] = std::move(values);
             });
  }
  result.has_occupancy = group.has("occupancy");
}

void read_shelter_facts(const GroupReader& group, ResultFile& result) {
  const std::size_t runs = result.runs.size();
  const std::size_t count = group.length("shelter");
  const Shape shape = {runs, count};
  result.shelters.assigned.resize(runs);
  each_run(group.read<std::int64_t>("assigned", shape), runs,
           [&](std::size_t r, std::vector<std::int64_t> values) {
             result.shelters.assigned[r] = std::move(values);
           });
  const auto persons = [&](const char* name, std::vector<std::int32_t> ShelterFacts::*member) {
    each_run(group.read<std::int32_t>(name, shape), runs,
             [&](std::size_t r, std::vector<std::int32_t> values) {
               result.runs[r].shelters.*member = std::move(values);
             });
  };
  const auto times = [&](const char* name, std::vector<Tick> ShelterFacts::*member) {
    each_run(group.read<double>(name, shape), runs,
             [&](std::size_t r, const std::vector<double>& values) {
               result.runs[r].shelters.*member = ticks(values);
             });
  };
  persons("admitted", &ShelterFacts::admitted);
  persons("refused", &ShelterFacts::refused);
  persons("peak", &ShelterFacts::peak);
  times("time_full", &ShelterFacts::time_full);
  times("entrance_wait_p95", &ShelterFacts::entrance_wait_p95);
  if (result.has_hazards) {
    times("lost_at", &ShelterFacts::lost_at);
    persons("lost_persons", &ShelterFacts::lost_persons);
    persons("sent_on", &ShelterFacts::sent_on);
  }
}

void read_exposure(const GroupReader& group, ResultFile& result) {
  const auto impacts = group.read<double>("wave", Shape{group.length("wave")});
  result.effects = group.read<std::string>("effects", Shape{group.length("effects")});
  const std::vector<Tick> at = ticks(impacts);
  for (RunScores& run : result.runs) {
    for (std::uint32_t w = 0; w < at.size(); ++w) {
      for (std::uint32_t e = 0; e < result.effects.size(); ++e) {
        run.exposures.push_back({at[w], w, e, 0, 0, 0});
      }
    }
  }
  const auto persons = [&](const char* name, std::int64_t Exposure::*member) {
    const Shape shape = {result.runs.size(), at.size(), result.effects.size()};
    each_run(group.read<std::int64_t>(name, shape), result.runs.size(),
             [&](std::size_t r, const std::vector<std::int64_t>& values) {
               for (std::size_t i = 0; i < values.size(); ++i) {
                 result.runs[r].exposures[i].*member = values[i];
               }
             });
  };
  persons("at_home", &Exposure::at_home);
  persons("on_street", &Exposure::on_street);
  persons("sheltered", &Exposure::sheltered);
}

}  // namespace

ResultFile read_result(const std::filesystem::path& path, ResultExtent extent) {
  const hdf5::FileReader file(path, result_kind());
  try {
    const GroupReader root = file.root();
    const bool all = extent == ResultExtent::kAll;
    ResultFile result;
    result.format_major = file.format_major();
    result.format_minor = file.format_minor();
    read_facts(root, result);
    read_hazard_facts(root, result);
    read_inputs(root, result);
    read_runs(root.group("runs"), result);
    const GroupReader shelters = root.group("shelters");
    result.has_hazards = shelters.has("lost_at");
    read_cases(root, result);
    read_failures(root, result);
    read_geographies(root, all, result);
    read_shelters(shelters, result);
    if (all) {
      read_shelter_facts(shelters, result);
    }
    if (all && root.has("exposure")) {
      read_exposure(root.group("exposure"), result);
    }
    result.has_links = root.has("links");
    result.has_agents = root.has("agents");
    return result;
  } catch (const hdf5::Error& error) {
    throw InputError({{path.string(), 0, "", "", error.what(), kResultRemedy}});
  }
}

}  // namespace yanbi
