// SPDX-License-Identifier: Apache-2.0
#include "sim/app/interruption.hpp"

#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <ctime>

namespace yanbi::app {
namespace {

constexpr auto kGrace = std::chrono::milliseconds(900);
constexpr auto kGlance = std::chrono::milliseconds(20);
constexpr long kGlanceNanoseconds = 50'000'000;

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

Interruption::Interruption() {
  sigemptyset(&watched_);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) {
    if (!is_ignored(signal)) {
      sigaddset(&watched_, signal);
    }
  }
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  watcher_ = std::jthread([this](const std::stop_token& stop) { wait_for_signal(stop); });
}

Interruption::~Interruption() = default;

int Interruption::exit_code() const noexcept {
  return kSignalExit + (signal() == SIGUSR1 ? SIGTERM : signal());
}

void Interruption::wait_for_signal(const std::stop_token& stop) {
  const timespec glance{0, kGlanceNanoseconds};
  while (!stop.stop_requested()) {
    const int signal = ::sigtimedwait(&watched_, nullptr, &glance);
    if (signal > 0) {
      signal_.store(signal, std::memory_order_relaxed);
      end_after_grace(stop);
      return;
    }
  }
}

void Interruption::end_after_grace(const std::stop_token& stop) const {
  const auto end = std::chrono::steady_clock::now() + kGrace;
  while (std::chrono::steady_clock::now() < end || holds_.load() > 0) {
    if (stop.stop_requested()) {
      return;
    }
    std::this_thread::sleep_for(kGlance);
  }
  // The work is in a place that does not look: nothing is being written, so just end.
  ::_exit(exit_code());
}

}  // namespace yanbi::app
