// SPDX-License-Identifier: Apache-2.0
// What goes wrong with coordinates, one mistake a case: a single row among good ones, and what is
// said of it.

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/import/geo/crs.hpp"

namespace yanbi {
namespace {

Projector projector(const char* from, const char* to) {
  return Projector(*Crs::parse(from), *Crs::parse(to));
}

struct Mistake {
  const char* name;
  const char* from;
  const char* to;
  double good_x;
  double good_y;
  double x;
  double y;
  const char* says;
};
void PrintTo(const Mistake& each, std::ostream* out) { *out << each.name; }

class MistakenRow : public testing::TestWithParam<Mistake> {};

TEST_P(MistakenRow, IsNamedWithItsLineAndTheAdviceThatMendsIt) {
  const Mistake& each = GetParam();
  std::vector<double> x = {each.good_x, each.x, each.good_x};
  std::vector<double> y = {each.good_y, each.y, each.good_y};
  const std::vector<std::size_t> lines = {2, 3, 4};
  ProblemList problems;
  const auto good =
      projector(each.from, each.to).project(x, y, {"works.csv", "x, y", lines}, problems);
  EXPECT_EQ(good, (std::vector<std::uint8_t>{1, 0, 1}));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].line, 3U);
  EXPECT_NE(problems.list()[0].remedy.find(each.says), std::string::npos)
      << problems.list()[0].to_string();
}

INSTANTIATE_TEST_SUITE_P(
    Rows, MistakenRow,
    testing::Values(
        // Latitude 118 is none.
        Mistake{"SwappedDegreesInChina", "EPSG:4490", "EPSG:4548", 118.05, 36.81, 36.81, 118.05,
                "look swapped"},
        // 56 E, 10 N is in the sea, but it is a position.
        Mistake{"SwappedDegreesThatAreValid", "EPSG:4326", "EPSG:25832", 10.2, 56.15, 56.15, 10.2,
                "look swapped"},
        Mistake{"SwappedDegreesOfAWebMap", "GCJ-02", "EPSG:4548", 118.05, 36.81, 36.81, 118.05,
                "look swapped"},
        Mistake{"SwappedMetres", "EPSG:4548", "EPSG:4548", 593695.0, 4075939.0, 4075939.0, 593695.0,
                "look swapped"},
        Mistake{"SwappedMetresOfAnotherCrs", "EPSG:32650", "EPSG:4548", 415000.0, 4075000.0,
                4075000.0, 415000.0, "look swapped"},
        Mistake{"DegreesAmongMetres", "EPSG:4548", "EPSG:4548", 593695.0, 4075939.0, 118.05, 36.81,
                "look like longitude and latitude"},
        Mistake{"SwappedDegreesAmongMetres", "EPSG:4548", "EPSG:4548", 593695.0, 4075939.0, 36.81,
                118.05, "latitude and longitude, in this order"},
        Mistake{"MetresAmongDegrees", "EPSG:4326", "EPSG:4548", 118.05, 36.81, 593695.0, 4075939.0,
                "look like metres"},
        Mistake{"ZoneInFrontOfTheEasting", "EPSG:4548", "EPSG:4548", 593695.0, 4075939.0,
                39593695.0, 4075939.0, "for CGCS2000 \"EPSG:4527\""},
        Mistake{"ZoneInFrontOfASwappedEasting", "EPSG:4548", "EPSG:4548", 593695.0, 4075939.0,
                4075939.0, 39593695.0, "swapped too"},
        Mistake{"ZoneOfSixDegrees", "EPSG:4509", "EPSG:4548", 593695.0, 4075939.0, 20593695.0,
                4075939.0, "for CGCS2000 \"EPSG:4498\""},
        Mistake{"NoZoneWhereOneIsStated", "EPSG:4527", "EPSG:4548", 39593695.0, 4075939.0, 593695.0,
                4075939.0, "state the CRS without it"},
        Mistake{"ZeroForMissing", "EPSG:4326", "EPSG:4548", 118.05, 36.81, 0.0, 0.0,
                "check the CRS"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Projector, AdviceAboutZonesLeadsToTheRightPlace) {
  std::vector<double> x = {39593695.784};
  std::vector<double> y = {4075939.995};
  ProblemList problems;
  static_cast<void>(projector("EPSG:4527", "EPSG:4548").project(x, y, {"f", "k", {}}, problems));
  EXPECT_TRUE(problems.empty());
  EXPECT_NEAR(x[0], 593695.784, 0.001);
}

TEST(Projector, EachOfManyMistakenRowsIsNamed) {
  std::vector<double> x(100, 118.05);
  std::vector<double> y(100, 36.81);
  std::vector<std::size_t> lines;
  for (std::size_t row = 0; row < x.size(); ++row) {
    lines.push_back(row + 2);
    if (row % 10 == 3) {
      std::swap(x[row], y[row]);
    }
  }
  ProblemList problems;
  static_cast<void>(projector("EPSG:4326", "EPSG:4548").project(x, y, {"f", "k", lines}, problems));
  EXPECT_EQ(problems.list().size(), 10U);
  EXPECT_EQ(problems.list().back().line, 95U);
}

TEST(Projector, FeaturesWithoutLinesAreNamedByTheirNumber) {
  std::vector<double> x = {118.05, 36.81};
  std::vector<double> y = {36.81, 118.05};
  ProblemList problems;
  static_cast<void>(
      projector("EPSG:4326", "EPSG:4548").project(x, y, {"f", "geometry", {}, true}, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].value, "(36.81, 118.05) (feature 2)");
}

TEST(Projector, AFileThatIsAllWrongIsOneProblem) {
  std::vector<double> x(100, 36.81);
  std::vector<double> y(100, 118.05);
  const std::vector<std::size_t> lines(100, 2);
  ProblemList problems;
  static_cast<void>(projector("EPSG:4326", "EPSG:4548").project(x, y, {"f", "k", lines}, problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_NE(problems.list()[0].reason.find("100 of 100"), std::string::npos);
}

TEST(Projector, TheOffsetOfWebMapsIsUndone) {
  ProblemList problems;
  for (const auto& [crs, lon, lat] : {std::tuple("GCJ-02", 118.0560706080, 36.8105120446),
                                      std::tuple("BD-09", 118.0625170082, 36.8166167818)}) {
    std::vector<double> x = {lon};
    std::vector<double> y = {lat};
    static_cast<void>(projector(crs, "EPSG:4548").project(x, y, {"f", "k", {}}, problems));
    EXPECT_NEAR(x[0], 593695.784, 0.001) << crs;
    EXPECT_NEAR(y[0], 4075939.995, 0.001) << crs;
  }
  EXPECT_TRUE(problems.empty());
}

TEST(Projector, TheOffsetIsAddedOnTheWayToAWebMap) {
  std::vector<double> x = {593695.784};
  std::vector<double> y = {4075939.995};
  ProblemList problems;
  static_cast<void>(projector("EPSG:4548", "BD-09").project(x, y, {"f", "k", {}}, problems));
  EXPECT_NEAR(x[0], 118.0625170082, 1e-7);
  EXPECT_NEAR(y[0], 36.8166167818, 1e-7);
}

}  // namespace
}  // namespace yanbi
