// SPDX-License-Identifier: Apache-2.0
// The search runs from the doors against the links, several shelters a node. A shelter's label at a
// node is the walk from there, and it is worth following only
//   - while the walk is not too long;
//   - while some origin upstream would still prefer it. That is known from a search the other way,
//     from the origins, which starts with their limits and subtracts the way;
//   - until enough labels of the node are both cheaper and shorter, for then every origin upstream
//     has enough better ones. (Cheaper alone is not enough: the cheap one may be too far away.)
#include "sim/plan/shelter_pricing.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/plan/assignment.hpp"
#include "sim/plan/monotone_queue.hpp"
#include "sim/plan/shelter_ways.hpp"

namespace yanbi {
namespace {

/// A node that a search may settle.
struct Pending {
  std::int64_t value = 0;
  std::uint32_t shelter = 0;
  std::uint32_t node = 0;
};

}  // namespace

ShelterPricing::Scratch::Scratch(std::size_t node_count) : nodes(node_count) {}

/// One search of one group of shelters.
class PricedSearch {
 public:
  using Offer = ShelterPricing::Offer;
  using Group = ShelterPricing::Group;
  using Scratch = ShelterPricing::Scratch;
  using Node = ShelterPricing::Node;
  using Labels = ShelterPricing::Labels;
  static constexpr std::uint32_t kEnd = ShelterPricing::kEnd;

  PricedSearch(const ShelterPricing& pricing, const Group& group, const PricingQuestion& question,
               Scratch& scratch)
      : input_(pricing.input()),
        leaving_(input_.leaving()),
        incoming_(input_.reversed().incoming()),
        max_walk_mm_(pricing.max_walk_mm()),
        group_of_origin_(pricing.group_of_origin_),
        group_(group),
        question_(question),
        scratch_(scratch) {}

  std::vector<Offer> run() {
    find_worth();
    for (const ShelterPricing::Door& door : group_.doors) {
      if (is_open(door.shelter)) {
        push(door.node, door.shelter, door.distance_mm);
      }
    }
    while (!queue_.empty()) {
      settle(queue_.pop());
    }
    for (const Offer& offer : group_.direct) {
      if (is_open(offer.shelter)) {
        offer_to(offer.origin, offer.shelter, offer.distance_mm);
      }
    }
    clear();
    return std::move(offers_);
  }

 private:
  [[nodiscard]] bool is_open(std::uint32_t shelter) const {
    return question_.open.empty() || question_.open[shelter] != 0;
  }

  /// What a walk to any shelter may cost at most, and still be feasible; and the least it can cost.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> price_range() const {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = 0;
    for (const ShelterPricing::Door& door : group_.doors) {
      if (is_open(door.shelter)) {
        least = std::min(least, question_.price[door.shelter]);
        most = std::max(most, question_.price[door.shelter]);
      }
    }
    return {least, most};
  }

  /// The limit of the origins upstream of each node, less the way from them; the largest counts.
  void find_worth() {
    const auto [least_price, most_price] = price_range();
    const std::int64_t dearest = most_price + max_walk_mm_ + 1;
    // Negative values, so that the queue gives the largest worth first.
    const auto raise = [&, least = least_price](NodeId node, std::int64_t worth) {
      Node& known = scratch_.nodes[node.index()];
      if (worth > least && worth > known.worth) {
        if (known.worth == ShelterPricing::kWorthless) {
          scratch_.touched.push_back(node.raw());
        }
        known.worth = worth;
        queue_.push({-worth, 0, node.raw()});
      }
    };
    for (const std::uint32_t origin : group_.origins) {
      const std::int64_t limit = question_.limit[origin];
      if (limit == PricingQuestion::kNotAsked) {
        continue;
      }
      const LinkPosition position = input_.position(OriginId(origin));
      for (const LinkPosition view : PlaceViews(input_.network(), position)) {
        const std::int64_t stub = std::int64_t{input_.access_mm(OriginId(origin))} +
                                  input_.network().length_mm(view.link) - view.offset_mm;
        raise(input_.network().head(view.link), std::min(limit, dearest) - stub);
      }
    }
    const std::span<const std::uint32_t> first_out = input_.network().first_out();
    const std::span<const std::uint32_t> length = input_.network().walking_length_mm();
    while (!queue_.empty()) {
      const Pending next = queue_.pop();
      if (-next.value < scratch_.nodes[next.node].worth) {
        continue;
      }
      for (std::uint32_t l = first_out[next.node]; l < first_out[next.node + 1]; ++l) {
        if (length[l] != RoadNetwork::kClosed) {
          raise(input_.network().head(LinkId(l)), -next.value - length[l]);
        }
      }
    }
    queue_.restart();
  }

  /// Labels in the latest list of a node; the others are full.
  [[nodiscard]] static std::uint32_t latest_count(const Node& node) {
    return node.label_count == 0 ? 0 : (node.label_count - 1) % Labels::kSize + 1;
  }

  void add_label(Node& node, std::uint32_t shelter, std::uint32_t distance_mm) {
    const std::uint32_t place = node.label_count % Labels::kSize;
    if (place == 0) {
      scratch_.labels.push_back({{}, {}, node.labels});
      node.labels = static_cast<std::uint32_t>(scratch_.labels.size() - 1);
    }
    scratch_.labels[node.labels].shelter[place] = shelter;
    scratch_.labels[node.labels].distance_mm[place] = distance_mm;
    ++node.label_count;
  }

  /// Whether a label there is of no use: nobody upstream wants it, or the node has this shelter
  /// already, or enough better ones.
  [[nodiscard]] bool is_covered(const Node& node, const Pending& label,
                                std::uint32_t distance_mm) const {
    if (label.value >= node.worth || distance_mm >= node.enough_mm) {
      return true;
    }
    std::uint32_t count = latest_count(node);
    for (std::uint32_t l = node.labels; l != kEnd; l = scratch_.labels[l].next) {
      const auto begin = scratch_.labels[l].shelter.begin();
      if (std::find(begin, begin + count, label.shelter) != begin + count) {
        return true;
      }
      count = Labels::kSize;
    }
    return false;
  }

  void push(NodeId node, std::uint32_t shelter, std::uint64_t distance_mm) {
    if (distance_mm > max_walk_mm_) {
      return;
    }
    const Pending label{question_.price[shelter] + static_cast<std::int64_t>(distance_mm), shelter,
                        node.raw()};
    if (!is_covered(scratch_.nodes[node.index()], label, static_cast<std::uint32_t>(distance_mm))) {
      queue_.push(label);
    }
  }

  /// The distance from which on labels that come later to the node are no better than enough of
  /// those it has. None of them is cheaper, since labels are settled in the order of their value.
  std::uint32_t enough_mm(const Node& node) {
    if (node.label_count < question_.most) {
      return kEnd;
    }
    if (!question_.exact) {
      return 0;
    }
    distances_.clear();
    std::uint32_t count = latest_count(node);
    for (std::uint32_t l = node.labels; l != kEnd; l = scratch_.labels[l].next) {
      const auto begin = scratch_.labels[l].distance_mm.begin();
      distances_.insert(distances_.end(), begin, begin + count);
      count = Labels::kSize;
    }
    const auto last = distances_.begin() + static_cast<std::ptrdiff_t>(question_.most - 1);
    std::nth_element(distances_.begin(), last, distances_.end());
    return *last;
  }

  void settle(const Pending& next) {
    const NodeId node(next.node);
    const auto distance_mm = static_cast<std::uint32_t>(next.value - question_.price[next.shelter]);
    Node& known = scratch_.nodes[next.node];
    if (is_covered(known, next, distance_mm)) {
      return;
    }
    add_label(known, next.shelter, distance_mm);
    known.enough_mm = enough_mm(known);
    for (const PlaceIndex::Stub& stub : leaving_.at(node)) {
      offer_to(stub.id, next.shelter, std::uint64_t{distance_mm} + stub.distance_mm);
    }
    const std::span<const std::uint32_t> length = input_.network().walking_length_mm();
    for (const LinkId link : incoming_.of(node)) {
      push(input_.network().tail(link), next.shelter,
           std::uint64_t{distance_mm} + length[link.index()]);
    }
  }

  void offer_to(std::uint32_t origin, std::uint32_t shelter, std::uint64_t distance_mm) {
    if (distance_mm <= max_walk_mm_ && group_of_origin_[origin] == group_.number &&
        question_.price[shelter] + static_cast<std::int64_t>(distance_mm) <
            question_.limit[origin]) {
      offers_.push_back({origin, shelter, static_cast<std::uint32_t>(distance_mm)});
    }
  }

  void clear() {
    for (const std::uint32_t node : scratch_.touched) {
      scratch_.nodes[node] = {};
    }
    scratch_.touched.clear();
    scratch_.labels.clear();
  }

  const PlanInput& input_;
  const PlaceIndex& leaving_;
  const IncomingLinks& incoming_;
  std::uint32_t max_walk_mm_;
  std::span<const std::uint32_t> group_of_origin_;
  const Group& group_;
  const PricingQuestion& question_;
  Scratch& scratch_;
  MonotoneQueue<Pending> queue_;
  std::vector<std::uint32_t> distances_;
  std::vector<Offer> offers_;
};

ShelterPricing::ShelterPricing(const PlanInput& input, std::uint32_t max_walk_mm,
                               const Geography* binding)
    : input_(&input),
      max_walk_mm_(std::min(max_walk_mm, kLongestWayMm - 1)),
      groups_(binding == nullptr ? 1 : binding->size()),
      group_of_origin_(input.origin_count(), 0),
      scratch_(input.network().node_count()) {
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    groups_[g].number = static_cast<std::uint32_t>(g);
  }
  const Shelters& shelters = input.shelters();
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    if (takes_people(shelters, ShelterId(s))) {
      const std::size_t group =
          binding == nullptr ? 0 : binding->zone_of_work[shelters.work[s].index()].index();
      add_shelter(ShelterId(s), groups_[group]);
    }
  }
  for (std::size_t o = 0; o < input.origin_count(); ++o) {
    const PartyRange parties = input.parties_of(OriginId(o));
    if (input.city().origins.position[o] && parties.first < parties.last) {
      group_of_origin_[o] = binding == nullptr ? 0 : binding->zone_of_origin[o].raw();
      groups_[group_of_origin_[o]].origins.push_back(static_cast<std::uint32_t>(o));
    }
  }
}

void ShelterPricing::add_shelter(ShelterId shelter, Group& group) const {
  for (const SearchSource& door : door_sources(*input_, shelter)) {
    group.doors.push_back({door.node, shelter.raw(), door.distance_mm});
  }
  for (const OriginDistance& way : direct_ways(*input_, shelter, max_walk_mm_)) {
    group.direct.push_back({way.origin.raw(), shelter.raw(), way.distance_mm});
  }
}

std::vector<ShelterPricing::Offer> ShelterPricing::offers_of(
    const Group& group, const PricingQuestion& question) const {
  const auto scratch = scratch_.lease();
  return PricedSearch(*this, group, question, *scratch).run();
}

TransportArcs ShelterPricing::best_shelters(const PricingQuestion& question) const {
  std::vector<std::vector<Offer>> offers(groups_.size());
  parallel_for(groups_.size(), input_->threads(), 1,
               [&](std::size_t g) { offers[g] = offers_of(groups_[g], question); });
  // Offers by origin; the order within one is settled below.
  std::vector<std::size_t> first(input_->origin_count() + 1, 0);
  for (const std::vector<Offer>& group : offers) {
    for (const Offer& offer : group) {
      ++first[offer.origin + 1];
    }
  }
  for (std::size_t o = 0; o < input_->origin_count(); ++o) {
    first[o + 1] += first[o];
  }
  std::vector<Offer> sorted(first.back());
  std::vector<std::size_t> next(first.begin(), first.end() - 1);
  for (std::vector<Offer>& group : offers) {
    for (const Offer& offer : group) {
      sorted[next[offer.origin]++] = offer;
    }
    group = {};
  }
  TransportArcs best;
  best.first.reserve(first.size());
  const auto value = [&](const Offer& offer) {
    return question.price[offer.shelter] + offer.distance_mm;
  };
  for (std::size_t o = 0; o < input_->origin_count(); ++o) {
    const std::span<Offer> own = std::span(sorted).subspan(first[o], first[o + 1] - first[o]);
    std::sort(own.begin(), own.end(), [&](const Offer& a, const Offer& b) {
      return std::tuple(value(a), a.shelter) < std::tuple(value(b), b.shelter);
    });
    const std::size_t start = best.shelter.size();
    for (const Offer& offer : own) {
      const auto known = best.shelter.begin() + static_cast<std::ptrdiff_t>(start);
      if (best.shelter.size() - start < question.most &&
          std::find(known, best.shelter.end(), offer.shelter) == best.shelter.end()) {
        best.shelter.push_back(offer.shelter);
        best.cost.push_back(offer.distance_mm);
      }
    }
    best.first.push_back(best.shelter.size());
  }
  return best;
}

}  // namespace yanbi
