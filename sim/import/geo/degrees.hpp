// SPDX-License-Identifier: Apache-2.0
#pragma once
// Longitude and latitude (WGS 84) of positions in a working CRS, for what goes out.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class OGRCoordinateTransformation;

namespace yanbi {

class Degrees {
 public:
  /// From the working CRS `crs`.
  explicit Degrees(const std::string& crs);
  ~Degrees();
  Degrees(const Degrees&) = delete;
  Degrees& operator=(const Degrees&) = delete;
  Degrees(Degrees&&) = delete;
  Degrees& operator=(Degrees&&) = delete;

  /// Rounded to 1e-8 degrees, about a millimetre; nothing where PROJ cannot tell.
  [[nodiscard]] std::optional<std::pair<double, double>> of(
      std::pair<double, double> position) const;
  /// The same for a line; empty where PROJ cannot tell for any vertex.
  [[nodiscard]] std::vector<std::pair<double, double>> of(
      const std::vector<std::pair<double, double>>& line) const;

 private:
  std::unique_ptr<OGRCoordinateTransformation> transformation_;
};

}  // namespace yanbi
