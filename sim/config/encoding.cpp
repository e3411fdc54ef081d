// SPDX-License-Identifier: Apache-2.0
#include "sim/config/encoding.hpp"

#include <cstdint>

#include "sim/config/eight_bytes.hpp"

namespace yanbi {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) noexcept {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

bool between(std::uint8_t byte, int least, int most) noexcept {
  return byte >= least && byte <= most;
}

/// Length of the well-formed UTF-8 sequence at `at` (Unicode standard, table 3-7); 0 if there is
/// none.
std::size_t utf8_length(std::string_view text, std::size_t at) noexcept {
  const std::uint8_t first = byte_at(text, at);
  if (first < 0x80) {
    return 1;
  }
  const std::size_t length = between(first, 0xC2, 0xDF)   ? 2
                             : between(first, 0xE0, 0xEF) ? 3
                             : between(first, 0xF0, 0xF4) ? 4
                                                          : 0;
  if (length == 0) {
    return 0;
  }
  // The second byte also rules out overlong forms, surrogates and what lies beyond U+10FFFF.
  const int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (!between(byte_at(text, at + 1), least, most)) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if (!between(byte_at(text, at + i), 0x80, 0xBF)) {
      return 0;
    }
  }
  return length;
}

/// Length of the GB18030 sequence at `at`: 1, 2 or 4 bytes; 0 if there is none.
std::size_t gb18030_length(std::string_view text, std::size_t at) noexcept {
  if (byte_at(text, at) < 0x80) {
    return 1;
  }
  if (!between(byte_at(text, at), 0x81, 0xFE)) {
    return 0;
  }
  const std::uint8_t second = byte_at(text, at + 1);
  if (between(second, 0x40, 0x7E) || between(second, 0x80, 0xFE)) {
    return 2;
  }
  const bool four = between(second, 0x30, 0x39) && between(byte_at(text, at + 2), 0x81, 0xFE) &&
                    between(byte_at(text, at + 3), 0x30, 0x39);
  return four ? 4 : 0;
}

}  // namespace

std::string_view without_bom(std::string_view text) noexcept {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  return text;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    if (at + EightBytes::kSize <= text.size() && EightBytes(text, at).is_ascii()) {
      at += EightBytes::kSize;
      continue;
    }
    const std::size_t length = utf8_length(text, at);
    if (length == 0) {
      return at;
    }
    at += length;
  }
  return std::nullopt;
}

bool looks_like_gb18030(std::string_view text) noexcept {
  bool beyond_ascii = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = gb18030_length(text, at);
    if (length == 0) {
      return false;
    }
    beyond_ascii = beyond_ascii || length > 1;
    at += length;
  }
  return beyond_ascii;
}

}  // namespace yanbi
