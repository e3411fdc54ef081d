// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text looked at eight bytes at a time, for files of hundreds of megabytes. (Bit tricks after
// S. E. Anderson, "Bit Twiddling Hacks", and H. S. Warren, "Hacker's Delight", section 6-1.)

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace yanbi {

static_assert(std::endian::native == std::endian::little);

/// Eight bytes of a text; the first is the lowest.
class EightBytes {
 public:
  static constexpr std::size_t kSize = 8;

  /// Precondition: `text` has eight bytes from `at` on.
  EightBytes(std::string_view text, std::size_t at) noexcept {
    std::memcpy(&word_, text.data() + at, kSize);
  }
  [[nodiscard]] bool is_ascii() const noexcept { return (word_ & kHighBits) == 0; }
  /// Bits that are set where a byte is `c`, of which the lowest tells how far the first one is in;
  /// higher ones may be false.
  [[nodiscard]] std::uint64_t marks(char c) const noexcept {
    const std::uint64_t difference = word_ ^ (kLowBits * static_cast<std::uint8_t>(c));
    return (difference - kLowBits) & ~difference & kHighBits;
  }
  /// Position of the byte that the lowest of `marks` belongs to; kSize when none is set.
  [[nodiscard]] static std::size_t first(std::uint64_t marks) noexcept {
    return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
  }

 private:
  static constexpr std::uint64_t kLowBits = 0x0101010101010101;
  static constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t word_ = 0;
};

}  // namespace yanbi
