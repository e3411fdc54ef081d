// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/journal_format.hpp"

#include <algorithm>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/little_endian.hpp"

namespace yanbi {
namespace {

// Where the fields lie.
constexpr std::size_t kFormatAt = 8;
constexpr std::size_t kRecordVersionAt = 12;
constexpr std::size_t kIdentityAt = 16;
constexpr std::size_t kHeadChecksumAt = 24;
static_assert(kHeadChecksumAt + sizeof(std::uint64_t) == kJournalHeadBytes);
static_assert(kJournalMagic.size() == kFormatAt);

constexpr std::size_t kKindAt = 4;
constexpr std::size_t kLengthAt = 8;
constexpr std::size_t kCaseAt = 16;
constexpr std::size_t kReplicateAt = 20;
constexpr std::size_t kStatisticAt = 24;
constexpr std::size_t kSecondsAt = 32;
constexpr std::size_t kRecordChecksumAt = 40;
constexpr std::size_t kPayloadChecksumAt = 48;
static_assert(kPayloadChecksumAt + sizeof(std::uint64_t) == kRecordHeadBytes);

bool is_record_kind(std::uint32_t kind) {
  return kind == static_cast<std::uint32_t>(RecordKind::kFinished) ||
         kind == static_cast<std::uint32_t>(RecordKind::kFailed);
}

std::uint64_t checksum_of(std::string_view payload, std::uint64_t seed) {
  PayloadChecksum checksum(seed);
  std::span<const std::byte> rest = std::as_bytes(std::span(payload));
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.size(), PayloadChecksum::kBlock);
    checksum.add(rest.first(size));
    rest = rest.subspan(size);
  }
  return checksum.value();
}

}  // namespace

JournalHeadBytes encode_head(const JournalHead& head) {
  JournalHeadBytes bytes{};
  std::ranges::copy(std::as_bytes(std::span(kJournalMagic)), bytes.begin());
  store_little_endian(head.format, &bytes[kFormatAt]);
  store_little_endian(head.record_version, &bytes[kRecordVersionAt]);
  store_little_endian(head.identity, &bytes[kIdentityAt]);
  store_little_endian(hash_bytes(bytes.data(), kHeadChecksumAt), &bytes[kHeadChecksumAt]);
  return bytes;
}

bool has_journal_magic(const JournalHeadBytes& bytes) {
  return std::ranges::equal(std::span(bytes).first<kFormatAt>(),
                            std::as_bytes(std::span(kJournalMagic)));
}

std::optional<JournalHead> decode_head(const JournalHeadBytes& bytes) {
  if (load_little_endian<std::uint64_t>(&bytes[kHeadChecksumAt]) !=
      hash_bytes(bytes.data(), kHeadChecksumAt)) {
    return std::nullopt;
  }
  return JournalHead{load_little_endian<std::uint32_t>(&bytes[kFormatAt]),
                     load_little_endian<std::uint32_t>(&bytes[kRecordVersionAt]),
                     load_little_endian<std::uint64_t>(&bytes[kIdentityAt])};
}

std::optional<RecordHead> decode_record_head(const RecordHeadBytes& bytes, std::uint64_t identity) {
  RecordHead head;
  head.checksum = load_little_endian<std::uint64_t>(&bytes[kRecordChecksumAt]);
  const auto kind = load_little_endian<std::uint32_t>(&bytes[kKindAt]);
  if (load_little_endian<std::uint32_t>(bytes.data()) != kRecordMagic || !is_record_kind(kind) ||
      head.checksum != hash_bytes(bytes.data(), kRecordChecksumAt, identity)) {
    return std::nullopt;
  }
  head.kind = static_cast<RecordKind>(kind);
  head.length = load_little_endian<std::uint64_t>(&bytes[kLengthAt]);
  head.run.case_index = load_little_endian<std::uint32_t>(&bytes[kCaseAt]);
  head.run.replicate = load_little_endian<std::uint32_t>(&bytes[kReplicateAt]);
  head.statistic = load_little_endian<double>(&bytes[kStatisticAt]);
  head.seconds = load_little_endian<double>(&bytes[kSecondsAt]);
  head.payload_checksum = load_little_endian<std::uint64_t>(&bytes[kPayloadChecksumAt]);
  if (head.kind == RecordKind::kFailed && head.length > kLongestReason) {
    return std::nullopt;
  }
  return head;
}

std::string encode_record(RecordHead head, std::string_view payload, std::uint64_t identity) {
  YANBI_EXPECT(head.kind == RecordKind::kFinished || payload.size() <= kLongestReason);
  std::string record(kRecordHeadBytes, '\0');
  record.reserve(kRecordHeadBytes + payload.size());
  store_little_endian(kRecordMagic, record.data());
  store_little_endian(static_cast<std::uint32_t>(head.kind), &record[kKindAt]);
  store_little_endian(std::uint64_t{payload.size()}, &record[kLengthAt]);
  store_little_endian(head.run.case_index, &record[kCaseAt]);
  store_little_endian(head.run.replicate, &record[kReplicateAt]);
  store_little_endian(head.statistic, &record[kStatisticAt]);
  store_little_endian(head.seconds, &record[kSecondsAt]);
  head.checksum = hash_bytes(record.data(), kRecordChecksumAt, identity);
  store_little_endian(head.checksum, &record[kRecordChecksumAt]);
  store_little_endian(checksum_of(payload, head.checksum), &record[kPayloadChecksumAt]);
  record += payload;
  return record;
}

void PayloadChecksum::add(std::span<const std::byte> block) noexcept {
  value_ = hash_bytes(block.data(), block.size(), value_);
}

}  // namespace yanbi
