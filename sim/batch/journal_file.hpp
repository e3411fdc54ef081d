// SPDX-License-Identifier: Apache-2.0
#pragma once
// One journal, being read: its head, its records by their place, payloads in blocks. Inside of the
// batch room.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>

#include "sim/base/descriptor.hpp"
#include "sim/batch/journal_format.hpp"

namespace yanbi {

class JournalFile {
 public:
  /// @throws RunError when it cannot be opened.
  explicit JournalFile(const std::filesystem::path& path);

  /// Bytes it had when it was opened.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// The bytes of the head; none when the file is too short for one. @throws RunError.
  [[nodiscard]] std::optional<JournalHeadBytes> head() const;
  /// The head of the record that begins at `offset`; none when it is not sound or not whole.
  /// @throws RunError.
  [[nodiscard]] std::optional<RecordHead> record_head(std::uint64_t offset,
                                                      std::uint64_t identity) const;
  /// Hands the payload of the record at `offset` to `take`, block by block, and returns whether its
  /// checksum holds: until then the blocks are not to be trusted. @throws RunError.
  bool read_payload(std::uint64_t offset, const RecordHead& head,
                    const std::function<void(std::span<const std::byte>)>& take) const;

 private:
  [[nodiscard]] bool read(std::span<std::byte> bytes, std::uint64_t offset) const;

  std::filesystem::path path_;
  FileDescriptor descriptor_;
  std::uint64_t size_ = 0;
};

}  // namespace yanbi
