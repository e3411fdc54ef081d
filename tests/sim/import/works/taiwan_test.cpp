// SPDX-License-Identifier: Apache-2.0
// The air-raid shelters of two counties of Taiwan, as their police publishes them: a JSON column
// whose keys differ from row to row, ids that are missing, positions that are not there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>

#include "tests/sim/import/works/ledger_fixture.hpp"
#include "tests/support/data.hpp"

namespace yanbi {
namespace {

using test::import_ledgers_in;
using test::ImportedLedgers;
using ::testing::HasSubstr;

constexpr const char* kTaiwan = "EPSG:3826";  // TWD97 / TM2 zone 121

std::string keelung() {
  return "[[works]]\nledger = \"keelung\"\nfile = \"基隆市.csv\"\ncrs = \"EPSG:4326\"\n"
         "json = [\"properties\"]\nnumber_rows = true\n"
         "columns = { x = \"longitude\", y = \"latitude\" }\n";
}

std::string hsinchu(const std::string& more) {
  return "[[works]]\nledger = \"hsinchu\"\nfile = \"新竹市.csv\"\ncrs = \"EPSG:4326\"\n"
         "json = [\"properties\"]\ncolumns = { x = \"longitude\", y = \"latitude\" }\n" +
         more;
}
const std::string kHsinchuColumns =
    "[works.alternatives]\n"
    "places = [\"properties.新計算容量(值)\", \"properties.新計算容量\", "
    "\"properties.可容納人數\"]\n"
    "address = [\"properties.座落\", \"properties.地址\"]\n";

std::int64_t total(const Works& works) {
  return std::accumulate(works.places.begin(), works.places.end(), std::int64_t{0});
}

// The totals are those that a few lines of Python give: csv, json, sum of the keys named above.
TEST(Taiwan, KeelungHasItsRowsAndPlaces) {
  YANBI_NEEDS_DATA("taiwan-shelters");
  const ImportedLedgers got =
      import_ledgers_in(test::data_folder() / "taiwan-shelters", keelung(), kTaiwan);
  ASSERT_EQ(got.said(), "");
  EXPECT_EQ(got.works().size(), 1121U);
  EXPECT_EQ(total(got.works()), 944267);
  EXPECT_EQ(got.works().entrances.size(), 1121U);
  // All rows but three of the harbour police come without an id.
  EXPECT_EQ(got.noted("works/keelung", "numbered_rows"), 1118.0);
  EXPECT_THAT(got.note_text("works/keelung", "known_columns"),
              HasSubstr("'properties.可容納人數' is places"));
  EXPECT_THAT(got.note_text("works/keelung", "known_columns"),
              HasSubstr("'properties.類別' is not type"));
}

TEST(Taiwan, HsinchuHasItsRowsAndPlacesUnderThreeKeys) {
  YANBI_NEEDS_DATA("taiwan-shelters");
  const ImportedLedgers got =
      import_ledgers_in(test::data_folder() / "taiwan-shelters",
                        hsinchu("leave_out = { latitude = [\"0\"] }\n" + kHsinchuColumns), kTaiwan);
  ASSERT_EQ(got.said(), "");
  // 2,093 rows, two of which are empty but for a position of (0, 0).
  EXPECT_EQ(got.works().size(), 2091U);
  EXPECT_EQ(got.noted("works/hsinchu", "left_out"), 2.0);
  EXPECT_EQ(total(got.works()), 1289783);
  EXPECT_EQ(got.noted("works/hsinchu", "places_missing"), -1.0);
}

TEST(Taiwan, TheEmptyRowsOfHsinchuDoNotComeInUnsaid) {
  YANBI_NEEDS_DATA("taiwan-shelters");
  const ImportedLedgers got =
      import_ledgers_in(test::data_folder() / "taiwan-shelters", hsinchu(kHsinchuColumns), kTaiwan);
  EXPECT_THAT(got.said(), HasSubstr("新竹市.csv:610: longitude, latitude = (0, 0)"));
  EXPECT_THAT(got.said(), HasSubstr("新竹市.csv:611: longitude, latitude = (0, 0)"));
  EXPECT_THAT(got.said(), HasSubstr("新竹市.csv:610: properties.電腦編號: the row has no id"));
}

TEST(Taiwan, KeysOfOneMeaningHaveToBePutInOrder) {
  YANBI_NEEDS_DATA("taiwan-shelters");
  const ImportedLedgers got =
      import_ledgers_in(test::data_folder() / "taiwan-shelters", hsinchu(""), kTaiwan);
  EXPECT_THAT(got.said(), HasSubstr("'properties.座落' and 'properties.地址'"));
}

}  // namespace
}  // namespace yanbi
