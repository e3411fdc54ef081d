// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ctrl-C, SIGTERM and SIGUSR1 (by which batch systems announce the end of a job's time): taken by a
// thread that waits for them, so that no signal handler and no global state is needed. The work
// learns of it through its progress callback; if it has not stopped within a second, the process
// ends all the same.

#include <atomic>
#include <csignal>
#include <thread>

namespace yanbi::app {

/// Added to a signal: the exit status of a process that it ended, as shells count.
inline constexpr int kSignalExit = 128;

class Interruption {
 public:
  /// Blocks SIGINT, SIGTERM and SIGUSR1 in this thread and in those that it starts from now on. A
  /// signal that was ignored when the program began (as in the background of a script) stays
  /// ignored.
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  Interruption(Interruption&&) = delete;
  Interruption& operator=(Interruption&&) = delete;

  /// The signal that came, or 0.
  [[nodiscard]] int signal() const noexcept { return signal_.load(std::memory_order_relaxed); }

  /// The exit status after that signal, as shells count; after SIGUSR1 that of SIGTERM: it means
  /// the same.
  [[nodiscard]] int exit_code() const noexcept;

  /// While one lives, a signal does not end the process: a file is being finished.
  class Hold {
   public:
    explicit Hold(Interruption& interruption) noexcept : interruption_(interruption) {
      interruption_.holds_.fetch_add(1);
    }
    ~Hold() { interruption_.holds_.fetch_sub(1); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    Hold(Hold&&) = delete;
    Hold& operator=(Hold&&) = delete;

   private:
    Interruption& interruption_;
  };

 private:
  void wait_for_signal(const std::stop_token& stop);
  void end_after_grace(const std::stop_token& stop) const;

  sigset_t watched_{};
  std::atomic<int> signal_ = 0;
  std::atomic<int> holds_ = 0;
  std::jthread watcher_;
};

}  // namespace yanbi::app
