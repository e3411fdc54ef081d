// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/street_origins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/people/people_notes.hpp"

namespace yanbi {
namespace {

using StreetPoint = std::pair<double, double>;

/// A street in a direction of its own: from the end that lies farther west, or south.
struct Course {
  std::int64_t source_id = 0;
  std::vector<StreetPoint> points;
  float width = 0.0F;

  friend bool operator<(const Course& a, const Course& b) {
    return std::tie(a.source_id, a.points) < std::tie(b.source_id, b.points);
  }
};

/// What both directions of a street allow.
struct StreetUse {
  float width = 0.0F;
  bool stairs = false;
  bool drivable = false;
};

std::vector<StreetUse> uses_of(const RoadNetwork& network) {
  std::vector<StreetUse> uses(network.street_count());
  const LinkColumns& links = network.links();
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    StreetUse& use = uses[links.street[l]];
    use.width = std::max(use.width, links.width[l]);
    use.stairs = use.stairs || links.form[l] != WayForm::kFlat;
    use.drivable = use.drivable || network.is_drivable(LinkId(l));
  }
  return uses;
}

bool is_wanted(const StreetUse& use, WayStructure structure, const StreetOriginsSpec& spec) {
  const double width = use.width;
  return width > 0.0 && !use.stairs && width >= spec.least_width &&
         (!spec.most_width || width <= *spec.most_width) && (use.drivable || !spec.drivable_only) &&
         (structure == WayStructure::kGround || spec.bridges_and_tunnels);
}

std::vector<Course> courses_of(const RoadNetwork& network, const StreetOriginsSpec& spec) {
  const StreetColumns& streets = network.streets();
  const std::vector<StreetUse> uses = uses_of(network);
  std::vector<Course> courses;
  for (std::size_t s = 0; s < network.street_count(); ++s) {
    if (!is_wanted(uses[s], streets.structure[s], spec)) {
      continue;
    }
    Course course{streets.source_id[s], {}, uses[s].width};
    for (std::uint32_t v = streets.first_vertex[s]; v < streets.first_vertex[s + 1]; ++v) {
      course.points.emplace_back(streets.x[v], streets.y[v]);
    }
    std::vector<StreetPoint> back(course.points.rbegin(), course.points.rend());
    if (back < course.points) {
      course.points = std::move(back);
    }
    courses.push_back(std::move(course));
  }
  std::sort(courses.begin(), courses.end());
  return courses;
}

double distance(const StreetPoint& a, const StreetPoint& b) {
  const double dx = b.first - a.first;
  const double dy = b.second - a.second;
  return std::sqrt(dx * dx + dy * dy);
}

double length_of(const Course& course) {
  double length = 0.0;
  for (std::size_t v = 1; v < course.points.size(); ++v) {
    length += distance(course.points[v - 1], course.points[v]);
  }
  return length;
}

/// Appends `count` points in the middles of equal parts of a course.
void add_points(const Course& course, double length, std::size_t count, Table& table) {
  double before = 0.0;  // length up to vertex v - 1
  std::size_t k = 0;
  for (std::size_t v = 1; v < course.points.size() && k < count; ++v) {
    const StreetPoint& a = course.points[v - 1];
    const StreetPoint& b = course.points[v];
    const double piece = distance(a, b);
    const bool last = v + 1 == course.points.size();
    for (; k < count; ++k) {
      const double at = (static_cast<double>(k) + 0.5) * length / static_cast<double>(count);
      if (at > before + piece && !last) {
        break;
      }
      const double part = piece > 0.0 ? std::min((at - before) / piece, 1.0) : 0.0;
      table.point_x.push_back(a.first + part * (b.first - a.first));
      table.point_y.push_back(a.second + part * (b.second - a.second));
    }
    before += piece;
  }
}

}  // namespace

Table street_origins(const RoadNetwork& network, const StreetOriginsSpec& spec,
                     std::vector<ImportNote>& notes) {
  Table table;
  table.file = "streets";
  table.columns = {"id", "source_id", "length_m", "width_m"};
  double total = 0.0;
  std::size_t n = 0;
  std::optional<std::int64_t> source_id;
  const std::vector<Course> courses = courses_of(network, spec);
  for (const Course& course : courses) {
    const double length = length_of(course);
    if (!(length > 0.0)) {
      continue;
    }
    n = source_id == course.source_id ? n : 0;
    source_id = course.source_id;
    const auto count = static_cast<std::size_t>(std::max(1.0, std::round(length / spec.spacing)));
    add_points(course, length, count, table);
    for (std::size_t k = 0; k < count; ++k) {
      table.cells.push_back(fmt::format("street/{}/{}", course.source_id, n++));
      table.cells.push_back(fmt::format("{}", course.source_id));
      table.cells.push_back(fmt::format("{}", length / static_cast<double>(count)));
      table.cells.push_back(fmt::format("{}", course.width));
    }
    total += length;
  }
  add_note(
      notes, "population", "along_streets", total / 1000.0, "km",
      fmt::format("{} places were set along {} streets, one for about every {} m of {:.1f} km.",
                  table.rows(), courses.size(), spec.spacing, total / 1000.0));
  return table;
}

}  // namespace yanbi
