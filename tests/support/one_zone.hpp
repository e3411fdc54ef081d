// SPDX-License-Identifier: Apache-2.0
#pragma once
// A geography for cities that are made without one, since a city file always has one.

#include <utility>

#include "sim/city/city.hpp"

namespace yanbi::test {

/// The city; all of it is one zone where it had no geography.
inline City with_one_zone(City city) {
  if (city.geographies.empty()) {
    Geography all;
    all.name = "all";
    all.key = {"all"};
    all.label = {"all"};
    all.zone_of_origin.assign(city.origins.size(), ZoneId(0));
    all.zone_of_work.assign(city.works.size(), ZoneId(0));
    all.first_ring = {0, 0};
    all.first_vertex = {0};
    city.geographies.push_back(std::move(all));
  }
  return city;
}

}  // namespace yanbi::test
