// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a result file back: what it says about itself, the scores of each run, and what tables
// need.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
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

/// The shelters of a result; index = ShelterId.
struct ResultShelters {
  std::vector<std::string> key;    ///< "ledger/id"
  std::vector<std::string> label;  ///< equal to the keys in a redacted file
  std::vector<std::int64_t> places;
  std::vector<std::vector<std::int64_t>> assigned;  ///< (run)(shelter), persons
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
  std::string scenario;
  std::string scenario_text;  ///< as given; empty in a redacted file
  std::string population;     ///< name of the population
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
  std::vector<std::string> cases;    ///< (run)
  std::vector<std::string> layouts;  ///< (run)
  std::vector<ResultGeography> geographies;
  ResultShelters shelters;
  /// Scores as they were written. `links`, `occupancy` and the diagnostics' threads stay empty.
  std::vector<RunScores> runs;
  bool has_links = false;
  bool has_agents = false;
  bool has_occupancy = false;
};

/// @throws InputError when the file is missing, damaged, cut short, no result file, or of another
/// major version.
[[nodiscard]] ResultFile read_result(const std::filesystem::path& path);

/// What tables.hpp prints.
[[nodiscard]] ScoreView make_score_view(const ResultFile& result);

}  // namespace yanbi
