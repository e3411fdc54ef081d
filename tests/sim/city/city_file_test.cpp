// SPDX-License-Identifier: Apache-2.0
#include "sim/city/city_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <functional>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/writer.hpp"
#include "tests/support/files.hpp"
#include "tests/support/small_city.hpp"

namespace yanbi {
namespace {

using test::in_child;
using test::read_bytes;
using test::small_city;
using test::TemporaryFolder;
using test::write_bytes;
using ::testing::HasSubstr;

std::string input_error_of(const std::filesystem::path& path) {
  try {
    static_cast<void>(load_city(path));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// What loading says about a city that was changed before it was saved.
std::string error_with(const std::function<void(City&)>& change) {
  const TemporaryFolder folder;
  City city = small_city();
  change(city);
  save_city(city, folder / "city.h5");
  return input_error_of(folder / "city.h5");
}

/// A long street of `count` links, of which every other is the opposite of the one before.
RoadNetwork long_street(std::uint32_t count) {
  const std::uint32_t nodes = count / 2 + 1;
  std::vector<double> x(nodes);
  LinkColumns links;
  StreetColumns streets;
  streets.first_vertex = {0};
  for (std::uint32_t n = 0; n < nodes; ++n) {
    x[n] = n * 100.0;
    const auto add = [&](std::uint32_t head, std::uint32_t opposite, std::uint32_t street) {
      links.tail.emplace_back(n);
      links.head.emplace_back(head);
      links.length_mm.push_back(100'000);
      links.width.push_back(2.0F);
      links.form.push_back(WayForm::kFlat);
      links.opposite.emplace_back(opposite);
      links.street.push_back(street);
    };
    // Node n has the links 2n - 1 (back) and 2n (forth).
    if (n > 0) {
      add(n - 1, 2 * n - 2, n - 1);
    }
    if (n + 1 < nodes) {
      add(n + 1, 2 * n + 1, n);
      streets.source_id.push_back(n);
      for (int v = 0; v < 5; ++v) {
        streets.x.push_back(x[n] + v * 25.0);
        streets.y.push_back(v * 0.1);
      }
      streets.first_vertex.push_back(static_cast<std::uint32_t>(streets.x.size()));
    }
  }
  return {x, std::vector<double>(nodes, 0.0), links, streets};
}

TEST(CityFile, LoadsWhatWasSaved) {
  const TemporaryFolder folder;
  const City city = small_city();
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");

  EXPECT_EQ(loaded.name, city.name);
  EXPECT_EQ(loaded.crs, city.crs);
  EXPECT_TRUE(loaded.synthetic);
  EXPECT_EQ(hash_city(loaded), hash_city(city));
  EXPECT_EQ(loaded.network.links().form, city.network.links().form);
  EXPECT_EQ(loaded.network.links().opposite, city.network.links().opposite);
  EXPECT_EQ(loaded.network.links().width, city.network.links().width);
  EXPECT_EQ(loaded.network.streets().first_vertex, city.network.streets().first_vertex);
  EXPECT_EQ(loaded.network.streets().source_id, city.network.streets().source_id);
  EXPECT_EQ(loaded.network.streets().y, city.network.streets().y);
  EXPECT_EQ(loaded.origins.key, city.origins.key);
  EXPECT_EQ(loaded.origins.position, city.origins.position);
  EXPECT_EQ(loaded.origins.access, city.origins.access);
}

/// The small city with everything that a city may leave out.
City full_city() {
  City city = small_city();
  LinkColumns links = city.network.links();
  links.width[2] = links.width[3] = 2.0F;
  links.lanes = {1, 1, 0, 2};
  links.speed = {13.9F, 13.9F, 0.0F, 8.0F};
  links.capacity = {0.4F, 0.4F, 0.0F, 0.8F};
  StreetColumns streets = city.network.streets();
  streets.structure = {WayStructure::kGround, WayStructure::kBridge};
  streets.layer = {0, -2};
  const auto x = city.network.node_x();
  const auto y = city.network.node_y();
  city.network =
      RoadNetwork({x.begin(), x.end()}, {y.begin(), y.end()}, links, streets,
                  {{LinkId(0), LinkId(2)}, {LinkId(3), LinkId(1)}}, {4'000'000'001, -5, 0});
  city.origins.floors = {6, 0, 33};
  Population& night = city.populations.front();
  night.age_groups = {{"children", 0, 14}, {"others", 15, std::nullopt}};
  night.profiles = {{"张店区", {0.2, 0.8}, {0.17, 0.83}}, {"淄川区", {0.1, 0.2, 0.7}, {}}};
  night.profile = {1, 0, 0};
  city.works.ledgers = {"public", "2030 changes"};
  city.works.overlay = {0, 1};
  city.works.located = {1, 0};
  city.works.detail = {{100.5, std::nullopt, 2, "核6常6", "area read as ㎡"}, {}};
  city.layouts.front().overlays = {"2030 changes"};
  city.layouts.front().removed = {1};
  return city;
}

TEST(CityFile, LoadsRoadsForVehicles) {
  const TemporaryFolder folder;
  const City city = full_city();
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");

  EXPECT_EQ(hash_city(loaded), hash_city(city));
  EXPECT_EQ(loaded.network.links().lanes, city.network.links().lanes);
  EXPECT_EQ(loaded.network.links().speed, city.network.links().speed);
  EXPECT_EQ(loaded.network.links().capacity, city.network.links().capacity);
  EXPECT_EQ(loaded.network.streets().structure, city.network.streets().structure);
  EXPECT_EQ(loaded.network.streets().layer, city.network.streets().layer);
  EXPECT_EQ(loaded.network.turn_bans(), city.network.turn_bans());
}

/// The small city with these keys of its nodes.
City city_with_keys(std::vector<std::int64_t> keys) {
  City city = small_city();
  const auto x = city.network.node_x();
  const auto y = city.network.node_y();
  city.network = RoadNetwork({x.begin(), x.end()}, {y.begin(), y.end()}, city.network.links(),
                             city.network.streets(), {}, std::move(keys));
  return city;
}

TEST(CityFile, LoadsSillsOfDoors) {
  const TemporaryFolder folder;
  City city = small_city();
  city.works.entrances.sill = {0.3, std::nullopt, 0.0};
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");
  EXPECT_EQ(loaded.works.entrances.sill, city.works.entrances.sill);
  EXPECT_NE(hash_city(loaded), hash_city(small_city()));
}

TEST(CityFile, WithoutSillsTheHashIsAsBefore) {
  City city = small_city();
  city.works.entrances.sill = {std::nullopt, std::nullopt, std::nullopt};
  EXPECT_EQ(hash_city(city), hash_city(small_city()));
  EXPECT_NE(error_with([](City& c) { c.works.entrances.sill = {-0.1, 0.1, 0.1}; }), "");
}

TEST(CityFile, LoadsTheKeysOfNodes) {
  const TemporaryFolder folder;
  save_city(city_with_keys({4'000'000'001, -5, 0}), folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");
  EXPECT_TRUE(loaded.network.has_own_node_keys());
  EXPECT_THAT(loaded.network.node_key(), testing::ElementsAre(4'000'000'001, -5, 0));
}

TEST(CityFile, WithoutKeysOfNodesTheIndexIsTheKeyAndTheHashIsAsBefore) {
  const TemporaryFolder folder;
  save_city(small_city(), folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");
  EXPECT_FALSE(loaded.network.has_own_node_keys());
  EXPECT_THAT(loaded.network.node_key(), testing::ElementsAre(0, 1, 2));
  EXPECT_EQ(hash_city(loaded), hash_city(small_city()));
  EXPECT_NE(hash_city(city_with_keys({7, 8, 9})), hash_city(small_city()));
}

TEST(CityFile, AKeyOfTwoNodesIsRefused) {
  const TemporaryFolder folder;
  save_city(city_with_keys({7, 8, 7}), folder / "city.h5");
  EXPECT_THAT(input_error_of(folder / "city.h5"), HasSubstr("key[0]"));
}

TEST(CityFile, LoadsProfilesAndWhatALedgerSaysBeside) {
  const TemporaryFolder folder;
  const City city = full_city();
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");

  EXPECT_EQ(loaded.origins.floors, city.origins.floors);
  const Population& night = loaded.populations.front();
  EXPECT_EQ(night.age_groups, city.populations.front().age_groups);
  ASSERT_EQ(night.profiles.size(), 2U);
  EXPECT_EQ(night.profiles[0], city.populations.front().profiles[0]);
  EXPECT_TRUE(night.profiles[1].age_shares.empty());
  EXPECT_EQ(night.profile, city.populations.front().profile);
  EXPECT_EQ(loaded.works.overlay, city.works.overlay);
  EXPECT_EQ(loaded.works.located, city.works.located);
  EXPECT_EQ(loaded.works.detail, city.works.detail);
  EXPECT_EQ(loaded.layouts.front().overlays, city.layouts.front().overlays);
  EXPECT_EQ(loaded.layouts.front().removed, city.layouts.front().removed);
}

TEST(CityFile, WhatMayBeLeftOutDoesNotChangeTheHash) {
  const TemporaryFolder folder;
  City city = small_city();
  const std::uint64_t hash = hash_city(city);
  city.origins.floors.assign(3, 0);
  city.works.overlay.assign(1, 0);
  EXPECT_EQ(hash_city(city), hash);
  city.origins.floors[1] = 2;
  EXPECT_NE(hash_city(city), hash);
}

TEST(CityFile, PlacesOnLinksThatAreClosedToWalkersAreRefused) {
  EXPECT_THAT(error_with([](City& city) {
                LinkColumns links = city.network.links();
                links.width[0] = links.width[1] = 0.0F;
                const auto x = city.network.node_x();
                const auto y = city.network.node_y();
                city.network = RoadNetwork({x.begin(), x.end()}, {y.begin(), y.end()}, links,
                                           city.network.streets());
              }),
              HasSubstr("closed to walkers"));
}

TEST(CityFile, LanesWithoutSpeedAreRefused) {
  EXPECT_THAT(error_with([](City& city) {
                LinkColumns links = city.network.links();
                links.lanes.assign(4, 1);
                const auto x = city.network.node_x();
                const auto y = city.network.node_y();
                city.network = RoadNetwork({x.begin(), x.end()}, {y.begin(), y.end()}, links,
                                           city.network.streets());
              }),
              HasSubstr("lanes, speed and capacity do not agree"));
}

TEST(CityFile, LoadsPopulationsZonesAndLayouts) {
  const TemporaryFolder folder;
  const City city = small_city();
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");

  ASSERT_EQ(loaded.populations.size(), 2U);
  EXPECT_EQ(loaded.populations[0].name, "night");
  EXPECT_EQ(loaded.populations[0].note, "made by hand");
  EXPECT_EQ(loaded.populations[0].persons, city.populations[0].persons);
  EXPECT_EQ(loaded.populations[1].household_shares, city.populations[1].household_shares);
  ASSERT_EQ(loaded.geographies.size(), 2U);
  EXPECT_EQ(loaded.geographies[1].name, "grid");
  EXPECT_EQ(loaded.geographies[0].label, city.geographies[0].label);
  EXPECT_EQ(loaded.geographies[0].zone_of_origin, city.geographies[0].zone_of_origin);
  EXPECT_EQ(loaded.geographies[0].first_ring, city.geographies[0].first_ring);
  EXPECT_EQ(loaded.geographies[0].x, city.geographies[0].x);
  ASSERT_EQ(loaded.layouts.size(), 2U);
  EXPECT_EQ(loaded.layouts[0].date, std::nullopt);
  EXPECT_EQ(loaded.layouts[1].date, Date{19851231});
  EXPECT_EQ(loaded.layouts[1].ledgers, city.layouts[1].ledgers);
  EXPECT_EQ(loaded.layouts[1].statuses, city.layouts[1].statuses);
  EXPECT_EQ(loaded.layouts[1].works, city.layouts[1].works);
}

TEST(CityFile, LoadsWorksDoorsAndHistory) {
  const TemporaryFolder folder;
  const City city = small_city();
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");

  EXPECT_EQ(loaded.works.key, city.works.key);
  EXPECT_EQ(loaded.works.label, city.works.label);
  EXPECT_EQ(loaded.works.status, city.works.status);
  EXPECT_EQ(loaded.works.from, city.works.from);
  EXPECT_EQ(loaded.works.until, city.works.until);
  EXPECT_EQ(loaded.works.facility, city.works.facility);
  EXPECT_EQ(loaded.works.ledgers, city.works.ledgers);
  EXPECT_EQ(loaded.works.entrances.work, city.works.entrances.work);
  EXPECT_EQ(loaded.works.entrances.position, city.works.entrances.position);
  EXPECT_EQ(loaded.works.entrances.width, city.works.entrances.width);
  ASSERT_EQ(loaded.notes.size(), 1U);
  EXPECT_EQ(loaded.notes[0].key, "dropped_components");
  EXPECT_EQ(loaded.notes[0].value, 2.0);
  ASSERT_EQ(loaded.inputs.size(), 1U);
  EXPECT_EQ(loaded.inputs[0].hash, city.inputs[0].hash);
}

TEST(CityFile, RefusesTruncatedFilesWithARemedy) {
  const TemporaryFolder folder;
  save_city(small_city(), folder / "city.h5");
  const std::string whole = read_bytes(folder / "city.h5");
  for (std::size_t part = 0; part < 64; ++part) {
    write_bytes(folder / "cut.h5", whole.substr(0, whole.size() * part / 64));
    ASSERT_THAT(input_error_of(folder / "cut.h5"), HasSubstr("yanbi city build")) << part;
  }
  write_bytes(folder / "cut.h5", whole.substr(0, whole.size() - 1));
  EXPECT_THAT(input_error_of(folder / "cut.h5"), HasSubstr("cut short"));
}

TEST(CityFile, RefusesFlippedBits) {
  const TemporaryFolder folder;
  save_city(small_city(), folder / "city.h5");
  const std::string whole = read_bytes(folder / "city.h5");
  for (std::size_t at = 0; at < whole.size(); at += 211) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    write_bytes(folder / "bad.h5", damaged);
    ASSERT_THAT(input_error_of(folder / "bad.h5"), HasSubstr("yanbi city build")) << at;
  }
}

TEST(CityFile, RefusesMissingAndForeignFiles) {
  const TemporaryFolder folder;
  write_bytes(folder / "text.h5", "id,places\n1,20\n");
  EXPECT_THAT(input_error_of(folder / "absent.h5"), HasSubstr("there is no such file"));
  EXPECT_THAT(input_error_of(folder / "text.h5"), HasSubstr("not a city file"));
  EXPECT_THAT(input_error_of(folder.path()), HasSubstr("cannot be read"));
  {
    hdf5::FileWriter file(folder / "result.h5");
    file.root().attribute("filetype", "yanbi result");
    file.save();
  }
  EXPECT_THAT(input_error_of(folder / "result.h5"),
              HasSubstr("filetype = yanbi result: this is not a city file"));
}

TEST(CityFile, RefusesAnotherMajorVersion) {
  const TemporaryFolder folder;
  hdf5::FileWriter file(folder / "later.h5");
  {
    hdf5::GroupWriter root = file.root();
    root.attribute("filetype", "yanbi city");
    root.attribute("format_version", std::vector<std::int32_t>{kCityFormatMajor + 1, 0});
  }
  file.save();
  EXPECT_THAT(input_error_of(folder / "later.h5"), HasSubstr("format_version = 3.0"));
}

TEST(CityFile, RefusesIdsThatPointNowhere) {
  EXPECT_THAT(error_with([](City& c) { c.origins.position[0]->link = LinkId(4); }),
              HasSubstr("/origins/link[0]: the place does not lie on a link"));
  EXPECT_THAT(error_with([](City& c) { c.origins.position[1]->offset_mm = 50'501; }),
              HasSubstr("/origins/link[1]"));
  EXPECT_THAT(error_with([](City& c) { c.geographies[0].zone_of_origin[2] = ZoneId(3); }),
              HasSubstr("/geographies/0/zone_of_origin[2]: the id is not below 3"));
  EXPECT_THAT(error_with([](City& c) { c.geographies[0].zone_of_work[0] = ZoneId(); }),
              HasSubstr("/geographies/0/zone_of_work[0]"));
  EXPECT_THAT(error_with([](City& c) { c.works.ledger[1] = 1; }), HasSubstr("/works/ledger[1]"));
  EXPECT_THAT(error_with([](City& c) { c.works.entrances.work[2] = WorkId(2); }),
              HasSubstr("/entrances/work[2]"));
  EXPECT_THAT(error_with([](City& c) { c.layouts[0].works[1] = WorkId(9); }),
              HasSubstr("/layouts/0/works[1]"));
}

TEST(CityFile, RefusesColumnsThatDoNotFit) {
  EXPECT_THAT(error_with([](City& c) {
                c.geographies[1].first_ring = {0, 2, 1, 2};
              }),
              HasSubstr("/geographies/1/first_ring[2]: the rows are not sorted"));
  EXPECT_THAT(error_with([](City& c) {
                c.geographies[1].first_vertex = {0, 3, 6};
              }),
              HasSubstr("/geographies/1/first_vertex[2]: the offsets do not run from 0 to 7"));
  EXPECT_THAT(error_with([](City& c) { c.populations[0].persons.push_back(1); }),
              HasSubstr("/populations/0/persons: the variable has the shape [4] instead of [3]"));
  EXPECT_THAT(error_with([](City& c) { c.populations[1].persons[0] = -1; }),
              HasSubstr("/populations/1/persons[0]: the number is negative"));
  EXPECT_THAT(error_with([](City& c) { c.geographies.clear(); }), HasSubstr("at least one"));
}

TEST(CityFile, CollectsAllProblems) {
  const std::string error = error_with([](City& c) {
    c.works.places[0] = -3;
    c.layouts[1].works[0] = WorkId(7);
  });
  EXPECT_THAT(error, HasSubstr("/works/places[0]"));
  EXPECT_THAT(error, HasSubstr("/layouts/1/works[0]"));
}

TEST(CityFile, AFullDiskLeavesTheOldFile) {
  const TemporaryFolder folder;
  write_bytes(folder / "city.h5", "old");
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {.rlim_cur = 10'000, .rlim_max = 10'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      save_city(small_city(), folder / "city.h5");
    } catch (const RunError&) {
      return 0;
    }
    return 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "city.h5"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"city.h5"});
}

TEST(CityFile, KeepsALargeNetwork) {
  const TemporaryFolder folder;
  City city = small_city();
  city.network = long_street(200'000);
  save_city(city, folder / "city.h5");
  const City loaded = load_city(folder / "city.h5");
  EXPECT_EQ(loaded.network.link_count(), 200'000U);
  EXPECT_EQ(hash_city(loaded), hash_city(city));
}

}  // namespace
}  // namespace yanbi
