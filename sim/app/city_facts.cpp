// SPDX-License-Identifier: Apache-2.0
#include "sim/app/city_facts.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

#include "sim/base/hash.hpp"

namespace yanbi::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMillimetresPerKilometre = 1e6;

/// Personnel shelters of a layout and their places.
struct ShelterCount {
  std::int64_t shelters = 0;
  std::int64_t places = 0;
};

ShelterCount count_shelters(const City& city, const Layout& layout,
                            std::optional<std::size_t> ledger = {}) {
  ShelterCount count;
  for (const WorkId work : layout.works) {
    const std::size_t w = work.index();
    if (city.works.type[w] == WorkType::kPersonnel &&
        (!ledger || city.works.ledger[w] == *ledger)) {
      ++count.shelters;
      count.places += city.works.places[w];
    }
  }
  return count;
}

/// Length of all streets, each counted once although it has two directions.
enum class StreetUse { kAny, kWalk, kDrive };

/// Length of the streets that are for `use` in either direction, once each.
double street_kilometres(const RoadNetwork& network, StreetUse use = StreetUse::kAny) {
  std::vector<bool> seen(network.street_count(), false);
  std::uint64_t millimetres = 0;
  for (std::size_t link = 0; link < network.link_count(); ++link) {
    const std::uint32_t street = network.links().street[link];
    const bool counts =
        use == StreetUse::kAny || (use == StreetUse::kWalk ? network.is_walkable(LinkId(link))
                                                           : network.is_drivable(LinkId(link)));
    if (counts && !seen[street]) {
      seen[street] = true;
      millimetres += network.length_mm(LinkId(link));
    }
  }
  return static_cast<double>(millimetres) / kMillimetresPerKilometre;
}

std::size_t drivable_links(const RoadNetwork& network) {
  return static_cast<std::size_t>(
      std::ranges::count_if(network.links().lanes, [](std::uint8_t lanes) { return lanes > 0; }));
}

/// Zones without the one that takes what lies in none.
std::size_t zone_count(const Geography& geography) {
  return static_cast<std::size_t>(
      std::count_if(geography.key.begin(), geography.key.end(),
                    [](const std::string& key) { return key != Geography::kOutsideKey; }));
}

/// Buildings that the importer read, where it says so; else the origins.
std::int64_t building_count(const City& city) {
  const auto note = std::find_if(city.notes.begin(), city.notes.end(),
                                 [](const ImportNote& one) { return one.key == "buildings"; });
  return note == city.notes.end() ? static_cast<std::int64_t>(city.origins.size())
                                  : static_cast<std::int64_t>(note->value);
}

std::int64_t off_network_count(const City& city) {
  return std::count(city.origins.position.begin(), city.origins.position.end(), std::nullopt);
}

std::int64_t inhabited(const Population& population) {
  return std::count_if(population.persons.begin(), population.persons.end(),
                       [](std::int32_t persons) { return persons > 0; });
}

std::string date_text(Date date) {
  constexpr int kYear = 10000;
  constexpr int kMonth = 100;
  return fmt::format("{:04}-{:02}-{:02}", date / kYear, date / kMonth % kMonth, date % kMonth);
}

Json ledgers_json(const City& city) {
  Json ledgers = Json::object();
  for (std::size_t ledger = 0; ledger < city.works.ledgers.size(); ++ledger) {
    Json& entry = ledgers[city.works.ledgers[ledger]] = Json::object();
    for (const Layout& layout : city.layouts) {
      const ShelterCount count = count_shelters(city, layout, ledger);
      entry[layout.name] = {{"shelters", count.shelters}, {"places", count.places}};
    }
  }
  return ledgers;
}

Json layouts_json(const City& city) {
  Json layouts = Json::object();
  for (const Layout& layout : city.layouts) {
    const ShelterCount count = count_shelters(city, layout);
    layouts[layout.name] = {{"date", layout.date ? Json(date_text(*layout.date)) : Json()},
                            {"works", layout.works.size()},
                            {"shelters", count.shelters},
                            {"places", count.places}};
  }
  return layouts;
}

Json notes_json(const City& city) {
  Json notes = Json::array();
  for (const ImportNote& note : city.notes) {
    notes.push_back({{"topic", note.topic},
                     {"key", note.key},
                     {"value", note.value},
                     {"unit", note.unit},
                     {"text", note.text}});
  }
  return notes;
}

}  // namespace

std::string city_summary(const City& city) {
  std::string text = fmt::format("{}{}\n", city.name, city.synthetic ? " (synthetic data)" : "");
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "  streets     {:.1f} km, {} nodes, {} links\n",
                 street_kilometres(city.network), city.network.node_count(),
                 city.network.link_count());
  if (drivable_links(city.network) > 0) {
    fmt::format_to(out, "  for people  {:.1f} km\n",
                   street_kilometres(city.network, StreetUse::kWalk));
    fmt::format_to(out, "  for cars    {:.1f} km, {} links, {} turns forbidden\n",
                   street_kilometres(city.network, StreetUse::kDrive), drivable_links(city.network),
                   city.network.turn_bans().size());
  }
  fmt::format_to(out, "  buildings   {}; {} with people, {} of them far from any street\n",
                 building_count(city), city.origins.size(), off_network_count(city));
  for (const Geography& geography : city.geographies) {
    fmt::format_to(out, "  zones       {} '{}'\n", zone_count(geography), geography.name);
  }
  for (const Population& population : city.populations) {
    fmt::format_to(out, "  population  '{}': {} persons\n", population.name, population.total());
  }
  for (const Layout& layout : city.layouts) {
    const ShelterCount count = count_shelters(city, layout);
    fmt::format_to(out, "  layout      '{}': {} shelters, {} places\n", layout.name, count.shelters,
                   count.places);
  }
  return text;
}

std::string city_report(const City& city) {
  std::string text = city_summary(city);
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "  crs         {}\n  hash        {}\n", city.crs, to_hex(hash_city(city)));
  for (std::size_t ledger = 0; ledger < city.works.ledgers.size(); ++ledger) {
    for (const Layout& layout : city.layouts) {
      const ShelterCount count = count_shelters(city, layout, ledger);
      fmt::format_to(out, "  ledger      '{}' in layout '{}': {} shelters, {} places\n",
                     city.works.ledgers[ledger], layout.name, count.shelters, count.places);
    }
  }
  for (const ImportNote& note : city.notes) {
    fmt::format_to(out, "  note        {}: {}\n", note.topic, note.text);
  }
  return text;
}

Json city_json(const City& city) {
  Json geographies = Json::object();
  for (const Geography& geography : city.geographies) {
    geographies[geography.name] = zone_count(geography);
  }
  Json populations = Json::object();
  for (const Population& population : city.populations) {
    populations[population.name] = {{"persons", population.total()},
                                    {"origins", inhabited(population)}};
  }
  const Geography* districts = city.find_geography("district");
  return {{"city", city.name},
          {"crs", city.crs},
          {"synthetic", city.synthetic},
          {"hash", to_hex(hash_city(city))},
          {"network",
           {{"nodes", city.network.node_count()},
            {"links", city.network.link_count()},
            {"streets", city.network.street_count()},
            {"length_km", street_kilometres(city.network)},
            {"walkable_km", street_kilometres(city.network, StreetUse::kWalk)},
            {"drivable_km", street_kilometres(city.network, StreetUse::kDrive)},
            {"drivable_links", drivable_links(city.network)},
            {"turn_bans", city.network.turn_bans().size()}}},
          {"buildings", building_count(city)},
          {"origins", city.origins.size()},
          {"off_network", off_network_count(city)},
          {"districts", districts == nullptr ? 0 : zone_count(*districts)},
          {"geographies", geographies},
          {"populations", populations},
          {"ledgers", ledgers_json(city)},
          {"layouts", layouts_json(city)},
          {"notes", notes_json(city)}};
}

}  // namespace yanbi::app
