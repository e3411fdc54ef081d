// SPDX-License-Identifier: Apache-2.0
#include "sim/base/large_pages.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <limits>
#include <new>

namespace yanbi {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20U;  // bytes, on x86-64 and most of ARM
constexpr std::size_t kCacheLine = 64;

}  // namespace

void* allocate_large(std::size_t bytes) {
  const bool is_large = bytes >= kLargePage;
  const std::size_t alignment = is_large ? kLargePage : kCacheLine;
  if (bytes > std::numeric_limits<std::size_t>::max() - alignment) {
    throw std::bad_alloc();
  }
  const std::size_t rounded = (bytes + alignment - 1) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  if (is_large) {
    // Advice only: a system that cannot follow it loses speed, nothing else.
    static_cast<void>(madvise(memory, rounded, MADV_HUGEPAGE));
  }
  return memory;
}

// NOLINTNEXTLINE(cppcoreguidelines-no-malloc): the partner of aligned_alloc above.
void free_large(void* memory) noexcept { std::free(memory); }

}  // namespace yanbi
