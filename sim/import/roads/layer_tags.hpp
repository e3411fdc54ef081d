// SPDX-License-Identifier: Apache-2.0
#pragma once
// Attributes of a layer of lines as tags of ways.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/roads/roads_spec.hpp"
#include "sim/import/roads/way_rules.hpp"

namespace yanbi {

/// Position of a column that need not exist.
[[nodiscard]] std::optional<std::size_t> find_layer_column(const Table& table,
                                                           const std::string& name);

/// Tags of the features of a layer, which need not have a column for each.
class LayerTags {
 public:
  /// Keeps references to both.
  LayerTags(const Table& table, const StreetsSpec& spec);

  /// Columns that may matter, for reading the layer.
  [[nodiscard]] static std::vector<std::string> wanted_columns(const StreetsSpec& spec);

  /// Tags of one feature; they point into the table and the spec.
  [[nodiscard]] WayTags at(std::size_t row) const;

 private:
  const Table& table_;
  const StreetsSpec& spec_;
  std::vector<std::optional<std::size_t>> position_;  ///< by tag
};

/// The attribute that says to which side of the world a one-way line leads.
class LayerDirections {
 public:
  /// Keeps references to table and spec. A column that is named and missing is a problem.
  LayerDirections(const Table& table, const StreetsSpec& spec, ProblemList& problems);

  /// Overrides the tag `oneway` of a line whose end lies (dx, dy) from its beginning.
  void apply(std::size_t row, double dx, double dy, WayTags& tags);

  void add_notes(std::vector<ImportNote>& notes) const;

 private:
  const Table& table_;
  const StreetsSpec& spec_;
  std::optional<std::size_t> column_;
  std::size_t unknown_ = 0;
};

}  // namespace yanbi
