// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "outputs/run_record.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/descriptor.hpp"
#include "sim/base/error.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/journal_format.hpp"

namespace yanbi {
namespace {

namespace fs = std::filesystem;

constexpr int kMostJournals = 100'000;
/// How long a record may lie in memory only.
constexpr std::chrono::seconds kLatestSync{1};

[[noreturn]] void refuse_to_write(const fs::path& path, const char* what, int error) {
  throw RunError(fmt::format("{}: {} ({}); {}, then run it again with --resume", path.string(),
                             what, error_text(error),
                             is_out_of_room(error) ? "free some space" : "check the disk"));
}

/// Forces the contents of a file to the disk. Returns 0 or an errno.
int sync_contents(int descriptor) noexcept {
  int error = 0;
  do {
    error = ::fdatasync(descriptor) == 0 ? 0 : errno;
  } while (error == EINTR);
  return error;
}

/// The folder, made if need be; its own name too is forced to the disk.
void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder, error)) {
    throw RunError(
        fmt::format("{}: the folder of journals cannot be made ({}); choose a folder "
                    "for the result that exists and is writable",
                    folder.string(), error ? error.message() : "a file has its name"));
  }
  if (const int failed = sync_folder(folder_of(folder)); failed != 0) {
    refuse_to_write(folder, "syncing the folder it lies in failed", failed);
  }
}

struct NewJournal {
  fs::path path;
  FileDescriptor file;
};

/// An empty file with the next free number.
NewJournal make_journal(const fs::path& folder, const std::string& member) {
  for (int number = 0; number < kMostJournals; ++number) {
    NewJournal made{folder / fmt::format("{}-{:04}{}", member, number, kJournalEnding), {}};
    made.file = FileDescriptor(
        ::open(made.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666));
    if (made.file.is_open()) {
      return made;
    }
    if (errno != EEXIST) {
      refuse_to_write(made.path, "cannot be made", errno);
    }
  }
  throw RunError(
      fmt::format("{}: {} journals of '{}' lie here already; remove the folder to begin "
                  "anew",
                  folder.string(), kMostJournals, member));
}

}  // namespace

/// The file, and the thread that forces it to the disk.
class JournalWriter::File {
 public:
  File(const fs::path& folder, const std::string& member, std::uint64_t identity)
      : identity_(identity) {
    YANBI_EXPECT(!member.empty() && member.find('/') == std::string::npos);
    make_folder(folder);
    NewJournal made = make_journal(folder, member);
    path_ = std::move(made.path);
    file_ = std::move(made.file);
    begin(folder);
    syncer_ = std::jthread([this](const std::stop_token& stop) { sync_in_time(stop); });
  }

  void append(const RecordHead& head, std::string_view payload) {
    const std::string record = encode_record(head, payload, identity_);
    const std::lock_guard lock(mutex_);
    throw_if_failed();
    if (const int error = write_all(file_.get(), std::as_bytes(std::span(record))); error != 0) {
      fail("a record could not be written", error);
      // Without the piece of a record, if the system lets us: a reader would ignore it all the
      // same.
      static_cast<void>(::ftruncate(file_.get(), static_cast<off_t>(size_)) == 0);
      throw_if_failed();
    }
    size_ += record.size();
    if (!sync_at_.has_value()) {
      sync_at_ = std::chrono::steady_clock::now() + kLatestSync;
      wake_.notify_one();
    }
  }

  void commit() {
    sync();
    const std::lock_guard lock(mutex_);
    throw_if_failed();
  }

 private:
  /// Writes the head and makes sure that a file which is found after a crash has one.
  void begin(const fs::path& folder) {
    const JournalHeadBytes head =
        encode_head({kJournalFormat, static_cast<std::uint32_t>(kRunRecordVersion), identity_});
    int error = write_all(file_.get(), head);
    error = error == 0 ? sync_contents(file_.get()) : error;
    error = error == 0 ? sync_folder(folder) : error;
    if (error != 0) {
      ::unlink(path_.c_str());
      refuse_to_write(path_, "cannot be begun", error);
    }
    size_ = head.size();
  }

  void sync_in_time(const std::stop_token& stop) noexcept {
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return sync_at_.has_value(); })) {
      // Many records that come soon one after another are forced to the disk together.
      const std::chrono::steady_clock::time_point latest = *sync_at_;
      wake_.wait_until(lock, stop, latest, [this] { return !sync_at_.has_value(); });
      lock.unlock();
      sync();
      lock.lock();
    }
  }

  /// Forces everything appended so far to the disk, while others may append. One at a time, since
  /// the system reports an error only once: a second caller must find it remembered.
  void sync() noexcept {
    const std::lock_guard one_at_a_time(syncing_);
    {
      const std::lock_guard lock(mutex_);
      if (!sync_at_.has_value()) {
        return;
      }
      sync_at_.reset();
    }
    if (const int error = sync_contents(file_.get()); error != 0) {
      const std::lock_guard lock(mutex_);
      fail("records could not be forced to the disk", error);
    }
  }

  /// Remembers the first error. Holds mutex_.
  void fail(const char* what, int error) noexcept {
    if (error_ == 0) {
      failed_ = what;
      error_ = error;
    }
  }
  /// Holds mutex_.
  void throw_if_failed() const {
    if (error_ != 0) {
      refuse_to_write(path_, failed_, error_);
    }
  }

  std::uint64_t identity_;
  fs::path path_;
  FileDescriptor file_;
  std::mutex syncing_;  ///< taken before mutex_
  std::mutex mutex_;    ///< guards what follows, and writing
  std::condition_variable_any wake_;
  std::uint64_t size_ = 0;  ///< of the head and all whole records, bytes
  /// When records that are not on the disk must go there; none = all are, or are on their way.
  std::optional<std::chrono::steady_clock::time_point> sync_at_;
  const char* failed_ = "";
  int error_ = 0;
  std::jthread syncer_;  ///< the last member: stopped, after a last sync, before the others go
};

JournalWriter::JournalWriter(const fs::path& folder, const std::string& member,
                             std::uint64_t identity)
    : file_(std::make_unique<File>(folder, member, identity)) {}

JournalWriter::~JournalWriter() = default;

void JournalWriter::append(RunKey run, double statistic, double seconds,
                           const std::string& scores) {
  file_->append({RecordKind::kFinished, run, 0, statistic, seconds, 0, 0}, scores);
}

void JournalWriter::append_failure(RunKey run, const std::string& reason) {
  const std::string_view kept =
      std::string_view(reason).substr(0, std::min(reason.size(), kLongestReason));
  file_->append({RecordKind::kFailed, run, 0, std::numeric_limits<double>::quiet_NaN(), 0.0, 0, 0},
                kept);
}

void JournalWriter::commit() { file_->commit(); }

}  // namespace yanbi
