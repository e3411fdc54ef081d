// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which zone of a geography a position lies in, for millions of positions and thousands of zones.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/zones.hpp"

namespace yanbi {

/// Finds zones by their outlines. Built once over a geography, which must outlive it and keep its
/// outlines; safe to ask from several threads.
class ZoneLocator {
 public:
  explicit ZoneLocator(const Geography& geography);
  ~ZoneLocator();
  ZoneLocator(const ZoneLocator&) = delete;
  ZoneLocator& operator=(const ZoneLocator&) = delete;
  ZoneLocator(ZoneLocator&&) noexcept;
  ZoneLocator& operator=(ZoneLocator&&) noexcept;

  struct Found {
    ZoneId zone;  ///< the smallest that holds the position, the first of equally small ones
    bool several = false;  ///< whether another holds it too
  };

  /// The zone at (x, y), working CRS, m; nothing outside of all zones. A position on a border
  /// belongs to the zone to its east or north.
  [[nodiscard]] std::optional<ZoneId> find(double x, double y) const;
  /// The same, and whether zones overlap there.
  [[nodiscard]] std::optional<Found> find_all(double x, double y) const;
  /// Area of a zone, m2, holes taken off (even-odd rule).
  [[nodiscard]] double area(ZoneId zone) const;

 private:
  struct Index;
  std::unique_ptr<const Index> index_;
};

}  // namespace yanbi
