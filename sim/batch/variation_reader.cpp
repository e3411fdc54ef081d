// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/variation_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

constexpr double kLargestSeed = 9007199254740991.0;  // numbers of a file are exact up to it
constexpr double kMostSamples = 100'000.0;
constexpr double kLargestBound = 1e15;

bool is_one_line(const std::string& name) {
  return std::none_of(name.begin(), name.end(),
                      [](char c) { return std::iscntrl(static_cast<unsigned char>(c)) != 0; });
}

/// Reads the factors, the listed cases and the uncertain keys of one batch file.
class VariationReader {
 public:
  VariationReader(const TomlTable& root, const SettingWriter& writer, BatchSpec& spec)
      : root_(root), writer_(writer), spec_(spec) {}

  void read() {
    root_.know("factors");
    root_.know("factor");
    // Factors keep the order of the file, whichever way each is written.
    for (const std::string& key : root_.keys()) {
      if (key == "factors") {
        read_factors_of_values();
      } else if (key == "factor") {
        read_factors_of_sets();
      }
    }
    read_cases();
    read_uncertain();
  }

 private:
  void read_factors_of_values() {
    const std::optional<TomlTable> factors = root_.table("factors");
    if (!factors) {
      return;
    }
    for (const GivenKey& given : given_keys(*factors)) {
      if (is_new(factor_names_, given.scenario_key)) {
        factor_owners_.claim(given, fmt::format("the factor '{}'", given.scenario_key));
        spec_.factors.push_back({given.scenario_key, read_values(given)});
      } else {
        given.problem("is a factor already", "write its levels in one place");
      }
    }
  }

  /// The levels of a factor that is an array of values.
  std::vector<FactorLevel> read_values(const GivenKey& given) {
    const auto values = given.table.literals(given.key);
    if (!values) {
      return {};
    }
    if (values->empty()) {
      given.problem("has no values, so there would be no case", "give at least one, or remove it");
    }
    std::vector<FactorLevel> levels;
    std::set<std::string> names;
    for (const TomlLiteral& value : *values) {
      if (value.table) {
        given.problem(
            "holds a table, which gives a level no name",
            "write a [[factor]] with a name, and a [[factor.level]] with a name for each");
      } else if (value.plain.empty() || !is_one_line(value.plain)) {
        given.problem(
            "holds an empty text or one of several lines, which gives a level no name",
            "write a [[factor]] with a name, and a [[factor.level]] with a name for each");
      } else if (!is_new(names, value.plain)) {
        given.problem(fmt::format("holds the value {} twice", value.toml), "give each value once");
      }
      levels.push_back({value.plain, {writer_.setting(given.scenario_key, value)}});
    }
    return levels;
  }

  void read_factors_of_sets() {
    for (const TomlTable& table : root_.tables("factor")) {
      const std::string name = read_name(table, factor_names_, "factor");
      spec_.factors.push_back({name, read_levels(table, name)});
    }
  }

  std::vector<FactorLevel> read_levels(const TomlTable& factor, const std::string& factor_name) {
    if (!factor.has("level")) {
      factor.missing("level", "is missing, so there would be no case",
                     "add a [[factor.level]] with name and set");
      return {};
    }
    std::vector<FactorLevel> levels;
    std::set<std::string> names;
    const std::vector<TomlTable> tables = factor.tables("level");
    if (tables.empty() && factor.is_array("level")) {
      factor.problem("level", "is empty, so there would be no case",
                     "add a [[factor.level]] with name and set");
    }
    for (const TomlTable& table : tables) {
      const std::string name = read_name(table, names, "level");
      levels.push_back(
          {name, read_set(table, factor_owners_, fmt::format("the factor '{}'", factor_name))});
    }
    return levels;
  }

  void read_cases() {
    if (!root_.has("case")) {
      return;
    }
    std::set<std::string> names;
    for (const TomlTable& table : root_.tables("case")) {
      const std::string name = read_name(table, names, "case");
      spec_.cases.push_back({name, read_set(table, case_owners_, "a listed case")});
    }
  }

  void read_uncertain() {
    const std::optional<TomlTable> section =
        root_.has("uncertain") ? root_.table("uncertain") : std::nullopt;
    if (!section) {
      return;
    }
    const auto samples = section->integer("samples", {1.0, kMostSamples});
    const auto seed = section->integer("seed", {0.0, kLargestSeed});
    const auto keys = section->has("keys") ? section->table("keys") : std::nullopt;
    if (!section->has("samples")) {
      section->missing("samples", "is missing", "add samples = 20");
    }
    if (!section->has("keys") || (keys && keys->keys().empty())) {
      section->missing("keys", "names no key, so there would be nothing to sample",
                       "add for example [uncertain.keys] and \"walking.free_speed_mean\" = "
                       "[1.1, 1.5]");
    }
    spec_.samples = static_cast<std::uint32_t>(samples.value_or(0));
    spec_.sample_seed = static_cast<std::uint64_t>(seed.value_or(1));
    if (keys) {
      for (const GivenKey& given : given_keys(*keys)) {
        read_uncertain_key(given);
      }
    }
    if (factor_names_.contains("sample")) {
      section->problem(
          "samples", "is what the column 'sample' says in the results, and a factor has that name",
          "give the factor another name");
    }
  }

  void read_uncertain_key(const GivenKey& given) {
    factor_owners_.claim(given, "[uncertain]");
    case_owners_.claim(given, "[uncertain]");
    refuse_what_lies_not_between(given);
    const auto bounds = given.table.numbers(given.key, {-kLargestBound, kLargestBound});
    if (!bounds) {
      return;
    }
    if (bounds->size() != 2 || !((*bounds)[0] < (*bounds)[1])) {
      given.problem("must be a lower and a higher number", "write for example [1.1, 1.5]");
      return;
    }
    spec_.uncertain.push_back({given.scenario_key, (*bounds)[0], (*bounds)[1]});
  }

  /// Adds a problem where the scenario takes no number with a fraction.
  static void refuse_what_lies_not_between(const GivenKey& given) {
    for (const Parameter& parameter : parameters()) {
      const bool between =
          parameter.kind == ParameterKind::kNumber || parameter.kind == ParameterKind::kDuration;
      if (parameter.key == given.scenario_key && !between) {
        given.problem(parameter.kind == ParameterKind::kWhole
                          ? "is a whole number in a scenario, and samples lie between whole numbers"
                          : "is no number in a scenario, so there is nothing between two values",
                      "make it a factor");
      }
    }
  }

  /// Reads the name of one of several factors, levels or cases, and notes it in `names`.
  static std::string read_name(const TomlTable& table, std::set<std::string>& names,
                               const char* what) {
    if (!table.has("name")) {
      table.missing("name",
                    fmt::format("is missing, and results are told apart by the {}s' names", what),
                    "add name = \"...\"");
    }
    const std::optional<std::string> name = table.text("name");
    if (!name) {
      return {};
    }
    if (name->empty() || !is_one_line(*name)) {
      table.problem("name", "must be one line of text", "name it");
    } else if (!is_new(names, *name)) {
      table.problem("name", fmt::format("is the name of another {}", what),
                    "give each a name of its own");
    }
    return *name;
  }

  std::vector<KeySetting> read_set(const TomlTable& table, KeyOwners& owners,
                                   const std::string& owner) const {
    std::vector<KeySetting> settings;
    for (const auto& [given, setting] : read_settings(table, "set", writer_)) {
      owners.claim(given, owner);
      settings.push_back(setting);
    }
    return settings;
  }

  static bool is_new(std::set<std::string>& names, const std::string& name) {
    return names.insert(name).second;
  }

  const TomlTable& root_;
  const SettingWriter& writer_;
  BatchSpec& spec_;
  std::set<std::string> factor_names_;
  KeyOwners factor_owners_;
  KeyOwners case_owners_;
};

}  // namespace

void read_variations(const TomlTable& root, const SettingWriter& writer, BatchSpec& spec) {
  VariationReader(root, writer, spec).read();
}

}  // namespace yanbi
