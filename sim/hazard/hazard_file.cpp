// SPDX-License-Identifier: Apache-2.0
// Writing the compiled hazard; hazard_file_load.cpp reads it, outputs/FORMAT.md describes it.
#include "sim/hazard/hazard_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/build_info.hpp"
#include "sim/base/hash.hpp"
#include "sim/city/provenance.hpp"
#include "sim/hazard/hazard_hash.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

template <class IdType>
std::vector<std::uint32_t> raw_ids(const std::vector<IdType>& ids) {
  std::vector<std::uint32_t> values(ids.size());
  std::ranges::transform(ids, values.begin(), [](IdType id) { return id.raw(); });
  return values;
}

std::vector<std::uint8_t> flag(bool value) { return {value ? std::uint8_t{1} : std::uint8_t{0}}; }

void write_rows(GroupWriter& flood, const std::string& name, const WaterRows& rows,
                std::size_t frames) {
  GroupWriter group = flood.group(name);
  group.dimension("row", rows.size());
  group.dimension("frame", frames);
  group.variable("place", {"row"}, rows.place, {"", "position in the city's columns, ascending"});
  group.variable("depth", {"row", "frame"}, rows.depth,
                 {"mm", "depth at the deepest sample; 65535 = that or more"});
  if (!rows.mean.empty()) {
    group.variable("mean", {"row", "frame"}, rows.mean, {"mm", "depth, mean along the place"});
  }
  if (!rows.flow.empty()) {
    group.variable("flow", {"row", "frame"}, rows.flow,
                   {"1e-3 m2 s-1", "largest depth times velocity; 65535 = that or more"});
  }
}

void write_flood(GroupWriter& root, const Flood& flood) {
  GroupWriter group = root.group("flood");
  std::vector<std::int32_t> ticks(flood.frame.size());
  std::ranges::transform(flood.frame, ticks.begin(), [](Tick tick) { return tick.count; });
  group.dimension("frame", ticks.size());
  group.variable("time", {"frame"}, ticks, {"0.1 s", "time on the hazard's own clock, ascending"});
  write_rows(group, "links", flood.links, ticks.size());
  write_rows(group, "entrances", flood.entrances, ticks.size());
  write_rows(group, "origins", flood.origins, ticks.size());
}

void write_effects(GroupWriter& attack, const std::vector<StrikeEffects>& effects) {
  std::vector<std::string> name;
  std::vector<double> link;
  std::vector<double> entrance;
  std::vector<std::uint8_t> is_cleared;
  std::vector<double> cleared;
  for (const StrikeEffects& each : effects) {
    name.push_back(each.name);
    link.push_back(each.link_blocked);
    entrance.push_back(each.entrance_blocked);
    is_cleared.push_back(each.cleared_after ? 1 : 0);
    cleared.push_back(each.cleared_after.value_or(0.0));
  }
  GroupWriter group = attack.group("effects");
  group.dimension("effects", effects.size());
  group.variable("name", {"effects"}, name, {"", "name in the hazard's source"});
  group.variable("link_blocked", {"effects"}, link, {"1", "probability that a street is blocked"});
  group.variable("entrance_blocked", {"effects"}, entrance,
                 {"1", "probability that a door is blocked"});
  group.variable("has_cleared_after", {"effects"}, is_cleared,
                 {"1", "1 where blocked streets are cleared"});
  group.variable("cleared_after", {"effects"}, cleared,
                 {"s", "from the impact until a blocked street is open again"});
}

/// Lists of ids of all footprints, one after another.
template <class IdType>
class JoinedIds {
 public:
  explicit JoinedIds(std::vector<IdType> Footprint::*member) : member_(member) {}
  void add(const Footprint& footprint) {
    const std::vector<std::uint32_t> more = raw_ids(footprint.*member_);
    ids_.insert(ids_.end(), more.begin(), more.end());
    first_.push_back(static_cast<std::uint32_t>(ids_.size()));
  }
  void write(GroupWriter& group, const std::string& what) const {
    group.dimension(what + "_index", ids_.size());
    group.variable("first_" + what, {"footprint_bound"}, first_,
                   {"", fmt::format("footprint f has {}s [first[f], first[f + 1])", what)});
    group.variable(what, {what + "_index"}, ids_, {"", "position in the city's columns"});
  }

 private:
  std::vector<IdType> Footprint::*member_;
  std::vector<std::uint32_t> first_ = {0};
  std::vector<std::uint32_t> ids_;
};

void write_strikes(GroupWriter& attack, const std::vector<Strike>& strikes) {
  std::vector<std::string> key;
  std::vector<std::uint32_t> first = {0};
  std::vector<std::uint32_t> effects;
  std::vector<float> lost;
  JoinedIds links(&Footprint::links);
  JoinedIds entrances(&Footprint::entrances);
  JoinedIds works(&Footprint::works);
  JoinedIds origins(&Footprint::origins);
  for (const Strike& strike : strikes) {
    key.push_back(strike.key);
    for (const Footprint& footprint : strike.footprints) {
      effects.push_back(footprint.effects);
      lost.insert(lost.end(), footprint.work_lost.begin(), footprint.work_lost.end());
      links.add(footprint);
      entrances.add(footprint);
      works.add(footprint);
      origins.add(footprint);
    }
    first.push_back(static_cast<std::uint32_t>(effects.size()));
  }
  GroupWriter group = attack.group("strikes");
  group.dimension("strike", key.size());
  group.dimension("strike_bound", first.size());
  group.dimension("footprint", effects.size());
  group.dimension("footprint_bound", effects.size() + 1);
  group.variable("key", {"strike"}, key, {"", "id in the hazard's source"});
  group.variable("first_footprint", {"strike_bound"}, first,
                 {"", "strike s has footprints [first_footprint[s], first_footprint[s + 1])"});
  group.variable("effects", {"footprint"}, effects, {"", "position in /attack/effects"});
  links.write(group, "link");
  entrances.write(group, "entrance");
  works.write(group, "work");
  origins.write(group, "origin");
  group.variable("work_lost", {"work_index"}, lost, {"1", "probability that the work is lost"});
}

void write_waves(GroupWriter& attack, const std::vector<Wave>& waves) {
  std::vector<std::int32_t> at;
  std::vector<std::uint32_t> first = {0};
  std::vector<std::uint32_t> strikes;
  std::vector<std::uint8_t> is_drawn;
  std::vector<std::uint32_t> drawn;
  for (const Wave& wave : waves) {
    at.push_back(wave.at.count);
    strikes.insert(strikes.end(), wave.strikes.begin(), wave.strikes.end());
    first.push_back(static_cast<std::uint32_t>(strikes.size()));
    is_drawn.push_back(wave.drawn ? 1 : 0);
    drawn.push_back(wave.drawn.value_or(0));
  }
  GroupWriter group = attack.group("waves");
  group.dimension("wave", at.size());
  group.dimension("wave_bound", first.size());
  group.dimension("strike_index", strikes.size());
  group.variable("at", {"wave"}, at, {"0.1 s", "time on the hazard's own clock, ascending"});
  group.variable("first_strike", {"wave_bound"}, first,
                 {"", "wave w has strikes [first_strike[w], first_strike[w + 1])"});
  group.variable("strike", {"strike_index"}, strikes, {"", "position in /attack/strikes"});
  group.variable("is_drawn", {"wave"}, is_drawn, {"1", "1 where not all strikes come"});
  group.variable("drawn", {"wave"}, drawn, {"1", "how many of the strikes come, drawn"});
}

void write_attack(GroupWriter& root, const Attack& attack) {
  GroupWriter group = root.group("attack");
  write_effects(group, attack.effects);
  write_strikes(group, attack.strikes);
  write_waves(group, attack.waves);
}

}  // namespace

void save_hazard(const Hazard& hazard, const std::filesystem::path& path) {
  hdf5::FileWriter file(path);
  {
    GroupWriter root = file.root();
    root.attribute("filetype", "yanbi hazard");
    root.attribute("format_version",
                   std::vector<std::int32_t>{kHazardFormatMajor, kHazardFormatMinor});
    root.attribute("yanbi_version", build_info().version);
    root.attribute("git_revision", build_info().git_revision);
    root.attribute("name", hazard.name);
    root.attribute("synthetic", flag(hazard.synthetic));
    root.attribute("city_hash", to_hex(hazard.city_hash));
    root.attribute("hash", to_hex(hash_hazard(hazard)));
    if (hazard.flood) {
      write_flood(root, *hazard.flood);
    }
    if (hazard.attack) {
      write_attack(root, *hazard.attack);
    }
    write_provenance(root, hazard.notes, hazard.inputs);
  }
  file.save();
}

}  // namespace yanbi
