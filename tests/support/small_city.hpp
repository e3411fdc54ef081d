// SPDX-License-Identifier: Apache-2.0
#pragma once
// A city small enough to be known by heart: three nodes in a row, two streets, three origins (one
// off the network), two works in two districts.

#include <optional>

#include "sim/city/city.hpp"

namespace yanbi::test {

inline RoadNetwork small_network() {
  LinkColumns links;
  links.tail = {NodeId(0), NodeId(1), NodeId(1), NodeId(2)};
  links.head = {NodeId(1), NodeId(0), NodeId(2), NodeId(1)};
  links.length_mm = {100'000, 100'000, 50'500, 50'500};
  links.width = {3.0F, 3.0F, 1.5F, 1.5F};
  links.form = {WayForm::kFlat, WayForm::kFlat, WayForm::kStairsUp, WayForm::kStairsDown};
  links.opposite = {LinkId(1), LinkId(0), LinkId(3), LinkId(2)};
  links.street = {0, 0, 1, 1};
  StreetColumns streets;
  streets.source_id = {4001, 0};
  streets.first_vertex = {0, 2, 5};
  streets.x = {0.0, 100.0, 100.0, 120.0, 150.0};
  streets.y = {0.0, 0.0, 0.0, 2.5, 0.0};
  return {{0.0, 100.0, 150.0}, {0.0, 0.0, 0.0}, links, streets};
}

inline Geography small_geography(const char* name) {
  Geography geography;
  geography.name = name;
  geography.key = {"370302", "370303", Geography::kOutsideKey};
  geography.label = {"淄川区", "张店区", ""};
  geography.zone_of_origin = {ZoneId(0), ZoneId(1), ZoneId(1)};
  geography.zone_of_work = {ZoneId(0), ZoneId(1)};
  geography.first_ring = {0, 1, 2, 2};
  geography.first_vertex = {0, 3, 7};
  geography.x = {0.0, 75.0, 75.0, 75.0, 150.0, 150.0, 75.0};
  geography.y = {-10.0, -10.0, 10.0, -10.0, -10.0, 10.0, 10.0};
  return geography;
}

inline Works small_works() {
  Works works;
  works.key = {"public/1", "public/2"};
  works.label = {"人民公园", ""};
  works.ledger = {0, 0};
  works.type = {WorkType::kPersonnel, WorkType::kPersonnel};
  works.status = {WorkStatus::kBuilt, WorkStatus::kEarly};
  works.places = {3, 100};
  works.x = {40.0, 140.0};
  works.y = {5.0, 5.0};
  works.from = {Date{19600101}, std::nullopt};
  works.until = {std::nullopt, Date{19991231}};
  works.facility = {0, 1};
  works.ledgers = {"public"};
  Entrances& doors = works.entrances;
  doors.work = {WorkId(0), WorkId(1), WorkId(1)};
  doors.x = {40.0, 140.0, 141.0};
  doors.y = {5.0, 5.0, 5.0};
  doors.position = {LinkPosition{LinkId(0), 40'000}, LinkPosition{LinkId(2), 40'250}, std::nullopt};
  doors.access = {5.0, 5.0, 0.0};
  doors.width = {1.2, std::nullopt, 0.9};
  return works;
}

inline City small_city() {
  City city;
  city.name = "Småby 小城";
  city.crs = "EPSG:4548";
  city.synthetic = true;
  city.network = small_network();
  city.origins.key = {"b1", "b2", "b3"};
  city.origins.x = {10.0, 110.0, 900.0};
  city.origins.y = {1.0, 1.0, 900.0};
  city.origins.position = {LinkPosition{LinkId(0), 10'000}, LinkPosition{LinkId(2), 10'125},
                           std::nullopt};
  city.origins.access = {1.0, 1.0, 0.0};
  city.populations = {{"night", "made by hand", {6, 4, 2}, {0.25, 0.75}},
                      {"day", "", {1, 0, 0}, {1.0}}};
  city.geographies = {small_geography("district"), small_geography("grid")};
  city.works = small_works();
  city.layouts = {{"all", std::nullopt, {}, {}, {}, {WorkId(0), WorkId(1)}},
                  {"1985",
                   Date{19851231},
                   {"public"},
                   {WorkStatus::kBuilt},
                   {WorkType::kPersonnel},
                   {WorkId(0)}}};
  city.notes = {{"streets", "dropped_components", 2.0, "components", "Two pieces were dropped."}};
  city.inputs = {{"streets.geojson", 0xfedcba9876543210U}};
  return city;
}

}  // namespace yanbi::test
