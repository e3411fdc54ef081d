// SPDX-License-Identifier: Apache-2.0
// Journals on disks that are full or closed, and in processes that are killed.
#include <gmock/gmock.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "sim/base/error.hpp"
#include "sim/batch/journal.hpp"
#include "tests/support/child.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::Child;
using test::in_child;
using test::Talk;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint64_t kIdentity = 7;
const std::string kScores(1000, 's');

/// The message with which `work` throws a RunError; empty when it does not.
template <class Work>
std::string error_of(const Work& work) {
  try {
    work();
  } catch (const RunError& error) {
    return error.what();
  }
  return "";
}

/// Appends until that fails; returns how many records went well, and checks what is said then.
std::uint32_t append_until_full(JournalWriter& writer) {
  for (std::uint32_t r = 0; r < 1000; ++r) {
    const std::string error = error_of([&] { writer.append({0, r}, 0.0, 0.0, kScores); });
    if (!error.empty()) {
      EXPECT_THAT(error, HasSubstr("free some space, then run it again with --resume"));
      EXPECT_EQ(error_of([&] { writer.append({1, 0}, 0.0, 0.0, ""); }), error);
      EXPECT_EQ(error_of([&] { writer.commit(); }), error);
      return r;
    }
  }
  ADD_FAILURE() << "the disk is never full";
  return 0;
}

/// Exactly the runs (0, 0) to (0, count - 1), and nothing of the one that did not fit.
void expect_whole(const std::filesystem::path& folder, std::uint32_t count) {
  const JournalContents contents = read_journals(folder, kIdentity);
  EXPECT_THAT(contents.remarks, IsEmpty());
  ASSERT_EQ(contents.runs.size(), count);
  for (std::uint32_t r = 0; r < count; ++r) {
    EXPECT_EQ(read_record(contents.runs.at({0, r})), kScores);
  }
}

TEST(JournalFaults, FileThatMayNotGrowKeepsWhatItHas) {
  const TemporaryFolder folder;
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    JournalWriter writer(folder.path(), "0", kIdentity);
    const std::uint32_t count = append_until_full(writer);
    return ::testing::Test::HasFailure() ? 99 : static_cast<int>(count);
  });
  ASSERT_EQ(status, 3);
  expect_whole(folder.path(), 3);
}

TEST(JournalFaults, FullDiskKeepsWhatItHas) {
  const TemporaryFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "skipped: a small file system can only be mounted by root";
  }
  {
    JournalWriter writer(folder.path(), "0", kIdentity);
    const std::uint32_t count = append_until_full(writer);
    EXPECT_GT(count, 10U);
    expect_whole(folder.path(), count);
  }
  EXPECT_EQ(::umount(folder.path().c_str()), 0);
}

TEST(JournalFaults, JournalThatCannotBeBegunLeavesNoFile) {
  const TemporaryFolder folder;
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {.rlim_cur = 16, .rlim_max = 16};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string error = error_of([&] { JournalWriter(folder.path(), "0", kIdentity); });
    return error.find("free some space") == std::string::npos ? 1 : 0;
  });
  EXPECT_EQ(status, 0);
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(JournalFaults, FolderThatIsNotWritableIsRefused) {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0555);
  const int status = in_child([&] {
    // Nothing is closed to root, so the child becomes nobody.
    if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setuid(65534) != 0)) {
      return 2;
    }
    for (const std::filesystem::path& place : {folder.path(), folder / "new"}) {
      const std::string journal = error_of([&] { JournalWriter(place, "0", kIdentity); });
      const std::string lock = error_of([&] { BatchLock(place, "batch"); });
      if (journal.find("Permission denied") == std::string::npos ||
          lock.find("Permission denied") == std::string::npos) {
        return 3;
      }
    }
    return 0;
  });
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(status, 0);
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(JournalFaults, KilledProcessLosesNothingThatWasCommitted) {
  const TemporaryFolder folder;
  Child child([&](const Talk& talk) {
    JournalWriter writer(folder.path(), "0", kIdentity);
    for (std::uint32_t r = 0; r < 20; ++r) {
      writer.append({0, r}, 0.0, 0.0, kScores);
    }
    writer.commit();
    talk.say('c');
    for (std::uint32_t r = 20;; ++r) {  // until it is killed
      writer.append({0, r}, 0.0, 0.0, kScores);
    }
  });
  ASSERT_EQ(child.talk().hear(), 'c');
  child.kill();
  const JournalContents contents = read_journals(folder.path(), kIdentity);
  for (std::uint32_t r = 0; r < 20; ++r) {
    EXPECT_EQ(read_record(contents.runs.at({0, r})), kScores);
  }
  // And the next one begins a file of its own beside it.
  JournalWriter next(folder.path(), "0", kIdentity);
  next.append({9, 0}, 0.0, 0.0, "next");
  const JournalContents more = read_journals(folder.path(), kIdentity);
  EXPECT_EQ(more.runs.size(), contents.runs.size() + 1);
  EXPECT_EQ(more.runs.at({9, 0}).file.filename(), "0-0001.journal");
}

}  // namespace
}  // namespace yanbi
