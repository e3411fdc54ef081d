// SPDX-License-Identifier: Apache-2.0
#include "sim/app/answer.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <string>

#include "sim/base/error.hpp"

namespace yanbi::app {

void answer_text(std::string_view text) {
  bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (text.empty() || text.back() != '\n') {
    written = std::fputc('\n', stdout) != EOF && written;
  }
  if (std::fflush(stdout) != 0 || !written) {
    throw RunError("the answer could not be written to stdout; is the disk full?");
  }
}

void answer_json(const nlohmann::ordered_json& document) {
  constexpr int kIndent = 2;
  // What is no UTF-8 (a path may hold any bytes) is replaced, not a reason to fail.
  answer_text(document.dump(kIndent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace yanbi::app
