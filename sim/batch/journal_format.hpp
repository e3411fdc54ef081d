// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bytes of a journal. Inside of the batch room.
//
// A journal is a head and then records; all numbers are little-endian.
//
//   head     8 bytes  kJournalMagic
//            u32      version of this format
//            u32      version of the scores' bytes (kRunRecordVersion)
//            u64      identity of the batch
//            u64      XXH64 of the 24 bytes before
//   record   u32      kRecordMagic
//            u32      1 = the scores of a run follow, 2 = why it failed follows
//            u64      length of what follows
//            u32 u32  case, replicate
//            f64 f64  statistic, seconds
//            u64      XXH64 of the 40 bytes before, with the identity as its seed
//            u64      checksum of what follows (see `PayloadChecksum`)
//            ...      what follows
//
// The head keeps this shape in all versions. The length has a checksum of its own, so that damage
// to it is known as such; the identity is the seed, so that old blocks of a disk which held another
// journal can never pass for records of this one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/batch/journal.hpp"

namespace yanbi {

inline constexpr std::string_view kJournalMagic = "Yanbi-J\n";
inline constexpr std::uint32_t kJournalFormat = 1;
inline constexpr std::size_t kJournalHeadBytes = 32;
inline constexpr std::uint32_t kRecordMagic = 0x4E55'5259;  // "YRUN"
inline constexpr std::size_t kRecordHeadBytes = 56;
/// A longer reason of a failure is cut when it is written.
inline constexpr std::size_t kLongestReason = 4096;
inline constexpr std::string_view kJournalEnding = ".journal";

using JournalHeadBytes = std::array<std::byte, kJournalHeadBytes>;
using RecordHeadBytes = std::array<std::byte, kRecordHeadBytes>;

enum class RecordKind : std::uint32_t { kFinished = 1, kFailed = 2 };

/// What the head of a journal says.
struct JournalHead {
  std::uint32_t format = kJournalFormat;
  std::uint32_t record_version = 0;
  std::uint64_t identity = 0;
};

[[nodiscard]] JournalHeadBytes encode_head(const JournalHead& head);
/// None when its checksum is wrong. The magic is not looked at.
[[nodiscard]] std::optional<JournalHead> decode_head(const JournalHeadBytes& bytes);
[[nodiscard]] bool has_journal_magic(const JournalHeadBytes& bytes);

/// The head of a record.
struct RecordHead {
  RecordKind kind = RecordKind::kFinished;
  RunKey run;
  std::uint64_t length = 0;  ///< of the payload, bytes
  double statistic = 0.0;
  double seconds = 0.0;
  std::uint64_t checksum = 0;          ///< of the fields above; only read
  std::uint64_t payload_checksum = 0;  ///< only read
};

/// None when anything about it is wrong.
[[nodiscard]] std::optional<RecordHead> decode_record_head(const RecordHeadBytes& bytes,
                                                           std::uint64_t identity);

/// The whole record of a payload, as it is appended. `head.length` and the checksums are made here.
[[nodiscard]] std::string encode_record(RecordHead head, std::string_view payload,
                                        std::uint64_t identity);

/// XXH64 of blocks of `kBlock` bytes, the last one shorter, each with the hash of the one before as
/// its seed: so a payload of any size is checked with the memory of one block.
class PayloadChecksum {
 public:
  static constexpr std::size_t kBlock = std::size_t{1} << 18U;

  /// @param seed the checksum of the record's head.
  explicit PayloadChecksum(std::uint64_t seed) noexcept : value_(seed) {}
  /// The next block.
  void add(std::span<const std::byte> block) noexcept;
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

 private:
  std::uint64_t value_;
};

}  // namespace yanbi
