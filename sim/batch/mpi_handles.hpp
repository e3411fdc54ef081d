// SPDX-License-Identifier: Apache-2.0
#pragma once
// MPI's library and a counter in a window as move-only types. Inside of the batch room, in builds
// with MPI only. Callers see to it that one thread at a time is inside of MPI.

#include <mpi.h>

#include <cstdint>

namespace yanbi {

/// @throws RunError that names `call` and says what MPI says of `code`, unless it is success.
void require_mpi(int code, const char* call);

/// MPI between its start and its end. Errors of later calls are returned, not fatal.
class MpiLibrary {
 public:
  /// @throws RunError when MPI does not start, was started before, or allows no calls from several
  /// threads, one at a time.
  MpiLibrary();
  ~MpiLibrary();
  MpiLibrary(const MpiLibrary&) = delete;
  MpiLibrary& operator=(const MpiLibrary&) = delete;
  MpiLibrary(MpiLibrary&& other) noexcept : active_(other.active_) { other.active_ = false; }
  MpiLibrary& operator=(MpiLibrary&&) = delete;

  /// Does not end MPI: to end it waits for all ranks.
  void forget() noexcept { active_ = false; }

 private:
  bool active_ = true;
};

/// A number at rank 0 that every rank of the world can change without the help of rank 0's program.
class MpiCounter {
 public:
  /// All ranks have to come. The number is 0 once all of them have met.
  MpiCounter();
  ~MpiCounter();
  MpiCounter(const MpiCounter&) = delete;
  MpiCounter& operator=(const MpiCounter&) = delete;
  MpiCounter(MpiCounter&& other) noexcept : window_(other.window_) { other.forget(); }
  MpiCounter& operator=(MpiCounter&&) = delete;

  /// Adds one. @returns the number before.
  [[nodiscard]] std::uint64_t increment() { return change(1, MPI_SUM); }
  /// Replaces the number.
  void set(std::uint64_t value) { change(value, MPI_REPLACE); }
  /// Does not free the window: to free it waits for all ranks.
  void forget() noexcept { window_ = MPI_WIN_NULL; }

 private:
  std::uint64_t change(std::uint64_t value, MPI_Op operation);

  MPI_Win window_ = MPI_WIN_NULL;
};

}  // namespace yanbi
