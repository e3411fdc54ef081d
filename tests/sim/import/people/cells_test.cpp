// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/cells.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "sim/import/people/h3_cells.hpp"
#include "tests/sim/import/people/h3_vectors.hpp"

namespace yanbi {
namespace {

Table table_of(const std::vector<std::string>& names) {
  Table table;
  table.file = "cells.csv";
  table.columns = {"cell"};
  table.cells = names;
  for (std::size_t row = 0; row < names.size(); ++row) {
    table.line.push_back(row + 2);
  }
  return table;
}

TEST(H3Cells, CentresAreThoseOfTheReferenceLibrary) {
  for (const test::H3Vector& each : test::kH3Vectors) {
    const auto index = parse_h3_index(each.index);
    ASSERT_TRUE(index) << each.index;
    const CellCentre centre = h3_cell_centre(*index);
    EXPECT_NEAR(centre.lat, each.lat, 1e-9) << each.index;
    EXPECT_NEAR(centre.lon, each.lon, 1e-9) << each.index;
  }
}

TEST(H3Cells, AnIndexMayBeWrittenInSeveralWays) {
  const auto plain = parse_h3_index("8930a43b64fffff");
  ASSERT_TRUE(plain);
  for (const char* text :
       {"8930A43B64FFFFF", "08930a43b64fffff", "0x8930a43b64fffff", "617848859817672703"}) {
    EXPECT_EQ(parse_h3_index(text), plain) << text;
  }
}

struct BadIndex {
  const char* name;
  const char* text;
};
void PrintTo(const BadIndex& each, std::ostream* out) { *out << each.name; }

class H3BadIndex : public testing::TestWithParam<BadIndex> {};

TEST_P(H3BadIndex, IsNoCell) { EXPECT_FALSE(parse_h3_index(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(
    Texts, H3BadIndex,
    testing::Values(
        BadIndex{"Empty", ""}, BadIndex{"Word", "Zhangdian"},
        BadIndex{"TooShort", "8930a43b64ffff"}, BadIndex{"TrailingLetter", "8930a43b64fffffg"},
        BadIndex{"Negative", "-617848859817672703"}, BadIndex{"TooLarge", "99999999999999999999"},
        BadIndex{"Edge", "11930a43b64fffff"}, BadIndex{"Vertex", "22930a43b64fffff"},
        BadIndex{"ReservedBits", "0f930a43b64fffff"}, BadIndex{"BaseCell122", "80f5fffffffffff"},
        BadIndex{"UnusedDigitTooEarly", "8930a43b6ffffff"},
        BadIndex{"DigitBeyondTheResolution", "8830a43b64fffff"},
        BadIndex{"MissingPartOfAPentagon", "81087ffffffffff"},
        BadIndex{"MissingPartOfAFinerPentagon", "82080ffffffffff"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Cells, H3RowsGetPointsInDegreesAndBadOnesAreProblemsWithTheirLine) {
  Table table = table_of({" 8930a43b64fffff ", "nonsense"});
  ProblemList problems;
  add_cell_points(table, 0, problems);
  EXPECT_EQ(table.crs, "EPSG:4326");
  ASSERT_EQ(table.point_x.size(), 2U);
  EXPECT_NEAR(table.point_x[0], 118.050872666301, 1e-9);
  EXPECT_NEAR(table.point_y[0], 36.809009601111, 1e-9);
  EXPECT_TRUE(std::isnan(table.point_x[1]));
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.list()[0].line, 3U);
  EXPECT_EQ(problems.list()[0].value, "nonsense");
}

TEST(Cells, SquaresAreNamedByTheirCorner) {
  Table table = table_of({"E571000N6224500", "E-500N-1000"});
  ProblemList problems;
  add_square_points(table, 0, 500.0, problems);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(table.point_x, (std::vector<double>{571250.0, -250.0}));
  EXPECT_EQ(table.point_y, (std::vector<double>{6224750.0, -750.0}));
}

TEST(Cells, NamesOfAnotherGridAreProblems) {
  for (const char* name :
       {"", "E571000", "N6224500", "571000N6224500", "E57100aN6224500", "E571100N6224500"}) {
    Table table = table_of({name});
    ProblemList problems;
    add_square_points(table, 0, 500.0, problems);
    EXPECT_EQ(problems.size(), 1U) << name;
    EXPECT_TRUE(std::isnan(table.point_x[0])) << name;
  }
}

}  // namespace
}  // namespace yanbi
