// SPDX-License-Identifier: Apache-2.0
// Bytes of a record, before zstd: the version, then the fields one after another in the order of
// their declaration. Numbers are little-endian, doubles as their bits, truths one byte 0 or 1;
// columns and texts begin with their length, 8 bytes. Columns of whole numbers then say in one byte
// how many bytes each of their numbers takes, which is the least that all of them fit in: most
// count people of a zone, and a quarter of the bytes is a quarter of the time that it takes to
// compress them.
#include "outputs/run_record.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
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

/// Whole numbers that may be written with fewer bytes than they have.
template <class T>
concept WholeNumber = std::signed_integral<T> &&(sizeof(T) > 1);

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

/// The least of 1, 2, 4 and 8 bytes that hold all numbers of a column.
template <WholeNumber T>
std::size_t least_width(const std::vector<T>& column) {
  // Without their sign: -1 needs no more bits than 0.
  T bits = 0;
  for (const T number : column) {
    bits |= number < 0 ? ~number : number;
  }
  std::size_t width = 1;
  while (width < sizeof(T) && bits >> (8 * width - 1) != 0) {
    width *= 2;
  }
  return width;
}

/// Calls `use` with a number of the type that has `width` bytes; false when there is none as wide.
template <WholeNumber T, class Use>
bool with_width(std::size_t width, const Use& use) {
  switch (width) {
    case 1:
      use(std::int8_t{});
      return true;
    case 2:
      use(std::int16_t{});
      return true;
    case 4:
      use(std::int32_t{});
      return true;
    case 8:
      if constexpr (sizeof(T) == 8) {
        use(std::int64_t{});
        return true;
      }
      return false;
    default:
      return false;
  }
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
    if constexpr (WholeNumber<T>) {
      const std::size_t width = least_width(column);
      put(static_cast<std::uint8_t>(width));
      with_width<T>(width, [&](auto narrow) { put_numbers<decltype(narrow)>(column); });
    } else if constexpr (NumberInRecord<T>) {
      put_numbers<T>(column);
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

  /// Each number as one of type `As`.
  template <class As, class T>
  void put_numbers(const std::vector<T>& column) {
    const std::size_t end = bytes_.size();
    bytes_.resize(end + column.size() * sizeof(As));
    for (std::size_t i = 0; i < column.size(); ++i) {
      store_little_endian(static_cast<As>(column[i]), bytes_.data() + end + i * sizeof(As));
    }
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
    if constexpr (WholeNumber<T>) {
      const std::size_t count = length(1);
      std::uint8_t width = 0;
      get(width);
      if (!with_width<T>(width,
                         [&](auto narrow) { get_numbers<decltype(narrow)>(count, column); })) {
        refuse_record(fmt::format("whole numbers of {} bytes stand where there are none", width));
      }
      if (least_width(column) != width) {
        refuse_record("whole numbers take more bytes than they need");
      }
    } else if constexpr (NumberInRecord<T>) {
      get_numbers<T>(length(sizeof(T)), column);
    } else {
      const std::size_t count = length(1);
      column.resize(std::min(count, column.size()));
      for (T& element : column) {
        get(element);
      }
      // One by one, since each takes bytes that are there.
      while (column.size() < count) {
        get(column.emplace_back());
      }
    }
  }
  template <class Struct>
  void get(Struct& value) {
    code_fields(*this, value);
  }

  /// `count` numbers that were written as numbers of type `As`.
  template <class As, class T>
  void get_numbers(std::size_t count, std::vector<T>& column) {
    require(count, sizeof(As));
    const std::span<const std::byte> bytes = take(count * sizeof(As));
    column.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      // NOLINTNEXTLINE(bugprone-signed-char-misuse): a number of one byte, no character
      column[i] = static_cast<T>(load<As>(bytes.subspan(i * sizeof(As), sizeof(As))));
    }
  }

  /// A number of elements of at least `size` bytes each.
  [[nodiscard]] std::size_t length(std::size_t size) {
    std::uint64_t count = 0;
    get(count);
    require(count, size);
    return static_cast<std::size_t>(count);
  }
  /// There must be as many elements of `size` bytes each.
  void require(std::uint64_t count, std::size_t size) const {
    if (count > rest_.size() / size) {
      refuse_record(
          fmt::format("{} values are announced where {} bytes are left", count, rest_.size()));
    }
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
  RunScores run;
  decode_run(bytes, run);
  return run;
}

void decode_run(std::span<const std::byte> bytes, RunScores& run) {
  const std::vector<std::byte> whole = decompressed(bytes);
  RecordDecoder decoder(whole);
  std::int32_t version = 0;
  decoder.all(version);
  if (version != kRunRecordVersion) {
    refuse_record(fmt::format("it has version {}, not {}", version, kRunRecordVersion));
  }
  decoder.all(run);
  // What a record leaves out is not what another run had there.
  run.diagnostics.events_by_thread.clear();
  decoder.require_end();
}

}  // namespace yanbi
