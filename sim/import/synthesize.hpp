// SPDX-License-Identifier: Apache-2.0
#pragma once
// A made-up city for demonstrations and tests, which need no data then: a jittered grid of streets
// with a river, houses that thin out from the centre, and works with doors. It lies in the Gulf of
// Guinea, so that nobody takes it for a place.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// What a synthetic city looks like. Everything random hangs on `seed` and on the name of the thing
/// that is decided, so that a larger city keeps the streets of a smaller one.
struct SyntheticSpec {
  std::string name = "Synthetic city";
  std::uint64_t seed = 1;
  int blocks_x = 20;
  int blocks_y = 16;
  double block = 110.0;  ///< m, side of a block
  int districts_x = 3;
  int districts_y = 2;
  int buildings_a_block = 4;
  std::int64_t population = 20000;
  int works = 40;
  double places_per_person = 0.9;  ///< of all works, planned ones too
  double planned_share = 0.3;      ///< share of works that are only approved
  double missing_streets = 0.06;   ///< share of small streets that do not exist
  double stairs = 0.03;            ///< share of small streets that are stairs
  bool river = true;               ///< with a bridge on every main street across it
  double grid_cell = 500.0;        ///< m
};

/// Reads and checks the [synthetic] table of a file. @throws InputError with every problem.
[[nodiscard]] SyntheticSpec read_synthetic_spec(const std::filesystem::path& spec_toml);

/// Makes the city: populations "night" (homes) and "day" (towards the centre), layouts "current"
/// (built works) and "planned" (all), geographies "district" and "grid". Always labelled synthetic.
[[nodiscard]] City synthesize_city(const SyntheticSpec& spec,
                                   const ProgressCallback& progress = {});

/// The same from a file; `seed_override` replaces its seed.
/// @throws InputError with every problem of the file.
[[nodiscard]] City synthesize_city(const std::filesystem::path& spec_toml,
                                   std::optional<std::uint64_t> seed_override,
                                   const ProgressCallback& progress = {});

}  // namespace yanbi
