// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads from the result file of a batch what compare_layouts() needs, and no more.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "outputs/comparison.hpp"

namespace yanbi {

/// An open result file of a batch.
class ComparisonFile {
 public:
  /// @throws InputError when the file is missing, damaged, no result file, of another major
  /// version, or says nothing of cases: one case only, or older than format 1.2.
  explicit ComparisonFile(const std::filesystem::path& path);
  ~ComparisonFile();
  ComparisonFile(const ComparisonFile&) = delete;
  ComparisonFile& operator=(const ComparisonFile&) = delete;
  ComparisonFile(ComparisonFile&&) = delete;
  ComparisonFile& operator=(ComparisonFile&&) = delete;

  /// In the order of the file; at least one.
  [[nodiscard]] const std::vector<std::string>& geographies() const noexcept;
  /// Each once, in the order of the cases.
  [[nodiscard]] const std::vector<std::string>& layouts() const noexcept;
  /// Of one geography, s after the alarm. Precondition: `geography` is one of geographies().
  [[nodiscard]] std::vector<double> deadlines(const std::string& geography) const;

  /// All cases in one geography at the deadline with this position.
  /// @throws InputError when anything is missing, has another shape, or contradicts something else.
  /// Precondition: there is such a geography and deadline.
  [[nodiscard]] ComparisonInput read(const std::string& geography, std::size_t deadline) const;

 private:
  class Reader;
  std::string path_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace yanbi
