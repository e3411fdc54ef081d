// SPDX-License-Identifier: Apache-2.0
#include "outputs/result_reader.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "outputs/result_writer.hpp"
#include "outputs/statistics.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;
using Shape = std::vector<std::size_t>;

constexpr const char* kRemedy = "run the scenario again with `yanbi run`";

std::uint64_t hash_from(const GroupReader& group, const std::string& key, const std::string& text) {
  const std::optional<std::uint64_t> hash = from_hex(text);
  if (!hash) {
    group.fail(key, "not 16 hexadecimal digits");
  }
  return *hash;
}

/// Cuts a variable of all runs, one run after another, into columns of single runs.
template <class T, class Put>
void each_run(const std::vector<T>& values, std::size_t runs, const Put& put) {
  const std::size_t size = values.size() / runs;
  for (std::size_t r = 0; r < runs; ++r) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(r * size);
    put(r, std::vector<T>(first, first + static_cast<std::ptrdiff_t>(size)));
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
  result.seed = root.single<std::uint64_t>("seed");
  result.threads = root.single<std::int32_t>("threads");
  result.machine = root.text("machine");
  // Files of version 1.0 know no hazards.
  if (root.has_attribute("only_at_risk")) {
    result.only_at_risk = root.single<std::int32_t>("only_at_risk") != 0;
  }
  if (root.has_attribute("hazard")) {
    result.hazard = root.text("hazard");
    result.hazard_hash = root.text("hazard_hash");
    result.hazard_synthetic = root.single<std::int32_t>("hazard_synthetic") != 0;
  }
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
  if (count == 0) {
    group.fail("run", "a result needs at least one run");
  }
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

/// Reads the columns of ZoneScores of one geography.
class ZoneScoresReader {
 public:
  ZoneScoresReader(const GroupReader& group, ResultFile& result, std::size_t zones)
      : group_(group), result_(result), runs_(result.runs.size()), zones_(zones) {}

  template <class T>
  void column(const std::string& name, const Shape& further, std::vector<T> ZoneScores::*member) {
    Shape shape = {runs_};
    shape.insert(shape.end(), further.begin(), further.end());
    each_run(group_.read<T>(name, shape), runs_, [&](std::size_t r, std::vector<T> values) {
      result_.runs[r].geographies.back().*member = std::move(values);
    });
  }

  void read_all() {
    const std::size_t deadlines = result_.deadlines.size();
    column("population", {zones_}, &ZoneScores::population);
    column("sheltered", {deadlines, zones_}, &ZoneScores::sheltered);
    column("unsheltered", {deadlines, zones_, kCauseCount}, &ZoneScores::unsheltered);
    column("places", {zones_}, &ZoneScores::places);
    column("served_from_other_zones", {zones_}, &ZoneScores::served_from_other_zones);
    column("served_in_other_zones", {zones_}, &ZoneScores::served_in_other_zones);
    column("t50", {zones_}, &ZoneScores::t50);
    column("t90", {zones_}, &ZoneScores::t90);
    column("t95", {zones_}, &ZoneScores::t95);
    column("mean_walk", {zones_}, &ZoneScores::mean_walk);
    column("p95_walk", {zones_}, &ZoneScores::p95_walk);
    read_hazards();
  }

  /// Nothing in files of version 1.0.
  void read_hazards() {
    const std::vector<std::int64_t> nobody(zones_, 0);
    for (RunScores& run : result_.runs) {
      run.geographies.back().not_at_risk = nobody;
      run.geographies.back().caught = nobody;
    }
    if (!group_.has("caught")) {
      return;
    }
    same_in_all_runs("not_at_risk", &ZoneScores::not_at_risk);
    column("caught", {zones_}, &ZoneScores::caught);
    if (group_.has("at_risk")) {
      same_in_all_runs("at_risk", &ZoneScores::at_risk);
      same_in_all_runs("water_arrival", &ZoneScores::water_arrival);
      column("inside_before_water", {zones_}, &ZoneScores::inside_before_water);
    }
  }

 private:
  template <class T>
  void same_in_all_runs(const std::string& name, std::vector<T> ZoneScores::*member) {
    const std::vector<T> values = group_.read<T>(name, Shape{zones_});
    for (RunScores& run : result_.runs) {
      run.geographies.back().*member = values;
    }
  }

  const GroupReader& group_;
  ResultFile& result_;
  std::size_t runs_;
  std::size_t zones_;
};

void check_causes(const GroupReader& group, const std::vector<std::string>& causes) {
  if (causes.size() != kCauseCount ||
      !std::equal(causes.begin(), causes.end(), kCauseNames.begin())) {
    group.fail("cause", "the causes are not those that this program knows");
  }
}

/// That everybody is counted once is what the file promises; nothing is printed from one that
/// breaks it.
void check_people(const GroupReader& group, const ZoneScores& scores) {
  const std::size_t zones = scores.population.size();
  for (std::size_t cell = 0; cell < scores.sheltered.size(); ++cell) {
    std::int64_t people = scores.sheltered[cell];
    for (std::size_t c = 0; c < kCauseCount; ++c) {
      people += scores.unsheltered[cell * kCauseCount + c];
    }
    if (people != scores.population[cell % zones]) {
      group.fail("unsheltered", "sheltered and unsheltered people do not add up to the population");
    }
  }
}

void read_geography(const GroupReader& scores, const GroupReader& curves, ResultFile& result) {
  ResultGeography geography;
  geography.name = scores.text("geography");
  geography.key = scores.read<std::string>("zone");
  const std::size_t zones = geography.key.size();
  geography.label = scores.read<std::string>("zone_name", Shape{zones});
  result.deadlines = scores.read<double>("deadline", Shape{scores.length("deadline")});
  result.causes = scores.read<std::string>("cause", Shape{scores.length("cause")});
  result.times = curves.read<double>("time", Shape{curves.length("time")});
  check_causes(scores, result.causes);
  for (RunScores& run : result.runs) {
    run.geographies.emplace_back().geography = geography.name;
  }
  ZoneScoresReader(scores, result, zones).read_all();
  ZoneScoresReader of_curves(curves, result, zones);
  of_curves.column("sheltered", {result.times.size(), zones}, &ZoneScores::curve);
  if (curves.has("caught")) {
    of_curves.column("caught", {result.times.size(), zones}, &ZoneScores::caught_curve);
  }
  for (const RunScores& run : result.runs) {
    check_people(scores, run.geographies.back());
  }
  result.geographies.push_back(std::move(geography));
}

void read_geographies(const GroupReader& root, ResultFile& result) {
  const GroupReader scores = root.group("scores");
  const GroupReader curves = root.group("curves");
  for (const std::string& name : scores.groups()) {
    read_geography(scores.group(name), curves.group(name), result);
  }
  if (result.geographies.empty()) {
    root.fail("scores", "a result needs at least one geography");
  }
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
  const std::size_t runs = result.runs.size();
  const std::size_t count = group.length("shelter");
  const Shape shape = {runs, count};
  result.shelters.key = group.read<std::string>("id", Shape{count});
  result.shelters.label = group.read<std::string>("name", Shape{count});
  const auto places = group.read<std::int32_t>("places", Shape{count});
  result.shelters.places.assign(places.begin(), places.end());
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
  if (group.has("lost_at")) {
    result.has_hazards = true;
    times("lost_at", &ShelterFacts::lost_at);
    persons("lost_persons", &ShelterFacts::lost_persons);
    persons("sent_on", &ShelterFacts::sent_on);
  }
  result.has_occupancy = group.has("occupancy");
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

ResultFile read_result(const std::filesystem::path& path) {
  const hdf5::FileReader file(path, {"yanbi result", "result file", kResultFormatMajor, kRemedy});
  try {
    const GroupReader root = file.root();
    ResultFile result;
    result.format_major = file.format_major();
    result.format_minor = file.format_minor();
    read_facts(root, result);
    read_runs(root.group("runs"), result);
    read_geographies(root, result);
    read_shelters(root.group("shelters"), result);
    if (root.has("exposure")) {
      read_exposure(root.group("exposure"), result);
    }
    result.has_links = root.has("links");
    result.has_agents = root.has("agents");
    return result;
  } catch (const hdf5::Error& error) {
    throw InputError({{path.string(), 0, "", "", error.what(), kRemedy}});
  }
}

ScoreView make_score_view(const ResultFile& result) {
  YANBI_EXPECT(!result.runs.empty());
  ScoreView view;
  view.city = result.city;
  view.scenario = result.scenario;
  view.layout = result.layouts.front();
  view.population = result.population;
  view.synthetic = result.synthetic;
  view.seed = result.seed;
  view.deadlines = result.deadlines;
  view.causes = result.causes;
  std::vector<RunScores> runs;  // replicates of the first case
  for (std::size_t r = 0; r < result.runs.size(); ++r) {
    if (result.cases[r] == result.cases.front()) {
      runs.push_back(result.runs[r]);
      view.state_hashes.push_back(to_hex(result.runs[r].state_hash));
    }
  }
  view.replicates = runs.size();
  const Summary summary = summarize_replicates(runs);
  for (std::size_t g = 0; g < summary.geographies.size(); ++g) {
    view.geographies.push_back(make_geography_view(
        summary.geographies[g], result.geographies[g].key, result.geographies[g].label));
  }
  view.only_at_risk = result.only_at_risk;
  if (result.has_hazards) {
    view.hazard = make_hazard_view(runs, result.effects);
    view.hazard->name = result.hazard;
    view.hazard->synthetic = result.hazard_synthetic;
  }
  return view;
}

}  // namespace yanbi
