// SPDX-License-Identifier: Apache-2.0
#pragma once
// Between steps: what is known of closed links and lost shelters, and new ways for those who look
// for one. Everybody who asks knows what has been made known and what anybody has found closed.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/kernel/shared_state.hpp"
#include "sim/plan/detours.hpp"

namespace yanbi {

class Replanner {
 public:
  /// What an answer makes happen at a node.
  struct Order {
    std::uint32_t chunk = 0;
    Event event;
  };

  /// @param interval steps between publications, at least 1.
  Replanner(SharedState& state, std::uint32_t interval, int threads);

  /// Makes known, at the start of `step`, which links are closed then, and which shelters have how
  /// many places. Who was stranded asks again if a link has opened: `asked` grows.
  void publish(std::uint32_t step, const std::vector<std::int32_t>& known_free,
               std::vector<WayRequest>& asked);
  /// Answers everybody in `asked` at the end of `step`, in an order that does not depend on theirs;
  /// clears it. Where it says so, `orders` must reach the nodes before the next step.
  void answer(std::uint32_t step, std::vector<WayRequest>& asked, std::vector<Order>& orders);

  /// Whether nobody is left who might still find a way before the run ends.
  [[nodiscard]] bool idle() const noexcept;
  [[nodiscard]] std::uint64_t detours() const noexcept { return detours_; }

 private:
  /// Ways to one shelter, or (empty) to the nearest that has room, for one class of people.
  using TreeKey = std::pair<ShelterId, PersonClass>;

  void forget_trees_beyond_limit();
  void note_failed_doors();
  void note_closed(std::uint32_t link, PersonClass who);
  void note_open(std::uint32_t link, PersonClass who);
  void look_ahead();
  void note_what_is_seen(std::uint32_t step, const std::vector<WayRequest>& asked);
  [[nodiscard]] std::vector<EntranceId> doors_of(ShelterId shelter) const;
  [[nodiscard]] bool is_open(ShelterId shelter) const noexcept;
  [[nodiscard]] ShelterId target_of(const WayRequest& request) const;
  void grow(std::vector<TreeKey> wanted);
  [[nodiscard]] std::optional<FoundRoute> find(const WayRequest& request, ShelterId shelter) const;
  [[nodiscard]] bool takes(const WayRequest& request, const FoundRoute& found) const;
  void note_lost_shelter(const WayRequest& request);
  void take_route(const WayRequest& request, const FoundRoute& found, std::uint32_t step,
                  std::vector<Order>& orders);
  void strand(const WayRequest& request, bool looks_again, std::uint32_t step,
              std::vector<Order>& orders);
  [[nodiscard]] std::uint32_t time_left(const Mover& mover, std::uint32_t from_link) const;

  SharedState& state_;
  std::uint32_t interval_;
  int threads_;
  DetourFinder finder_;
  Instant published_at_;
  Instant next_publication_;
  std::vector<std::uint8_t> known_failed_;  ///< doors, as the trees know them
  std::size_t next_change_ = 0;             ///< in HazardTimeline::link_changes
  /// Lengths of links as path search takes them: kClosed where they are known to be closed.
  std::array<std::vector<std::uint32_t>, kPersonClasses> known_length_mm_;
  std::array<std::vector<LinkId>, kPersonClasses> found_closed_;  ///< since the last publication
  std::vector<std::int32_t> known_free_;
  std::map<TreeKey, WayTree> trees_;
  std::vector<WayRequest> stranded_;
  std::uint64_t detours_ = 0;
};

}  // namespace yanbi
