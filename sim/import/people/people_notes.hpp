// SPDX-License-Identifier: Apache-2.0
#pragma once
// Under which topic an importer notes what it did with people.

namespace yanbi {

inline constexpr const char* kPeopleTopic = "population";

}  // namespace yanbi
