// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bytes of a file while HDF5 makes it. Used inside this room only.

#include <cstddef>
#include <exception>
#include <filesystem>
#include <span>

#include "sim/base/atomic_file.hpp"

namespace yanbi::hdf5 {

/// A file that grows under a temporary name and is mapped into memory: the system may put its pages
/// on the disk at any time, so a large file takes little memory. Room on the disk is reserved
/// before anything is written to it. Where a file system cannot map files, the bytes stay in memory
/// until the end.
///
/// HDF5 does not end well when a write fails. So it never sees one: after a failure it goes on with
/// memory that leads nowhere, and `check` says what happened.
class FileImage {
 public:
  /// @throws RunError when no file can be made there.
  explicit FileImage(const std::filesystem::path& target);
  /// What was not committed is gone.
  ~FileImage();
  FileImage(const FileImage&) = delete;
  FileImage& operator=(const FileImage&) = delete;
  FileImage(FileImage&&) = delete;
  FileImage& operator=(FileImage&&) = delete;

  /// Makes it `size` bytes long. @returns where they are now; nullptr when there is no memory.
  [[nodiscard]] std::byte* resize(std::size_t size) noexcept;
  /// @throws RunError when it could not grow (disk full, quota).
  void check() const;
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {begin_, size_}; }
  /// Ends the file after `size` bytes and `trailer`, syncs it and gives it its name. @throws
  /// RunError.
  void commit(std::size_t size, std::span<const std::byte> trailer);

 private:
  /// Where the bytes are.
  enum class Place { kFile, kMemory, kNowhere };

  [[nodiscard]] std::byte* begin_mapping(std::size_t size) noexcept;
  [[nodiscard]] std::byte* grow_mapping(std::size_t size) noexcept;
  /// Changes of what is mapped no longer reach the file, which keeps its contents.
  [[nodiscard]] bool part_from_file() noexcept;
  /// The file could not grow: what is added leads nowhere.
  [[nodiscard]] std::byte* lead_nowhere(std::size_t size) noexcept;

  AtomicFile file_;
  Place place_ = Place::kFile;
  std::byte* begin_ = nullptr;
  std::size_t mapped_ = 0;    ///< bytes from `begin_` on
  std::size_t size_ = 0;      ///< of the file, not more
  std::size_t released_ = 0;  ///< bytes that were given back to the system, last time
  std::exception_ptr failure_;
};

}  // namespace yanbi::hdf5
