// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/journal_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

[[noreturn]] void refuse_journal(const std::filesystem::path& path, int error) {
  throw RunError(
      fmt::format("{}: cannot be read ({}); check the disk and the permissions, then run "
                  "it again with --resume",
                  path.string(), error_text(error)));
}

}  // namespace

JournalFile::JournalFile(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status {};
  if (!descriptor_.is_open() || ::fstat(descriptor_.get(), &status) != 0) {
    refuse_journal(path_, errno);
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

/// Whether all of `bytes` were there.
bool JournalFile::read(std::span<std::byte> bytes, std::uint64_t offset) const {
  while (!bytes.empty()) {
    const ssize_t count =
        ::pread(descriptor_.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno != EINTR) {
      refuse_journal(path_, errno);
    }
    if (count == 0) {
      return false;
    }
    if (count > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(count));
      offset += static_cast<std::uint64_t>(count);
    }
  }
  return true;
}

std::optional<JournalHeadBytes> JournalFile::head() const {
  JournalHeadBytes bytes{};
  return read(bytes, 0) ? std::optional(bytes) : std::nullopt;
}

std::optional<RecordHead> JournalFile::record_head(std::uint64_t offset,
                                                   std::uint64_t identity) const {
  RecordHeadBytes bytes{};
  return read(bytes, offset) ? decode_record_head(bytes, identity) : std::nullopt;
}

bool JournalFile::read_payload(std::uint64_t offset, const RecordHead& head,
                               const std::function<void(std::span<const std::byte>)>& take) const {
  PayloadChecksum checksum(head.checksum);
  std::uint64_t at = offset + kRecordHeadBytes;
  std::uint64_t left = head.length;
  std::vector<std::byte> buffer(
      static_cast<std::size_t>(std::min<std::uint64_t>(left, PayloadChecksum::kBlock)));
  while (left > 0) {
    const std::span<std::byte> block = std::span(buffer).first(
        static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer.size())));
    if (!read(block, at)) {
      return false;
    }
    checksum.add(block);
    take(block);
    at += block.size();
    left -= block.size();
  }
  return checksum.value() == head.payload_checksum;
}

}  // namespace yanbi
