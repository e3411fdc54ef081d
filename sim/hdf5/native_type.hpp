// SPDX-License-Identifier: Apache-2.0
#pragma once
// The HDF5 type of each kind of value. Used inside this room only.

#include <cstddef>

#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/values.hpp"

namespace yanbi::hdf5 {

/// A copy of the type in memory, which is also the type in the file (little-endian machines only).
[[nodiscard]] Handle native_type(Type type);

/// Bytes of one value in memory; for texts, of the pointer that HDF5 reads and writes.
[[nodiscard]] std::size_t size_of(Type type);

}  // namespace yanbi::hdf5
