// SPDX-License-Identifier: Apache-2.0
#include "sim/hazard/hazard_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "sim/city/city_file.hpp"
#include "sim/hazard/hazard_hash.hpp"
#include "tests/support/files.hpp"
#include "tests/support/small_city.hpp"
#include "tests/support/small_hazard.hpp"

namespace yanbi {
namespace {

using test::read_bytes;
using test::small_city;
using test::small_hazard;
using test::TemporaryFolder;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string error_of(const std::filesystem::path& path) {
  try {
    static_cast<void>(load_hazard(path));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// What loading says about a hazard that was changed before it was saved.
std::string error_with(const std::function<void(Hazard&)>& change) {
  const TemporaryFolder folder;
  Hazard hazard = small_hazard(small_city());
  change(hazard);
  save_hazard(hazard, folder / "hazard.h5");
  return error_of(folder / "hazard.h5");
}

TEST(HazardFile, GivesBackWhatWasSaved) {
  const TemporaryFolder folder;
  const Hazard saved = small_hazard(small_city());
  save_hazard(saved, folder / "hazard.h5");
  const Hazard loaded = load_hazard(folder / "hazard.h5");
  EXPECT_EQ(loaded.name, saved.name);
  EXPECT_EQ(loaded.city_hash, saved.city_hash);
  EXPECT_TRUE(loaded.synthetic);
  EXPECT_EQ(hash_hazard(loaded), hash_hazard(saved));
  ASSERT_TRUE(loaded.flood && loaded.attack);
  EXPECT_EQ(loaded.flood->frame, saved.flood->frame);
  EXPECT_EQ(loaded.flood->links.flow, saved.flood->links.flow);
  EXPECT_EQ(loaded.flood->entrances.depth, saved.flood->entrances.depth);
  EXPECT_THAT(loaded.flood->entrances.mean, IsEmpty());
  ASSERT_THAT(loaded.attack->strikes, SizeIs(3));
  EXPECT_EQ(loaded.attack->strikes[0].footprints[1].work_lost,
            saved.attack->strikes[0].footprints[1].work_lost);
  EXPECT_EQ(loaded.attack->effects[0].cleared_after, 7200.0);
  EXPECT_EQ(loaded.attack->effects[1].cleared_after, std::nullopt);
  EXPECT_EQ(loaded.attack->waves[0].drawn, 1U);
  EXPECT_EQ(loaded.attack->waves[1].drawn, std::nullopt);
  ASSERT_THAT(loaded.notes, SizeIs(1));
  EXPECT_EQ(loaded.notes[0].text, "Three frames.");
  EXPECT_EQ(loaded.inputs[0].hash, saved.inputs[0].hash);
}

TEST(HazardFile, HoldsAFloodAloneOrAnAttackAlone) {
  EXPECT_EQ(error_with([](Hazard& hazard) { hazard.flood.reset(); }), "");
  EXPECT_EQ(error_with([](Hazard& hazard) { hazard.attack.reset(); }), "");
}

TEST(HazardFile, TheSameHazardMakesTheSameBytes) {
  const TemporaryFolder folder;
  save_hazard(small_hazard(small_city()), folder / "a.h5");
  save_hazard(small_hazard(small_city()), folder / "b.h5");
  EXPECT_EQ(read_bytes(folder / "a.h5"), read_bytes(folder / "b.h5"));
}

TEST(HazardFile, IsRefusedWhenItsContentsDoNotFit) {
  const auto says = [](const std::function<void(Hazard&)>& change, const std::string& text) {
    EXPECT_THAT(error_with(change), HasSubstr(text));
  };
  says([](Hazard& h) { h.flood->frame = {Tick{5}, Tick{5}, Tick{9}}; }, "rise");
  says([](Hazard& h) { h.flood->links.place = {1, 1}; }, "place");
  says([](Hazard& h) { h.attack->effects[0].link_blocked = 1.5; }, "link_blocked");
  says([](Hazard& h) { h.attack->strikes[0].footprints[0].effects = 2; }, "effects");
  says(
      [](Hazard& h) {
        h.attack->strikes[0].footprints[0].links = {LinkId(1), LinkId(0)};
      },
      "link");
  says([](Hazard& h) { h.attack->waves[0].strikes = {0, 3}; }, "strike");
  says([](Hazard& h) { h.attack->waves[0].drawn = 3; }, "drawn");
  says([](Hazard& h) { std::swap(h.attack->waves[0], h.attack->waves[1]); }, "sorted");
}

TEST(HazardFile, IsRefusedWhereverItIsCutOrChanged) {
  const TemporaryFolder folder;
  save_hazard(small_hazard(small_city()), folder / "hazard.h5");
  const std::string whole = read_bytes(folder / "hazard.h5");
  for (std::size_t size = 0; size < whole.size(); size += 997) {
    write_bytes(folder / "cut.h5", whole.substr(0, size));
    EXPECT_NE(error_of(folder / "cut.h5"), "") << size;
  }
  for (std::size_t at = 0; at < whole.size(); at += 1009) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    write_bytes(folder / "changed.h5", changed);
    EXPECT_NE(error_of(folder / "changed.h5"), "") << at;
  }
}

TEST(HazardFile, OfAnotherKindIsNamed) {
  const TemporaryFolder folder;
  save_city(small_city(), folder / "city.h5");
  EXPECT_THAT(error_of(folder / "city.h5"), HasSubstr("this is not a hazard file"));
  EXPECT_THAT(error_of(folder / "none.h5"), HasSubstr("no such file"));
}

TEST(HazardAndCity, GoTogetherWhenItWasMadeForIt) {
  const City city = small_city();
  EXPECT_THAT(check_hazard_against_city(small_hazard(city), city, "h.h5"), IsEmpty());
}

TEST(HazardAndCity, DoNotGoTogetherWhenTheCityIsAnother) {
  const Hazard hazard = small_hazard(small_city());
  City other = small_city();
  other.works.places[0] = 4;
  const std::vector<Problem> problems = check_hazard_against_city(hazard, other, "h.h5");
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_THAT(problems[0].reason, HasSubstr("made for another city"));
  EXPECT_THAT(problems[0].remedy, HasSubstr("yanbi hazard build"));
}

TEST(HazardAndCity, DoNotGoTogetherWhenAPlaceIsMissing) {
  const City city = small_city();
  Hazard hazard = small_hazard(city);
  hazard.flood->links.place = {0, 4};
  hazard.attack->strikes[0].footprints[0].works = {WorkId(2)};
  std::vector<std::string> keys;
  for (const Problem& problem : check_hazard_against_city(hazard, city, "h.h5")) {
    keys.push_back(problem.key);
  }
  EXPECT_THAT(keys, ElementsAre("flood/links", "attack/strikes/work"));
}

}  // namespace
}  // namespace yanbi
