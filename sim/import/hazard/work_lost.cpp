// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/work_lost.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kShares = {0.0, 1.0};
constexpr const char* kDefaultWord = "default";
constexpr const char* kEarlyWord = "early";

}  // namespace

WorkLostRule read_work_lost(const TomlTable& table, const std::string& key) {
  WorkLostRule rule;
  if (!table.is_table(key)) {
    rule.otherwise = table.number(key, kShares).value_or(0.0);
    return rule;
  }
  const std::optional<TomlTable> grades = table.table(key);
  if (!grades) {
    return rule;
  }
  if (!grades->has(kDefaultWord)) {
    grades->missing(kDefaultWord, "works of no grade that is listed need a probability too",
                    "add default = 0.3");
  }
  for (const std::string& word : grades->keys()) {
    const std::optional<double> probability = grades->number(word, kShares);
    if (!probability) {
      continue;
    }
    if (word == kDefaultWord) {
      rule.otherwise = *probability;
    } else if (word.empty()) {
      grades->problem(word, "an empty text is part of every grade", "use the key default");
    } else {
      rule.cases.push_back({word, word == kEarlyWord, *probability});
    }
  }
  return rule;
}

double probability_lost(const WorkLostRule& rule, const Works& works, WorkId work) {
  const std::size_t w = work.index();
  const std::string grade = works.detail.empty() ? std::string() : works.detail[w].resistance;
  for (const WorkLostRule::Case& each : rule.cases) {
    const bool fits = each.early ? works.status[w] == WorkStatus::kEarly
                                 : grade.find(each.text) != std::string::npos;
    if (fits) {
      return each.probability;
    }
  }
  return rule.otherwise;
}

}  // namespace yanbi
