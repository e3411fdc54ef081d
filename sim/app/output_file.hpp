// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether a file can be written, asked before hours of work and not after.

#include <filesystem>
#include <stdexcept>
#include <vector>

namespace yanbi::app {

/// The command was called wrongly: exit code 2.
class CallError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// @throws CallError when `path` exists and may not be replaced (no `force`), is no regular file,
/// or its folder is missing or takes no file.
void require_writable(const std::filesystem::path& path, bool force);

/// @throws CallError when `path` is one of the files that the command reads: not even `--force`
/// replaces those.
void require_no_input(const std::filesystem::path& path,
                      const std::vector<std::filesystem::path>& inputs);

}  // namespace yanbi::app
