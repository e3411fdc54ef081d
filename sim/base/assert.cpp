// SPDX-License-Identifier: Apache-2.0
#include "sim/base/assert.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"

namespace yanbi::detail {

void assertion_failed(const char* kind, const char* expression, const char* file, int line) {
  throw InternalError(fmt::format("{}:{}: {} does not hold: {}", file, line, kind, expression));
}

}  // namespace yanbi::detail
