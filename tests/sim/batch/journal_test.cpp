// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "outputs/run_record.hpp"
#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/batch/journal_format.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::read_bytes;
using test::TemporaryFolder;
using test::write_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint64_t kIdentity = 0x0123'4567'89AB'CDEF;

std::string head_text(const JournalHead& head) {
  std::string text;
  for (const std::byte byte : encode_head(head)) {
    text += static_cast<char>(byte);
  }
  return text;
}

std::string own_head() {
  return head_text({kJournalFormat, static_cast<std::uint32_t>(kRunRecordVersion), kIdentity});
}

/// Turns one bit over, and turned over again back. In place: a file that is written anew each time
/// costs some file systems milliseconds.
void turn_bit(const std::filesystem::path& path, std::size_t bit) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  const auto at = static_cast<std::streamoff>(bit / 8);
  const int byte = file.seekg(at).get();
  file.seekp(at).put(static_cast<char>(byte ^ (1 << (bit % 8))));
}

/// The message of the InputError that reading the folder throws.
std::string refusal(const TemporaryFolder& folder) {
  try {
    static_cast<void>(read_journals(folder.path(), kIdentity));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// Three runs, the second of which failed, and where each record begins.
struct SmallJournal {
  SmallJournal() {
    const TemporaryFolder folder;
    {
      JournalWriter writer(folder.path(), "0", kIdentity);
      writer.append({0, 0}, 1.5, 10.0, "first");
      writer.append_failure({0, 1}, "why");
      writer.append({1, 0}, std::nan(""), 30.0, "third one");
    }
    bytes = read_bytes(folder / "0-0000.journal");
    starts = {kJournalHeadBytes};
    for (const std::size_t payload : {5U, 3U, 9U}) {
      starts.push_back(starts.back() + kRecordHeadBytes + payload);
    }
  }
  /// How many records end at `size` or before.
  [[nodiscard]] std::size_t whole_up_to(std::size_t size) const {
    std::size_t count = 0;
    while (count < 3 && starts[count + 1] <= size) {
      ++count;
    }
    return count;
  }

  std::string bytes;
  std::vector<std::size_t> starts;  ///< and the end
};

/// Holds what was read to the first `count` records of the small journal.
void expect_first(const JournalContents& contents, std::size_t count) {
  ASSERT_EQ(contents.runs.size(), count);
  if (count > 0) {
    const JournalEntry& entry = contents.runs.at({0, 0});
    EXPECT_FALSE(entry.failed);
    EXPECT_EQ(entry.statistic, 1.5);
    EXPECT_EQ(entry.seconds, 10.0);
    EXPECT_EQ(read_record(entry), "first");
  }
  if (count > 1) {
    const JournalEntry& entry = contents.runs.at({0, 1});
    EXPECT_TRUE(entry.failed);
    EXPECT_EQ(entry.reason, "why");
  }
  if (count > 2) {
    const JournalEntry& entry = contents.runs.at({1, 0});
    EXPECT_FALSE(entry.failed);
    EXPECT_TRUE(std::isnan(entry.statistic));
    EXPECT_EQ(entry.seconds, 30.0);
    EXPECT_EQ(read_record(entry), "third one");
  }
}

TEST(Journal, BringsBackWhatWasAppended) {
  const SmallJournal journal;
  const TemporaryFolder folder;
  write_bytes(folder / "0-0000.journal", journal.bytes);
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  expect_first(contents, 3);
  EXPECT_THAT(contents.remarks, IsEmpty());
}

TEST(Journal, FolderThatDoesNotExistHoldsNothing) {
  const TemporaryFolder folder;
  const JournalContents contents = read_journals(folder / "missing", kIdentity);
  EXPECT_TRUE(contents.runs.empty());
  EXPECT_TRUE(contents.remarks.empty());
}

TEST(Journal, FolderThatIsAFileIsRefused) {
  const TemporaryFolder folder;
  write_bytes(folder / "file", "x");
  EXPECT_THROW(static_cast<void>(read_journals(folder / "file", kIdentity)), RunError);
  EXPECT_THROW(JournalWriter(folder / "file", "0", kIdentity), RunError);
}

TEST(Journal, LiesBesideTheResult) {
  EXPECT_EQ(journal_folder("out/night.h5"), "out/night.h5.journal");
}

TEST(Journal, EveryWriterHasAFileOfItsOwn) {
  const TemporaryFolder folder;
  JournalWriter first(folder / "new", "0", kIdentity);
  JournalWriter second(folder / "new", "0", kIdentity);
  JournalWriter other(folder / "new", "3-of-8", kIdentity);
  first.append({0, 0}, 0.0, 0.0, "a");
  second.append({0, 1}, 0.0, 0.0, "b");
  other.append({0, 2}, 0.0, 0.0, "c");
  const JournalContents contents = read_journals(folder / "new", kIdentity);
  ASSERT_EQ(contents.runs.size(), 3U);
  EXPECT_EQ(contents.runs.at({0, 0}).file.filename(), "0-0000.journal");
  EXPECT_EQ(contents.runs.at({0, 1}).file.filename(), "0-0001.journal");
  EXPECT_EQ(contents.runs.at({0, 2}).file.filename(), "3-of-8-0000.journal");
}

TEST(Journal, FirstRecordOfARunCountsInTheOrderOfNames) {
  const TemporaryFolder folder;
  JournalWriter a(folder.path(), "a", kIdentity);
  JournalWriter b(folder.path(), "b", kIdentity);
  b.append({0, 0}, 0.0, 0.0, "of b");
  a.append({0, 0}, 0.0, 0.0, "of a");
  a.append({0, 0}, 0.0, 0.0, "of a again");
  EXPECT_EQ(read_record(read_journals(folder.path(), kIdentity).runs.at({0, 0})), "of a");
}

TEST(Journal, FailureCountsOnlyWhereNothingSucceeded) {
  const TemporaryFolder folder;
  JournalWriter writer(folder.path(), "0", kIdentity);
  writer.append_failure({0, 0}, "first reason");
  writer.append_failure({0, 0}, "second reason");
  writer.append_failure({0, 1}, "once");
  writer.append({0, 1}, 0.0, 0.0, "then it went well");
  writer.append_failure({0, 1}, "and then not");
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  EXPECT_TRUE(contents.runs.at({0, 0}).failed);
  EXPECT_EQ(contents.runs.at({0, 0}).reason, "first reason");
  EXPECT_FALSE(contents.runs.at({0, 1}).failed);
  EXPECT_EQ(read_record(contents.runs.at({0, 1})), "then it went well");
}

TEST(Journal, NumbersKeepTheirBits) {
  const TemporaryFolder folder;
  JournalWriter writer(folder.path(), "0", kIdentity);
  const auto message = std::bit_cast<double>(std::uint64_t{0xFFF8'0000'0000'0123});
  writer.append({0xFFFF'FFFF, 0xFFFF'FFFE}, message, -0.0, "");
  const JournalEntry entry =
      read_journals(folder.path(), kIdentity).runs.at({0xFFFF'FFFF, 0xFFFF'FFFE});
  EXPECT_EQ(std::bit_cast<std::uint64_t>(entry.statistic), 0xFFF8'0000'0000'0123);
  EXPECT_TRUE(std::signbit(entry.seconds));
  EXPECT_EQ(read_record(entry), "");
}

TEST(Journal, ScoresLargerThanTheBlockOfAReaderComeBack) {
  const TemporaryFolder folder;
  JournalWriter writer(folder.path(), "0", kIdentity);
  std::string scores;
  for (std::size_t i = 0; scores.size() < 2 * PayloadChecksum::kBlock + 1000; ++i) {
    scores += std::to_string(i);
  }
  writer.append({0, 0}, 0.0, 0.0, scores);
  writer.append({0, 1}, 0.0, 0.0, scores.substr(0, PayloadChecksum::kBlock));
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  EXPECT_EQ(read_record(contents.runs.at({0, 0})), scores);
  EXPECT_EQ(read_record(contents.runs.at({0, 1})), scores.substr(0, PayloadChecksum::kBlock));
}

TEST(Journal, LongReasonIsCut) {
  const TemporaryFolder folder;
  JournalWriter writer(folder.path(), "0", kIdentity);
  writer.append_failure({0, 0}, std::string(kLongestReason + 1, 'x'));
  EXPECT_EQ(read_journals(folder.path(), kIdentity).runs.at({0, 0}).reason,
            std::string(kLongestReason, 'x'));
}

TEST(Journal, SeveralThreadsMayAppend) {
  const TemporaryFolder folder;
  constexpr std::uint32_t kThreads = 4;
  constexpr std::uint32_t kRuns = 50;
  JournalWriter writer(folder.path(), "0", kIdentity);
  {
    std::vector<std::jthread> threads;
    for (std::uint32_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([&writer, t] {
        for (std::uint32_t r = 0; r < kRuns; ++r) {
          writer.append({t, r}, 0.0, 0.0, std::string(100 * t + r, 'x'));
          if (r % 10 == 0) {
            writer.commit();
          }
        }
      });
    }
  }
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  EXPECT_THAT(contents.remarks, IsEmpty());
  ASSERT_EQ(contents.runs.size(), kThreads * kRuns);
  for (const auto& [run, entry] : contents.runs) {
    EXPECT_EQ(read_record(entry), std::string(100 * run.case_index + run.replicate, 'x'));
  }
}

TEST(Journal, CutAtAnyByteHoldsExactlyTheRecordsBefore) {
  const SmallJournal journal;
  const TemporaryFolder folder;
  write_bytes(folder / "0-0000.journal", journal.bytes);
  for (std::size_t size = journal.bytes.size(); size-- > 0;) {
    SCOPED_TRACE(size);
    std::filesystem::resize_file(folder / "0-0000.journal", size);
    const JournalContents contents = read_journals(folder.path(), kIdentity);
    const std::size_t whole = journal.whole_up_to(size);
    expect_first(contents, whole);
    if (size < kJournalHeadBytes) {
      EXPECT_THAT(contents.remarks, ElementsAre(HasSubstr("0-0000.journal: it ends before")));
    } else if (size > journal.starts[whole]) {
      EXPECT_THAT(
          contents.remarks,
          ElementsAre(HasSubstr("0-0000.journal: the last record was cut short, " +
                                std::to_string(size - journal.starts[whole]) + " bytes from byte " +
                                std::to_string(journal.starts[whole]))));
    } else {
      EXPECT_THAT(contents.remarks, IsEmpty());
    }
  }
}

TEST(Journal, DamagedBitHidesItsRecordAndThoseBehindAndNothingElse) {
  const SmallJournal journal;
  const TemporaryFolder folder;
  write_bytes(folder / "0-0000.journal", journal.bytes);
  for (std::size_t bit = 8 * kJournalHeadBytes; bit < 8 * journal.bytes.size(); ++bit) {
    SCOPED_TRACE(bit);
    turn_bit(folder / "0-0000.journal", bit);
    const JournalContents contents = read_journals(folder.path(), kIdentity);
    const std::size_t whole = journal.whole_up_to(bit / 8);
    expect_first(contents, whole);
    EXPECT_THAT(contents.remarks,
                ElementsAre(HasSubstr("0-0000.journal: the record at byte " +
                                      std::to_string(journal.starts[whole]) + " is damaged")));
    turn_bit(folder / "0-0000.journal", bit);
  }
}

TEST(Journal, DamagedBitInTheHeadHidesAllOrIsRefused) {
  const SmallJournal journal;
  const TemporaryFolder folder;
  write_bytes(folder / "0-0000.journal", journal.bytes);
  for (std::size_t bit = 0; bit < 8 * kJournalHeadBytes; ++bit) {
    SCOPED_TRACE(bit);
    turn_bit(folder / "0-0000.journal", bit);
    if (bit < 8 * kJournalMagic.size()) {
      EXPECT_THAT(refusal(folder), HasSubstr("is no journal of finished runs"));
    } else {
      const JournalContents contents = read_journals(folder.path(), kIdentity);
      expect_first(contents, 0);
      EXPECT_THAT(contents.remarks, ElementsAre(HasSubstr("its beginning is damaged")));
    }
    turn_bit(folder / "0-0000.journal", bit);
  }
}

TEST(Journal, DamagedFileDoesNotHideOthers) {
  const SmallJournal journal;
  const TemporaryFolder folder;
  write_bytes(folder / "0-0000.journal", journal.bytes.substr(0, kJournalHeadBytes) + "damage");
  write_bytes(folder / "0-0001.journal", "");
  write_bytes(folder / "0-0002.journal", std::string(100, '\0'));
  write_bytes(folder / "0-0003.journal", journal.bytes);
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  expect_first(contents, 3);
  EXPECT_EQ(contents.remarks.size(), 3U);
}

TEST(Journal, RecordsOfAnotherBatchInOldBlocksAreDamage) {
  const TemporaryFolder folder;
  const std::string old = encode_record({}, "old", kIdentity + 1);
  write_bytes(folder / "0-0000.journal", own_head() + old);
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  EXPECT_TRUE(contents.runs.empty());
  EXPECT_THAT(contents.remarks, ElementsAre(HasSubstr("is damaged")));
}

TEST(Journal, JournalsOfAnotherBatchAreAllNamed) {
  const TemporaryFolder folder;
  const JournalWriter first(folder.path(), "0", kIdentity + 1);
  const JournalWriter second(folder.path(), "1", kIdentity + 2);
  const JournalWriter own(folder.path(), "2", kIdentity);
  try {
    static_cast<void>(read_journals(folder.path(), kIdentity));
    FAIL() << "nothing was refused";
  } catch (const InputError& error) {
    ASSERT_EQ(error.problems().size(), 2U);
    EXPECT_THAT(error.problems()[0].file, HasSubstr("0-0000.journal"));
    EXPECT_THAT(error.problems()[1].file, HasSubstr("1-0000.journal"));
    EXPECT_THAT(error.problems()[0].reason, HasSubstr("belongs to another batch"));
    EXPECT_THAT(error.problems()[0].remedy, HasSubstr(folder.path().string()));
  }
}

TEST(Journal, JournalsOfAnotherVersionAreRefused) {
  const TemporaryFolder folder;
  const auto record_version = static_cast<std::uint32_t>(kRunRecordVersion);
  write_bytes(folder / "0-0000.journal",
              head_text({kJournalFormat + 1, record_version, kIdentity}));
  EXPECT_THAT(refusal(folder), HasSubstr("is a journal of format"));
  write_bytes(folder / "0-0000.journal",
              head_text({kJournalFormat, record_version + 1, kIdentity}));
  EXPECT_THAT(refusal(folder), HasSubstr("is a journal of format"));
}

TEST(Journal, WhatIsNoJournalIsRefusedByItsEndingOnly) {
  const TemporaryFolder folder;
  const std::string text = "a text of more bytes than the head of a journal has";
  write_bytes(folder / "notes.txt", text);
  EXPECT_EQ(refusal(folder), "");
  write_bytes(folder / "notes.journal", text);
  EXPECT_THAT(refusal(folder), HasSubstr("notes.journal: is no journal of finished runs"));
  std::filesystem::create_directory(folder / "folder.journal");
  EXPECT_THAT(refusal(folder), HasSubstr("folder.journal: is no regular file"));
}

TEST(Journal, RecordThatHasChangedSinceItWasFoundIsRefused) {
  const SmallJournal journal;
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "0-0000.journal";
  write_bytes(file, journal.bytes);
  const JournalEntry entry = read_journals(folder.path(), kIdentity).runs.at({1, 0});
  std::string damaged = journal.bytes;
  damaged.back() = '!';
  for (const std::string& bytes :
       {damaged, journal.bytes.substr(0, journal.bytes.size() - 1), std::string()}) {
    write_bytes(file, bytes);
    EXPECT_THROW(static_cast<void>(read_record(entry)), RunError);
  }
  std::filesystem::remove(file);
  EXPECT_THROW(static_cast<void>(read_record(entry)), RunError);
}

}  // namespace
}  // namespace yanbi
