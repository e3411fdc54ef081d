// SPDX-License-Identifier: Apache-2.0
#pragma once
// Routes, stored once for each pair of a starting place and a shelter and shared by all who take
// it.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/id.hpp"

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

/// Routes one after another; index = RouteId.
class RouteTable {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return entrance_.size(); }
  [[nodiscard]] Route operator[](RouteId route) const {
    const std::size_t r = route.index();
    return {std::span(links_).subspan(first_link_[r], first_link_[r + 1] - first_link_[r]),
            start_offset_mm_[r],
            end_offset_mm_[r],
            access_mm_[r],
            egress_mm_[r],
            entrance_[r]};
  }
  /// Position of the route's first link in `all_links()`.
  [[nodiscard]] std::uint32_t first_link(RouteId route) const { return first_link_[route.index()]; }
  [[nodiscard]] std::span<const LinkId> all_links() const noexcept { return links_; }

  /// Appends a route and returns its id. Precondition: `route.links` is not empty.
  RouteId add(const Route& route);
  /// Appends all routes of `other`; their ids grow by the size before.
  void append(const RouteTable& other);

 private:
  std::vector<std::uint32_t> first_link_ = {0};
  std::vector<LinkId> links_;
  std::vector<std::uint32_t> start_offset_mm_;
  std::vector<std::uint32_t> end_offset_mm_;
  std::vector<std::uint32_t> access_mm_;
  std::vector<std::uint32_t> egress_mm_;
  std::vector<EntranceId> entrance_;
};

/// Walked length of a route, mm: access, links between the two places, egress.
[[nodiscard]] std::uint64_t walked_mm(const Route& route,
                                      std::span<const std::uint32_t> link_length_mm);

}  // namespace yanbi
