// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "sim/base/hash.hpp"

namespace yanbi::hdf5 {
namespace {

constexpr std::string_view kHdf5Signature("\x89HDF\r\n\x1a\n", 8);
constexpr std::string_view kSealStart = "YANBISEAL1 ";

/// A file opened for reading.
class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (value_ >= 0) {
      ::close(value_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const noexcept { return value_; }

 private:
  int value_;
};

/// Reads until `bytes` is full or the file ends. @returns what was read. @throws std::system_error.
std::string_view read_some(int descriptor, std::span<char> bytes) {
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::read(descriptor, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      throw std::system_error(errno, std::generic_category());
    }
    if (got == 0) {
      break;
    }
    filled += static_cast<std::size_t>(got);
  }
  return {bytes.data(), filled};
}

/// Reads the sealed part, `length` bytes, and then the seal. @throws std::system_error.
SealCheck judge(int descriptor, std::uint64_t length) {
  using State = SealCheck::State;
  std::vector<char> block(kSealBlock);
  std::uint64_t hash = 0;
  for (std::uint64_t at = 0; at < length; at += kSealBlock) {
    const std::size_t wanted = std::min<std::uint64_t>(kSealBlock, length - at);
    const std::string_view bytes = read_some(descriptor, std::span(block).first(wanted));
    if (at == 0 && bytes.substr(0, kHdf5Signature.size()) != kHdf5Signature) {
      return {State::kForeign, ""};
    }
    hash = hash_text(bytes, hash);
  }
  const std::string_view seal = read_some(descriptor, std::span(block).first(kSealSize));
  if (seal.substr(0, kSealStart.size()) != kSealStart) {
    return {State::kUnsealed, ""};
  }
  const auto expected = make_seal(hash, length);
  const bool same = seal == std::string_view(expected.data(), expected.size());
  return {same ? State::kWhole : State::kChanged, ""};
}

SealCheck unreadable(int error) {
  return {error == ENOENT ? SealCheck::State::kMissing : SealCheck::State::kUnreadable,
          std::generic_category().message(error)};
}

}  // namespace

std::uint64_t seal_hash(std::span<const std::byte> bytes) noexcept {
  std::uint64_t hash = 0;
  for (std::size_t at = 0; at < bytes.size(); at += kSealBlock) {
    const auto block = bytes.subspan(at, std::min(kSealBlock, bytes.size() - at));
    hash = hash_bytes(block.data(), block.size(), hash);
  }
  return hash;
}

std::array<char, kSealSize> make_seal(std::uint64_t hash, std::uint64_t length) {
  const std::string text = fmt::format("{}xxh64={:016x} length={:016x}", kSealStart, hash, length);
  std::array<char, kSealSize> seal{};
  seal.fill(' ');
  std::copy_n(text.begin(), std::min(text.size(), kSealSize - 1), seal.begin());
  seal.back() = '\n';
  return seal;
}

bool begins_like_hdf5(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return false;
  }
  std::array<char, kHdf5Signature.size()> start{};
  std::ifstream stream(path, std::ios::binary);
  return stream.read(start.data(), start.size()) &&
         std::string_view(start.data(), start.size()) == kHdf5Signature;
}

bool is_named_like_hdf5(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension == ".h5" || extension == ".hdf5";
}

SealCheck check_seal(const std::filesystem::path& path) {
  const Descriptor file(path);
  struct stat facts = {};
  if (file.get() < 0 || ::fstat(file.get(), &facts) != 0) {
    return unreadable(errno);
  }
  if (!S_ISREG(facts.st_mode)) {
    return {SealCheck::State::kUnreadable, "not a regular file"};
  }
  if (static_cast<std::size_t>(facts.st_size) <= kSealSize) {
    return {SealCheck::State::kForeign, ""};
  }
  try {
    return judge(file.get(), static_cast<std::uint64_t>(facts.st_size) - kSealSize);
  } catch (const std::system_error& error) {
    return unreadable(error.code().value());
  }
}

}  // namespace yanbi::hdf5
