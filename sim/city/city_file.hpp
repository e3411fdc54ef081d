// SPDX-License-Identifier: Apache-2.0
#pragma once
// The compiled city, city.h5: one HDF5 file that needs no GIS library to read.

#include <filesystem>

#include "sim/city/city.hpp"

namespace yanbi {

/// Version of the city file's layout; a file of another major version is refused.
inline constexpr int kCityFormatMajor = 2;
inline constexpr int kCityFormatMinor = 3;

/// Writes `city` to a temporary name beside `path`, syncs and renames it.
/// @throws RunError when it cannot be written; nothing is left behind then.
void save_city(const City& city, const std::filesystem::path& path);

/// Reads a compiled city. @throws InputError when the file is missing, is no city file, has another
/// version, or is damaged (sizes that disagree, ids out of range).
[[nodiscard]] City load_city(const std::filesystem::path& path);

}  // namespace yanbi
