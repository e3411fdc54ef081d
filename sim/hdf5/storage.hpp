// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the values of a variable lie in its file: in one piece, or in compressed chunks. Used inside
// this room only.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/values.hpp"

struct libdeflate_decompressor;

namespace yanbi::hdf5 {

/// The lengths of a data space. @throws Error, which begins with `what`.
[[nodiscard]] std::vector<hsize_t> lengths_of(hid_t space, const std::string& what);

/// The shape of a variable's chunks: 1 in the first dimensions, whole in the last ones, since what
/// is read together lies along those. Empty for small variables, which are stored in one piece.
[[nodiscard]] std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape, Type type);

/// What HDF5 is told of a new variable; `chunk` as from `chunk_shape`.
[[nodiscard]] Handle creation_properties(const std::vector<hsize_t>& chunk, Type type);

/// What HDF5 is told of a variable that is opened to be written: it keeps one chunk until it is
/// whole.
[[nodiscard]] Handle access_properties();

/// A chunk as the filters of `creation_properties` leave it.
struct FilteredChunk {
  std::vector<std::byte> bytes;
  std::uint32_t left_out = 0;  ///< HDF5's mask of filters that were not applied
};

/// Applies them: bytes of the same place in their values are put side by side, then compressed
/// unless that would make them more. Calls nothing of HDF5, whose own filters do the same one chunk
/// after another. @throws std::bad_alloc.
[[nodiscard]] FilteredChunk filter_chunk(std::span<const std::byte> values, std::size_t value_size);

/// Undoes that, chunk after chunk.
class ChunkUnpacker {
 public:
  /// @param values of `value_size` bytes each that every chunk has. @throws std::bad_alloc.
  ChunkUnpacker(std::size_t value_size, std::size_t values);
  ~ChunkUnpacker();
  ChunkUnpacker(const ChunkUnpacker&) = delete;
  ChunkUnpacker& operator=(const ChunkUnpacker&) = delete;
  ChunkUnpacker(ChunkUnpacker&&) = delete;
  ChunkUnpacker& operator=(ChunkUnpacker&&) = delete;

  /// More than any chunk takes in a file.
  [[nodiscard]] std::size_t most_bytes() const noexcept { return 2 * plain_.size() + 1024; }
  /// Writes the first values of `chunk` to `to`, as many as it holds; false when it is no such
  /// chunk.
  [[nodiscard]] bool unpack(std::span<const std::byte> chunk, std::uint32_t left_out,
                            std::span<std::byte> to);

 private:
  std::size_t value_size_;
  std::vector<std::byte> plain_;  ///< a chunk as it was before compression
  libdeflate_decompressor* decompressor_;
};

}  // namespace yanbi::hdf5
