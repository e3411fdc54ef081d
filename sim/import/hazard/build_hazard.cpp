// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/build_hazard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "sim/base/hash.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/hazard/build_attack.hpp"
#include "sim/import/hazard/flood_context.hpp"
#include "sim/import/hazard/hazard_spec.hpp"
#include "sim/import/hazard/hecras_flood.hpp"
#include "sim/import/hazard/polygon_flood.hpp"
#include "sim/import/hazard/raster_flood.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

void add_series_inputs(const RasterSeries& series, std::vector<InputFile>& inputs) {
  for (const RasterFrameFile& file : series.files) {
    inputs.push_back({file.given, hash_file(file.path)});
  }
  if (series.stack) {
    inputs.push_back({series.stack->given, hash_file(series.stack->path)});
  }
}

void add_flood_inputs(const FloodSpec& flood, std::vector<InputFile>& inputs) {
  if (flood.rasters) {
    add_series_inputs(flood.rasters->depth, inputs);
    if (flood.rasters->velocity) {
      add_series_inputs(*flood.rasters->velocity, inputs);
    }
  }
  if (flood.polygons) {
    add_input_files(flood.polygons->source, inputs);
  }
  if (flood.hecras) {
    add_input_files(flood.hecras->results, inputs);
    for (const std::optional<SourceSpec>& more : {flood.hecras->geometry, flood.hecras->cells}) {
      if (more) {
        add_input_files(*more, inputs);
      }
    }
  }
}

void add_attack_inputs(const AttackSpec& attack, std::vector<InputFile>& inputs) {
  for (const StrikeSpec& strike : attack.strikes) {
    for (const FootprintLayerSpec& layer : strike.layers) {
      add_input_files(layer.source, inputs);
    }
    for (const IntensityRasterSpec& raster : strike.rasters) {
      add_input_files(raster.source, inputs);
    }
  }
}

std::optional<Flood> make_flood(const FloodSpec& spec, const FloodContext& context) {
  if (spec.rasters) {
    return raster_flood(*spec.rasters, context);
  }
  if (spec.polygons) {
    return polygon_flood(*spec.polygons, context);
  }
  if (spec.hecras) {
    return hecras_flood(*spec.hecras, context);
  }
  return std::nullopt;  // what is missing has been said
}

/// What a build is asked for.
struct HazardRequest {
  const std::filesystem::path& hazard_toml;
  const City& city;
  const std::optional<std::filesystem::path>& data_root;
  int threads;
  const ProgressCallback& progress;
};

Hazard make_hazard(const HazardRequest& request, ProblemList& problems) {
  const HazardSpec spec = read_hazard_spec(
      request.hazard_toml, request.data_root.value_or(request.hazard_toml.parent_path()), problems);
  const std::optional<Crs> working = Crs::parse(request.city.crs);
  Hazard hazard;
  hazard.name = spec.name;
  hazard.synthetic = spec.synthetic;
  if (!working) {
    problems.add({request.hazard_toml.string(), 0, "", request.city.crs,
                  "the CRS of the city is not known to this build",
                  "build the city again with `yanbi city build`"});
    return hazard;
  }
  if (spec.flood) {
    hazard.flood =
        make_flood(*spec.flood, {request.city, *working, spec.flood->bridges_flooded,
                                 request.threads, request.progress, problems, hazard.notes});
  }
  if (spec.attack) {
    report_progress(request.progress, "finding what strikes touch", 0.0);
    const CityIndex index(request.city);
    hazard.attack =
        build_attack(*spec.attack, request.hazard_toml.string(),
                     {request.city, *working, index, request.threads, problems, hazard.notes});
  }
  if (!problems.empty()) {
    return hazard;
  }
  hazard.city_hash = hash_city(request.city);
  hazard.inputs.push_back({request.hazard_toml.string(), hash_file(request.hazard_toml)});
  if (spec.flood) {
    add_flood_inputs(*spec.flood, hazard.inputs);
  }
  if (spec.attack) {
    add_attack_inputs(*spec.attack, hazard.inputs);
  }
  return hazard;
}

}  // namespace

Hazard build_hazard(const std::filesystem::path& hazard_toml, const City& city,
                    const std::optional<std::filesystem::path>& data_root, int threads,
                    const ProgressCallback& progress) {
  ProblemList problems;
  Hazard hazard = make_hazard({hazard_toml, city, data_root, threads, progress}, problems);
  problems.throw_if_any();
  return hazard;
}

std::vector<Problem> check_hazard_source(const std::filesystem::path& hazard_toml, const City& city,
                                         const std::optional<std::filesystem::path>& data_root,
                                         int threads) {
  ProblemList problems;
  static_cast<void>(make_hazard({hazard_toml, city, data_root, threads, {}}, problems));
  return problems.list();
}

}  // namespace yanbi
