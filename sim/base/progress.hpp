// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one thread by which long work reports how far it is and learns that it should stop.

#include <functional>
#include <string_view>

#include "sim/base/error.hpp"

namespace yanbi {

/// How far a piece of work is.
struct ProgressReport {
  std::string_view stage;  ///< "importing streets", "replicate 3 of 20"
  double fraction = 0.0;   ///< 0 to 1; negative where it is not known
};

/// Called now and then, from one thread at a time; returns false to ask the work to stop.
using ProgressCallback = std::function<bool(const ProgressReport&)>;

/// Reports and @throws Interrupted when asked to stop. An empty callback is fine.
inline void report_progress(const ProgressCallback& callback, std::string_view stage,
                            double fraction) {
  if (callback && !callback({stage, fraction})) {
    throw Interrupted();
  }
}

}  // namespace yanbi
