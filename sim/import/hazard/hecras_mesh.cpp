// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/hecras_mesh.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/hdf5/foreign.hpp"

namespace yanbi {
namespace {

constexpr const char* kAreas = "/Geometry/2D Flow Areas/";

/// Two numbers a row.
class PairTable {
 public:
  PairTable(const hdf5::ForeignFile& file, const std::string& name)
      : name_(name), values_(file.numbers(name)) {
    const std::vector<std::size_t> shape = file.shape(name);
    if (shape.size() != 2 || shape[1] != 2) {
      throw hdf5::Error(fmt::format("the variable '{}' must have two columns", name));
    }
  }

  [[nodiscard]] std::size_t rows() const noexcept { return values_.size() / 2; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    if (row >= rows()) {
      throw hdf5::Error(fmt::format("a row is missing in '{}': {}", name_, row));
    }
    return values_[row * 2 + column];
  }
  /// A number that counts something.
  [[nodiscard]] std::size_t index(std::size_t row, std::size_t column) const {
    const double value = at(row, column);
    constexpr double kMost = 4e9;
    if (!(value >= 0.0 && value < kMost)) {
      throw hdf5::Error(fmt::format("row {} of '{}' is out of range: {}", row, name_, value));
    }
    return static_cast<std::size_t>(value);
  }

 private:
  std::string name_;
  std::vector<double> values_;
};

/// The points of a face, from end to end.
struct FaceLines {
  PairTable ends;       ///< points where each face begins and ends
  PairTable points;     ///< their coordinates
  PairTable bend_rows;  ///< first row and number of the bends of each face
  PairTable bends;      ///< their coordinates

  FaceLines(const hdf5::ForeignFile& file, const std::string& group)
      : ends(file, group + "/Faces FacePoint Indexes"),
        points(file, group + "/FacePoints Coordinate"),
        bend_rows(file, group + "/Faces Perimeter Info"),
        bends(file, group + "/Faces Perimeter Values") {}

  void add_sides(std::size_t face, std::vector<AreaEdge>& sides) const {
    const std::size_t from = ends.index(face, 0);
    const std::size_t to = ends.index(face, 1);
    double x = points.at(from, 0);
    double y = points.at(from, 1);
    const auto go_to = [&](double next_x, double next_y) {
      sides.push_back({x, y, next_x, next_y});
      x = next_x;
      y = next_y;
    };
    const std::size_t first = bend_rows.index(face, 0);
    for (std::size_t bend = 0; bend < bend_rows.index(face, 1); ++bend) {
      go_to(bends.at(first + bend, 0), bends.at(first + bend, 1));
    }
    go_to(points.at(to, 0), points.at(to, 1));
  }
};

}  // namespace

void read_hecras_mesh(const hdf5::ForeignFile& file, double factor, MeshArea& area) {
  const std::string group = kAreas + area.name;
  const std::string lowest = group + "/Cells Minimum Elevation";
  if (file.has(lowest)) {
    area.bed = file.numbers(lowest);
    for (double& bed : area.bed) {
      bed *= factor;
    }
    if (area.bed.size() != area.cells()) {
      throw hdf5::Error(
          fmt::format("'{}' has {} values for {} cells", lowest, area.bed.size(), area.cells()));
    }
  }
  const std::string rows_name = group + "/Cells Face and Orientation Info";
  if (!file.has(rows_name)) {
    return;
  }
  const PairTable rows(file, rows_name);
  const PairTable values(file, group + "/Cells Face and Orientation Values");
  const FaceLines lines(file, group);
  if (rows.rows() != area.cells()) {
    throw hdf5::Error(fmt::format("the mesh '{}' has {} cells, its results {}", area.name,
                                  rows.rows(), area.cells()));
  }
  area.sides.resize(rows.rows());
  area.faces.resize(rows.rows());
  constexpr std::size_t kFewestFaces = 3;  // cells outside of the perimeter have one
  for (std::size_t cell = 0; cell < rows.rows(); ++cell) {
    const std::size_t first = rows.index(cell, 0);
    const std::size_t count = rows.index(cell, 1);
    for (std::size_t i = 0; count >= kFewestFaces && i < count; ++i) {
      const std::size_t face = values.index(first + i, 0);
      area.faces[cell].push_back(static_cast<std::uint32_t>(face));
      lines.add_sides(face, area.sides[cell]);
    }
  }
}

}  // namespace yanbi
