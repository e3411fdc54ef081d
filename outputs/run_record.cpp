// SPDX-License-Identifier: Apache-2.0
// Bytes of a record, before zstd: the version, then the fields one after another in the order of
// their declaration. Numbers are little-endian, doubles as their bits, truths one byte 0 or 1;
// columns and texts begin with their length, 8 bytes.
#include "outputs/run_record.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/little_endian.hpp"

namespace yanbi {
namespace {

/// Runs compress to a third or less even so, and quicker than a disk takes them.
constexpr int kRecordCompression = 1;
/// A block of zstd is at most 128 KiB and takes at least 4 bytes: no sound frame grows more.
constexpr std::uint64_t kMostGrowth = (128U * 1024U) / 4U;

[[noreturn]] void refuse_record(const std::string& why) {
  throw RunError(fmt::format("the record of a run cannot be read: {}", why));
}

template <class T>
concept NumberInRecord = std::is_arithmetic_v<T> || std::same_as<T, Tick>;

template <class T, class Struct>
concept MaybeConst = std::same_as<std::remove_const_t<T>, Struct>;

// The fields of each struct, once for both directions. A structured binding must name every member,
// so one that is added does not compile before it stands here.

template <class Coder, MaybeConst<Exposure> Fields>
void code_fields(Coder& coder, Fields& exposure) {
  auto& [at, wave, effects, at_home, on_street, sheltered] = exposure;
  coder.all(at, wave, effects, at_home, on_street, sheltered);
}

template <class Coder, MaybeConst<ShelterFacts> Fields>
void code_fields(Coder& coder, Fields& facts) {
  auto& [admitted, refused, peak, time_full, entrance_wait_p95, lost_at, lost_persons, sent_on] =
      facts;
  coder.all(admitted, refused, peak, time_full, entrance_wait_p95, lost_at, lost_persons, sent_on);
}

template <class Coder, MaybeConst<LinkFacts> Fields>
void code_fields(Coder& coder, Fields& facts) {
  auto& [volume, peak_queue, delay] = facts;
  coder.all(volume, peak_queue, delay);
}

template <class Coder, MaybeConst<RunDiagnostics> Fields>
void code_fields(Coder& coder, Fields& diagnostics) {
  // Which thread did what is not the same from one execution of a run to the next.
  auto& [steps, events, traversals, redirections, detours, entry_waits, waiting_at_end, gridlocked,
         left_out] = diagnostics;
  coder.all(steps, events, traversals, redirections, detours, entry_waits, waiting_at_end,
            gridlocked);
}

template <class Coder, MaybeConst<ZoneScores> Fields>
void code_fields(Coder& coder, Fields& scores) {
  auto& [geography, population, sheltered, unsheltered, curve, t50, t90, t95, mean_walk, p95_walk,
         places, served_from_other_zones, served_in_other_zones, not_at_risk, caught, caught_curve,
         water_arrival, at_risk, inside_before_water] = scores;
  coder.all(geography, population, sheltered, unsheltered, curve, t50, t90, t95, mean_walk,
            p95_walk, places, served_from_other_zones, served_in_other_zones, not_at_risk, caught,
            caught_curve, water_arrival, at_risk, inside_before_water);
}

template <class Coder, MaybeConst<RunScores> Fields>
void code_fields(Coder& coder, Fields& run) {
  auto& [replicate, seed, state_hash, geographies, shelters, assigned, occupancy, links,
         caught_on_link, exposures, meets_hazards, diagnostics] = run;
  coder.all(replicate, seed, state_hash, geographies, shelters, assigned, occupancy, links,
            caught_on_link, exposures, meets_hazards, diagnostics);
}

/// Appends fields to a text of bytes.
class RecordEncoder {
 public:
  template <class... Fields>
  void all(const Fields&... fields) {
    (put(fields), ...);
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  template <NumberInRecord T>
  void put(const T& value) {
    const std::size_t end = bytes_.size();
    bytes_.resize(end + sizeof(T));
    store_little_endian(value, bytes_.data() + end);
  }
  void put(const std::string& text) {
    put(std::uint64_t{text.size()});
    bytes_ += text;
  }
  template <class T>
  void put(const std::vector<T>& column) {
    put(std::uint64_t{column.size()});
    if constexpr (NumberInRecord<T>) {
      const std::size_t end = bytes_.size();
      bytes_.resize(end + column.size() * sizeof(T));
      for (std::size_t i = 0; i < column.size(); ++i) {
        store_little_endian(column[i], bytes_.data() + end + i * sizeof(T));
      }
    } else {
      for (const T& element : column) {
        put(element);
      }
    }
  }
  template <class Struct>
  void put(const Struct& value) {
    code_fields(*this, value);
  }

  std::string bytes_;
};

/// Takes fields from bytes, and never more than there are.
class RecordDecoder {
 public:
  explicit RecordDecoder(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <class... Fields>
  void all(Fields&... fields) {
    (get(fields), ...);
  }
  void require_end() const {
    if (!rest_.empty()) {
      refuse_record(fmt::format("{} bytes are left over", rest_.size()));
    }
  }

 private:
  template <NumberInRecord T>
  void get(T& value) {
    value = load<T>(take(sizeof(T)));
  }
  void get(std::string& text) {
    const std::span<const std::byte> bytes = take(length(1));
    text.resize(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      text[i] = static_cast<char>(bytes[i]);
    }
  }
  template <class T>
  void get(std::vector<T>& column) {
    column.clear();
    if constexpr (NumberInRecord<T>) {
      const std::size_t count = length(sizeof(T));
      const std::span<const std::byte> bytes = take(count * sizeof(T));
      column.resize(count);
      for (std::size_t i = 0; i < count; ++i) {
        column[i] = load<T>(bytes.subspan(i * sizeof(T), sizeof(T)));
      }
    } else {
      // One by one, since each takes bytes that are there.
      for (std::size_t count = length(1); count > 0; --count) {
        get(column.emplace_back());
      }
    }
  }
  template <class Struct>
  void get(Struct& value) {
    code_fields(*this, value);
  }

  /// A number of elements of at least `size` bytes each.
  [[nodiscard]] std::size_t length(std::size_t size) {
    std::uint64_t count = 0;
    get(count);
    if (count > rest_.size() / size) {
      refuse_record(
          fmt::format("{} values are announced where {} bytes are left", count, rest_.size()));
    }
    return static_cast<std::size_t>(count);
  }
  [[nodiscard]] std::span<const std::byte> take(std::size_t size) {
    if (size > rest_.size()) {
      refuse_record("it ends too early");
    }
    const std::span<const std::byte> taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  template <NumberInRecord T>
  static T load(std::span<const std::byte> from) {
    if constexpr (std::same_as<T, bool>) {
      const auto truth = std::to_integer<unsigned>(from.front());
      if (truth > 1) {
        refuse_record(fmt::format("{} stands where only 0 or 1 can", truth));
      }
      return truth == 1;
    } else {
      return load_little_endian<T>(from.data());
    }
  }

  std::span<const std::byte> rest_;
};

std::string compressed(const std::string& bytes) {
  std::string result(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress(result.data(), result.size(), bytes.data(), bytes.size(), kRecordCompression);
  if (ZSTD_isError(size) != 0) {
    throw RunError(
        fmt::format("the scores of a run cannot be compressed: {}", ZSTD_getErrorName(size)));
  }
  result.resize(size);
  return result;
}

/// The contents of exactly one frame.
std::vector<std::byte> decompressed(std::span<const std::byte> bytes) {
  const std::size_t frame = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (ZSTD_isError(frame) != 0 || frame != bytes.size() || size == ZSTD_CONTENTSIZE_ERROR ||
      size == ZSTD_CONTENTSIZE_UNKNOWN || size / kMostGrowth > bytes.size()) {
    refuse_record("it is not one whole zstd frame");
  }
  std::vector<std::byte> result(static_cast<std::size_t>(size));
  const std::size_t written =
      ZSTD_decompress(result.data(), result.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(written) != 0) {
    refuse_record(ZSTD_getErrorName(written));
  }
  if (written != result.size()) {
    refuse_record("it holds less than it announces");
  }
  return result;
}

}  // namespace

std::string encode_run(const RunScores& run) {
  RecordEncoder encoder;
  encoder.all(std::int32_t{kRunRecordVersion}, run);
  return compressed(encoder.bytes());
}

RunScores decode_run(std::span<const std::byte> bytes) {
  const std::vector<std::byte> whole = decompressed(bytes);
  RecordDecoder decoder(whole);
  std::int32_t version = 0;
  decoder.all(version);
  if (version != kRunRecordVersion) {
    refuse_record(fmt::format("it has version {}, not {}", version, kRunRecordVersion));
  }
  RunScores run;
  decoder.all(run);
  decoder.require_end();
  return run;
}

}  // namespace yanbi
