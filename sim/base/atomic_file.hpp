// SPDX-License-Identifier: Apache-2.0
#pragma once
// A file that appears under its name whole, or not at all: written beside it under another name,
// synced, renamed. What stood there before stays untouched until then.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "sim/base/descriptor.hpp"

namespace yanbi {

class AtomicFile {
 public:
  /// Opens a temporary file in the folder of `target` (of what it points to, if it is a link).
  /// @throws RunError when the folder is missing or not writable, or `target` is no regular file.
  explicit AtomicFile(const std::filesystem::path& target);
  /// Removes the temporary file unless it was committed.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  AtomicFile(AtomicFile&&) = delete;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Appends. @throws RunError when not everything could be written (disk full, quota).
  void write(std::span<const std::byte> bytes);
  /// The same for text.
  void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
  /// Makes the file `end` bytes long if it is shorter, and sees to it that there is room on the
  /// disk from `begin` on. @throws RunError when there is none.
  void reserve(std::size_t begin, std::size_t end);
  /// Ends the file after `size` bytes; `write` goes on there. @throws RunError.
  void cut(std::size_t size);
  /// For mapping the file into memory.
  [[nodiscard]] int descriptor() const noexcept { return descriptor_.get(); }
  /// Syncs the file, gives it its name and syncs the folder. @throws RunError; the old file is then
  /// still in place, except when only the sync of the folder failed.
  void commit();

 private:
  [[noreturn]] void fail(const char* what, int error) const;

  std::filesystem::path target_;
  std::filesystem::path temporary_;
  FileDescriptor descriptor_;
};

}  // namespace yanbi
