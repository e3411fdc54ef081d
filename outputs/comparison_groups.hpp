// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which cases of a batch may be compared: those that differ in nothing but the layout, and of these
// the replicates that drew the same random numbers. Inside of the outputs room.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "outputs/comparison.hpp"
#include "sim/base/problem.hpp"

namespace yanbi {

/// Cases that agree in all factors but the layout; positions in ComparisonInput::cases.
struct CaseGroup {
  std::string name;
  std::vector<std::pair<std::string, std::string>> levels;
  std::vector<std::size_t> cases;  ///< in the order of the file
};

struct CaseGroups {
  std::vector<CaseGroup> groups;   ///< in the order of the file
  std::vector<std::size_t> alone;  ///< listed by hand: nothing says what they agree in
};

/// @throws InputError when no factor is the layout, or a group has one layout twice.
[[nodiscard]] CaseGroups group_cases(const ComparisonInput& input);

/// The replicates that two cases have in common, in ascending order.
struct CasePairs {
  std::vector<std::pair<std::size_t, std::size_t>> rows;  ///< of the first case, of the second
  std::size_t only_first = 0;
  std::size_t only_second = 0;
};

[[nodiscard]] CasePairs pair_replicates(const ComparedCase& first, const ComparedCase& second);

/// Adds every reason why `layout` must not be compared with `baseline`.
void check_pair(const ComparisonFacts& facts, const ComparedCase& baseline,
                const ComparedCase& layout, ProblemList& problems);

}  // namespace yanbi
