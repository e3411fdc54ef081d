// SPDX-License-Identifier: Apache-2.0
#pragma once
// A queue for searches that never go back: what is pushed is not less than what was popped last.
// Entries then move between buckets a few times and are never compared with each other, which for
// long queues is quicker than a heap.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/base/assert.hpp"

namespace yanbi {

/// Entries have a member `value` (std::int64_t); the least comes first, equal ones in an order that
/// only depends on what was pushed. A radix heap: Ahuja, Mehlhorn, Orlin and Tarjan (1990), "Faster
/// algorithms for the shortest path problem", Journal of the ACM 37, 213-223.
template <class Entry>
class MonotoneQueue {
 public:
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  /// Precondition: entry.value >= the value of the latest pop().
  void push(const Entry& entry) {
    YANBI_EXPECT(entry.value >= last_);
    buckets_[bucket_of(entry.value)].push_back(entry);
    ++size_;
  }

  /// Precondition: !empty().
  Entry pop() {
    if (buckets_[0].empty()) {
      refill();
    }
    const Entry entry = buckets_[0].back();
    buckets_[0].pop_back();
    --size_;
    return entry;
  }

  /// Forgets the latest pop(). Precondition: empty().
  void restart() {
    YANBI_EXPECT(empty());
    last_ = kLeast;
  }

 private:
  static constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

  /// Values that agree with the latest in all but their last n binary digits are in bucket n.
  [[nodiscard]] std::size_t bucket_of(std::int64_t value) const {
    return static_cast<std::size_t>(
        std::bit_width(static_cast<std::uint64_t>(value) ^ static_cast<std::uint64_t>(last_)));
  }

  /// Moves the first bucket that has entries down, so that its least come into bucket 0.
  void refill() {
    std::size_t first = 1;
    while (buckets_[first].empty()) {
      ++first;
    }
    std::vector<Entry>& bucket = buckets_[first];
    last_ = bucket.front().value;
    for (const Entry& entry : bucket) {
      last_ = entry.value < last_ ? entry.value : last_;
    }
    for (const Entry& entry : bucket) {
      buckets_[bucket_of(entry.value)].push_back(entry);
    }
    bucket.clear();
  }

  std::array<std::vector<Entry>, 65> buckets_;
  std::int64_t last_ = kLeast;
  std::size_t size_ = 0;
};

}  // namespace yanbi
