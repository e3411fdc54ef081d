// SPDX-License-Identifier: Apache-2.0
#include "sim/app/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace yanbi::app {
namespace {

namespace fs = std::filesystem;

/// Makes and removes a file beside `path`: permissions alone do not tell (root, read-only mounts).
void try_folder(const fs::path& path, const fs::path& folder) {
  const fs::path probe = folder / fmt::format(".{}.{}.probe", path.filename().string(), ::getpid());
  const int descriptor = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    throw CallError(
        fmt::format("{}: cannot be written: no file can be made in '{}' ({}); choose "
                    "another folder",
                    path.string(), folder.string(), std::generic_category().message(errno)));
  }
  ::close(descriptor);
  ::unlink(probe.c_str());
}

}  // namespace

void require_writable(const fs::path& path, bool force) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (path.filename().empty() || fs::is_directory(status)) {
    throw CallError(fmt::format("{}: is a folder; give the name of a file in it", path.string()));
  }
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw CallError(fmt::format("{}: is no regular file; choose another name", path.string()));
  }
  if (fs::exists(status) && !force) {
    throw CallError(fmt::format(
        "{}: exists already; choose another name, or replace it with --force", path.string()));
  }
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored)) {
    throw CallError(fmt::format("{}: the folder '{}' does not exist; make it first", path.string(),
                                folder.string()));
  }
  try_folder(path, folder);
}

void require_no_input(const fs::path& path, const std::vector<fs::path>& inputs) {
  for (const fs::path& input : inputs) {
    std::error_code ignored;
    if (fs::equivalent(path, input, ignored)) {
      throw CallError(fmt::format("{}: is read by this very command ('{}'); choose another name",
                                  path.string(), input.string()));
    }
  }
}

}  // namespace yanbi::app
