// SPDX-License-Identifier: Apache-2.0
#pragma once
// Cells of CSV as RFC 4180 wants them. Inside of the outputs room.

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace yanbi {

/// A text, quoted where it has to be.
[[nodiscard]] inline std::string csv_text(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    return text;
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// A number that reads back as it is; nothing where it is not defined.
[[nodiscard]] inline std::string csv_number(double value) {
  return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

}  // namespace yanbi
