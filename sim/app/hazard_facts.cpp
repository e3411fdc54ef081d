// SPDX-License-Identifier: Apache-2.0
#include "sim/app/hazard_facts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <set>

#include "sim/base/hash.hpp"

namespace yanbi::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMillimetres = 1000.0;  // a metre

double deepest(const WaterRows& rows) {
  return rows.depth.empty() ? 0.0 : *std::ranges::max_element(rows.depth) / kMillimetres;
}

double largest_flow(const WaterRows& rows) {
  return rows.flow.empty() ? 0.0 : *std::ranges::max_element(rows.flow) / kMillimetres;
}

/// Places that lie in any footprint of an attack.
struct StruckPlaces {
  std::set<LinkId> links;
  std::set<EntranceId> entrances;
  std::set<WorkId> works;
  std::set<OriginId> origins;
};

StruckPlaces struck(const Attack& attack) {
  StruckPlaces places;
  for (const Strike& strike : attack.strikes) {
    for (const Footprint& each : strike.footprints) {
      places.links.insert(each.links.begin(), each.links.end());
      places.entrances.insert(each.entrances.begin(), each.entrances.end());
      places.works.insert(each.works.begin(), each.works.end());
      places.origins.insert(each.origins.begin(), each.origins.end());
    }
  }
  return places;
}

Json rows_json(const WaterRows& rows) {
  Json json = {{"wet", rows.size()}, {"deepest_m", deepest(rows)}};
  if (!rows.flow.empty()) {
    json["largest_flow_m2_s"] = largest_flow(rows);
  }
  return json;
}

Json flood_json(const Flood& flood) {
  return {{"frames", flood.frame.size()},
          {"first_s", flood.frame.front().seconds()},
          {"last_s", flood.frame.back().seconds()},
          {"links", rows_json(flood.links)},
          {"entrances", rows_json(flood.entrances)},
          {"origins", rows_json(flood.origins)}};
}

Json attack_json(const Attack& attack) {
  const StruckPlaces places = struck(attack);
  Json waves = Json::array();
  for (const Wave& wave : attack.waves) {
    waves.push_back({{"at_s", wave.at.seconds()},
                     {"strikes", wave.strikes.size()},
                     {"drawn", wave.drawn ? Json(*wave.drawn) : Json()}});
  }
  Json effects = Json::array();
  for (const StrikeEffects& each : attack.effects) {
    effects.push_back(
        {{"name", each.name},
         {"link_blocked", each.link_blocked},
         {"entrance_blocked", each.entrance_blocked},
         {"cleared_after_s", each.cleared_after ? Json(*each.cleared_after) : Json()}});
  }
  return {{"strikes", attack.strikes.size()},
          {"effects", effects},
          {"waves", waves},
          {"links", places.links.size()},
          {"entrances", places.entrances.size()},
          {"works", places.works.size()},
          {"origins", places.origins.size()}};
}

}  // namespace

std::string hazard_summary(const Hazard& hazard) {
  std::string text =
      fmt::format("{}{}\n", hazard.name, hazard.synthetic ? " (synthetic data)" : "");
  const auto out = std::back_inserter(text);
  if (hazard.flood) {
    const Flood& flood = *hazard.flood;
    fmt::format_to(out, "  flood       {} frames from {} s to {} s\n", flood.frame.size(),
                   flood.frame.front().seconds(), flood.frame.back().seconds());
    fmt::format_to(out, "  ever wet    {} links, {} doors, {} origins\n", flood.links.size(),
                   flood.entrances.size(), flood.origins.size());
    fmt::format_to(out, "  deepest     {:.3f} m on links{}\n", deepest(flood.links),
                   flood.links.flow.empty()
                       ? ""
                       : fmt::format(", {:.3f} m2/s the largest flow", largest_flow(flood.links)));
  }
  if (hazard.attack) {
    const StruckPlaces places = struck(*hazard.attack);
    fmt::format_to(out, "  strikes     {} in {} waves\n", hazard.attack->strikes.size(),
                   hazard.attack->waves.size());
    fmt::format_to(out, "  touched     {} links, {} doors, {} works, {} origins\n",
                   places.links.size(), places.entrances.size(), places.works.size(),
                   places.origins.size());
  }
  return text;
}

std::string hazard_report(const Hazard& hazard) {
  std::string text = hazard_summary(hazard);
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "  city hash   {}\n  hash        {}\n", to_hex(hazard.city_hash),
                 to_hex(hash_hazard(hazard)));
  for (const ImportNote& note : hazard.notes) {
    fmt::format_to(out, "  note        {}: {}\n", note.topic, note.text);
  }
  return text;
}

Json hazard_json(const Hazard& hazard) {
  Json notes = Json::array();
  for (const ImportNote& note : hazard.notes) {
    notes.push_back({{"topic", note.topic},
                     {"key", note.key},
                     {"value", note.value},
                     {"unit", note.unit},
                     {"text", note.text}});
  }
  Json inputs = Json::array();
  for (const InputFile& input : hazard.inputs) {
    inputs.push_back({{"path", input.path}, {"hash", to_hex(input.hash)}});
  }
  return {{"hazard", hazard.name},
          {"synthetic", hazard.synthetic},
          {"city_hash", to_hex(hazard.city_hash)},
          {"hash", to_hex(hash_hazard(hazard))},
          {"flood", hazard.flood ? flood_json(*hazard.flood) : Json()},
          {"attack", hazard.attack ? attack_json(*hazard.attack) : Json()},
          {"notes", notes},
          {"inputs", inputs}};
}

}  // namespace yanbi::app
