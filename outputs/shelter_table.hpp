// SPDX-License-Identifier: Apache-2.0
#pragma once
// The shelters of a result file: those of all its cases, each work once, although layouts differ.

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "outputs/result_writer.hpp"
#include "sim/base/id.hpp"

namespace yanbi {

class ShelterTable {
 public:
  /// The shelters of a single case in their order; of several the union in the order of the works.
  /// @throws InternalError when cases give a work different places.
  explicit ShelterTable(const std::vector<ResultCase>& cases);

  [[nodiscard]] std::size_t size() const noexcept { return work_.size(); }
  [[nodiscard]] const std::vector<WorkId>& work() const noexcept { return work_; }
  [[nodiscard]] const std::vector<std::int32_t>& places() const noexcept { return places_; }
  /// 1 for each shelter of the table that the case has, else 0.
  [[nodiscard]] std::vector<std::int8_t> membership(std::size_t case_index) const;

  /// Puts a column (row, shelter of the case) where the table has its shelters; `nothing` stands
  /// where the case does not have one, and everywhere for an empty column.
  /// @throws InternalError when the column has another size.
  template <class T>
  [[nodiscard]] std::vector<T> spread(std::size_t case_index, const std::vector<T>& column,
                                      T nothing, std::size_t rows = 1) const;

 private:
  /// Position in the table of each shelter of the case.
  [[nodiscard]] const std::vector<std::uint32_t>& positions(std::size_t case_index) const {
    return *positions_[case_index];
  }
  static void require_size(std::size_t found, std::size_t expected);
  void unite(const std::vector<ResultCase>& cases);

  std::vector<WorkId> work_;
  std::vector<std::int32_t> places_;
  /// Cases of one layout share them. Only looked up, never iterated over.
  std::map<const Shelters*, std::vector<std::uint32_t>> of_layout_;
  std::vector<const std::vector<std::uint32_t>*> positions_;  ///< (case)
};

template <class T>
std::vector<T> ShelterTable::spread(std::size_t case_index, const std::vector<T>& column, T nothing,
                                    std::size_t rows) const {
  std::vector<T> spread(rows * size(), nothing);
  if (column.empty()) {
    return spread;
  }
  const std::vector<std::uint32_t>& to = positions(case_index);
  require_size(column.size(), rows * to.size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    spread[i / to.size() * size() + to[i % to.size()]] = column[i];
  }
  return spread;
}

}  // namespace yanbi
