// SPDX-License-Identifier: Apache-2.0
#include "outputs/run_record.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <zstd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

RunScores decoded(const std::string& text) { return decode_run(bytes_of(text)); }

/// Fills every member; a structured binding that does not name all of them does not compile.
struct Filler {
  template <class... Members>
  static void all(Members&... members) {
    (fill(members), ...);
  }

 private:
  template <class T>
  static void fill(T& number) {
    number = *rc::gen::arbitrary<T>();
  }
  static void fill(Tick& tick) { fill(tick.count); }
  static void fill(std::string& text) {
    text = *rc::gen::nonEmpty(rc::gen::arbitrary<std::string>());
  }
  /// Of one to four elements, so that a column which is left out shows.
  template <class T>
  static void fill(std::vector<T>& column) {
    column.resize(*rc::gen::inRange<std::size_t>(1, 5));
    for (T& element : column) {
      fill(element);
    }
  }
  static void fill(Exposure& exposure) {
    auto& [at, wave, effects, at_home, on_street, sheltered] = exposure;
    all(at, wave, effects, at_home, on_street, sheltered);
  }
  static void fill(ZoneScores& scores) {
    auto& [geography, population, sheltered, unsheltered, curve, t50, t90, t95, mean_walk, p95_walk,
           places, from_others, in_others, not_at_risk, caught, caught_curve, water_arrival,
           at_risk, inside_before_water] = scores;
    all(geography, population, sheltered, unsheltered, curve, t50, t90, t95, mean_walk, p95_walk,
        places, from_others, in_others, not_at_risk, caught, caught_curve, water_arrival, at_risk,
        inside_before_water);
  }
  static void fill(ShelterFacts& facts) {
    auto& [admitted, refused, peak, time_full, wait, lost_at, lost_persons, sent_on] = facts;
    all(admitted, refused, peak, time_full, wait, lost_at, lost_persons, sent_on);
  }
  static void fill(LinkFacts& facts) {
    auto& [volume, peak_queue, delay] = facts;
    all(volume, peak_queue, delay);
  }
  static void fill(RunDiagnostics& facts) {
    auto& [steps, events, traversals, redirections, detours, entry_waits, waiting, gridlocked,
           by_thread] = facts;
    all(steps, events, traversals, redirections, detours, entry_waits, waiting, gridlocked,
        by_thread);
  }
};

RunScores filled_run() {
  RunScores run;
  auto& [replicate, seed, state_hash, geographies, shelters, assigned, occupancy, links,
         caught_on_link, exposures, meets_hazards, diagnostics] = run;
  Filler::all(replicate, seed, state_hash, geographies, shelters, assigned, occupancy, links,
              caught_on_link, exposures, meets_hazards, diagnostics);
  return run;
}

/// A run by hand, for tests of single bytes.
RunScores small_run() {
  RunScores run;
  run.replicate = 7;
  run.seed = 42;
  run.geographies.resize(1);
  run.geographies[0].geography = "district";
  run.geographies[0].population = {5, 7};
  run.geographies[0].t50 = {std::nan(""), 12.5};
  run.assigned = {3, 9};
  run.exposures = {{Tick{10}, 1, 2, 3, 4, 5}};
  run.meets_hazards = true;
  return run;
}

/// What lies below the compression.
std::string raw_bytes(const std::string& record) {
  std::string raw(ZSTD_getFrameContentSize(record.data(), record.size()), '\0');
  raw.resize(ZSTD_decompress(raw.data(), raw.size(), record.data(), record.size()));
  return raw;
}

std::string compress(const std::string& raw) {
  std::string record(ZSTD_compressBound(raw.size()), '\0');
  record.resize(ZSTD_compress(record.data(), record.size(), raw.data(), raw.size(), 1));
  return record;
}

RC_GTEST_PROP(RunRecord, BringsBackEveryFieldButTheWorkOfEachThread, ()) {
  RunScores run = filled_run();
  const RunScores back = decoded(encode_run(run));
  RC_ASSERT(!run.diagnostics.events_by_thread.empty());
  RC_ASSERT(back.diagnostics.events_by_thread.empty());
  run.diagnostics.events_by_thread.clear();
  RC_ASSERT(back == run);
}

RC_GTEST_PROP(RunRecord, NothingOfAnotherRunIsLeft, ()) {
  RunScores into = filled_run();
  const RunScores run = filled_run();
  const std::string record = encode_run(run);
  decode_run(bytes_of(record), into);
  RC_ASSERT(into == decoded(record));
}

RC_GTEST_PROP(RunRecord, IsTheSameForTheSameScores, ()) {
  const RunScores run = filled_run();
  const std::string record = encode_run(run);
  RC_ASSERT(encode_run(decoded(record)) == record);
}

TEST(RunRecord, EmptyRunComesBack) { EXPECT_EQ(decoded(encode_run({})), RunScores{}); }

TEST(RunRecord, DoublesKeepTheirBits) {
  const std::vector<std::uint64_t> bits = {
      std::bit_cast<std::uint64_t>(std::numeric_limits<double>::quiet_NaN()),
      0xFFF8'0000'0000'0123U,  // a NaN with a sign and a message
      0x8000'0000'0000'0000U,  // -0
      1U,                      // the smallest number above 0
      std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity())};
  RunScores run;
  for (const std::uint64_t number : bits) {
    run.links.delay.push_back(std::bit_cast<double>(number));
  }
  const RunScores back = decoded(encode_run(run));
  ASSERT_EQ(back.links.delay.size(), bits.size());
  for (std::size_t i = 0; i < bits.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(back.links.delay[i]), bits[i]);
  }
}

TEST(RunRecord, NumbersAreLittleEndian) {
  RunScores run;
  run.replicate = 0x01020304;
  const std::string raw = raw_bytes(encode_run(run));
  EXPECT_EQ(raw.substr(0, 8), std::string("\x02\0\0\0\x04\x03\x02\x01", 8));
}

TEST(RunRecord, ColumnsOfWholeNumbersTakeTheLeastBytes) {
  const auto with_curve = [](const std::vector<std::int64_t>& curve) {
    RunScores run;
    run.geographies.resize(1);
    run.geographies[0].curve = curve;
    return run;
  };
  const std::size_t empty = raw_bytes(encode_run(with_curve({}))).size();
  const auto check = [&](std::int64_t number, std::size_t bytes) {
    const RunScores run = with_curve({0, number});
    const std::string record = encode_run(run);
    EXPECT_EQ(raw_bytes(record).size(), empty + 2 * bytes) << number;
    EXPECT_EQ(decoded(record), run) << number;
  };
  for (const auto& [most, bytes] : std::vector<std::pair<std::int64_t, std::size_t>>{
           {std::numeric_limits<std::int8_t>::max(), 1},
           {std::numeric_limits<std::int16_t>::max(), 2},
           {std::numeric_limits<std::int32_t>::max(), 4}}) {
    check(most, bytes);
    check(-most - 1, bytes);
    check(most + 1, 2 * bytes);
    check(-most - 2, 2 * bytes);
  }
  check(std::numeric_limits<std::int64_t>::max(), 8);
  check(std::numeric_limits<std::int64_t>::min(), 8);
}

TEST(RunRecord, EveryRecordThatIsCutShortIsRefused) {
  const std::string record = encode_run(small_run());
  const std::string raw = raw_bytes(record);
  for (std::size_t size = 0; size < record.size(); ++size) {
    EXPECT_THROW(static_cast<void>(decoded(record.substr(0, size))), RunError) << size;
  }
  for (std::size_t size = 0; size < raw.size(); ++size) {
    EXPECT_THROW(static_cast<void>(decoded(compress(raw.substr(0, size)))), RunError) << size;
  }
}

TEST(RunRecord, BytesThatAreLeftOverAreRefused) {
  const std::string record = encode_run(small_run());
  EXPECT_THROW(static_cast<void>(decoded(record + record)), RunError);
  EXPECT_THROW(static_cast<void>(decoded(record + '\0')), RunError);
  EXPECT_THROW(static_cast<void>(decoded(compress(raw_bytes(record) + '\0'))), RunError);
}

TEST(RunRecord, AnotherVersionIsRefused) {
  std::string raw = raw_bytes(encode_run(small_run()));
  raw[0] = static_cast<char>(kRunRecordVersion + 1);
  EXPECT_THROW(static_cast<void>(decoded(compress(raw))), RunError);
}

TEST(RunRecord, ATruthThatIsNeitherIsRefused) {
  const std::string no = raw_bytes(encode_run({}));
  RunScores run;
  run.diagnostics.gridlocked = true;
  std::string raw = raw_bytes(encode_run(run));
  const auto place = static_cast<std::size_t>(
      std::mismatch(raw.begin(), raw.end(), no.begin()).first - raw.begin());
  raw[place] = 2;
  EXPECT_THROW(static_cast<void>(decoded(compress(raw))), RunError);
}

/// Whatever one byte becomes, the record is refused, or is another record that is written the same.
TEST(RunRecord, NoByteCanBringItToReadBeyondItsEnd) {
  const std::string raw = raw_bytes(encode_run(small_run()));
  for (std::size_t i = 0; i < raw.size(); ++i) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      std::string damaged = raw;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      try {
        EXPECT_EQ(raw_bytes(encode_run(decoded(compress(damaged)))), damaged);
      } catch (const RunError&) {
        continue;
      }
    }
  }
}

TEST(RunRecord, AnnouncedSizesAreHeldAgainstWhatIsThere) {
  // A frame whose header announces 2^60 bytes, with one empty last block.
  const std::string frame("\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\0\0\x10\x01\0\0", 16);
  ASSERT_EQ(ZSTD_getFrameContentSize(frame.data(), frame.size()), std::uint64_t{1} << 60U);
  EXPECT_THROW(static_cast<void>(decoded(frame)), RunError);
}

}  // namespace
}  // namespace yanbi
