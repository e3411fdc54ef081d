// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/sim/import/works/ledger_fixture.hpp"

namespace yanbi {
namespace {

using test::import_ledgers;
using test::ImportedLedgers;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const char* const kWorks =
    "id,name,type,status,places,sheltering_area,from,x,y\n"
    "1,公园,personnel,built,50,60,1990,593100,4075100\n"
    "2,医院,medical,built,0,,1990,593200,4075100\n"
    "3,学校,personnel,approved,80,90,2030,593300,4075100\n";

const char* const kDoors = "work,x,y,width\n1,593101,4075101,1.5\n1,593102,4075102,\n";

const std::string kToml =
    "[[works]]\nledger = \"main\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n"
    "[works.entrances]\nfile = \"doors.csv\"\nwork = \"work\"\nx = \"x\"\ny = \"y\"\n"
    "width = \"width\"\ncrs = \"EPSG:4548\"\n"
    "[[layout]]\nname = \"today\"\ndate = 2020\n"
    "[[layout]]\nname = \"plan\"\ndate = 2020\n"
    "[layout.changes]\nfile = \"plan.csv\"\nchange = \"变更类型\"\ncrs = \"EPSG:4548\"\n";

ImportedLedgers with_plan(const std::string& plan, const std::string& toml = kToml) {
  return import_ledgers({{"works.csv", kWorks}, {"doors.csv", kDoors}, {"plan.csv", plan}}, toml);
}

std::vector<std::string> keys(const ImportedLedgers& got, const std::string& layout) {
  std::vector<std::string> keys;
  for (const WorkId work : got.city.find_layout(layout)->works) {
    keys.push_back(got.works().key[work.index()]);
  }
  return keys;
}

TEST(LayoutChanges, AddChangeAndRemoveWorksInTheirLayoutOnly) {
  const ImportedLedgers got =
      with_plan("id,变更类型,places,x,y\n9,新增,70,593900,4075100\n1,变更,40,,\n2,撤销,,,\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(keys(got, "today"), ElementsAre("main/1", "main/2"));
  EXPECT_THAT(keys(got, "plan"), ElementsAre("plan changes/9", "plan changes/1"));
  EXPECT_THAT(got.note_text("works/plan changes", "rows"),
              HasSubstr("1 added, 1 changed, 1 removed"));
}

TEST(LayoutChanges, EmptyCellsKeepWhatTheWorkHas) {
  const ImportedLedgers got = with_plan("id,变更类型,places,name\n1,changed,,新公园\n");
  EXPECT_EQ(got.said(), "");
  const Works& works = got.works();
  const std::size_t changed = works.size() - 1;
  EXPECT_EQ(works.label[changed], "新公园");
  EXPECT_EQ(works.places[changed], 50);
  EXPECT_EQ(works.from[changed], Date{19900101});
  EXPECT_EQ(works.facility[changed], works.facility[0]);
  EXPECT_EQ(works.detail[changed].sheltering_area, 60.0);
  EXPECT_EQ(works.detail[changed].remark, "changed: name");
  const Entrances& doors = works.entrances;
  EXPECT_EQ(std::ranges::count(doors.work, WorkId(changed)), 2);
  EXPECT_EQ(doors.width[doors.size() - 2], 1.5);
}

TEST(LayoutChanges, ANewAreaGivesNewPlaces) {
  const ImportedLedgers got = with_plan("id,变更类型,places,掩蔽面积\n1,变更,,1200\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_EQ(got.works().places.back(), 1200);
}

TEST(LayoutChanges, ANewPositionLeavesTheOldDoors) {
  const ImportedLedgers got = with_plan("id,变更类型,x,y\n1,变更,593500,4075500\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_DOUBLE_EQ(got.works().x.back(), 593500.0);
  EXPECT_EQ(std::ranges::count(got.works().entrances.work, WorkId(got.works().size() - 1)), 1);
}

TEST(LayoutChanges, ComeInWhateverTheRuleSays) {
  // Work 3 begins in 2030: the layout of 2020 takes it because its changes name it.
  const ImportedLedgers got = with_plan("id,变更类型,places\n3,变更,90\n");
  EXPECT_THAT(keys(got, "plan"), ElementsAre("main/1", "main/2", "plan changes/3"));
}

TEST(LayoutChanges, IdsMayBeWrittenWithTheirLedger) {
  const ImportedLedgers got = with_plan("id,变更类型\nmain/2,撤销\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(keys(got, "plan"), ElementsAre("main/1"));
}

TEST(LayoutChanges, WithoutRowsThatChangeAnythingTheSelectionStays) {
  const ImportedLedgers got = with_plan("id,变更类型,places\n2,变更,\n");
  EXPECT_THAT(keys(got, "plan"), ElementsAre("main/1", "plan changes/2"));
  const Works& works = got.works();
  EXPECT_EQ(works.type.back(), works.type[1]);
  EXPECT_EQ(works.places.back(), works.places[1]);
  EXPECT_EQ(works.detail.back().remark, "changed: nothing");
}

TEST(LayoutChanges, RemovalsNeedNoOrder) {
  const ImportedLedgers got = with_plan("id,变更类型\n3,撤销\n1,撤销\n2,撤销\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_THAT(keys(got, "plan"), IsEmpty());
}

TEST(LayoutChanges, ChangeTheRevisionThatTheLayoutTakes) {
  const ImportedLedgers got = import_ledgers(
      {{"works.csv", "id,places,from,x,y\n1,50,1990,593100,4075100\n1,70,2030,593100,4075100\n"},
       {"plan.csv", "id,变更类型,名称\n1,变更,公园\n"}},
      "[[works]]\nledger = \"main\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n"
      "revisions = \"last\"\n"
      "[[layout]]\nname = \"plan\"\ndate = 2020\n"
      "[layout.changes]\nfile = \"plan.csv\"\nchange = \"变更类型\"\n");
  EXPECT_EQ(got.said(), "");
  EXPECT_EQ(got.works().places.back(), 50);
  EXPECT_THAT(keys(got, "plan"), ElementsAre("plan changes/1"));
}

struct WrongChange {
  const char* plan;
  std::size_t line;
  const char* says;
};
class WrongChanges : public testing::TestWithParam<WrongChange> {};

TEST_P(WrongChanges, AreProblemsOfTheirLine) {
  const ImportedLedgers got = with_plan(GetParam().plan);
  ASSERT_EQ(got.problems.size(), 1U) << got.said();
  EXPECT_EQ(got.problems.front().file, "plan.csv");
  EXPECT_EQ(got.problems.front().line, GetParam().line);
  EXPECT_THAT(got.said(), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    EachKind, WrongChanges,
    testing::Values(WrongChange{"id,变更类型\n7,变更\n", 2, "no work of this id"},
                    WrongChange{"id,变更类型\n7,撤销\n", 2, "no work of this id"},
                    WrongChange{"id,变更类型,places,x,y\n1,新增,5,593900,4075100\n", 2,
                                "a work of this id already"},
                    WrongChange{"id,变更类型\n1,撤销\n1,撤销\n", 3, "another row has this id"},
                    WrongChange{"id,变更类型\n1,撤销\nmain/1,变更\n", 3,
                                "changes this work already"},
                    WrongChange{"id,变更类型\n1,maybe\n", 2, "not a change that is known"},
                    WrongChange{"id,变更\n1,撤销\n", 0, "no column of this name"}));

TEST(LayoutChanges, AnIdOfTwoLedgersNeedsItsLedger) {
  const std::string toml =
      "[[works]]\nledger = \"old\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n" + kToml;
  EXPECT_THAT(with_plan("id,变更类型\n2,撤销\n", toml).said(), HasSubstr("several ledgers"));
  EXPECT_EQ(with_plan("id,变更类型\nold/2,撤销\n", toml).said(), "");
}

TEST(LayoutChanges, MustNotShareTheNameOfALedger) {
  const std::string toml =
      "[[works]]\nledger = \"plan changes\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n" + kToml;
  EXPECT_THAT(with_plan("id,变更类型\nmain/2,撤销\n", toml).said(),
              HasSubstr("the name of the ledger 'plan changes'"));
}

}  // namespace
}  // namespace yanbi
