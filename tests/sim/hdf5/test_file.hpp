// SPDX-License-Identifier: Apache-2.0
#pragma once
// What files of these tests are.

#include <cstdint>
#include <vector>

#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi::hdf5 {

inline const FileKind kKind = {"test file", "test file", 1, "make it again"};

/// The root of a new file of that kind.
[[nodiscard]] inline GroupWriter root_of(FileWriter& file, std::int32_t format_minor = 0) {
  GroupWriter root = file.root();
  root.attribute("filetype", "test file");
  root.attribute("format_version", std::vector<std::int32_t>{1, format_minor});
  return root;
}

}  // namespace yanbi::hdf5
