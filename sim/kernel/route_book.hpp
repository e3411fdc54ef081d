// SPDX-License-Identifier: Apache-2.0
#pragma once
// The routes of a run: those of the plan, shared by all runs, and behind them those that were found
// while this one moved people.

#include <cstdint>
#include <span>

#include "sim/base/id.hpp"
#include "sim/plan/route_table.hpp"

namespace yanbi {

class RouteBook {
 public:
  explicit RouteBook(const RouteTable& plan)
      : plan_(&plan),
        plan_links_(plan.all_links()),
        plan_size_(static_cast<std::uint32_t>(plan.size())) {}

  [[nodiscard]] std::size_t size() const noexcept { return plan_size_ + found_.size(); }
  [[nodiscard]] Route operator[](RouteId route) const {
    return route.raw() < plan_size_ ? (*plan_)[route] : found_[found_id(route)];
  }
  /// Position of the route's first link; the others follow.
  [[nodiscard]] std::uint32_t first_link(RouteId route) const {
    return route.raw() < plan_size_ ? plan_->first_link(route)
                                    : static_cast<std::uint32_t>(plan_links_.size()) +
                                          found_.first_link(found_id(route));
  }
  [[nodiscard]] const LinkId& link_at(std::uint32_t position) const noexcept {
    return position < plan_links_.size() ? plan_links_[position]
                                         : found_.all_links()[position - plan_links_.size()];
  }

  /// Appends a route. Only between phases: nobody may be reading.
  RouteId add(const Route& route) { return RouteId(plan_size_ + found_.add(route).raw()); }

 private:
  [[nodiscard]] RouteId found_id(RouteId route) const noexcept {
    return RouteId(route.raw() - plan_size_);
  }

  const RouteTable* plan_;
  std::span<const LinkId> plan_links_;
  std::uint32_t plan_size_;
  RouteTable found_;
};

}  // namespace yanbi
