// SPDX-License-Identifier: Apache-2.0
#pragma once
// Routes, stored once for each pair of a starting place and a shelter and shared by all who take
// it.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/large_pages.hpp"

namespace yanbi {

/// A route: walk from the start to a place on the first link (access), along the links, and from a
/// place on the last link to the door (egress). All lengths in whole millimetres.
struct Route {
  std::span<const LinkId> links;      ///< at least one, each starting where the one before ends
  std::uint32_t start_offset_mm = 0;  ///< on the first link, from its tail
  std::uint32_t end_offset_mm = 0;  ///< on the last link, from its tail; >= start if only one link
  std::uint32_t access_mm = 0;      ///< from the starting place to the first link
  std::uint32_t egress_mm = 0;      ///< from the last link to the door
  EntranceId entrance;              ///< the door it leads to (index in Shelters)
};

/// Routes one after another; index = RouteId. An empty id follows the links of each, so that who
/// moves along `all_links()` sees the end without asking where it is.
class RouteTable {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  [[nodiscard]] Route operator[](RouteId route) const {
    const Ends& ends = ends_[route.index()];
    return {std::span(links_).subspan(ends.first_link, ends.link_count),
            ends.start_offset_mm,
            ends.end_offset_mm,
            ends.access_mm,
            ends.egress_mm,
            ends.entrance};
  }
  /// Position of the route's first link in `all_links()`.
  [[nodiscard]] std::uint32_t first_link(RouteId route) const {
    return ends_[route.index()].first_link;
  }
  [[nodiscard]] std::span<const LinkId> all_links() const noexcept { return links_; }

  /// Asks the memory for what `route` will be looked up for, without waiting for it.
  [[gnu::always_inline]] void fetch(RouteId route) const noexcept {
    __builtin_prefetch(&ends_[route.index()]);
  }

  /// Makes room for so many routes with so many links in all.
  void reserve(std::size_t routes, std::size_t links) {
    ends_.reserve(routes);
    links_.reserve(links + routes);
  }
  /// Appends a route and returns its id. Precondition: `route.links` is not empty.
  RouteId add(const Route& route);
  /// Appends all routes of `other`; their ids grow by the size before.
  void append(const RouteTable& other);

 private:
  /// All of a route but its links, together: who reads one of these reads several.
  struct alignas(32) Ends {
    std::uint32_t first_link = 0;
    std::uint32_t link_count = 0;
    std::uint32_t start_offset_mm = 0;
    std::uint32_t end_offset_mm = 0;
    std::uint32_t access_mm = 0;
    std::uint32_t egress_mm = 0;
    EntranceId entrance;
  };
  LargeVector<Ends> ends_;
  LargeVector<LinkId> links_;
};

/// Walked length of a route, mm: access, links between the two places, egress.
[[nodiscard]] std::uint64_t walked_mm(const Route& route,
                                      std::span<const std::uint32_t> link_length_mm);

}  // namespace yanbi
