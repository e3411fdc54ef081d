// SPDX-License-Identifier: Apache-2.0
#pragma once
// Phases 2 and 3: shelters admit people through their doors, one party after another at the door's
// rate, until their places are taken; whoever is refused chooses another shelter from the places
// that were last made known, and walks on. One object works on one chunk of shelters.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/shared_state.hpp"

namespace yanbi {

/// An admission, with the wait that came before it; or the end of a stay.
struct Admission {
  Instant at;  ///< when the last member was in
  std::uint32_t party = 0;
  std::uint32_t shelter = 0;
  std::uint32_t wait = 0;    ///< instants at the door
  std::int32_t persons = 0;  ///< less than 0: so many left, or were inside when it was lost
};

class ShelterPhase {
 public:
  ShelterPhase(SharedState& state, std::uint32_t chunk);

  /// Requests that came to this chunk's doors in this step.
  void receive(const std::vector<DoorRequest>& requests);
  /// Serves all doors up to the end of `step`. `known_free` are the places last made known.
  void run(std::uint32_t step, const std::vector<std::int32_t>& known_free);
  /// Writes the free places of this chunk's shelters, for everyone to know; and which of them admit
  /// nobody any more, if `shut` has room for it.
  void publish_places(std::vector<std::int32_t>& known_free, std::vector<std::uint8_t>& shut) const;
  /// After the last step: whom the water took at doors where nobody was served any more.
  void settle_doors();

  [[nodiscard]] bool idle() const noexcept { return services_.size() == 0; }
  [[nodiscard]] std::size_t due(std::uint32_t step) const noexcept { return services_.due(step); }
  [[nodiscard]] Outbox<Event>& events_out() noexcept { return events_out_; }
  [[nodiscard]] const std::vector<Admission>& admissions() const noexcept { return admissions_; }
  [[nodiscard]] std::int64_t persons_inside() const noexcept;
  /// Persons who have left the street at this chunk's doors since the start, let in or sent on.
  [[nodiscard]] std::int64_t persons_off_street() const noexcept { return persons_off_street_; }
  [[nodiscard]] std::uint64_t redirections() const noexcept { return redirections_; }
  /// Who looks for a way since the last step; whoever answers takes them out.
  [[nodiscard]] std::vector<WayRequest>& ways_asked() noexcept { return ways_asked_; }
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
    bool failed = false;      ///< nobody passes it any more, in or out
    Instant failed_at;        ///< since when
    [[nodiscard]] bool empty() const noexcept { return head == queue.size(); }
    [[nodiscard]] const DoorRequest& front() const noexcept { return queue[head]; }
    void pop();
    /// When its next party can be served, or learns that it will not be.
    [[nodiscard]] Instant next_service() const noexcept {
      return std::max(front().at, failed ? failed_at : next_free);
    }
  };
  /// A party inside, as long as something may still drive it out.
  struct Resident {
    std::uint32_t party = 0;
    Instant inside;  ///< since when
    std::uint16_t persons = 0;
  };
  /// Whether a shelter admits people, and if not, what it means for those who come.
  enum class Access : std::uint8_t {
    kOpen,
    kClosed,    ///< by order: whoever comes is turned away, whoever is inside stays
    kCutOff,    ///< no door opens: whoever comes finds it lost, whoever is inside stays
    kEmptying,  ///< whoever is inside leaves
    kLost,      ///< nobody is sheltered here any more
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
    // What hazards do to it.
    Access access = Access::kOpen;
    Instant shut_at;                  ///< since when `access` is not open
    bool doors_closed = false;        ///< for good, by the scenario
    std::int32_t own_places = 0;      ///< as the ledger has them
    std::size_t next_change = 0;      ///< position in HazardTimeline::changes_of
    std::vector<Resident> residents;  ///< in the order in which they came
    std::size_t next_leaver = 0;      ///< first of them still inside
    Instant lost_at = Instant::never();
    std::int32_t lost_persons = 0;
    std::int32_t sent_on = 0;
    std::int32_t most_inside = 0;
    /// Less than 0 where places were withdrawn while people were in them.
    [[nodiscard]] std::int32_t free() const noexcept { return places - inside - coming_in; }
  };

  void queue_requests();
  [[nodiscard]] std::uint16_t persons_to_admit(const Shelter& shelter, const Door& door) const;
  void serve(Shelter& shelter, std::uint32_t step);
  [[nodiscard]] Door* next_door(Shelter& shelter) const noexcept;
  void admit(Shelter& shelter, Door& door, std::uint16_t persons, Instant service);
  void hold_places(Shelter& shelter, Door& door, std::uint16_t persons, Instant inside);
  void refuse(Shelter& shelter, Door& door, Instant at);
  [[nodiscard]] static Instant refusal_time(const Shelter& shelter, const Door& door) noexcept;
  void send_away(std::uint32_t party, Mover& mover, std::uint32_t shelter, Instant at, bool lost);

  // Hazards: shelter_hazards.cpp.
  [[nodiscard]] Instant next_change(const Shelter& shelter) const noexcept;
  void apply_change(Shelter& shelter);
  static void open(Shelter& shelter, std::int32_t places) noexcept;
  void fail_door(Shelter& shelter, std::uint32_t entrance, Instant at);
  [[nodiscard]] static bool any_door_works(const Shelter& shelter) noexcept;
  void shut(Shelter& shelter, Access access, Instant at);
  void end_stays(Shelter& shelter, Instant at);
  static void lose_residents(Shelter& shelter);
  [[nodiscard]] Door* door_out(Shelter& shelter) const noexcept;
  void let_out(Shelter& shelter, Door& door, Instant at);
  [[nodiscard]] bool take_by_water(Door& door, Instant until);
  void mark_caught(const DoorRequest& request, Instant at);
  void go_to_other_door(Door& door, Instant at);
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
  std::vector<WayRequest> ways_asked_;
  bool meets_hazards_;
  Instant now_starts_;  ///< start of the step that is being worked on
  std::int64_t persons_off_street_ = 0;
  std::uint64_t redirections_ = 0;
  bool passed_horizon_ = false;
};

}  // namespace yanbi
