// SPDX-License-Identifier: Apache-2.0
#include "sim/base/parallel.hpp"

#include <sched.h>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <istream>
#include <mutex>
#include <string_view>

#include "sim/base/cgroup.hpp"

namespace yanbi {
namespace {

int affinity_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) != 0) {
    return 1;
  }
  return std::max(1, CPU_COUNT(&set));
}

/// The CPU quota of this process's cgroups (version 2), rounded up; a large number without one.
int cgroup_cpus() {
  int least = 1 << 20;
  for_each_cgroup_limit("cpu.max", [&](std::istream& file) {
    double quota = 0.0;
    double period = 0.0;
    if (file >> quota >> period && period > 0.0 && quota > 0.0) {  // "max" is no number
      least = std::min(least, std::max(1, static_cast<int>(std::ceil(quota / period))));
    }
  });
  return least;
}

int slurm_cpus() {
  constexpr int kUnlimited = 1 << 20;
  const char* text = std::getenv("SLURM_CPUS_PER_TASK");
  if (text == nullptr) {
    return kUnlimited;
  }
  const std::string_view view(text);
  int value = 0;
  const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
  return error == std::errc{} && end == view.data() + view.size() && value > 0 ? value : kUnlimited;
}

}  // namespace

int available_threads() { return std::min({affinity_cpus(), cgroup_cpus(), slurm_cpus()}); }

void parallel_for(std::size_t count, int threads, std::size_t grain,
                  const std::function<void(std::size_t)>& body) {
  std::mutex mutex;
  std::exception_ptr first_error;
  std::atomic<std::size_t> first_failed{count};
  const auto run = [&](std::size_t i) {
    if (i > first_failed.load(std::memory_order_relaxed)) {
      return;
    }
    try {
      body(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (i < first_failed.load(std::memory_order_relaxed)) {
        first_failed.store(i, std::memory_order_relaxed);
        first_error = std::current_exception();
      }
    }
  };
  if (threads <= 1) {
    for (std::size_t i = 0; i < count && !first_error; ++i) {
      run(i);
    }
  } else {
    // TBB runs no more threads than the machine has, and complains about being asked.
    const auto most =
        tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
    tbb::task_arena arena(std::min(threads, static_cast<int>(most)));
    arena.execute([&] {
      tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, std::max<std::size_t>(1, grain)),
                        [&](const tbb::blocked_range<std::size_t>& range) {
                          for (std::size_t i = range.begin(); i != range.end(); ++i) {
                            run(i);
                          }
                        });
    });
  }
  if (first_error) {
    std::rethrow_exception(first_error);
  }
}

}  // namespace yanbi
