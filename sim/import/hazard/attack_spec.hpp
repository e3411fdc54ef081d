// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the parts [[effects]], [[strike]] and [[wave]] of a hazard file say, as values. Footprints
// are inputs: what they do to streets, doors and works is stated, not computed.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/import/hazard/work_lost.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// One part [[effects]].
struct EffectsSpec {
  StrikeEffects effects;
  WorkLostRule work_lost;
};

/// A footprint that is a circle.
struct CircleSpec {
  double x = 0.0;  ///< in `crs`; longitude where that is geographic
  double y = 0.0;
  double radius = 0.0;             ///< m
  std::optional<std::string> crs;  ///< none = the city's working CRS
  std::uint32_t effects = 0;
};

/// Footprints that are polygons of a layer.
struct FootprintLayerSpec {
  SourceSpec source;
  std::optional<std::uint32_t> effects;       ///< of all polygons
  std::optional<std::string> effects_column;  ///< or the column that names them
  std::optional<std::string> key_column;      ///< with it, each key is a strike of its own
};

/// Footprints that are the cells of a raster of some intensity (of shaking, kPa, ...).
struct IntensityRasterSpec {
  struct Class {
    double least = 0.0;  ///< from this value of the raster on, up to the next class
    std::uint32_t effects = 0;
  };
  SourceSpec source;
  std::vector<Class> classes;  ///< ascending
};

/// One part [[strike]].
struct StrikeSpec {
  std::string key;
  std::vector<CircleSpec> circles;
  std::vector<FootprintLayerSpec> layers;
  std::vector<IntensityRasterSpec> rasters;
};

/// One part [[wave]].
struct WaveSpec {
  double at = 0.0;                   ///< s
  std::vector<std::string> strikes;  ///< keys; empty = all
  std::optional<std::uint32_t> drawn;
};

struct AttackSpec {
  std::vector<EffectsSpec> effects;
  std::vector<StrikeSpec> strikes;
  std::vector<WaveSpec> waves;  ///< by time
};

/// Reads the parts about strikes from the root of a hazard file; nothing when it has none of them.
/// What is wrong is a problem of the table's document.
[[nodiscard]] std::optional<AttackSpec> read_attack_spec(const TomlTable& root,
                                                         const std::filesystem::path& data_root);

}  // namespace yanbi
