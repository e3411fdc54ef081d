// SPDX-License-Identifier: Apache-2.0
#pragma once
// The seal: 64 bytes behind the HDF5 data that hold its length and checksum. HDF5 and netCDF ignore
// them; our readers check them first, so that damaged bytes never reach the HDF5 library.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace yanbi::hdf5 {

inline constexpr std::size_t kSealSize = 64;
/// The checksum chains XXH64 over blocks of this size (the last one shorter): each block's seed is
/// the hash of the block before, 0 for the first.
inline constexpr std::size_t kSealBlock = std::size_t{1} << 20U;

/// The checksum of `bytes`.
[[nodiscard]] std::uint64_t seal_hash(std::span<const std::byte> bytes) noexcept;

/// The seal of `length` bytes with the checksum `hash`: "YANBISEAL1 xxh64=<16 hexadecimal digits>
/// length=<16 hexadecimal digits>" in ASCII, padded with spaces, the last byte a newline.
[[nodiscard]] std::array<char, kSealSize> make_seal(std::uint64_t hash, std::uint64_t length);

/// What is found when a file is looked at before it is opened.
struct SealCheck {
  enum class State {
    kWhole,       ///< sealed and unchanged
    kMissing,     ///< no such file
    kUnreadable,  ///< a folder, no permission, an I/O error
    kForeign,     ///< does not begin like an HDF5 file
    kUnsealed,    ///< an HDF5 file that ends without a seal: cut short, or not written by Yanbi
    kChanged,     ///< sealed, but its bytes are not those that were sealed
  };
  State state = State::kMissing;
  std::string detail;  ///< reason of kUnreadable
};

/// Whether a file begins like an HDF5 file. False, without reading it, for what is no regular file:
/// a pipe can be read only once.
[[nodiscard]] bool begins_like_hdf5(const std::filesystem::path& path);

/// Whether the name of a file ends in .h5 or .hdf5, in letters of any case.
[[nodiscard]] bool is_named_like_hdf5(const std::filesystem::path& path);

/// Reads the whole file once.
[[nodiscard]] SealCheck check_seal(const std::filesystem::path& path);

}  // namespace yanbi::hdf5
