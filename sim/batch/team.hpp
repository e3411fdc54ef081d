// SPDX-License-Identifier: Apache-2.0
#pragma once
// The processes that work on a batch together.

#include <atomic>
#include <cstddef>
#include <memory>

namespace yanbi {

/// A process alone, or one rank of an MPI job.
class Team {
 public:
  Team() = default;
  virtual ~Team() = default;
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  Team(Team&&) = delete;
  Team& operator=(Team&&) = delete;

  [[nodiscard]] virtual int rank() const noexcept = 0;
  [[nodiscard]] virtual int size() const noexcept = 0;
  /// 0, 1, 2, ...: a number that nobody else in the team gets until the next meeting. Safe to call
  /// from several threads.
  [[nodiscard]] virtual std::size_t take_number() = 0;
  /// Waits until all members are here; then numbers start from 0 again. One thread of each member.
  /// @returns whether any of them said `flag`.
  [[nodiscard]] virtual bool meet(bool flag) = 0;
};

/// A process alone.
class SoloTeam final : public Team {
 public:
  [[nodiscard]] int rank() const noexcept override { return 0; }
  [[nodiscard]] int size() const noexcept override { return 1; }
  [[nodiscard]] std::size_t take_number() override {
    return next_.fetch_add(1, std::memory_order_relaxed);
  }
  [[nodiscard]] bool meet(bool flag) override {
    next_.store(0, std::memory_order_relaxed);
    return flag;
  }

 private:
  std::atomic<std::size_t> next_ = 0;
};

/// All ranks of the MPI job that this process belongs to, or this process alone where the build has
/// no MPI or there is no job. At most one per process; MPI ends with it.
[[nodiscard]] std::unique_ptr<Team> join_team();

/// Whether this build can work as a part of an MPI job.
[[nodiscard]] bool has_mpi() noexcept;

}  // namespace yanbi
