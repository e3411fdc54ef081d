// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns on their way to or from a file: plain numbers of a fixed width, or UTF-8 texts.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace yanbi::hdf5 {

/// The kinds of value that a variable may hold. All of them exist in netCDF-4 too.
enum class Type {
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat,
  kDouble,
  kChar,  ///< one byte of a text
  kText,
};

/// The `Type` of a C++ type.
template <class T>
[[nodiscard]] consteval Type type_of() {
  if constexpr (std::is_same_v<T, std::int8_t>) {
    return Type::kInt8;
  } else if constexpr (std::is_same_v<T, std::uint8_t>) {
    return Type::kUint8;
  } else if constexpr (std::is_same_v<T, std::int16_t>) {
    return Type::kInt16;
  } else if constexpr (std::is_same_v<T, std::uint16_t>) {
    return Type::kUint16;
  } else if constexpr (std::is_same_v<T, std::int32_t>) {
    return Type::kInt32;
  } else if constexpr (std::is_same_v<T, std::uint32_t>) {
    return Type::kUint32;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    return Type::kInt64;
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    return Type::kUint64;
  } else if constexpr (std::is_same_v<T, float>) {
    return Type::kFloat;
  } else if constexpr (std::is_same_v<T, double>) {
    return Type::kDouble;
  } else if constexpr (std::is_same_v<T, char>) {
    return Type::kChar;
  } else {
    static_assert(std::is_same_v<T, std::string>, "no column of this type can be stored");
    return Type::kText;
  }
}

/// Values to be written, borrowed for the length of a call. For kText, `data` is std::string[].
struct Values {
  Type type = Type::kInt32;
  const void* data = nullptr;
  std::size_t count = 0;

  template <class T>
  Values(std::span<const T> column)  // NOLINT(google-explicit-constructor): a view of a column
      : type(type_of<T>()), data(column.data()), count(column.size()) {}
  template <class T>
  Values(const std::vector<T>& column)  // NOLINT(google-explicit-constructor): a view of a column
      : Values(std::span<const T>(column)) {}
};

/// What a variable means, in the words that netCDF readers show.
struct Description {
  std::string units;      ///< "s", "m", "1" for pure numbers; "" for texts and ids
  std::string long_name;  ///< one phrase
};

}  // namespace yanbi::hdf5
