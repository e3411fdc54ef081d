// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of ledgers: how their columns are usually named, and what they write for the type and
// the status of a work. Chinese in simplified or traditional characters, and English.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/city/works.hpp"
#include "sim/import/values.hpp"

namespace yanbi {

/// What a column of a ledger can hold.
enum class LedgerField : std::uint8_t {
  kId,
  kName,
  kType,
  kPersonnelClass,
  kStatus,
  kPlaces,
  kShelteringArea,
  kFloorArea,
  kResistance,
  kFrom,
  kUntil,
  kAddress,
  kX,
  kY,
  kLongitude,
  kLatitude,
  kDoors,
  kSill,
  kRemark,
};
inline constexpr std::size_t kLedgerFieldCount = 19;

/// The key of a field in a city file ("sheltering_area").
[[nodiscard]] const char* to_string(LedgerField field) noexcept;
[[nodiscard]] const std::vector<LedgerField>& all_ledger_fields();

/// The traditional characters that occur in these words, as simplified ones; others stay.
[[nodiscard]] std::string simplified(std::string_view text);

/// A word for comparison: half-width, simplified, lower case, without white space, underscores and
/// stars.
[[nodiscard]] std::string plain_word(std::string_view text);

/// The field that a column's name usually means, if it is among the known names. The name's unit in
/// brackets, spaces, letter case, full-width forms and traditional characters do not matter.
[[nodiscard]] std::optional<LedgerField> field_of_column(std::string_view name);

/// Whether a name such as "type" or "类别" is so general that it may mean something else too: it
/// counts only if some of the column's words are known.
[[nodiscard]] bool is_general_name(std::string_view name);

/// The unit that a column's name states, as in "建筑面积（万㎡）" or "area (ha)".
[[nodiscard]] QuantityUnit unit_of_column(std::string_view name, QuantityKind kind);

/// A type of work, with the class of a personnel shelter where the word says it.
struct TypeWord {
  WorkType type = WorkType::kPersonnel;
  std::uint8_t personnel_class = 0;
  friend bool operator==(const TypeWord&, const TypeWord&) = default;
};

/// "二等人员掩蔽所", "防空专业队工程", "medical" ... Nothing when the word is not known or could
/// mean two types.
[[nodiscard]] std::optional<TypeWord> parse_type_word(std::string_view text);

/// "已竣工", "在建", "approved" ...
[[nodiscard]] std::optional<WorkStatus> parse_status_word(std::string_view text);

/// What a row of a layout's changes does to the ledgers.
enum class ChangeKind : std::uint8_t { kAdded, kChanged, kRemoved };

/// "新增", "added", "变更", "changed", "撤销", "removed" ...
[[nodiscard]] std::optional<ChangeKind> parse_change_word(std::string_view text);

/// "1", "一等", "class 2" ...
[[nodiscard]] std::optional<std::uint8_t> parse_personnel_class(std::string_view text);

/// A name or an address for comparison: half-width, without spaces and brackets, in lower case.
[[nodiscard]] std::string name_for_matching(std::string_view text);

}  // namespace yanbi
