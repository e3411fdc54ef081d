// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which encoding a text is in, as far as messages need it: planners' files come as UTF-8, with or
// without a byte-order mark, and as GB18030 (which includes GBK and GB2312).

#include <cstddef>
#include <optional>
#include <string_view>

namespace yanbi {

/// The text without a leading UTF-8 byte-order mark.
[[nodiscard]] std::string_view without_bom(std::string_view text) noexcept;

/// Position of the first byte that does not belong to well-formed UTF-8; none when all does.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept;

/// Whether the bytes form valid GB18030 sequences with at least one character outside ASCII.
[[nodiscard]] bool looks_like_gb18030(std::string_view text) noexcept;

}  // namespace yanbi
