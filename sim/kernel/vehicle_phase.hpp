// SPDX-License-Identifier: Apache-2.0
#pragma once
// Phase 1 where people drive: nodes move vehicles. One object works on one chunk of nodes; chunks
// may run at the same time.
//
// How a vehicle crosses a node: it reaches the end of its link at its own time, leaves when it is
// the first there, the exit is free and the next link has a place. A link has one event at a time,
// that of its first vehicle; an empty link has none, and neither has one whose first vehicle waits
// for room: it is woken by the place that becomes free. Feeders that wait for one link take turns
// in proportion to their capacity. docs/vehicles.md explains the design.

#include <array>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "sim/kernel/shared_state.hpp"
#include "sim/kernel/vehicle_wheel.hpp"

namespace yanbi {

class VehiclePhase {
 public:
  /// What chunks tell each other.
  using Message = VehicleEvent;

  VehiclePhase(SharedState& state, std::uint32_t chunk);

  /// Orders a departure, before the first step: `party` is at its first link at `at`.
  void add_departure(Instant at, std::uint32_t party);
  /// Puts departures into the order of time; after the last add_departure.
  void sort_departures();
  /// Takes news from other chunks; it is dealt with in `next_step` at the earliest.
  void receive(const std::vector<VehicleEvent>& events, std::uint32_t next_step);
  /// Takes those whom shelters send on.
  void receive(const std::vector<Event>& events, std::uint32_t next_step);
  /// Everything that happens at this chunk's nodes in `step`.
  void run(std::uint32_t step);
  /// Nothing to do: both ends of a link meet in its ring of places.
  void publish() noexcept {}

  [[nodiscard]] bool idle() const noexcept {
    return wheel_.size() == 0 && next_departure_ == departures_.size();
  }
  /// About how many events are waiting for `step`: enough to decide whether threads are worth it.
  [[nodiscard]] std::size_t due(std::uint32_t step) const noexcept;
  [[nodiscard]] Outbox<VehicleEvent>& events_out() noexcept { return events_out_; }
  [[nodiscard]] Outbox<DoorRequest>& requests_out() noexcept { return requests_out_; }
  [[nodiscard]] std::uint64_t events_done() const noexcept { return events_done_; }
  /// Whether anything was left undone because it lay beyond the end of the run.
  [[nodiscard]] bool passed_horizon() const noexcept { return passed_horizon_; }
  [[nodiscard]] std::uint64_t traversals() const noexcept { return traversals_; }
  /// Waits beside a first link that have ended, instants, all parties together.
  [[nodiscard]] std::uint64_t entry_waits() const noexcept { return entry_waits_; }

 private:
  void fetch_ahead(std::size_t i) noexcept;
  void fetch_first_party(std::size_t i) noexcept;
  void fetch_route(std::size_t i) noexcept;
  void fetch_waiters(std::size_t i) noexcept;
  void fetch_entry(std::uint32_t link) noexcept;
  void fetch_departure(std::size_t i) noexcept;
  [[nodiscard]] bool is_exit(std::size_t i) const noexcept {
    return now_[i].kind() == VehicleEventKind::kExit;
  }
  [[nodiscard]] bool is_retry(std::size_t i) const noexcept {
    return now_[i].kind() == VehicleEventKind::kRetry;
  }
  void handle(VehicleEvent event);
  void on_exit(std::uint32_t link, Instant at);
  void on_retry(std::uint32_t link, Instant at);
  void on_depart(std::uint32_t party, Instant at);
  void request_door(std::uint32_t party, Instant at);

  [[nodiscard]] bool has_room(std::uint32_t link, Instant at) const noexcept;
  [[nodiscard]] bool is_open(std::uint32_t link, Instant at) const noexcept;
  void cross(std::uint32_t from, std::uint32_t to, Instant at);
  void leave_road(std::uint32_t link, std::uint32_t party, Instant at);
  void pull_out(std::uint32_t link, std::uint32_t party, Instant at);
  void enter(std::uint32_t link, std::uint32_t party, std::uint32_t duration, Instant at);
  void pass_exit(std::uint32_t link, std::uint32_t party, Instant at);
  void order_exit(std::uint32_t link, std::uint32_t not_before);
  [[nodiscard]] std::uint32_t duration_on(std::uint32_t link, std::uint32_t party,
                                          std::uint32_t start_offset_mm) const;
  void record_exit(std::uint32_t link, std::uint32_t party, Instant at);

  void wait(std::uint32_t feeder, std::uint32_t link);
  void join(std::uint32_t feeder, std::uint32_t link);
  void wait_for_room(std::uint32_t link);
  void order_retry(std::uint32_t link, Instant at, std::uint32_t not_before);
  [[nodiscard]] std::uint32_t take_next_in_turn(std::uint32_t link);

  void order(VehicleEvent event, std::uint32_t not_before);
  void send(std::uint32_t chunk, VehicleEvent event);

  SharedState& state_;
  VehicleNetwork& network_;
  std::uint32_t chunk_;
  std::uint32_t step_ = 0;
  VehicleWheel wheel_;
  std::vector<VehicleEvent> departures_;
  std::size_t next_departure_ = 0;
  std::vector<VehicleEvent> now_;  // events of this step, sorted
  // Memory is asked for what events touch in so many stages, each so many events before the next.
  static constexpr std::size_t kStages = 4;
  static constexpr std::size_t kAhead = 4;
  std::array<std::uint32_t, kAhead * kStages> ahead_{};  // between stages of fetch_ahead
  std::priority_queue<VehicleEvent, std::vector<VehicleEvent>, std::greater<>>
      wakes_;  // ordered during the step
  Outbox<VehicleEvent> events_out_;
  Outbox<DoorRequest> requests_out_;
  std::uint64_t events_done_ = 0;
  std::uint64_t traversals_ = 0;
  std::uint64_t entry_waits_ = 0;
  bool passed_horizon_ = false;
};

}  // namespace yanbi
