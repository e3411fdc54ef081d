// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files by their descriptor, for what streams cannot do: to write all or say why not, to force to
// the disk, to lock.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace yanbi {

/// An open file, closed with this object; or none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  /// Owns what `open` returned; less than 0 = none.
  explicit FileDescriptor(int number) noexcept : number_(number) {}
  ~FileDescriptor() { close(); }
  FileDescriptor(FileDescriptor&& other) noexcept : number_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  [[nodiscard]] int get() const noexcept { return number_; }
  /// Closes it now. Returns 0, or the errno of what went wrong; it is closed in any case.
  int close() noexcept;

 private:
  int release() noexcept;

  int number_ = -1;
};

/// The system's words for an errno.
[[nodiscard]] std::string error_text(int error);
/// Whether making room would help: disk full, quota used up, file too large.
[[nodiscard]] bool is_out_of_room(int error) noexcept;

/// Writes all of `bytes`, also where the system takes them in pieces or a signal comes in between.
/// Returns 0, or the errno of what went wrong: some of them may have been written then.
[[nodiscard]] int write_all(int descriptor, std::span<const std::byte> bytes) noexcept;

/// Forces the names in `folder` to the disk, those of new files above all; file systems that cannot
/// do that are left alone. Returns 0 or an errno.
[[nodiscard]] int sync_folder(const std::filesystem::path& folder) noexcept;

/// The folder in which `path` lies.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& path);

}  // namespace yanbi
