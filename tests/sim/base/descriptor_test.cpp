// SPDX-License-Identifier: Apache-2.0
#include "sim/base/descriptor.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <thread>
#include <utility>

#include "tests/support/files.hpp"

namespace yanbi {
namespace {

bool is_open(int number) { return ::fcntl(number, F_GETFD) >= 0; }

TEST(FileDescriptor, IsClosedOnceByItsLastOwner) {
  FileDescriptor first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  FileDescriptor second(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const int moved = first.get();
  const int replaced = second.get();
  second = std::move(first);
  EXPECT_FALSE(is_open(replaced));
  {
    const FileDescriptor last(std::move(second));
    EXPECT_EQ(last.get(), moved);
    EXPECT_TRUE(is_open(moved));
  }
  EXPECT_FALSE(is_open(moved));
}

TEST(FileDescriptor, NoneCanBeClosed) {
  FileDescriptor none(-1);
  EXPECT_FALSE(none.is_open());
  EXPECT_EQ(none.close(), 0);
}

TEST(WriteAll, GoesOnWhereAPipeTakesOnlyAPiece) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const FileDescriptor out(ends[0]);
  FileDescriptor in(ends[1]);
  const std::string text(1'000'000, 'x');  // more than a pipe holds
  std::size_t read = 0;
  {
    const std::jthread reader([&] {
      std::array<char, 4096> buffer{};
      for (ssize_t got = 1; got > 0; read += static_cast<std::size_t>(std::max<ssize_t>(got, 0))) {
        got = ::read(out.get(), buffer.data(), buffer.size());
      }
    });
    EXPECT_EQ(write_all(in.get(), std::as_bytes(std::span(text))), 0);
    in.close();
  }
  EXPECT_EQ(read, text.size());
}

TEST(WriteAll, SaysWhyNotEverythingCouldBeWritten) {
  const std::string text = "text";
  const FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  EXPECT_EQ(write_all(full.get(), std::as_bytes(std::span(text))), ENOSPC);
  EXPECT_TRUE(is_out_of_room(ENOSPC));
  EXPECT_EQ(write_all(-1, std::as_bytes(std::span(text))), EBADF);
  EXPECT_FALSE(is_out_of_room(EBADF));
}

TEST(SyncFolder, SaysThatThereIsNone) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(sync_folder(folder.path()), 0);
  EXPECT_EQ(sync_folder(folder / "missing"), ENOENT);
}

TEST(FolderOf, NameAloneLiesHere) {
  EXPECT_EQ(folder_of("a.h5"), ".");
  EXPECT_EQ(folder_of("b/a.h5"), "b");
}

}  // namespace
}  // namespace yanbi
