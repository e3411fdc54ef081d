// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/error.hpp"
#include "sim/config/csv.hpp"
#include "tests/sim/import/works/ledger_fixture.hpp"

namespace yanbi {
namespace {

using test::import_ledgers;
using test::import_ledgers_in;
using test::ImportedLedgers;
using test::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A messy ledger with everything that a work can have.
ImportedLedgers messy() {
  return import_ledgers(
      {{"works.csv",
        "工程编号,工程名称,战时功能,建设状态,掩蔽人数,掩蔽面积(㎡),建筑面积(㎡),抗力等级,竣工日期,"
        "报废日期,X坐标,Y坐标\n"
        "A1,\"公园, "
        "\"\"地下\"\"\n二层\",二等人员掩蔽所,已竣工,,１，６００,3971,核6常6,2015年3月,,593695.784,"
        "4075939.995\n"
        "A2,医院,医疗救护工程,在建,约200,0.1万,,,1985,2020/2021,593795.1,4075940.3\n"
        "A3,,一等人员掩蔽,早期,5000,100,,,,,,\n"
        "A4,仓库,配套工程,拟建,,,,,二〇三〇年,,593333.333333333314,4075000\n"},
       {"doors.csv",
        "work,x,y,width,sill\nA1,593700.5,4075950.25,1.35,\nA1,593690,4075930,,0.35\n"}},
      "[[works]]\nledger = \"main\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n"
      "[works.entrances]\nfile = \"doors.csv\"\nwork = \"work\"\nx = \"x\"\ny = \"y\"\n"
      "width = \"width\"\ncrs = \"EPSG:4548\"\n"
      "[[layout]]\nname = \"built\"\nstatuses = [\"built\"]\n");
}

std::vector<WorkId> all_of(const City& city) { return works_to_export(city, std::nullopt, "city"); }

/// Imports the table that was written, by the names of its columns alone.
ImportedLedgers written_and_read(const City& city, const std::string& name,
                                 const std::string& crs) {
  const TemporaryFolder folder;
  write_point_table(ledger_table(city, all_of(city)), city.crs, folder / name);
  write_point_table(entrances_table(city, all_of(city)), city.crs, folder / "doors.csv");
  return import_ledgers_in(
      folder.path(), "[[works]]\nledger = \"main\"\nfile = \"" + name + "\"\n" + crs +
                         "[works.entrances]\nfile = \"doors.csv\"\nwork = \"work\"\nx = \"x\"\n"
                         "y = \"y\"\nwidth = \"width_m\"\ncrs = \"EPSG:4548\"\n");
}

void expect_same_works(const Works& got, const Works& wanted) {
  EXPECT_EQ(got.key, wanted.key);
  EXPECT_EQ(got.label, wanted.label);
  EXPECT_EQ(got.type, wanted.type);
  EXPECT_EQ(got.status, wanted.status);
  EXPECT_EQ(got.places, wanted.places);
  EXPECT_EQ(got.from, wanted.from);
  EXPECT_EQ(got.until, wanted.until);
  EXPECT_EQ(got.facility, wanted.facility);
  EXPECT_EQ(got.located, wanted.located);
  EXPECT_EQ(got.detail, wanted.detail);
  EXPECT_EQ(got.entrances.work, wanted.entrances.work);
  EXPECT_EQ(got.entrances.x, wanted.entrances.x);
  EXPECT_EQ(got.entrances.y, wanted.entrances.y);
  EXPECT_EQ(got.entrances.width, wanted.entrances.width);
  EXPECT_EQ(got.entrances.sill, wanted.entrances.sill);
}

TEST(LedgerExport, ComesBackAsItWasThroughCsv) {
  const ImportedLedgers first = messy();
  ASSERT_EQ(first.said(), "");
  const ImportedLedgers again = written_and_read(first.city, "out.csv", "crs = \"EPSG:4548\"\n");
  ASSERT_EQ(again.said(), "");
  expect_same_works(again.works(), first.works());
  EXPECT_EQ(again.works().x, first.works().x);
  EXPECT_EQ(again.works().y, first.works().y);
}

class GisFormats : public testing::TestWithParam<const char*> {};

TEST_P(GisFormats, ComeBackAsTheyWereButForTheLastDigits) {
  const ImportedLedgers first = messy();
  const bool is_workbook = std::string(GetParam()) == "out.xlsx";
  const ImportedLedgers again =
      written_and_read(first.city, GetParam(), is_workbook ? "crs = \"EPSG:4548\"\n" : "");
  ASSERT_EQ(again.said(), "");
  expect_same_works(again.works(), first.works());
  ASSERT_EQ(again.works().size(), 4U);
  for (std::size_t w = 0; w < first.works().size(); ++w) {
    EXPECT_NEAR(again.works().x[w], first.works().x[w], 0.002) << w;
    EXPECT_NEAR(again.works().y[w], first.works().y[w], 0.002) << w;
  }
}

INSTANTIATE_TEST_SUITE_P(All, GisFormats, testing::Values("out.gpkg", "out.xlsx"));

TEST(LedgerExport, GeoJsonComesBackWithinMillimetres) {
  ImportedLedgers first = messy();
  const ImportedLedgers again = written_and_read(first.city, "out.geojson", "");
  ASSERT_EQ(again.said(), "");
  EXPECT_EQ(again.works().detail, first.works().detail);
  EXPECT_EQ(again.works().from, first.works().from);
  EXPECT_NEAR(again.works().x[0], 593695.784, 0.002);
  EXPECT_NEAR(again.works().y[1], 4075940.3, 0.002);
  EXPECT_FALSE(again.works().is_located(2));
}

TEST(LedgerExport, CsvBeginsWithAMarkAndItsColumns) {
  const TemporaryFolder folder;
  const City city = messy().city;
  write_point_table(ledger_table(city, all_of(city)), city.crs, folder / "out.csv");
  EXPECT_THAT(test::read_bytes(folder / "out.csv"),
              StartsWith("\xEF\xBB\xBFledger,id,name,type,personnel_class,status,places,"
                         "sheltering_area_m2,floor_area_m2,resistance,from,until,x,y,longitude,"
                         "latitude,doors,remark\n"));
}

TEST(LedgerExport, SaysWhereWorksAreInDegrees) {
  const City city = messy().city;
  const PointTable table = ledger_table(city, all_of(city));
  ASSERT_TRUE(table.degrees[0].has_value());
  EXPECT_NEAR(table.degrees[0]->first, 118.05, 1e-6);
  EXPECT_NEAR(table.degrees[0]->second, 36.81, 1e-6);
  EXPECT_FALSE(table.degrees[2].has_value());
}

TEST(LedgerExport, ALayoutHasItsWorksOnly) {
  const City city = messy().city;
  EXPECT_THAT(works_to_export(city, "built", "city.h5"), ElementsAre(WorkId(0)));
  try {
    static_cast<void>(works_to_export(city, "bilt", "city.h5"));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("built"));
  }
}

TEST(LedgerExport, IdsOfTwoLedgersAreWrittenWithTheirLedger) {
  const ImportedLedgers two =
      import_ledgers({{"works.csv", "id,places,x,y\n1,50,593695,4075940\n"},
                      {"more.csv", "id,places,x,y\n1,60,593695,4075940\n2,70,593695,4075940\n"}},
                     "[[works]]\nledger = \"a\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n"
                     "[[works]]\nledger = \"b\"\nfile = \"more.csv\"\ncrs = \"EPSG:4548\"\n");
  const PointTable table = ledger_table(two.city, all_of(two.city));
  std::vector<std::string> ids;
  for (std::size_t row = 0; row < table.position.size(); ++row) {
    ids.push_back(table.cells[row * table.fields.size() + 1]);
  }
  EXPECT_THAT(ids, ElementsAre("a/1", "b/1", "2"));
}

TEST(LedgerExport, EqualTablesAreEqualFiles) {
  const TemporaryFolder folder;
  const City city = messy().city;
  const PointTable table = ledger_table(city, all_of(city));
  for (const char* name : {"a.gpkg", "b.gpkg", "a.geojson", "b.geojson", "a.csv", "b.csv"}) {
    write_point_table(table, city.crs, folder / name);
  }
  EXPECT_EQ(test::read_bytes(folder / "a.gpkg"), test::read_bytes(folder / "b.gpkg"));
  EXPECT_EQ(test::read_bytes(folder / "a.geojson"), test::read_bytes(folder / "b.geojson"));
  EXPECT_EQ(folder.names().size(), 6U);
}

TEST(LedgerExport, AnUnknownEndingAndAMissingFolderAreErrors) {
  const TemporaryFolder folder;
  const PointTable table{"works", {{"id"}}, {"1"}, {std::nullopt}, {std::nullopt}};
  EXPECT_FALSE(is_point_table_file("works.shp"));
  EXPECT_THROW(write_point_table(table, "EPSG:4548", folder / "works.shp"), RunError);
  EXPECT_THROW(write_point_table(table, "EPSG:4548", folder / "none" / "works.csv"), RunError);
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace yanbi
