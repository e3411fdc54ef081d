// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/shelters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;

TEST(Shelters, ArePersonnelWorksOfTheLayoutInItsOrder) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  for (const char* key : {"a", "b", "c", "d"}) {
    builder.work(key, 10);
    builder.door(test::OnStreet{street, 1000});
  }
  City city = builder.build();
  city.works.type[1] = WorkType::kMedical;
  city.layouts[0].works = {WorkId(0), WorkId(1), WorkId(3)};
  const Shelters shelters = make_shelters(city, city.layouts[0], EntranceParameters{});
  EXPECT_THAT(shelters.work, ElementsAre(WorkId(0), WorkId(3)));
  EXPECT_THAT(shelters.first_entrance, ElementsAre(0, 1, 2));
  EXPECT_THAT(shelters.entrance_shelter, ElementsAre(ShelterId(0), ShelterId(1)));
  EXPECT_EQ(shelters.total_places(), 20);
}

TEST(Shelters, KeepOnlyDoorsThatAStreetReaches) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.work("half", 10);
  builder.door(std::nullopt, 0.0, 1.0);
  builder.door(test::OnStreet{street, 5000}, 2.5, 1.5);
  builder.work("none", 10);
  builder.door(std::nullopt, 0.0, 1.0);
  const Shelters shelters = test::shelters_of(builder.build());
  EXPECT_THAT(shelters.first_entrance, ElementsAre(0, 1, 1));
  EXPECT_EQ(shelters.entrance_position[0].offset_mm, 5000U);
  EXPECT_EQ(shelters.entrance_access_mm[0], 2500U);
  EXPECT_DOUBLE_EQ(shelters.entrance_rate[0], entrance_rate(EntranceParameters{}, 1.5));
}

TEST(Shelters, WithoutKnownWidthsHaveTheDoorsOfTheNormAtTheirPlace) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.work("large", 2000);
  builder.door(test::OnStreet{street, 5000});
  const Shelters shelters = test::shelters_of(builder.build());
  const EntranceParameters parameters;
  double expected = 0.0;
  for (const double width : assumed_door_widths(parameters, 2000)) {
    expected += entrance_rate(parameters, width);
  }
  ASSERT_EQ(shelters.entrance_count(), 1U);
  EXPECT_DOUBLE_EQ(shelters.entrance_rate[0], expected);
}

TEST(Shelters, SpreadTheDoorsOfTheNormOverTheirPlaces) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.work("large", 2000);
  builder.door(test::OnStreet{street, 5000});
  builder.door(test::OnStreet{street, 9000});
  const Shelters shelters = test::shelters_of(builder.build());
  const EntranceParameters parameters;
  ASSERT_EQ(shelters.entrance_count(), 2U);
  EXPECT_DOUBLE_EQ(shelters.entrance_rate[0], shelters.entrance_rate[1]);
  EXPECT_DOUBLE_EQ(shelters.entrance_rate[0] + shelters.entrance_rate[1],
                   entrance_rate(parameters, 2000.0 / 100.0 * parameters.width_per_100));
}

TEST(Shelters, ADoorOfUnknownWidthBesideAKnownOneIsTheNarrowest) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.work("large", 2000);
  builder.door(test::OnStreet{street, 5000}, 0.0, 4.0);
  builder.door(test::OnStreet{street, 9000});
  const Shelters shelters = test::shelters_of(builder.build());
  const EntranceParameters parameters;
  EXPECT_DOUBLE_EQ(shelters.entrance_rate[1], entrance_rate(parameters, parameters.least_width));
}

}  // namespace
}  // namespace yanbi
