// SPDX-License-Identifier: Apache-2.0
#pragma once
// GDAL's and PROJ's own messages: caught while a scope lives, so that nothing reaches the terminal
// and every failure can become one of our problems.

#include <string>
#include <vector>

namespace yanbi {

/// Registers GDAL's drivers once, and collects what GDAL reports on this thread.
class GdalScope {
 public:
  GdalScope();
  ~GdalScope();
  GdalScope(const GdalScope&) = delete;
  GdalScope& operator=(const GdalScope&) = delete;
  GdalScope(GdalScope&&) = delete;
  GdalScope& operator=(GdalScope&&) = delete;

  /// Failures so far, oldest first.
  [[nodiscard]] const std::vector<std::string>& failures() const noexcept { return kept_.failures; }
  /// Warnings so far: what GEOS finds in an outline comes as one.
  [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return kept_.warnings; }
  /// The failures in one line, or `otherwise` when there are none.
  [[nodiscard]] std::string summary(const std::string& otherwise) const;

  struct Kept {
    std::vector<std::string> failures;
    std::vector<std::string> warnings;
  };

 private:
  Kept kept_;
};

}  // namespace yanbi
