// SPDX-License-Identifier: Apache-2.0
#pragma once
// Works as tables of a scenario name them.

#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/works.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi {

/// Keys of works, whole ("ledger/id") and bare ("id"), to the shelters of one scenario.
class ShelterKeys {
 public:
  /// Refers to the keys of `works`.
  ShelterKeys(const Works& works, const Shelters& shelters)
      : shelter_of_work_(shelters_by_work(shelters, works.size())) {
    for (std::size_t w = 0; w < works.size(); ++w) {
      const std::string_view key = works.key[w];
      whole_.emplace(key, WorkId(w));
      const std::size_t slash = key.find('/');
      bare_[slash == std::string_view::npos ? key : key.substr(slash + 1)].emplace_back(w);
    }
  }

  struct Answer {
    ShelterId shelter;  ///< empty: see `reason`
    const char* reason = "";
    const char* remedy = "";
    bool in_ledger = false;  ///< the key is that of one work, in this layout or not
  };
  [[nodiscard]] Answer find(std::string_view key) const {
    if (const auto whole = whole_.find(key); whole != whole_.end()) {
      return answer(whole->second);
    }
    const auto bare = bare_.find(key);
    if (bare == bare_.end()) {
      return {{}, "no work of the city has this key", "write the key as ledger/id"};
    }
    if (bare->second.size() > 1) {
      return {{}, "works of several ledgers have this id", "write the key as ledger/id"};
    }
    return answer(bare->second.front());
  }

 private:
  [[nodiscard]] Answer answer(WorkId work) const {
    const ShelterId shelter = shelter_of_work_[work.index()];
    if (!shelter.has_value()) {
      return {{},
              "the work is no personnel shelter of the scenario's layout",
              "choose another work or layout",
              true};
    }
    return {shelter, "", "", true};
  }

  std::vector<ShelterId> shelter_of_work_;
  std::unordered_map<std::string_view, WorkId> whole_;
  std::unordered_map<std::string_view, std::vector<WorkId>> bare_;
};

}  // namespace yanbi
