// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a result file back: what it says about itself, the scores of each run, and what tables
// need.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outputs/score_view.hpp"
#include "outputs/scores.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// The zones of one geography of a result.
struct ResultGeography {
  std::string name;
  std::vector<std::string> key;
  std::vector<std::string> label;  ///< equal to the keys in a redacted file
};

/// The shelters of a result, of all its cases; index = ShelterId in a file of a single case.
struct ResultShelters {
  std::vector<std::string> key;    ///< "ledger/id"
  std::vector<std::string> label;  ///< equal to the keys in a redacted file
  std::vector<std::int64_t> places;
  std::vector<std::vector<std::int64_t>> assigned;  ///< (run)(shelter), persons
  std::vector<std::vector<std::int8_t>> in_layout;  ///< (case)(shelter): 1 where the case has it
};

/// One case of a result.
struct ResultCaseInfo {
  std::string name;
  std::string layout;
  std::string population;         ///< name of the population
  std::string hazard;             ///< its name; empty without one, and in a redacted file
  std::string hazard_hash;        ///< 16 hexadecimal digits; empty without a hazard
  bool hazard_synthetic = false;  ///< the hazard is made up
  bool has_flood = false;
  bool only_at_risk = false;   ///< the population is only those whose home gets wet
  bool meets_hazards = false;  ///< names a hazard, or one touches any run
  std::string overrides;       ///< lines of key=value; empty in a redacted file
  /// Name and level of each factor that is varied; empty for a scenario by itself.
  std::vector<std::pair<std::string, std::string>> levels;
  std::size_t replicates = 0;  ///< runs that are there
  std::size_t failed = 0;
};

/// A run that has no scores.
struct ResultFailureInfo {
  std::size_t case_index = 0;
  std::uint32_t replicate = 0;
  std::string reason;  ///< empty in a redacted file
};

/// One result file in memory, without links and agents.
struct ResultFile {
  int format_major = 0;
  int format_minor = 0;
  std::string yanbi_version;
  std::string git_revision;
  std::string city;
  std::string city_hash;  ///< 16 hexadecimal digits
  bool synthetic = false;
  bool redacted = false;
  std::string batch;       ///< name of the batch; empty without one, and in a redacted file
  std::string batch_text;  ///< as given; empty without a batch, and in a redacted file
  std::string scenario;
  std::string scenario_text;  ///< as given; empty in a redacted file
  // What the cases do not agree on is empty, 0 or false here, see `case_info`.
  std::string population;  ///< name of the population
  std::uint64_t seed = 0;
  int threads = 0;
  std::string machine;            ///< may be empty
  std::vector<InputFile> inputs;  ///< without paths in a redacted file
  std::vector<double> deadlines;  ///< s after the alarm
  std::vector<double> times;      ///< s, of the curves
  std::vector<std::string> causes;
  bool only_at_risk = false;         ///< the population is only those whose home gets wet
  bool has_hazards = false;          ///< the file says what hazards did
  std::string hazard;                ///< its name; empty without one, and in a redacted file
  std::string hazard_hash;           ///< 16 hexadecimal digits; empty without a hazard
  bool hazard_synthetic = false;     ///< the hazard is made up
  std::vector<std::string> effects;  ///< names of the effects of its strikes
  /// At least one. Files of versions before 1.2 imply theirs.
  std::vector<ResultCaseInfo> case_info;
  std::vector<ResultFailureInfo> failures;
  std::vector<std::size_t> case_of;  ///< (run): index into `case_info`
  std::vector<std::string> cases;    ///< (run)
  std::vector<std::string> layouts;  ///< (run)
  std::vector<ResultGeography> geographies;
  ResultShelters shelters;
  /// Scores as they were written; facts about shelters over those of all cases. `links`,
  /// `occupancy` and the diagnostics' threads stay empty.
  std::vector<RunScores> runs;
  bool has_links = false;
  bool has_agents = false;
  bool has_occupancy = false;
};

/// What of a file is to be read.
enum class ResultExtent {
  kFacts,  ///< what it says about itself, its cases, zones, shelters and runs, without any scores
  kAll,
};

/// @throws InputError when the file is missing, damaged, cut short, no result file, or of another
/// major version.
[[nodiscard]] ResultFile read_result(const std::filesystem::path& path,
                                     ResultExtent extent = ResultExtent::kAll);

/// What tables.hpp prints, of one case. Precondition: the case has runs, and all of the
/// file was read.
[[nodiscard]] ScoreView make_score_view(const ResultFile& result, std::size_t case_index = 0);

}  // namespace yanbi
