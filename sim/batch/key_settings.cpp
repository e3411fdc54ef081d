// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/key_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

/// A key that all cases share, and why.
struct SharedKey {
  std::string_view key;
  const char* reason;
  const char* remedy;
};

constexpr const char* kOneFile = "cannot be varied: all runs of a batch share one result file";
constexpr const char* kInScenario = "set it in the scenario, or make a batch for each value";

constexpr std::array<SharedKey, 8> kSharedKeys = {{
    {"name", "would change nothing: cases have names of their own", "remove it"},
    {"city", "cannot be varied: all runs of a batch share one city",
     "make a batch for each city, or give the city several layouts"},
    {"run.mode", kOneFile, kInScenario},
    {"run.seed",
     "cannot be varied: the cases of a batch share their draws, so that they can be compared pair "
     "by pair",
     "set it in the scenario, and use [replicates] for runs with other draws"},
    {"run.replicates", "is not how often a batch runs a case", "use [replicates]"},
    {"run.deadlines", kOneFile, kInScenario},
    {"run.horizon", kOneFile, kInScenario},
    {"output", kOneFile, kInScenario},
}};

/// Whether `part` is `whole` or lies in it: "output.links" in "output".
bool lies_in(std::string_view part, std::string_view whole) {
  return part.starts_with(whole) &&
         (part.size() == whole.size() || part[whole.size()] == '.' || part[whole.size()] == '[');
}

/// Words of letters, digits, '_' and '-' with dots between them; an element of an array in
/// brackets.
bool is_scenario_key(std::string_view key) {
  char before = '.';
  for (const char c : key) {
    const bool word = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    const bool mark = c == '.' || c == '[' || c == ']';
    if ((!word && !mark) || (c == '.' && before == '.')) {
      return false;
    }
    before = c;
  }
  return before != '.';
}

const Parameter* parameter_of(std::string_view key) {
  const auto found =
      std::find_if(parameters().begin(), parameters().end(),
                   [key](const Parameter& parameter) { return parameter.key == key; });
  return found == parameters().end() ? nullptr : &*found;
}

/// Whether the value, which is a table, describes a whole delay: then it is one value.
bool is_delay(const GivenKey& given) {
  const Parameter* parameter = parameter_of(given.scenario_key);
  if (parameter == nullptr || parameter->kind != ParameterKind::kDelay) {
    return false;
  }
  const TomlTable delay = *given.table.table(given.key);
  if (!delay.has("type")) {
    return false;
  }
  for (const std::string& key : delay.keys()) {
    delay.know(key);  // the scenario's reader looks at them
  }
  return true;
}

bool may_be_set(const GivenKey& given) {
  if (!is_scenario_key(given.scenario_key)) {
    given.problem("is no key of a scenario", "write it as \"walking.free_speed_mean\"");
    return false;
  }
  const auto shared =
      std::find_if(kSharedKeys.begin(), kSharedKeys.end(),
                   [&given](const SharedKey& one) { return lies_in(given.scenario_key, one.key); });
  if (shared != kSharedKeys.end()) {
    given.problem(shared->reason, shared->remedy);
    return false;
  }
  return true;
}

void collect_keys(const TomlTable& table, const std::string& prefix, std::vector<GivenKey>& keys) {
  for (const std::string& key : table.keys()) {
    const GivenKey given{prefix + key, table, key};
    if (table.is_table(key) && !is_delay(given)) {
      collect_keys(*table.table(key), given.scenario_key + ".", keys);
    } else if (may_be_set(given)) {
      keys.push_back(given);
    }
  }
}

/// `path`, relative to `from` where it is not absolute, as it reads from `to`. Both are absolute.
std::string seen_from(const std::string& path, const std::filesystem::path& from,
                      const std::filesystem::path& to) {
  if (path.empty() || std::filesystem::path(path).is_absolute()) {
    return path;
  }
  return (from / path).lexically_normal().lexically_relative(to).string();
}

std::filesystem::path absolute_folder(const std::filesystem::path& file) {
  return std::filesystem::absolute(file).lexically_normal().parent_path();
}

}  // namespace

std::vector<GivenKey> given_keys(const TomlTable& table) {
  std::vector<GivenKey> keys;
  collect_keys(table, "", keys);
  return keys;
}

void KeyOwners::claim(const GivenKey& given, const std::string& owner) {
  const auto other = std::find_if(owned_.begin(), owned_.end(), [&](const auto& owned) {
    return owned.second != owner &&
           (lies_in(given.scenario_key, owned.first) || lies_in(owned.first, given.scenario_key));
  });
  if (other != owned_.end()) {
    given.problem(
        fmt::format(
            "is also set by {}{}, so a case would have two values for it", other->second,
            other->first == given.scenario_key ? "" : fmt::format(" (through {})", other->first)),
        "set it in one place");
  }
  owned_.emplace_back(given.scenario_key, owner);
}

SettingWriter::SettingWriter(const std::filesystem::path& batch,
                             const std::filesystem::path& scenario)
    : batch_folder_(absolute_folder(batch)), scenario_folder_(absolute_folder(scenario)) {}

KeySetting SettingWriter::setting(const std::string& scenario_key, const TomlLiteral& value) const {
  const Parameter* parameter = parameter_of(scenario_key);
  const bool is_text = value.toml.starts_with('"');
  if (parameter != nullptr && parameter->kind == ParameterKind::kPath && is_text) {
    return {scenario_key, toml_text(seen_from(value.plain, batch_folder_, scenario_folder_))};
  }
  return {scenario_key, value.toml};
}

std::vector<std::pair<GivenKey, KeySetting>> read_settings(const TomlTable& table,
                                                           const std::string& key,
                                                           const SettingWriter& writer) {
  std::vector<std::pair<GivenKey, KeySetting>> settings;
  if (!table.has(key)) {
    table.missing(
        key, "is missing",
        fmt::format("add {} = {{ layout = \"...\" }}, or {} = {{}} for the scenario as it "
                    "is",
                    key, key));
    return settings;
  }
  const std::optional<TomlTable> set = table.table(key);
  if (!set) {
    return settings;
  }
  for (const GivenKey& given : given_keys(*set)) {
    const bool twice = std::any_of(settings.begin(), settings.end(), [&given](const auto& earlier) {
      return lies_in(given.scenario_key, earlier.first.scenario_key) ||
             lies_in(earlier.first.scenario_key, given.scenario_key);
    });
    if (twice) {
      given.problem("is set twice here", "set it once");
    }
    settings.emplace_back(
        given,
        writer.setting(given.scenario_key, given.table.literal(given.key).value_or(TomlLiteral{})));
  }
  return settings;
}

}  // namespace yanbi
