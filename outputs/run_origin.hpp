// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a result file says of how one of its runs came about: enough to repeat it.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/city/city.hpp"

namespace yanbi {

struct RunOrigin {
  std::string yanbi_version;
  std::string git_revision;
  std::string scenario_text;
  std::filesystem::path scenario_path;  ///< relative paths in the text start at its folder
  std::filesystem::path city_path;
  std::string city_hash;          ///< 16 hexadecimal digits
  std::vector<InputFile> inputs;  ///< with the hashes that they had
  std::string case_name;
  std::vector<std::string> overrides;  ///< "key=value"
  std::uint32_t replicate = 0;
  std::uint64_t seed = 0;
  std::string state_hash;  ///< 16 hexadecimal digits
};

/// @param run position in /runs.
/// @throws InputError when the file is no result, is redacted, is older than version 1.2, or has no
/// such run (says how many there are).
[[nodiscard]] RunOrigin read_run_origin(const std::filesystem::path& result, std::size_t run);

/// The hash of the batch that wrote a result, 16 hexadecimal digits; "" where no batch did, or the
/// file cannot be read.
[[nodiscard]] std::string batch_identity_of(const std::filesystem::path& result);

}  // namespace yanbi
