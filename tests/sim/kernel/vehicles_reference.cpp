// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/kernel/vehicles_reference.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <tuple>

#include "models/driving.hpp"

namespace yanbi::test {
namespace {

using Count = std::uint64_t;  // instants since the alarm; also a number of steps

constexpr Count kStep = 5120;    // half a second: what happens at one end shows so much later
constexpr Count kPlaceBeat = 2;  // times of freed places are kept in two instants each
constexpr double kPerSecond = 10240.0;

Count up_to_beat(Count at) { return (at + kPlaceBeat - 1) / kPlaceBeat * kPlaceBeat; }

Count nearest(double instants) { return static_cast<Count>(std::llround(instants)); }

/// What comes first is worked on first: those who wait for a place that becomes free before those
/// who have just come, these before departures; then by number.
enum class Kind { kReachesExit, kPlaceIsFree, kDeparts };

struct Action {
  Count step = 0;  ///< in which it can be known at the place where it happens
  Count at = 0;
  Kind kind = Kind::kPlaceIsFree;
  std::size_t subject = 0;  ///< link; for departures the party
  friend auto operator<=>(const Action&, const Action&) = default;
};

struct OnRoad {
  std::size_t party = 0;
  Count reaches_end = 0;
  Count seen_from = 0;  ///< step from which on the exit knows of it
};

/// Those who want to enter a link: the exits of others, by link, and the one queue beside it.
struct Claim {
  bool is_beside = false;
  std::size_t link = 0;  ///< the exit's link; for those beside, the link itself
  friend auto operator<=>(const Claim&, const Claim&) = default;
};

struct Link {
  double speed = 0.0;
  Count length_mm = 0;
  Count headway = 0;
  Count wave = 0;               ///< from a vehicle leaving to its place being free at the other end
  std::deque<OnRoad> vehicles;  ///< first in, first out
  std::deque<Count> free_places;  ///< from when on each may be entered
  Count next_exit = 0;
  Count next_entry = 0;
  bool first_waits = false;                    ///< its first vehicle has a claim on the next link
  std::vector<Claim> claims;                   ///< of those who wait to enter it
  std::deque<std::size_t> beside;              ///< parties
  Count clock = 0;                             ///< turn served last
  std::vector<std::pair<Claim, Count>> turns;  ///< of all who have ever waited for it
};

struct Party {
  Route route;
  std::size_t position = 0;  ///< on its route
  Count persons = 0;
  Count wants_road_at = 0;
};

struct AtDoor {
  std::size_t shelter = 0;
  Count step = 0;
  Count at = 0;
  std::size_t party = 0;
  friend auto operator<=>(const AtDoor&, const AtDoor&) = default;
};

class Reference {
 public:
  explicit Reference(const SimulationInput& input)
      : input_(input),
        horizon_(static_cast<Count>(input.scenario.run.horizon.count) * Instant::kPerTick),
        is_wave_(input.scenario.driving.links == LinkModel::kKinematicWave) {
    build_links();
    build_parties();
  }

  ReferenceOutcome run() {
    while (const std::optional<Action> next = first_action()) {
      step_ = next->step;
      switch (next->kind) {
        case Kind::kPlaceIsFree:
          serve_claims(next->subject, next->at);
          break;
        case Kind::kReachesExit:
          reach_exit(next->subject, next->at);
          break;
        case Kind::kDeparts:
          departures_.pop_front();
          depart(next->subject, next->at);
          break;
      }
    }
    serve_doors();
    close();
    return std::move(out_);
  }

 private:
  void build_links() {
    const LinkColumns& columns = input_.network.links();
    links_.resize(input_.network.link_count());
    for (std::size_t l = 0; l < links_.size(); ++l) {
      Link& link = links_[l];
      link.speed = double{columns.speed[l]};
      link.length_mm = columns.length_mm[l];
      link.headway = static_cast<Count>(std::ceil(kPerSecond / double{columns.capacity[l]}));
      const Count storage =
          vehicle_storage(input_.scenario.driving, columns.length_mm[l] / 1000.0, columns.lanes[l]);
      link.free_places.assign(storage, 0);
      link.wave = is_wave_ ? wave_of(link, storage) : kStep;
    }
    out_.volume.resize(links_.size());
    out_.delay.resize(links_.size());
  }

  /// A round of places at capacity takes storage * headway; what is left of it when the link has
  /// been driven over is the wave's. The time is kept by beats: one instant less, or capacity would
  /// be lost.
  static Count wave_of(const Link& link, Count storage) {
    const Count round = storage * link.headway;
    const Count driving =
        nearest(static_cast<double>(link.length_mm) / 1000.0 * kPerSecond / link.speed);
    return round < driving + kStep + 1 ? kStep : round - driving - 1;
  }

  void build_parties() {
    const std::size_t count = input_.parties.size();
    for (std::size_t p = 0; p < count; ++p) {
      Party& party = parties_.emplace_back();
      party.route = input_.plan.routes[input_.plan.route[p]];
      party.persons = input_.parties.persons[p];
      const auto departs = static_cast<Count>(input_.plan.departs_at[p].count) * Instant::kPerTick;
      party.wants_road_at = departs + walk(party.route.access_mm);
      departures_.push_back({party.wants_road_at / kStep, party.wants_road_at, Kind::kDeparts, p});
    }
    std::sort(departures_.begin(), departures_.end());
    out_.at_door.assign(count, Instant::never());
    out_.inside.assign(count, Instant::never());
    out_.held_up.resize(count);
  }

  [[nodiscard]] Count walk(Count distance_mm) const {
    return nearest(static_cast<double>(distance_mm) / 1000.0 * kPerSecond /
                   input_.scenario.walking.free_speed_mean);
  }

  /// The next thing that happens up to the horizon: the first by step, time, kind and number.
  std::optional<Action> first_action() {
    std::optional<Action> best;
    const auto offer = [&](Action action) {
      action.step = std::max(action.step, step_);
      if (action.at > horizon_) {
        runs_on_ = runs_on_ || action.kind != Kind::kDeparts;
      } else if (!best || action < *best) {
        best = action;
      }
    };
    for (std::size_t l = 0; l < links_.size(); ++l) {
      const Link& link = links_[l];
      if (!link.claims.empty() && !link.free_places.empty()) {
        const Count at = std::max(link.free_places.front(), link.next_entry);
        offer({at / kStep, at, Kind::kPlaceIsFree, l});
      }
      if (!link.vehicles.empty() && !link.first_waits) {
        const OnRoad& first = link.vehicles.front();
        const Count at = std::max(first.reaches_end, link.next_exit);
        offer({std::max(at / kStep, first.seen_from), at, Kind::kReachesExit, l});
      }
    }
    if (!departures_.empty()) {
      offer(departures_.front());
    }
    return best;
  }

  [[nodiscard]] bool is_on_last_link(const Party& party) const {
    return party.position + 1 == party.route.links.size();
  }

  void reach_exit(std::size_t l, Count at) {
    Party& party = parties_[links_[l].vehicles.front().party];
    if (is_on_last_link(party)) {
      const std::size_t p = leave(l, at);
      park(p, at);
      return;
    }
    const std::size_t next = party.route.links[party.position + 1].index();
    if (links_[next].claims.empty() && has_place(next, at)) {
      cross(l, next, at);
    } else {
      links_[l].first_waits = true;
      claim(next, {false, l});
    }
  }

  void depart(std::size_t p, Count at) {
    const std::size_t l = parties_[p].route.links.front().index();
    Link& link = links_[l];
    if (link.claims.empty() && has_place(l, at)) {
      enter(l, p, at);
      return;
    }
    link.beside.push_back(p);
    if (link.beside.size() == 1) {
      claim(l, {true, l});
    }
  }

  [[nodiscard]] bool has_place(std::size_t l, Count at) const {
    return !links_[l].free_places.empty() && links_[l].free_places.front() <= at &&
           links_[l].next_entry <= at;
  }

  Count& turn(Link& link, const Claim& claim) {
    for (auto& [who, turn] : link.turns) {
      if (who == claim) {
        return turn;
      }
    }
    return link.turns.emplace_back(claim, 0).second;
  }

  void claim(std::size_t l, const Claim& claim) {
    Link& link = links_[l];
    Count& its_turn = turn(link, claim);
    its_turn = std::max(its_turn, link.clock);
    link.claims.push_back(claim);
  }

  /// Those who wait for the link go on, in turn, while there is a place.
  void serve_claims(std::size_t l, Count at) {
    Link& link = links_[l];
    while (!link.claims.empty() && has_place(l, at)) {
      const auto next = std::min_element(
          link.claims.begin(), link.claims.end(), [&](const auto& a, const auto& b) {
            return std::tuple(turn(link, a), a) < std::tuple(turn(link, b), b);
          });
      const Claim served = *next;
      link.claims.erase(next);
      Count& its_turn = turn(link, served);
      link.clock = its_turn;
      its_turn += served.is_beside
                      ? static_cast<Count>(std::ceil(static_cast<double>(link.headway) /
                                                     input_.scenario.driving.pull_out_share))
                      : links_[served.link].headway;
      if (!served.is_beside) {
        links_[served.link].first_waits = false;
        cross(served.link, l, at);
        continue;
      }
      const std::size_t p = link.beside.front();
      link.beside.pop_front();
      lose(p, parties_[p].wants_road_at, at);
      out_.entry_waits += at - parties_[p].wants_road_at;
      enter(l, p, at);
      if (!link.beside.empty()) {
        claim(l, served);
      }
    }
  }

  void cross(std::size_t from, std::size_t to, Count at) {
    const std::size_t p = leave(from, at);
    ++parties_[p].position;
    enter(to, p, at);
  }

  void enter(std::size_t l, std::size_t p, Count at) {
    Link& link = links_[l];
    const Party& party = parties_[p];
    const Count from = party.position == 0 ? party.route.start_offset_mm : 0;
    const Count to = is_on_last_link(party) ? party.route.end_offset_mm : link.length_mm;
    const Count reaches_end =
        at + nearest(static_cast<double>(to - from) / 1000.0 * kPerSecond / link.speed);
    link.free_places.pop_front();
    link.next_entry = is_wave_ ? at + link.headway : 0;
    link.vehicles.push_back({p, reaches_end, step_ + 1});
  }

  /// The first vehicle leaves a link. Returns its party.
  std::size_t leave(std::size_t l, Count at) {
    Link& link = links_[l];
    const OnRoad first = link.vehicles.front();
    link.vehicles.pop_front();
    const Count persons = parties_[first.party].persons;
    lose(first.party, first.reaches_end, at);
    out_.volume[l] += static_cast<std::int64_t>(persons);
    out_.delay[l] += static_cast<double>(persons * (at - first.reaches_end)) / kPerSecond;
    ++out_.traversals;
    link.next_exit = at + link.headway;
    link.free_places.push_back(up_to_beat(std::max(at + link.wave, (step_ + 1) * kStep)));
    return first.party;
  }

  void park(std::size_t p, Count at) {
    const Route& route = parties_[p].route;
    const Count door = at + walk(route.egress_mm);
    if (door > horizon_) {
      runs_on_ = true;
      return;
    }
    out_.at_door[p] = {static_cast<std::uint32_t>(door)};
    const std::size_t shelter = input_.shelters.entrance_shelter[route.entrance.index()].index();
    doors_.push_back({shelter, std::max(step_, door / kStep), door, p});
  }

  void lose(std::size_t p, Count from, Count to) {
    out_.held_up[p] += static_cast<std::uint32_t>(to - from);
  }

  void serve_doors() {
    std::sort(doors_.begin(), doors_.end());
    std::vector<Count> next_free(input_.shelters.size(), 0);
    for (const AtDoor& request : doors_) {
      if (input_.shelters.places[request.shelter] == 0) {
        continue;
      }
      Count& door_free = next_free[request.shelter];
      const double per_person = kPerSecond / input_.shelters.entrance_rate[request.shelter];
      const auto persons = static_cast<double>(parties_[request.party].persons);
      const Count service = std::max(request.at, door_free);
      const Count inside = service + static_cast<Count>(std::ceil((persons - 1) * per_person));
      door_free = service + static_cast<Count>(std::ceil(persons * per_person));
      if (inside > horizon_) {
        runs_on_ = true;
        door_free = Instant::never().count;
        out_.waiting_at_end += static_cast<std::int64_t>(persons);
        continue;
      }
      out_.inside[request.party] = {static_cast<std::uint32_t>(inside)};
    }
  }

  /// Whoever still waits at the horizon has been held up until then.
  void close() {
    const Count end = horizon_ + 1;
    for (const Link& link : links_) {
      for (const OnRoad& vehicle : link.vehicles) {
        if (vehicle.reaches_end < end) {
          lose(vehicle.party, vehicle.reaches_end, end);
          out_.waiting_at_end += static_cast<std::int64_t>(parties_[vehicle.party].persons);
        }
      }
      for (const std::size_t p : link.beside) {
        lose(p, parties_[p].wants_road_at, end);
        out_.waiting_at_end += static_cast<std::int64_t>(parties_[p].persons);
      }
    }
    out_.gridlocked = !runs_on_ && out_.waiting_at_end > 0;
  }

  const SimulationInput& input_;
  const Count horizon_;
  const bool is_wave_;
  std::vector<Link> links_;
  std::vector<Party> parties_;
  std::deque<Action> departures_;  ///< in order
  std::vector<AtDoor> doors_;
  Count step_ = 0;
  bool runs_on_ = false;  ///< something would still happen beyond the horizon
  ReferenceOutcome out_;
};

}  // namespace

ReferenceOutcome drive_by_reference(const SimulationInput& input) { return Reference(input).run(); }

}  // namespace yanbi::test
