// SPDX-License-Identifier: Apache-2.0
#include "sim/city/city.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

LinkColumns two_links() {
  LinkColumns links;
  links.tail = {NodeId(0), NodeId(1)};
  links.head = {NodeId(1), NodeId(0)};
  links.length_mm = {5000, 5000};
  links.width = {3.0F, 3.0F};
  links.form = {WayForm::kFlat, WayForm::kFlat};
  links.opposite = {LinkId(1), LinkId(0)};
  links.street = {0, 0};
  return links;
}

RoadNetwork network_of(LinkColumns links) {
  StreetColumns streets;
  streets.source_id = {17};
  streets.first_vertex = {0, 2};
  streets.x = {0.0, 5.0};
  streets.y = {0.0, 0.0};
  return {{0.0, 5.0}, {0.0, 0.0}, std::move(links), std::move(streets)};
}

City whole_city() {
  City city;
  city.name = "Twin Corners";
  city.network = network_of(two_links());
  city.origins = {
      {"a", "b"}, {1.0, 2.0}, {0.0, 0.0}, {LinkPosition{LinkId(0), 100}, std::nullopt}, {1.5, 0.0}};
  city.populations = {{"night", "", {3, 4}, {0.5, 0.5}}, {"day", "", {1, 0}, {1.0}}};
  Geography geography;
  geography.name = "district";
  geography.key = {"x"};
  geography.zone_of_origin = {ZoneId(0), ZoneId(0)};
  geography.zone_of_work = {ZoneId(0)};
  city.geographies = {geography};
  city.works.key = {"l/1"};
  city.works.ledger = {0};
  city.works.type = {WorkType::kPersonnel};
  city.works.status = {WorkStatus::kBuilt};
  city.works.places = {10};
  city.works.from = {19600101};
  city.works.until = {std::nullopt};
  city.works.facility = {0};
  city.works.ledgers = {"l"};
  city.works.entrances.work = {WorkId(0)};
  city.works.entrances.position = {LinkPosition{LinkId(1), 200}};
  city.works.entrances.access = {2.0};
  city.works.entrances.width = {std::nullopt};
  city.layouts = {{"all", std::nullopt, {}, {}, {}, {WorkId(0)}}};
  return city;
}

TEST(City, FindsItsPartsByName) {
  const City city = whole_city();
  ASSERT_NE(city.find_population("day"), nullptr);
  EXPECT_EQ(city.find_population("day")->total(), 1);
  EXPECT_EQ(city.find_population("night")->total(), 7);
  EXPECT_EQ(city.find_layout("all"), &city.layouts[0]);
  EXPECT_EQ(city.find_geography("district"), &city.geographies[0]);
  EXPECT_EQ(city.find_population("noon"), nullptr);
  EXPECT_EQ(city.find_layout(""), nullptr);
  EXPECT_EQ(city.find_geography("grid"), nullptr);
}

TEST(CityHash, StaysTheSameForWhatDoesNotDecideResults) {
  const std::uint64_t hash = hash_city(whole_city());
  City city = whole_city();
  city.name = "Another name";
  city.notes.push_back({"streets", "dropped", 1.0, "km", ""});
  city.populations[0].note = "as counted";
  EXPECT_EQ(hash_city(city), hash);
}

struct Change {
  std::string what;
  std::function<void(City&)> make;
};

/// Remakes the network with one column changed.
std::function<void(City&)> links_with(const std::function<void(LinkColumns&)>& change) {
  return [change](City& city) {
    LinkColumns links = two_links();
    change(links);
    city.network = network_of(std::move(links));
  };
}

std::vector<Change> changes() {
  return {
      {"length", links_with([](LinkColumns& l) { l.length_mm[1] = 5001; })},
      {"width", links_with([](LinkColumns& l) { l.width[1] = 3.5F; })},
      {"form", links_with([](LinkColumns& l) { l.form[0] = WayForm::kStairsUp; })},
      {"head", links_with([](LinkColumns& l) { l.head[0] = NodeId(0); })},
      {"opposite", links_with([](LinkColumns& l) { l.opposite[0] = LinkId(); })},
      {"origin_key", [](City& c) { c.origins.key[0] = "c"; }},
      {"origin_offset", [](City& c) { c.origins.position[0]->offset_mm = 101; }},
      {"origin_off_network", [](City& c) { c.origins.position[0].reset(); }},
      {"origin_access", [](City& c) { c.origins.access[0] = 1.25; }},
      {"persons",
       [](City& c) {
         c.populations[0].persons = {4, 3};
       }},
      {"households",
       [](City& c) {
         c.populations[0].household_shares = {0.25, 0.75};
       }},
      {"population_name", [](City& c) { c.populations[0].name = "1986"; }},
      {"zone_of_origin", [](City& c) { c.geographies[0].zone_of_origin[1] = ZoneId(1); }},
      {"places", [](City& c) { c.works.places[0] = 11; }},
      {"status", [](City& c) { c.works.status[0] = WorkStatus::kEarly; }},
      {"type", [](City& c) { c.works.type[0] = WorkType::kMedical; }},
      {"from", [](City& c) { c.works.from[0].reset(); }},
      {"until", [](City& c) { c.works.until[0] = 20000101; }},
      {"facility", [](City& c) { c.works.facility[0] = 1; }},
      {"door_position", [](City& c) { c.works.entrances.position[0]->link = LinkId(0); }},
      {"door_width", [](City& c) { c.works.entrances.width[0] = 1.0; }},
      {"layout_works", [](City& c) { c.layouts[0].works.clear(); }},
      {"layout_date", [](City& c) { c.layouts[0].date = 19600101; }},
  };
}

class CityHashChange : public ::testing::TestWithParam<Change> {};

TEST_P(CityHashChange, ShowsWhatDecidesResults) {
  City city = whole_city();
  GetParam().make(city);
  EXPECT_NE(hash_city(city), hash_city(whole_city()));
}

INSTANTIATE_TEST_SUITE_P(Of, CityHashChange, ::testing::ValuesIn(changes()),
                         [](const auto& change) { return change.param.what; });

TEST(RoadNetwork, RefusesColumnsThatDisagree) {
  LinkColumns links = two_links();
  links.length_mm.pop_back();
  EXPECT_THROW(network_of(std::move(links)), InternalError);
  links = two_links();
  links.head[0] = NodeId(2);
  EXPECT_THROW(network_of(std::move(links)), InternalError);
  links = two_links();
  std::swap(links.tail[0], links.tail[1]);
  EXPECT_THROW(network_of(std::move(links)), InternalError);
}

TEST(RoadNetwork, SeesAPlaceFromTheOtherDirection) {
  const RoadNetwork network = network_of(two_links());
  EXPECT_EQ(network.mirrored({LinkId(0), 1200}), (LinkPosition{LinkId(1), 3800}));
  LinkColumns one_way = two_links();
  one_way.opposite = {LinkId(), LinkId()};
  EXPECT_FALSE(network_of(std::move(one_way)).mirrored({LinkId(0), 1200}).has_value());
}

}  // namespace
}  // namespace yanbi
