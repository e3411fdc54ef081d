// SPDX-License-Identifier: Apache-2.0
#include "sim/base/hash.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <fstream>
#include <memory>

#include "sim/base/error.hpp"

namespace yanbi {

std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed) noexcept {
  return XXH64(data, size, seed);
}

std::uint64_t hash_text(std::string_view text, std::uint64_t seed) noexcept {
  return XXH64(text.data(), text.size(), seed);
}

std::uint64_t hash_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::unique_ptr<XXH64_state_t, decltype(&XXH64_freeState)> state(XXH64_createState(),
                                                                         &XXH64_freeState);
  if (!in || !state || XXH64_reset(state.get(), 0) == XXH_ERROR) {
    throw RunError(fmt::format("{}: cannot be read", path.string()));
  }
  std::array<char, 1U << 16U> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
    XXH64_update(state.get(), buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) {
    throw RunError(fmt::format("{}: reading failed", path.string()));
  }
  return XXH64_digest(state.get());
}

std::string to_hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::optional<std::uint64_t> from_hex(std::string_view text) noexcept {
  if (text.size() != 16) {
    return std::nullopt;
  }
  std::uint64_t hash = 0;
  for (const char digit : text) {
    if (digit >= '0' && digit <= '9') {
      hash = hash * 16 + static_cast<std::uint64_t>(digit - '0');
    } else if (digit >= 'a' && digit <= 'f') {
      hash = hash * 16 + static_cast<std::uint64_t>(digit - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return hash;
}

}  // namespace yanbi
