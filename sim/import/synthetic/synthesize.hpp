// SPDX-License-Identifier: Apache-2.0
#pragma once
// A made-up city of any size, from a village to a prefecture, for demonstrations, tests and places
// without open data: settlements, streets, rivers, people and works are drawn from a seed; the
// districts and their census may be real. docs/city/synthetic.md describes how.

#include <cstdint>
#include <filesystem>
#include <optional>

#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"
#include "sim/import/synthetic/synthetic_spec.hpp"

namespace yanbi {

/// Makes the city: populations "night" (homes) and "day" (nearer to the centres), geographies
/// "district" and "grid" (and "built_up" with indicators), layouts "current" and "planned" (with
/// indicators "before", the year of now, and "approved"). Always labelled synthetic.
/// @throws InputError with every problem of the frame; Interrupted.
[[nodiscard]] City synthesize_city(const SyntheticSpec& spec,
                                   const ProgressCallback& progress = {});

/// The same from a file; `seed_override` replaces its seed.
/// @throws InputError with every problem of the file and of those that it names; Interrupted.
[[nodiscard]] City synthesize_city(const std::filesystem::path& spec_toml,
                                   std::optional<std::uint64_t> seed_override,
                                   const ProgressCallback& progress = {});

}  // namespace yanbi
