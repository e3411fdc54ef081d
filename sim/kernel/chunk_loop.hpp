// SPDX-License-Identifier: Apache-2.0
#pragma once
// The loop over chunks that every phase is: on the run's OpenMP threads where there is enough to
// do, in this thread where waking the others would cost more than the work.

#include <omp.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <vector>

namespace yanbi {

class ChunkLoop {
 public:
  ChunkLoop(std::uint32_t chunks, int threads)
      : chunks_(static_cast<int>(chunks)), threads_(threads), errors_(chunks) {}

  [[nodiscard]] int threads() const noexcept { return threads_; }

  /// Calls `body(chunk, thread)` for every chunk. Chunks are independent, so their order is free;
  /// the exception of the first chunk that threw is rethrown when all are done.
  template <class Body>
  void operator()(bool in_parallel, const Body& body) {
    if (!in_parallel || threads_ == 1) {
      for (int chunk = 0; chunk < chunks_; ++chunk) {
        body(static_cast<std::uint32_t>(chunk), std::size_t{0});
      }
      return;
    }
    const auto guarded = [&](int chunk) {
      try {
        body(static_cast<std::uint32_t>(chunk), static_cast<std::size_t>(omp_get_thread_num()));
      } catch (...) {
        errors_[static_cast<std::size_t>(chunk)] = std::current_exception();
      }
    };
    if (chunks_ == threads_) {
      // Always the same thread for a chunk: what it works on lies in the cache of that core.
#pragma omp parallel num_threads(threads_)
      for (int chunk = omp_get_thread_num(); chunk < chunks_; chunk += omp_get_num_threads()) {
        guarded(chunk);
      }
    } else {
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads_)
      for (int chunk = 0; chunk < chunks_; ++chunk) {
        guarded(chunk);
      }
    }
    for (const std::exception_ptr& error : errors_) {
      if (error) {
        std::rethrow_exception(error);
      }
    }
  }

 private:
  int chunks_;
  int threads_;
  std::vector<std::exception_ptr> errors_;
};

}  // namespace yanbi
