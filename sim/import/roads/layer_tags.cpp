// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/layer_tags.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/import/notes.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// Formats that allow no colon in the name of a column have an underscore there.
std::string without_colon(std::string name) {
  std::replace(name.begin(), name.end(), ':', '_');
  return name;
}

}  // namespace

std::optional<std::size_t> find_layer_column(const Table& table, const std::string& name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  return found == table.columns.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - table.columns.begin()));
}

LayerTags::LayerTags(const Table& table, const StreetsSpec& spec)
    : table_(table), spec_(spec), position_(way_tag_names().size()) {
  const auto& ignored = spec.ignore_tags;
  for (std::size_t tag = 0; tag < position_.size(); ++tag) {
    const std::string name = way_tag_names()[tag];
    if (std::find(ignored.begin(), ignored.end(), name) == ignored.end()) {
      position_[tag] = find_layer_column(table, name);
      position_[tag] =
          position_[tag] ? position_[tag] : find_layer_column(table, without_colon(name));
    }
  }
  if (spec.class_column) {
    position_.front() = find_layer_column(table, *spec.class_column);
  }
}

std::vector<std::string> LayerTags::wanted_columns(const StreetsSpec& spec) {
  std::vector<std::string> columns;
  for (const char* name : way_tag_names()) {
    columns.emplace_back(name);
    columns.push_back(without_colon(name));
  }
  columns.push_back(spec.id);
  columns.push_back(spec.class_column.value_or(spec.id));
  columns.push_back(spec.direction_column.value_or(spec.id));
  return columns;
}

WayTags LayerTags::at(std::size_t row) const {
  WayTags tags;
  for (std::size_t tag = 0; tag < position_.size(); ++tag) {
    if (position_[tag]) {
      set_way_tag(tags, tag, trimmed(table_.cell(row, *position_[tag])));
    }
  }
  const auto word = spec_.class_words.find(std::string(tags.highway));
  if (word != spec_.class_words.end()) {
    tags.highway = word->second;
  }
  if (tags.highway.empty() && spec_.default_class) {
    tags.highway = *spec_.default_class;
  }
  return tags;
}

LayerDirections::LayerDirections(const Table& table, const StreetsSpec& spec, ProblemList& problems)
    : table_(table), spec_(spec) {
  if (spec.direction_column) {
    column_ = find_column(table, *spec.direction_column, problems);
  }
}

void LayerDirections::apply(std::size_t row, double dx, double dy, WayTags& tags) {
  if (!column_) {
    return;
  }
  std::string word(trimmed(table_.cell(row, *column_)));
  const auto meaning = spec_.direction_words.find(word);
  word = meaning != spec_.direction_words.end() ? meaning->second : word;
  const double along = word == "north"   ? dy
                       : word == "south" ? -dy
                       : word == "east"  ? dx
                       : word == "west"  ? -dx
                                         : 0.0;
  unknown_ += along == 0.0 && word != "two-way" && !word.empty() ? 1U : 0U;
  tags.oneway = along > 0.0 ? "yes" : along < 0.0 ? "-1" : "no";
}

void LayerDirections::add_notes(std::vector<ImportNote>& notes) const {
  if (unknown_ > 0) {
    add_note(notes, kStreetsTopic, "directions_refused", as_figure(unknown_), "lines",
             fmt::format("{} lines have a direction that is no known word, or that their course "
                         "does not tell: they are two-way.",
                         unknown_));
  }
}

}  // namespace yanbi
