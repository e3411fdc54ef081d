// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/hecras_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/hdf5/foreign.hpp"
#include "sim/import/hazard/hecras_mesh.hpp"
#include "sim/import/hazard/hecras_time.hpp"

namespace yanbi {
namespace {

constexpr const char* kSeries =
    "/Results/Unsteady/Output/Output Blocks/Base Output/Unsteady Time Series";
constexpr double kFootInMetres = 0.3048;
constexpr double kDay = 86400.0;  // s

[[noreturn]] void fail(const std::string& reason) { throw hdf5::Error(reason); }

/// Seconds after the first output.
std::vector<double> read_times(const hdf5::ForeignFile& file) {
  const std::string series(kSeries);
  std::vector<double> times;
  if (file.has(series + "/Time")) {
    times = file.numbers(series + "/Time");
    for (double& time : times) {
      time *= kDay;
    }
  } else {
    const std::string name =
        series +
        (file.has(series + "/Time Date Stamp (ms)") ? "/Time Date Stamp (ms)" : "/Time Date Stamp");
    if (!file.has(name)) {
      fail("the file has no times of output, so it holds no unsteady results");
    }
    for (const std::string& text : file.texts(name)) {
      const std::optional<double> time = parse_hecras_time(text);
      if (!time) {
        fail(fmt::format("'{}' is no time of output", text));
      }
      times.push_back(*time);
    }
  }
  if (times.empty()) {
    fail("the file has no outputs");
  }
  const double first = times.front();
  for (double& time : times) {
    time = std::round((time - first) * 10.0) / 10.0;
  }
  if (std::ranges::adjacent_find(times, [](double a, double b) { return !(a < b); }) !=
      times.end()) {
    fail("the times of output do not rise");
  }
  if (times.back() > kHazardTimes.most) {
    fail(fmt::format("the last output is {} s after the first, which is out of range",
                     times.back()));
  }
  return times;
}

/// "ft" or "m" in what a file says; nothing when it is neither.
std::optional<std::string> unit_in(const std::optional<std::string>& text) {
  if (!text) {
    return std::nullopt;
  }
  if (*text == "ft" || *text == "Feet" || *text == "US Customary") {
    return "ft";
  }
  if (*text == "m" || *text == "Meters" || *text == "SI Units" || *text == "SI") {
    return "m";
  }
  return std::nullopt;
}

/// What the file says of its unit: the water surface itself, else the whole file.
std::optional<std::string> stated_unit(const hdf5::ForeignFile& file, const std::string& area) {
  const std::string surface = fmt::format("{}/2D Flow Areas/{}/Water Surface", kSeries, area);
  std::optional<std::string> unit = unit_in(file.attribute(surface, "Units"));
  return unit ? unit : unit_in(file.attribute("/", "Units System"));
}

/// The unit of the results; a problem and nothing when nobody says it.
std::optional<std::string> decide_unit(const HecRasFloodSpec& spec, const hdf5::ForeignFile& file,
                                       const std::string& area, ProblemList& problems) {
  const std::optional<std::string> stated = stated_unit(file, area);
  if (!stated && !spec.unit) {
    problems.add({spec.results.given, 0, "Units", "",
                  "the file does not say whether it is in feet or metres",
                  R"(add unit = "ft" or unit = "m" to [flood.hecras])"});
    return std::nullopt;
  }
  if (stated && spec.unit && *stated != *spec.unit) {
    problems.add({spec.results.given, 0, "unit", *spec.unit,
                  fmt::format("the file says that it is in '{}'", *stated),
                  "take unit out of [flood.hecras], which is for files that do not say"});
    return std::nullopt;
  }
  return stated ? stated : spec.unit;
}

/// All outputs of a variable, in metres (and seconds).
std::vector<std::vector<float>> read_outputs(const hdf5::ForeignFile& file, const std::string& name,
                                             std::size_t outputs, double factor) {
  const std::vector<std::size_t> shape = file.shape(name);
  if (shape.size() != 2 || shape[0] != outputs) {
    fail(fmt::format("the variable '{}' has the shape [{}] for {} outputs", name,
                     fmt::join(shape, ", "), outputs));
  }
  std::vector<std::vector<float>> values;
  for (std::size_t i = 0; i < outputs; ++i) {
    values.push_back(file.slice(name, i));
    for (float& value : values.back()) {
      value = static_cast<float>(double{value} * factor);
    }
  }
  return values;
}

MeshArea read_area(const hdf5::ForeignFile& file, const std::string& name, std::size_t outputs,
                   double factor) {
  const std::string group = fmt::format("{}/2D Flow Areas/{}", kSeries, name);
  MeshArea area;
  area.name = name;
  area.surface = read_outputs(file, group + "/Water Surface", outputs, factor);
  if (file.has(group + "/Face Velocity")) {
    area.speed = read_outputs(file, group + "/Face Velocity", outputs, factor);
  }
  return area;
}

MeshResults read_results(const HecRasFloodSpec& spec, ProblemList& problems) {
  const hdf5::ForeignFile file(spec.results.path);
  MeshResults results;
  results.times = read_times(file);
  const std::string folder = std::string(kSeries) + "/2D Flow Areas";
  const std::vector<std::string> names =
      file.has(folder) ? file.groups(folder) : std::vector<std::string>{};
  if (names.empty()) {
    fail("the file has no results of 2D flow areas");
  }
  const std::optional<std::string> unit = decide_unit(spec, file, names.front(), problems);
  if (!unit) {
    return results;
  }
  results.unit = *unit;
  results.factor = *unit == "ft" ? kFootInMetres : 1.0;
  for (const std::string& name : names) {
    results.areas.push_back(read_area(file, name, results.times.size(), results.factor));
  }
  results.crs = file.attribute("/", "Projection").value_or("");
  return results;
}

void read_meshes(const SourceSpec& source, MeshResults& results) {
  const hdf5::ForeignFile file(source.path);
  for (MeshArea& area : results.areas) {
    read_hecras_mesh(file, results.factor, area);
  }
  if (const std::optional<std::string> crs = file.attribute("/", "Projection")) {
    results.crs = *crs;
  }
}

}  // namespace

std::optional<MeshResults> read_hecras(const HecRasFloodSpec& spec, ProblemList& problems) {
  const std::size_t before = problems.size();
  std::optional<MeshResults> results;
  const auto guarded = [&problems](const std::string& given, const auto& work) {
    try {
      work();
    } catch (const hdf5::Error& error) {
      problems.add({given, 0, "", "", error.what(),
                    "give the HDF5 file of a HEC-RAS plan with 2D results (.p01.hdf)"});
    }
  };
  guarded(spec.results.given, [&] { results = read_results(spec, problems); });
  if (results && problems.size() == before) {
    const SourceSpec& geometry = spec.geometry ? *spec.geometry : spec.results;
    guarded(geometry.given, [&] { read_meshes(geometry, *results); });
  }
  return problems.size() == before ? std::move(results) : std::nullopt;
}

}  // namespace yanbi
