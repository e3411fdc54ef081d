// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "sim/city/city.hpp"

namespace yanbi {
namespace {

/// Whether `value` is among `wanted`; an empty list wants everything.
template <class Value>
bool listed(const std::vector<Value>& wanted, const Value& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool usable_on(const Works& works, std::size_t w, const std::optional<Date>& date) {
  if (!date) {
    return true;
  }
  return works.from[w] && *works.from[w] <= *date && (!works.until[w] || *date <= *works.until[w]);
}

bool selected(const Works& works, std::size_t w, const Layout& layout) {
  if (std::ranges::binary_search(layout.removed, works.facility[w])) {
    return false;
  }
  if (works.is_overlay(works.ledger[w])) {
    return std::ranges::count(layout.overlays, works.ledgers[works.ledger[w]]) > 0;
  }
  return listed(layout.ledgers, works.ledgers[works.ledger[w]]) &&
         listed(layout.statuses, works.status[w]) && listed(layout.types, works.type[w]) &&
         usable_on(works, w, layout.date);
}

}  // namespace

std::vector<WorkId> select_works(const Works& works, const Layout& layout) {
  std::vector<WorkId> candidates;
  std::unordered_map<std::uint32_t, WorkId> last_revision;
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (selected(works, w, layout)) {
      candidates.emplace_back(w);
      last_revision[works.facility[w]] = WorkId(w);
    }
  }
  std::erase_if(candidates, [&](WorkId work) {
    return last_revision.at(works.facility[work.index()]) != work;
  });
  return candidates;
}

}  // namespace yanbi
