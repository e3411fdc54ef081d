// SPDX-License-Identifier: Apache-2.0
#include "sim/import/values.hpp"

#include <cmath>

#include "tests/fuzz/fuzz_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  const std::string_view text = fuzz::text_of(data, size);
  static_cast<void>(half_width(text));
  static_cast<void>(matches_any(text, {"110-132", std::string(text)}));
  static_cast<void>(parse_pair(text));
  if (const auto number = parse_number(text)) {
    fuzz::require(std::isfinite(*number));
  }
  for (const auto kind : {QuantityKind::kPersons, QuantityKind::kArea, QuantityKind::kLength}) {
    if (const auto quantity = parse_quantity(text, kind, {})) {
      fuzz::require(std::isfinite(quantity->value));
    }
  }
  if (const auto span = parse_ledger_date(text)) {
    fuzz::require(span->first <= span->last && span->first >= 10000101);
  }
  return 0;
}
