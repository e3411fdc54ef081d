// SPDX-License-Identifier: Apache-2.0
#include "sim/base/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

namespace fs = std::filesystem;

constexpr int kMostNamesTried = 1000;

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

}  // namespace

AtomicFile::AtomicFile(const fs::path& target) : target_(resolved(target)) {
  const fs::path folder = folder_of(target_);
  for (int attempt = 0; attempt < kMostNamesTried && !descriptor_.is_open(); ++attempt) {
    temporary_ =
        folder / fmt::format(".{}.{}-{}.part", target_.filename().string(), ::getpid(), attempt);
    descriptor_ =
        FileDescriptor(::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!descriptor_.is_open() && errno != EEXIST) {
      throw RunError(
          fmt::format("{}: cannot be written: no file can be made in the folder '{}' "
                      "({}); choose a folder that exists and is writable",
                      target_.string(), folder.string(), error_text(errno)));
    }
  }
  if (!descriptor_.is_open()) {
    throw RunError(
        fmt::format("{}: cannot be written: {} temporary names are taken; remove the "
                    "files '.{}.*.part' beside it",
                    target_.string(), kMostNamesTried, target_.filename().string()));
  }
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
  }
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  if (const int error = write_all(descriptor_.get(), bytes); error != 0) {
    fail("writing failed", error);
  }
}

void AtomicFile::reserve(std::size_t begin, std::size_t end) {
  if (begin >= end) {
    return;
  }
  int error = 0;
  do {
    error = ::posix_fallocate(descriptor_.get(), static_cast<off_t>(begin),
                              static_cast<off_t>(end - begin));
  } while (error == EINTR);
  if (error != 0) {
    fail("there is no room for it", error);
  }
}

void AtomicFile::cut(std::size_t size) {
  const auto end = static_cast<off_t>(size);
  if (::ftruncate(descriptor_.get(), end) != 0 || ::lseek(descriptor_.get(), end, SEEK_SET) < 0) {
    fail("ending it failed", errno);
  }
}

void AtomicFile::commit() {
  if (::fsync(descriptor_.get()) != 0) {
    fail("syncing failed", errno);
  }
  if (const int error = descriptor_.close(); error != 0) {
    fail("closing failed", error);
  }
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    fail("renaming the finished file failed", errno);
  }
  temporary_.clear();
  if (const int error = sync_folder(folder_of(target_)); error != 0) {
    fail("syncing its folder failed", error);
  }
}

void AtomicFile::fail(const char* what, int error) const {
  throw RunError(fmt::format("{}: {} ({}); {}", target_.string(), what, error_text(error),
                             is_out_of_room(error) ? "make room or write to another disk"
                                                   : "check the disk and write again"));
}

}  // namespace yanbi
