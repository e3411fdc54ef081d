// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <utility>

#include "sim/import/values.hpp"

namespace yanbi {
namespace {

struct CharacterPair {
  const char* traditional;
  const char* simplified;
};

constexpr std::array kCharacters = {
    CharacterPair{"編", "编"}, CharacterPair{"號", "号"}, CharacterPair{"戰", "战"},
    CharacterPair{"時", "时"}, CharacterPair{"類", "类"}, CharacterPair{"別", "别"},
    CharacterPair{"數", "数"}, CharacterPair{"納", "纳"}, CharacterPair{"積", "积"},
    CharacterPair{"築", "筑"}, CharacterPair{"設", "设"}, CharacterPair{"狀", "状"},
    CharacterPair{"態", "态"}, CharacterPair{"級", "级"}, CharacterPair{"護", "护"},
    CharacterPair{"驗", "验"}, CharacterPair{"間", "间"}, CharacterPair{"報", "报"},
    CharacterPair{"廢", "废"}, CharacterPair{"經", "经"}, CharacterPair{"緯", "纬"},
    CharacterPair{"標", "标"}, CharacterPair{"電", "电"}, CharacterPair{"腦", "脑"},
    CharacterPair{"碼", "码"}, CharacterPair{"稱", "称"}, CharacterPair{"項", "项"},
    CharacterPair{"總", "总"}, CharacterPair{"員", "员"}, CharacterPair{"專", "专"},
    CharacterPair{"業", "业"}, CharacterPair{"隊", "队"}, CharacterPair{"醫", "医"},
    CharacterPair{"療", "疗"}, CharacterPair{"揮", "挥"}, CharacterPair{"庫", "库"},
    CharacterPair{"車", "车"}, CharacterPair{"擬", "拟"}, CharacterPair{"審", "审"},
    CharacterPair{"場", "场"}, CharacterPair{"資", "资"}, CharacterPair{"規", "规"},
    CharacterPair{"劃", "划"}, CharacterPair{"開", "开"}, CharacterPair{"東", "东"},
    CharacterPair{"橫", "横"}, CharacterPair{"縱", "纵"}, CharacterPair{"產", "产"},
    CharacterPair{"動", "动"}, CharacterPair{"測", "测"}, CharacterPair{"監", "监"},
    CharacterPair{"區", "区"}, CharacterPair{"況", "况"}, CharacterPair{"備", "备"},
    CharacterPair{"變", "变"}, CharacterPair{"調", "调"}, CharacterPair{"擴", "扩"},
    CharacterPair{"銷", "销"},
};

/// A part of a Chinese word for a type, or a whole English one.
struct TypePart {
  const char* part;
  WorkType type;
};
/// Supporting works (配套工程) as GB 50038-2005 lists them (R).
constexpr std::array kTypeParts = {
    TypePart{"人员掩蔽", WorkType::kPersonnel},  TypePart{"personnel", WorkType::kPersonnel},
    TypePart{"医疗", WorkType::kMedical},        TypePart{"救护", WorkType::kMedical},
    TypePart{"急救", WorkType::kMedical},        TypePart{"中心医院", WorkType::kMedical},
    TypePart{"medical", WorkType::kMedical},     TypePart{"指挥", WorkType::kCommand},
    TypePart{"command", WorkType::kCommand},     TypePart{"配套", WorkType::kAuxiliary},
    TypePart{"物资库", WorkType::kAuxiliary},    TypePart{"汽车库", WorkType::kAuxiliary},
    TypePart{"食品站", WorkType::kAuxiliary},    TypePart{"电站", WorkType::kAuxiliary},
    TypePart{"供水站", WorkType::kAuxiliary},    TypePart{"生产车间", WorkType::kAuxiliary},
    TypePart{"警报站", WorkType::kAuxiliary},    TypePart{"监测中心", WorkType::kAuxiliary},
    TypePart{"干道", WorkType::kAuxiliary},      TypePart{"支干道", WorkType::kAuxiliary},
    TypePart{"auxiliary", WorkType::kAuxiliary},
};

struct StatusName {
  const char* name;
  WorkStatus status;
};
constexpr std::array kStatusNames = {
    StatusName{"built", WorkStatus::kBuilt},
    StatusName{"existing", WorkStatus::kBuilt},
    StatusName{"已建", WorkStatus::kBuilt},
    StatusName{"建成", WorkStatus::kBuilt},
    StatusName{"已建成", WorkStatus::kBuilt},
    StatusName{"竣工", WorkStatus::kBuilt},
    StatusName{"已竣工", WorkStatus::kBuilt},
    StatusName{"已验收", WorkStatus::kBuilt},
    StatusName{"竣工验收", WorkStatus::kBuilt},
    StatusName{"已备案", WorkStatus::kBuilt},
    StatusName{"使用中", WorkStatus::kBuilt},
    StatusName{"在用", WorkStatus::kBuilt},
    StatusName{"已使用", WorkStatus::kBuilt},
    StatusName{"投入使用", WorkStatus::kBuilt},
    StatusName{"approved", WorkStatus::kApproved},
    StatusName{"planned", WorkStatus::kApproved},
    StatusName{"审批", WorkStatus::kApproved},
    StatusName{"已审批", WorkStatus::kApproved},
    StatusName{"已批", WorkStatus::kApproved},
    StatusName{"已批准", WorkStatus::kApproved},
    StatusName{"已批未建", WorkStatus::kApproved},
    StatusName{"拟建", WorkStatus::kApproved},
    StatusName{"待建", WorkStatus::kApproved},
    StatusName{"规划", WorkStatus::kApproved},
    StatusName{"未开工", WorkStatus::kApproved},
    StatusName{"underconstruction", WorkStatus::kUnderConstruction},
    StatusName{"在建", WorkStatus::kUnderConstruction},
    StatusName{"在建中", WorkStatus::kUnderConstruction},
    StatusName{"施工", WorkStatus::kUnderConstruction},
    StatusName{"施工中", WorkStatus::kUnderConstruction},
    StatusName{"建设中", WorkStatus::kUnderConstruction},
    StatusName{"未竣工", WorkStatus::kUnderConstruction},
    StatusName{"early", WorkStatus::kEarly},
    StatusName{"早期", WorkStatus::kEarly},
    StatusName{"早期工程", WorkStatus::kEarly},
    StatusName{"早期人防工程", WorkStatus::kEarly},
};

struct ChangeName {
  const char* name;
  ChangeKind kind;
};
constexpr std::array kChangeNames = {
    ChangeName{"added", ChangeKind::kAdded},     ChangeName{"add", ChangeKind::kAdded},
    ChangeName{"new", ChangeKind::kAdded},       ChangeName{"新增", ChangeKind::kAdded},
    ChangeName{"增加", ChangeKind::kAdded},      ChangeName{"新建", ChangeKind::kAdded},
    ChangeName{"changed", ChangeKind::kChanged}, ChangeName{"change", ChangeKind::kChanged},
    ChangeName{"变更", ChangeKind::kChanged},    ChangeName{"调整", ChangeKind::kChanged},
    ChangeName{"改建", ChangeKind::kChanged},    ChangeName{"扩建", ChangeKind::kChanged},
    ChangeName{"removed", ChangeKind::kRemoved}, ChangeName{"remove", ChangeKind::kRemoved},
    ChangeName{"撤销", ChangeKind::kRemoved},    ChangeName{"拆除", ChangeKind::kRemoved},
    ChangeName{"取消", ChangeKind::kRemoved},    ChangeName{"报废", ChangeKind::kRemoved},
};

constexpr std::array kBrackets = {"(",  ")",  "[",  "]",  "{",  "}",  "<",  ">",
                                  "【", "】", "〔", "〕", "「", "」", "《", "》"};

void remove_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at)) {
    text.erase(at, part.size());
  }
}

/// Without what brackets say of the use in peacetime: "二等人员掩蔽（平时汽车库）".
std::string without_peacetime(std::string word) {
  constexpr std::string_view kPeacetime = "(平时";
  const std::size_t open = word.find(kPeacetime);
  const std::size_t close = word.find(')', open == std::string::npos ? 0 : open);
  if (open != std::string::npos && close != std::string::npos) {
    word.erase(open, close + 1 - open);
  }
  return word;
}

/// English words must be all of the text, Chinese ones a part of it.
bool means(std::string_view word, std::string_view part) {
  const bool english = static_cast<unsigned char>(part.front()) < 0x80U;
  return english ? word == part : word.find(part) != std::string_view::npos;
}

std::uint8_t class_in(std::string_view word) {
  const bool first = word.find("一等") != std::string_view::npos;
  const bool second = word.find("二等") != std::string_view::npos;
  return first == second ? std::uint8_t{0} : first ? std::uint8_t{1} : std::uint8_t{2};
}

}  // namespace

std::string simplified(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto found =
        static_cast<unsigned char>(text.front()) < 0x80U
            ? kCharacters.end()
            : std::find_if(kCharacters.begin(), kCharacters.end(), [&](const CharacterPair& pair) {
                return text.starts_with(pair.traditional);
              });
    if (found == kCharacters.end()) {
      out.push_back(text.front());
      text.remove_prefix(1);
    } else {
      out += found->simplified;
      text.remove_prefix(std::string_view(found->traditional).size());
    }
  }
  return out;
}

std::string plain_word(std::string_view text) {
  std::string word = simplified(half_width(text));
  std::erase_if(word, [](unsigned char c) { return std::isspace(c) != 0 || c == '_' || c == '*'; });
  return lower_ascii(word);
}

std::optional<TypeWord> parse_type_word(std::string_view text) {
  const std::string word = without_peacetime(plain_word(text));
  constexpr std::array kServiceTeams = {"专业队", "serviceteam"};
  if (std::any_of(kServiceTeams.begin(), kServiceTeams.end(),
                  [&](const char* part) { return means(word, part); })) {
    return TypeWord{WorkType::kServiceTeam, 0};
  }
  if (word.find("非") != std::string::npos || word.find("不") != std::string::npos) {
    return std::nullopt;  // "not a personnel shelter" is none
  }
  std::optional<WorkType> type;
  for (const TypePart& part : kTypeParts) {
    if (!means(word, part.part)) {
      continue;
    }
    if (type && *type != part.type) {
      return std::nullopt;
    }
    type = part.type;
  }
  if (!type) {
    return std::nullopt;
  }
  return TypeWord{*type, *type == WorkType::kPersonnel ? class_in(word) : std::uint8_t{0}};
}

std::optional<WorkStatus> parse_status_word(std::string_view text) {
  const std::string word = plain_word(text);
  const auto found = std::find_if(kStatusNames.begin(), kStatusNames.end(),
                                  [&](const StatusName& known) { return word == known.name; });
  return found == kStatusNames.end() ? std::nullopt : std::optional(found->status);
}

std::optional<ChangeKind> parse_change_word(std::string_view text) {
  const std::string word = plain_word(text);
  const auto found = std::find_if(kChangeNames.begin(), kChangeNames.end(),
                                  [&](const ChangeName& known) { return word == known.name; });
  return found == kChangeNames.end() ? std::nullopt : std::optional(found->kind);
}

std::optional<std::uint8_t> parse_personnel_class(std::string_view text) {
  constexpr std::array kFirst = {"1", "一", "一等", "1等", "class1", "1.0"};
  constexpr std::array kSecond = {"2", "二", "二等", "2等", "class2", "2.0"};
  const std::string word = plain_word(text);
  if (std::find(kFirst.begin(), kFirst.end(), word) != kFirst.end()) {
    return std::uint8_t{1};
  }
  if (std::find(kSecond.begin(), kSecond.end(), word) != kSecond.end()) {
    return std::uint8_t{2};
  }
  return std::nullopt;
}

std::string name_for_matching(std::string_view text) {
  std::string name = half_width(text);
  for (const char* bracket : kBrackets) {
    remove_all(name, bracket);
  }
  std::erase_if(name, [](unsigned char c) { return std::isspace(c) != 0; });
  return lower_ascii(name);
}

}  // namespace yanbi
