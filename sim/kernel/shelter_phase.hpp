// SPDX-License-Identifier: Apache-2.0
#pragma once
// Phases 2 and 3: shelters admit people through their doors, one party after another at the door's
// rate, until their places are taken; whoever is refused chooses another shelter from the places
// that were last made known, and walks on. One object works on one chunk of shelters.

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/shared_state.hpp"

namespace yanbi {

/// An admission, with the wait that came before it.
struct Admission {
  Instant at;  ///< when the last member was in
  std::uint32_t party = 0;
  std::uint32_t shelter = 0;
  std::uint32_t wait = 0;  ///< instants at the door
  std::uint16_t persons = 0;
};

class ShelterPhase {
 public:
  ShelterPhase(SharedState& state, std::uint32_t chunk);

  /// Requests that came to this chunk's doors in this step.
  void receive(const std::vector<DoorRequest>& requests);
  /// Serves all doors up to the end of `step`. `known_free` are the places last made known.
  void run(std::uint32_t step, const std::vector<std::int32_t>& known_free);
  /// Writes the free places of this chunk's shelters, for everyone to know.
  void publish_places(std::vector<std::int32_t>& known_free) const;

  [[nodiscard]] bool idle() const noexcept { return services_.size() == 0; }
  [[nodiscard]] std::size_t due(std::uint32_t step) const noexcept { return services_.due(step); }
  [[nodiscard]] Outbox<Event>& events_out() noexcept { return events_out_; }
  [[nodiscard]] const std::vector<Admission>& admissions() const noexcept { return admissions_; }
  [[nodiscard]] std::int64_t persons_inside() const noexcept;
  /// Persons who have left the street at this chunk's doors since the start, let in or sent on.
  [[nodiscard]] std::int64_t persons_off_street() const noexcept { return persons_off_street_; }
  [[nodiscard]] std::uint64_t redirections() const noexcept { return redirections_; }
  /// Whether anything was left undone because it lay beyond the end of the run.
  [[nodiscard]] bool passed_horizon() const noexcept { return passed_horizon_; }
  /// Facts of this chunk's shelters into the columns of `facts` (sized for all shelters).
  void write_facts(ShelterFacts& facts) const;

 private:
  struct Door {
    std::vector<DoorRequest> queue;
    std::size_t head = 0;  ///< first request not dealt with
    Instant next_free;     ///< the door is passing somebody until then
    std::uint32_t id = 0;
    double per_person = 0.0;  ///< instants
    [[nodiscard]] bool empty() const noexcept { return head == queue.size(); }
    [[nodiscard]] const DoorRequest& front() const noexcept { return queue[head]; }
    void pop();
  };
  struct Shelter {
    std::uint32_t id = 0;
    std::int32_t places = 0;
    std::int32_t inside = 0;
    std::int32_t coming_in = 0;  ///< at a door when the run ends
    std::int32_t refused = 0;
    Instant last_in;                     ///< when the last of those let in so far is inside
    std::uint32_t service_step = kNone;  ///< step for which the next service is ordered
    std::vector<Door> doors;
    [[nodiscard]] std::int32_t free() const noexcept { return places - inside - coming_in; }
  };

  void queue_requests();
  [[nodiscard]] std::uint16_t persons_to_admit(const Shelter& shelter, const Door& door) const;
  void serve(Shelter& shelter, std::uint32_t step);
  [[nodiscard]] Door* next_door(Shelter& shelter) const noexcept;
  void admit(Shelter& shelter, Door& door, std::uint16_t persons, Instant service);
  void hold_places(Shelter& shelter, Door& door, std::uint16_t persons, Instant inside);
  void refuse(Shelter& shelter, Door& door, Instant at);
  void refuse_everyone(Shelter& shelter);
  void leave_street(const DoorRequest& request, std::uint32_t persons, Instant at);
  void redirect(std::uint32_t party, std::uint32_t entrance, Instant at);
  void order_service(Shelter& shelter, Instant at, std::uint32_t step);
  void send(std::uint32_t chunk, const Event& event);

  SharedState& state_;
  std::uint32_t chunk_;
  const std::vector<std::int32_t>* known_free_ = nullptr;  // during run() only
  std::vector<Shelter> shelters_;      // those with id % chunks == chunk, ascending
  std::vector<DoorRequest> requests_;  // of this step
  std::vector<std::uint32_t> active_;  // positions in shelters_ to serve in this step
  EventWheel services_;                // where = position in shelters_
  std::vector<Event> now_;
  Outbox<Event> events_out_;
  std::vector<Admission> admissions_;
  std::int64_t persons_off_street_ = 0;
  std::uint64_t redirections_ = 0;
  bool passed_horizon_ = false;
};

}  // namespace yanbi
