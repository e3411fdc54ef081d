// SPDX-License-Identifier: Apache-2.0
#pragma once
// A child process that works beside the test, says when it has come to a point, and can be killed
// there: words over a socket instead of waiting times.

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace yanbi::test {

/// One end of a conversation in single characters.
class Talk {
 public:
  explicit Talk(int descriptor) : descriptor_(descriptor) {}
  void say(char word) const {
    if (::send(descriptor_, &word, 1, MSG_NOSIGNAL) != 1) {
      throw std::runtime_error("nobody listens");
    }
  }
  /// The next word of the other; 0 when it is gone.
  [[nodiscard]] char hear() const {
    char word = 0;
    return ::read(descriptor_, &word, 1) == 1 ? word : '\0';
  }

 private:
  int descriptor_;
};

class Child {
 public:
  /// Runs `work(talk)` in a child process.
  template <class Work>
  explicit Child(const Work& work) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      throw std::runtime_error("no socket");
    }
    process_ = ::fork();
    if (process_ < 0) {
      throw std::runtime_error("no child process");
    }
    if (process_ == 0) {
      ::close(ends[0]);
      run(work, Talk(ends[1]));
    }
    ::close(ends[1]);
    own_end_ = ends[0];
  }
  ~Child() {
    kill();
    ::close(own_end_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  Child(Child&&) = delete;
  Child& operator=(Child&&) = delete;

  [[nodiscard]] Talk talk() const { return Talk(own_end_); }
  [[nodiscard]] pid_t process() const noexcept { return process_; }
  /// SIGKILL; returns when the child is gone.
  void kill() {
    if (!gone_) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
      gone_ = true;
    }
  }

 private:
  template <class Work>
  [[noreturn]] static void run(const Work& work, const Talk& talk) {
    try {
      work(talk);
    } catch (...) {
      ::_exit(98);
    }
    ::_exit(0);
  }

  pid_t process_ = -1;
  int own_end_ = -1;
  bool gone_ = false;
};

}  // namespace yanbi::test
