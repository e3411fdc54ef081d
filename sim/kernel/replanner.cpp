// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/replanner.hpp"

#include <algorithm>
#include <span>

#include "sim/base/parallel.hpp"
#include "sim/kernel/step.hpp"
#include "sim/kernel/travel_time.hpp"
#include "sim/plan/places.hpp"

namespace yanbi {
namespace {

constexpr std::array kClasses = {PersonClass::kVulnerable, PersonClass::kAdult};

std::size_t index_of(PersonClass who) noexcept { return static_cast<std::size_t>(who); }

}  // namespace

Replanner::Replanner(SharedState& state, std::uint32_t interval, int threads)
    : state_(state),
      interval_(interval),
      threads_(threads),
      finder_(state.input.network, state.input.shelters),
      known_failed_(state.door_failed),
      known_free_(state.input.shelters.size()) {
  const std::span<const std::uint32_t> lengths = state.input.network.walking_length_mm();
  known_length_mm_.fill({lengths.begin(), lengths.end()});
  state_.news.shut.assign(state.input.shelters.size(), 0);
}

// ---- what is known ------------------------------------------------------------------------------

void Replanner::publish(std::uint32_t step, const std::vector<std::int32_t>& known_free,
                        std::vector<WayRequest>& asked) {
  const Instant now = start_of(step);
  published_at_ = now;
  next_publication_ = start_of(step + interval_);
  bool opened = false;
  for (std::size_t s = 0; s < known_free.size(); ++s) {
    opened = opened || (known_free_[s] == 0 && known_free[s] > 0);
  }
  known_free_ = known_free;
  forget_trees_beyond_limit();
  // Which shelter is the nearest with room may be another one now.
  for (const PersonClass who : kClasses) {
    trees_.erase(TreeKey{ShelterId(), who});
  }
  bool changed = false;
  const auto update = [&](std::uint32_t link, PersonClass who) {
    std::uint32_t& known = known_length_mm_[index_of(who)][link];
    const bool closed = state_.hazards.is_closed(link, who, now);
    if (closed == (known == RoadNetwork::kClosed)) {
      return;
    }
    changed = true;
    if (closed) {
      note_closed(link, who);
    } else {
      note_open(link, who);
      opened = true;
    }
  };
  const std::span<const LinkChange> changes = state_.hazards.link_changes();
  for (; next_change_ < changes.size() && changes[next_change_].at <= now; ++next_change_) {
    if (state_.input.network.is_walkable(LinkId(changes[next_change_].link))) {
      update(changes[next_change_].link, changes[next_change_].who);
    }
  }
  for (const PersonClass who : kClasses) {
    changed = changed || !found_closed_[index_of(who)].empty();
    for (const LinkId link : found_closed_[index_of(who)]) {
      update(link.raw(), who);
    }
    found_closed_[index_of(who)].clear();
  }
  if (changed && state_.input.scenario.information.live_share > 0.0) {
    look_ahead();
  }
  if (opened) {
    asked.insert(asked.end(), stranded_.begin(), stranded_.end());
    stranded_.clear();
  }
}

/// Trees only save work; so many that they would take much memory are grown again when asked for.
void Replanner::forget_trees_beyond_limit() {
  constexpr std::size_t kMostSteps = 8'000'000;  // about 200 MB
  std::size_t steps = 0;
  for (const auto& [key, tree] : trees_) {
    steps += tree.size();
  }
  if (steps > kMostSteps) {
    trees_.clear();
  }
}

/// Trees that lead to a door which has failed since they grew are of no use.
void Replanner::note_failed_doors() {
  for (std::size_t e = 0; e < known_failed_.size(); ++e) {
    if (known_failed_[e] == state_.door_failed[e]) {
      continue;
    }
    known_failed_[e] = state_.door_failed[e];
    for (const PersonClass who : kClasses) {
      trees_.erase(TreeKey{state_.input.shelters.entrance_shelter[e], who});
      trees_.erase(TreeKey{ShelterId(), who});
    }
  }
}

/// Trees whose ways do not use the link stay what they are.
void Replanner::note_closed(std::uint32_t link, PersonClass who) {
  known_length_mm_[index_of(who)][link] = RoadNetwork::kClosed;
  std::erase_if(trees_, [&](const auto& entry) {
    return entry.first.second == who && entry.second.uses(LinkId(link), state_.input.network);
  });
}

void Replanner::note_open(std::uint32_t link, PersonClass who) {
  known_length_mm_[index_of(who)][link] = state_.input.network.length_mm(LinkId(link));
  std::erase_if(trees_, [&](const auto& entry) { return entry.first.second == who; });
}

/// For those who hear news: the last link of each route that is known to be closed.
void Replanner::look_ahead() {
  constexpr std::size_t kRoutesAtOnce = 4096;
  const std::size_t count = state_.routes.size();
  for (const PersonClass who : kClasses) {
    const std::vector<std::uint32_t>& length_mm = known_length_mm_[index_of(who)];
    std::vector<std::uint32_t>& closed_ahead = state_.news.closed_ahead[index_of(who)];
    closed_ahead.assign(count, 0);
    parallel_for((count + kRoutesAtOnce - 1) / kRoutesAtOnce, threads_, 1, [&](std::size_t block) {
      const std::size_t end = std::min(count, (block + 1) * kRoutesAtOnce);
      for (std::size_t r = block * kRoutesAtOnce; r < end; ++r) {
        const std::span<const LinkId> links = state_.routes[RouteId(r)].links;
        for (std::size_t i = links.size(); i > 0; --i) {
          if (length_mm[links[i - 1].index()] == RoadNetwork::kClosed) {
            // Positions are counted from 1, so that 0 can say that there is none.
            closed_ahead[r] = state_.routes.first_link(RouteId(r)) + static_cast<std::uint32_t>(i);
            break;
          }
        }
      }
    });
  }
}

/// Who stands before a closed link sees it, and whoever looks for a way from now on knows.
void Replanner::note_what_is_seen(std::uint32_t step, const std::vector<WayRequest>& asked) {
  const Instant now = start_of(step + 1);
  for (const WayRequest& request : asked) {
    const Mover& mover = state_.movers[request.party];
    const std::uint32_t ahead = state_.routes
                                    .link_at(request.place == StandsAt::kBesideStreet
                                                 ? mover.cursor
                                                 : std::min(mover.cursor + 1, mover.last))
                                    .raw();
    for (const std::uint32_t link : {ahead, state_.links.constants[ahead].opposite}) {
      if (link != kNone && state_.hazards.is_closed(link, mover.people, now) &&
          known_length_mm_[index_of(mover.people)][link] != RoadNetwork::kClosed) {
        note_closed(link, mover.people);
        found_closed_[index_of(mover.people)].emplace_back(link);
      }
    }
  }
}

// ---- answers ------------------------------------------------------------------------------------

bool Replanner::is_open(ShelterId shelter) const noexcept {
  return state_.news.shut[shelter.index()] == 0;
}

/// Doors of one shelter, or of all that were last known to have room.
std::vector<EntranceId> Replanner::doors_of(ShelterId shelter) const {
  const Shelters& shelters = state_.input.shelters;
  std::vector<EntranceId> doors;
  const auto add = [&](std::size_t s) {
    for (std::uint32_t e = shelters.first_entrance[s]; e < shelters.first_entrance[s + 1]; ++e) {
      if (state_.door_failed[e] == 0) {
        doors.emplace_back(e);
      }
    }
  };
  if (shelter.has_value()) {
    add(shelter.index());
    return doors;
  }
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    if (known_free_[s] > 0 && is_open(ShelterId(s))) {
      add(s);
    }
  }
  return doors;
}

/// Where somebody was going; empty when that is known to be in vain.
ShelterId Replanner::target_of(const WayRequest& request) const {
  const EntranceId door = state_.routes[RouteId(state_.movers[request.party].route)].entrance;
  const ShelterId shelter = state_.input.shelters.entrance_shelter[door.index()];
  return is_open(shelter) ? shelter : ShelterId();
}

/// Grows the trees that are not there yet.
void Replanner::grow(std::vector<TreeKey> wanted) {
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::erase_if(wanted, [&](const TreeKey& key) { return trees_.contains(key); });
  std::vector<std::optional<WayTree>> grown(wanted.size());
  const std::uint32_t bound_mm = to_millimetres(state_.input.scenario.plan.max_walk);
  parallel_for(wanted.size(), threads_, 1, [&](std::size_t i) {
    const auto& [shelter, who] = wanted[i];
    grown[i] = finder_.tree_to(doors_of(shelter), known_length_mm_[index_of(who)], bound_mm);
  });
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    trees_.emplace(wanted[i], std::move(*grown[i]));
  }
}

bool Replanner::idle() const noexcept {
  const std::span<const LinkChange> changes = state_.hazards.link_changes();
  const bool may_open =
      state_.hazards.touches_shelters() ||
      (next_change_ < changes.size() && changes[next_change_].at <= state_.horizon);
  return stranded_.empty() || !may_open || next_publication_ > state_.horizon;
}

void Replanner::answer(std::uint32_t step, std::vector<WayRequest>& asked,
                       std::vector<Order>& orders) {
  if (asked.empty()) {
    return;
  }
  std::sort(asked.begin(), asked.end());
  note_what_is_seen(step, asked);
  note_failed_doors();
  std::vector<TreeKey> wanted;
  wanted.reserve(asked.size());
  for (const WayRequest& request : asked) {
    wanted.emplace_back(target_of(request), state_.movers[request.party].people);
  }
  grow(std::move(wanted));
  std::vector<std::optional<FoundRoute>> ways(asked.size());
  const auto find_all = [&](bool anywhere) {
    constexpr std::size_t kAtOnce = 64;
    parallel_for((asked.size() + kAtOnce - 1) / kAtOnce, threads_, 1, [&](std::size_t block) {
      const std::size_t end = std::min(asked.size(), (block + 1) * kAtOnce);
      for (std::size_t i = block * kAtOnce; i < end; ++i) {
        if (!ways[i]) {
          ways[i] = find(asked[i], anywhere ? ShelterId() : target_of(asked[i]));
        }
      }
    });
  };
  find_all(false);
  // Who has no way to their own shelter goes to the nearest that has room.
  wanted.clear();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!ways[i]) {
      wanted.emplace_back(ShelterId(), state_.movers[asked[i].party].people);
    }
  }
  grow(std::move(wanted));
  find_all(true);
  const bool any_room = !doors_of(ShelterId()).empty();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    note_lost_shelter(asked[i]);
    const bool gives_up =
        state_.movers[asked[i].party].detours >= state_.input.scenario.information.most_detours;
    if (ways[i] && !gives_up) {
      take_route(asked[i], *ways[i], step, orders);
      continue;
    }
    if (any_room || target_of(asked[i]).has_value()) {
      // There would be a place to go to, but no way leads there.
      Tick& blocked_at = state_.facts.blocked_at[asked[i].party];
      blocked_at = std::min(blocked_at, to_tick(asked[i].at));
    }
    strand(asked[i], !gives_up, step, orders);
  }
  asked.clear();
}

/// Whoever looks for a way learns what is known of the shelter that they were going to.
void Replanner::note_lost_shelter(const WayRequest& request) {
  const EntranceId door = state_.routes[RouteId(state_.movers[request.party].route)].entrance;
  const ShelterId shelter = state_.input.shelters.entrance_shelter[door.index()];
  const auto news = static_cast<ShelterNews>(state_.news.shut[shelter.index()]);
  if (news == ShelterNews::kOpen) {
    return;
  }
  Tick& noted = news == ShelterNews::kLost ? state_.facts.lost_at[request.party]
                                           : state_.facts.refused_at[request.party];
  // The news is no older than the latest publication.
  noted = std::min(noted, to_tick(std::max(request.at, published_at_)));
}

/// The way to one shelter, or to the nearest with room.
std::optional<FoundRoute> Replanner::find(const WayRequest& request, ShelterId shelter) const {
  const PersonClass who = state_.movers[request.party].people;
  const auto tree = trees_.find(TreeKey{shelter, who});
  if (tree == trees_.end()) {
    return std::nullopt;
  }
  std::optional<FoundRoute> found;
  switch (request.place) {
    case StandsAt::kStreetEnd:
      found = finder_.from_end_of(LinkId(request.link), tree->second);
      break;
    case StandsAt::kBesideStreetEnd:
      found = finder_.from_node(state_.input.network.head(LinkId(request.link)), tree->second);
      break;
    case StandsAt::kBesideStreet:
    case StandsAt::kDoor:
      found = finder_.from_place({LinkId(request.link), request.offset_mm}, request.access_mm,
                                 known_length_mm_[index_of(who)], tree->second);
      break;
  }
  return found && !shelter.has_value() && !takes(request, *found) ? std::nullopt : found;
}

/// Whether the shelter at the end of a way to "any with room" would take the party: it was last
/// known to have room for all of it, and has not refused it before.
bool Replanner::takes(const WayRequest& request, const FoundRoute& found) const {
  const ShelterId shelter = state_.input.shelters.entrance_shelter[found.ends.entrance.index()];
  const std::array<std::uint32_t, 4>& refused_by = state_.refused_by[request.party];
  return known_free_[shelter.index()] >= state_.movers[request.party].persons &&
         std::find(refused_by.begin(), refused_by.end(), shelter.raw()) == refused_by.end();
}

/// Time that a party needs on an empty, dry network from the end of the link at its cursor, or from
/// the start of its route, to the door.
std::uint32_t Replanner::time_left(const Mover& mover, std::uint32_t from_link) const {
  const Route route = state_.routes[RouteId(mover.route)];
  Instant at;
  for (std::uint32_t i = from_link; i < route.links.size(); ++i) {
    const LinkId link = route.links[i];
    const std::uint32_t start = i == 0 ? route.start_offset_mm : 0;
    const std::uint32_t end =
        i + 1 == route.links.size() ? route.end_offset_mm : state_.input.network.length_mm(link);
    at = later(at, travel_time(end - start,
                               mover.speed * state_.links.constants[link.index()].form_factor));
  }
  return later(at, travel_time(route.egress_mm, mover.speed)).count;
}

void Replanner::take_route(const WayRequest& request, const FoundRoute& found, std::uint32_t step,
                           std::vector<Order>& orders) {
  Mover& mover = state_.movers[request.party];
  const Instant now = start_of(step + 1);
  const bool on_street = request.place == StandsAt::kStreetEnd;
  std::uint32_t before = 0;  // at a door nothing was left
  if (request.place != StandsAt::kDoor) {
    const std::uint32_t walked = request.place == StandsAt::kBesideStreet ? 0 : 1;
    before =
        time_left(mover, mover.cursor - state_.routes.first_link(RouteId(mover.route)) + walked);
  }
  state_.set_route(request.party, state_.routes.add(found.route()));
  const std::uint32_t access = travel_time(found.ends.access_mm, mover.speed);
  const std::uint32_t after = later(Instant{access}, time_left(mover, on_street ? 1 : 0)).count;
  state_.facts.detours[request.party] = ++mover.detours;
  ++detours_;
  state_.delays.add_hazard(request.party, mover.delays, request.at,
                           (now.count - request.at.count) + (after > before ? after - before : 0));
  if (on_street) {
    orders.push_back({state_.links.constants[request.link].head_chunk,
                      {now, EventKind::kRejoin, request.link, request.party}});
    return;
  }
  const std::uint32_t first = found.links.front().raw();
  const Instant at = later(now, access);
  mover.stage = Stage::kApproaching;
  orders.push_back({state_.tail_chunk(first), {at, EventKind::kDepart, first, request.party}});
}

/// No way leads anywhere: the party stands aside until links open.
void Replanner::strand(const WayRequest& request, bool looks_again, std::uint32_t step,
                       std::vector<Order>& orders) {
  Mover& mover = state_.movers[request.party];
  const Instant now = start_of(step + 1);
  if (request.place == StandsAt::kStreetEnd) {
    orders.push_back({state_.links.constants[request.link].head_chunk,
                      {now, EventKind::kStoodAside, request.link, request.party}});
  } else {
    mover.stage = Stage::kStranded;
  }
  if (!looks_again) {
    return;
  }
  WayRequest again = request;
  if (request.place == StandsAt::kStreetEnd) {
    again.place = StandsAt::kBesideStreetEnd;
  }
  stranded_.push_back(again);
}

}  // namespace yanbi
