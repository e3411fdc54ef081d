// SPDX-License-Identifier: Apache-2.0
#pragma once
// The processes that work on a batch together.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "sim/base/error.hpp"

namespace yanbi {

/// A process alone, or one rank of an MPI job.
///
/// An error of one member must neither leave the others waiting for it nor go unseen: whatever can
/// throw belongs into in_step(), which meets in any case. A member that cannot meet any more calls
/// abandon().
class Team {
 public:
  /// What take_number() gives at least once a round is closed. Far from the largest number, so that
  /// taking more of them does not begin from 0 again.
  static constexpr std::size_t kClosed = std::size_t{1} << 62U;

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
  /// Nobody in the team gets a number below kClosed any more until the next meeting: a member that
  /// has to stop (signal, time limit, error) makes the others come to the meeting after the run
  /// that they are at. Safe to call from several threads.
  virtual void close_round() = 0;
  /// Whether all members gave the same value, such as the identity of the batch that each of them
  /// has read. One thread of each member; everybody has to come, as to a meeting.
  [[nodiscard]] virtual bool all_agree(std::uint64_t value) = 0;
  /// To be called by every member once all of them know that they end now although not all is well.
  /// Then the destructor ends MPI in good order even while an exception passes.
  virtual void part() noexcept {}
  /// Ends the other members too, wherever they are, since this one cannot meet them any more. Under
  /// MPI it does not return: the process ends with `exit_code`, so say why before. Alone it does
  /// nothing.
  virtual void abandon(int /*exit_code*/) noexcept {}
};

/// What the other members throw when one of them failed. Its own error says why.
class TeammateFailed : public RunError {
 public:
  TeammateFailed()
      : RunError(
            "Another process of this MPI job failed; its own message says why. Runs that are "
            "finished are kept: call again with --resume.") {}
};

/// A step that all members take: calls `step`, then meets. When one of them throws, the round is
/// closed, all of them part, that one's error is rethrown, and the others throw TeammateFailed.
/// Interruption counts as an error here: to stop in good order, let `step` return it as a flag.
/// @param step returns the flag of this member for the meeting.
/// @returns whether any member's step returned true.
template <typename Step>
[[nodiscard]] bool in_step(Team& team, Step&& step) {
  bool flag = false;
  try {
    flag = std::forward<Step>(step)();
  } catch (...) {
    team.close_round();
    static_cast<void>(team.meet(false));
    static_cast<void>(team.meet(true));
    team.part();
    throw;
  }
  const bool any = team.meet(flag);
  if (team.meet(false)) {
    team.part();
    throw TeammateFailed();
  }
  return any;
}

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
  void close_round() override { next_.store(kClosed, std::memory_order_relaxed); }
  [[nodiscard]] bool all_agree(std::uint64_t /*value*/) override { return true; }

 private:
  std::atomic<std::size_t> next_ = 0;
};

/// All ranks of the MPI job that this process belongs to, or this process alone where the build has
/// no MPI or there is no job (see in_mpi_job()). At most one per process; MPI ends with it, unless
/// an exception is passing and the team has not parted: then the others are left to their launcher,
/// which ends a job whose process leaves without ending MPI.
/// @throws RunError when MPI does not start.
[[nodiscard]] std::unique_ptr<Team> join_team();

/// Whether this build can work as a part of an MPI job.
[[nodiscard]] bool has_mpi() noexcept;

}  // namespace yanbi
