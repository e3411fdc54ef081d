// SPDX-License-Identifier: Apache-2.0
#pragma once
// Assertions against bugs (never against input: see problem.hpp). They are compiled in where
// YANBI_ENABLE_ASSERTS is defined, which every preset but `release` does.

namespace yanbi::detail {
[[noreturn]] void assertion_failed(const char* kind, const char* expression, const char* file,
                                   int line);
}  // namespace yanbi::detail

#ifdef YANBI_ENABLE_ASSERTS
#define YANBI_CHECK_(kind, expression) \
  ((expression) ? static_cast<void>(0) \
                : ::yanbi::detail::assertion_failed(kind, #expression, __FILE__, __LINE__))
#else
#define YANBI_CHECK_(kind, expression) static_cast<void>(sizeof(!(expression)))
#endif

/// What the caller must have made true.
#define YANBI_EXPECT(expression) YANBI_CHECK_("precondition", expression)
/// What must be true here.
#define YANBI_ASSERT(expression) YANBI_CHECK_("invariant", expression)
/// What this function promises.
#define YANBI_ENSURE(expression) YANBI_CHECK_("postcondition", expression)
