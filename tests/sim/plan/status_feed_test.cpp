// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/status_feed.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <ostream>
#include <string>

#include "sim/base/problem.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

City city_of_three_works() {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  for (const char* key : {"near", "far", "other/near"}) {
    builder.work(key, 10);
    builder.door(test::OnStreet{street, 100'000});
  }
  return builder.build();
}

std::vector<StatusChange> read_feed(const std::string& text, const std::string& name = "feed.csv") {
  const test::TemporaryFolder folder;
  std::ofstream(folder / name, std::ios::binary) << text;
  const City city = city_of_three_works();
  return read_status_feed(folder / name, city.works, test::shelters_of(city));
}

TEST(StatusFeed, IsSortedByTimeWhateverTheOrderOfItsRows) {
  const std::vector<StatusChange> feed = read_feed(
      "time_s,work,state,places,reason\n"
      "120,l/near,limited,4,one unit under repair\n"
      "60.5,far,closed,,检查\n");
  ASSERT_EQ(feed.size(), 2U);
  EXPECT_EQ(feed[0].at, to_tick(60.5));
  EXPECT_EQ(feed[0].shelter, ShelterId(1));
  EXPECT_EQ(feed[0].state, WorkState::kClosed);
  EXPECT_EQ(feed[0].reason, "检查");
  EXPECT_EQ(feed[1].state, WorkState::kLimited);
  EXPECT_EQ(feed[1].places, 4);
}

TEST(StatusFeed, JsonLinesSayTheSame) {
  const std::vector<StatusChange> feed = read_feed(
      "{\"time_s\": 60.5, \"work\": \"far\", \"state\": \"closed\"}\n"
      "\n"
      "{\"time_s\": \"120\", \"work\": \"l/near\", \"state\": \"limited\", \"places\": 4}\n",
      "feed.jsonl");
  ASSERT_EQ(feed.size(), 2U);
  EXPECT_EQ(feed[0].at, to_tick(60.5));
  EXPECT_EQ(feed[1].places, 4);
}

TEST(StatusFeed, AWorkThatIsNotInTheLayoutIsSkipped) {
  City city = city_of_three_works();
  city.layouts.front().works.pop_back();
  const test::TemporaryFolder folder;
  std::ofstream(folder / "feed.csv") << "time_s,work,state\n1,other/near,closed\n2,far,open\n";
  EXPECT_EQ(read_status_feed(folder / "feed.csv", city.works, test::shelters_of(city)).size(), 1U);
}

struct WrongRow {
  const char* name;
  const char* text;
  const char* key;
  const char* value;
  const char* reason;
  const char* file = "feed.csv";
  friend std::ostream& operator<<(std::ostream& out, const WrongRow& row) {
    return out << row.name;
  }
};
class WrongFeed : public testing::TestWithParam<WrongRow> {};

TEST_P(WrongFeed, IsReportedWithItsPlaceAndReason) {
  try {
    static_cast<void>(read_feed(GetParam().text, GetParam().file));
    FAIL() << "nothing was reported";
  } catch (const InputError& error) {
    const Problem& problem = error.problems().front();
    EXPECT_EQ(problem.key, GetParam().key);
    EXPECT_EQ(problem.value, GetParam().value);
    EXPECT_NE(problem.reason.find(GetParam().reason), std::string::npos) << problem.reason;
    EXPECT_FALSE(problem.remedy.empty());
    EXPECT_GT(problem.line, 0U);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Dirt, WrongFeed,
    testing::Values(
        WrongRow{"NoColumn", "time_s,state\n1,open\n", "work", "", "no such column"},
        WrongRow{"NoTime", "time_s,work,state\nsoon,far,open\n", "time_s", "soon", "no time"},
        WrongRow{"Nan", "time_s,work,state\nnan,far,open\n", "time_s", "nan", "no time"},
        WrongRow{"Negative", "time_s,work,state\n-1,far,open\n", "time_s", "-1", "no time"},
        WrongRow{"Late", "time_s,work,state\n1e9,far,open\n", "time_s", "1e9", "no time"},
        WrongRow{"UnknownWork", "time_s,work,state\n1,nowhere,open\n", "work", "nowhere",
                 "no work"},
        WrongRow{"TwoWorks", "time_s,work,state\n1,near,open\n", "work", "near", "several ledgers"},
        WrongRow{"State", "time_s,work,state\n1,far,shut\n", "state", "shut", "no state"},
        WrongRow{"NoPlaces", "time_s,work,state\n1,far,limited\n", "places", "", "whole number"},
        WrongRow{"HalfPlaces", "time_s,work,state,places\n1,far,limited,2.5\n", "places", "2.5",
                 "whole number"},
        WrongRow{"NoJson", "{\"time_s\": 1\n", "", "{\"time_s\": 1", "no JSON", "feed.jsonl"},
        WrongRow{"JsonList", "[1, 2]\n", "", "[1, 2]", "no JSON object", "feed.jsonl"},
        WrongRow{"JsonKey", "{\"time_s\": 1, \"work\": \"far\"}\n", "state", "", "missing",
                 "feed.jsonl"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(StatusFeed, AMissingFileIsReported) {
  const City city = city_of_three_works();
  EXPECT_THROW(
      static_cast<void>(read_status_feed("no/such/feed.csv", city.works, test::shelters_of(city))),
      InputError);
}

}  // namespace
}  // namespace yanbi
