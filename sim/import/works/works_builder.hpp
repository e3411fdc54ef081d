// SPDX-License-Identifier: Apache-2.0
#pragma once
// Appends works and their doors to the columns of a city's ledger, and numbers facilities.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/city/works.hpp"
#include "sim/import/works/ledger_rows.hpp"

namespace yanbi {

/// A door before it has a place on the network.
struct Door {
  double x = 0.0;  ///< working CRS, m
  double y = 0.0;
  std::optional<double> width;      ///< m
  std::optional<double> sill = {};  ///< m
};

/// A work with everything that is known of it. Without a position and without doors it is a work
/// that is not located.
struct WorkRecord {
  std::string key;
  std::string label;
  WorkType type = WorkType::kPersonnel;
  WorkStatus status = WorkStatus::kBuilt;
  std::int32_t places = 0;
  std::optional<std::pair<double, double>> position;
  std::optional<Date> from;
  std::optional<Date> until;
  std::uint32_t facility = 0;
  WorkDetail detail;
  std::vector<Door> doors;          ///< none = one at the work's position
  std::optional<double> sill = {};  ///< m, of doors that have none of their own
};

/// Begins a ledger; works that are appended next belong to it. False, and a problem of `file`, when
/// the city has as many ledgers as can be numbered.
[[nodiscard]] bool begin_ledger(const std::string& name, bool overlay, const std::string& file,
                                Works& works, ProblemList& problems);

/// Appends one work to the last ledger. Where it has no position, that of its first door is taken.
void append_work(const WorkRecord& record, Works& works);

/// Everything that is known of a work already there, doors included; its own position is no door.
[[nodiscard]] WorkRecord record_of(const Works& works, std::size_t work);

/// The remarks in one text. A remark that an earlier one says already is left out.
[[nodiscard]] std::string joined_remarks(const std::vector<std::string>& remarks);

/// Gives each id a facility number and each row of it a key of its own: the second row of "7" is
/// "7#2".
class Facilities {
 public:
  explicit Facilities(const Works& works);

  /// The facility of `id` and which of its rows this is, from 1.
  std::pair<std::uint32_t, std::size_t> add(const std::string& id);

 private:
  std::uint32_t next_;
  std::unordered_map<std::string, std::pair<std::uint32_t, std::size_t>> facilities_;
};

}  // namespace yanbi
