// SPDX-License-Identifier: Apache-2.0
#pragma once
// Chunks on their way into a file. Used inside this room only.

#include <cstddef>
#include <deque>
#include <future>
#include <string>
#include <vector>

#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/storage.hpp"

namespace yanbi::hdf5 {

/// Compresses chunks on other threads and writes them in the order in which they came. When one is
/// written does not depend on how long others take, so the same calls make the same file.
class ChunkQueue {
 public:
  /// @param dataset open until the chunk is written
  void add(hid_t dataset, const std::string& variable, const std::vector<hsize_t>& offset,
           std::vector<std::byte> values, std::size_t value_size);
  /// Writes all that are on their way.
  void drain();

 private:
  struct Chunk {
    hid_t dataset;
    std::string variable;
    std::vector<hsize_t> offset;
    std::future<FilteredChunk> filtered;
  };
  void write_first();

  std::deque<Chunk> waiting_;
};

}  // namespace yanbi::hdf5
