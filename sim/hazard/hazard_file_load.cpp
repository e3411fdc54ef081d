// SPDX-License-Identifier: Apache-2.0
// Reading the compiled hazard. Everything is checked before it is used: sizes and types by the HDF5
// room, then ids, offsets and codes by ColumnChecks, then the hash of the whole.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/city/column_checks.hpp"
#include "sim/city/provenance.hpp"
#include "sim/hazard/hazard_file.hpp"
#include "sim/hazard/hazard_hash.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;

constexpr const char* kRemedy = "build the hazard again with `yanbi hazard build`";

template <class IdType>
std::vector<IdType> ids_from(const std::uint32_t* begin, const std::uint32_t* end) {
  std::vector<IdType> values;
  values.reserve(static_cast<std::size_t>(end - begin));
  std::transform(begin, end, std::back_inserter(values),
                 [](std::uint32_t value) { return IdType(value); });
  return values;
}

/// Whether each value is above the one before.
template <class T>
void check_rising(const GroupReader& group, const std::string& key, const T* begin, const T* end,
                  ColumnChecks& checks) {
  const T* fall = std::adjacent_find(begin, end, std::greater_equal<>());
  if (fall != end) {
    checks.fail(group, key, static_cast<std::size_t>(fall - begin) + 1,
                "the values do not rise one by one");
  }
}

template <class T>
void check_rising(const GroupReader& group, const std::string& key, const std::vector<T>& column,
                  ColumnChecks& checks) {
  check_rising(group, key, column.data(), column.data() + column.size(), checks);
}

WaterRows read_rows(const GroupReader& group, std::size_t frames, ColumnChecks& checks) {
  WaterRows rows;
  const std::size_t count = group.length("place");
  rows.place = group.read<std::uint32_t>("place", {{count}});
  rows.depth = group.read<std::uint16_t>("depth", {{count, frames}});
  if (group.has("mean")) {
    rows.mean = group.read<std::uint16_t>("mean", {{count, frames}});
  }
  if (group.has("flow")) {
    rows.flow = group.read<std::uint16_t>("flow", {{count, frames}});
  }
  check_rising(group, "place", rows.place, checks);
  return rows;
}

Flood read_flood(const GroupReader& group, ColumnChecks& checks) {
  Flood flood;
  const std::size_t frames = group.length("time");
  const auto ticks = group.read<std::int32_t>("time", {{frames}});
  check_rising(group, "time", ticks, checks);
  if (ticks.empty()) {
    checks.fail(group, "time", 0, "a flood needs at least one frame");
  }
  std::ranges::transform(ticks, std::back_inserter(flood.frame),
                         [](std::int32_t count) { return Tick{count}; });
  flood.links = read_rows(group.group("links"), frames, checks);
  flood.entrances = read_rows(group.group("entrances"), frames, checks);
  flood.origins = read_rows(group.group("origins"), frames, checks);
  return flood;
}

std::vector<StrikeEffects> read_effects(const GroupReader& group, ColumnChecks& checks) {
  const std::size_t count = group.length("name");
  auto name = group.read<std::string>("name", {{count}});
  const auto link = group.read<double>("link_blocked", {{count}});
  const auto entrance = group.read<double>("entrance_blocked", {{count}});
  const auto is_cleared = group.read<std::uint8_t>("has_cleared_after", {{count}});
  const auto cleared = group.read<double>("cleared_after", {{count}});
  checks.not_negative(group, "link_blocked", link);
  checks.at_most(group, "link_blocked", link, 1.0);
  checks.not_negative(group, "entrance_blocked", entrance);
  checks.at_most(group, "entrance_blocked", entrance, 1.0);
  checks.not_negative(group, "cleared_after", cleared);
  std::vector<StrikeEffects> effects(count);
  for (std::size_t e = 0; e < count; ++e) {
    effects[e] = {std::move(name[e]), link[e], entrance[e],
                  is_cleared[e] != 0 ? std::optional(cleared[e]) : std::nullopt};
  }
  return effects;
}

/// Ids of all footprints, to be cut into those of each.
struct IdLists {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> ids;

  [[nodiscard]] const std::uint32_t* begin(std::size_t f) const { return ids.data() + first[f]; }
  [[nodiscard]] const std::uint32_t* end(std::size_t f) const { return ids.data() + first[f + 1]; }
};

IdLists read_id_lists(const GroupReader& group, const std::string& what, std::size_t footprints,
                      ColumnChecks& checks) {
  IdLists lists;
  lists.first = group.read<std::uint32_t>("first_" + what, {{footprints + 1}});
  lists.ids = group.read<std::uint32_t>(what, {{group.length(what)}});
  checks.offsets(group, "first_" + what, lists.first, lists.ids.size());
  checks.throw_if_any();  // the lists are cut by the offsets
  for (std::size_t f = 0; f < footprints; ++f) {
    check_rising(group, what, lists.begin(f), lists.end(f), checks);
  }
  return lists;
}

std::vector<Footprint> read_footprints(const GroupReader& group, std::size_t effects,
                                       ColumnChecks& checks) {
  const std::size_t count = group.length("effects");
  const auto effects_of = group.read<std::uint32_t>("effects", {{count}});
  checks.ids(group, "effects", effects_of, effects);
  const IdLists links = read_id_lists(group, "link", count, checks);
  const IdLists entrances = read_id_lists(group, "entrance", count, checks);
  const IdLists works = read_id_lists(group, "work", count, checks);
  const IdLists origins = read_id_lists(group, "origin", count, checks);
  const auto lost = group.read<float>("work_lost", {{works.ids.size()}});
  checks.not_negative(group, "work_lost", lost);
  checks.at_most(group, "work_lost", lost, 1.0F);
  std::vector<Footprint> footprints(count);
  for (std::size_t f = 0; f < count; ++f) {
    Footprint& footprint = footprints[f];
    footprint.effects = effects_of[f];
    footprint.links = ids_from<LinkId>(links.begin(f), links.end(f));
    footprint.entrances = ids_from<EntranceId>(entrances.begin(f), entrances.end(f));
    footprint.works = ids_from<WorkId>(works.begin(f), works.end(f));
    footprint.work_lost.assign(lost.begin() + works.first[f], lost.begin() + works.first[f + 1]);
    footprint.origins = ids_from<OriginId>(origins.begin(f), origins.end(f));
  }
  return footprints;
}

std::vector<Strike> read_strikes(const GroupReader& group, std::size_t effects,
                                 ColumnChecks& checks) {
  std::vector<Footprint> footprints = read_footprints(group, effects, checks);
  const std::size_t count = group.length("key");
  auto key = group.read<std::string>("key", {{count}});
  const auto first = group.read<std::uint32_t>("first_footprint", {{count + 1}});
  checks.offsets(group, "first_footprint", first, footprints.size());
  checks.throw_if_any();
  std::vector<Strike> strikes(count);
  for (std::size_t s = 0; s < count; ++s) {
    strikes[s].key = std::move(key[s]);
    strikes[s].footprints.assign(std::make_move_iterator(footprints.begin() + first[s]),
                                 std::make_move_iterator(footprints.begin() + first[s + 1]));
  }
  return strikes;
}

std::vector<Wave> read_waves(const GroupReader& group, std::size_t strikes, ColumnChecks& checks) {
  const std::size_t count = group.length("at");
  const auto at = group.read<std::int32_t>("at", {{count}});
  const auto first = group.read<std::uint32_t>("first_strike", {{count + 1}});
  const auto strike = group.read<std::uint32_t>("strike", {{group.length("strike")}});
  const auto is_drawn = group.read<std::uint8_t>("is_drawn", {{count}});
  const auto drawn = group.read<std::uint32_t>("drawn", {{count}});
  checks.ascending(group, "at", at);
  checks.offsets(group, "first_strike", first, strike.size());
  checks.ids(group, "strike", strike, strikes);
  checks.throw_if_any();
  std::vector<Wave> waves(count);
  for (std::size_t w = 0; w < count; ++w) {
    waves[w].at = Tick{at[w]};
    waves[w].strikes.assign(strike.begin() + first[w], strike.begin() + first[w + 1]);
    if (is_drawn[w] != 0) {
      waves[w].drawn = drawn[w];
      if (drawn[w] > waves[w].strikes.size()) {
        checks.fail(group, "drawn", w, "more strikes are drawn than the wave has");
      }
    }
  }
  return waves;
}

Attack read_attack(const GroupReader& group, ColumnChecks& checks) {
  Attack attack;
  attack.effects = read_effects(group.group("effects"), checks);
  attack.strikes = read_strikes(group.group("strikes"), attack.effects.size(), checks);
  attack.waves = read_waves(group.group("waves"), attack.strikes.size(), checks);
  return attack;
}

std::uint64_t read_hash(const GroupReader& group, const std::string& attribute) {
  const std::optional<std::uint64_t> hash = from_hex(group.text(attribute));
  if (!hash) {
    group.fail(attribute, "not 16 hexadecimal digits");
  }
  return *hash;
}

Hazard read_hazard(const GroupReader& root, ColumnChecks& checks) {
  Hazard hazard;
  hazard.name = root.text("name");
  hazard.synthetic = root.single<std::uint8_t>("synthetic") != 0;
  hazard.city_hash = read_hash(root, "city_hash");
  if (root.has("flood")) {
    hazard.flood = read_flood(root.group("flood"), checks);
  }
  if (root.has("attack")) {
    hazard.attack = read_attack(root.group("attack"), checks);
  }
  hazard.notes = read_notes(root);
  hazard.inputs = read_inputs(root, checks);
  checks.throw_if_any();
  return hazard;
}

}  // namespace

Hazard load_hazard(const std::filesystem::path& path) {
  const hdf5::FileReader file(path, {"yanbi hazard", "hazard file", kHazardFormatMajor, kRemedy});
  const GroupReader root = file.root();
  ColumnChecks checks;
  try {
    Hazard hazard = read_hazard(root, checks);
    if (hash_hazard(hazard) != read_hash(root, "hash")) {
      root.fail("hash", "the contents do not match the hash of the hazard");
    }
    return hazard;
  } catch (const hdf5::Error& error) {
    throw InputError({{path.string(), 0, "", "", error.what(), kRemedy}});
  }
}

}  // namespace yanbi
