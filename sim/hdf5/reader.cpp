// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/reader.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <limits>
#include <utility>

#include "sim/hdf5/chunk_reading.hpp"
#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/native_type.hpp"
#include "sim/hdf5/seal.hpp"
#include "sim/hdf5/storage.hpp"
#include "sim/hdf5/text_block.hpp"

namespace yanbi::hdf5 {
namespace {

/// A file says where it is from before it claims memory: nobody has a column of a tebibyte.
constexpr std::size_t kMostBytes = std::size_t{1} << 40U;

/// Gives texts that HDF5 allocated back to it.
class Texts {
 public:
  Texts(hid_t type, hid_t space, std::size_t count) : type_(type), space_(space), values_(count) {}
  ~Texts() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, static_cast<void*>(values_.data())); }
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  Texts(Texts&&) = delete;
  Texts& operator=(Texts&&) = delete;

  [[nodiscard]] void* data() noexcept { return static_cast<void*>(values_.data()); }
  [[nodiscard]] std::vector<std::string> copy() const {
    std::vector<std::string> texts;
    texts.reserve(values_.size());
    for (const char* value : values_) {
      texts.emplace_back(value == nullptr ? "" : value);
    }
    return texts;
  }

 private:
  hid_t type_;
  hid_t space_;
  std::vector<char*> values_;
};

InputError input_error(Problem problem) { return InputError({std::move(problem)}); }

/// @throws InputError unless the seal of `path` is whole.
void check_whole(const std::filesystem::path& path, const FileKind& kind) {
  using State = SealCheck::State;
  const SealCheck check = check_seal(path);
  std::string reason;
  switch (check.state) {
    case State::kWhole:
      return;
    case State::kMissing:
      throw input_error({path.string(), 0, "", "", "there is no such file",
                         fmt::format("check the path of the {}", kind.name)});
    case State::kUnreadable:
      throw input_error({path.string(), 0, "", "",
                         fmt::format("the {} cannot be read ({})", kind.name, check.detail),
                         "check the path and its permissions"});
    case State::kForeign:
      reason = fmt::format("this is not a {}: it does not begin like an HDF5 file", kind.name);
      break;
    case State::kUnsealed:
      reason = fmt::format("the {} was cut short, or was not written by Yanbi: its end is missing",
                           kind.name);
      break;
    case State::kChanged:
      reason = fmt::format("the {} is damaged: its bytes do not match its checksum", kind.name);
      break;
  }
  throw input_error({path.string(), 0, "", "", reason, kind.remedy});
}

Handle open_file(const std::filesystem::path& path) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), &H5Pclose, "making properties");
  // Sealed files do not change, and locks fail on many cluster file systems.
  check(H5Pset_file_locking(access.get(), false, true), "making properties");
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), &H5Fclose, "opening the file"};
}

std::vector<std::size_t> extents(hid_t space) {
  const std::vector<hsize_t> lengths = lengths_of(space, "reading a shape");
  return {lengths.begin(), lengths.end()};
}

/// Whether values of that type are read as they are: the same type, or whole numbers with a sign
/// that are stored with fewer bytes.
bool can_be_read_as(hid_t stored, Type type) {
  if (type == Type::kText) {
    return H5Tget_class(stored) == H5T_STRING && H5Tis_variable_str(stored) > 0;
  }
  const Handle expected = native_type(type);
  if (check(H5Tequal(stored, expected.get()), "comparing types") > 0) {
    return true;
  }
  return H5Tget_class(stored) == H5T_INTEGER && H5Tget_class(expected.get()) == H5T_INTEGER &&
         H5Tget_sign(stored) == H5T_SGN_2 && H5Tget_sign(expected.get()) == H5T_SGN_2 &&
         H5Tget_size(stored) < H5Tget_size(expected.get());
}

}  // namespace

struct GroupReader::State {
  Handle group;
  std::string path;  ///< "/scores/district"
  std::string file;
  std::string remedy;

  [[nodiscard]] Handle open(const std::string& name) const {
    return {H5Dopen2(group.get(), name.c_str(), H5P_DEFAULT), &H5Dclose, "opening the variable"};
  }
  [[nodiscard]] Handle open_attribute(const std::string& name) const {
    return {H5Aopen(group.get(), name.c_str(), H5P_DEFAULT), &H5Aclose, "opening the attribute"};
  }
};

struct FileReader::State {
  Handle file;
  std::string path;
  FileKind kind;
};

GroupReader::GroupReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
GroupReader::~GroupReader() = default;
GroupReader::GroupReader(GroupReader&&) noexcept = default;
GroupReader& GroupReader::operator=(GroupReader&&) noexcept = default;

Problem GroupReader::problem(const std::string& key, const std::string& reason) const {
  return {state_->file, 0, fmt::format("{}/{}", state_->path, key), "", reason, state_->remedy};
}

void GroupReader::fail(const std::string& key, const std::string& reason) const {
  throw input_error(problem(key, reason));
}

bool GroupReader::has(const std::string& name) const {
  return H5Lexists(state_->group.get(), name.c_str(), H5P_DEFAULT) > 0;
}

GroupReader GroupReader::group(const std::string& name) const {
  if (!has(name)) {
    fail(name, "the group is missing");
  }
  auto state = std::make_unique<State>();
  state->path = fmt::format("{}/{}", state_->path, name);
  state->file = state_->file;
  state->remedy = state_->remedy;
  try {
    state->group = Handle(H5Gopen2(state_->group.get(), name.c_str(), H5P_DEFAULT), &H5Gclose,
                          "opening the group");
  } catch (const Error& error) {
    fail(name, error.what());
  }
  return GroupReader(std::move(state));
}

std::vector<std::string> GroupReader::groups() const {
  H5G_info_t info = {};
  check(H5Gget_info(state_->group.get(), &info), "listing a group");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const auto name_of = [&](char* to, std::size_t size) {
      return check(H5Lget_name_by_idx(state_->group.get(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i,
                                      to, size, H5P_DEFAULT),
                   "listing a group");
    };
    std::string name(static_cast<std::size_t>(name_of(nullptr, 0)), '\0');
    name_of(name.data(), name.size() + 1);
    H5O_info_t object = {};
    check(H5Oget_info_by_name2(state_->group.get(), name.c_str(), &object, H5O_INFO_BASIC,
                               H5P_DEFAULT),
          "listing a group");
    if (object.type == H5O_TYPE_GROUP) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

std::size_t GroupReader::length(const std::string& name) const {
  if (!has(name)) {
    fail(name, "the variable is missing");
  }
  try {
    const Handle dataset = state_->open(name);
    const Handle space(H5Dget_space(dataset.get()), &H5Sclose, "reading a shape");
    const std::vector<std::size_t> shape = extents(space.get());
    if (shape.size() == 1) {
      return shape.front();
    }
  } catch (const Error& error) {
    fail(name, error.what());
  }
  fail(name, "the variable must have one dimension");
}

std::vector<std::size_t> GroupReader::checked_shape(
    const std::string& name, Type type,
    const std::optional<std::vector<std::size_t>>& expected) const {
  if (!has(name)) {
    fail(name, "the variable is missing");
  }
  std::vector<std::size_t> shape;
  try {
    const Handle dataset = state_->open(name);
    const Handle stored(H5Dget_type(dataset.get()), &H5Tclose, "reading a type");
    if (!can_be_read_as(stored.get(), type)) {
      fail(name, "the variable has an unexpected type");
    }
    const Handle space(H5Dget_space(dataset.get()), &H5Sclose, "reading a shape");
    shape = extents(space.get());
  } catch (const Error& error) {
    fail(name, error.what());
  }
  if (expected && shape != *expected) {
    fail(name, fmt::format("the variable has the shape [{}] instead of [{}]",
                           fmt::join(shape, ", "), fmt::join(*expected, ", ")));
  }
  std::size_t bytes = size_of(type);
  for (const std::size_t length : shape) {
    if (length > 0 && bytes > kMostBytes / length) {
      fail(name, "the variable is impossibly large");
    }
    bytes *= length;
  }
  return shape;
}

void GroupReader::read_numbers(const std::string& name, Type type, void* to) const {
  try {
    const Handle dataset = state_->open(name);
    const Handle memory = native_type(type);
    const Handle stored(H5Dget_type(dataset.get()), &H5Tclose, "reading a type");
    if (H5Tequal(stored.get(), memory.get()) <= 0 ||
        !read_by_chunks(dataset.get(), size_of(type), to)) {
      check(H5Dread(dataset.get(), memory.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, to),
            "reading the variable");
    }
  } catch (const Error& error) {
    fail(name, error.what());
  }
}

std::vector<std::string> GroupReader::read_texts(const std::string& name, std::size_t count) const {
  if (count == 0) {
    return {};
  }
  try {
    const Handle dataset = state_->open(name);
    const Handle memory = native_type(Type::kText);
    const Handle space(H5Dget_space(dataset.get()), &H5Sclose, "reading a shape");
    Texts texts(memory.get(), space.get(), count);
    check(H5Dread(dataset.get(), memory.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()),
          "reading the variable");
    return texts.copy();
  } catch (const Error& error) {
    fail(name, error.what());
  }
}

std::optional<std::vector<std::string>> GroupReader::read_block(
    const std::string& name, const std::optional<std::vector<std::size_t>>& shape) const {
  if (!has(name)) {
    return std::nullopt;
  }
  try {
    const Handle dataset = state_->open(name);
    const Handle stored(H5Dget_type(dataset.get()), &H5Tclose, "reading a type");
    if (!can_be_read_as(stored.get(), Type::kChar)) {
      return std::nullopt;
    }
  } catch (const Error& error) {
    fail(name, error.what());
  }
  std::vector<std::size_t> whole = checked_shape(name, Type::kChar, {});
  const std::size_t row = whole.empty() ? 0 : whole.back();
  if (row == 0) {
    fail(name, "the variable has an unexpected type");
  }
  if (shape) {
    whole = *shape;
    whole.push_back(row);
  }
  return from_block(read<char>(name, whole), row);
}

bool GroupReader::has_attribute(const std::string& name) const {
  return H5Aexists(state_->group.get(), name.c_str()) > 0;
}

std::size_t GroupReader::attribute_size(const std::string& name, Type type) const {
  if (!has_attribute(name)) {
    fail(name, "the attribute is missing");
  }
  try {
    const Handle attribute = state_->open_attribute(name);
    const Handle stored(H5Aget_type(attribute.get()), &H5Tclose, "reading a type");
    if (!can_be_read_as(stored.get(), type)) {
      fail(name, "the attribute has an unexpected type");
    }
    const Handle space(H5Aget_space(attribute.get()), &H5Sclose, "reading a shape");
    return static_cast<std::size_t>(
        check(H5Sget_simple_extent_npoints(space.get()), "reading a shape"));
  } catch (const Error& error) {
    fail(name, error.what());
  }
}

void GroupReader::attribute_numbers(const std::string& name, Type type, void* to) const {
  try {
    const Handle attribute = state_->open_attribute(name);
    const Handle memory = native_type(type);
    check(H5Aread(attribute.get(), memory.get(), to), "reading the attribute");
  } catch (const Error& error) {
    fail(name, error.what());
  }
}

std::vector<std::string> GroupReader::attribute_texts(const std::string& name,
                                                      std::size_t count) const {
  try {
    const Handle attribute = state_->open_attribute(name);
    const Handle memory = native_type(Type::kText);
    const Handle space(H5Aget_space(attribute.get()), &H5Sclose, "reading a shape");
    Texts texts(memory.get(), space.get(), count);
    check(H5Aread(attribute.get(), memory.get(), texts.data()), "reading the attribute");
    return texts.copy();
  } catch (const Error& error) {
    fail(name, error.what());
  }
}

std::string GroupReader::text(const std::string& attribute) const {
  return single<std::string>(attribute);
}

FileReader::FileReader(const std::filesystem::path& path, FileKind kind)
    : state_(std::make_unique<State>()) {
  state_->path = path.string();
  state_->kind = std::move(kind);
  const FileKind& expected = state_->kind;
  check_whole(path, expected);
  try {
    state_->file = open_file(path);
  } catch (const Error& error) {
    throw input_error({state_->path, 0, "", "", error.what(), expected.remedy});
  }
  const GroupReader top = root();
  if (!top.has_attribute("filetype") || top.text("filetype") != expected.file_type) {
    throw input_error({state_->path, 0, "filetype",
                       top.has_attribute("filetype") ? top.text("filetype") : "",
                       fmt::format("this is not a {}", expected.name), expected.remedy});
  }
  const auto version = top.attribute<std::int32_t>("format_version");
  if (version.size() != 2) {
    top.fail("format_version", "the attribute must have two values");
  }
  format_major_ = version[0];
  format_minor_ = version[1];
  if (format_major_ != expected.major) {
    throw input_error(
        {state_->path, 0, "format_version", fmt::format("{}.{}", format_major_, format_minor_),
         fmt::format("this program reads version {} of the {}", expected.major, expected.name),
         expected.remedy});
  }
}

FileReader::~FileReader() = default;

GroupReader FileReader::root() const {
  auto state = std::make_unique<GroupReader::State>();
  state->group =
      Handle(H5Gopen2(state_->file.get(), "/", H5P_DEFAULT), &H5Gclose, "opening the root group");
  state->file = state_->path;
  state->remedy = state_->kind.remedy;
  return GroupReader(std::move(state));
}

std::optional<std::string> file_type_of(const std::filesystem::path& path) {
  if (check_seal(path).state != SealCheck::State::kWhole) {
    return std::nullopt;
  }
  const Session session;
  try {
    const Handle file = open_file(path);
    auto state = std::make_unique<GroupReader::State>();
    state->group = Handle(H5Gopen2(file.get(), "/", H5P_DEFAULT), &H5Gclose, "opening the root");
    state->file = path.string();
    return GroupReader(std::move(state)).text("filetype");
  } catch (const Error&) {
    return std::nullopt;
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace yanbi::hdf5
