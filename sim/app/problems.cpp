// SPDX-License-Identifier: Apache-2.0
#include "sim/app/problems.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace yanbi::app {

std::string one_line(const Problem& problem) {
  constexpr unsigned char kFirstPrintable = 0x20;
  constexpr unsigned char kDelete = 0x7F;
  std::string line;
  for (const char c : problem.to_string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < kFirstPrintable || byte == kDelete) {
      line += c == '\n' || c == '\t' ? " " : fmt::format("\\x{:02x}", byte);
    } else {
      line += c;
    }
  }
  return line;
}

void print_problems(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    text += one_line(problem) + '\n';
  }
  text += problems.size() == 1 ? "1 problem\n" : fmt::format("{} problems\n", problems.size());
  std::fputs(text.c_str(), stderr);
}

}  // namespace yanbi::app
