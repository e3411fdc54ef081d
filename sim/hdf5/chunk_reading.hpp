// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading compressed variables chunk by chunk, past the library's own filters, which take several
// times as long. Used inside this room only.

#include <hdf5.h>

#include <cstddef>

namespace yanbi::hdf5 {

/// Reads all values of `dataset`, of `value_size` bytes each and stored as they lie in memory, to
/// `to`. @returns false when they do not lie in the file as our writer lays them (`storage.hpp`),
/// or something is wrong with them: H5Dread knows what to do then. @throws Error, std::bad_alloc.
[[nodiscard]] bool read_by_chunks(hid_t dataset, std::size_t value_size, void* to);

}  // namespace yanbi::hdf5
