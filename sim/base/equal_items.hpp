// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which of many items are equal: by their hashes in one flat table, since a map makes a node for
// each of a million texts or places, which takes several times as long as to read them.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/large_pages.hpp"

namespace yanbi {

/// Items in groups of equal ones. Groups are numbered in the order of their first items.
struct EqualItems {
  std::vector<std::uint32_t> group;  ///< by item
  std::vector<std::uint32_t> first;  ///< by group: its first item

  [[nodiscard]] bool is_first(std::size_t item) const { return first[group[item]] == item; }
};

/// Finds the groups of [0, count).
/// @param hash of an item: 64 well mixed bits, the same for equal items
/// @param equal whether two items are the same
template <class Hash, class Equal>
[[nodiscard]] EqualItems find_equal_items(std::size_t count, const Hash& hash, const Equal& equal) {
  constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();
  YANBI_EXPECT(count < kFree);
  EqualItems items;
  items.group.reserve(count);
  // Where a group is, with the upper half of its hash: others are told apart without a look at
  // them.
  struct Slot {
    std::uint32_t group;
    std::uint32_t upper;
  };
  // At most half full, so that a search ends after a few steps.
  LargeVector<Slot> slots(std::bit_ceil(2 * count + 1), {kFree, 0});
  const std::size_t mask = slots.size() - 1;
  for (std::uint32_t item = 0; item < count; ++item) {
    const std::uint64_t own = hash(item);
    const auto upper = static_cast<std::uint32_t>(own >> 32U);
    std::size_t at = own & mask;
    while (slots[at].group != kFree &&
           (slots[at].upper != upper || !equal(items.first[slots[at].group], item))) {
      at = (at + 1) & mask;
    }
    if (slots[at].group == kFree) {
      slots[at] = {static_cast<std::uint32_t>(items.first.size()), upper};
      items.first.push_back(item);
    }
    items.group.push_back(slots[at].group);
  }
  return items;
}

/// The same for items that are equal when their keys are, to the last bit.
/// @param key of an item: an array of whole numbers
template <class Key>
[[nodiscard]] EqualItems find_equal_keys(std::size_t count, const Key& key) {
  const auto hash = [&](std::size_t item) {
    const auto own = key(item);
    return hash_bytes(own.data(), sizeof(own));
  };
  return find_equal_items(count, hash,
                          [&](std::size_t a, std::size_t b) { return key(a) == key(b); });
}

}  // namespace yanbi
