// SPDX-License-Identifier: Apache-2.0
#pragma once
// Memory in large pages for columns that are read here and there: with pages of 4 KiB the processor
// looks up the page of nearly every such access, which then takes longer than the access.

#include <cstddef>
#include <memory>
#include <vector>

namespace yanbi {

/// @returns memory for `bytes`, aligned to a large page where it fills some, to a cache line
/// otherwise; where the system has no large pages to give, ordinary ones. @throws std::bad_alloc.
[[nodiscard]] void* allocate_large(std::size_t bytes);
void free_large(void* memory) noexcept;

/// A standard allocator that asks the system for large pages.
template <class T>
struct LargePageAllocator {
  using value_type = T;
  LargePageAllocator() noexcept = default;
  template <class U>
  // NOLINTNEXTLINE(google-explicit-constructor): allocators convert, so the standard asks
  LargePageAllocator(const LargePageAllocator<U>&) noexcept {}
  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(allocate_large(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t) noexcept { free_large(memory); }
  friend bool operator==(LargePageAllocator, LargePageAllocator) noexcept { return true; }
};

/// A vector for what is read here and there by the million.
template <class T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

}  // namespace yanbi
