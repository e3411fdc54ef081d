// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/working_crs.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <ostream>
#include <string>

namespace yanbi {
namespace {

struct Place {
  const char* name;
  double lon;
  double lat;
  const char* crs;  ///< nullptr = none
};
void PrintTo(const Place& each, std::ostream* out) { *out << each.name; }

class WorkingCrs : public testing::TestWithParam<Place> {};

TEST_P(WorkingCrs, IsTheZoneOfThePlace) {
  const auto crs = choose_working_crs(GetParam().lon, GetParam().lat);
  ASSERT_EQ(crs.has_value(), GetParam().crs != nullptr);
  if (crs) {
    EXPECT_EQ(*crs, GetParam().crs);
  }
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

INSTANTIATE_TEST_SUITE_P(
    Places, WorkingCrs,
    testing::Values(
        Place{"Zibo", 118.05, 36.81, "EPSG:4548"}, Place{"Shanghai", 121.47, 31.23, "EPSG:4549"},
        Place{"Kashgar", 75.99, 39.47, "EPSG:4534"}, Place{"Fuyuan", 134.3, 48.36, "EPSG:4554"},
        Place{"Sanya", 109.2, 18.25, "EPSG:4545"}, Place{"Hanoi", 105.85, 21.03, "EPSG:32648"},
        Place{"Ulaanbaatar", 106.9, 47.92, "EPSG:32648"},
        Place{"Seoul", 126.98, 37.57, "EPSG:32652"}, Place{"Taipei", 121.56, 25.04, "EPSG:32651"},
        Place{"Taichung", 120.67, 24.15, "EPSG:32651"}, Place{"Aarhus", 10.2, 56.15, "EPSG:32632"},
        Place{"Sydney", 151.2, -33.87, "EPSG:32756"}, Place{"Equator", 0.0, 0.0, "EPSG:32631"},
        Place{"DateLine", 180.0, 10.0, "EPSG:32660"},
        Place{"OtherDateLine", -180.0, 10.0, "EPSG:32601"}, Place{"NorthPole", 0.0, 89.0, nullptr},
        Place{"NoPlace", kNone, 10.0, nullptr}, Place{"Metres", 593695.0, 4075939.0, nullptr}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace yanbi
