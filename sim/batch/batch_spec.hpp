// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a batch file says, as values: which scenario, what is varied, how often each case is run.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi {

/// One key of the scenario set to a value, both as `--set` takes them.
struct KeySetting {
  std::string key;    ///< "layout", "walking.free_speed_mean"
  std::string value;  ///< as TOML: "\"1960\"", "1.2", "[300, 600]"
  friend bool operator==(const KeySetting&, const KeySetting&) = default;
};

/// One value of a factor: a name and the keys that it sets.
struct FactorLevel {
  std::string name;
  std::vector<KeySetting> set;
};

/// Something that is varied: every level is combined with every level of the other factors.
struct Factor {
  std::string name;
  std::vector<FactorLevel> levels;
};

/// A case that is listed by hand, beside the combinations of the factors.
struct ListedCase {
  std::string name;
  std::vector<KeySetting> set;
};

/// A key that is not known well: sampled evenly between two values, by Latin hypercube.
struct UncertainKey {
  std::string key;
  double low = 0.0;
  double high = 0.0;
};

/// Run until the interval of a statistic is narrow enough.
struct UntilNarrow {
  /// Statistic: coverage of all zones, or of one, at a deadline.
  std::string geography;           ///< empty = the city's first
  std::string zone;                ///< key of the zone; empty = all zones together
  std::optional<double> deadline;  ///< s; none = the scenario's last
  double width = 0.0;              ///< of the whole interval, percentage points
  double confidence = 0.95;
  std::uint32_t first_look = 20;  ///< replicates at the first look; doubled from look to look
  std::uint32_t most = 320;       ///< replicates at the last look
};

enum class OnFailure { kContinue, kStop };

struct BatchSpec {
  std::string name;
  std::filesystem::path scenario;  ///< resolved against the batch file's folder
  std::vector<Factor> factors;     ///< in the order of the file
  std::vector<ListedCase> cases;
  std::vector<UncertainKey> uncertain;
  std::uint32_t samples = 0;  ///< points of the Latin hypercube; 0 where nothing is uncertain
  std::uint64_t sample_seed = 1;
  std::uint32_t replicates = 1;  ///< of each case; without `until`
  std::optional<UntilNarrow> until;
  OnFailure on_failure = OnFailure::kContinue;
  std::string text;  ///< the file as given
};

/// @throws InputError with everything that is wrong with the file by itself. Whether the scenario
/// takes the keys is for check_cases().
[[nodiscard]] BatchSpec read_batch(const std::filesystem::path& path);

/// The same, but the problems are returned; empty when the file is right.
[[nodiscard]] std::vector<Problem> check_batch(const std::filesystem::path& path);

}  // namespace yanbi
