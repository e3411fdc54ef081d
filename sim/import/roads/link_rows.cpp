// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/link_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/roads/road_tally.hpp"

namespace yanbi {
namespace {

/// A street that was made of one row, or of two.
struct LinkStreet {
  const LinkRow* row = nullptr;
  WayUse use;
  bool has_both = false;
};

/// Finds partners and duplicates among the rows between two nodes.
class StreetMaker {
 public:
  StreetMaker(const std::vector<double>& x, const std::vector<double>& y, LinkRowReport& report)
      : x_(x), y_(y), report_(report) {}

  void add(const LinkRow& row) {
    if (row.from == row.to) {
      ++report_.loops;
      return;
    }
    std::vector<const LinkRow*>& rows = rows_[std::minmax(row.from, row.to)];
    const bool known = std::any_of(rows.begin(), rows.end(),
                                   [&](const LinkRow* other) { return say_the_same(*other, row); });
    if (known) {
      ++report_.duplicates;
      return;
    }
    rows.push_back(&row);
    if (!become_other_direction(row)) {
      std::vector<std::size_t>& beside = streets_between_[std::minmax(row.from, row.to)];
      report_.parallel += beside.empty() ? 0U : 1U;
      beside.push_back(streets_.size());
      streets_.push_back({&row, row.use, !row.directed});
    }
  }

  [[nodiscard]] const std::vector<LinkStreet>& streets() const { return streets_; }
  /// Whether an earlier street runs between the same nodes.
  [[nodiscard]] bool is_beside_another(std::size_t street) const {
    const LinkRow& row = *streets_[street].row;
    return streets_between_.at(std::minmax(row.from, row.to)).front() != street;
  }

 private:
  using Ends = std::pair<std::uint32_t, std::uint32_t>;

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

  bool become_other_direction(const LinkRow& row) {
    if (!row.directed) {
      return false;
    }
    for (const std::size_t s : streets_between_[std::minmax(row.from, row.to)]) {
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
  std::map<Ends, std::vector<const LinkRow*>> rows_;
  std::map<Ends, std::vector<std::size_t>> streets_between_;
  std::vector<LinkStreet> streets_;
};

}  // namespace

RoadLines streets_of_links(const std::vector<double>& x, const std::vector<double>& y,
                           const std::vector<LinkRow>& rows, LinkRowReport& report) {
  StreetMaker maker(x, y, report);
  for (const LinkRow& row : rows) {
    maker.add(row);
  }
  RoadLines lines;
  lines.join_chains = false;
  lines.x = x;  // copies, since the maker compares places
  lines.y = y;
  for (std::size_t s = 0; s < maker.streets().size(); ++s) {
    const LinkStreet& street = maker.streets()[s];
    const LinkRow& row = *street.row;
    RoadLine line{row.source_id, street.use, {row.from}, row.length_mm};
    line.vertices.insert(line.vertices.end(), row.between.begin(), row.between.end());
    if (row.between.empty() && maker.is_beside_another(s)) {
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
