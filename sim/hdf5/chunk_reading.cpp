// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/chunk_reading.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

#include "sim/hdf5/handle.hpp"
#include "sim/hdf5/storage.hpp"

namespace yanbi::hdf5 {
namespace {

std::vector<hsize_t> extent_of(hid_t dataset) {
  const Handle space(H5Dget_space(dataset), &H5Sclose, "reading a shape");
  return lengths_of(space.get(), "reading a shape");
}

/// Whether the filters are those of `creation_properties`, in that order.
bool has_own_filters(hid_t properties) {
  const std::array<H5Z_filter_t, 2> own = {H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE};
  if (H5Pget_nfilters(properties) != static_cast<int>(own.size())) {
    return false;
  }
  for (unsigned i = 0; i < own.size(); ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    if (H5Pget_filter2(properties, i, &flags, &values, nullptr, 0, nullptr, nullptr) != own[i]) {
      return false;
    }
  }
  return true;
}

/// The shape of the chunks; empty where there are none of ours.
std::vector<hsize_t> chunk_of(hid_t dataset, std::size_t dimensions) {
  const Handle properties(H5Dget_create_plist(dataset), &H5Pclose, "reading properties");
  if (dimensions == 0 || H5Pget_layout(properties.get()) != H5D_CHUNKED ||
      !has_own_filters(properties.get())) {
    return {};
  }
  std::vector<hsize_t> chunk(dimensions);
  check(H5Pget_chunk(properties.get(), static_cast<int>(dimensions), chunk.data()),
        "reading the shape of chunks");
  return chunk;
}

/// The dimension along which chunks are cut, where each is one piece of the values in their order:
/// 1 in those before it, whole in those behind it. Nothing else: the number of dimensions.
std::size_t cut_dimension(const std::vector<hsize_t>& extent, const std::vector<hsize_t>& chunk) {
  std::size_t cut = 0;
  while (cut + 1 < chunk.size() && chunk[cut] == 1) {
    ++cut;
  }
  const bool is_whole =
      std::equal(chunk.begin() + static_cast<std::ptrdiff_t>(cut) + 1, chunk.end(),
                 extent.begin() + static_cast<std::ptrdiff_t>(cut) + 1);
  return is_whole ? cut : chunk.size();
}

std::size_t product(std::span<const hsize_t> lengths) {
  return std::accumulate(lengths.begin(), lengths.end(), std::size_t{1}, std::multiplies<>());
}

/// Goes to the next chunk; false behind the last one.
bool advance(std::vector<hsize_t>& at, const std::vector<hsize_t>& extent,
             const std::vector<hsize_t>& chunk) {
  for (std::size_t d = at.size(); d-- > 0;) {
    at[d] += chunk[d];
    if (at[d] < extent[d]) {
      return true;
    }
    at[d] = 0;
  }
  return false;
}

}  // namespace

bool read_by_chunks(hid_t dataset, std::size_t value_size, void* to) {
  const std::vector<hsize_t> extent = extent_of(dataset);
  const std::vector<hsize_t> chunk = chunk_of(dataset, extent.size());
  if (chunk.empty() || product(extent) == 0) {
    return false;
  }
  const std::size_t cut = cut_dimension(extent, chunk);
  if (cut == chunk.size()) {
    return false;
  }
  const std::size_t row = product(std::span(extent).subspan(cut + 1));  // values along the cut
  ChunkUnpacker unpacker(value_size, product(chunk));
  std::vector<std::byte> stored;
  std::vector<hsize_t> at(extent.size());
  auto* next = static_cast<std::byte*>(to);
  do {
    hsize_t size = 0;
    if (H5Dget_chunk_storage_size(dataset, at.data(), &size) < 0 || size == 0 ||
        size > unpacker.most_bytes()) {
      return false;
    }
    stored.resize(size);
    std::uint32_t left_out = 0;
    if (H5Dread_chunk(dataset, H5P_DEFAULT, at.data(), &left_out, stored.data()) < 0) {
      return false;
    }
    const std::size_t values = std::min(chunk[cut], extent[cut] - at[cut]) * row;
    if (!unpacker.unpack(stored, left_out, {next, values * value_size})) {
      return false;
    }
    next += values * value_size;
  } while (advance(at, extent, chunk));
  return true;
}

}  // namespace yanbi::hdf5
