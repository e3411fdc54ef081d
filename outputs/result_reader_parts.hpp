// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of reading a result file. Used by the sources of the reader only.

#include <cstddef>
#include <vector>

#include "outputs/result_reader.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {

/// Names and levels of the cases, and how often each was run. Files before version 1.2 have one,
/// which says what the root does. Needs the runs.
void read_cases(const hdf5::GroupReader& root, ResultFile& result);
/// Runs that failed, where there are any. Needs the cases.
void read_failures(const hdf5::GroupReader& root, ResultFile& result);
/// Zones, deadlines and causes of all geographies; with `scores` also scores and curves of the
/// runs.
void read_geographies(const hdf5::GroupReader& root, bool scores, ResultFile& result);

/// Cuts a variable of all runs, one run after another, into columns of single runs.
template <class T, class Put>
void each_run(const std::vector<T>& values, std::size_t runs, const Put& put) {
  const std::size_t size = runs == 0 ? 0 : values.size() / runs;
  for (std::size_t r = 0; r < runs; ++r) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(r * size);
    put(r, std::vector<T>(first, first + static_cast<std::ptrdiff_t>(size)));
  }
}

}  // namespace yanbi
