// SPDX-License-Identifier: Apache-2.0
#include "sim/city/city.hpp"

#include <algorithm>

namespace yanbi {
namespace {

template <class Item>
const Item* find_named(const std::vector<Item>& items, const std::string& wanted) noexcept {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& i) { return i.name == wanted; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Population* City::find_population(const std::string& wanted) const noexcept {
  return find_named(populations, wanted);
}

const Layout* City::find_layout(const std::string& wanted) const noexcept {
  return find_named(layouts, wanted);
}

const Geography* City::find_geography(const std::string& wanted) const noexcept {
  return find_named(geographies, wanted);
}

}  // namespace yanbi
