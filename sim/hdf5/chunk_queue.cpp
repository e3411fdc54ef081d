// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/chunk_queue.hpp"

#include <fmt/format.h>

#include <utility>

namespace yanbi::hdf5 {
namespace {

/// Chunks that are compressed at a time, at most.
constexpr std::size_t kMostWaiting = 16;
/// Smaller ones are compressed by whoever writes them: to start a thread takes about as long.
constexpr std::size_t kWorthAThread = std::size_t{16} << 10U;

}  // namespace

void ChunkQueue::add(hid_t dataset, const std::string& variable, const std::vector<hsize_t>& offset,
                     std::vector<std::byte> values, std::size_t value_size) {
  const auto policy = values.size() < kWorthAThread ? std::launch::deferred : std::launch::async;
  waiting_.push_back(
      {dataset, variable, offset, std::async(policy, [values = std::move(values), value_size] {
         return filter_chunk(values, value_size);
       })});
  if (waiting_.size() > kMostWaiting) {
    write_first();
  }
}

void ChunkQueue::drain() {
  while (!waiting_.empty()) {
    write_first();
  }
}

void ChunkQueue::write_first() {
  Chunk chunk = std::move(waiting_.front());
  waiting_.pop_front();
  const FilteredChunk filtered = chunk.filtered.get();
  check(H5Dwrite_chunk(chunk.dataset, H5P_DEFAULT, filtered.left_out, chunk.offset.data(),
                       filtered.bytes.size(), filtered.bytes.data()),
        fmt::format("writing the variable '{}'", chunk.variable));
}

}  // namespace yanbi::hdf5
