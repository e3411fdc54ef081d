// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "outputs/run_record.hpp"
#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/journal_file.hpp"
#include "sim/batch/journal_format.hpp"

namespace yanbi {
namespace {

namespace fs = std::filesystem;

void append_block(std::string& text, std::span<const std::byte> block) {
  // `char` may look at any object.
  text.append(reinterpret_cast<const char*>(block.data()), block.size());
}

/// The journals in `folder` by their names; what else lies there is not ours to judge.
std::vector<fs::path> journals_in(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  if (error == std::errc::no_such_file_or_directory) {
    return found;
  }
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == kJournalEnding) {
      found.push_back(entry->path());
    }
  }
  if (error) {
    throw RunError(
        fmt::format("{}: the folder of journals cannot be read ({}); check its "
                    "permissions, or that no file has its name",
                    folder.string(), error.message()));
  }
  std::ranges::sort(found);
  return found;
}

/// Collects what the journals of one folder hold.
class JournalScan {
 public:
  JournalScan(fs::path folder, std::uint64_t identity)
      : folder_(std::move(folder)), identity_(identity) {}

  void add(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
      refuse(path, "is no regular file, although its name is that of a journal", "remove it");
      return;
    }
    const JournalFile file(path);
    if (accept_head(path, file)) {
      add_records(path, file);
    }
  }

  /// @throws InputError when a journal was refused.
  JournalContents finish() {
    problems_.throw_if_any();
    return std::move(contents_);
  }

 private:
  void refuse(const fs::path& path, const std::string& reason, const std::string& remedy) {
    problems_.add({path.string(), 0, "", "", reason, remedy});
  }
  void remark(const fs::path& path, const std::string& what) {
    contents_.remarks.push_back(fmt::format("{}: {}", path.string(), what));
  }
  [[nodiscard]] std::string begin_anew() const {
    return fmt::format("remove the folder '{}' to begin anew", folder_.string());
  }

  /// Whether the journal is of this batch and can be read.
  bool accept_head(const fs::path& path, const JournalFile& file) {
    const std::optional<JournalHeadBytes> bytes = file.head();
    if (!bytes.has_value()) {
      remark(path, "it ends before its first record: nothing was finished");
      return false;
    }
    // After a loss of power a file may have its length, and nothing in it.
    const bool blank = std::ranges::all_of(*bytes, [](std::byte b) { return b == std::byte{0}; });
    if (!blank && !has_journal_magic(*bytes)) {
      refuse(path, "is no journal of finished runs, although its name is that of one",
             "move it to another place");
      return false;
    }
    const std::optional<JournalHead> head = decode_head(*bytes);
    if (!head.has_value()) {
      remark(path, fmt::format("its beginning is damaged, all {} bytes are ignored", file.size()));
      return false;
    }
    return accept_versions(path, *head) && accept_identity(path, *head);
  }

  bool accept_versions(const fs::path& path, const JournalHead& head) {
    if (head.format == kJournalFormat &&
        head.record_version == static_cast<std::uint32_t>(kRunRecordVersion)) {
      return true;
    }
    refuse(path,
           fmt::format("is a journal of format {}.{}, which this version of Yanbi does not read "
                       "(it reads {}.{})",
                       head.format, head.record_version, kJournalFormat, kRunRecordVersion),
           "go on with the version that began the batch, or " + begin_anew());
    return false;
  }

  bool accept_identity(const fs::path& path, const JournalHead& head) {
    if (head.identity == identity_) {
      return true;
    }
    refuse(path,
           "belongs to another batch or to other inputs (a file that decides results, or the "
           "version of Yanbi, has changed since it was begun)",
           "put the old inputs back, or " + begin_anew());
    return false;
  }

  void add_records(const fs::path& path, const JournalFile& file) {
    std::uint64_t at = kJournalHeadBytes;
    while (at < file.size()) {
      const std::uint64_t left = file.size() - at;
      if (left < kRecordHeadBytes) {
        return remark_cut(path, at, left);
      }
      const std::optional<RecordHead> head = file.record_head(at, identity_);
      if (!head.has_value()) {
        return remark_damage(path, at, left);
      }
      if (head->length > left - kRecordHeadBytes) {
        return remark_cut(path, at, left);
      }
      std::string reason;
      const bool failed = head->kind == RecordKind::kFailed;
      const bool sound = file.read_payload(at, *head, [&](std::span<const std::byte> block) {
        if (failed) {
          append_block(reason, block);
        }
      });
      if (!sound) {
        return remark_damage(path, at, left);
      }
      const std::uint64_t payload = at + kRecordHeadBytes;
      keep(head->run,
           {failed, head->statistic, head->seconds, reason, path, payload, head->length});
      at = payload + head->length;
    }
  }

  void remark_cut(const fs::path& path, std::uint64_t at, std::uint64_t left) {
    remark(path, fmt::format("the last record was cut short, {} bytes from byte {} on are ignored",
                             left, at));
  }
  void remark_damage(const fs::path& path, std::uint64_t at, std::uint64_t left) {
    remark(path, fmt::format("the record at byte {} is damaged, {} bytes from there on are ignored",
                             at, left));
  }

  void keep(RunKey run, JournalEntry entry) {
    const auto [place, is_new] = contents_.runs.try_emplace(run, entry);
    if (!is_new && place->second.failed && !entry.failed) {
      place->second = std::move(entry);
    }
  }

  fs::path folder_;
  std::uint64_t identity_;
  JournalContents contents_;
  ProblemList problems_;
};

}  // namespace

JournalContents read_journals(const fs::path& folder, std::uint64_t identity) {
  JournalScan scan(folder, identity);
  for (const fs::path& path : journals_in(folder)) {
    scan.add(path);
  }
  return scan.finish();
}

std::string read_record(const JournalEntry& entry) {
  const JournalFile file(entry.file);
  const std::optional<JournalHeadBytes> bytes = file.head();
  const std::optional<JournalHead> journal = bytes ? decode_head(*bytes) : std::nullopt;
  const bool possible = journal.has_value() && entry.offset >= kRecordHeadBytes &&
                        entry.offset <= file.size() && entry.size <= file.size() - entry.offset;
  if (possible) {
    const std::uint64_t at = entry.offset - kRecordHeadBytes;
    const std::optional<RecordHead> head = file.record_head(at, journal->identity);
    std::string payload;
    if (head.has_value() && head->length == entry.size) {
      payload.reserve(static_cast<std::size_t>(head->length));
      if (file.read_payload(
              at, *head, [&](std::span<const std::byte> block) { append_block(payload, block); })) {
        return payload;
      }
    }
  }
  throw RunError(
      fmt::format("{}: the record at byte {} has changed since it was found; run it again with "
                  "--resume, which executes its run once more",
                  entry.file.string(), entry.offset));
}

fs::path journal_folder(const fs::path& result) {
  fs::path folder = result;
  folder += kJournalEnding;
  return folder;
}

}  // namespace yanbi
