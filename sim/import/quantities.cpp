// SPDX-License-Identifier: Apache-2.0
// Numbers with units, as ledgers write them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <span>

#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kGroup = 3;  ///< digits between separators of thousands

struct NamedUnit {
  const char* name;
  QuantityUnit unit;
};

constexpr std::array kPersonUnits = {
    NamedUnit{"", {}},        NamedUnit{"人", {}},     NamedUnit{"名", {}},
    NamedUnit{"位", {}},      NamedUnit{"口", {}},     NamedUnit{"person", {}},
    NamedUnit{"persons", {}}, NamedUnit{"people", {}}, NamedUnit{"places", {}},
};

/// The 亩 of mainland China is 1/15 ha (R), the 坪 of Taiwan 400/121 m2 (R).
constexpr std::array kAreaUnits = {
    NamedUnit{"", {}},
    NamedUnit{"m2", {}},
    NamedUnit{"m^2", {}},
    NamedUnit{"m²", {}},
    NamedUnit{"㎡", {}},
    NamedUnit{"平方米", {}},
    NamedUnit{"平米", {}},
    NamedUnit{"平方公尺", {}},
    NamedUnit{"sqm", {}},
    NamedUnit{"sq m", {}},
    NamedUnit{"ha", {4, 1.0}},
    NamedUnit{"公顷", {4, 1.0}},
    NamedUnit{"公頃", {4, 1.0}},
    NamedUnit{"km2", {6, 1.0}},
    NamedUnit{"km²", {6, 1.0}},
    NamedUnit{"平方公里", {6, 1.0}},
    NamedUnit{"亩", {4, 1.0 / 15.0}},
    NamedUnit{"畝", {4, 1.0 / 15.0}},
    NamedUnit{"坪", {0, 400.0 / 121.0}},
};

constexpr std::array kLengthUnits = {
    NamedUnit{"", {}},
    NamedUnit{"m", {}},
    NamedUnit{"米", {}},
    NamedUnit{"公尺", {}},
    NamedUnit{"cm", {-2, 1.0}},
    NamedUnit{"厘米", {-2, 1.0}},
    NamedUnit{"公分", {-2, 1.0}},
    NamedUnit{"mm", {-3, 1.0}},
    NamedUnit{"毫米", {-3, 1.0}},
};

std::span<const NamedUnit> units_of(QuantityKind kind) {
  switch (kind) {
    case QuantityKind::kArea:
      return kAreaUnits;
    case QuantityKind::kLength:
      return kLengthUnits;
    case QuantityKind::kPersons:
      break;
  }
  return kPersonUnits;
}

/// Takes the first of `marks` that `text` begins with off it.
template <std::size_t size>
bool take_front(std::string_view& text, const std::array<const char*, size>& marks) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) {
      text = trimmed(text.substr(mark.size()));
      return true;
    }
  }
  return false;
}

template <std::size_t size>
bool take_back(std::string_view& text, const std::array<const char*, size>& marks) {
  for (const std::string_view mark : marks) {
    if (text.ends_with(mark)) {
      text = trimmed(text.substr(0, text.size() - mark.size()));
      return true;
    }
  }
  return false;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "15,250.5" without its separators; nothing when they do not stand between groups of three.
std::optional<std::string> ungrouped(std::string_view text) {
  const std::size_t at = text.find_first_of(", '");
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const char separator = text[at];
  std::string digits;
  std::string_view rest = text;
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
    digits = rest.front() == '-' ? "-" : "";
    rest.remove_prefix(1);
  }
  const std::size_t point = std::min(rest.find('.'), rest.size());
  const std::string_view fraction = rest.substr(point);
  rest = rest.substr(0, point);
  bool first = true;
  while (true) {
    const std::size_t cut = std::min(rest.find(separator), rest.size());
    const std::string_view group = rest.substr(0, cut);
    if (!all_digits(group) || (first ? group.size() > kGroup : group.size() != kGroup)) {
      return std::nullopt;
    }
    digits += group;
    first = false;
    if (cut == rest.size()) {
      break;
    }
    rest.remove_prefix(cut + 1);
  }
  if (!fraction.empty() && !all_digits(fraction.substr(1))) {
    return std::nullopt;
  }
  return digits.append(fraction);
}

/// The decimal number `digits` in `unit`. The power of ten goes into the text, so that 3.35万 is
/// 33500 and not the nearest product.
std::optional<double> scaled(const std::string& digits, QuantityUnit unit) {
  std::optional<double> number = parse_number(digits);
  if (number && unit.exponent != 0) {
    number = parse_number(fmt::format("{}e{}", digits, unit.exponent));
  }
  return number ? std::optional(*number * unit.factor) : std::nullopt;
}

}  // namespace

std::optional<QuantityUnit> parse_unit(std::string_view text, QuantityKind kind) {
  constexpr std::array kTenThousand = {"万", "萬"};
  constexpr int kTenThousandExponent = 4;
  const std::string name = lower_ascii(half_width(text));
  std::string_view rest = trimmed(name);
  QuantityUnit unit;
  if (kind != QuantityKind::kLength && take_front(rest, kTenThousand)) {
    unit.exponent = kTenThousandExponent;
  }
  for (const NamedUnit& known : units_of(kind)) {
    if (rest == known.name) {
      return QuantityUnit{unit.exponent + known.unit.exponent, known.unit.factor};
    }
  }
  return std::nullopt;
}

std::optional<Quantity> parse_quantity(std::string_view text, QuantityKind kind,
                                       QuantityUnit unit) {
  constexpr std::array kAbout = {"大约", "大約", "约", "約", "≈", "~", "ca."};
  constexpr std::array kRoughly = {"左右"};
  constexpr std::array kAndMore = {"余", "餘"};
  const std::string plain = half_width(text);
  std::string_view rest = trimmed(plain);
  Quantity quantity;
  quantity.approximate = take_front(rest, kAbout);
  quantity.approximate = take_back(rest, kRoughly) || quantity.approximate;
  if (parse_number(rest)) {  // also "1.5e3"
    const std::string_view digits = rest.starts_with('+') ? rest.substr(1) : rest;
    const bool exponent = digits.find_first_of("eE") != std::string_view::npos;
    const std::optional<double> value =
        exponent ? parse_number(digits) : scaled(std::string(digits), unit);
    quantity.value =
        exponent ? *value * std::pow(10.0, unit.exponent) * unit.factor : value.value_or(0.0);
    return quantity;
  }
  const std::size_t end = std::min(rest.find_first_not_of("0123456789.,+-' "), rest.size());
  const std::string_view number = trimmed(rest.substr(0, end));
  std::string_view name = trimmed(rest.substr(end));
  quantity.approximate = take_front(name, kAndMore) || quantity.approximate;
  const std::optional<QuantityUnit> own = name.empty() ? unit : parse_unit(name, kind);
  std::string digits(number);
  if (const std::optional<std::string> joined = ungrouped(number)) {
    digits = *joined;
    quantity.grouped = true;
  }
  const std::optional<double> value = own ? scaled(digits, *own) : std::nullopt;
  if (!value || !std::isfinite(*value)) {
    return std::nullopt;
  }
  quantity.value = *value;
  return quantity;
}

}  // namespace yanbi
