// SPDX-License-Identifier: Apache-2.0
#include "sim/base/parallel.hpp"

#include <sched.h>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>

#include "sim/base/system_limits.hpp"

namespace yanbi {
namespace {

/// CPUs in the affinity mask. A machine may have more than the 1,024 that a cpu_set_t holds; then
/// the system refuses the small set.
int affinity_cpus() {
  constexpr std::size_t kMostCpus = 1U << 20U;
  for (std::size_t cpus = CPU_SETSIZE; cpus <= kMostCpus; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(cpus);
    const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set(
        CPU_ALLOC(cpus), [](cpu_set_t* allocated) { CPU_FREE(allocated); });
    if (set == nullptr) {
      break;
    }
    if (sched_getaffinity(0, bytes, set.get()) == 0) {
      return std::max(1, CPU_COUNT_S(bytes, set.get()));
    }
    if (errno != EINVAL) {
      break;
    }
  }
  return 1;
}

}  // namespace

int available_threads() {
  const int by_mask = affinity_cpus();
  const std::optional<int> by_quota =
      cgroup_cpus(read_system_file("/proc/self/cgroup").value_or(""),
                  read_system_file("/proc/self/mountinfo").value_or(""), read_system_file);
  const std::optional<int> by_slurm =
      slurm_cpus([](const char* name) { return std::getenv(name); });
  return std::min({by_mask, by_quota.value_or(by_mask), by_slurm.value_or(by_mask)});
}

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
