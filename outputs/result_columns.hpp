// SPDX-License-Identifier: Apache-2.0
#pragma once
// Variables of a result file that are made first and then filled slice by slice, so that one run,
// or the summary of one case, is in memory at a time.

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "outputs/scores.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {

/// Variables whose slices are made of an `Item` each.
template <class Item>
class SliceColumns {
 public:
  /// Makes a variable. `get(item)` gives the values of one index of its first dimension, as a
  /// std::vector of the type to be stored.
  template <class Get>
  void add(hdf5::GroupWriter& group, const std::string& name,
           const std::vector<std::string>& dimensions, const hdf5::Description& description,
           Get get) {
    columns_.push_back({make<Get>(group, name, dimensions, description), false,
                        [get](hdf5::VariableWriter& variable, std::size_t index, const Item& item) {
                          variable.write_slice(index, get(item));
                        }});
  }

  /// The same, but a single item gives all values.
  template <class Get>
  void add_whole(hdf5::GroupWriter& group, const std::string& name,
                 const std::vector<std::string>& dimensions, const hdf5::Description& description,
                 Get get) {
    columns_.push_back({make<Get>(group, name, dimensions, description), true,
                        [get](hdf5::VariableWriter& variable, std::size_t /*index*/,
                              const Item& item) { variable.write(get(item)); }});
  }

  void write(std::size_t index, const Item& item) {
    for (Column& column : columns_) {
      column.write(column.variable, index, item);
    }
  }

  /// Writes "not there" to the variables from the `first` on.
  void write_missing(std::size_t index, std::size_t first = 0) {
    for (std::size_t c = first; c < columns_.size(); ++c) {
      if (columns_[c].whole) {
        columns_[c].variable.write_missing();
      } else {
        columns_[c].variable.write_missing(index);
      }
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return columns_.size(); }

 private:
  struct Column {
    hdf5::VariableWriter variable;
    bool whole;
    std::function<void(hdf5::VariableWriter&, std::size_t, const Item&)> write;
  };

  template <class Get>
  static hdf5::VariableWriter make(hdf5::GroupWriter& group, const std::string& name,
                                   const std::vector<std::string>& dimensions,
                                   const hdf5::Description& description) {
    using Values = std::remove_cvref_t<std::invoke_result_t<Get, const Item&>>;
    return group.create(name, hdf5::type_of<typename Values::value_type>(), dimensions,
                        description);
  }

  std::vector<Column> columns_;
};

/// A run while it is in memory.
struct LoadedRun {
  std::size_t case_index;
  const RunScores& scores;
};

/// The variables of all groups that are filled run by run.
class RunColumns {
 public:
  /// @param hazards whether a case names a hazard: the file then says what hazards did
  RunColumns(std::size_t cases, bool hazards) : seen_(cases, false), hazards_(hazards) {}

  /// Keeps a group open until all runs are written. The reference stays valid.
  hdf5::GroupWriter& keep(hdf5::GroupWriter group) {
    return groups_.emplace_back(std::move(group));
  }

  /// A variable over `run` and what else `dimensions` name.
  template <class Get>
  void add(hdf5::GroupWriter& group, const std::string& name,
           const std::vector<std::string>& dimensions, const hdf5::Description& description,
           Get get) {
    by_run_.add(group, name, dimensions, description, std::move(get));
  }

  /// A variable of what is the same in all runs of a case: over `dimensions`, and where there are
  /// several cases, over `case` before them.
  template <class Get>
  void add_of_case(hdf5::GroupWriter& group, const std::string& name,
                   std::vector<std::string> dimensions, const hdf5::Description& description,
                   Get get) {
    if (seen_.size() == 1) {
      by_case_.add_whole(group, name, dimensions, description, std::move(get));
    } else {
      dimensions.insert(dimensions.begin(), "case");
      by_case_.add(group, name, dimensions, description, std::move(get));
    }
  }

  /// Calls `define`, which adds variables over `run`, now or when the first run comes that meets a
  /// hazard, if ever: doors that close or a status feed count too, and only runs tell.
  void when_hazards(std::function<void()> define);

  /// Writes run number `run`. Called in ascending order.
  void write(std::size_t run, const LoadedRun& loaded);
  /// Writes "not there" for the cases that had no run.
  void finish();

  /// Whether a case names a hazard, or a run met one so far.
  [[nodiscard]] bool hazards() const noexcept { return hazards_; }

 private:
  std::deque<hdf5::GroupWriter> groups_;
  SliceColumns<LoadedRun> by_run_;
  SliceColumns<LoadedRun> by_case_;
  std::vector<bool> seen_;  ///< (case)
  bool hazards_;
  std::vector<std::function<void()>> waiting_;
};

}  // namespace yanbi
