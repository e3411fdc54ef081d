// SPDX-License-Identifier: Apache-2.0
#include "sim/app/shard_option.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "sim/app/output_file.hpp"

namespace yanbi::app {
namespace {

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

std::uint32_t slurm_number(const char* name, std::optional<std::uint32_t> otherwise = {}) {
  const char* const text = std::getenv(name);
  const std::optional<std::uint32_t> value = text == nullptr ? otherwise : whole_number(text);
  if (!value) {
    throw CallError(
        fmt::format("--shard slurm: {} is {}; submit the job as an array "
                    "(sbatch --array=1-8), or use --shard I/N",
                    name, text == nullptr ? "not set" : "no whole number"));
  }
  return *value;
}

Shard slurm_shard() {
  const std::uint32_t id = slurm_number("SLURM_ARRAY_TASK_ID");
  const std::uint32_t least = slurm_number("SLURM_ARRAY_TASK_MIN");
  const std::uint32_t step = slurm_number("SLURM_ARRAY_TASK_STEP", 1);
  const std::uint32_t count = slurm_number("SLURM_ARRAY_TASK_COUNT");
  const bool is_even = id >= least && step > 0 && (id - least) % step == 0;
  const std::uint32_t number = is_even ? (id - least) / step + 1 : 0;
  if (number < 1 || number > count) {
    throw CallError(
        fmt::format("--shard slurm: the array has gaps (task {} of {} from {}); number its tasks "
                    "evenly, or use --shard I/N",
                    id, count, least));
  }
  return {number, count};
}

}  // namespace

Shard shard_from(const std::string& text) {
  if (text.empty()) {
    return {};
  }
  if (text == "slurm") {
    return slurm_shard();
  }
  const std::size_t slash = text.find('/');
  if (slash != std::string::npos) {
    const auto number = whole_number(std::string_view(text).substr(0, slash));
    const auto count = whole_number(std::string_view(text).substr(slash + 1));
    if (number && count && *number >= 1 && *number <= *count) {
      return {*number, *count};
    }
  }
  throw CallError(
      fmt::format("--shard {}: must be I/N with 1 <= I <= N, for example 3/8, or 'slurm'", text));
}

}  // namespace yanbi::app
