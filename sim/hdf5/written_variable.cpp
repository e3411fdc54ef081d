// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/written_variable.hpp"

#include <fmt/format.h>

#include <functional>
#include <numeric>
#include <utility>

#include "sim/hdf5/native_type.hpp"
#include "sim/hdf5/source.hpp"

namespace yanbi::hdf5 {

WrittenVariable::WrittenVariable(std::string name, Type type, std::vector<hsize_t> shape,
                                 const std::vector<hsize_t>& chunk, Handle dataset,
                                 ChunkQueue& chunks)
    : name_(std::move(name)),
      type_(type),
      shape_(std::move(shape)),
      dataset_(std::move(dataset)),
      chunks_(chunks) {
  if (!chunk.empty() && type != Type::kText) {
    gatherer_.emplace(shape_, chunk, size_of(type));
  }
}

hsize_t WrittenVariable::slice_size() const {
  return std::accumulate(shape_.begin() + 1, shape_.end(), hsize_t{1}, std::multiplies<>());
}

void WrittenVariable::write(hsize_t first, hsize_t count, Values values) {
  if (values.count == 0) {
    return;
  }
  if (gatherer_ && first != next_) {
    finish();
  }
  if (!gatherer_) {
    write_at_once(first, count, Source(values).data());
    return;
  }
  const std::size_t size = size_of(type_);
  gatherer_->add({static_cast<const std::byte*>(values.data), values.count * size},
                 [&](const std::vector<hsize_t>& offset, std::vector<std::byte> bytes) {
                   chunks_.add(id(), name_, offset, std::move(bytes), size);
                 });
  next_ = first + count;
}

void WrittenVariable::finish() {
  // HDF5 may have to change a chunk that is on its way.
  chunks_.drain();
  if (gatherer_ && !gatherer_->rest().empty()) {
    // Slices, since chunks that hold less than one end where it does.
    const hsize_t first = gatherer_->offset()[0];
    write_at_once(first, next_ - first, gatherer_->rest().data());
  }
  gatherer_.reset();
}

void WrittenVariable::write_at_once(hsize_t first, hsize_t count, const void* data) {
  const std::string what = fmt::format("writing the variable '{}'", name_);
  std::vector<hsize_t> start(shape_.size(), 0);
  std::vector<hsize_t> size = shape_;
  start[0] = first;
  size[0] = count;
  const Handle in_file(H5Dget_space(id()), &H5Sclose, what);
  check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, size.data(),
                            nullptr),
        what);
  // Of the same shape as in the file: otherwise HDF5 pairs them value by value.
  const Handle in_memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr),
                         &H5Sclose, what);
  const Handle memory_type = native_type(type_);
  check(H5Dwrite(id(), memory_type.get(), in_memory.get(), in_file.get(), H5P_DEFAULT, data), what);
}

void WrittenFile::finish() {
  for (WrittenVariable& variable : variables) {
    variable.finish();
  }
  chunks.drain();
  variables.clear();
}

}  // namespace yanbi::hdf5
