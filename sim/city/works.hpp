// SPDX-License-Identifier: Apache-2.0
#pragma once
// The works ledger: every civil-defence facility of the city, of any layout and date, and its
// doors; and layouts, which are dated selections from it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"

namespace yanbi {

/// Values are stored in files: append only.
enum class WorkType : std::uint8_t {
  kPersonnel = 0,
  kServiceTeam = 1,
  kMedical = 2,
  kCommand = 3,
  kAuxiliary = 4,
};
enum class WorkStatus : std::uint8_t {
  kBuilt = 0,
  kApproved = 1,
  kUnderConstruction = 2,
  kEarly = 3,
};

/// A calendar date as year * 10000 + month * 100 + day, so that dates compare as numbers.
using Date = std::int32_t;

/// Doors, one column each; index = EntranceId. Sorted by work.
struct Entrances {
  std::vector<WorkId> work;
  std::vector<double> x;  ///< working CRS, m
  std::vector<double> y;
  std::vector<std::optional<LinkPosition>> position;  ///< none = no street near enough
  std::vector<double> access;  ///< straight distance from the street to the door, m
  /// Clear width, m; none = not known, the scenario's norm decides.
  std::vector<std::optional<double>> width;
  /// Height of the sill above the ground, m, up to which water stays out; none = not known. Empty =
  /// not known of any door.
  std::vector<std::optional<double>> sill = {};

  [[nodiscard]] std::size_t size() const noexcept { return work.size(); }
};

/// What a ledger says of a work beside what decides a run: for indicators, export and messages.
struct WorkDetail {
  std::optional<double> sheltering_area = {};  ///< m2 that hold people
  std::optional<double> floor_area = {};       ///< m2, whole work
  std::uint8_t personnel_class = 0;  ///< 1 or 2 (一等, 二等); 0 = not known or no shelter
  std::string resistance = {};       ///< grades as written, such as "核6常6"
  std::string remark = {};  ///< what was understood, assumed or missing in the row; "" = nothing
  friend bool operator==(const WorkDetail&, const WorkDetail&) = default;
};

/// The ledger of works, one column each; index = WorkId.
struct Works {
  std::vector<std::string> key;      ///< "ledger/id", unique
  std::vector<std::string> label;    ///< name for people; may be empty
  std::vector<std::uint8_t> ledger;  ///< index into `ledgers`
  std::vector<WorkType> type;
  std::vector<WorkStatus> status;
  std::vector<std::int32_t> places;  ///< persons; 0 where the ledger does not say (see the report)
  std::vector<double> x;             ///< working CRS, m
  std::vector<double> y;
  std::vector<std::optional<Date>> from;   ///< first day it can be used
  std::vector<std::optional<Date>> until;  ///< last day it can be used
  /// Rows with one number are revisions of one facility, in the order of the source file. A layout
  /// takes at most one of them: the last of those that its rule selects. Numbers start at 0 and run
  /// over all ledgers, so a ledger without revisions has one number a row.
  std::vector<std::uint32_t> facility;
  std::vector<std::string> ledgers;  ///< names of the source ledgers
  Entrances entrances;               ///< a work without known doors has one without a width
  /// 0 = the ledger does not say where: x and y are 0 then, and there are no doors. Empty = all 1.
  std::vector<std::uint8_t> located = {};
  std::vector<WorkDetail> detail = {};  ///< empty = nothing more is known of any work
  /// By ledger: 1 = its rows are changes that only layouts which name it take (`Layout::overlays`).
  /// Empty = all 0.
  std::vector<std::uint8_t> overlay = {};

  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
  [[nodiscard]] bool is_located(std::size_t work) const {
    return located.empty() || located[work] != 0;
  }
  [[nodiscard]] bool is_overlay(std::size_t ledger_index) const {
    return !overlay.empty() && overlay[ledger_index] != 0;
  }
};

/// The works of one alternative.
struct Layout {
  std::string name;
  std::optional<Date> date;          ///< none = every row of the ledgers, whatever its dates
  std::vector<std::string> ledgers;  ///< names; empty = all
  std::vector<WorkStatus> statuses;  ///< empty = all
  std::vector<WorkType> types;       ///< empty = all
  std::vector<WorkId> works;         ///< the selection, ascending
  /// Ledgers of changes whose rows come in whatever the rule above says: new works, and revisions
  /// that stand in for rows of the same facility.
  std::vector<std::string> overlays = {};
  std::vector<std::uint32_t> removed = {};  ///< facilities taken out, ascending
};

/// Names used in files and on the command line ("personnel", "built").
[[nodiscard]] const char* to_string(WorkType type) noexcept;
[[nodiscard]] const char* to_string(WorkStatus status) noexcept;
[[nodiscard]] std::optional<WorkType> work_type_from(const std::string& word) noexcept;
[[nodiscard]] std::optional<WorkStatus> work_status_from(const std::string& word) noexcept;

}  // namespace yanbi
