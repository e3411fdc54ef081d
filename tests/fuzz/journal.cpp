// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/journal.hpp"

#include <algorithm>

#include "outputs/run_record.hpp"
#include "sim/base/problem.hpp"
#include "sim/batch/journal_format.hpp"
#include "tests/fuzz/fuzz_file.hpp"

namespace {

constexpr std::uint64_t kFuzzIdentity = 7;

/// Reads the folder; every run that is found can be read again.
void read_all(const std::filesystem::path& folder) {
  using namespace yanbi;
  try {
    for (const auto& [run, entry] : read_journals(folder, kFuzzIdentity).runs) {
      const std::string payload = read_record(entry);
      fuzz::require(payload.size() == entry.size && (!entry.failed || payload == entry.reason));
    }
  } catch (const InputError& error) {
    fuzz::require(!error.problems().empty());
  }
}

std::string text_of_head(const yanbi::JournalHeadBytes& head) {
  std::string text(head.size(), '\0');
  std::ranges::transform(head, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  return text;
}

}  // namespace

// As a whole file, and as what stands behind a sound head and a sound record.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yanbi;
  static const fuzz::FuzzFile file("0-0000.journal");
  static const std::string head = text_of_head(
      encode_head({kJournalFormat, static_cast<std::uint32_t>(kRunRecordVersion), kFuzzIdentity}));
  const std::string bytes(fuzz::text_of(data, size));
  file.write(bytes);
  read_all(file.path().parent_path());
  file.write(head + encode_record({}, bytes, kFuzzIdentity) + bytes);
  read_all(file.path().parent_path());
  return 0;
}
