// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which streets, doors, works and origins of a city lie in an area, by search trees.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/hazard/area.hpp"
#include "sim/import/hazard/touched_cells.hpp"

namespace yanbi {

/// What of a city lies in an area; ids ascend.
struct PlacesInside {
  std::vector<std::uint32_t> streets;
  std::vector<float> street_share;  ///< of each street's length that is inside
  std::vector<std::uint32_t> entrances;
  std::vector<std::uint32_t> works;
  std::vector<std::uint32_t> origins;

  [[nodiscard]] bool empty() const noexcept {
    return streets.empty() && entrances.empty() && works.empty() && origins.empty();
  }
};

/// Safe to ask from several threads at once.
class CityIndex {
 public:
  /// Keeps a reference to `city`.
  explicit CityIndex(const City& city);
  ~CityIndex();
  CityIndex(const CityIndex&) = delete;
  CityIndex& operator=(const CityIndex&) = delete;
  CityIndex(CityIndex&&) = delete;
  CityIndex& operator=(CityIndex&&) = delete;

  [[nodiscard]] PlacesInside inside(const Area& area) const;

 private:
  struct Trees;
  const City& city_;
  std::unique_ptr<const Trees> trees_;
};

/// What lies in each of many areas, as cells whose numbers are the areas' positions, on at most
/// `threads` threads. Streets that are `skipped` (1) have none.
[[nodiscard]] CityCells cells_in_areas(const City& city, const CityIndex& index,
                                       const std::vector<std::unique_ptr<Area>>& areas,
                                       std::span<const std::uint8_t> skipped, int threads);

}  // namespace yanbi
