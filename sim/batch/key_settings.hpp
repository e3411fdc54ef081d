// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keys of a scenario where they stand in a batch file: as "walking.gamma", or as a table `walking`
// with the key `gamma`. Inside of the batch room.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/batch/batch_spec.hpp"
#include "sim/config/toml.hpp"

namespace yanbi {

/// One key of the scenario, and where in the batch file its value stands.
struct GivenKey {
  std::string scenario_key;  ///< "walking.gamma"
  TomlTable table;           ///< the table of the batch file
  std::string key;           ///< the value's key in it

  /// Adds a problem about it.
  void problem(const std::string& reason, const std::string& remedy) const {
    table.problem(key, reason, remedy);
  }
};

/// The keys of the scenario that stand in `table` or below it, in the order of the file. A table
/// that describes a whole delay is a value; every other table holds keys. Adds a problem for each
/// key that a batch may not set, and leaves it out.
[[nodiscard]] std::vector<GivenKey> given_keys(const TomlTable& table);

/// Which part of a batch sets which key, so that no key gets two values.
class KeyOwners {
 public:
  /// Notes that `owner` ("the factor 'layout'") sets the key. Adds a problem where another owner
  /// sets it, or a part of it, or what it is a part of.
  void claim(const GivenKey& given, const std::string& owner);

 private:
  std::vector<std::pair<std::string, std::string>> owned_;  ///< key, owner
};

/// Writes values of the batch file as the scenario has to be told them.
class SettingWriter {
 public:
  SettingWriter(const std::filesystem::path& batch, const std::filesystem::path& scenario);

  /// A path, which the batch file gives relative to itself, becomes one relative to the scenario.
  [[nodiscard]] KeySetting setting(const std::string& scenario_key, const TomlLiteral& value) const;

 private:
  std::filesystem::path batch_folder_;     ///< absolute
  std::filesystem::path scenario_folder_;  ///< absolute
};

/// Reads the table `key` ("set") of a level or a case; its absence is a problem.
[[nodiscard]] std::vector<std::pair<GivenKey, KeySetting>> read_settings(
    const TomlTable& table, const std::string& key, const SettingWriter& writer);

}  // namespace yanbi
