// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finished runs on the disk: one append-only file per process and start, in one folder per batch.
// A record counts as finished once it is forced to the disk, whole, with its checksum.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/descriptor.hpp"

namespace yanbi {

/// Which run of a batch.
struct RunKey {
  std::uint32_t case_index = 0;
  std::uint32_t replicate = 0;
  friend auto operator<=>(const RunKey&, const RunKey&) = default;
};

/// What is known of a finished run without reading its scores.
struct JournalEntry {
  bool failed = false;
  double statistic = 0.0;  ///< what the stopping rule looks at; NaN where there is no such rule
  double seconds = 0.0;    ///< how long the run took: information only
  std::string reason;      ///< why it failed
  std::filesystem::path file;
  std::uint64_t offset = 0;  ///< of its scores in `file`
  std::uint64_t size = 0;    ///< bytes
};

/// What lies in a folder of journals.
struct JournalContents {
  /// The first whole record of each run, in the order of the names of the files; a failure counts
  /// only where no record of success exists.
  std::map<RunKey, JournalEntry> runs;
  std::vector<std::string> remarks;  ///< "file: the last record was cut short, 1234 bytes ignored"
};

/// Reads what all journals in `folder` hold; nothing where there is no such folder. A record cut
/// short at the end of a file is ignored, with a remark; so is everything behind a record whose
/// checksum is wrong (the runs behind it are executed again). Holds no scores in memory. A journal
/// that is being written meanwhile may seem to be cut short.
/// @throws InputError when a journal belongs to another batch (its identity differs), has another
/// version, or is none at all. @throws RunError when it cannot be read.
[[nodiscard]] JournalContents read_journals(const std::filesystem::path& folder,
                                            std::uint64_t identity);

/// The scores of one finished run, as they were appended. Verifies the checksum again.
/// @throws RunError when they are not there any more, or not the same.
[[nodiscard]] std::string read_record(const JournalEntry& entry);

/// The journal of this process, being written. Safe to use from several threads. A program that
/// limits the size of files must ignore SIGXFSZ.
class JournalWriter {
 public:
  /// Makes `folder` if need be, and in it a new file whose name begins with `member` ("0", "3-of-8"
  /// or the like) and which no other process has. Its first record is `identity`.
  /// @throws RunError when that cannot be done.
  JournalWriter(const std::filesystem::path& folder, const std::string& member,
                std::uint64_t identity);
  /// Forces what was appended to the disk, as far as that goes; only `commit` tells whether it
  /// went.
  ~JournalWriter();
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;
  JournalWriter(JournalWriter&&) = delete;
  JournalWriter& operator=(JournalWriter&&) = delete;

  /// Appends a run that ended well. Returns when it is written, but perhaps not yet on the disk: a
  /// thread forces it there within a second.
  /// @throws RunError when this or an earlier record could not be written or forced to the disk
  /// (disk full, quota, gone): nothing may be appended any more.
  void append(RunKey run, double statistic, double seconds, const std::string& scores);
  /// Appends a run that failed. A reason of more than 4096 bytes is cut.
  void append_failure(RunKey run, const std::string& reason);
  /// Forces everything to the disk now. @throws RunError.
  void commit();

 private:
  class File;
  std::unique_ptr<File> file_;
};

/// Only one process, or one job, may work on a batch, or on one shard of it, at a time. Held as
/// long as this object lives; the system lets it go when the process ends, however that happens.
///
/// It is a lock on the file `NAME.lock` in the folder (fcntl, of the open file: two objects of one
/// process exclude each other too). It holds between machines where the file system carries locks
/// between them: NFS, Lustre mounted with `flock`, CephFS, GPFS. Lustre mounted with `localflock`
/// and BeeGFS without its global locks only know the locks of their own machine.
class BatchLock {
 public:
  /// Makes `folder` if need be. @param name of what is locked: "batch", "shard-3-of-8", "assembly"
  /// @param wait whether to wait for another holder, or to throw. A signal does not end the wait.
  /// @throws RunError that names the holder's process and machine where it is known, or says that
  /// the file system has no locks.
  BatchLock(const std::filesystem::path& folder, const std::string& name, bool wait = false);
  ~BatchLock() = default;
  BatchLock(const BatchLock&) = delete;
  BatchLock& operator=(const BatchLock&) = delete;
  BatchLock(BatchLock&&) = delete;
  BatchLock& operator=(BatchLock&&) = delete;

 private:
  FileDescriptor file_;
};

/// The folder of the journals of the batch whose result is to lie at `result`.
[[nodiscard]] std::filesystem::path journal_folder(const std::filesystem::path& result);

}  // namespace yanbi
