// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether this process was started as a rank of an MPI job. MPI must not be started to find out:
// without a job Open MPI makes one of one process, with a helper process of its own. Inside of the
// batch room.

#include <functional>

namespace yanbi {

/// An environment: the value of a variable, or null.
using Environment = std::function<const char*(const char* name)>;

/// Whether a launcher of MPI jobs set one of the variables by which its ranks find each other:
///
///   OMPI_COMM_WORLD_SIZE   mpirun of Open MPI 1.3 to 5
///   PMIX_RANK              srun --mpi=pmix, prterun, mpirun of Open MPI 5
///   PMI_SIZE               mpiexec of MPICH and Intel MPI (Hydra), srun --mpi=pmi2, Cray PALS
///   PMI_RANK               the same, where no size is given
///   MV2_COMM_WORLD_SIZE    mpirun_rsh of MVAPICH2
///
/// SLURM_NTASKS and the like do not count: srun sets them also for programs that know no MPI.
[[nodiscard]] bool in_mpi_job(const Environment& environment);

}  // namespace yanbi
