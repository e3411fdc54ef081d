// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/city/city.hpp"

namespace yanbi {
namespace {

/// Hashes columns one after another. Every column goes in with its size, so that values cannot move
/// from one column to the next unnoticed.
class ColumnHasher {
 public:
  template <class T>
  void column(const std::vector<T>& values) {
    column(std::span<const T>(values));
  }
  template <class T>
  void column(std::span<const T> values) {
    size(values.size());
    hash_ = hash_column(values, hash_);
  }
  void column(const std::vector<double>& values) { numbers(values); }
  void column(const std::vector<float>& values) { numbers(values); }
  void column(const std::vector<std::string>& values) {
    size(values.size());
    for (const std::string& text : values) {
      word(text);
    }
  }
  template <class T>
  void column(const std::vector<std::optional<T>>& values) {
    size(values.size());
    for (const std::optional<T>& value : values) {
      maybe(value);
    }
  }
  /// A column that may be left empty, which means `otherwise` for each of `count` items.
  template <class T>
  void column_or(const std::vector<T>& values, std::size_t count, T otherwise) {
    column(values.empty() ? std::vector<T>(count, otherwise) : values);
  }
  void word(const std::string& text) { hash_ = hash_text(text, hash_); }
  template <class T>
  void maybe(const std::optional<T>& value) {
    size(value ? 1 : 0);
    if (value) {
      hash_ = hash_bytes(&*value, sizeof(T), hash_);
    }
  }
  void size(std::size_t count) {
    const std::uint64_t number = count;
    hash_ = hash_bytes(&number, sizeof(number), hash_);
  }
  [[nodiscard]] std::uint64_t result() const { return hash_; }

 private:
  template <class T>
  void numbers(const std::vector<T>& values) {
    size(values.size());
    hash_ = hash_bytes(values.data(), values.size() * sizeof(T), hash_);
  }
  std::uint64_t hash_ = 0;
};

void add_network(ColumnHasher& hasher, const RoadNetwork& network) {
  hasher.size(network.node_count());
  const LinkColumns& links = network.links();
  hasher.column(links.tail);
  hasher.column(links.head);
  hasher.column(links.length_mm);
  hasher.column(links.width);
  hasher.column(links.form);
  hasher.column(links.opposite);
  hasher.column(links.lanes);
  hasher.column(links.speed);
  hasher.column(links.capacity);
  hasher.size(network.turn_bans().size());
  for (const TurnBan& ban : network.turn_bans()) {
    hasher.size(ban.from.raw());
    hasher.size(ban.to.raw());
  }
  // Indices say nothing, and cities from before keys were kept have these.
  if (network.has_own_node_keys()) {
    hasher.column(network.node_key());
  }
}

void add_people(ColumnHasher& hasher, const City& city) {
  hasher.column(city.origins.key);
  hasher.column(city.origins.position);
  hasher.column(city.origins.access);
  hasher.column_or(city.origins.floors, city.origins.size(), std::uint8_t{0});
  hasher.size(city.populations.size());
  for (const Population& population : city.populations) {
    hasher.word(population.name);
    hasher.column(population.persons);
    hasher.column(population.household_shares);
    hasher.column(population.profile);
    hasher.size(population.profiles.size());
    for (const Profile& profile : population.profiles) {
      hasher.column(profile.household_shares);
      hasher.column(profile.age_shares);
    }
    hasher.size(population.age_groups.size());
    for (const AgeGroup& group : population.age_groups) {
      hasher.size(static_cast<std::size_t>(group.first));
      hasher.maybe(group.last);
    }
  }
}

void add_zones(ColumnHasher& hasher, const std::vector<Geography>& geographies) {
  hasher.size(geographies.size());
  for (const Geography& geography : geographies) {
    hasher.word(geography.name);
    hasher.column(geography.key);
    hasher.column(geography.zone_of_origin);
    hasher.column(geography.zone_of_work);
  }
}

void add_works(ColumnHasher& hasher, const Works& works) {
  hasher.column(works.key);
  hasher.column(works.ledger);
  hasher.column(works.type);
  hasher.column(works.status);
  hasher.column(works.places);
  hasher.column(works.from);
  hasher.column(works.until);
  hasher.column(works.facility);
  hasher.column(works.ledgers);
  hasher.column_or(works.overlay, works.ledgers.size(), std::uint8_t{0});
  hasher.column(works.entrances.work);
  hasher.column(works.entrances.position);
  hasher.column(works.entrances.access);
  hasher.column(works.entrances.width);
  // Cities in which no sill is known have the hash that they had before sills were kept.
  const auto& sills = works.entrances.sill;
  if (std::ranges::any_of(sills, [](const auto& sill) { return sill.has_value(); })) {
    hasher.column(sills);
  }
}

void add_layouts(ColumnHasher& hasher, const std::vector<Layout>& layouts) {
  hasher.size(layouts.size());
  for (const Layout& layout : layouts) {
    hasher.word(layout.name);
    hasher.maybe(layout.date);
    hasher.column(layout.ledgers);
    hasher.column(layout.statuses);
    hasher.column(layout.types);
    hasher.column(layout.overlays);
    hasher.column(layout.removed);
    hasher.column(layout.works);
  }
}

}  // namespace

std::uint64_t hash_city(const City& city) {
  ColumnHasher hasher;
  add_network(hasher, city.network);
  add_people(hasher, city);
  add_zones(hasher, city.geographies);
  add_works(hasher, city.works);
  add_layouts(hasher, city.layouts);
  return hasher.result();
}

}  // namespace yanbi
