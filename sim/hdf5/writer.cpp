// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/writer.hpp"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <span>
#include <utility>

#include "sim/hdf5/file_image.hpp"
#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/native_type.hpp"
#include "sim/hdf5/seal.hpp"

namespace yanbi::hdf5 {
namespace {

/// By which the file grows.
constexpr std::size_t kGrowth = std::size_t{1} << 20U;
/// Slices that follow one another fill a chunk before it is compressed: each open variable that is
/// written so holds one chunk in memory, and hundreds are open together.
constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;
/// Variables smaller than this are stored in one piece: compression would not pay.
constexpr std::size_t kLeastCompressed = 2048;
/// Higher levels make results smaller by a tenth and take three times as long.
constexpr unsigned kDeflateLevel = 1;

Handle scalar_space() { return {H5Screate(H5S_SCALAR), &H5Sclose, "making a scalar"}; }

Handle simple_space(const std::vector<hsize_t>& shape) {
  return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), &H5Sclose,
          "making an array's shape"};
}

/// What H5Dwrite and H5Awrite read from: numbers as they are, texts as pointers to them.
class Source {
 public:
  explicit Source(Values values) : data_(values.data) {
    if (values.type == Type::kText) {
      const std::span<const std::string> texts(static_cast<const std::string*>(values.data),
                                               values.count);
      pointers_.reserve(texts.size());
      std::ranges::transform(texts, std::back_inserter(pointers_), &std::string::c_str);
      data_ = pointers_.data();
    }
  }
  [[nodiscard]] const void* data() const noexcept { return data_; }

 private:
  std::vector<const char*> pointers_;
  const void* data_;
};

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

/// Chunks keep the last dimensions whole, since what is read together lies along them.
std::vector<hsize_t> chunk_shape(std::vector<hsize_t> shape, std::size_t value_size) {
  hsize_t bytes =
      std::accumulate(shape.begin(), shape.end(), hsize_t{value_size}, std::multiplies<>());
  for (hsize_t& length : shape) {
    if (bytes <= kChunkBytes) {
      break;
    }
    const hsize_t rest = bytes / length;
    length = std::max<hsize_t>(1, kChunkBytes / rest);
    bytes = rest * length;
  }
  return shape;
}

Handle creation_properties(const std::vector<hsize_t>& shape, Type type) {
  Handle properties(H5Pcreate(H5P_DATASET_CREATE), &H5Pclose, "making properties");
  const hid_t id = properties.get();
  // Without times, the same results make the same bytes.
  check(H5Pset_obj_track_times(id, false), "making properties");
  check(H5Pset_attr_creation_order(id, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "making properties");
  if (type == Type::kDouble) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    check(H5Pset_fill_value(id, H5T_NATIVE_DOUBLE, &kNan), "making properties");
  }
  const std::size_t size = size_of(type);
  const hsize_t bytes =
      std::accumulate(shape.begin(), shape.end(), hsize_t{size}, std::multiplies<>());
  if (bytes >= kLeastCompressed) {
    const std::vector<hsize_t> chunk = chunk_shape(shape, size);
    check(H5Pset_chunk(id, static_cast<int>(chunk.size()), chunk.data()), "making chunks");
    check(H5Pset_shuffle(id), "making chunks");
    check(H5Pset_deflate(id, kDeflateLevel), "making chunks");
  }
  return properties;
}

/// One chunk is kept until it is whole.
Handle access_properties() {
  Handle properties(H5Pcreate(H5P_DATASET_ACCESS), &H5Pclose, "making properties");
  check(H5Pset_chunk_cache(properties.get(), H5D_CHUNK_CACHE_NSLOTS_DEFAULT, kChunkBytes,
                           H5D_CHUNK_CACHE_W0_DEFAULT),
        "making properties");
  return properties;
}

}  // namespace

struct VariableWriter::State {
  const FileImage& image;
  std::string name;
  Type type;
  std::vector<hsize_t> shape;
  Handle dataset;

  [[nodiscard]] hsize_t slice_size() const {
    return std::accumulate(shape.begin() + 1, shape.end(), hsize_t{1}, std::multiplies<>());
  }
};

struct GroupWriter::State {
  const FileImage& image;
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
                                    const std::vector<hsize_t>& shape) const {
    const Handle space = simple_space(shape);
    const Handle properties = creation_properties(shape, type);
    const Handle access = access_properties();
    const Handle stored = native_type(type);
    return {H5Dcreate2(group.get(), name.c_str(), stored.get(), space.get(), H5P_DEFAULT,
                       properties.get(), access.get()),
            &H5Dclose, fmt::format("making the variable '{}'", name)};
  }
};

// --- variables ---

VariableWriter::VariableWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
VariableWriter::~VariableWriter() = default;
VariableWriter::VariableWriter(VariableWriter&&) noexcept = default;
VariableWriter& VariableWriter::operator=(VariableWriter&&) noexcept = default;

void VariableWriter::write(Values values) {
  if (values.type != state_->type || values.count != state_->slice_size() * state_->shape[0]) {
    throw InternalError(fmt::format("variable '{}' got {} values of shape [{}]", state_->name,
                                    values.count, fmt::join(state_->shape, ", ")));
  }
  if (values.count == 0) {
    return;
  }
  const Source source(values);
  const Handle type = native_type(values.type);
  check(H5Dwrite(state_->dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, source.data()),
        fmt::format("writing the variable '{}'", state_->name));
  state_->image.check();
}

void VariableWriter::write_slice(std::size_t index, Values values) {
  const hsize_t size = state_->slice_size();
  if (values.type != state_->type || values.count != size || index >= state_->shape[0]) {
    throw InternalError(fmt::format("variable '{}' got {} values for slice {} of shape [{}]",
                                    state_->name, values.count, index,
                                    fmt::join(state_->shape, ", ")));
  }
  if (values.count == 0) {
    return;
  }
  const std::string what = fmt::format("writing the variable '{}'", state_->name);
  std::vector<hsize_t> start(state_->shape.size(), 0);
  std::vector<hsize_t> count = state_->shape;
  start[0] = index;
  count[0] = 1;
  const Handle in_file(H5Dget_space(state_->dataset.get()), &H5Sclose, what);
  check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                            nullptr),
        what);
  // Of the same shape as in the file: otherwise HDF5 pairs them value by value.
  const Handle in_memory = simple_space(count);
  const Source source(values);
  const Handle type = native_type(values.type);
  check(H5Dwrite(state_->dataset.get(), type.get(), in_memory.get(), in_file.get(), H5P_DEFAULT,
                 source.data()),
        what);
  state_->image.check();
}

void VariableWriter::write_missing(std::size_t index) {
  const std::size_t size = state_->slice_size();
  if (state_->type == Type::kText) {
    write_slice(index, std::vector<std::string>(size));
  } else if (state_->type == Type::kDouble) {
    write_slice(index, std::vector<double>(size, std::numeric_limits<double>::quiet_NaN()));
  } else {
    // Zero has the same bytes in all other types.
    const std::vector<std::byte> zeros(size * size_of(state_->type));
    Values values(std::span<const std::int8_t>{});
    values.type = state_->type;
    values.data = zeros.data();
    values.count = size;
    write_slice(index, values);
  }
}

void VariableWriter::write_missing() {
  for (std::size_t index = 0; index < state_->shape[0]; ++index) {
    write_missing(index);
  }
}

void VariableWriter::attribute(const std::string& name, std::string_view text) {
  write_text(state_->dataset.get(), name, text);
}

void VariableWriter::attribute(const std::string& name, Values values) {
  write_values(state_->dataset.get(), name, values);
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
  return GroupWriter(std::make_unique<State>(State{state_->image, std::move(group)}));
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
  Handle dataset = state_->make_dataset(name, Type::kInt8, {size});
  check(H5DSset_scale(dataset.get(), label.c_str()), fmt::format("making dimension '{}'", name));
  state_->dimensions.emplace(name, std::pair(size, std::move(dataset)));
}

void GroupWriter::coordinate(const std::string& name, Values values,
                             const Description& description) {
  const std::vector<hsize_t> shape = {values.count};
  auto state = std::make_unique<VariableWriter::State>(VariableWriter::State{
      state_->image, name, values.type, shape, state_->make_dataset(name, values.type, shape)});
  check(H5DSset_scale(state->dataset.get(), name.c_str()),
        fmt::format("making dimension '{}'", name));
  describe(state->dataset.get(), description);
  VariableWriter variable(std::move(state));
  variable.write(values);
  Handle dataset(H5Dopen2(state_->group.get(), name.c_str(), H5P_DEFAULT), &H5Dclose,
                 "opening a dimension");
  state_->dimensions.emplace(name, std::pair(values.count, std::move(dataset)));
}

VariableWriter GroupWriter::create(const std::string& name, Type type,
                                   const std::vector<std::string>& dimensions,
                                   const Description& description) {
  const std::vector<hsize_t> shape = state_->shape_of(dimensions);
  auto state = std::make_unique<VariableWriter::State>(VariableWriter::State{
      state_->image, name, type, shape, state_->make_dataset(name, type, shape)});
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    const Handle& scale = state_->dimensions.find(dimensions[i])->second.second;
    check(H5DSattach_scale(state->dataset.get(), scale.get(), static_cast<unsigned>(i)),
          fmt::format("giving the variable '{}' its dimension '{}'", name, dimensions[i]));
  }
  describe(state->dataset.get(), description);
  if (type == Type::kDouble) {
    const std::vector<double> nan = {std::numeric_limits<double>::quiet_NaN()};
    write_values(state->dataset.get(), "_FillValue", nan);
  }
  return VariableWriter(std::move(state));
}

void GroupWriter::variable(const std::string& name, const std::vector<std::string>& dimensions,
                           Values values, const Description& description) {
  create(name, values.type, dimensions, description).write(values);
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
};

FileWriter::FileWriter(const std::filesystem::path& path) : state_(std::make_unique<State>(path)) {}

FileWriter::~FileWriter() = default;

GroupWriter FileWriter::root() {
  Handle group(H5Gopen2(state_->file.get(), "/", H5P_DEFAULT), &H5Gclose, "opening the root group");
  return GroupWriter(
      std::make_unique<GroupWriter::State>(GroupWriter::State{state_->image, std::move(group)}));
}

void FileWriter::save() {
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
