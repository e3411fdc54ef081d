// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/mpi_handles.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "sim/base/error.hpp"

namespace yanbi {

void require_mpi(int code, const char* call) {
  if (code == MPI_SUCCESS) {
    return;
  }
  std::array<char, MPI_MAX_ERROR_STRING> text{};
  int length = 0;
  MPI_Error_string(code, text.data(), &length);
  throw RunError(fmt::format("{} failed: {}", call,
                             std::string(text.data(), static_cast<std::size_t>(length))));
}

MpiLibrary::MpiLibrary() {
  int started = 0;
  require_mpi(MPI_Initialized(&started), "MPI_Initialized");
  if (started != 0) {
    throw RunError("MPI was started before in this process, and can be started only once.");
  }
  int provided = MPI_THREAD_SINGLE;
  require_mpi(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided),
              "MPI_Init_thread");
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  if (provided < MPI_THREAD_SERIALIZED) {
    MPI_Finalize();  // every rank has the same library, so all of them come here
    throw RunError(
        "This MPI allows calls from one thread only. Use an MPI library built with "
        "MPI_THREAD_SERIALIZED or better.");
  }
}

MpiLibrary::~MpiLibrary() {
  if (active_) {
    MPI_Finalize();
  }
}

MpiCounter::MpiCounter() {
  int rank = 0;
  require_mpi(MPI_Comm_rank(MPI_COMM_WORLD, &rank), "MPI_Comm_rank");
  const MPI_Aint bytes = rank == 0 ? MPI_Aint{sizeof(std::uint64_t)} : 0;
  void* memory = nullptr;
  require_mpi(MPI_Win_allocate(bytes, sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD,
                               static_cast<void*>(&memory), &window_),
              "MPI_Win_allocate");
  MPI_Win_set_errhandler(window_, MPI_ERRORS_RETURN);
  // Held until the window is freed: everybody may change the number all the time, and each change
  // is whole by itself.
  require_mpi(MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, window_), "MPI_Win_lock");
  if (rank == 0) {
    set(0);
  }
}

MpiCounter::~MpiCounter() {
  if (window_ != MPI_WIN_NULL) {
    MPI_Win_unlock(0, window_);
    MPI_Win_free(&window_);
  }
}

std::uint64_t MpiCounter::change(std::uint64_t value, MPI_Op operation) {
  std::uint64_t before = 0;
  require_mpi(MPI_Fetch_and_op(&value, &before, MPI_UINT64_T, 0, 0, operation, window_),
              "MPI_Fetch_and_op");
  require_mpi(MPI_Win_flush(0, window_), "MPI_Win_flush");
  return before;
}

}  // namespace yanbi
