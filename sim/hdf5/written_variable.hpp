// SPDX-License-Identifier: Apache-2.0
#pragma once
// The variables of a file that is being written. Used inside this room only.

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "sim/hdf5/chunk_gatherer.hpp"
#include "sim/hdf5/chunk_queue.hpp"
#include "sim/hdf5/file_image.hpp"
#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/values.hpp"

namespace yanbi::hdf5 {

/// One variable, open until its file is saved. Numbers whose slices come in order are gathered into
/// whole chunks; all else goes to HDF5 as it comes.
class WrittenVariable {
 public:
  WrittenVariable(std::string name, Type type, std::vector<hsize_t> shape,
                  const std::vector<hsize_t>& chunk, Handle dataset, ChunkQueue& chunks);

  [[nodiscard]] hid_t id() const noexcept { return dataset_.get(); }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] Type type() const noexcept { return type_; }
  [[nodiscard]] const std::vector<hsize_t>& shape() const noexcept { return shape_; }
  /// Values of one index of the first dimension.
  [[nodiscard]] hsize_t slice_size() const;

  /// Writes `count` slices from the `first` on. Precondition: `values` has as many.
  void write(hsize_t first, hsize_t count, Values values);
  /// Hands over what was gathered.
  void finish();

 private:
  void write_at_once(hsize_t first, hsize_t count, const void* data);

  std::string name_;
  Type type_;
  std::vector<hsize_t> shape_;
  Handle dataset_;
  ChunkQueue& chunks_;
  std::optional<ChunkGatherer> gatherer_;
  hsize_t next_ = 0;  ///< the slice that is in order
};

/// What groups and variables of a file share.
struct WrittenFile {
  FileImage& image;
  std::deque<WrittenVariable> variables = {};  ///< in the order in which they were made
  ChunkQueue chunks = {};                      ///< gone before the variables

  /// Hands all to HDF5 and closes the variables.
  void finish();
};

}  // namespace yanbi::hdf5
