// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace yanbi {
namespace {

struct ColumnCase {
  const char* name;
  std::optional<LedgerField> field;
};
void PrintTo(const ColumnCase& each, std::ostream* out) { *out << each.name; }

class ColumnNames : public testing::TestWithParam<ColumnCase> {};

TEST_P(ColumnNames, MeanTheirField) {
  EXPECT_EQ(field_of_column(GetParam().name), GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    Custom, ColumnNames,
    testing::Values(
        ColumnCase{"工程编号", LedgerField::kId}, ColumnCase{"電腦編號", LedgerField::kId},
        ColumnCase{" ID ", LedgerField::kId}, ColumnCase{"战时功能", LedgerField::kType},
        ColumnCase{"掩蔽面积（㎡）", LedgerField::kShelteringArea},
        ColumnCase{"建筑面积(万平方米)", LedgerField::kFloorArea},
        ColumnCase{"floor_area_m2", LedgerField::kFloorArea},
        ColumnCase{"Floor Area (m2)", LedgerField::kFloorArea},
        ColumnCase{"可容納人數", LedgerField::kPlaces},
        ColumnCase{"掩蔽人数（人）", LedgerField::kPlaces},
        ColumnCase{"*工程 名称", LedgerField::kName}, ColumnCase{"建設狀態", LedgerField::kStatus},
        ColumnCase{"竣工日期", LedgerField::kFrom}, ColumnCase{"Ｘ坐标", LedgerField::kX},
        ColumnCase{"緯度", LedgerField::kLatitude}, ColumnCase{"座落", LedgerField::kAddress},
        // Neither a row's number nor a figure of another kind.
        ColumnCase{"序号", std::nullopt}, ColumnCase{"掩蔽面积(平时)", std::nullopt},
        ColumnCase{"", std::nullopt}, ColumnCase{"()", std::nullopt}));

TEST(ColumnUnits, StandInBrackets) {
  EXPECT_EQ(unit_of_column("建筑面积（万㎡）", QuantityKind::kArea), (QuantityUnit{4, 1.0}));
  EXPECT_EQ(unit_of_column("area (ha)", QuantityKind::kArea), (QuantityUnit{4, 1.0}));
  EXPECT_EQ(unit_of_column("建筑面积", QuantityKind::kArea), QuantityUnit{});
  EXPECT_EQ(unit_of_column("人数(值)", QuantityKind::kPersons), QuantityUnit{});
}

struct TypeCase {
  const char* word;
  std::optional<TypeWord> meaning;
};
void PrintTo(const TypeCase& each, std::ostream* out) { *out << each.word; }

class TypeWords : public testing::TestWithParam<TypeCase> {};

TEST_P(TypeWords, MeanTheirType) {
  EXPECT_EQ(parse_type_word(GetParam().word), GetParam().meaning);
}

constexpr TypeWord kSecondClass = {WorkType::kPersonnel, 2};

INSTANTIATE_TEST_SUITE_P(
    Custom, TypeWords,
    testing::Values(TypeCase{"人员掩蔽", TypeWord{WorkType::kPersonnel, 0}},
                    TypeCase{"一等人员掩蔽所", TypeWord{WorkType::kPersonnel, 1}},
                    TypeCase{"二等人員掩蔽工程", kSecondClass},
                    TypeCase{"甲类核６级二等人员掩蔽部", kSecondClass},
                    TypeCase{"二等人员掩蔽（平时汽车库）", kSecondClass},
                    TypeCase{"防空专业队工程", TypeWord{WorkType::kServiceTeam, 0}},
                    TypeCase{"专业队人员掩蔽部", TypeWord{WorkType::kServiceTeam, 0}},
                    TypeCase{"医疗救护工程", TypeWord{WorkType::kMedical, 0}},
                    TypeCase{"指挥工程", TypeWord{WorkType::kCommand, 0}},
                    TypeCase{"配套工程", TypeWord{WorkType::kAuxiliary, 0}},
                    TypeCase{"人防物资库", TypeWord{WorkType::kAuxiliary, 0}},
                    TypeCase{"service_team", TypeWord{WorkType::kServiceTeam, 0}},
                    TypeCase{"Medical", TypeWord{WorkType::kMedical, 0}},
                    TypeCase{"人员掩蔽兼物资库", std::nullopt},
                    TypeCase{"非人员掩蔽", std::nullopt}, TypeCase{"公寓", std::nullopt},
                    TypeCase{"commander", std::nullopt}, TypeCase{"", std::nullopt}));

TEST(StatusWords, MeanTheirStatus) {
  EXPECT_EQ(parse_status_word("已竣工"), WorkStatus::kBuilt);
  EXPECT_EQ(parse_status_word("使用中"), WorkStatus::kBuilt);
  EXPECT_EQ(parse_status_word("擬建"), WorkStatus::kApproved);
  EXPECT_EQ(parse_status_word("施工中"), WorkStatus::kUnderConstruction);
  EXPECT_EQ(parse_status_word("under construction"), WorkStatus::kUnderConstruction);
  EXPECT_EQ(parse_status_word("早期"), WorkStatus::kEarly);
  EXPECT_FALSE(parse_status_word("报废"));
  EXPECT_FALSE(parse_status_word("未建成"));
}

TEST(PersonnelClass, IsOneOrTwo) {
  EXPECT_EQ(parse_personnel_class("一等"), 1);
  EXPECT_EQ(parse_personnel_class("2.0"), 2);
  EXPECT_FALSE(parse_personnel_class("3"));
}

TEST(LedgerFields, EveryOneHasAKeyOfItsOwn) {
  std::vector<std::string> names;
  for (const LedgerField field : all_ledger_fields()) {
    names.emplace_back(to_string(field));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_EQ(names.size(), kLedgerFieldCount);
}

TEST(NamesForMatching, IgnoreSpacesBracketsAndWidth) {
  EXPECT_EQ(name_for_matching(" 人民公园（地下） Ａ座 "), name_for_matching("人民公园(地下)a座"));
  EXPECT_NE(name_for_matching("人民公园"), name_for_matching("人民公园地下"));
}

}  // namespace
}  // namespace yanbi
