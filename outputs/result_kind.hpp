// SPDX-License-Identifier: Apache-2.0
#pragma once
// What readers of result files expect, and what messages say of files that are none. Inside of the
// outputs room.

#include "outputs/result_writer.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {

inline constexpr const char* kResultRemedy = "write it again with `yanbi run` or `yanbi batch`";

[[nodiscard]] inline hdf5::FileKind result_kind() {
  return {"yanbi result", "result file", kResultFormatMajor, kResultRemedy};
}

}  // namespace yanbi
