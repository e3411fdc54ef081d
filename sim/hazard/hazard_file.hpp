// SPDX-License-Identifier: Apache-2.0
#pragma once
// The compiled hazard, hazard.h5: one HDF5 file that needs neither GIS library nor city to read.

#include <filesystem>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"

namespace yanbi {

/// Version of the hazard file's layout; a file of another major version is refused.
inline constexpr int kHazardFormatMajor = 1;
inline constexpr int kHazardFormatMinor = 0;

/// Writes `hazard` to a temporary name beside `path`, syncs and renames it.
/// @throws RunError when it cannot be written; nothing is left behind then.
void save_hazard(const Hazard& hazard, const std::filesystem::path& path);

/// Reads a compiled hazard. @throws InputError when the file is missing, is no hazard file, has
/// another version, or is damaged (sizes that disagree, ids that are not sorted, a wrong hash).
[[nodiscard]] Hazard load_hazard(const std::filesystem::path& path);

/// What keeps a hazard from being used with a city: it was made for another, or names places that
/// the city does not have. Empty when nothing does. `file` is for messages.
[[nodiscard]] std::vector<Problem> check_hazard_against_city(const Hazard& hazard, const City& city,
                                                             const std::filesystem::path& file);

}  // namespace yanbi
