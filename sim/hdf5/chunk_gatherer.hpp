// SPDX-License-Identifier: Apache-2.0
#pragma once
// Cuts the values of a variable, which come in order, into its chunks. Used inside this room only.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "sim/hdf5/handle.hpp"

namespace yanbi::hdf5 {

/// Takes values in order, last dimension fastest, and gives a chunk whenever one is whole. At the
/// upper end of the dimension that is cut, where a chunk reaches beyond the variable, it ends in
/// zeros, which nobody reads.
class ChunkGatherer {
 public:
  /// What becomes of a whole chunk: where in the variable it begins, and all its bytes.
  using Emit =
      std::function<void(const std::vector<hsize_t>& offset, std::vector<std::byte> bytes)>;

  /// @param chunk as from `chunk_shape`
  ChunkGatherer(std::vector<hsize_t> shape, const std::vector<hsize_t>& chunk,
                std::size_t value_size);

  void add(std::span<const std::byte> values, const Emit& emit);

  /// Bytes of the chunk that is not whole yet, and where it begins.
  [[nodiscard]] std::span<const std::byte> rest() const noexcept { return rest_; }
  [[nodiscard]] std::vector<hsize_t> offset() const;

 private:
  /// Rows of the chunk at hand that lie in the variable.
  [[nodiscard]] hsize_t rows_here() const noexcept;

  std::vector<hsize_t> shape_;
  std::size_t cut_ = 0;     ///< the dimension of which a chunk holds a part
  hsize_t chunk_rows_ = 1;  ///< how much of it
  std::size_t row_bytes_;   ///< of one index of that dimension
  hsize_t row_ = 0;         ///< first row of the chunk at hand, counted over all dimensions before
  std::vector<std::byte> rest_;
};

}  // namespace yanbi::hdf5
