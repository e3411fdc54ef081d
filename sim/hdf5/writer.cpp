// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/writer.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <limits>
#include <map>
#include <span>
#include <utility>

#include "sim/hdf5/file_image.hpp"
#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/native_type.hpp"
#include "sim/hdf5/seal.hpp"
#include "sim/hdf5/source.hpp"
#include "sim/hdf5/storage.hpp"
#include "sim/hdf5/text_block.hpp"
#include "sim/hdf5/written_variable.hpp"

namespace yanbi::hdf5 {
namespace {

/// By which the file grows.
constexpr std::size_t kGrowth = std::size_t{1} << 20U;

Handle scalar_space() { return {H5Screate(H5S_SCALAR), &H5Sclose, "making a scalar"}; }

Handle simple_space(const std::vector<hsize_t>& shape) {
  return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), &H5Sclose,
          "making an array's shape"};
}

void write_attribute(hid_t object, const std::string& name, Type type, const Handle& space,
                     const void* data) {
  const std::string what = fmt::format("writing the attribute '{}'", name);
  const Handle stored = native_type(type);
  const Handle attribute(
      H5Acreate2(object, name.c_str(), stored.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
      &H5Aclose, what);
  check(H5Awrite(attribute.get(), stored.get(), data), what);
}

void write_text(hid_t object, const std::string& name, std::string_view text) {
  const std::string copy(text);
  const char* pointer = copy.c_str();
  write_attribute(object, name, Type::kText, scalar_space(), &pointer);
}

void write_values(hid_t object, const std::string& name, Values values) {
  const Source source(values);
  const Handle space = values.count == 1 ? scalar_space() : simple_space({values.count});
  write_attribute(object, name, values.type, space, source.data());
}

void describe(hid_t object, const Description& description) {
  write_text(object, "long_name", description.long_name);
  if (!description.units.empty()) {
    write_text(object, "units", description.units);
  }
}

}  // namespace

struct VariableWriter::State {
  WrittenFile& file;
  WrittenVariable& variable;
};

struct GroupWriter::State {
  WrittenFile& file;
  Handle group;
  std::map<std::string, std::pair<std::size_t, Handle>> dimensions = {};

  [[nodiscard]] std::vector<hsize_t> shape_of(const std::vector<std::string>& names) const {
    std::vector<hsize_t> shape;
    for (const std::string& name : names) {
      const auto found = dimensions.find(name);
      if (found == dimensions.end()) {
        throw InternalError(fmt::format("dimension '{}' is used before it is defined", name));
      }
      shape.push_back(found->second.first);
    }
    return shape;
  }

  [[nodiscard]] Handle make_dataset(const std::string& name, Type type,
                                    const std::vector<hsize_t>& shape,
                                    const std::vector<hsize_t>& chunk) const {
    const Handle space = simple_space(shape);
    const Handle properties = creation_properties(chunk, type);
    const Handle access = access_properties();
    const Handle stored = native_type(type);
    return {H5Dcreate2(group.get(), name.c_str(), stored.get(), space.get(), H5P_DEFAULT,
                       properties.get(), access.get()),
            &H5Dclose, fmt::format("making the variable '{}'", name)};
  }

  [[nodiscard]] WrittenVariable& make_variable(const std::string& name, Type type,
                                               const std::vector<hsize_t>& shape) {
    const std::vector<hsize_t> chunk = chunk_shape(shape, type);
    return file.variables.emplace_back(name, type, shape, chunk,
                                       make_dataset(name, type, shape, chunk), file.chunks);
  }
};

// --- variables ---

VariableWriter::VariableWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
VariableWriter::~VariableWriter() = default;
VariableWriter::VariableWriter(VariableWriter&&) noexcept = default;
VariableWriter& VariableWriter::operator=(VariableWriter&&) noexcept = default;

void VariableWriter::write(Values values) {
  WrittenVariable& variable = state_->variable;
  const hsize_t slices = variable.shape()[0];
  if (values.type != variable.type() || values.count != variable.slice_size() * slices) {
    throw InternalError(fmt::format("variable '{}' got {} values of shape [{}]", variable.name(),
                                    values.count, fmt::join(variable.shape(), ", ")));
  }
  variable.write(0, slices, values);
  state_->file.image.check();
}

void VariableWriter::write_slice(std::size_t index, Values values) {
  WrittenVariable& variable = state_->variable;
  if (values.type != variable.type() || values.count != variable.slice_size() ||
      index >= variable.shape()[0]) {
    throw InternalError(fmt::format("variable '{}' got {} values for slice {} of shape [{}]",
                                    variable.name(), values.count, index,
                                    fmt::join(variable.shape(), ", ")));
  }
  variable.write(index, 1, values);
  state_->file.image.check();
}

void VariableWriter::write_missing(std::size_t index) {
  const std::size_t size = state_->variable.slice_size();
  const Type type = state_->variable.type();
  if (type == Type::kText) {
    write_slice(index, std::vector<std::string>(size));
  } else if (type == Type::kDouble) {
    write_slice(index, std::vector<double>(size, std::numeric_limits<double>::quiet_NaN()));
  } else {
    // Zero has the same bytes in all other types.
    const std::vector<std::byte> zeros(size * size_of(type));
    Values values(std::span<const std::int8_t>{});
    values.type = type;
    values.data = zeros.data();
    values.count = size;
    write_slice(index, values);
  }
}

void VariableWriter::write_missing() {
  for (std::size_t index = 0; index < state_->variable.shape()[0]; ++index) {
    write_missing(index);
  }
}

void VariableWriter::attribute(const std::string& name, std::string_view text) {
  write_text(state_->variable.id(), name, text);
}

void VariableWriter::attribute(const std::string& name, Values values) {
  write_values(state_->variable.id(), name, values);
}

// --- groups ---

GroupWriter::GroupWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
GroupWriter::~GroupWriter() = default;
GroupWriter::GroupWriter(GroupWriter&&) noexcept = default;
GroupWriter& GroupWriter::operator=(GroupWriter&&) noexcept = default;

GroupWriter GroupWriter::group(const std::string& name) {
  // netCDF-4 asks for groups that remember the order in which things were made.
  const Handle properties(H5Pcreate(H5P_GROUP_CREATE), &H5Pclose, "making properties");
  check(H5Pset_link_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "making properties");
  check(H5Pset_attr_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "making properties");
  check(H5Pset_obj_track_times(properties.get(), false), "making properties");
  Handle group(
      H5Gcreate2(state_->group.get(), name.c_str(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
      &H5Gclose, fmt::format("making the group '{}'", name));
  return GroupWriter(std::make_unique<State>(State{state_->file, std::move(group)}));
}

void GroupWriter::attribute(const std::string& name, std::string_view text) {
  write_text(state_->group.get(), name, text);
}

void GroupWriter::attribute(const std::string& name, Values values) {
  write_values(state_->group.get(), name, values);
}

void GroupWriter::dimension(const std::string& name, std::size_t size) {
  // The name that netCDF gives the scale of a dimension without a coordinate variable.
  const std::string label =
      fmt::format("This is a netCDF dimension but not a netCDF variable.{:>10}", size);
  Handle dataset = state_->make_dataset(name, Type::kInt8, {size}, {});
  check(H5DSset_scale(dataset.get(), label.c_str()), fmt::format("making dimension '{}'", name));
  state_->dimensions.emplace(name, std::pair(size, std::move(dataset)));
}

void GroupWriter::coordinate(const std::string& name, Values values,
                             const Description& description) {
  WrittenVariable& variable = state_->make_variable(name, values.type, {values.count});
  check(H5DSset_scale(variable.id(), name.c_str()), fmt::format("making dimension '{}'", name));
  describe(variable.id(), description);
  variable.write(0, values.count, values);
  state_->file.image.check();
  Handle dataset(H5Dopen2(state_->group.get(), name.c_str(), H5P_DEFAULT), &H5Dclose,
                 "opening a dimension");
  state_->dimensions.emplace(name, std::pair(values.count, std::move(dataset)));
}

VariableWriter GroupWriter::create(const std::string& name, Type type,
                                   const std::vector<std::string>& dimensions,
                                   const Description& description) {
  const std::vector<hsize_t> shape = state_->shape_of(dimensions);
  WrittenVariable& variable = state_->make_variable(name, type, shape);
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    const Handle& scale = state_->dimensions.find(dimensions[i])->second.second;
    check(H5DSattach_scale(variable.id(), scale.get(), static_cast<unsigned>(i)),
          fmt::format("giving the variable '{}' its dimension '{}'", name, dimensions[i]));
  }
  describe(variable.id(), description);
  if (type == Type::kDouble) {
    const std::vector<double> nan = {std::numeric_limits<double>::quiet_NaN()};
    write_values(variable.id(), "_FillValue", nan);
  }
  return VariableWriter(
      std::make_unique<VariableWriter::State>(VariableWriter::State{state_->file, variable}));
}

void GroupWriter::variable(const std::string& name, const std::vector<std::string>& dimensions,
                           Values values, const Description& description) {
  create(name, values.type, dimensions, description).write(values);
}

void GroupWriter::keys(const std::string& name, const std::string& dimension,
                       std::span<const std::string> keys, const Description& description) {
  const std::size_t row = row_length(keys);
  if (row == 0) {
    variable(name, {dimension}, keys, description);
    return;
  }
  const std::string length = fmt::format("{}_byte", name);
  this->dimension(length, row);
  VariableWriter block = create(name, Type::kChar, {dimension, length}, description);
  block.attribute("_Encoding", "utf-8");
  block.write(to_block(keys, row));
}

// --- files ---

namespace {

// What HDF5's driver for files in memory asks for memory: each call is given the image.

void* resize_image(void* /*memory*/, size_t size, H5FD_file_image_op_t /*why*/, void* image) {
  return static_cast<FileImage*>(image)->resize(size);
}
herr_t keep_image(void* /*memory*/, H5FD_file_image_op_t /*why*/, void* /*image*/) { return 0; }
void* same_image(void* image) { return image; }
herr_t leave_image(void* /*image*/) { return 0; }

Handle make_file(FileImage& image) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), &H5Pclose, "making properties");
  check(H5Pset_fapl_core(access.get(), kGrowth, false), "making properties");
  H5FD_file_image_callbacks_t memory = {};
  memory.image_realloc = &resize_image;
  memory.image_free = &keep_image;
  memory.udata_copy = &same_image;
  memory.udata_free = &leave_image;
  memory.udata = &image;
  check(H5Pset_file_image_callbacks(access.get(), &memory), "making properties");
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), &H5Pclose, "making properties");
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "making properties");
  check(H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "making properties");
  check(H5Pset_obj_track_times(creation.get(), false), "making properties");
  // No file of this name is made; two that are open together must still differ in it.
  const std::string name = fmt::format("yanbi-{}", static_cast<const void*>(&image));
  return {H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), &H5Fclose,
          "making a file"};
}

}  // namespace

struct FileWriter::State {
  explicit State(const std::filesystem::path& path) : image(path), file(make_file(image)) {}

  FileImage image;  ///< outlives the HDF5 file in it
  Handle file;
  WrittenFile written{image};
};

FileWriter::FileWriter(const std::filesystem::path& path) : state_(std::make_unique<State>(path)) {}

FileWriter::~FileWriter() = default;

GroupWriter FileWriter::root() {
  Handle group(H5Gopen2(state_->file.get(), "/", H5P_DEFAULT), &H5Gclose, "opening the root group");
  return GroupWriter(
      std::make_unique<GroupWriter::State>(GroupWriter::State{state_->written, std::move(group)}));
}

void FileWriter::save() {
  state_->written.finish();
  const hid_t file = state_->file.get();
  check(H5Fflush(file, H5F_SCOPE_GLOBAL), "finishing the file");
  const auto size =
      static_cast<std::size_t>(check(H5Fget_file_image(file, nullptr, 0), "finishing the file"));
  state_->image.check();
  const std::span<const std::byte> bytes = state_->image.bytes().first(size);
  const auto seal = make_seal(seal_hash(bytes), bytes.size());
  state_->image.commit(size, std::as_bytes(std::span(seal)));
}

}  // namespace yanbi::hdf5
