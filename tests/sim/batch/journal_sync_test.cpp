// SPDX-License-Identifier: Apache-2.0
// When a journal is forced to the disk, and what happens where that fails. This program has an
// fdatasync of its own, which counts and fails on demand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "sim/base/error.hpp"
#include "sim/batch/journal.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::TemporaryFolder;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// What the fdatasync of this program does.
class SyncProbe {
 public:
  static SyncProbe& instance() {
    static SyncProbe probe;
    return probe;
  }
  int call(int descriptor) {
    const std::lock_guard lock(mutex_);
    ++calls_;
    called_.notify_all();
    if (errors_.empty()) {
      return ::fsync(descriptor);
    }
    errno = errors_.front();
    errors_.pop_front();
    return -1;
  }
  /// The next calls fail, each with one of `errors`.
  void fail_with(const std::deque<int>& errors) {
    const std::lock_guard lock(mutex_);
    errors_ = errors;
  }
  [[nodiscard]] int calls() {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  void wait_for_more_than(int calls) {
    std::unique_lock lock(mutex_);
    called_.wait(lock, [this, calls] { return calls_ > calls; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable called_;
  std::deque<int> errors_;
  int calls_ = 0;
};

}  // namespace
}  // namespace yanbi

extern "C" int fdatasync(int descriptor) { return yanbi::SyncProbe::instance().call(descriptor); }

namespace yanbi {
namespace {

class JournalSync : public ::testing::Test {
 protected:
  void begin() { writer_.emplace(folder_.path(), "0", 7); }
  /// The message of the RunError that the member function throws; empty = none.
  [[nodiscard]] std::string error_of_append() {
    try {
      writer_->append({0, 0}, 0.0, 0.0, "scores");
    } catch (const RunError& error) {
      return error.what();
    }
    return "";
  }
  [[nodiscard]] std::string error_of_commit() {
    try {
      writer_->commit();
    } catch (const RunError& error) {
      return error.what();
    }
    return "";
  }

  TemporaryFolder folder_;
  SyncProbe& probe_ = SyncProbe::instance();
  std::optional<JournalWriter> writer_;
};

TEST_F(JournalSync, RecordIsForcedToTheDiskUnasked) {
  begin();
  const int before = probe_.calls();
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  probe_.wait_for_more_than(before);
  const int once = probe_.calls();
  writer_->append({0, 1}, 0.0, 0.0, "scores");
  probe_.wait_for_more_than(once);
}

TEST_F(JournalSync, CommitForcesOnlyWhatIsNew) {
  begin();
  const int before = probe_.calls();
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  writer_->commit();
  const int after = probe_.calls();
  EXPECT_GT(after, before);
  writer_->commit();
  EXPECT_EQ(probe_.calls(), after);
}

TEST_F(JournalSync, EndOfTheWriterForcesWhatIsLeft) {
  begin();
  const int before = probe_.calls();
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  writer_.reset();
  EXPECT_GT(probe_.calls(), before);
}

TEST_F(JournalSync, FailureIsReportedEverAfter) {
  begin();
  probe_.fail_with({EIO});
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  const std::string error = error_of_commit();
  EXPECT_THAT(error, AllOf(HasSubstr("0-0000.journal: records could not be forced to the disk"),
                           HasSubstr("then run it again with --resume")));
  EXPECT_EQ(error_of_append(), error);
  EXPECT_EQ(error_of_commit(), error);
}

TEST_F(JournalSync, FailureBehindTheBackIsReported) {
  begin();
  const int before = probe_.calls();
  probe_.fail_with({ENOSPC});
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  probe_.wait_for_more_than(before);
  EXPECT_THAT(error_of_commit(), HasSubstr("free some space"));
}

TEST_F(JournalSync, FailureAtTheEndDoesNotThrow) {
  begin();
  probe_.fail_with({EIO});
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  EXPECT_NO_THROW(writer_.reset());
}

TEST_F(JournalSync, InterruptedCallIsRepeated) {
  begin();
  const int before = probe_.calls();
  probe_.fail_with({EINTR, EINTR});
  writer_->append({0, 0}, 0.0, 0.0, "scores");
  EXPECT_EQ(error_of_commit(), "");
  EXPECT_EQ(probe_.calls(), before + 3);
}

TEST_F(JournalSync, JournalWhoseHeadDoesNotReachTheDiskIsNotBegun) {
  probe_.fail_with({EIO});
  EXPECT_THROW(begin(), RunError);
  EXPECT_THAT(folder_.names(), IsEmpty());
}

}  // namespace
}  // namespace yanbi
