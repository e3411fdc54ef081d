// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_table.hpp"

#include <limits>

#include "sim/base/assert.hpp"
#include "sim/base/error.hpp"

namespace yanbi {
namespace {

std::uint32_t position_after(std::size_t links) {
  if (links > std::numeric_limits<std::uint32_t>::max()) {
    throw RunError(
        "the routes of the plan have more than 2^32 links and ends in all (they are counted in 32 "
        "bits); "
        "lower plan.max_walk or redirection.alternatives");
  }
  return static_cast<std::uint32_t>(links);
}

}  // namespace

RouteId RouteTable::add(const Route& route) {
  YANBI_EXPECT(!route.links.empty());
  YANBI_EXPECT(route.links.size() > 1 || route.start_offset_mm <= route.end_offset_mm);
  const RouteId id(size());
  const std::uint32_t first = position_after(links_.size());
  position_after(links_.size() + route.links.size() + 1);
  links_.insert(links_.end(), route.links.begin(), route.links.end());
  links_.emplace_back();
  ends_.push_back({first, static_cast<std::uint32_t>(route.links.size()), route.start_offset_mm,
                   route.end_offset_mm, route.access_mm, route.egress_mm, route.entrance});
  return id;
}

void RouteTable::append(const RouteTable& other) {
  const std::uint32_t shift = position_after(links_.size());
  position_after(links_.size() + other.links_.size());
  links_.insert(links_.end(), other.links_.begin(), other.links_.end());
  const std::size_t before = ends_.size();
  ends_.insert(ends_.end(), other.ends_.begin(), other.ends_.end());
  for (std::size_t r = before; r < ends_.size(); ++r) {
    ends_[r].first_link += shift;
  }
}

std::uint64_t walked_mm(const Route& route, std::span<const std::uint32_t> link_length_mm) {
  std::uint64_t whole_links = 0;
  for (const LinkId link : route.links.first(route.links.size() - 1)) {
    whole_links += link_length_mm[link.index()];
  }
  // The start lies on the first link, so with one link this is end - start.
  return std::uint64_t{route.access_mm} + whole_links + route.end_offset_mm -
         route.start_offset_mm + route.egress_mm;
}

}  // namespace yanbi
