// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/osm_rings.hpp"

#include <algorithm>
#include <utility>

namespace yanbi {
namespace {

bool is_ring(const OsmCourse& course) {
  constexpr std::size_t kLeastNodes = 4;  // a triangle, closed
  return course.size() >= kLeastNodes && course.front() == course.back();
}

/// Takes a course that goes on where `ring` ends out of `courses`; false when there is none.
bool extend(OsmCourse& ring, std::vector<OsmCourse>& courses) {
  const std::int64_t end = ring.back();
  const auto next = std::find_if(courses.begin(), courses.end(), [end](const OsmCourse& course) {
    return course.front() == end || course.back() == end;
  });
  if (next == courses.end()) {
    return false;
  }
  if (next->front() != end) {
    std::reverse(next->begin(), next->end());
  }
  ring.insert(ring.end(), next->begin() + 1, next->end());
  courses.erase(next);
  return true;
}

}  // namespace

std::optional<std::vector<OsmCourse>> join_rings(std::vector<OsmCourse> courses) {
  if (std::ranges::any_of(courses, [](const OsmCourse& course) { return course.empty(); })) {
    return std::nullopt;
  }
  std::vector<OsmCourse> rings;
  while (!courses.empty()) {
    OsmCourse ring = std::move(courses.front());
    courses.erase(courses.begin());
    while (!is_ring(ring)) {
      if (!extend(ring, courses)) {
        return std::nullopt;
      }
    }
    rings.push_back(std::move(ring));
  }
  return rings;
}

}  // namespace yanbi
