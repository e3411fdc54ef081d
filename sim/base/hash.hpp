// SPDX-License-Identifier: Apache-2.0
#pragma once
// Stable 64-bit hashes (XXH64): of names, so that ids derive from source keys and not from
// positions; of input files, for provenance; of a run's state, to show that two runs are the same
// run.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace yanbi {

[[nodiscard]] std::uint64_t hash_bytes(const void* data, std::size_t size,
                                       std::uint64_t seed = 0) noexcept;
[[nodiscard]] std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0) noexcept;
/// Hash of a column of plain values, in order.
template <class T>
requires std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>
[[nodiscard]] std::uint64_t hash_column(std::span<const T> column, std::uint64_t seed) noexcept {
  return hash_bytes(column.data(), column.size_bytes(), seed);
}
/// Hash of a file's bytes. @throws RunError when it cannot be read.
[[nodiscard]] std::uint64_t hash_file(const std::filesystem::path& path);
/// 16 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(std::uint64_t hash);
/// The hash that `to_hex` wrote; none for any other text.
[[nodiscard]] std::optional<std::uint64_t> from_hex(std::string_view text) noexcept;

}  // namespace yanbi
