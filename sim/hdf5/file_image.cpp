// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/file_image.hpp"

#include <sys/mman.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace yanbi::hdf5 {
namespace {

/// How much is written before what is mapped is given back to the system.
constexpr std::size_t kMostMapped = std::size_t{32} << 20U;
/// By how much a file may still grow while it is given up: HDF5 writes what it holds in memory.
constexpr std::size_t kGrowthNowhere = std::size_t{512} << 20U;

std::byte* mapped(void* address) {
  return address == MAP_FAILED ? nullptr : static_cast<std::byte*>(address);
}

/// Memory that takes none before it is touched.
std::byte* map_memory(std::size_t size) {
  return mapped(::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
}

}  // namespace

FileImage::FileImage(const std::filesystem::path& target) : file_(target) {}

FileImage::~FileImage() {
  if (begin_ != nullptr) {
    ::munmap(begin_, mapped_);
  }
}

std::byte* FileImage::resize(std::size_t size) noexcept {
  if (place_ == Place::kFile) {
    try {
      file_.reserve(size_, size);
    } catch (...) {
      failure_ = std::current_exception();
      return lead_nowhere(size);
    }
  }
  if (size > mapped_) {
    std::byte* const begin = begin_ == nullptr ? begin_mapping(size) : grow_mapping(size);
    if (begin == nullptr) {
      return nullptr;
    }
    begin_ = begin;
    mapped_ = size;
  }
  size_ = size;
  return begin_;
}

std::byte* FileImage::begin_mapping(std::size_t size) noexcept {
  if (std::byte* const begin = mapped(
          ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file_.descriptor(), 0))) {
    return begin;
  }
  place_ = Place::kMemory;
  return map_memory(size);
}

std::byte* FileImage::grow_mapping(std::size_t size) noexcept {
  if (place_ == Place::kNowhere) {
    return nullptr;  // it was given all the room that it may take
  }
  if (place_ == Place::kFile && size_ >= released_ + kMostMapped) {
    // Changed pages stay with the file; all are mapped again when they are touched.
    ::madvise(begin_, mapped_, MADV_DONTNEED);
    released_ = size_;
  }
  return mapped(::mremap(begin_, mapped_, size, MREMAP_MAYMOVE));
}

bool FileImage::part_from_file() noexcept {
  return begin_ == nullptr ||
         ::mmap(begin_, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE,
                file_.descriptor(), 0) != MAP_FAILED;
}

std::byte* FileImage::lead_nowhere(std::size_t size) noexcept {
  place_ = Place::kNowhere;
  const std::size_t room = std::max(size, mapped_) + kGrowthNowhere;
  std::byte* const begin = map_memory(room);
  if (begin == nullptr) {
    return nullptr;
  }
  if (begin_ != nullptr) {
    // The old bytes go to the front of the new room.
    if (!part_from_file() ||
        ::mremap(begin_, mapped_, mapped_, MREMAP_MAYMOVE | MREMAP_FIXED, begin) == MAP_FAILED) {
      ::munmap(begin, room);
      return nullptr;
    }
  }
  begin_ = begin;
  mapped_ = room;
  size_ = size;
  return begin_;
}

void FileImage::check() const {
  if (failure_) {
    std::rethrow_exception(failure_);
  }
}

void FileImage::commit(std::size_t size, std::span<const std::byte> trailer) {
  check();
  if (place_ == Place::kMemory) {
    file_.write(bytes().first(size));
  } else {
    // HDF5 may change what it holds once more when it closes.
    if (!part_from_file()) {
      throw RunError("a finished file cannot be parted from its memory");
    }
    file_.cut(size);
  }
  file_.write(trailer);
  file_.commit();
}

}  // namespace yanbi::hdf5
