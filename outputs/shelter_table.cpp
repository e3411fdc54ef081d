// SPDX-License-Identifier: Apache-2.0
#include "outputs/shelter_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace yanbi {

ShelterTable::ShelterTable(const std::vector<ResultCase>& cases) {
  if (cases.size() == 1) {
    work_ = cases.front().shelters.work;
    places_ = cases.front().shelters.places;
    std::vector<std::uint32_t>& positions = of_layout_[&cases.front().shelters];
    for (std::uint32_t s = 0; s < work_.size(); ++s) {
      positions.push_back(s);
    }
  } else {
    unite(cases);
  }
  for (const ResultCase& each : cases) {
    positions_.push_back(&of_layout_.at(&each.shelters));
  }
}

void ShelterTable::unite(const std::vector<ResultCase>& cases) {
  std::map<WorkId, std::int32_t> all;
  for (const ResultCase& each : cases) {
    const Shelters& shelters = each.shelters;
    if (!of_layout_.try_emplace(&shelters).second) {
      continue;
    }
    for (std::size_t s = 0; s < shelters.size(); ++s) {
      const auto [found, is_new] = all.try_emplace(shelters.work[s], shelters.places[s]);
      if (!is_new && found->second != shelters.places[s]) {
        throw InternalError(
            fmt::format("two cases give work {} different places", shelters.work[s].raw()));
      }
    }
  }
  for (const auto& [work, places] : all) {
    work_.push_back(work);
    places_.push_back(places);
  }
  for (const ResultCase& each : cases) {
    std::vector<std::uint32_t>& positions = of_layout_[&each.shelters];
    if (positions.size() == each.shelters.size()) {
      continue;  // another case of this layout
    }
    for (const WorkId work : each.shelters.work) {
      const auto place = std::lower_bound(work_.begin(), work_.end(), work);
      positions.push_back(static_cast<std::uint32_t>(place - work_.begin()));
    }
  }
}

std::vector<std::int8_t> ShelterTable::membership(std::size_t case_index) const {
  std::vector<std::int8_t> member(size(), 0);
  for (const std::uint32_t position : positions(case_index)) {
    member[position] = 1;
  }
  return member;
}

void ShelterTable::require_size(std::size_t found, std::size_t expected) {
  if (found != expected) {
    throw InternalError(
        fmt::format("a run has {} values for shelters, its case needs {}", found, expected));
  }
}

}  // namespace yanbi
