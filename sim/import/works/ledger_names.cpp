// SPDX-License-Identifier: Apache-2.0
// How the columns of ledgers are usually named.
#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "sim/import/works/ledger_words.hpp"

namespace yanbi {
namespace {

constexpr std::array<const char*, kLedgerFieldCount> kFieldNames = {"id",
                                                                    "name",
                                                                    "type",
                                                                    "personnel_class",
                                                                    "status",
                                                                    "places",
                                                                    "sheltering_area",
                                                                    "floor_area",
                                                                    "resistance",
                                                                    "from",
                                                                    "until",
                                                                    "address",
                                                                    "x",
                                                                    "y",
                                                                    "longitude",
                                                                    "latitude",
                                                                    "doors",
                                                                    "sill",
                                                                    "remark"};

struct ColumnName {
  const char* name;
  LedgerField field;
};

/// Names in simplified characters, lower case, without spaces, underscores and units.
constexpr std::array kColumnNames = {
    ColumnName{"id", LedgerField::kId},
    ColumnName{"编号", LedgerField::kId},
    ColumnName{"工程编号", LedgerField::kId},
    ColumnName{"工程编码", LedgerField::kId},
    ColumnName{"工程代码", LedgerField::kId},
    ColumnName{"电脑编号", LedgerField::kId},
    ColumnName{"workid", LedgerField::kId},
    ColumnName{"name", LedgerField::kName},
    ColumnName{"label", LedgerField::kName},
    ColumnName{"名称", LedgerField::kName},
    ColumnName{"工程名称", LedgerField::kName},
    ColumnName{"项目名称", LedgerField::kName},
    ColumnName{"type", LedgerField::kType},
    ColumnName{"战时功能", LedgerField::kType},
    ColumnName{"战时用途", LedgerField::kType},
    ColumnName{"工程类型", LedgerField::kType},
    ColumnName{"工程类别", LedgerField::kType},
    ColumnName{"类型", LedgerField::kType},
    ColumnName{"类别", LedgerField::kType},
    ColumnName{"personnelclass", LedgerField::kPersonnelClass},
    ColumnName{"掩蔽等级", LedgerField::kPersonnelClass},
    ColumnName{"人员掩蔽等级", LedgerField::kPersonnelClass},
    ColumnName{"status", LedgerField::kStatus},
    ColumnName{"状态", LedgerField::kStatus},
    ColumnName{"建设状态", LedgerField::kStatus},
    ColumnName{"工程状态", LedgerField::kStatus},
    ColumnName{"建设情况", LedgerField::kStatus},
    ColumnName{"places", LedgerField::kPlaces},
    ColumnName{"capacity", LedgerField::kPlaces},
    ColumnName{"掩蔽人数", LedgerField::kPlaces},
    ColumnName{"战时掩蔽人数", LedgerField::kPlaces},
    ColumnName{"容纳人数", LedgerField::kPlaces},
    ColumnName{"可容纳人数", LedgerField::kPlaces},
    ColumnName{"掩蔽容量", LedgerField::kPlaces},
    ColumnName{"shelteringarea", LedgerField::kShelteringArea},
    ColumnName{"掩蔽面积", LedgerField::kShelteringArea},
    ColumnName{"有效面积", LedgerField::kShelteringArea},
    ColumnName{"有效掩蔽面积", LedgerField::kShelteringArea},
    ColumnName{"floorarea", LedgerField::kFloorArea},
    ColumnName{"建筑面积", LedgerField::kFloorArea},
    ColumnName{"总建筑面积", LedgerField::kFloorArea},
    ColumnName{"人防面积", LedgerField::kFloorArea},
    ColumnName{"人防建筑面积", LedgerField::kFloorArea},
    ColumnName{"resistance", LedgerField::kResistance},
    ColumnName{"抗力等级", LedgerField::kResistance},
    ColumnName{"抗力级别", LedgerField::kResistance},
    ColumnName{"防护等级", LedgerField::kResistance},
    ColumnName{"防护级别", LedgerField::kResistance},
    ColumnName{"防核抗力级别", LedgerField::kResistance},
    ColumnName{"from", LedgerField::kFrom},
    ColumnName{"竣工日期", LedgerField::kFrom},
    ColumnName{"竣工时间", LedgerField::kFrom},
    ColumnName{"竣工年份", LedgerField::kFrom},
    ColumnName{"建成日期", LedgerField::kFrom},
    ColumnName{"建成时间", LedgerField::kFrom},
    ColumnName{"建成年份", LedgerField::kFrom},
    ColumnName{"验收日期", LedgerField::kFrom},
    ColumnName{"until", LedgerField::kUntil},
    ColumnName{"报废日期", LedgerField::kUntil},
    ColumnName{"报废时间", LedgerField::kUntil},
    ColumnName{"拆除日期", LedgerField::kUntil},
    ColumnName{"拆除时间", LedgerField::kUntil},
    ColumnName{"address", LedgerField::kAddress},
    ColumnName{"地址", LedgerField::kAddress},
    ColumnName{"工程地址", LedgerField::kAddress},
    ColumnName{"坐落", LedgerField::kAddress},
    ColumnName{"坐落位置", LedgerField::kAddress},
    ColumnName{"座落", LedgerField::kAddress},
    ColumnName{"x", LedgerField::kX},
    ColumnName{"x坐标", LedgerField::kX},
    ColumnName{"坐标x", LedgerField::kX},
    ColumnName{"东坐标", LedgerField::kX},
    ColumnName{"横坐标", LedgerField::kX},
    ColumnName{"easting", LedgerField::kX},
    ColumnName{"y", LedgerField::kY},
    ColumnName{"y坐标", LedgerField::kY},
    ColumnName{"坐标y", LedgerField::kY},
    ColumnName{"北坐标", LedgerField::kY},
    ColumnName{"纵坐标", LedgerField::kY},
    ColumnName{"northing", LedgerField::kY},
    ColumnName{"lon", LedgerField::kLongitude},
    ColumnName{"lng", LedgerField::kLongitude},
    ColumnName{"longitude", LedgerField::kLongitude},
    ColumnName{"经度", LedgerField::kLongitude},
    ColumnName{"lat", LedgerField::kLatitude},
    ColumnName{"latitude", LedgerField::kLatitude},
    ColumnName{"纬度", LedgerField::kLatitude},
    ColumnName{"doors", LedgerField::kDoors},
    ColumnName{"entrances", LedgerField::kDoors},
    ColumnName{"出入口数量", LedgerField::kDoors},
    ColumnName{"出入口数", LedgerField::kDoors},
    ColumnName{"出入口个数", LedgerField::kDoors},
    ColumnName{"sill", LedgerField::kSill},
    ColumnName{"sillheight", LedgerField::kSill},
    ColumnName{"sillm", LedgerField::kSill},
    ColumnName{"门槛", LedgerField::kSill},
    ColumnName{"门槛高度", LedgerField::kSill},
    ColumnName{"挡水高度", LedgerField::kSill},
    ColumnName{"remark", LedgerField::kRemark},
};

/// The text in brackets at the end of a name and what stands before it.
std::pair<std::string, std::string> split_brackets(std::string_view name) {
  const std::string text = half_width(name);
  const std::string_view all = trimmed(text);
  const std::size_t open = all.rfind('(');
  if (all.empty() || all.back() != ')' || open == std::string_view::npos) {
    return {std::string(all), {}};
  }
  return {std::string(trimmed(all.substr(0, open))),
          std::string(trimmed(all.substr(open + 1, all.size() - open - 2)))};
}

bool is_any_unit(std::string_view text) {
  return parse_unit(text, QuantityKind::kArea) || parse_unit(text, QuantityKind::kPersons) ||
         parse_unit(text, QuantityKind::kLength);
}

/// The suffixes of our own column names that state a unit.
std::string_view without_unit_suffix(std::string_view word) {
  return word.ends_with("aream2") ? word.substr(0, word.size() - 2) : word;
}

}  // namespace

const char* to_string(LedgerField field) noexcept {
  return kFieldNames[static_cast<std::size_t>(field)];
}

const std::vector<LedgerField>& all_ledger_fields() {
  static const std::vector<LedgerField> kAll = [] {
    std::vector<LedgerField> all;
    for (std::size_t i = 0; i < kLedgerFieldCount; ++i) {
      all.push_back(static_cast<LedgerField>(i));
    }
    return all;
  }();
  return kAll;
}

std::optional<LedgerField> field_of_column(std::string_view name) {
  auto [head, brackets] = split_brackets(name);
  const std::string word =
      plain_word(!brackets.empty() && is_any_unit(brackets) ? std::string_view(head) : name);
  const std::string_view key = without_unit_suffix(word);
  const auto found = std::find_if(kColumnNames.begin(), kColumnNames.end(),
                                  [&](const ColumnName& known) { return key == known.name; });
  return found == kColumnNames.end() ? std::nullopt : std::optional(found->field);
}

bool is_general_name(std::string_view name) {
  constexpr std::array kGeneral = {"type", "status", "类型", "类别"};
  const std::string word = plain_word(name);
  return std::find(kGeneral.begin(), kGeneral.end(), word) != kGeneral.end();
}

QuantityUnit unit_of_column(std::string_view name, QuantityKind kind) {
  const std::string brackets = split_brackets(name).second;
  return parse_unit(brackets, kind).value_or(QuantityUnit{});
}

}  // namespace yanbi
