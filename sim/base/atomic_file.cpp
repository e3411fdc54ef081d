// SPDX-License-Identifier: Apache-2.0
#include "sim/base/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

namespace fs = std::filesystem;

constexpr int kMostNamesTried = 1000;
/// Linux writes at most 2 GiB at once.
constexpr std::size_t kMostAtOnce = std::size_t{1} << 30U;

std::string reason(int error) { return std::generic_category().message(error); }

/// The file that is to be replaced: `target`, or what it points to.
fs::path resolved(const fs::path& target) {
  std::error_code error;
  const fs::file_status status = fs::status(target, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw RunError(
        fmt::format("{}: cannot be written: it exists and is not a regular file; give "
                    "the name of a file",
                    target.string()));
  }
  return fs::is_symlink(fs::symlink_status(target, error)) ? fs::weakly_canonical(target) : target;
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Syncs the entry of a new name in `folder`; file systems that cannot do that are left alone.
int sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return errno;
  }
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error == EINVAL || error == ENOTSUP ? 0 : error;
}

}  // namespace

AtomicFile::AtomicFile(const fs::path& target) : target_(resolved(target)) {
  const fs::path folder = folder_of(target_);
  for (int attempt = 0; attempt < kMostNamesTried && descriptor_ < 0; ++attempt) {
    temporary_ =
        folder / fmt::format(".{}.{}-{}.part", target_.filename().string(), ::getpid(), attempt);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0 && errno != EEXIST) {
      throw RunError(
          fmt::format("{}: cannot be written: no file can be made in the folder '{}' "
                      "({}); choose a folder that exists and is writable",
                      target_.string(), folder.string(), reason(errno)));
    }
  }
  if (descriptor_ < 0) {
    throw RunError(
        fmt::format("{}: cannot be written: {} temporary names are taken; remove the "
                    "files '.{}.*.part' beside it",
                    target_.string(), kMostNamesTried, target_.filename().string()));
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
  }
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), std::min(bytes.size(), kMostAtOnce));
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      fail("writing failed", errno);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (::fsync(descriptor_) != 0) {
    fail("syncing failed", errno);
  }
  close_checked();
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    fail("renaming the finished file failed", errno);
  }
  temporary_.clear();
  if (const int error = sync_folder(folder_of(target_)); error != 0) {
    fail("syncing its folder failed", error);
  }
}

void AtomicFile::close_checked() {
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    fail("closing failed", errno);
  }
}

void AtomicFile::fail(const char* what, int error) const {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  throw RunError(
      fmt::format("{}: {} ({}); {}", target_.string(), what, reason(error),
                  full ? "make room or write to another disk" : "check the disk and write again"));
}

}  // namespace yanbi
