// SPDX-License-Identifier: Apache-2.0
#include "sim/base/little_endian.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "sim/base/time.hpp"

namespace yanbi {
namespace {

template <class T>
void expect_return(T value) {
  std::array<std::byte, sizeof(T)> bytes{};
  store_little_endian(value, bytes.data());
  EXPECT_EQ(std::bit_cast<BitsOf<T>>(load_little_endian<T>(bytes.data())),
            std::bit_cast<BitsOf<T>>(value));
}

TEST(LittleEndian, LowestByteComesFirst) {
  std::array<std::uint8_t, 4> bytes{};
  store_little_endian(std::uint32_t{0x01020304}, bytes.data());
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 4>{4, 3, 2, 1}));
  store_little_endian(Tick{-2}, bytes.data());
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 4>{0xFE, 0xFF, 0xFF, 0xFF}));
}

TEST(LittleEndian, NumbersComeBackBitByBit) {
  expect_return(std::uint8_t{255});
  expect_return(std::int16_t{-300});
  expect_return(std::numeric_limits<std::int64_t>::min());
  expect_return(std::numeric_limits<std::uint64_t>::max());
  expect_return(std::bit_cast<double>(std::uint64_t{0xFFF8'0000'0000'0123}));
  expect_return(-0.0F);
  expect_return(Tick::never());
}

}  // namespace
}  // namespace yanbi
