// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes an HDF5 file that is also a valid netCDF-4 file: groups, named dimensions, variables with
// units, attributes. It grows under a temporary name, mapped into memory, and gets its own name
// when it is whole, sealed and synced: a full disk or a crash cannot leave half a file.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/hdf5/error.hpp"
#include "sim/hdf5/values.hpp"

namespace yanbi::hdf5 {

/// One variable being written.
class VariableWriter {
 public:
  struct State;
  explicit VariableWriter(std::unique_ptr<State> state);
  ~VariableWriter();
  VariableWriter(VariableWriter&&) noexcept;
  VariableWriter& operator=(VariableWriter&&) noexcept;
  VariableWriter(const VariableWriter&) = delete;
  VariableWriter& operator=(const VariableWriter&) = delete;

  /// Writes all values, last dimension fastest. Precondition: as many as the variable has.
  void write(Values values);
  /// Writes the values of one index of the first dimension.
  void write_slice(std::size_t index, Values values);
  /// Writes "not there" at one index of the first dimension: NaN, 0 or empty texts. HDF5 does not
  /// promise what is read from numbers that were never written.
  void write_missing(std::size_t index);
  void write_missing();  ///< at all of them
  void attribute(const std::string& name, std::string_view text);
  void attribute(const std::string& name, Values values);

 private:
  std::unique_ptr<State> state_;
};

/// One group being written. Dimensions belong to the group that defines them.
class GroupWriter {
 public:
  struct State;
  explicit GroupWriter(std::unique_ptr<State> state);
  ~GroupWriter();
  GroupWriter(GroupWriter&&) noexcept;
  GroupWriter& operator=(GroupWriter&&) noexcept;
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  [[nodiscard]] GroupWriter group(const std::string& name);
  void attribute(const std::string& name, std::string_view text);
  void attribute(const std::string& name, Values values);  ///< one value, or a list
  /// A dimension without a variable of its own.
  void dimension(const std::string& name, std::size_t size);
  /// A dimension with a variable that says what each index stands for.
  void coordinate(const std::string& name, Values values, const Description& description);
  /// A variable over dimensions of this group. Doubles that are not written are NaN.
  [[nodiscard]] VariableWriter create(const std::string& name, Type type,
                                      const std::vector<std::string>& dimensions,
                                      const Description& description);
  /// `create` and `write` in one.
  void variable(const std::string& name, const std::vector<std::string>& dimensions, Values values,
                const Description& description);
  /// The same for keys, which may be very many: a block of characters, with a dimension
  /// `<name>_byte`, where they are of about the same length; else like all texts.
  void keys(const std::string& name, const std::string& dimension,
            std::span<const std::string> keys, const Description& description);

 private:
  std::unique_ptr<State> state_;
};

/// The file. Groups and variables must be gone before it is saved or given up. Whatever adds to it
/// throws RunError when there is no room for more.
class FileWriter {
 public:
  /// @throws RunError when no file can be made beside `path`.
  explicit FileWriter(const std::filesystem::path& path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  FileWriter(FileWriter&&) = delete;
  FileWriter& operator=(FileWriter&&) = delete;

  [[nodiscard]] GroupWriter root();
  /// Puts the file, sealed, in its place. @throws RunError; nothing is left behind then.
  void save();

 private:
  struct State;
  Session session_;
  std::unique_ptr<State> state_;
};

}  // namespace yanbi::hdf5
