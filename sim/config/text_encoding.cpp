// SPDX-License-Identifier: Apache-2.0
#include "sim/config/text_encoding.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace yanbi {
namespace {

/// An open conversion.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (is_open()) {
      iconv_close(handle_);
    }
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  Converter(Converter&&) = delete;
  Converter& operator=(Converter&&) = delete;

  [[nodiscard]] bool is_open() const noexcept {
    return reinterpret_cast<std::intptr_t>(handle_) != -1;
  }
  [[nodiscard]] iconv_t handle() const noexcept { return handle_; }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<std::string> to_utf8(std::string_view text, const std::string& encoding) {
  const Converter converter("UTF-8", encoding.c_str());
  if (!converter.is_open()) {
    return std::nullopt;
  }
  std::string input(text);
  char* in = input.data();
  std::size_t in_left = input.size();
  std::string output;
  std::array<char, 65536> buffer{};
  while (in_left > 0) {
    char* out = buffer.data();
    std::size_t out_left = buffer.size();
    const std::size_t result = iconv(converter.handle(), &in, &in_left, &out, &out_left);
    output.append(buffer.data(), buffer.size() - out_left);
    if (result == static_cast<std::size_t>(-1) && errno != E2BIG) {
      return std::nullopt;
    }
  }
  return output;
}

}  // namespace yanbi
