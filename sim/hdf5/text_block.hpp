// SPDX-License-Identifier: Apache-2.0
#pragma once
// Texts of about the same length as rows of a block of characters, as netCDF has always kept them:
// HDF5 stores texts of any length one by one in heaps, uncompressed, which for a million keys takes
// longer than all numbers beside them. Used inside this room only.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace yanbi::hdf5 {

/// Length of the rows for `texts`, bytes, where a block is worth it; else 0.
[[nodiscard]] std::size_t row_length(std::span<const std::string> texts);

/// `texts` one after another, each filled up with zeros to a row.
[[nodiscard]] std::vector<char> to_block(std::span<const std::string> texts, std::size_t row);

/// Undoes that.
[[nodiscard]] std::vector<std::string> from_block(std::span<const char> block, std::size_t row);

}  // namespace yanbi::hdf5
