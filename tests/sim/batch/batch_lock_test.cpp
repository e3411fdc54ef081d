// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <optional>
#include <string>

#include "sim/base/error.hpp"
#include "sim/batch/journal.hpp"
#include "tests/support/child.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::Child;
using test::Talk;
using test::TemporaryFolder;
using testing::AllOf;
using testing::HasSubstr;

/// Holds the lock until it is spoken to.
auto holder(const std::filesystem::path& folder) {
  return [folder](const Talk& talk) {
    const BatchLock lock(folder, "batch");
    talk.say('h');
    static_cast<void>(talk.hear());
    test::write_bytes(folder / "work", "done");
  };
}

std::string refusal(const std::filesystem::path& folder, const std::string& name) {
  try {
    const BatchLock lock(folder, name);
  } catch (const RunError& error) {
    return error.what();
  }
  return "";
}

TEST(BatchLock, IsRefusedWhileAnotherProcessHoldsIt) {
  const TemporaryFolder folder;
  const Child child(holder(folder.path()));
  ASSERT_EQ(child.talk().hear(), 'h');
  EXPECT_THAT(refusal(folder.path(), "batch"),
              AllOf(HasSubstr("batch.lock: process " + std::to_string(child.process()) + " on "),
                    HasSubstr("is at work on this batch")));
}

TEST(BatchLock, IsFreeWhenItsHolderIsKilled) {
  const TemporaryFolder folder;
  Child child(holder(folder.path()));
  ASSERT_EQ(child.talk().hear(), 'h');
  child.kill();
  EXPECT_EQ(refusal(folder.path(), "batch"), "");
}

TEST(BatchLock, WaitsUntilTheOtherHasDoneItsWork) {
  const TemporaryFolder folder;
  const Child child(holder(folder.path()));
  ASSERT_EQ(child.talk().hear(), 'h');
  child.talk().say('g');
  const BatchLock lock(folder.path(), "batch", true);
  EXPECT_EQ(test::read_bytes(folder / "work"), "done");
}

TEST(BatchLock, ExcludesASecondOneInTheSameProcess) {
  const TemporaryFolder folder;
  std::optional<BatchLock> lock;
  lock.emplace(folder / "new", "batch");
  EXPECT_THAT(refusal(folder / "new", "batch"),
              HasSubstr("process " + std::to_string(::getpid()) + " on "));
  lock.reset();
  EXPECT_EQ(refusal(folder / "new", "batch"), "");
}

TEST(BatchLock, NamesDoNotExcludeEachOther) {
  const TemporaryFolder folder;
  const BatchLock lock(folder.path(), "shard-1-of-2");
  EXPECT_EQ(refusal(folder.path(), "shard-2-of-2"), "");
}

TEST(BatchLock, FileOfALockThatWasRemovedIsMadeAgain) {
  const TemporaryFolder folder;
  const std::filesystem::path place = folder / "journals";
  const Child child([&](const Talk& talk) {
    const BatchLock lock(place, "batch");
    talk.say('h');
    static_cast<void>(talk.hear());
    std::filesystem::remove_all(place);
  });
  ASSERT_EQ(child.talk().hear(), 'h');
  child.talk().say('g');
  const BatchLock lock(place, "batch", true);
  EXPECT_TRUE(std::filesystem::exists(place / "batch.lock"));
  EXPECT_THAT(refusal(place, "batch"), HasSubstr(std::to_string(::getpid())));
}

TEST(BatchLock, DamagedWordsAboutTheHolderAreNotRepeated) {
  const TemporaryFolder folder;
  const BatchLock lock(folder.path(), "batch");
  test::write_bytes(folder / "batch.lock", "\x1B[2Jprocess");
  EXPECT_THAT(refusal(folder.path(), "batch"), HasSubstr("batch.lock: another process is at work"));
}

}  // namespace
}  // namespace yanbi
