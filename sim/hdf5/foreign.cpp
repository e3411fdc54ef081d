// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/foreign.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/storage.hpp"

namespace yanbi::hdf5 {
namespace {

/// More values than this in one variable are a damaged file, not a model.
constexpr std::size_t kMostValues = std::size_t{1} << 31U;
constexpr std::size_t kLongestText = 4096;

std::size_t product(const std::vector<std::size_t>& shape, const std::string& name) {
  std::size_t count = 1;
  for (const std::size_t length : shape) {
    if (length > 0 && count > kMostValues / length) {
      throw Error(fmt::format("the variable '{}' is impossibly large", name));
    }
    count *= length;
  }
  return count;
}

Handle open_variable(hid_t file, const std::string& name) {
  return {H5Dopen2(file, name.c_str(), H5P_DEFAULT), &H5Dclose,
          fmt::format("opening the variable '{}'", name)};
}

std::vector<std::size_t> shape_of(hid_t space, const std::string& name) {
  const std::vector<hsize_t> lengths =
      lengths_of(space, fmt::format("reading the shape of '{}'", name));
  return {lengths.begin(), lengths.end()};
}

void require_numbers(hid_t dataset, const std::string& name) {
  const Handle type(H5Dget_type(dataset), &H5Tclose, "reading a type");
  const H5T_class_t kind = H5Tget_class(type.get());
  if (kind != H5T_INTEGER && kind != H5T_FLOAT) {
    throw Error(fmt::format("the variable '{}' holds no numbers", name));
  }
}

std::string unpadded(const char* begin, std::size_t size) {
  std::string text(begin, std::find(begin, begin + size, '\0'));
  const std::size_t last = text.find_last_not_of(' ');
  text.resize(last == std::string::npos ? 0 : last + 1);
  return text;
}

/// Reads texts by `read`, which fills memory of the type that it is given. `space` is theirs.
std::vector<std::string> read_texts(hid_t stored, hid_t space, std::size_t count,
                                    const std::string& name,
                                    const std::function<herr_t(hid_t, void*)>& read) {
  if (H5Tget_class(stored) != H5T_STRING) {
    throw Error(fmt::format("'{}' holds no texts", name));
  }
  const std::string what = fmt::format("reading the texts of '{}'", name);
  std::vector<std::string> texts;
  const Handle memory(H5Tcopy(stored), &H5Tclose, what);
  if (check(H5Tis_variable_str(stored), what) > 0) {
    std::vector<char*> pointers(count, nullptr);
    check(read(memory.get(), static_cast<void*>(pointers.data())), what);
    for (const char* text : pointers) {
      texts.emplace_back(text == nullptr ? "" : text);
    }
    H5Dvlen_reclaim(memory.get(), space, H5P_DEFAULT, static_cast<void*>(pointers.data()));
    return texts;
  }
  const std::size_t size = H5Tget_size(stored);
  if (size == 0 || size > kLongestText * 16) {
    throw Error(fmt::format("the texts of '{}' are impossibly long", name));
  }
  std::vector<char> bytes(count * size);
  check(read(memory.get(), bytes.data()), what);
  for (std::size_t i = 0; i < count; ++i) {
    texts.push_back(unpadded(bytes.data() + i * size, size));
  }
  return texts;
}

herr_t add_name(hid_t /*group*/, const char* name, const H5L_info_t* /*info*/, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

}  // namespace

struct ForeignFile::State {
  Handle file;
};

ForeignFile::ForeignFile(const std::filesystem::path& path) : state_(std::make_unique<State>()) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), &H5Pclose, "making properties");
  check(H5Pset_file_locking(access.get(), false, true), "making properties");
  state_->file = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), &H5Fclose,
                        "the file cannot be opened as HDF5");
}

ForeignFile::~ForeignFile() = default;

bool ForeignFile::has(const std::string& name) const {
  // HDF5 asks that every group on the way exists.
  for (std::size_t end = name.find('/', 1);; end = name.find('/', end + 1)) {
    const std::string part = name.substr(0, end);
    if (H5Lexists(state_->file.get(), part.c_str(), H5P_DEFAULT) <= 0) {
      return false;
    }
    if (end == std::string::npos) {
      return H5Oexists_by_name(state_->file.get(), name.c_str(), H5P_DEFAULT) > 0;
    }
  }
}

std::vector<std::string> ForeignFile::groups(const std::string& name) const {
  const std::string what = fmt::format("listing the group '{}'", name);
  const Handle group(H5Gopen2(state_->file.get(), name.c_str(), H5P_DEFAULT), &H5Gclose, what);
  std::vector<std::string> names;
  check(H5Literate(group.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, &add_name,
                   static_cast<void*>(&names)),
        what);
  std::erase_if(names, [&](const std::string& each) {
    H5O_info_t object = {};
    return H5Oget_info_by_name2(group.get(), each.c_str(), &object, H5O_INFO_BASIC, H5P_DEFAULT) <
               0 ||
           object.type != H5O_TYPE_GROUP;
  });
  return names;
}

std::vector<std::size_t> ForeignFile::shape(const std::string& name) const {
  const Handle dataset = open_variable(state_->file.get(), name);
  const Handle space(H5Dget_space(dataset.get()), &H5Sclose, "reading a shape");
  return shape_of(space.get(), name);
}

std::vector<double> ForeignFile::numbers(const std::string& name) const {
  const Handle dataset = open_variable(state_->file.get(), name);
  require_numbers(dataset.get(), name);
  std::vector<double> values(product(shape(name), name));
  check(H5Dread(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
        fmt::format("reading the variable '{}'", name));
  return values;
}

std::vector<float> ForeignFile::slice(const std::string& name, std::size_t index) const {
  const std::string what = fmt::format("reading the variable '{}'", name);
  const Handle dataset = open_variable(state_->file.get(), name);
  require_numbers(dataset.get(), name);
  const std::vector<std::size_t> lengths = shape(name);
  if (lengths.empty() || index >= lengths.front()) {
    throw Error(fmt::format("the variable '{}' has no index {}", name, index));
  }
  std::vector<hsize_t> start(lengths.size(), 0);
  std::vector<hsize_t> count(lengths.begin(), lengths.end());
  start[0] = index;
  count[0] = 1;
  const std::size_t size = product({lengths.begin() + 1, lengths.end()}, name);
  const Handle in_file(H5Dget_space(dataset.get()), &H5Sclose, what);
  check(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                            nullptr),
        what);
  const hsize_t in_memory_size = size;
  const Handle in_memory(H5Screate_simple(1, &in_memory_size, nullptr), &H5Sclose, what);
  std::vector<float> values(size);
  check(H5Dread(dataset.get(), H5T_NATIVE_FLOAT, in_memory.get(), in_file.get(), H5P_DEFAULT,
                values.data()),
        what);
  return values;
}

std::vector<std::string> ForeignFile::texts(const std::string& name) const {
  const Handle dataset = open_variable(state_->file.get(), name);
  const Handle type(H5Dget_type(dataset.get()), &H5Tclose, "reading a type");
  const Handle space(H5Dget_space(dataset.get()), &H5Sclose, "reading a shape");
  const std::size_t count = product(shape_of(space.get(), name), name);
  return read_texts(type.get(), space.get(), count, name, [&](hid_t memory, void* to) {
    return H5Dread(dataset.get(), memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, to);
  });
}

std::optional<std::string> ForeignFile::attribute(const std::string& name,
                                                  const std::string& attribute) const {
  if (name != "/" && !has(name)) {
    return std::nullopt;
  }
  const hid_t file = state_->file.get();
  if (H5Aexists_by_name(file, name.c_str(), attribute.c_str(), H5P_DEFAULT) <= 0) {
    return std::nullopt;
  }
  const Handle opened(
      H5Aopen_by_name(file, name.c_str(), attribute.c_str(), H5P_DEFAULT, H5P_DEFAULT), &H5Aclose,
      "opening an attribute");
  const Handle type(H5Aget_type(opened.get()), &H5Tclose, "reading a type");
  const Handle space(H5Aget_space(opened.get()), &H5Sclose, "reading a shape");
  if (H5Tget_class(type.get()) != H5T_STRING) {
    return std::nullopt;
  }
  const std::size_t count = product(shape_of(space.get(), attribute), attribute);
  const std::vector<std::string> texts =
      read_texts(type.get(), space.get(), count, attribute,
                 [&](hid_t memory, void* to) { return H5Aread(opened.get(), memory, to); });
  return texts.empty() ? std::nullopt : std::optional(texts.front());
}

}  // namespace yanbi::hdf5
