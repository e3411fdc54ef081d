// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/team.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "sim/batch/mpi_job.hpp"

#ifdef YANBI_HAS_MPI
#include "sim/batch/mpi_team.hpp"
#endif

namespace yanbi {

bool in_mpi_job(const Environment& environment) {
  static constexpr std::array kVariables{"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_SIZE",
                                         "PMI_RANK", "MV2_COMM_WORLD_SIZE"};
  return std::any_of(kVariables.begin(), kVariables.end(), [&](const char* name) {
    const char* value = environment(name);
    return value != nullptr && *value != '\0';
  });
}

#ifdef YANBI_HAS_MPI

bool has_mpi() noexcept { return true; }

std::unique_ptr<Team> join_team() {
  if (in_mpi_job([](const char* name) { return std::getenv(name); })) {
    return std::make_unique<MpiTeam>();
  }
  return std::make_unique<SoloTeam>();
}

#else

bool has_mpi() noexcept { return false; }

std::unique_ptr<Team> join_team() { return std::make_unique<SoloTeam>(); }

#endif

}  // namespace yanbi
