// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/crs.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace yanbi {
namespace {

Projector projector(const char* from, const char* to) {
  return Projector(*Crs::parse(from), *Crs::parse(to));
}

TEST(Crs, OnlyProjectedSystemsInMetresMayBeWorkedIn) {
  EXPECT_TRUE(Crs::parse("EPSG:25832")->is_in_metres());
  EXPECT_TRUE(Crs::parse("EPSG:4548")->is_in_metres());
  EXPECT_FALSE(Crs::parse("EPSG:4326")->is_in_metres());
  EXPECT_FALSE(Crs::parse("EPSG:2263")->is_in_metres());  // New York, in feet
  EXPECT_FALSE(Crs::parse("EPSG:999999"));
  EXPECT_FALSE(Crs::parse(""));
}

TEST(Crs, NamesOfWebMapsAreUnderstoodHoweverTheyAreWritten) {
  for (const char* name : {"GCJ-02", "gcj02", "GCJ 02", "gcj_02"}) {
    ASSERT_TRUE(Crs::parse(name)) << name;
    EXPECT_EQ(Crs::parse(name)->offset(), ChineseOffset::kGcj02) << name;
    EXPECT_TRUE(Crs::parse(name)->is_geographic());
    EXPECT_EQ(Crs::parse(name)->name(), "GCJ-02");
  }
  for (const char* name : {"BD-09", "bd09", "BD09LL"}) {
    ASSERT_TRUE(Crs::parse(name)) << name;
    EXPECT_EQ(Crs::parse(name)->offset(), ChineseOffset::kBd09) << name;
  }
  EXPECT_EQ(Crs::parse("EPSG:4326")->offset(), ChineseOffset::kNone);
  EXPECT_TRUE(Crs::parse("CGCS2000")->is_geographic());
  EXPECT_FALSE(Crs::parse("BD09MC"));
}

TEST(Crs, AllZonesOfThreeDegreesAreKnown) {
  for (int code = 4513; code <= 4554; ++code) {
    const auto crs = Crs::parse("EPSG:" + std::to_string(code));
    ASSERT_TRUE(crs) << code;
    EXPECT_TRUE(crs->is_in_metres()) << code;
  }
}

TEST(Crs, FilesAndAddressesAreNotLookedAt) {
  EXPECT_FALSE(Crs::parse("/etc/hostname"));
  EXPECT_FALSE(Crs::parse("http://127.0.0.1:9/crs"));
}

TEST(Crs, ScaleTellsDistancesOnTheMapFromTrueOnes) {
  // UTM: 0.9996 on its central meridian, 9 degrees east.
  EXPECT_NEAR(Crs::parse("EPSG:25832")->scale_at(500000.0, 6225000.0).value_or(0.0), 0.9996, 1e-5);
  // Web Mercator stretches as 1 / cos(latitude), here 60 degrees north, but for the ellipsoid.
  const double north = 8399737.89;
  EXPECT_NEAR(Crs::parse("EPSG:3857")->scale_at(1000000.0, north).value_or(0.0), 2.0, 0.02);
  // A Gauss-Krueger zone of 3 degrees is true on its central meridian.
  EXPECT_NEAR(Crs::parse("EPSG:4548")->scale_at(500000.0, 4076000.0).value_or(0.0), 1.0, 1e-5);
}

TEST(Projector, EastComesFirstWhateverTheAuthoritySays) {
  // CGCS2000, longitude and latitude, to the 3 degree zone of 117 E: computed independently.
  std::vector<double> x = {118.05};
  std::vector<double> y = {36.81};
  ProblemList problems;
  const auto good = projector("EPSG:4490", "EPSG:4548").project(x, y, {"f", "k", {}}, problems);
  EXPECT_EQ(good, std::vector<std::uint8_t>{1});
  EXPECT_NEAR(x[0], 593695.784, 0.001);
  EXPECT_NEAR(y[0], 4075939.995, 0.001);
  EXPECT_TRUE(problems.empty());
}

TEST(Projector, PositionsThatCouldNotBeReadAreSkippedInSilence) {
  std::vector<double> x = {std::numeric_limits<double>::quiet_NaN(), 571000.0};
  std::vector<double> y = {6225000.0, 6225000.0};
  ProblemList problems;
  const auto good = projector("EPSG:25832", "EPSG:25832").project(x, y, {"f", "k", {}}, problems);
  EXPECT_EQ(good, (std::vector<std::uint8_t>{0, 1}));
  EXPECT_TRUE(problems.empty());
}

TEST(Projector, PositionsOutsideTheAreaOfTheCrsAreProblemsWithTheirLines) {
  std::vector<double> x = {10.2, 117.0};
  std::vector<double> y = {56.1, 36.0};
  const std::vector<std::size_t> lines = {2, 3};
  ProblemList problems;
  const auto good =
      projector("EPSG:4326", "EPSG:25832").project(x, y, {"f.csv", "lon, lat", lines}, problems);
  EXPECT_EQ(good, (std::vector<std::uint8_t>{1, 0}));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].line, 3U);
}

}  // namespace
}  // namespace yanbi
