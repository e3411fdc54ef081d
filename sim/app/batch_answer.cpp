// SPDX-License-Identifier: Apache-2.0
#include "sim/app/batch_answer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace yanbi::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostFailuresShown = 10;
constexpr double kMebibyte = 1024.0 * 1024.0;

const char* to_text(BatchEnd end) {
  switch (end) {
    case BatchEnd::kFinished:
      return "finished";
    case BatchEnd::kInterrupted:
      return "interrupted";
    case BatchEnd::kTimeLimit:
      return "time limit";
    case BatchEnd::kRunFailed:
      return "stopped since a run failed";
  }
  return "";
}

std::string failures_text(const BatchJobReport& report) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kMostFailuresShown, report.failures.size()); ++i) {
    const FailedRun& failure = report.failures[i];
    text += fmt::format("  failed      {}, replicate {}: {}\n", failure.case_name,
                        failure.replicate, failure.reason);
  }
  if (report.failures.size() > kMostFailuresShown) {
    text += fmt::format("  failed      and {} more\n", report.failures.size() - kMostFailuresShown);
  }
  return text;
}

std::string state_text(const BatchAnswer& answer) {
  const BatchJobReport& report = answer.report;
  if (report.was_complete) {
    return fmt::format("Result file: {} (it was complete)\n", answer.result);
  }
  if (report.has_result) {
    return fmt::format("Result file: {}\n", answer.result);
  }
  if (report.end == BatchEnd::kFinished) {
    return fmt::format(
        "Shard {} of {} is finished, {} runs of others are missing; the shard that ends last "
        "writes {}\n",
        answer.shard.number, answer.shard.count, report.missing, answer.result);
  }
  return fmt::format(
      "Stopped ({}): {} runs are finished and kept, {} are missing; go on with "
      "--resume\n",
      to_text(report.end), report.runs + report.failures.size(), report.missing);
}

struct Sizes {
  std::size_t side_by_side = 1;
  double memory = 0.0;  ///< MiB
  double disk = 0.0;    ///< MiB, journals and result
  double least_seconds = 0.0;
  double most_seconds = 0.0;
};

Sizes sizes_of(const BatchEstimateView& view) {
  const BatchEstimate& one = view.estimate;
  Sizes sizes;
  sizes.side_by_side = static_cast<std::size_t>(std::min(
      {static_cast<std::uint64_t>(runs_in_memory(view.memory, one.city_bytes, one.run_bytes)),
       static_cast<std::uint64_t>(view.threads), std::max<std::uint64_t>(1, one.most_runs)}));
  sizes.memory = (static_cast<double>(one.city_bytes) +
                  static_cast<double>(sizes.side_by_side * one.run_bytes)) /
                 kMebibyte;
  // The result holds about what the journals hold; both are there for a moment.
  sizes.disk = 2.0 * static_cast<double>(one.most_runs * one.record_bytes) / kMebibyte;
  const auto seconds = [&](std::uint64_t runs) {
    return static_cast<double>(one.cases) * one.plan_seconds +
           static_cast<double>(runs) * one.run_seconds / view.threads;
  };
  sizes.least_seconds = seconds(one.least_runs);
  sizes.most_seconds = seconds(one.most_runs);
  return sizes;
}

std::string duration(double seconds) {
  if (seconds < 2 * kSecondsPerMinute) {
    return fmt::format("{:.1f} s", seconds);
  }
  return seconds < 2 * kSecondsPerHour ? fmt::format("{:.0f} min", seconds / kSecondsPerMinute)
                                       : fmt::format("{:.1f} h", seconds / kSecondsPerHour);
}

}  // namespace

std::string batch_text(const BatchAnswer& answer) {
  const BatchJobReport& report = answer.report;
  std::string text = fmt::format("{}\n  cases       {}\n", answer.batch.spec().name, report.cases);
  if (!report.was_complete) {
    const std::string by =
        report.ranks > 1 ? fmt::format(" by the first of {} ranks", report.ranks) : "";
    // Where another process put the result together, it knows how many there are.
    text += report.runs < report.executed
                ? fmt::format("  runs        {} were executed now{}\n", report.executed, by)
                : fmt::format("  runs        {}, of which {} were executed now{}\n", report.runs,
                              report.executed, by);
    text += failures_text(report);
  }
  return text + state_text(answer);
}

Json batch_json(const BatchAnswer& answer) {
  const BatchJobReport& report = answer.report;
  Json failures = Json::array();
  for (const FailedRun& failure : report.failures) {
    failures.push_back({{"case", failure.case_name},
                        {"replicate", failure.replicate},
                        {"reason", failure.reason}});
  }
  return {{"batch", answer.batch.spec().name},
          {"end", to_text(report.end)},
          {"result", report.has_result ? Json(answer.result) : Json(nullptr)},
          {"was_complete", report.was_complete},
          {"cases", report.cases},
          {"runs", report.runs},
          {"executed", report.executed},
          {"missing", report.missing},
          {"run_seconds", report.run_seconds},
          {"failures", failures}};
}

std::string estimate_text(const BatchEstimateView& view) {
  const BatchEstimate& one = view.estimate;
  const Sizes sizes = sizes_of(view);
  const bool is_range = one.least_runs != one.most_runs;
  std::string text;
  text += fmt::format("  cases       {}\n", one.cases);
  text += is_range ? fmt::format("  runs        {} to {}\n", one.least_runs, one.most_runs)
                   : fmt::format("  runs        {}\n", one.most_runs);
  text += fmt::format("  at a time   {} on {} threads\n", sizes.side_by_side, view.threads);
  text += fmt::format("  memory      about {:.0f} MiB: {:.0f} for the city, {:.0f} for each run\n",
                      sizes.memory, static_cast<double>(one.city_bytes) / kMebibyte,
                      static_cast<double>(one.run_bytes) / kMebibyte);
  text += fmt::format("  disk        about {:.0f} MiB: {:.2f} for each run, and the result\n",
                      sizes.disk, static_cast<double>(one.record_bytes) / kMebibyte);
  text += is_range ? fmt::format("  time        about {} to {}", duration(sizes.least_seconds),
                                 duration(sizes.most_seconds))
                   : fmt::format("  time        about {}", duration(sizes.most_seconds));
  text += fmt::format(": {:.2f} s a run on one thread, {:.2f} s to make a case ready\n",
                      one.run_seconds, one.plan_seconds);
  return text + "Measured on the first run of the first case. Nothing was written.\n";
}

Json estimate_json(const BatchEstimateView& view) {
  const BatchEstimate& one = view.estimate;
  const Sizes sizes = sizes_of(view);
  return {{"cases", one.cases},
          {"least_runs", one.least_runs},
          {"most_runs", one.most_runs},
          {"side_by_side", sizes.side_by_side},
          {"threads", view.threads},
          {"memory_mib", sizes.memory},
          {"city_mib", static_cast<double>(one.city_bytes) / kMebibyte},
          {"run_mib", static_cast<double>(one.run_bytes) / kMebibyte},
          {"disk_mib", sizes.disk},
          {"record_bytes", one.record_bytes},
          {"run_seconds", one.run_seconds},
          {"plan_seconds", one.plan_seconds},
          {"least_seconds", sizes.least_seconds},
          {"most_seconds", sizes.most_seconds}};
}

}  // namespace yanbi::app
