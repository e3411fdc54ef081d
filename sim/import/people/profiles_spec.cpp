// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/profiles_spec.hpp"

#include <string>
#include <vector>

#include "sim/import/people/age_columns.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

FigureUnit read_unit(const TomlTable& table) {
  const std::string word = table.choice("unit", {"shares", "percent", "counts"}).value_or("shares");
  return word == "percent"  ? FigureUnit::kPercent
         : word == "counts" ? FigureUnit::kCounts
                            : FigureUnit::kShares;
}

/// The columns of households: their mean, or one a size.
void read_households(const TomlTable& table, ProfilesSpec& profiles) {
  profiles.household_mean = table.text("household_mean");
  profiles.household_single = table.text("household_single");
  profiles.household_sizes = table.texts("household_sizes").value_or(std::vector<std::string>{});
  if (table.has("household_single") && !table.has("household_mean")) {
    table.missing("household_mean", "the share of households of one person needs it",
                  "add household_mean = \"...\", the column of persons a household");
  }
  if (profiles.household_mean && !profiles.household_sizes.empty()) {
    table.problem("household_sizes", "household_mean is given too; only one can be right",
                  "keep one of the two");
  }
  if (profiles.household_single && profiles.unit == FigureUnit::kCounts) {
    table.problem("household_single", "this column is a share of households, no count",
                  "remove it, or write unit = \"shares\" and give shares everywhere");
  }
}

}  // namespace

std::optional<ProfilesSpec> read_profiles_spec(const TomlTable& table,
                                               const std::filesystem::path& data_root) {
  ProfilesSpec profiles;
  const std::optional<SourceSpec> source = read_source(table, data_root);
  const auto geography =
      required_text(table, "geography", "the geography whose zones have these profiles");
  const auto key = required_text(table, "key", "the column that names each zone");
  profiles.name = table.text("name");
  profiles.unit = read_unit(table);
  profiles.ages = read_age_columns(table, "ages");
  read_households(table, profiles);
  if (!table.has("household_mean") && !table.has("household_sizes") && !table.has("ages")) {
    table.missing("household_mean", "profiles without households and ages say nothing",
                  "add household_mean = \"...\" or ages = { ... }");
  }
  if (!source || !geography || !key) {
    return std::nullopt;
  }
  profiles.source = *source;
  profiles.geography = *geography;
  profiles.key = *key;
  return profiles;
}

}  // namespace yanbi
