// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `yanbi batch` and `yanbi merge` answer.

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

#include "sim/yanbi.hpp"

namespace yanbi::app {

inline constexpr double kSecondsPerMinute = 60.0;
inline constexpr double kSecondsPerHour = 3600.0;

struct BatchAnswer {
  const BatchJobReport& report;
  const Batch& batch;
  std::string result;  ///< path of the result file
  Shard shard;
};
[[nodiscard]] std::string batch_text(const BatchAnswer& answer);
[[nodiscard]] nlohmann::ordered_json batch_json(const BatchAnswer& answer);

struct BatchEstimateView {
  const BatchEstimate& estimate;
  int threads = 1;
  std::uint64_t memory = 0;  ///< bytes that may be used
};
[[nodiscard]] std::string estimate_text(const BatchEstimateView& view);
[[nodiscard]] nlohmann::ordered_json estimate_json(const BatchEstimateView& view);

}  // namespace yanbi::app
