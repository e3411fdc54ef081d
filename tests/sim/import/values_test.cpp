// SPDX-License-Identifier: Apache-2.0
#include "sim/import/values.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace yanbi {
namespace {

TEST(Values, NumbersMustBeFiniteAndWhole) {
  EXPECT_EQ(parse_number(" 12.50 "), 12.5);
  EXPECT_EQ(parse_number("+3"), 3.0);
  for (const char* text : {"", "nan", "inf", "1e999", "12x", "1,5", "-"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

TEST(Values, OnlyWhiteSpaceAtTheEndsIsTrimmed) {
  EXPECT_EQ(trimmed(" \t\r\n\f\va \tb\v\f\n\r\t "), "a \tb");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("\x08x\x0E"), "\x08x\x0E");  // beside the white characters, but none
  EXPECT_EQ(trimmed("\u00A0x"), "\u00A0x");
}

TEST(Values, FullWidthFormsBecomeTheirTwins) {
  EXPECT_EQ(half_width("１２．５　ｍ²"), "12.5 m²");
  EXPECT_EQ(half_width("（核６）－"), "(核6)-");
  EXPECT_EQ(half_width("−3\u00A0m\u200B"), "-3 m");
  EXPECT_EQ(half_width("张店区"), "张店区");
  EXPECT_EQ(half_width("\xEF\xBC"), "\xEF\xBC");  // a form cut short stays as it is
}

struct QuantityCase {
  const char* text;
  QuantityKind kind;
  double value;
  bool approximate = false;
  bool grouped = false;
};
void PrintTo(const QuantityCase& each, std::ostream* out) { *out << each.text; }

class Quantities : public testing::TestWithParam<QuantityCase> {};

TEST_P(Quantities, AreReadAsLedgersWriteThem) {
  const QuantityCase& wanted = GetParam();
  const auto found = parse_quantity(wanted.text, wanted.kind);
  ASSERT_TRUE(found.has_value());
  EXPECT_DOUBLE_EQ(found->value, wanted.value);
  EXPECT_EQ(found->approximate, wanted.approximate);
  EXPECT_EQ(found->grouped, wanted.grouped);
}

constexpr QuantityKind kPersons = QuantityKind::kPersons;
constexpr QuantityKind kArea = QuantityKind::kArea;
constexpr QuantityKind kLength = QuantityKind::kLength;

INSTANTIATE_TEST_SUITE_P(
    Dirt, Quantities,
    testing::Values(
        QuantityCase{"200", kPersons, 200}, QuantityCase{" 103.0 ", kPersons, 103},
        QuantityCase{"1.5e3", kArea, 1500}, QuantityCase{"200人", kPersons, 200},
        QuantityCase{"200 persons", kPersons, 200}, QuantityCase{"1.2万", kPersons, 12000},
        QuantityCase{"1.2万人", kPersons, 12000}, QuantityCase{"1.2萬", kPersons, 12000},
        QuantityCase{"15,250", kPersons, 15250, false, true},
        QuantityCase{"１５，２５０", kPersons, 15250, false, true},
        QuantityCase{"1 234", kPersons, 1234, false, true},
        QuantityCase{"1'234.5 m2", kArea, 1234.5, false, true},
        QuantityCase{"1,234,567.25㎡", kArea, 1234567.25, false, true},
        QuantityCase{"１２３．５", kArea, 123.5}, QuantityCase{"約 800 m²", kArea, 800, true},
        QuantityCase{"约200人", kPersons, 200, true}, QuantityCase{"≈200", kPersons, 200, true},
        QuantityCase{"~200", kPersons, 200, true}, QuantityCase{"200左右", kPersons, 200, true},
        QuantityCase{"200人左右", kPersons, 200, true},
        QuantityCase{"1000余人", kPersons, 1000, true}, QuantityCase{"12 m2", kArea, 12},
        QuantityCase{"12平方米", kArea, 12}, QuantityCase{"12 ㎡", kArea, 12},
        QuantityCase{"3.35万㎡", kArea, 33500}, QuantityCase{"0.4万平方米", kArea, 4000},
        QuantityCase{"1.5公顷", kArea, 15000}, QuantityCase{"1.5 HA", kArea, 15000},
        QuantityCase{"3亩", kArea, 2000}, QuantityCase{"121坪", kArea, 400},
        QuantityCase{"0.02 km2", kArea, 20000}, QuantityCase{"1.2米", kLength, 1.2},
        QuantityCase{"120cm", kLength, 1.2}, QuantityCase{"1200 mm", kLength, 1.2},
        QuantityCase{"-5", kPersons, -5}));

TEST(Quantity, WhatIsLeftOverMakesItNone) {
  for (const char* text :
       {"", "many", "1,5", "1,50", "12,34", "1234,567", "1,234 567", "12 apples", "30 %", "1.2.3",
        "万", "1,2345", "5人6", "约", "--5", "1e999", "100-200", "12 m", "nan"}) {
    EXPECT_FALSE(parse_quantity(text, kPersons)) << text;
  }
  EXPECT_FALSE(parse_quantity("12人", kArea));
  EXPECT_FALSE(parse_quantity("2万米", kLength));
}

TEST(Quantity, WithoutAUnitHasThatOfItsColumn) {
  const auto unit = parse_unit("万㎡", kArea);
  ASSERT_TRUE(unit.has_value());
  EXPECT_DOUBLE_EQ(parse_quantity("3.35", kArea, *unit)->value, 33500.0);
  EXPECT_DOUBLE_EQ(parse_quantity("1e1", kArea, *unit)->value, 100000.0);
  EXPECT_DOUBLE_EQ(parse_quantity("800㎡", kArea, *unit)->value, 800.0);
}

struct DateCase {
  const char* text;
  Date first;
  Date last;
  bool vague = false;
};
void PrintTo(const DateCase& each, std::ostream* out) { *out << each.text; }

class LedgerDates : public testing::TestWithParam<DateCase> {};

TEST_P(LedgerDates, AreReadAsLedgersWriteThem) {
  const auto span = parse_ledger_date(GetParam().text);
  ASSERT_TRUE(span.has_value());
  EXPECT_EQ(span->first, GetParam().first);
  EXPECT_EQ(span->last, GetParam().last);
  EXPECT_EQ(span->vague, GetParam().vague);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, LedgerDates,
    testing::Values(
        DateCase{"1985", 19850101, 19851231}, DateCase{"1985.0", 19850101, 19851231},
        DateCase{"1984-02", 19840201, 19840229}, DateCase{"1985-06-30", 19850630, 19850630},
        DateCase{"1985/06/30", 19850630, 19850630},
        DateCase{"1985/06/30 00:00:00", 19850630, 19850630},
        DateCase{"1985-06-30T00:00:00", 19850630, 19850630},
        DateCase{"19850630", 19850630, 19850630}, DateCase{"198506", 19850601, 19850630},
        DateCase{"2015年", 20150101, 20151231}, DateCase{"2015年3月", 20150301, 20150331},
        DateCase{"2015年3月5日", 20150305, 20150305},
        DateCase{"2015年03月05号", 20150305, 20150305},
        DateCase{"2015 年 3 月 5 日 08:30", 20150305, 20150305},
        DateCase{"２０１５年３月", 20150301, 20150331},
        DateCase{"二〇一五年三月", 20150301, 20150331},
        DateCase{"二零一五年十二月三十一日", 20151231, 20151231},
        DateCase{"二○一五年十月二十日", 20151020, 20151020}, DateCase{"2015.3", 20150301, 20150331},
        DateCase{"2015.10", 20151001, 20151031}, DateCase{"2015.03.05", 20150305, 20150305},
        DateCase{"2015/3/5", 20150305, 20150305}, DateCase{"2015-3-5", 20150305, 20150305},
        DateCase{"民国104年3月", 20150301, 20150331}, DateCase{"民國79年", 19900101, 19901231},
        DateCase{"2020/2021", 20200101, 20201231, true},
        DateCase{"2020-2021", 20200101, 20201231, true},
        DateCase{"2020～2021", 20200101, 20201231, true},
        DateCase{"2015.1", 20150101, 20150131, true}));

TEST(LedgerDate, WhatIsNoDateIsRefused) {
  for (const char* text :
       {"",        "85",    "1985.13",    "1985-13",    "1985-02-30", "soon",   "1985-",
        "1985-6-", "42068", "104年3月",   "2015年13月", "2015年底",   "二十年", "2015年十十月",
        "300685",  "民国",  "民国0104年", "2015~3",     "2015.2016",  "1985 ?"}) {
    EXPECT_FALSE(parse_ledger_date(text)) << text;
  }
}

TEST(Values, PatternsAreTextsOrRanges) {
  EXPECT_TRUE(matches_any("120", {"110-132"}));
  EXPECT_TRUE(matches_any("132", {"110-132"}));
  EXPECT_FALSE(matches_any("133", {"110-132"}));
  EXPECT_TRUE(matches_any("house", {"110-132", "house"}));
  EXPECT_FALSE(matches_any("", {"110-132"}));
}

TEST(Values, PairsHaveOneSeparator) {
  EXPECT_EQ(parse_pair("56.15, 10.2"), std::pair(56.15, 10.2));
  EXPECT_EQ(parse_pair("56.15;10.2"), std::pair(56.15, 10.2));
  EXPECT_EQ(parse_pair("56.15 10.2"), std::pair(56.15, 10.2));
  EXPECT_FALSE(parse_pair("56.15"));
  EXPECT_FALSE(parse_pair("56.15, north"));
}

}  // namespace
}  // namespace yanbi
