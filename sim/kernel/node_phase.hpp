// SPDX-License-Identifier: Apache-2.0
#pragma once
// Phase 1: nodes move people. One object works on one chunk of nodes; chunks may run at the same
// time.
//
// How a party crosses a node: it walks to the exit of its link at its own speed (walkers overtake
// each other), then waits in the exit's queue until the exit's capacity lets it go and the next
// link has room for it. Room appears when somebody has left that link and the freed place has
// travelled back to its tail. Feeders that wait for the same link take turns in proportion to their
// capacity.

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "sim/kernel/shared_state.hpp"

namespace yanbi {

class NodePhase {
 public:
  NodePhase(SharedState& state, std::uint32_t chunk);

  /// Orders a departure, before the first step: `party` reaches its first link at `at`.
  void add_departure(Instant at, std::uint32_t party);
  /// Puts departures into the order of time; after the last add_departure.
  void sort_departures();
  /// Orders something at this chunk's nodes, in step `not_before` at the earliest.
  /// What lies beyond the horizon is left out.
  void order(const Event& event, std::uint32_t not_before);
  /// Takes events that other chunks sent; they happen in step `next_step` at the earliest.
  void receive(const std::vector<Event>& events, std::uint32_t next_step);
  /// Everything that happens at this chunk's nodes in `step`.
  void run(std::uint32_t step);
  /// Makes this step's changes visible to the owners of the other ends. After all chunks have run.
  void publish();

  [[nodiscard]] bool idle() const noexcept {
    return wheel_.size() == 0 && next_departure_ == departures_.size();
  }
  /// About how many events are waiting for `step`: enough to decide whether threads are worth it.
  [[nodiscard]] std::size_t due(std::uint32_t step) const noexcept;
  [[nodiscard]] Outbox<Event>& events_out() noexcept { return events_out_; }
  [[nodiscard]] Outbox<DoorRequest>& requests_out() noexcept { return requests_out_; }
  /// Who looks for a way since the last step; whoever answers takes them out.
  [[nodiscard]] std::vector<WayRequest>& ways_asked() noexcept { return ways_asked_; }
  [[nodiscard]] std::uint64_t events_done() const noexcept { return events_done_; }
  /// Whether anything was left undone because it lay beyond the end of the run.
  [[nodiscard]] bool passed_horizon() const noexcept { return passed_horizon_; }
  [[nodiscard]] std::int64_t persons_left_doors() const noexcept { return persons_left_doors_; }
  [[nodiscard]] std::uint64_t traversals() const noexcept { return traversals_; }

 private:
  struct Departure {
    Instant at;
    std::uint32_t party;
    friend auto operator<=>(const Departure&, const Departure&) = default;
  };

  /// Why somebody cannot step onto a link.
  enum class Obstacle { kClear, kFull, kEntryBusy };

  void fetch_ahead(std::size_t i) const noexcept;
  void handle(const Event& event);
  void on_place_freed(std::uint32_t link, std::uint32_t persons, Instant at);
  void on_left_door(std::uint32_t link, std::uint32_t persons);
  void on_reached_end(std::uint32_t link, std::uint32_t party, Instant at);
  void on_depart(std::uint32_t link, std::uint32_t party, Instant at);

  // Hazards: node_hazards.cpp.
  void on_link_closes(std::uint32_t link, Instant at);
  void on_sweep(std::uint32_t link, PersonClass who, Instant at);
  void on_caught(std::uint32_t link, std::uint32_t party, Instant at);
  void on_rejoin(std::uint32_t link, std::uint32_t party, Instant at);
  void on_stood_aside(std::uint32_t link, std::uint32_t party, Instant at);
  [[nodiscard]] bool must_turn(std::uint32_t feeder, std::uint32_t link, Instant at) const noexcept;
  void pull_out(std::uint32_t feeder, Instant at);
  [[nodiscard]] bool is_swept_by_now(std::uint32_t link, std::uint32_t party, Instant at);
  void leave_link(std::uint32_t link, std::uint32_t persons, Instant at);
  void mark_caught(std::uint32_t link, std::uint32_t party, Instant at);

  void join_queue(std::uint32_t feeder, std::uint32_t party, Instant at);
  /// Lets the head of `feeder` go on if it may at `at`; orders a wake-up or blocks the feeder if
  /// not.
  void advance(std::uint32_t feeder, Instant at);
  /// Lets those who wait to enter `link` go on, in turn, as long as there is room.
  void serve_waiters(std::uint32_t link, Instant at);
  [[nodiscard]] Obstacle obstacle(std::uint32_t feeder, std::uint32_t link,
                                  Instant at) const noexcept;
  void wait_for(Obstacle obstacle, std::uint32_t link, Instant at);
  void block(std::uint32_t feeder, std::uint32_t link, Instant at);
  void unblock(std::uint32_t feeder, std::uint32_t link, Instant at);
  std::uint32_t take_head(Feeder& feeder, Instant at);
  void count_wait(const Feeder& feeder, std::uint32_t party, Instant at);
  void move_head(std::uint32_t feeder, std::uint32_t link, Instant at);
  void pass_exit(std::uint32_t link, const Mover& mover, Instant at);
  void enter(std::uint32_t link, std::uint32_t party, std::uint32_t start_offset_mm, Instant at);

  [[nodiscard]] bool has_room(std::uint32_t link, std::uint32_t persons) const noexcept;
  [[nodiscard]] std::uint32_t room_this_step(std::uint32_t link) const noexcept;
  [[nodiscard]] double moving_density(std::uint32_t link) const noexcept;
  [[nodiscard]] std::uint32_t exit_time(std::uint32_t link, std::uint32_t persons,
                                        Instant at) const noexcept;
  [[nodiscard]] std::uint32_t entry_time(std::uint32_t link, std::uint32_t persons,
                                         Instant at) const noexcept;
  [[nodiscard]] std::uint32_t target_link(std::uint32_t feeder) const;
  [[nodiscard]] std::uint32_t next_in_turn(std::uint32_t link) const noexcept;
  void count_blocked_time(Feeder& feeder, Instant until) noexcept;
  void set_blocker(std::uint32_t link, Blocker blocker, Instant at);
  void order_retry(std::uint32_t link);
  void retry_opposite(std::uint32_t link);

  void send(std::uint32_t chunk, const Event& event);
  void wake_at(const Event& event);

  SharedState& state_;
  NetworkState& links_;
  std::uint32_t chunk_;
  bool meets_hazards_;  ///< whether anything here can ever close, flood or be lost
  std::uint32_t step_ = 0;
  EventWheel wheel_;
  std::vector<Departure> departures_;
  std::size_t next_departure_ = 0;
  std::vector<Event> now_;  // events of this step, sorted
  std::priority_queue<Event, std::vector<Event>, std::greater<>> wakes_;  // ordered during the step
  std::vector<std::uint32_t> touched_tails_;
  std::vector<std::uint32_t> touched_heads_;
  Outbox<Event> events_out_;
  Outbox<DoorRequest> requests_out_;
  std::vector<WayRequest> ways_asked_;
  std::uint64_t events_done_ = 0;
  std::int64_t persons_left_doors_ = 0;
  std::uint64_t traversals_ = 0;
  bool passed_horizon_ = false;
};

}  // namespace yanbi
