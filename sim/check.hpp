// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks at any file that Yanbi reads and says what it is and what is wrong with it.

#include <filesystem>
#include <optional>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi {

enum class FileKind {
  kCityFiles,
  kSyntheticCity,
  kCity,
  kHazardFiles,
  kHazard,
  kScenario,
  kBatch,
  kResult,
  kPlanTable,
  kPlan,
  kUnknown,
};

/// "city file", "scenario" ...: for people.
[[nodiscard]] const char* to_string(FileKind kind) noexcept;

/// Kind of a file, by its content as far as possible and else by its name; kUnknown when it is
/// missing or of no kind that Yanbi reads.
[[nodiscard]] FileKind kind_of_file(const std::filesystem::path& path);

/// What the file is read against.
struct CheckOptions {
  std::optional<std::filesystem::path> data_root;  ///< where relative paths of a city.toml start,
                                                   ///< and of a hazard.toml
  /// Replaces the own city of a scenario or of a batch's scenario; what a hazard is made for, or
  /// held against.
  std::optional<std::filesystem::path> city;
  std::optional<std::filesystem::path> scenario;
};

struct CheckedFile {
  FileKind kind = FileKind::kUnknown;
  std::vector<Problem> problems;
};

/// Everything that is wrong with one file; nothing about the input is thrown.
/// @throws RunError when looking itself fails.
[[nodiscard]] CheckedFile check_file(const std::filesystem::path& path,
                                     const CheckOptions& options = {});

}  // namespace yanbi
