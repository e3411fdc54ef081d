// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the tests of all readers of roads have: a folder for small files, and what a reader said.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/roads/roads_spec.hpp"
#include "tests/support/files.hpp"

namespace yanbi::test {

class RoadReaderCase : public testing::Test {
 protected:
  /// The figure of a note; -1 when there is no such note.
  [[nodiscard]] double noted(const std::string& key) const {
    const auto note = std::find_if(notes_.begin(), notes_.end(),
                                   [&](const ImportNote& each) { return each.key == key; });
    return note == notes_.end() ? -1.0 : note->value;
  }
  [[nodiscard]] std::string first_problem() const {
    return problems_.empty() ? "" : problems_.list().front().to_string();
  }

  TemporaryFolder folder_;
  StreetsSpec spec_;
  ProblemList problems_;
  std::vector<ImportNote> notes_;
};

/// Directed links that vehicles may use.
inline std::size_t drivable_links(const RoadNetwork& network) {
  const auto& lanes = network.links().lanes;
  return static_cast<std::size_t>(
      std::count_if(lanes.begin(), lanes.end(), [](std::uint8_t each) { return each > 0; }));
}

}  // namespace yanbi::test
