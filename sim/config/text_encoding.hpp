// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text in other encodings than UTF-8, such as GB18030, in which many Chinese office programs still
// write their tables.

#include <optional>
#include <string>
#include <string_view>

namespace yanbi {

/// `text` from an encoding that iconv knows, as UTF-8; nothing when it is not valid in that
/// encoding.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view text,
                                                 const std::string& encoding);

}  // namespace yanbi
