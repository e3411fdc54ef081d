// SPDX-License-Identifier: Apache-2.0
#pragma once
// Checks of columns read from a file, before ids in them are followed. Every check names the group,
// the variable and the first row that is wrong; all of them are collected.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {

class ColumnChecks {
 public:
  [[nodiscard]] bool passed() const noexcept { return problems_.empty(); }
  /// @throws InputError when any check failed.
  void throw_if_any() const { problems_.throw_if_any(); }

  void fail(const hdf5::GroupReader& group, const std::string& key, std::size_t row,
            const std::string& reason) {
    problems_.add(group.problem(fmt::format("{}[{}]", key, row), reason));
  }

  /// Every value is the position of one of `count` things.
  template <class T>
  void ids(const hdf5::GroupReader& group, const std::string& key, const std::vector<T>& column,
           std::size_t count) {
    all(
        group, key, column, [&](T value) { return value < count; },
        fmt::format("the id is not below {}", count));
  }

  /// The same, or empty.
  void ids_or_empty(const hdf5::GroupReader& group, const std::string& key,
                    const std::vector<std::uint32_t>& column, std::size_t count) {
    constexpr std::uint32_t kEmpty = std::numeric_limits<std::uint32_t>::max();
    all(
        group, key, column, [&](std::uint32_t value) { return value < count || value == kEmpty; },
        fmt::format("the id is neither empty nor below {}", count));
  }

  template <class T>
  void at_most(const hdf5::GroupReader& group, const std::string& key, const std::vector<T>& column,
               T most) {
    all(
        group, key, column, [&](T value) { return value <= most; },
        fmt::format("the code is above {}", most));
  }

  template <class T>
  void finite(const hdf5::GroupReader& group, const std::string& key,
              const std::vector<T>& column) {
    all(
        group, key, column, [](T value) { return std::isfinite(value); },
        "the number is not finite");
  }

  template <class T>
  void not_negative(const hdf5::GroupReader& group, const std::string& key,
                    const std::vector<T>& column) {
    constexpr T kMost = std::numeric_limits<T>::max();
    all(
        group, key, column, [](T value) { return value >= T{} && value <= kMost; },
        "the number is negative or not finite");
  }

  template <class T>
  void positive(const hdf5::GroupReader& group, const std::string& key,
                const std::vector<T>& column) {
    constexpr T kMost = std::numeric_limits<T>::max();
    all(
        group, key, column, [](T value) { return value > T{} && value <= kMost; },
        "the number is not above 0 and finite");
  }

  template <class T>
  void ascending(const hdf5::GroupReader& group, const std::string& key,
                 const std::vector<T>& column) {
    const auto fall = std::ranges::adjacent_find(column, std::greater<>());
    if (fall != column.end()) {
      fail(group, key, static_cast<std::size_t>(fall - column.begin()) + 1,
           "the rows are not sorted");
    }
  }

  /// `column` begins at 0, never falls and ends at `total`.
  void offsets(const hdf5::GroupReader& group, const std::string& key,
               const std::vector<std::uint32_t>& column, std::size_t total) {
    if (column.empty() || column.front() != 0 || column.back() != total) {
      fail(group, key, column.empty() ? 0 : column.size() - 1,
           fmt::format("the offsets do not run from 0 to {}", total));
    }
    ascending(group, key, column);
  }

 private:
  template <class T, class Holds>
  void all(const hdf5::GroupReader& group, const std::string& key, const std::vector<T>& column,
           const Holds& holds, const std::string& reason) {
    const auto wrong = std::ranges::find_if_not(column, holds);
    if (wrong != column.end()) {
      fail(group, key, static_cast<std::size_t>(wrong - column.begin()), reason);
    }
  }

  ProblemList problems_;
};

}  // namespace yanbi
