// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the files that writer.hpp makes. A file is checked against its seal before HDF5 sees it,
// and whatever is missing or of another type or shape than expected is an InputError with a remedy.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/hdf5/error.hpp"
#include "sim/hdf5/values.hpp"

namespace yanbi::hdf5 {

/// The kind of file that is expected, and what messages say about it.
struct FileKind {
  std::string file_type;  ///< value of the root attribute `filetype`
  std::string name;       ///< "city file"
  int major = 1;          ///< major version of the layout that can be read
  std::string remedy;     ///< what to do with a damaged or foreign file
};

/// Values in the order of the file, last dimension fastest.
template <class T>
using Column = std::vector<T>;

/// A group being read.
class GroupReader {
 public:
  struct State;
  explicit GroupReader(std::unique_ptr<State> state);
  ~GroupReader();
  GroupReader(GroupReader&&) noexcept;
  GroupReader& operator=(GroupReader&&) noexcept;
  GroupReader(const GroupReader&) = delete;
  GroupReader& operator=(const GroupReader&) = delete;

  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] GroupReader group(const std::string& name) const;
  /// Names of the groups in this group, in the order in which they were made.
  [[nodiscard]] std::vector<std::string> groups() const;
  /// Length of a one-dimensional variable, such as a dimension.
  [[nodiscard]] std::size_t length(const std::string& name) const;

  /// The variable `name`, which must have type T and, where given, exactly `shape`.
  template <class T>
  [[nodiscard]] Column<T> read(const std::string& name,
                               const std::optional<std::vector<std::size_t>>& shape = {}) const;

  [[nodiscard]] bool has_attribute(const std::string& name) const;
  [[nodiscard]] std::string text(const std::string& attribute) const;
  template <class T>
  [[nodiscard]] std::vector<T> attribute(const std::string& name) const;
  /// An attribute with exactly one value.
  template <class T>
  [[nodiscard]] T single(const std::string& name) const;

  /// @throws InputError that names `key` in this group, with the remedy of the file's kind.
  [[noreturn]] void fail(const std::string& key, const std::string& reason) const;
  /// The same as a Problem, to be collected.
  [[nodiscard]] Problem problem(const std::string& key, const std::string& reason) const;

 private:
  void read_numbers(const std::string& name, Type type, void* to) const;
  [[nodiscard]] std::vector<std::size_t> checked_shape(
      const std::string& name, Type type,
      const std::optional<std::vector<std::size_t>>& expected) const;
  [[nodiscard]] std::vector<std::string> read_texts(const std::string& name,
                                                    std::size_t count) const;
  /// Texts that GroupWriter::keys wrote as a block of characters; nothing where they are no block.
  [[nodiscard]] std::optional<std::vector<std::string>> read_block(
      const std::string& name, const std::optional<std::vector<std::size_t>>& shape) const;
  [[nodiscard]] std::size_t attribute_size(const std::string& name, Type type) const;
  void attribute_numbers(const std::string& name, Type type, void* to) const;
  [[nodiscard]] std::vector<std::string> attribute_texts(const std::string& name,
                                                         std::size_t count) const;

  std::unique_ptr<State> state_;
};

/// An open file.
class FileReader {
 public:
  /// @throws InputError when the file is missing, damaged, cut short, of another kind or of another
  /// major version.
  FileReader(const std::filesystem::path& path, FileKind kind);
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;
  FileReader(FileReader&&) = delete;
  FileReader& operator=(FileReader&&) = delete;

  [[nodiscard]] GroupReader root() const;
  [[nodiscard]] int format_major() const noexcept { return format_major_; }
  [[nodiscard]] int format_minor() const noexcept { return format_minor_; }

 private:
  struct State;
  Session session_;
  std::unique_ptr<State> state_;
  int format_major_ = 0;
  int format_minor_ = 0;
};

/// The value of the root attribute `filetype` of a sealed file, or nothing when `path` is no such
/// file. Never throws InputError: for telling kinds of file apart.
[[nodiscard]] std::optional<std::string> file_type_of(const std::filesystem::path& path);

// --- templates ---

template <class T>
Column<T> GroupReader::read(const std::string& name,
                            const std::optional<std::vector<std::size_t>>& shape) const {
  if constexpr (std::is_same_v<T, std::string>) {
    if (auto texts = read_block(name, shape)) {
      return *std::move(texts);
    }
  }
  std::size_t count = 1;
  for (const std::size_t length : checked_shape(name, type_of<T>(), shape)) {
    count *= length;
  }
  if constexpr (std::is_same_v<T, std::string>) {
    return read_texts(name, count);
  } else {
    Column<T> values(count);
    read_numbers(name, type_of<T>(), values.data());
    return values;
  }
}

template <class T>
std::vector<T> GroupReader::attribute(const std::string& name) const {
  const std::size_t count = attribute_size(name, type_of<T>());
  if constexpr (std::is_same_v<T, std::string>) {
    return attribute_texts(name, count);
  } else {
    std::vector<T> values(count);
    attribute_numbers(name, type_of<T>(), values.data());
    return values;
  }
}

template <class T>
T GroupReader::single(const std::string& name) const {
  std::vector<T> values = attribute<T>(name);
  if (values.size() != 1) {
    fail(name, "the attribute must have one value");
  }
  return values.front();
}

}  // namespace yanbi::hdf5
