// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/chinese_offsets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace yanbi {
namespace {

constexpr LonLat kZibo = {118.05, 36.81};

TEST(ChineseOffsets, AgreeWithTheTestVectorOfZibo) {
  const LonLat gcj = add_offset(kZibo, ChineseOffset::kGcj02);
  EXPECT_NEAR(gcj.lat, 36.8105120446, 1e-10);
  EXPECT_NEAR(gcj.lon, 118.0560706080, 1e-10);
  const LonLat bd = add_offset(kZibo, ChineseOffset::kBd09);
  EXPECT_NEAR(bd.lat, 36.8166167818, 1e-10);
  EXPECT_NEAR(bd.lon, 118.0625170082, 1e-10);
}

TEST(ChineseOffsets, TheWayBackIsTheInverseEverywhereInTheBox) {
  double worst = 0.0;
  for (const ChineseOffset offset : {ChineseOffset::kGcj02, ChineseOffset::kBd09}) {
    for (double lon = 73.0; lon < 137.0; lon += 0.731) {
      for (double lat = 1.5; lat < 55.0; lat += 0.617) {
        const LonLat back = remove_offset(add_offset({lon, lat}, offset), offset);
        worst = std::max({worst, std::abs(back.lon - lon), std::abs(back.lat - lat)});
      }
    }
  }
  EXPECT_LT(worst, 1e-10);
}

TEST(ChineseOffsets, AreNotAppliedOutsideTheBox) {
  const LonLat aarhus = {10.2, 56.15};
  EXPECT_EQ(add_offset(aarhus, ChineseOffset::kGcj02).lon, aarhus.lon);
  EXPECT_EQ(remove_offset(aarhus, ChineseOffset::kGcj02).lat, aarhus.lat);
}

TEST(ChineseOffsets, NothingIsAddedWhereNoneIsMeant) {
  EXPECT_EQ(add_offset(kZibo, ChineseOffset::kNone).lon, kZibo.lon);
  EXPECT_EQ(remove_offset(kZibo, ChineseOffset::kNone).lat, kZibo.lat);
}

TEST(ChineseOffsets, MissingPositionsStayMissing) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(std::isnan(remove_offset({none, none}, ChineseOffset::kBd09).lon));
}

}  // namespace
}  // namespace yanbi
