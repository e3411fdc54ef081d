// SPDX-License-Identifier: Apache-2.0
#pragma once
// Real districts and their census as the frame of a synthetic city.

#include "sim/import/synthetic/frame.hpp"

namespace yanbi {

/// Reads the districts of `spec.frame.real` and the census, a CSV file with the columns `code` and
/// `population` and, where known, `urban_share`, `household_mean`, `single_share` and ages as
/// `age_FIRST_LAST` ... `age_FIRST_up` (shares of the population).
[[nodiscard]] Frame read_real_frame(const SyntheticSpec& spec, ProblemList& problems,
                                    std::vector<ImportNote>& notes);

}  // namespace yanbi
