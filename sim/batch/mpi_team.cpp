// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/mpi_team.hpp"

#include <mpi.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "sim/batch/mpi_handles.hpp"

namespace yanbi {
namespace {

/// How often MPI is looked at while nothing else calls it. A run takes seconds to hours, and one
/// look some microseconds.
constexpr std::chrono::milliseconds kMpiPause{1};

/// Makes MPI work on what other ranks want of this one, now and then, until it is destroyed.
class MpiAttendant {
 public:
  explicit MpiAttendant(std::mutex& mpi)
      : thread_([this, &mpi](const std::stop_token& stop) { attend(mpi, stop); }) {}

 private:
  void attend(std::mutex& mpi, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      {
        const std::lock_guard inside(mpi);
        int waiting = 0;
        // Any call lets MPI work; nobody ever sends what this one asks for.
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &waiting, MPI_STATUS_IGNORE);
      }
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, stop, kMpiPause, [] { return false; });
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: it uses the members above, and ends before they do
};

}  // namespace

/// MPI between start and end, and all that uses it.
class MpiTeam::Job {
 public:
  Job() {
    try {
      counter_.emplace();
      require_mpi(MPI_Comm_rank(MPI_COMM_WORLD, &rank_), "MPI_Comm_rank");
      require_mpi(MPI_Comm_size(MPI_COMM_WORLD, &size_), "MPI_Comm_size");
      static_cast<void>(largest({0, 0}));  // nobody takes a number before it is 0
    } catch (...) {
      forget();
      throw;
    }
    if (rank_ == 0 && size_ > 1) {
      attendant_ = std::make_unique<MpiAttendant>(mutex_);
    }
  }

  ~Job() {
    attendant_.reset();
    // To free the window and to end MPI waits for all ranks. They will not come if this one leaves
    // because of an error that they do not know of.
    if (std::uncaught_exceptions() > exceptions_ && !parted_) {
      forget();
    }
  }

  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  Job(Job&&) = delete;
  Job& operator=(Job&&) = delete;

  [[nodiscard]] int rank() const noexcept { return rank_; }
  [[nodiscard]] int size() const noexcept { return size_; }
  void part() noexcept { parted_ = true; }

  [[nodiscard]] std::uint64_t increment() {
    const std::lock_guard inside(mutex_);
    return counter_->increment();
  }

  void set(std::uint64_t value) {
    const std::lock_guard inside(mutex_);
    counter_->set(value);
  }

  /// The largest first and second value that any rank gives. Waits for all ranks, and does not keep
  /// a processor busy meanwhile: other ranks may still need it for their runs.
  [[nodiscard]] std::array<std::uint64_t, 2> largest(std::array<std::uint64_t, 2> values) {
    std::array<std::uint64_t, 2> result{};
    MPI_Request request = MPI_REQUEST_NULL;
    {
      const std::lock_guard inside(mutex_);
      require_mpi(MPI_Iallreduce(values.data(), result.data(), 2, MPI_UINT64_T, MPI_MAX,
                                 MPI_COMM_WORLD, &request),
                  "MPI_Iallreduce");
    }
    while (!done(request)) {
      std::this_thread::sleep_for(kMpiPause);
    }
    return result;
  }

 private:
  void forget() noexcept {
    if (counter_) {
      counter_->forget();
    }
    library_.forget();
  }

  [[nodiscard]] bool done(MPI_Request& request) {
    const std::lock_guard inside(mutex_);
    int done = 0;
    require_mpi(MPI_Test(&request, &done, MPI_STATUS_IGNORE), "MPI_Test");
    return done != 0;
  }

  int exceptions_ = std::uncaught_exceptions();
  bool parted_ = false;
  int rank_ = 0;
  int size_ = 1;
  std::mutex mutex_;  ///< one thread at a time is inside of MPI
  MpiLibrary library_;
  std::optional<MpiCounter> counter_;  ///< all the time; empty only while this is made
  std::unique_ptr<MpiAttendant> attendant_;
};

MpiTeam::MpiTeam() : job_(std::make_unique<Job>()) {}

MpiTeam::~MpiTeam() = default;

int MpiTeam::rank() const noexcept { return job_->rank(); }

int MpiTeam::size() const noexcept { return job_->size(); }

std::size_t MpiTeam::take_number() { return job_->increment(); }

bool MpiTeam::meet(bool flag) {
  const bool any = job_->largest({flag ? 1U : 0U, 0})[0] != 0;
  if (rank() == 0) {
    job_->set(0);
  }
  static_cast<void>(job_->largest({0, 0}));  // nobody takes a number before it is 0
  return any;
}

void MpiTeam::close_round() { job_->set(kClosed); }

bool MpiTeam::all_agree(std::uint64_t value) {
  // The complement's largest is the complement of the smallest.
  const auto [most, least] = job_->largest({value, ~value});
  return most == ~least;
}

void MpiTeam::part() noexcept { job_->part(); }

void MpiTeam::abandon(int exit_code) noexcept {
  // Without our mutex: another thread may be inside of MPI for good, and nothing comes after this.
  MPI_Abort(MPI_COMM_WORLD, exit_code);
}

}  // namespace yanbi
