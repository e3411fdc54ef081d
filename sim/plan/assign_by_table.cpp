// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "sim/plan/assignment.hpp"

namespace yanbi {
namespace {

/// Enters rows into columns over all parties.
class TableAssigner {
 public:
  TableAssigner(const PlanInput& input, const PlanTable& table)
      : input_(input), table_(table), next_(input.origin_count()) {
    assigned_.shelter.resize(input.parties().size());
    for (std::size_t o = 0; o < next_.size(); ++o) {
      next_[o] = input.parties_of(OriginId(o)).first;
    }
  }

  TableAssignment assign() {
    // Rows for one household first: other rows of the origin take from the rest.
    for (const PlanTableRow& row : table_.rows) {
      if (row.party.has_value() && is_on_network(row.origin)) {
        enter(row, row.party.index());
      }
    }
    for (const PlanTableRow& row : table_.rows) {
      if (!row.party.has_value() && is_on_network(row.origin)) {
        take_parties(row);
      }
    }
    return std::move(assigned_);
  }

 private:
  /// Off the network nobody can walk anywhere.
  [[nodiscard]] bool is_on_network(OriginId origin) const {
    return input_.city().origins.position[origin.index()].has_value();
  }

  void take_parties(const PlanTableRow& row) {
    std::int64_t places = row.persons.value_or(std::numeric_limits<std::int64_t>::max());
    std::uint32_t& next = next_[row.origin.index()];
    const std::uint32_t last = input_.parties_of(row.origin).last;
    for (std::uint32_t p = next; p < last && places > 0; ++p) {
      const std::int64_t persons = input_.parties().persons[p];
      if (!assigned_.shelter[p].has_value() && persons <= places) {
        enter(row, p);
        places -= persons;
      }
    }
    while (next < last && assigned_.shelter[next].has_value()) {
      ++next;
    }
  }

  void enter(const PlanTableRow& row, std::size_t party) {
    assigned_.shelter[party] = row.shelter;
    set(assigned_.route, party, row.route, RouteId());
    set(assigned_.departs_at, party, row.departs, Tick::never());
  }

  /// Columns that say nothing stay empty.
  template <class T>
  void set(std::vector<T>& column, std::size_t party, T value, T nothing) {
    if (column.empty() && value != nothing) {
      column.assign(assigned_.shelter.size(), nothing);
    }
    if (!column.empty()) {
      column[party] = value;
    }
  }

  const PlanInput& input_;
  const PlanTable& table_;
  std::vector<std::uint32_t> next_;  ///< by origin: no party before it is left
  TableAssignment assigned_;
};

}  // namespace

TableAssignment assign_by_table(const PlanInput& input, const PlanTable& table) {
  return TableAssigner(input, table).assign();
}

}  // namespace yanbi
