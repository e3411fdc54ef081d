// SPDX-License-Identifier: Apache-2.0
#include "outputs/run_record.hpp"

#include <zstd.h>

#include "sim/base/error.hpp"
#include "tests/fuzz/fuzz_file.hpp"

namespace {

/// The bytes are refused, or are a record that comes back the same when it is written again.
void try_to_decode(std::span<const std::byte> bytes) {
  using namespace yanbi;
  try {
    const std::string again = encode_run(decode_run(bytes));
    fuzz::require(encode_run(decode_run(std::as_bytes(std::span(again)))) == again);
  } catch (const RunError& error) {
    fuzz::require(error.what() != std::string());
  }
}

}  // namespace

// As they are, and as what lies below the compression, where hardly a mutation would come to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try_to_decode(std::as_bytes(std::span(data, size)));
  std::string frame(ZSTD_compressBound(size), '\0');
  frame.resize(ZSTD_compress(frame.data(), frame.size(), data, size, 1));
  try_to_decode(std::as_bytes(std::span(frame)));
  return 0;
}
