// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/link_rows.hpp"

#include <boost/container/small_vector.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/equal_items.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/roads/road_tally.hpp"

namespace yanbi {
namespace {

/// A street that was made of one row, or of two.
struct LinkStreet {
  const LinkRow* row = nullptr;
  WayUse use;
  bool has_both = false;
  bool is_beside_another = false;  ///< an earlier street runs between the same nodes
};

/// Finds partners and duplicates among the rows between two nodes.
class StreetMaker {
 public:
  StreetMaker(const std::vector<double>& x, const std::vector<double>& y, std::size_t pairs,
              LinkRowReport& report)
      : x_(x), y_(y), report_(report), between_(pairs) {}

  /// @param nodes number of the two nodes between which it runs
  void add(const LinkRow& row, std::uint32_t nodes) {
    if (row.from == row.to) {
      ++report_.loops;
      return;
    }
    Between& between = between_[nodes];
    const bool known = std::any_of(between.rows.begin(), between.rows.end(),
                                   [&](const LinkRow* other) { return say_the_same(*other, row); });
    if (known) {
      ++report_.duplicates;
      return;
    }
    between.rows.push_back(&row);
    if (!become_other_direction(row, between)) {
      const bool beside = !between.streets.empty();
      report_.parallel += beside ? 1U : 0U;
      between.streets.push_back(streets_.size());
      streets_.push_back({&row, row.use, !row.directed, beside});
    }
  }

  [[nodiscard]] const std::vector<LinkStreet>& streets() const { return streets_; }

 private:
  /// What is known between two nodes; two rows of one street are by far the most frequent.
  struct Between {
    boost::container::small_vector<const LinkRow*, 2> rows;
    boost::container::small_vector<std::size_t, 1> streets;
  };

  [[nodiscard]] bool same_place(std::uint32_t a, std::uint32_t b) const {
    return x_[a] == x_[b] && y_[a] == y_[b];
  }
  [[nodiscard]] bool say_the_same(const LinkRow& a, const LinkRow& b) const {
    return a.from == b.from && a.directed == b.directed && a.use == b.use &&
           a.length_mm == b.length_mm &&
           std::equal(a.between.begin(), a.between.end(), b.between.begin(), b.between.end(),
                      [&](std::uint32_t p, std::uint32_t q) { return same_place(p, q); });
  }
  /// Without lengths, courses must be the same.
  [[nodiscard]] bool are_two_directions(const LinkRow& a, const LinkRow& b) const {
    if (a.from != b.to || a.length_mm != b.length_mm) {
      return false;
    }
    return a.length_mm ||
           std::equal(a.between.begin(), a.between.end(), b.between.rbegin(), b.between.rend(),
                      [&](std::uint32_t p, std::uint32_t q) { return same_place(p, q); });
  }

  bool become_other_direction(const LinkRow& row, const Between& between) {
    if (!row.directed) {
      return false;
    }
    for (const std::size_t s : between.streets) {
      LinkStreet& street = streets_[s];
      if (!street.has_both && are_two_directions(*street.row, row)) {
        street.use.drive_backward = row.use.drive_forward;
        street.use.width = std::max(street.use.width, row.use.width);
        street.has_both = true;
        ++report_.paired;
        return true;
      }
    }
    return false;
  }

  const std::vector<double>& x_;
  const std::vector<double>& y_;
  LinkRowReport& report_;
  std::vector<Between> between_;  ///< by number of the two nodes
  std::vector<LinkStreet> streets_;
};

/// Rows in groups of those between the same two nodes.
EqualItems find_pairs(const std::vector<LinkRow>& rows) {
  return find_equal_keys(rows.size(), [&](std::size_t i) {
    const auto [low, high] = std::minmax(rows[i].from, rows[i].to);
    return std::array{low, high};
  });
}

}  // namespace

RoadLines streets_of_links(const std::vector<double>& x, const std::vector<double>& y,
                           const std::vector<LinkRow>& rows, LinkRowReport& report) {
  const EqualItems pairs = find_pairs(rows);
  StreetMaker maker(x, y, pairs.first.size(), report);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    maker.add(rows[i], pairs.group[i]);
  }
  RoadLines lines;
  lines.join_chains = false;
  lines.x = x;  // copies, since the maker compares places
  lines.y = y;
  lines.lines.reserve(maker.streets().size());
  for (const LinkStreet& street : maker.streets()) {
    const LinkRow& row = *street.row;
    RoadLine line{row.source_id, street.use, {row.from}, row.length_mm};
    line.vertices.insert(line.vertices.end(), row.between.begin(), row.between.end());
    if (row.between.empty() && street.is_beside_another) {
      // A vertex of its own in the middle: lines of one course would be taken for duplicates.
      line.vertices.push_back(static_cast<std::uint32_t>(lines.x.size()));
      lines.x.push_back((lines.x[row.from] + lines.x[row.to]) / 2.0);
      lines.y.push_back((lines.y[row.from] + lines.y[row.to]) / 2.0);
    }
    line.vertices.push_back(row.to);
    lines.lines.push_back(std::move(line));
  }
  return lines;
}

void note_link_rows(const LinkRowReport& report, std::vector<ImportNote>& notes) {
  add_note(notes, kStreetsTopic, "paired_rows", as_figure(report.paired), "rows",
           fmt::format("{} rows are the other direction of an earlier row of equal length: the two "
                       "are one street.",
                       report.paired));
  if (report.parallel > 0) {
    add_note(
        notes, kStreetsTopic, "parallel_streets", as_figure(report.parallel), "streets",
        fmt::format("{} streets run beside another between the same two nodes.", report.parallel));
  }
  if (report.duplicates > 0) {
    add_note(notes, kStreetsTopic, "duplicate_rows", as_figure(report.duplicates), "rows",
             fmt::format("{} rows say the same as an earlier row and were left out.",
                         report.duplicates));
  }
  if (report.loops > 0) {
    add_note(
        notes, kStreetsTopic, "loop_rows", as_figure(report.loops), "rows",
        fmt::format("{} rows end at the node where they begin and were left out.", report.loops));
  }
}

}  // namespace yanbi
