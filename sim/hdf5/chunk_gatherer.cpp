// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/chunk_gatherer.hpp"

#include <algorithm>
#include <utility>

namespace yanbi::hdf5 {

ChunkGatherer::ChunkGatherer(std::vector<hsize_t> shape, const std::vector<hsize_t>& chunk,
                             std::size_t value_size)
    : shape_(std::move(shape)), row_bytes_(value_size) {
  while (cut_ + 1 < chunk.size() && chunk[cut_] == 1) {
    ++cut_;
  }
  chunk_rows_ = chunk[cut_];
  for (std::size_t i = cut_ + 1; i < shape_.size(); ++i) {
    row_bytes_ *= shape_[i];
  }
}

hsize_t ChunkGatherer::rows_here() const noexcept {
  return std::min(chunk_rows_, shape_[cut_] - row_ % shape_[cut_]);
}

std::vector<hsize_t> ChunkGatherer::offset() const {
  std::vector<hsize_t> offset(shape_.size(), 0);
  hsize_t rows = row_;
  for (std::size_t i = cut_ + 1; i-- > 0;) {
    offset[i] = rows % shape_[i];
    rows /= shape_[i];
  }
  return offset;
}

void ChunkGatherer::add(std::span<const std::byte> values, const Emit& emit) {
  while (!values.empty()) {
    const hsize_t rows = rows_here();
    const std::size_t wanted = rows * row_bytes_ - rest_.size();
    if (rest_.empty()) {
      rest_.reserve(chunk_rows_ * row_bytes_);
    }
    const auto part = values.first(std::min(wanted, values.size()));
    rest_.insert(rest_.end(), part.begin(), part.end());
    values = values.subspan(part.size());
    if (part.size() == wanted) {
      rest_.resize(chunk_rows_ * row_bytes_);
      emit(offset(), std::exchange(rest_, {}));
      row_ += rows;
    }
  }
}

}  // namespace yanbi::hdf5
