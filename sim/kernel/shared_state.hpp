// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the phases of a run work on together, with the rule of who may write what: a node chunk
// writes the tails of its outgoing links, the heads of its incoming ones and the parties there; a
// shelter chunk writes its shelters and the parties at their doors. Everything else goes through
// messages.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/large_pages.hpp"
#include "sim/base/time.hpp"
#include "sim/kernel/event_wheel.hpp"
#include "sim/kernel/hazard_timeline.hpp"
#include "sim/kernel/network_state.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/party_state.hpp"
#include "sim/kernel/route_book.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/kernel/vehicle_network.hpp"

namespace yanbi {

/// A party has come to a door and asks to be let in.
struct DoorRequest {
  Instant at;
  std::uint32_t party = 0;
  std::uint32_t entrance = 0;
  std::uint32_t link = 0;  ///< where it stands while it waits
};

/// Where somebody is who looks for a way.
enum class StandsAt : std::uint8_t {
  kStreetEnd,        ///< on a link, at its end
  kBesideStreetEnd,  ///< the same, but it has left the link
  kBesideStreet,     ///< where its route begins
  kDoor,             ///< at the door where its route ends
};

/// Somebody looks for another way to their shelter, or for another shelter.
struct WayRequest {
  std::uint32_t party = 0;
  Instant at;
  StandsAt place = StandsAt::kBesideStreet;
  std::uint32_t link = 0;
  std::uint32_t offset_mm = 0;  ///< beside it: where
  std::uint32_t access_mm = 0;  ///< beside it: how far from the street
  friend auto operator<=>(const WayRequest&, const WayRequest&) = default;
};

/// What people may know of a shelter.
enum class ShelterNews : std::uint8_t { kOpen, kClosed, kLost };

/// What has been made known of hazards; written between phases.
struct News {
  /// By route: position of its last link that is known to be closed to the class; 0 = none. Empty
  /// where nobody hears news.
  std::array<std::vector<std::uint32_t>, kPersonClasses> closed_ahead;
  /// ShelterNews by shelter. Empty where no hazard touches the run.
  std::vector<std::uint8_t> shut;
};

/// Messages written by one chunk, by receiver.
template <class Message>
using Outbox = std::vector<std::vector<Message>>;

/// State of one run. `links`, `movers` and `facts` are written by their owners as said above.
struct SharedState {
  SharedState(const SimulationInput& in, const HazardTimeline& timeline, std::uint32_t chunks);

  const SimulationInput& input;
  const HazardTimeline& hazards;
  const std::uint32_t chunk_count;  ///< of nodes, and as many of shelters
  const Instant horizon;
  std::span<const LinkId> route_links;  ///< routes of the plan alone, for who never leaves them
  RouteBook routes;
  News news;
  std::vector<std::uint8_t> door_failed;  ///< by door; empty where no hazard touches the run
  NetworkState links;                     ///< no links where people drive
  VehicleNetwork vehicles;                ///< no links where people walk
  LargeVector<Mover> movers;
  /// The last shelters that refused each party; a ring.
  std::vector<std::array<std::uint32_t, 4>> refused_by;
  PartyFacts facts;
  DelayLedger delays;
  LinkFacts link_facts;  ///< empty columns unless the scenario asks for them

  [[nodiscard]] bool is_driving() const noexcept {
    return input.scenario.run.mode == RunMode::kDrive;
  }
  /// Chunk that owns the node at the tail of `link`.
  [[nodiscard]] std::uint32_t tail_chunk(std::uint32_t link) const {
    return is_driving() ? vehicles.tail_chunk[link] : links.constants[link].tail_chunk;
  }
  [[nodiscard]] bool records_links() const noexcept { return !link_facts.volume.empty(); }
  [[nodiscard]] std::uint32_t shelter_chunk(std::uint32_t shelter) const noexcept {
    return shelter % chunk_count;
  }
  /// `party` was delayed from `from` to `to`, `by_door` instants of that by doors.
  void add_delay(std::uint32_t party, Instant from, Instant to, std::uint32_t by_door) {
    delays.add(party, movers[party].delays, from, to, by_door);
  }
  /// Sends `party` along `route` from `start` (now, at its origin or at a door).
  void set_route(std::uint32_t party, RouteId route) noexcept;
  /// Whether any hazard can touch the run.
  [[nodiscard]] bool has_hazards() const noexcept { return !hazards.is_empty(); }
};

/// Where everybody is, counted from the parties and, independently, from the links.
struct PersonCount {
  std::array<std::int64_t, kStageCount> by_stage{};
  std::int64_t moving = 0;    ///< persons of all parties who are not inside a shelter
  std::int64_t on_links = 0;  ///< persons who entered a link and have not left it
};
[[nodiscard]] PersonCount count_persons(const SharedState& state);

}  // namespace yanbi
