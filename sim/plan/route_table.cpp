// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_table.hpp"

#include <limits>

#include "sim/base/assert.hpp"
#include "sim/base/error.hpp"

namespace yanbi {
namespace {

template <class T>
void append_column(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::uint32_t position_after(std::size_t links) {
  if (links > std::numeric_limits<std::uint32_t>::max()) {
    throw RunError(
        "the routes of the plan have more than 2^32 links in all (they are counted in 32 bits); "
        "lower plan.max_walk or redirection.alternatives");
  }
  return static_cast<std::uint32_t>(links);
}

}  // namespace

RouteId RouteTable::add(const Route& route) {
  YANBI_EXPECT(!route.links.empty());
  YANBI_EXPECT(route.links.size() > 1 || route.start_offset_mm <= route.end_offset_mm);
  const RouteId id(size());
  links_.insert(links_.end(), route.links.begin(), route.links.end());
  first_link_.push_back(position_after(links_.size()));
  start_offset_mm_.push_back(route.start_offset_mm);
  end_offset_mm_.push_back(route.end_offset_mm);
  access_mm_.push_back(route.access_mm);
  egress_mm_.push_back(route.egress_mm);
  entrance_.push_back(route.entrance);
  return id;
}

void RouteTable::append(const RouteTable& other) {
  const std::uint32_t shift = first_link_.back();
  position_after(links_.size() + other.links_.size());
  for (std::size_t r = 0; r < other.size(); ++r) {
    first_link_.push_back(shift + other.first_link_[r + 1]);
  }
  append_column(links_, other.links_);
  append_column(start_offset_mm_, other.start_offset_mm_);
  append_column(end_offset_mm_, other.end_offset_mm_);
  append_column(access_mm_, other.access_mm_);
  append_column(egress_mm_, other.egress_mm_);
  append_column(entrance_, other.entrance_);
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
