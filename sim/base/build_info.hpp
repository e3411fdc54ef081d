// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which build this is: written into every result file and printed by `yanbi --version`.
// The definition is generated into the build tree from cmake/build_info.cpp.in.

#include <string_view>

namespace yanbi {

/// Facts fixed when the library was compiled.
struct BuildInfo {
  std::string_view version;       ///< "major.minor.patch"
  std::string_view git_revision;  ///< short hash, after a tag if any; "-dirty" when the tree was
                                  ///< changed; "unknown" outside a git checkout
  std::string_view compiler;      ///< name and version
  std::string_view build_type;    ///< CMake's build type
};

/// The build that this program runs.
[[nodiscard]] const BuildInfo& build_info() noexcept;

}  // namespace yanbi
