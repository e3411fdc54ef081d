// SPDX-License-Identifier: Apache-2.0
#pragma once
// The scores of one run as bytes, for journals: compact, and the same for the same scores.

#include <cstddef>
#include <span>
#include <string>

#include "outputs/scores.hpp"

namespace yanbi {

/// Version of the bytes below: journals of another version are not read.
inline constexpr int kRunRecordVersion = 2;

/// Everything of `run` but the work done by each thread, compressed (zstd).
[[nodiscard]] std::string encode_run(const RunScores& run);

/// What `encode_run` wrote. @throws RunError when the bytes are no such record: whatever they are,
/// nothing beyond them is read, and no more memory is asked for than they can account for: at most
/// eight times their size once decompressed.
[[nodiscard]] RunScores decode_run(std::span<const std::byte> bytes);
/// The same into `run`, whose memory is used again; it holds anything when this throws.
void decode_run(std::span<const std::byte> bytes, RunScores& run);

}  // namespace yanbi
