// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/prepared_cases.hpp"

#include <exception>

namespace yanbi {

PreparedCases::Case PreparedCases::of(std::uint32_t case_index) {
  std::promise<Case> promise;
  std::shared_future<Case> ready;
  bool is_mine = false;
  {
    const std::lock_guard lock(mutex_);
    if (!latest_.valid() || latest_index_ != case_index) {
      is_mine = true;
      latest_index_ = case_index;
      latest_ = promise.get_future().share();
    }
    ready = latest_;
  }
  if (is_mine) {
    try {
      promise.set_value(std::make_shared<const PreparedScenario>(
          batch_.shared_city(), batch_.scenario(case_index), threads_, progress_,
          batch_.spec().scenario));
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  }
  return ready.get();
}

}  // namespace yanbi
