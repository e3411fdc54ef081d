// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/base/error.hpp"
#include "sim/batch/journal.hpp"

namespace yanbi {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_lock(const fs::path& path, int error) {
  const bool no_locks = error == ENOLCK || error == ENOSYS || error == EOPNOTSUPP;
  throw RunError(no_locks ? fmt::format("{}: this file system has no locks ({}), so that nothing "
                                        "keeps two processes from doing the same work; put the "
                                        "result on another one (Lustre: mounted with flock)",
                                        path.string(), error_text(error))
                          : fmt::format("{}: cannot be locked ({}); choose a folder for the result "
                                        "that is writable",
                                        path.string(), error_text(error)));
}

/// Whether the lock was got; false = another holds it.
bool lock_whole_file(const fs::path& path, int descriptor, bool wait) {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;  // from 0 on; a length of 0 is up to any end
  while (::fcntl(descriptor, wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock) != 0) {
    if (errno == EAGAIN || errno == EACCES) {
      return false;
    }
    if (errno != EINTR) {
      refuse_lock(path, errno);
    }
  }
  return true;
}

/// Whether `path` still names the open file: the one before may have been removed with its folder.
bool still_names(const fs::path& path, int descriptor) {
  struct stat open_file {};
  struct stat named {};
  return ::fstat(descriptor, &open_file) == 0 && ::stat(path.c_str(), &named) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

/// "process 123 on node-7", as far as that is known.
std::string holder_of(int descriptor) {
  std::array<char, 256> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  const std::string_view found(text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  const std::string_view line = found.substr(0, std::min(found.find('\n'), found.size()));
  const bool sound =
      !line.empty() && std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
  return sound ? std::string(line) : "another process";
}

/// Only for the message of others: a full disk does not make the lock worse.
void tell_holder(int descriptor) {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) {
    host.fill('\0');
  }
  const std::string line = fmt::format("process {} on {}\n", ::getpid(), host.data());
  if (::ftruncate(descriptor, 0) == 0) {
    static_cast<void>(write_all(descriptor, std::as_bytes(std::span(line))));
  }
}

FileDescriptor open_lock(const fs::path& folder, const fs::path& path) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    refuse_lock(path, error.value());
  }
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!file.is_open()) {
    refuse_lock(path, errno);
  }
  return file;
}

}  // namespace

BatchLock::BatchLock(const fs::path& folder, const std::string& name, bool wait) {
  YANBI_EXPECT(!name.empty() && name.find('/') == std::string::npos);
  const fs::path path = folder / (name + ".lock");
  do {
    file_ = open_lock(folder, path);
    if (!lock_whole_file(path, file_.get(), wait)) {
      throw RunError(
          fmt::format("{}: {} is at work on this batch; wait until it has ended, or stop it",
                      path.string(), holder_of(file_.get())));
    }
  } while (!still_names(path, file_.get()));
  tell_holder(file_.get());
}

}  // namespace yanbi
