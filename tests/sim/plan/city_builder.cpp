// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/plan/city_builder.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace yanbi::test {
namespace {

WayForm opposite_form(WayForm form) {
  switch (form) {
    case WayForm::kStairsUp:
      return WayForm::kStairsDown;
    case WayForm::kStairsDown:
      return WayForm::kStairsUp;
    case WayForm::kFlat:
      break;
  }
  return WayForm::kFlat;
}

}  // namespace

std::size_t CityBuilder::node() { return nodes_++; }

std::size_t CityBuilder::street(std::size_t a, std::size_t b, std::uint32_t length_mm,
                                bool one_way) {
  streets_.push_back({a, b, length_mm, one_way, 3.0, WayForm::kFlat});
  return streets_.size() - 1;
}

void CityBuilder::shape(double width, WayForm form) {
  streets_.back().width = width;
  streets_.back().form = form;
}

std::size_t CityBuilder::origin(const std::string& key, std::int32_t persons,
                                std::optional<OnStreet> place, double access) {
  origins_.push_back({key, persons, place, access});
  return origins_.size() - 1;
}

std::size_t CityBuilder::work(const std::string& key, std::int32_t places) {
  const bool has_ledger = key.find('/') != std::string::npos;
  works_.push_back({has_ledger ? key : "l/" + key, places, std::nullopt, 0.0});
  return works_.size() - 1;
}

void CityBuilder::door(std::optional<OnStreet> place, double access, std::optional<double> width) {
  doors_.push_back({works_.size() - 1, place, access, width});
}

std::vector<CityBuilder::Link> CityBuilder::sorted_links() const {
  std::vector<Link> links;
  for (std::size_t s = 0; s < streets_.size(); ++s) {
    links.push_back({streets_[s].a, streets_[s].b, s, false});
    if (!streets_[s].one_way) {
      links.push_back({streets_[s].b, streets_[s].a, s, true});
    }
  }
  std::stable_sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
    return std::tuple(a.tail, a.head) < std::tuple(b.tail, b.head);
  });
  return links;
}

City CityBuilder::build(std::vector<double> household_shares) const {
  const std::vector<Link> links = sorted_links();
  std::vector<LinkId> forward(streets_.size());
  std::vector<LinkId> backward(streets_.size());
  for (std::size_t l = 0; l < links.size(); ++l) {
    (links[l].backward ? backward : forward)[links[l].street] = LinkId(l);
  }
  LinkColumns columns;
  for (const Link& link : links) {
    columns.tail.emplace_back(link.tail);
    columns.head.emplace_back(link.head);
    columns.length_mm.push_back(streets_[link.street].length_mm);
    const Street& street = streets_[link.street];
    columns.width.push_back(static_cast<float>(street.width));
    columns.form.push_back(link.backward ? opposite_form(street.form) : street.form);
    columns.opposite.push_back(link.backward ? forward[link.street] : backward[link.street]);
    columns.street.push_back(static_cast<std::uint32_t>(link.street));
  }
  StreetColumns streets;
  streets.source_id.assign(streets_.size(), 0);
  streets.first_vertex.assign(streets_.size() + 1, 0);
  const auto position = [&](const std::optional<OnStreet>& place) {
    return place ? std::optional(LinkPosition{forward[place->street], place->offset_mm})
                 : std::nullopt;
  };

  City city;
  city.network = RoadNetwork(std::vector<double>(nodes_, 0.0), std::vector<double>(nodes_, 0.0),
                             std::move(columns), std::move(streets));
  Population population{"all", "", {}, std::move(household_shares)};
  for (const Place& origin : origins_) {
    city.origins.key.push_back(origin.key);
    city.origins.x.push_back(0.0);
    city.origins.y.push_back(0.0);
    city.origins.position.push_back(position(origin.place));
    city.origins.access.push_back(origin.access);
    population.persons.push_back(origin.count);
  }
  city.populations.push_back(std::move(population));
  Layout layout;
  layout.name = "all";
  for (std::size_t w = 0; w < works_.size(); ++w) {
    city.works.key.push_back(works_[w].key);
    city.works.label.emplace_back();
    city.works.ledger.push_back(0);
    city.works.type.push_back(WorkType::kPersonnel);
    city.works.status.push_back(WorkStatus::kBuilt);
    city.works.places.push_back(works_[w].count);
    city.works.x.push_back(0.0);
    city.works.y.push_back(0.0);
    city.works.from.emplace_back();
    city.works.until.emplace_back();
    city.works.facility.push_back(static_cast<std::uint32_t>(w));
    layout.works.emplace_back(w);
  }
  city.works.ledgers = {"l"};
  for (const Door& door : doors_) {
    city.works.entrances.work.emplace_back(door.work);
    city.works.entrances.x.push_back(0.0);
    city.works.entrances.y.push_back(0.0);
    city.works.entrances.position.push_back(position(door.place));
    city.works.entrances.access.push_back(door.access);
    city.works.entrances.width.push_back(door.width);
  }
  city.layouts.push_back(std::move(layout));
  return city;
}

namespace {

/// Small whole numbers, so that equal distances are common. One call's arguments draw at most once:
/// compilers differ in the order in which they evaluate them.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(engine_() % count); }

 private:
  std::mt19937 engine_;
};

}  // namespace

City random_city(std::uint32_t seed) {
  Dice dice(seed);
  CityBuilder builder;
  const std::uint32_t nodes = 2 + dice.below(9);
  for (std::uint32_t n = 0; n < nodes; ++n) {
    builder.node();
  }
  const std::uint32_t streets = nodes + dice.below(2 * nodes);
  std::vector<std::uint32_t> length_mm;
  for (std::uint32_t s = 0; s < streets; ++s) {
    length_mm.push_back(1000 * (1 + dice.below(6)));
    const bool one_way = dice.below(4) == 0;
    const std::uint32_t to = dice.below(nodes);
    const std::uint32_t from = dice.below(nodes);
    builder.street(from, to, length_mm.back(), one_way);
  }
  const auto somewhere = [&]() -> std::optional<OnStreet> {
    if (dice.below(12) == 0) {
      return std::nullopt;
    }
    const std::uint32_t street = dice.below(streets);
    return OnStreet{street, 1000 * dice.below(length_mm[street] / 1000 + 1)};
  };
  for (std::uint32_t o = 0; o < 12; ++o) {
    const std::uint32_t access = dice.below(3);
    const std::optional<OnStreet> place = somewhere();
    builder.origin("o" + std::to_string(o), static_cast<std::int32_t>(dice.below(9)), place,
                   access);
  }
  for (std::uint32_t w = 0; w < 6; ++w) {
    builder.work("w" + std::to_string(w), static_cast<std::int32_t>(dice.below(15)));
    const std::uint32_t doors = dice.below(4);
    for (std::uint32_t d = 0; d < doors; ++d) {
      const std::uint32_t access = dice.below(3);
      builder.door(somewhere(), access);
    }
  }
  return builder.build({0.3, 0.3, 0.2, 0.2});
}

City grid_city(std::size_t side, std::size_t origins, std::size_t works, std::int32_t places,
               std::uint32_t seed) {
  Dice dice(seed);
  CityBuilder builder;
  std::vector<std::uint32_t> length_mm;
  const auto add_street = [&](std::size_t a, std::size_t b) {
    length_mm.push_back(80'000 + dice.below(40'000));
    builder.street(a, b, length_mm.back());
  };
  for (std::size_t n = 0; n < side * side; ++n) {
    builder.node();
  }
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      if (x + 1 < side) {
        add_street(y * side + x, y * side + x + 1);
      }
      if (y + 1 < side) {
        add_street(y * side + x, (y + 1) * side + x);
      }
    }
  }
  const auto somewhere = [&] {
    const std::uint32_t street = dice.below(static_cast<std::uint32_t>(length_mm.size()));
    return OnStreet{street, dice.below(length_mm[street] + 1)};
  };
  for (std::size_t o = 0; o < origins; ++o) {
    const std::uint32_t access = dice.below(30);
    const OnStreet place = somewhere();
    builder.origin("o" + std::to_string(o), static_cast<std::int32_t>(1 + dice.below(9)), place,
                   access);
  }
  for (std::size_t w = 0; w < works; ++w) {
    builder.work("w" + std::to_string(w), places);
    const std::uint32_t access = dice.below(30);
    builder.door(somewhere(), access);
  }
  return builder.build({0.4, 0.3, 0.2, 0.1});
}

Scenario scenario_with(PlanPolicy policy, double max_walk) {
  Scenario scenario;
  scenario.plan.policy = policy;
  scenario.plan.max_walk = max_walk;
  return scenario;
}

BruteForce::BruteForce(const City& city, const Shelters& shelters)
    : city_(city), shelters_(shelters) {
  const RoadNetwork& network = city.network;
  first_origin_ = network.node_count();
  first_door_ = first_origin_ + city.origins.size();
  count_ = first_door_ + shelters.entrance_count();
  distance_.assign(count_ * count_, kNever);
  // Places along each link in walking order, cut into the pieces between them.
  std::map<LinkId, std::vector<std::pair<std::uint64_t, std::size_t>>> along;
  const auto enter = [&](LinkPosition position, std::size_t vertex) {
    along[position.link].emplace_back(position.offset_mm, vertex);
    if (network.opposite(position.link).has_value()) {
      along[network.opposite(position.link)].emplace_back(
          network.length_mm(position.link) - position.offset_mm, vertex);
    }
  };
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    if (city.origins.position[o]) {
      enter(*city.origins.position[o], first_origin_ + o);
    }
  }
  for (std::size_t e = 0; e < shelters.entrance_count(); ++e) {
    enter(shelters.entrance_position[e], first_door_ + e);
  }
  for (std::size_t v = 0; v < count_; ++v) {
    at(v, v) = 0;
  }
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    auto& stops = along[LinkId(l)];
    stops.emplace_back(network.length_mm(LinkId(l)), network.head(LinkId(l)).index());
    std::stable_sort(stops.begin(), stops.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::size_t from = network.tail(LinkId(l)).index();
    std::uint64_t offset = 0;
    for (const auto& [stop_offset, vertex] : stops) {
      std::uint64_t& piece = at(from, vertex);
      piece = std::min(piece, stop_offset - offset);
      // Places at one offset are one place; a place at a node is only as near as the link says.
      if (stop_offset == offset && from >= first_origin_ && vertex >= first_origin_) {
        at(vertex, from) = 0;
      }
      from = vertex;
      offset = stop_offset;
    }
  }
  for (std::size_t k = 0; k < count_; ++k) {
    for (std::size_t i = 0; i < count_; ++i) {
      for (std::size_t j = 0; j < count_; ++j) {
        at(i, j) = std::min(at(i, j), at(i, k) + at(k, j));
      }
    }
  }
}

std::uint64_t BruteForce::walk_mm(OriginId origin, EntranceId door) const {
  const std::size_t from = first_origin_ + origin.index();
  const std::uint64_t street = distance_[from * count_ + first_door_ + door.index()];
  if (!city_.origins.position[origin.index()] || street >= kNever) {
    return kNever;
  }
  return street + static_cast<std::uint64_t>(city_.origins.access[origin.index()] * 1000.0) +
         shelters_.entrance_access_mm[door.index()];
}

std::uint64_t BruteForce::walk_mm(OriginId origin, ShelterId shelter) const {
  std::uint64_t least = kNever;
  for (std::uint32_t e = shelters_.first_entrance[shelter.index()];
       e < shelters_.first_entrance[shelter.index() + 1]; ++e) {
    least = std::min(least, walk_mm(origin, EntranceId(e)));
  }
  return least;
}

std::uint64_t BruteForce::walk_mm(EntranceId from, ShelterId to) const {
  std::uint64_t least = kNever;
  const std::size_t start = first_door_ + from.index();
  for (std::uint32_t e = shelters_.first_entrance[to.index()];
       e < shelters_.first_entrance[to.index() + 1]; ++e) {
    least = std::min(least,
                     distance_[start * count_ + first_door_ + e] + shelters_.entrance_access_mm[e]);
  }
  return least >= kNever ? kNever : least + shelters_.entrance_access_mm[from.index()];
}

namespace {

/// Whether `offset_mm` on `link` is the place `position`, seen from either direction.
bool is_place(const RoadNetwork& network, LinkId link, std::uint32_t offset_mm,
              LinkPosition position) {
  const LinkPosition seen{link, offset_mm};
  return seen == position || network.mirrored(position) == seen;
}

}  // namespace

std::string fault_of(const Route& route, LinkPosition start, const City& city,
                     const Shelters& shelters) {
  const RoadNetwork& network = city.network;
  if (route.links.empty()) {
    return "it has no link";
  }
  for (std::size_t i = 0; i + 1 < route.links.size(); ++i) {
    if (network.head(route.links[i]) != network.tail(route.links[i + 1])) {
      return "its links do not connect";
    }
  }
  if (route.start_offset_mm > network.length_mm(route.links.front()) ||
      route.end_offset_mm > network.length_mm(route.links.back())) {
    return "an offset lies beyond its link";
  }
  if (route.links.size() == 1 && route.end_offset_mm < route.start_offset_mm) {
    return "it walks backwards";
  }
  if (!is_place(network, route.links.front(), route.start_offset_mm, start)) {
    return "it does not start where it should";
  }
  const std::size_t door = route.entrance.index();
  if (!is_place(network, route.links.back(), route.end_offset_mm,
                shelters.entrance_position[door])) {
    return "it does not end at its door";
  }
  if (route.egress_mm != shelters.entrance_access_mm[door]) {
    return "its egress is not the door's";
  }
  return "";
}

}  // namespace yanbi::test
