// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/storage.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <new>
#include <numeric>

#include "sim/hdf5/native_type.hpp"

namespace yanbi::hdf5 {
namespace {

/// Slices that follow one another fill a chunk before it is compressed: each open variable that is
/// written so holds one chunk in memory, and hundreds are open together.
constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;
/// Variables smaller than this are stored in one piece: compression would not pay.
constexpr std::size_t kLeastCompressed = 2048;
/// Higher levels make results smaller by a tenth and take several times as long.
constexpr int kDeflateLevel = 1;
/// The second filter's bit in HDF5's mask of filters that were not applied.
constexpr std::uint32_t kNotDeflated = 1U << 1U;

/// HDF5's shuffle filter: the first bytes of all values, then the second ones, and so on.
void shuffle(std::span<const std::byte> values, std::size_t value_size, std::byte* to) {
  const std::size_t count = values.size() / value_size;
  for (std::size_t b = 0; b < value_size; ++b) {
    for (std::size_t i = 0; i < count; ++i) {
      to[b * count + i] = values[i * value_size + b];
    }
  }
}

/// Undoes that for as many numbers as `to` holds, in a form that compilers turn into vectors.
template <class Number>
void unshuffle(const std::vector<std::byte>& plain, std::span<std::byte> to) {
  constexpr unsigned kBits = 8;
  const std::size_t stride = plain.size() / sizeof(Number);
  const std::size_t count = to.size() / sizeof(Number);
  const std::byte* __restrict from = plain.data();
  std::byte* __restrict out = to.data();
  for (std::size_t i = 0; i < count; ++i) {
    Number number = 0;
    for (unsigned b = 0; b < sizeof(Number); ++b) {
      const auto byte = std::to_integer<Number>(from[b * stride + i]);
      number = static_cast<Number>(number | static_cast<Number>(byte << (kBits * b)));
    }
    std::memcpy(out + i * sizeof(Number), &number, sizeof(Number));
  }
}

}  // namespace

std::vector<hsize_t> lengths_of(hid_t space, const std::string& what) {
  const int rank = check(H5Sget_simple_extent_ndims(space), what);
  std::vector<hsize_t> lengths(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space, lengths.data(), nullptr), what);
  return lengths;
}

std::vector<hsize_t> chunk_shape(const std::vector<hsize_t>& shape, Type type) {
  hsize_t bytes =
      std::accumulate(shape.begin(), shape.end(), hsize_t{size_of(type)}, std::multiplies<>());
  if (bytes < kLeastCompressed) {
    return {};
  }
  std::vector<hsize_t> chunk = shape;
  for (hsize_t& length : chunk) {
    if (bytes <= kChunkBytes) {
      break;
    }
    const hsize_t rest = bytes / length;
    length = std::max<hsize_t>(1, kChunkBytes / rest);
    bytes = rest * length;
  }
  return chunk;
}

Handle creation_properties(const std::vector<hsize_t>& chunk, Type type) {
  Handle properties(H5Pcreate(H5P_DATASET_CREATE), &H5Pclose, "making properties");
  const hid_t id = properties.get();
  // Without times, the same results make the same bytes.
  check(H5Pset_obj_track_times(id, false), "making properties");
  check(H5Pset_attr_creation_order(id, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "making properties");
  if (type == Type::kDouble) {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    check(H5Pset_fill_value(id, H5T_NATIVE_DOUBLE, &kNan), "making properties");
  }
  if (!chunk.empty()) {
    check(H5Pset_chunk(id, static_cast<int>(chunk.size()), chunk.data()), "making chunks");
    check(H5Pset_shuffle(id), "making chunks");
    check(H5Pset_deflate(id, kDeflateLevel), "making chunks");
  }
  return properties;
}

Handle access_properties() {
  Handle properties(H5Pcreate(H5P_DATASET_ACCESS), &H5Pclose, "making properties");
  check(H5Pset_chunk_cache(properties.get(), H5D_CHUNK_CACHE_NSLOTS_DEFAULT, kChunkBytes,
                           H5D_CHUNK_CACHE_W0_DEFAULT),
        "making properties");
  return properties;
}

FilteredChunk filter_chunk(std::span<const std::byte> values, std::size_t value_size) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(kDeflateLevel), &libdeflate_free_compressor);
  if (!compressor) {
    throw std::bad_alloc();
  }
  const std::size_t size = values.size();
  const auto plain = std::make_unique_for_overwrite<std::byte[]>(size);
  shuffle(values, value_size, plain.get());
  const auto packed = std::make_unique_for_overwrite<std::byte[]>(size);
  const std::size_t packed_size =
      libdeflate_zlib_compress(compressor.get(), plain.get(), size, packed.get(), size);
  if (packed_size == 0) {
    return {{plain.get(), plain.get() + size}, kNotDeflated};
  }
  return {{packed.get(), packed.get() + packed_size}, 0};
}

ChunkUnpacker::ChunkUnpacker(std::size_t value_size, std::size_t values)
    : value_size_(value_size),
      plain_(value_size * values),
      decompressor_(libdeflate_alloc_decompressor()) {
  if (decompressor_ == nullptr) {
    throw std::bad_alloc();
  }
}

ChunkUnpacker::~ChunkUnpacker() { libdeflate_free_decompressor(decompressor_); }

bool ChunkUnpacker::unpack(std::span<const std::byte> chunk, std::uint32_t left_out,
                           std::span<std::byte> to) {
  if (left_out == kNotDeflated && chunk.size() == plain_.size()) {
    std::ranges::copy(chunk, plain_.begin());
  } else if (left_out != 0 ||
             libdeflate_zlib_decompress(decompressor_, chunk.data(), chunk.size(), plain_.data(),
                                        plain_.size(), nullptr) != LIBDEFLATE_SUCCESS) {
    return false;
  }
  switch (value_size_) {
    case sizeof(std::uint8_t):
      std::copy_n(plain_.begin(), to.size(), to.begin());
      break;
    case sizeof(std::uint16_t):
      unshuffle<std::uint16_t>(plain_, to);
      break;
    case sizeof(std::uint32_t):
      unshuffle<std::uint32_t>(plain_, to);
      break;
    case sizeof(std::uint64_t):
      unshuffle<std::uint64_t>(plain_, to);
      break;
    default:
      return false;
  }
  return true;
}

}  // namespace yanbi::hdf5
