// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ranks of an MPI job as a team. Inside of the batch room, in builds with MPI only.

#include <cstddef>
#include <cstdint>
#include <memory>

#include "sim/batch/team.hpp"

namespace yanbi {

/// Numbers come from a counter in a window of memory at rank 0 that every rank adds to by itself
/// (passive target). Where the network cannot do that without the processor of rank 0, a thread
/// there looks after it, so that a long run on rank 0 holds nobody up.
class MpiTeam final : public Team {
 public:
  /// Starts MPI. All ranks of the job have to come.
  /// @throws RunError when MPI does not start, or allows calls from one thread only.
  MpiTeam();
  ~MpiTeam() override;
  MpiTeam(const MpiTeam&) = delete;
  MpiTeam& operator=(const MpiTeam&) = delete;
  MpiTeam(MpiTeam&&) = delete;
  MpiTeam& operator=(MpiTeam&&) = delete;

  [[nodiscard]] int rank() const noexcept override;
  [[nodiscard]] int size() const noexcept override;
  [[nodiscard]] std::size_t take_number() override;
  [[nodiscard]] bool meet(bool flag) override;
  void close_round() override;
  [[nodiscard]] bool all_agree(std::uint64_t value) override;
  void part() noexcept override;
  void abandon(int exit_code) noexcept override;

 private:
  class Job;
  std::unique_ptr<Job> job_;
};

}  // namespace yanbi
