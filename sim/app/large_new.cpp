// SPDX-License-Identifier: Apache-2.0
// Memory for whatever is large comes in large pages: the columns of a city are read, filled and
// given back once, and the system takes longer to hand out their memory in pieces of 4 KiB than the
// program to fill them. Belongs to the command; a program that embeds the library keeps its own.
#include <cstddef>
#include <cstdlib>
#include <new>

#include "sim/base/large_pages.hpp"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define YANBI_KEEP_NEW  // sanitizers watch their own
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define YANBI_KEEP_NEW
#endif

#ifndef YANBI_KEEP_NEW

namespace {

constexpr std::size_t kLarge = std::size_t{4} << 20U;  // two large pages: at most half is unused

}  // namespace

void* operator new(std::size_t bytes) {
  if (bytes >= kLarge) {
    return yanbi::allocate_large(bytes);
  }
  while (true) {
    // NOLINTNEXTLINE(cppcoreguidelines-no-malloc): this is what new is made of
    if (void* const memory = std::malloc(bytes == 0 ? 1 : bytes)) {
      return memory;
    }
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) {
      throw std::bad_alloc();
    }
    handler();
  }
}

// NOLINTBEGIN(cppcoreguidelines-no-malloc): the partner of malloc and of aligned_alloc
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*bytes*/) noexcept { std::free(memory); }
// NOLINTEND(cppcoreguidelines-no-malloc)

#endif
