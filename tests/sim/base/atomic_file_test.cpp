// SPDX-License-Identifier: Apache-2.0
#include "sim/base/atomic_file.hpp"

#include <grp.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::in_child;
using test::read_bytes;
using test::TemporaryFolder;
using test::write_bytes;
using ::testing::Test;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(AtomicFile, AppearsOnlyWhenCommitted) {
  const TemporaryFolder folder;
  AtomicFile file(folder / "a.h5");
  file.write(bytes_of("new "));
  file.write(bytes_of("text"));
  EXPECT_FALSE(std::filesystem::exists(folder / "a.h5"));
  file.commit();
  EXPECT_EQ(read_bytes(folder / "a.h5"), "new text");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.h5"});
}

TEST(AtomicFile, LeavesTheOldFileWhenItIsGivenUp) {
  const TemporaryFolder folder;
  write_bytes(folder / "a.h5", "old");
  {
    AtomicFile file(folder / "a.h5");
    file.write(bytes_of("new"));
  }
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.h5"});
}

TEST(AtomicFile, ReplacesTheFileThatALinkPointsTo) {
  const TemporaryFolder folder;
  write_bytes(folder / "real.h5", "old");
  std::filesystem::create_symlink("real.h5", folder / "link.h5");
  AtomicFile file(folder / "link.h5");
  file.write(bytes_of("new"));
  file.commit();
  EXPECT_EQ(read_bytes(folder / "real.h5"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.h5"));
}

TEST(AtomicFile, RefusesAFolderThatDoesNotExist) {
  const TemporaryFolder folder;
  EXPECT_THROW(AtomicFile(folder.path() / "missing" / "a.h5"), RunError);
}

TEST(AtomicFile, RefusesToReplaceWhatIsNoRegularFile) {
  const TemporaryFolder folder;
  EXPECT_THROW(AtomicFile(folder.path()), RunError);
  EXPECT_THROW(AtomicFile("/dev/null"), RunError);
}

TEST(AtomicFile, RefusesAFolderThatIsNotWritable) {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0555);
  const int status = in_child([&] {
    // Nothing is closed to root, so the child becomes nobody.
    if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setuid(65534) != 0)) {
      return 2;
    }
    try {
      const AtomicFile file(folder / "a.h5");
    } catch (const RunError& error) {
      return std::string(error.what()).find("Permission denied") == std::string::npos ? 3 : 0;
    }
    return 1;
  });
  ::chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(folder.names().empty());
}

TEST(AtomicFile, WritingPastTheSizeLimitLeavesTheOldFile) {
  const TemporaryFolder folder;
  write_bytes(folder / "a.h5", "old");
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      AtomicFile file(folder / "a.h5");
      file.write(bytes_of(std::string(10'000, 'x')));
      file.commit();
    } catch (const RunError& error) {
      return std::string(error.what()).find("make room") == std::string::npos ? 3 : 0;
    }
    return 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.h5"});
}

TEST(AtomicFile, AFullDiskLeavesTheOldFile) {
  const TemporaryFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "skipped: a small file system can only be mounted by root";
  }
  write_bytes(folder / "a.h5", "old");
  const auto overfill = [&] {
    AtomicFile file(folder / "a.h5");
    file.write(bytes_of(std::string(200'000, 'x')));
    file.commit();
  };
  EXPECT_THROW(overfill(), RunError);
  EXPECT_EQ(read_bytes(folder / "a.h5"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.h5"});
  EXPECT_EQ(::umount(folder.path().c_str()), 0);
}

}  // namespace
}  // namespace yanbi
