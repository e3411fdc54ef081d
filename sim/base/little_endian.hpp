// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers as bytes that are the same on every machine: the lowest first.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace yanbi {

/// The unsigned number as large as T.
template <class T>
using BitsOf = std::conditional_t<
    sizeof(T) == 1, std::uint8_t,
    std::conditional_t<sizeof(T) == 2, std::uint16_t,
                       std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

/// A number, or a type of one (`Tick`), that its bits tell whole; a double is its IEEE 754 bits.
template <class T>
concept PlainNumber = std::is_trivially_copyable_v<T> && sizeof(T) == sizeof(BitsOf<T>);

/// Writes sizeof(T) bytes from `to` on.
template <PlainNumber T, class Byte>
requires(sizeof(Byte) == 1) void store_little_endian(const T& value, Byte* to) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(to, &value, sizeof(T));
    return;
  }
  const auto bits = std::bit_cast<BitsOf<T>>(value);
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    to[i] = static_cast<Byte>(static_cast<std::uint8_t>(bits >> (8 * i)));
  }
}

/// Reads sizeof(T) bytes from `from` on. Whatever they are, they are a T: hence no truth.
template <PlainNumber T, class Byte>
requires(sizeof(Byte) == 1 && !std::is_same_v<T, bool> && !std::is_enum_v<T>) [[nodiscard]] T
    load_little_endian(const Byte* from) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
  }
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    bits |= std::uint64_t{static_cast<std::uint8_t>(from[i])} << (8 * i);
  }
  return std::bit_cast<T>(static_cast<BitsOf<T>>(bits));
}

}  // namespace yanbi
