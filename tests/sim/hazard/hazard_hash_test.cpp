// SPDX-License-Identifier: Apache-2.0
#include "sim/hazard/hazard_hash.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "tests/support/small_city.hpp"
#include "tests/support/small_hazard.hpp"

namespace yanbi {
namespace {

std::uint64_t hash_with(const std::function<void(Hazard&)>& change) {
  Hazard hazard = test::small_hazard(test::small_city());
  change(hazard);
  return hash_hazard(hazard);
}

TEST(HazardHash, ChangesWithWhatDecidesResults) {
  const std::vector<std::function<void(Hazard&)>> changes = {
      [](Hazard& h) { h.city_hash ^= 1U; },
      [](Hazard& h) { h.flood.reset(); },
      [](Hazard& h) { h.attack.reset(); },
      [](Hazard& h) { h.flood->frame[2] = Tick{601}; },
      [](Hazard& h) { h.flood->links.depth[1] = 11; },
      [](Hazard& h) { h.flood->links.mean[1] = 5; },
      [](Hazard& h) { h.flood->links.flow[1] = 2; },
      [](Hazard& h) { h.flood->entrances.place[0] = 2; },
      [](Hazard& h) { h.attack->effects[0].entrance_blocked = 0.3; },
      [](Hazard& h) { h.attack->effects[1].cleared_after = 0.0; },
      [](Hazard& h) { h.attack->strikes[1].key = "c"; },
      [](Hazard& h) { h.attack->strikes[0].footprints[0].work_lost[0] = 0.31F; },
      [](Hazard& h) { h.attack->waves[0].at = Tick{1201}; },
      [](Hazard& h) { h.attack->waves[0].drawn.reset(); },
  };
  const std::uint64_t plain = hash_with([](Hazard&) {});
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_NE(hash_with(changes[i]), plain) << i;
  }
}

TEST(HazardHash, DoesNotDependOnNamesNotesAndInputs) {
  EXPECT_EQ(hash_with([](Hazard& h) {
              h.name = "other";
              h.notes.clear();
              h.inputs.clear();
              h.attack->effects[0].name = "other";
            }),
            hash_with([](Hazard&) {}));
}

}  // namespace
}  // namespace yanbi
