// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fuzz programs share: their input as a file that the readers can open, and the promise
// that every reader makes.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "sim/base/problem.hpp"

namespace yanbi::fuzz {

/// A file whose contents change from input to input. Its folder goes with the program.
class FuzzFile {
 public:
  explicit FuzzFile(const std::string& name)
      : folder_(std::filesystem::temp_directory_path() /
                ("yanbi-fuzz-" + std::to_string(::getpid()))),
        path_(folder_ / name) {
    std::filesystem::create_directories(folder_);
  }
  ~FuzzFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  FuzzFile(const FuzzFile&) = delete;
  FuzzFile& operator=(const FuzzFile&) = delete;
  FuzzFile(FuzzFile&&) = delete;
  FuzzFile& operator=(FuzzFile&&) = delete;

  void write(std::string_view bytes) const {
    std::ofstream out(path_, std::ios::binary | std::ios::trunc);
    out << bytes;
  }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  // The bytes of a text; `char` may look at any object.
  return {reinterpret_cast<const char*>(data), size};
}

/// Stops the program, which the fuzzer takes for a finding, unless `holds`.
inline void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// A reader either says what is wrong, each time with a reason, or has read something sound.
inline void require_reasons(const ProblemList& problems) {
  for (const Problem& problem : problems.list()) {
    require(!problem.reason.empty() && !problem.remedy.empty());
  }
}

}  // namespace yanbi::fuzz
