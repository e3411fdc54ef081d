// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/attack_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "sim/import/hazard/flood_spec.hpp"
#include "sim/import/hazard/footprint_spec.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kProbabilities = {0.0, 1.0};
constexpr double kMostDrawn = 1e6;

/// A probability that must be there.
double required_probability(const TomlTable& table, const std::string& key) {
  if (!table.has(key)) {
    table.missing(key, "effects are stated, none is assumed", "add " + key + " = 0.3");
  }
  return table.number(key, kProbabilities).value_or(0.0);
}

EffectsNames read_all_effects(const TomlTable& root, AttackSpec& attack) {
  EffectsNames names;
  for (const TomlTable& table : root.tables("effects")) {
    EffectsSpec spec;
    spec.effects.name =
        required_text(table, "name", "strikes choose their effects by it").value_or("");
    spec.effects.link_blocked = required_probability(table, "link_blocked");
    spec.effects.entrance_blocked = required_probability(table, "entrance_blocked");
    spec.effects.cleared_after = table.duration("cleared_after", {0.0, kHazardTimes.most});
    if (!table.has("work_lost")) {
      table.missing("work_lost", "effects are stated, none is assumed", "add work_lost = 0.3");
    }
    spec.work_lost = read_work_lost(table, "work_lost");
    const auto index = static_cast<std::uint32_t>(attack.effects.size());
    if (!spec.effects.name.empty() && !names.emplace(spec.effects.name, index).second) {
      table.problem("name", "other effects have this name", "give them a name of their own");
    }
    attack.effects.push_back(std::move(spec));
  }
  return names;
}

/// The parts of a strike's `footprints`; a single table is a list of one.
std::vector<TomlTable> footprint_tables(const TomlTable& table) {
  if (!table.is_table("footprints")) {
    return table.tables("footprints");
  }
  std::vector<TomlTable> one;
  if (std::optional<TomlTable> inner = table.table("footprints")) {
    one.push_back(std::move(*inner));
  }
  return one;
}

/// Keys of the strikes that are known before any layer is read.
struct StrikeKeys {
  std::set<std::string> all;
  std::set<std::string> of_layers;  ///< those whose layers have keys of their own
};

void read_all_strikes(const TomlTable& root, const EffectsNames& effects,
                      const std::filesystem::path& data_root, AttackSpec& attack,
                      StrikeKeys& keys) {
  for (const TomlTable& table : root.tables("strike")) {
    StrikeSpec strike;
    strike.key = required_text(table, "key", "waves name strikes by it").value_or("");
    const std::vector<TomlTable> footprints = footprint_tables(table);
    for (const TomlTable& footprint : footprints) {
      read_footprint(footprint, effects, data_root, strike);
    }
    if (footprints.empty()) {
      table.problem("footprints", "a strike needs at least one footprint",
                    "write footprints = [{ x = ..., y = ..., radius = ..., effects = \"...\" }]");
    }
    const bool has_keys = std::ranges::any_of(strike.layers, [](const FootprintLayerSpec& layer) {
      return layer.key_column.has_value();
    });
    if (has_keys && footprints.size() > 1) {
      table.problem("footprints", "a layer whose key makes each polygon a strike stands for itself",
                    "make a [[strike]] of it, without other footprints");
    }
    if (!strike.key.empty() && !keys.all.insert(strike.key).second) {
      table.problem("key", "another strike has this key", "give it a key of its own");
    }
    if (has_keys) {
      keys.of_layers.insert(strike.key);
    }
    attack.strikes.push_back(std::move(strike));
  }
}

/// Whether a key may name a strike: exactly, or one of a layer as "key/its own".
bool may_name_strike(const std::string& name, const StrikeKeys& keys) {
  const std::size_t slash = name.find('/');
  return keys.all.contains(name) ||
         (slash != std::string::npos && keys.of_layers.contains(name.substr(0, slash)));
}

std::vector<std::string> read_wave_strikes(const TomlTable& table, const StrikeKeys& keys) {
  if (!table.is_array("strikes")) {
    static_cast<void>(table.choice("strikes", {"all"}));
    return {};
  }
  std::vector<std::string> names = table.texts("strikes").value_or(std::vector<std::string>{});
  std::set<std::string> seen;
  for (const std::string& name : names) {
    if (!may_name_strike(name, keys)) {
      const std::string nearest = nearest_word(name, {keys.all.begin(), keys.all.end()});
      table.problem("strikes", fmt::format("there is no strike '{}'", name),
                    nearest.empty() ? "name strikes by their key"
                                    : fmt::format("did you mean '{}'?", nearest));
    } else if (!seen.insert(name).second) {
      table.problem("strikes", fmt::format("the strike '{}' is named twice", name),
                    "name each strike of a wave once");
    }
  }
  if (names.empty()) {
    table.problem("strikes", "a wave needs strikes",
                  "name strikes by their key, or write strikes = \"all\"");
  }
  return names;
}

void read_all_waves(const TomlTable& root, const StrikeKeys& keys, AttackSpec& attack) {
  for (const TomlTable& table : root.tables("wave")) {
    WaveSpec wave;
    if (!table.has("at")) {
      table.missing("at", "the time of the wave is not known", "add at = \"2 min\"");
    }
    wave.at = table.duration("at", kHazardTimes).value_or(0.0);
    if (!table.has("strikes")) {
      table.missing("strikes", "a wave needs strikes",
                    "add strikes = \"all\", or a list of their keys");
    }
    wave.strikes = read_wave_strikes(table, keys);
    if (const auto drawn = table.integer("draw", {1.0, kMostDrawn})) {
      wave.drawn = static_cast<std::uint32_t>(*drawn);
    }
    attack.waves.push_back(std::move(wave));
  }
  std::ranges::stable_sort(attack.waves, {}, &WaveSpec::at);
}

}  // namespace

std::optional<AttackSpec> read_attack_spec(const TomlTable& root,
                                           const std::filesystem::path& data_root) {
  if (!root.has("effects") && !root.has("strike") && !root.has("wave")) {
    return std::nullopt;
  }
  AttackSpec attack;
  const EffectsNames effects = read_all_effects(root, attack);
  StrikeKeys keys;
  read_all_strikes(root, effects, data_root, attack, keys);
  read_all_waves(root, keys, attack);
  if (!root.has("strike")) {
    root.missing("strike", "an attack needs strikes", "add [[strike]] with key and footprints");
  }
  if (!root.has("wave")) {
    root.missing("wave", "it is not known when the strikes come",
                 R"(add [[wave]] with at = "2 min" and strikes = "all")");
  }
  return attack;
}

}  // namespace yanbi
