// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads HDF5 files of other programs: no seal, other types and layouts. Whatever is missing, or of
// another kind than asked for, is said by an exception; nothing of the file is believed unchecked.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/hdf5/error.hpp"

namespace yanbi::hdf5 {

/// An open file, for reading. Names are paths from the root: "/Geometry/2D Flow Areas".
class ForeignFile {
 public:
  /// @throws Error when the file is missing, cut short, or no HDF5 file.
  explicit ForeignFile(const std::filesystem::path& path);
  ~ForeignFile();
  ForeignFile(const ForeignFile&) = delete;
  ForeignFile& operator=(const ForeignFile&) = delete;
  ForeignFile(ForeignFile&&) = delete;
  ForeignFile& operator=(ForeignFile&&) = delete;

  [[nodiscard]] bool has(const std::string& name) const;
  /// Names of the groups in a group, by name. @throws Error.
  [[nodiscard]] std::vector<std::string> groups(const std::string& name) const;
  /// Lengths of the dimensions of a variable. @throws Error when there is no such variable.
  [[nodiscard]] std::vector<std::size_t> shape(const std::string& name) const;
  /// All numbers of a variable, last dimension fastest, whatever their type in the file.
  /// @throws Error when it holds no numbers, or impossibly many.
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const;
  /// The numbers at one index of the first dimension. @throws Error as above.
  [[nodiscard]] std::vector<float> slice(const std::string& name, std::size_t index) const;
  /// Texts of fixed or variable length, without padding. @throws Error when it holds none.
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  /// A text that is an attribute of a group or variable; nothing when there is none.
  [[nodiscard]] std::optional<std::string> attribute(const std::string& name,
                                                     const std::string& attribute) const;

 private:
  struct State;
  Session session_;
  std::unique_ptr<State> state_;
};

}  // namespace yanbi::hdf5
