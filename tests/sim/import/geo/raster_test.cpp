// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/raster.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "sim/import/geo/crs.hpp"
#include "tests/sim/import/gdal_files.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::SmallRaster;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

class RasterCells : public testing::Test {
 protected:
  Table read(const SmallRaster& raster, RasterLimits limits = {}) {
    test::write_raster(folder_ / "people.tif", raster);
    return read_file("people.tif", limits);
  }
  Table read_file(const std::string& name, RasterLimits limits = {}) {
    return read_raster_cells({name, folder_ / name, {}, {}, {}}, problems_, notes_, limits);
  }
  [[nodiscard]] std::string said() const {
    std::string all;
    for (const Problem& problem : problems_.list()) {
      all += problem.to_string() + "\n";
    }
    return all;
  }

  test::TemporaryFolder folder_;
  ProblemList problems_;
  std::vector<ImportNote> notes_;
};

TEST_F(RasterCells, FilledCellsAreRowsAtTheirMiddle) {
  const Table table =
      read({3, {0.0, 2.5, 0.0, 7.0, 0.0, 0.25}, {1000.0, 100.0, 0.0, 5000.0, 0.0, -50.0}});
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(table.columns, (std::vector<std::string>{"cell", "value"}));
  EXPECT_EQ(table.cells, (std::vector<std::string>{"r0c1", "2.5", "r1c0", "7", "r1c2", "0.25"}));
  EXPECT_EQ(table.point_x, (std::vector<double>{1150.0, 1050.0, 1250.0}));
  EXPECT_EQ(table.point_y, (std::vector<double>{4975.0, 4925.0, 4925.0}));
  EXPECT_EQ(Crs::parse(table.crs)->name(), "ETRS89 / UTM zone 32N");
}

TEST_F(RasterCells, TurnedRastersAreFollowed) {
  // Columns go north, rows go east.
  const Table table = read({2, {1.0, 2.0}, {0.0, 0.0, 10.0, 0.0, 10.0, 0.0}});
  EXPECT_EQ(table.point_x, (std::vector<double>{5.0, 5.0}));
  EXPECT_EQ(table.point_y, (std::vector<double>{5.0, 15.0}));
}

TEST_F(RasterCells, CellsWithoutDataAreSkipped) {
  SmallRaster raster{3, {-9999.0, 4.0, 0.0}};
  raster.no_data = -9999.0;
  EXPECT_EQ(read(raster).cells, (std::vector<std::string>{"r0c1", "4"}));
  EXPECT_TRUE(problems_.empty()) << said();
}

TEST_F(RasterCells, NaNMayStandForNoData) {
  SmallRaster raster{2, {kNaN, 4.0}};
  raster.no_data = kNaN;
  EXPECT_EQ(read(raster).rows(), 1U);
  EXPECT_TRUE(problems_.empty()) << said();
}

TEST_F(RasterCells, BadValuesAreOneProblemWithTheirNumber) {
  static_cast<void>(read({4, {-1.0, 3.0, kNaN, -2.0}}));
  ASSERT_EQ(problems_.size(), 1U);
  EXPECT_NE(said().find("3 cells"), std::string::npos) << said();
  EXPECT_NE(said().find("r0c0 = -1"), std::string::npos) << said();
}

TEST_F(RasterCells, ARasterThatSaysNoCrsHasNone) {
  SmallRaster raster{1, {1.0}, {10.0, 1.0, 0.0, 20.0, 0.0, -1.0}};
  raster.crs = "";
  EXPECT_EQ(read(raster).crs, "");
}

TEST_F(RasterCells, GridsOfAsciiAreRead) {
  test::write_bytes(folder_ / "people.asc",
                    "ncols 2\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\n"
                    "NODATA_value -1\n1 -1\n0 5\n");
  const Table table = read_file("people.asc");
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(table.cells, (std::vector<std::string>{"r0c0", "1", "r1c1", "5"}));
  EXPECT_EQ(table.point_x, (std::vector<double>{105.0, 115.0}));
  EXPECT_EQ(table.point_y, (std::vector<double>{215.0, 205.0}));
}

TEST_F(RasterCells, TooLargeARasterIsSaidBeforeItIsRead) {
  RasterLimits limits;
  limits.cells = 3;
  EXPECT_EQ(read({2, {1.0, 1.0, 1.0, 1.0}}, limits).rows(), 0U);
  EXPECT_NE(said().find("too large"), std::string::npos) << said();
}

TEST_F(RasterCells, TooManyFilledCellsAreAProblem) {
  RasterLimits limits;
  limits.filled = 3;
  static_cast<void>(read({2, {1.0, 1.0, 1.0, 1.0}}, limits));
  EXPECT_NE(said().find("more than 3 cells"), std::string::npos) << said();
}

TEST_F(RasterCells, AnEmptyRasterIsAProblem) {
  static_cast<void>(read({2, {0.0, 0.0}}));
  EXPECT_NE(said().find("no cell"), std::string::npos) << said();
}

TEST_F(RasterCells, AFileThatIsNoRasterIsAProblem) {
  test::write_bytes(folder_ / "people.tif", "no raster at all");
  EXPECT_EQ(read_file("people.tif").rows(), 0U);
  EXPECT_NE(said().find("GDAL cannot read the file"), std::string::npos) << said();
}

TEST_F(RasterCells, ATruncatedRasterIsAProblem) {
  test::write_raster(folder_ / "whole.tif", {100, std::vector<double>(10000, 1.0)});
  const std::string bytes = test::read_bytes(folder_ / "whole.tif");
  test::write_bytes(folder_ / "people.tif", bytes.substr(0, bytes.size() / 2));
  static_cast<void>(read_file("people.tif"));
  EXPECT_NE(said().find("GDAL c"), std::string::npos) << said();
}

}  // namespace
}  // namespace yanbi
