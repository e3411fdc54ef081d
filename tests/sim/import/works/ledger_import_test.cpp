// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_import.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/sim/import/works/ledger_fixture.hpp"

namespace yanbi {
namespace {

using test::import_csv;
using test::import_ledgers;
using test::ImportedLedgers;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr const char* kHead = "[[works]]\nledger = \"main\"\nfile = \"works.csv\"\n";

TEST(Ledger, ChineseNamesUnitsAndDatesNeedNoMapping) {
  const ImportedLedgers got = import_csv(
      "工程编号,工程名称,战时功能,建设状态,掩蔽面积（㎡）,建筑面积(万㎡),抗力等级,竣工日期,Ｘ坐标,"
      "Ｙ坐标\n"
      "A1,人民公园,二等人员掩蔽所,已竣工,１，６００,0.3971,核6常6,2015年3月,593695,4075940\n"
      "A2,医院,医疗救护工程,在建,800,,,,593795,4075940\n");
  EXPECT_EQ(got.said(), "");
  const Works& works = got.works();
  ASSERT_THAT(works.key, ElementsAre("main/A1", "main/A2"));
  EXPECT_EQ(works.label[0], "人民公园");
  EXPECT_THAT(works.type, ElementsAre(WorkType::kPersonnel, WorkType::kMedical));
  EXPECT_THAT(works.status, ElementsAre(WorkStatus::kBuilt, WorkStatus::kUnderConstruction));
  EXPECT_THAT(works.places, ElementsAre(1600, 0));
  EXPECT_EQ(works.from[0], Date{20150301});
  EXPECT_EQ(works.detail[0].sheltering_area, 1600.0);
  EXPECT_EQ(works.detail[0].floor_area, 3971.0);
  EXPECT_EQ(works.detail[0].personnel_class, 2);
  EXPECT_EQ(works.detail[0].resistance, "核6常6");
  EXPECT_THAT(works.detail[0].remark,
              HasSubstr("1600 places from sheltering area 1600 m2 at 1 m2 a person"));
  EXPECT_DOUBLE_EQ(works.x[0], 593695.0);
  EXPECT_EQ(got.noted("works/main", "places_from_area"), 1.0);
  EXPECT_EQ(got.noted("works/main", "known_columns"), 10.0);
  EXPECT_THAT(got.note_text("works/main", "known_columns"), HasSubstr("'战时功能' is type"));
}

TEST(Ledger, SillsOfAWorkAreThoseOfItsDoors) {
  const ImportedLedgers got =
      import_csv("编号,掩蔽人数,门槛高度(cm),x,y\n1,50,30,593695,4075940\n2,60,,593795,4075940\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().entrances.sill, ElementsAre(0.3, std::nullopt));
}

TEST(Ledger, SillsThatAreNotKnownLeaveNoColumn) {
  const ImportedLedgers got =
      import_csv("编号,掩蔽人数,挡水高度,x,y\n1,50,,593695,4075940\n2,60,,593795,4075940\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().entrances.sill, testing::IsEmpty());
}

TEST(Ledger, ASillOfAFlightOfStairsIsAProblem) {
  EXPECT_THAT(import_csv("id,places,sill,x,y\n1,50,12,593695,4075940\n").said(),
              HasSubstr("out of range"));
}

TEST(Ledger, ADoorsOwnSillCountsBeforeThatOfItsWork) {
  const ImportedLedgers got = import_ledgers(
      {{"works.csv", "id,places,sill_height\n1,50,0.3\n2,60,\n"},
       {"doors.csv",
        "work,x,y,门槛\n1,593695,4075940,0.15\n1,593696,4075940,\n2,593795,4075940,\n"}},
      std::string(kHead) +
          "[works.entrances]\nfile = \"doors.csv\"\nwork = \"work\"\n"
          "x = \"x\"\ny = \"y\"\ncrs = \"EPSG:4548\"\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().entrances.sill, ElementsAre(0.15, 0.3, std::nullopt));
}

TEST(Ledger, AliasesCanBeSwitchedOff) {
  const ImportedLedgers got =
      import_csv("id,places,status,x,y\n1,50,在建,593695,4075940\n",
                 "aliases = false\ncolumns = { id = \"id\", places = \"places\", x = \"x\", y = "
                 "\"y\" }\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().status, ElementsAre(WorkStatus::kBuilt));
}

TEST(Ledger, PlacesThatNoRowStatesMayHaveADefault) {
  const ImportedLedgers got =
      import_csv("id,sheltering_area,x,y\n1,,593695,4075940\n2,30,593795,4075940\n",
                 "default_places = 5000\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(5000, 30));
  EXPECT_EQ(got.noted("works/main", "places_by_default"), 1.0);
  EXPECT_THAT(got.works().detail[0].remark, HasSubstr("default_places"));
}

TEST(Ledger, TwoColumnsOfOneMeaningAreAProblemThatNamesBoth) {
  const ImportedLedgers got = import_csv("编号,掩蔽人数,可容纳人数,x,y\n1,50,60,593695,4075940\n");
  EXPECT_THAT(got.said(), HasSubstr("'掩蔽人数' and '可容纳人数'"));
  EXPECT_THAT(got.said(), HasSubstr("alternatives.places"));
}

TEST(Ledger, AlternativesAreTriedInTurn) {
  const ImportedLedgers got =
      import_csv("编号,掩蔽人数,可容纳人数,x,y\n1,,60,593695,4075940\n2,50,60,593695,4075940\n",
                 "alternatives = { places = [\"掩蔽人数\", \"可容纳人数\"] }\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(60, 50));
}

TEST(Ledger, IgnoredColumnsAreNotClaimed) {
  const ImportedLedgers got = import_csv("编号,掩蔽人数,可容纳人数,x,y\n1,50,60,593695,4075940\n",
                                         "ignore = [\"可容纳人数\"]\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(50));
}

TEST(Ledger, AGeneralNameWithoutAnyKnownWordIsLeftAlone) {
  const ImportedLedgers got = import_csv("id,places,类别,x,y\n1,50,公寓,593695,4075940\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.note_text("works/main", "known_columns"), HasSubstr("'类别' is not type"));
}

TEST(Ledger, JsonColumnsAreColumns) {
  const ImportedLedgers got = import_csv(
      "id,x,y,p\n1,593695,4075940,\"{\"\"可容納人數\"\":\"\"103.0\"\"}\"\n", "json = [\"p\"]\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(103));
}

TEST(Ledger, OwnWordsComeFirst) {
  const ImportedLedgers got = import_csv(
      "id,places,类别,状态,x,y\n1,50,P2,报废待建,593695,4075940\n",
      "types = { P2 = \"personnel_class_2\" }\nstatuses = { \"报废待建\" = \"approved\" }\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_EQ(got.works().detail[0].personnel_class, 2);
  EXPECT_EQ(got.works().status[0], WorkStatus::kApproved);
}

TEST(Ledger, RowsCanBeLeftOutWhateverElseTheySay) {
  const ImportedLedgers got =
      import_csv("id,places,状态,x,y\n1,50,已建,593695,4075940\n2,many,报废,0,0\n",
                 "leave_out = { \"状态\" = [\"报废\"] }\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().key, ElementsAre("main/1"));
  EXPECT_EQ(got.noted("works/main", "left_out"), 1.0);
}

TEST(Ledger, RowsWithoutIdAreNumberedIfAsked) {
  const char* csv = "places,x,y,编号\n50,593695,4075940,\n60,593695,4075940,B-1\n";
  EXPECT_THAT(import_csv(csv).said(), HasSubstr("the row has no id"));
  const ImportedLedgers got = import_csv(csv, "number_rows = true\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().key, ElementsAre("main/row-1", "main/B-1"));
  EXPECT_EQ(got.noted("works/main", "numbered_rows"), 1.0);
}

TEST(Ledger, PlacesFollowFromFloorAreaOnlyIfItIsSaidHow) {
  const char* csv = "id,建筑面积,x,y\n1,3971,593695,4075940\n";
  EXPECT_THAT(import_csv(csv).said(), HasSubstr("no column says how many persons"));
  const ImportedLedgers got = import_csv(csv, "floor_area_per_place = 2.48\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(1601));
  EXPECT_EQ(got.noted("works/main", "places_from_floor_area"), 1.0);
}

TEST(Ledger, AreaPerPlaceIsAKey) {
  const ImportedLedgers got =
      import_csv("id,掩蔽面积,x,y\n1,100,593695,4075940\n", "area_per_place = 0.75\n");
  EXPECT_THAT(got.works().places, ElementsAre(133));
}

TEST(Ledger, StatedPlacesStandAndContradictionsAreNoted) {
  const ImportedLedgers got =
      import_csv("id,places,掩蔽面积,x,y\n1,201,100,593695,4075940\n2,200,100,593695,4075940\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(201, 200));
  EXPECT_EQ(got.noted("works/main", "contradictions"), 1.0);
  EXPECT_THAT(got.works().detail[0].remark, HasSubstr("more than twice"));
  EXPECT_EQ(got.works().detail[1].remark, "");
}

TEST(Ledger, WorksWithoutAPositionStayAndAreListed) {
  const ImportedLedgers got = import_csv("id,places,x,y\n1,50,593695,4075940\n2,60,,\n3,70,-,-\n");
  EXPECT_EQ(got.said(), "");
  const Works& works = got.works();
  EXPECT_THAT(works.located, ElementsAre(1, 0, 0));
  EXPECT_EQ(works.x[1], 0.0);
  EXPECT_THAT(works.entrances.work, ElementsAre(WorkId(0)));
  EXPECT_EQ(got.noted("works/main", "not_located"), 2.0);
  EXPECT_THAT(got.note_text("works/main", "not_located"), HasSubstr("main/2, main/3"));
  EXPECT_EQ(works.detail[1].remark, "position not known");
}

TEST(Ledger, HalfAPositionIsAProblem) {
  const ImportedLedgers got = import_csv("id,places,x,y\n1,50,593695,4075940\n2,60,593695,\n");
  EXPECT_THAT(got.said(), HasSubstr("works.csv:3: y"));
}

std::map<std::string, std::string> with_names(const std::string& names) {
  return {{"works.csv",
           "编号,名称,地址,掩蔽人数,x,y\nA,人民公园（地下）,,50,593695,4075940\n"
           "B,人民公园 (地下),,60,,\nC,无名,柳泉路１号,70,,\nD,,,80,,\n"},
          {"names.csv", names}};
}
const std::string kPlacesByName =
    std::string(kHead) +
    "crs = \"EPSG:4548\"\n[works.places_by_name]\nfile = \"names.csv\"\n"
    "name = \"地名\"\nx = \"x\"\ny = \"y\"\ncrs = \"EPSG:4548\"\n";

TEST(Ledger, NamesAndAddressesPlaceWorks) {
  const ImportedLedgers got = import_ledgers(
      with_names("地名,x,y\n人民公园地下,593000,4075000\n柳泉路1号,594000,4075000\n"),
      kPlacesByName);
  EXPECT_EQ(got.said(), "");
  const Works& works = got.works();
  EXPECT_THAT(works.located, ElementsAre(1, 1, 1, 0));
  EXPECT_DOUBLE_EQ(works.x[0], 593695.0);  // its own position stands
  EXPECT_DOUBLE_EQ(works.x[1], 593000.0);
  EXPECT_DOUBLE_EQ(works.x[2], 594000.0);
  EXPECT_EQ(got.noted("works/main", "placed_by_name"), 2.0);
  EXPECT_EQ(got.noted("works/main", "not_placed_by_name"), 1.0);
  EXPECT_THAT(works.detail[2].remark, HasSubstr("柳泉路１号"));
}

TEST(Ledger, AnAmbiguousNameIsAProblemOnlyWhereItIsNeeded) {
  const ImportedLedgers needed = import_ledgers(
      with_names("地名,x,y\n人民公园地下,593000,4075000\n人民公园（地下）,594000,4075000\n"),
      kPlacesByName);
  ASSERT_THAT(needed.problems, SizeIs(1));
  EXPECT_EQ(needed.problems.front().line, 3U);
  EXPECT_THAT(needed.said(), HasSubstr("lie apart"));
  const ImportedLedgers not_needed = import_ledgers(
      with_names("地名,x,y\n别处,593000,4075000\n别处,594000,4075000\n"), kPlacesByName);
  EXPECT_EQ(not_needed.said(), "");
}

TEST(Ledger, DoorsPlaceAWorkThatHasNoPositionOfItsOwn) {
  const ImportedLedgers got =
      import_ledgers({{"works.csv", "id,places,出入口数量\n1,50,3\n"},
                      {"doors.csv", "work,x,y,宽(cm)\n1,593695,4075940,120\n1,593700,4075940,\n"}},
                     std::string(kHead) +
                         "[works.entrances]\nfile = \"doors.csv\"\nwork = \"work\"\nx = \"x\"\ny = "
                         "\"y\"\nwidth = \"宽(cm)\"\ncrs = \"EPSG:4548\"\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_TRUE(got.works().is_located(0));
  EXPECT_DOUBLE_EQ(got.works().x[0], 593695.0);
  EXPECT_EQ(got.works().entrances.width[0], 1.2);
  EXPECT_FALSE(got.works().entrances.width[1]);
  EXPECT_EQ(got.works().detail[0].remark, "3 doors stated, 2 of them with a position");
}

TEST(Ledger, TakesDegreesOrMetresByTheStatedCrs) {
  const std::string csv =
      "id,places,x,y,longitude,latitude\n1,50,593695.784,4075939.995,118.05,36.81\n";
  const ImportedLedgers metres = import_csv(csv);
  EXPECT_DOUBLE_EQ(metres.works().x[0], 593695.784);
  const ImportedLedgers degrees =
      import_ledgers({{"works.csv", csv}}, std::string(kHead) + "crs = \"EPSG:4490\"\n");
  EXPECT_EQ(degrees.said(), "");
  EXPECT_NEAR(degrees.works().x[0], 593695.784, 0.01);
  const ImportedLedgers unsaid = import_ledgers({{"works.csv", csv}}, kHead);
  EXPECT_THAT(unsaid.said(), HasSubstr("states its CRS"));
}

TEST(Ledger, GB18030IsReadAndNoted) {
  // "编号,掩蔽人数" in GB18030.
  const ImportedLedgers got =
      import_csv("\xB1\xE0\xBA\xC5,\xD1\xDA\xB1\xCE\xC8\xCB\xCA\xFD,x,y\n1,50,593695,4075940\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_EQ(got.noted("works/main", "decoded_rows"), 1.0);
}

TEST(Ledger, ARevisionMustNotTakeTheIdOfAnotherWork) {
  const ImportedLedgers got =
      import_csv("id,places,x,y\n7,50,593695,4075940\n7,50,593695,4075940\n7#2,50,593695,4075940\n",
                 "revisions = \"last\"\n");
  EXPECT_THAT(got.said(), HasSubstr("a revision of another work"));
}

TEST(Ledger, NumbersThatWereReadIntoARowAreRemarked) {
  const ImportedLedgers got = import_csv("id,places,x,y\n1,\"约15,250人\",593695,4075940\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(got.works().places, ElementsAre(15250));
  EXPECT_EQ(got.works().detail[0].remark, "places 15250 read from '约15,250人'");
  EXPECT_EQ(got.noted("works/main", "approximate_numbers"), 1.0);
  EXPECT_EQ(got.noted("works/main", "grouped_numbers"), 1.0);
}

struct DirtCase {
  const char* name;
  const char* csv;
  const char* more;
  std::size_t line;
  const char* says;
};
void PrintTo(const DirtCase& each, std::ostream* out) { *out << each.name; }

class DirtyLedger : public testing::TestWithParam<DirtCase> {};

TEST_P(DirtyLedger, IsOneProblemWithLineReasonAndRemedy) {
  const ImportedLedgers got = import_csv(GetParam().csv, GetParam().more);
  ASSERT_THAT(got.problems, SizeIs(1)) << got.said();
  const Problem& problem = got.problems.front();
  EXPECT_EQ(problem.line, GetParam().line);
  EXPECT_THAT(problem.to_string(), HasSubstr(GetParam().says));
  EXPECT_FALSE(problem.remedy.empty());
}

INSTANTIATE_TEST_SUITE_P(
    EachKind, DirtyLedger,
    testing::Values(
        DirtCase{"NoId", "places,x,y\n5,593695,4075940\n", "", 0, "id of each work"},
        DirtCase{"SameIdTwice", "id,places,x,y\n1,5,593695,4075940\n1,5,593695,4075940\n", "", 3,
                 "another row has this id"},
        DirtCase{"NoWhere", "id,places\n1,5\n", "", 0, "nothing says where"},
        DirtCase{"DecimalComma", "id,places,x,y\n1,\"12,5\",593695,4075940\n", "", 2,
                 "not a finite number"},
        DirtCase{"PartOfAPerson", "id,places,x,y\n1,12.5,593695,4075940\n", "", 2,
                 "must be a whole number"},
        DirtCase{"NegativeArea", "id,掩蔽面积,x,y\n1,-3,593695,4075940\n", "", 2, "out of range"},
        DirtCase{"AreaInPersons", "id,掩蔽面积,x,y\n1,30人,593695,4075940\n", "", 2,
                 "a unit that is known"},
        DirtCase{"UnknownType", "id,places,战时功能,x,y\n1,5,公寓,593695,4075940\n", "", 2,
                 "the word is not known"},
        DirtCase{"UnknownStatus", "id,places,状态,x,y\n1,5,报废,593695,4075940\n", "", 2,
                 "leave_out"},
        DirtCase{"DayCount", "id,places,竣工日期,x,y\n1,5,42068,593695,4075940\n", "", 2,
                 "day count of a spreadsheet"},
        DirtCase{"EndsBeforeItBegins", "id,places,from,until,x,y\n1,5,1990,1980,593695,4075940\n",
                 "", 2, "ends before it begins"},
        DirtCase{"ClassOfNoShelter",
                 "id,places,战时功能,personnel_class,x,y\n1,5,指挥工程,2,593695,4075940\n", "", 2,
                 "contradicts the type"},
        DirtCase{"TwoClasses",
                 "id,places,战时功能,personnel_class,x,y\n1,5,一等人员掩蔽,2,593695,4075940\n", "",
                 2, "contradicts the type"},
        DirtCase{"NullIsland", "id,places,x,y\n1,5,0,0\n2,5,593695,4075940\n", "", 2,
                 "outside the area"},
        DirtCase{"WordInCoordinate", "id,places,x,y\n1,5,east,4075940\n", "", 2,
                 "not a finite number"},
        DirtCase{"UnknownKey", "id,places,x,y\n1,5,593695,4075940\n", "colums = 1\n", 5, "columns"},
        DirtCase{"BadSwitch", "id,places,x,y\n1,5,593695,4075940\n", "aliases = \"no\"\n", 5,
                 "aliases"},
        DirtCase{"AreaPerPlaceOutOfRange", "id,places,x,y\n1,5,593695,4075940\n",
                 "area_per_place = 0\n", 5, "[0.1, 100]"},
        DirtCase{"ColumnThatIsNotThere", "id,places,x,y\n1,5,593695,4075940\n",
                 "columns = { address = \"adress\" }\n", 0, "no column of this name"},
        DirtCase{"LeaveOutOfNoColumn", "id,places,x,y\n1,5,593695,4075940\n",
                 "leave_out = { plcaes = [\"5\"] }\n", 0, "no column of this name"}),
    [](const testing::TestParamInfo<DirtCase>& each) { return each.param.name; });

}  // namespace
}  // namespace yanbi
