// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/roads.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/sim/import/roads/road_reader_case.hpp"
#include "tests/sim/import/small_city.hpp"

namespace yanbi {
namespace {

using test::SmallCity;

class Roads : public test::RoadReaderCase {
 protected:
  RoadLines read(const std::string& features) {
    const auto path = folder_ / "streets.geojson";
    test::write_bytes(path, SmallCity::head("streets", "EPSG::3857") + features + "]}");
    spec_.source.given = "streets.geojson";
    spec_.source.path = path;
    return read_roads(spec_, *Crs::parse("EPSG:3857"), problems_, notes_);
  }
};

TEST_F(Roads, AStreetThatNoLinkCanHoldIsAProblem) {
  const RoadLines lines = read(
      SmallCity::line(R"("highway":"residential")", "[[571000,6225000],[571100,6225000]]") + "," +
      SmallCity::line(R"("highway":"residential")", "[[571100,6225000],[4700000,6225000]]") + "," +
      SmallCity::line(R"("highway":"residential")", "[[571100,6225000],[5571100,6225000]]"));
  ASSERT_EQ(lines.lines.size(), 2U) << "4,129 km can be held, 5,000 km cannot: " << first_problem();
  EXPECT_EQ(problems_.list().size(), 1U);
  EXPECT_NE(first_problem().find("is longer than any street can be (4295 km)"), std::string::npos)
      << first_problem();
}

}  // namespace
}  // namespace yanbi
