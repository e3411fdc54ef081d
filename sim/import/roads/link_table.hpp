// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table of links with the columns that the importer understands, and what they make of a link.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/roads/roads_spec.hpp"
#include "sim/import/roads/way_rules.hpp"

namespace yanbi {

/// What a column of a table of links means.
enum class LinkColumn : std::uint8_t {
  kId,
  kFrom,
  kTo,
  kDirected,
  kLength,
  kGeometry,
  kWidth,
  kWalk,
  kLanes,
  kSpeed,
  kCapacity,
};
inline constexpr std::size_t kLinkColumns = 11;

/// The key in [streets.columns] that names a column, and its name where the city file is silent.
struct LinkColumnName {
  const char* meaning;
  const char* name;
};

/// By LinkColumn. Names are those of GMNS (V); walk_width and walk, which it has not, are our own.
[[nodiscard]] std::span<const LinkColumnName> link_column_names() noexcept;

/// Cells of a table of links by what they mean.
class LinkTable {
 public:
  /// Keeps references to all three. The columns of the ends, and those that the city file names,
  /// must be there; units must be known of the columns that need one. Else there are problems.
  LinkTable(const Table& table, const StreetsSpec& spec, ProblemList& problems);

  [[nodiscard]] std::size_t rows() const { return table_.rows(); }
  [[nodiscard]] bool has(LinkColumn column) const { return at(column).has_value(); }
  /// The text of a cell, trimmed; empty when the table has no such column.
  [[nodiscard]] std::string_view text(std::size_t row, LinkColumn column) const;
  [[nodiscard]] std::string_view class_text(std::size_t row) const;
  /// A number of a cell in SI; nothing for an empty cell, or after a problem. `unit` is that of the
  /// cell, the range is in SI.
  [[nodiscard]] std::optional<double> number(std::size_t row, LinkColumn column, double unit,
                                             double least, double most) const;
  [[nodiscard]] std::optional<bool> boolean(std::size_t row, LinkColumn column) const;
  /// A problem with a cell.
  void add_problem(std::size_t row, LinkColumn column, std::string value, std::string reason,
                   std::string remedy) const;

 private:
  [[nodiscard]] std::optional<std::size_t> at(LinkColumn column) const {
    return position_[static_cast<std::size_t>(column)];
  }
  void check_unit(LinkColumn column, const char* key, bool known, const char* example) const;

  const Table& table_;
  ProblemList& problems_;
  std::array<std::optional<std::size_t>, kLinkColumns> position_;
  std::optional<std::size_t> class_;
};

/// Judges links: by their class, and over it by what their row says.
class LinkUses {
 public:
  /// Keeps references to both.
  LinkUses(const LinkTable& table, const StreetsSpec& spec);

  /// A directed row is open to vehicles forward only.
  [[nodiscard]] JudgedWay judge(std::size_t row, bool directed);

  void add_notes(std::vector<ImportNote>& notes) const;

 private:
  [[nodiscard]] std::string class_of(std::size_t row);
  void judge_walkers(std::size_t row, const WayRule& by_class, JudgedWay& way) const;
  void judge_vehicles(std::size_t row, const WayRule& by_class, bool directed,
                      JudgedWay& way) const;
  [[nodiscard]] std::optional<int> lanes_of(std::size_t row) const;

  const LinkTable& table_;
  const StreetsSpec& spec_;
  WayRules rules_;
  std::size_t without_class_ = 0;
};

}  // namespace yanbi
