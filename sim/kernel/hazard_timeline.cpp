// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/hazard_timeline.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/base/random.hpp"
#include "sim/kernel/network_state.hpp"

namespace yanbi {
namespace {

/// Overlapping times as one, ascending.
std::vector<HazardSpan> merged(std::vector<HazardSpan> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const HazardSpan& a, const HazardSpan& b) { return a.from < b.from; });
  std::vector<HazardSpan> whole;
  for (const HazardSpan& span : spans) {
    if (!whole.empty() && span.from <= whole.back().until) {
      whole.back().until = std::max(whole.back().until, span.until);
    } else {
      whole.push_back(span);
    }
  }
  return whole;
}

constexpr std::array kEverybody = {PersonClass::kVulnerable, PersonClass::kAdult};

/// Collects what happens to shelters, in any order.
class ShelterSchedule {
 public:
  explicit ShelterSchedule(const Shelters& shelters) : shelters_(shelters) {}

  void add(Instant at, std::uint32_t shelter, ShelterChangeKind kind, std::uint32_t value = 0,
           std::uint32_t row = 0) {
    if (!at.is_never()) {
      changes_.push_back({at, shelter, row, kind, value});
    }
  }

  void add_to_all(Instant at, ShelterChangeKind kind) {
    for (std::uint32_t s = 0; s < shelters_.size(); ++s) {
      add(at, s, kind);
    }
  }

  /// A work with a door below the water empties; when no door opens any more it is lost.
  void add_water(const WaterTimes& water, bool empties) {
    for (std::uint32_t s = 0; s < shelters_.size(); ++s) {
      Instant first = Instant::never();
      for (std::uint32_t e = shelters_.first_entrance[s]; e < shelters_.first_entrance[s + 1];
           ++e) {
        first = std::min(first, water.overtopped[e]);
        add(water.stuck[e], s, ShelterChangeKind::kDoorFails, e);
      }
      add(first, s, empties ? ShelterChangeKind::kEmpties : ShelterChangeKind::kLost);
    }
  }

  void add_damage(const StrikeDamage& damage, const Works& works, Tick alarm_at) {
    const std::vector<ShelterId> shelter_of = shelters_by_work(shelters_, works.size());
    for (const StrikeDamage::LostWork& lost : damage.works) {
      if (const ShelterId shelter = shelter_of[lost.work.index()]; shelter.has_value()) {
        add(after_alarm(lost.at, alarm_at), shelter.raw(), ShelterChangeKind::kLost);
      }
    }
    std::vector<std::uint32_t> door_of_ledger(works.entrances.size(), kNone);
    for (std::size_t e = 0; e < shelters_.entrance_count(); ++e) {
      door_of_ledger[shelters_.entrance_ledger[e].index()] = static_cast<std::uint32_t>(e);
    }
    for (const StrikeDamage::BlockedDoor& blocked : damage.doors) {
      const std::uint32_t door = door_of_ledger[blocked.door.index()];
      if (door != kNone) {
        add(after_alarm(blocked.at, alarm_at), shelters_.entrance_shelter[door].raw(),
            ShelterChangeKind::kDoorFails, door);
      }
    }
  }

  void add_feed(const std::vector<StatusChange>& feed) {
    std::uint32_t row = 0;
    for (const StatusChange& change : feed) {
      ++row;
      const Instant at = to_instant(change.at);
      const std::uint32_t shelter = change.shelter.raw();
      switch (change.state) {
        case WorkState::kOpen:
          add(at, shelter, ShelterChangeKind::kOpens, 0, row);
          break;
        case WorkState::kClosed:
          add(at, shelter, ShelterChangeKind::kCloses, 0, row);
          break;
        case WorkState::kLimited:
          add(at, shelter, ShelterChangeKind::kLimited, static_cast<std::uint32_t>(change.places),
              row);
          break;
      }
    }
  }

  /// By shelter, then in order.
  [[nodiscard]] std::vector<ShelterChange> take() {
    std::sort(changes_.begin(), changes_.end(), [](const ShelterChange& a, const ShelterChange& b) {
      return a.shelter != b.shelter ? a.shelter < b.shelter : a < b;
    });
    return std::move(changes_);
  }

 private:
  const Shelters& shelters_;
  std::vector<ShelterChange> changes_;
};

}  // namespace

HazardTimeline::HazardTimeline(const HazardInput& input, const RoadNetwork& network,
                               const Works& works, const Shelters& shelters,
                               const Scenario& scenario, std::uint32_t replicate)
    : walking_(&scenario.flood.walking) {
  const Tick alarm_at = scenario.hazard.alarm_at;
  ShelterSchedule schedule(shelters);
  schedule.add_feed(input.feed);
  schedule.add_to_all(to_instant(scenario.doors.close_at), ShelterChangeKind::kDoorsClose);
  if (input.hazard != nullptr && input.hazard->flood) {
    water_ = &input.water;
    schedule.add_water(input.water, scenario.flood.empties_works);
  }
  if (input.hazard != nullptr && input.hazard->attack) {
    const StrikeDamage damage = draw_damage(*input.hazard->attack, network, works,
                                            RandomStream(scenario.run.seed, replicate));
    schedule.add_damage(damage, works, alarm_at);
    block_links(damage, network.link_count(), alarm_at);
    for (const Impact& impact : damage.impacts) {
      impacts_.push_back({after_alarm(impact.at, alarm_at), impact.wave, impact.strike});
    }
    if (scenario.doors.close_at_first_impact && !impacts_.empty()) {
      schedule.add_to_all(impacts_.front().at, ShelterChangeKind::kDoorsClose);
    }
  }
  shelter_changes_ = schedule.take();
  first_change_.assign(shelters.size() + 1, 0);
  for (const ShelterChange& change : shelter_changes_) {
    ++first_change_[change.shelter + 1];
  }
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    first_change_[s + 1] += first_change_[s];
  }
  list_link_changes();
}

void HazardTimeline::block_links(const StrikeDamage& damage, std::size_t link_count,
                                 Tick alarm_at) {
  std::map<std::uint32_t, std::vector<HazardSpan>> spans;
  for (const StrikeDamage::BlockedLink& blocked : damage.links) {
    spans[blocked.link.raw()].push_back(
        {after_alarm(blocked.from, alarm_at), after_alarm(blocked.until, alarm_at)});
  }
  if (spans.empty()) {
    return;
  }
  blocked_row_.assign(link_count, kNone);
  for (auto& [link, times] : spans) {
    blocked_row_[link] = static_cast<std::uint32_t>(blocked_link_.size());
    blocked_link_.push_back(link);
    blocked_.add_row(merged(std::move(times)));
  }
}

/// Puts every closing, opening and sweep into the order of time. A link that two reasons close is
/// listed for both: who reads the list asks is_closed() what then holds.
void HazardTimeline::list_link_changes() {
  const auto add = [&](std::uint32_t link, PersonClass who, const HazardSpan& span) {
    link_changes_.push_back({span.from, link, who, true});
    if (!span.until.is_never()) {
      link_changes_.push_back({span.until, link, who, false});
    }
  };
  for (const PersonClass who : kEverybody) {
    const auto c = static_cast<std::size_t>(who);
    for (std::size_t row = 0; row < blocked_link_.size(); ++row) {
      std::for_each(blocked_.begin(row), blocked_.end(row),
                    [&](const HazardSpan& span) { add(blocked_link_[row], who, span); });
    }
    if (water_ == nullptr) {
      continue;
    }
    const std::vector<std::uint32_t>& links = water_->flood->links.place;
    for (std::size_t row = 0; row < links.size(); ++row) {
      std::for_each(water_->closed[c].begin(row), water_->closed[c].end(row),
                    [&](const HazardSpan& span) { add(links[row], who, span); });
      std::for_each(water_->swept[c].begin(row), water_->swept[c].end(row),
                    [&](const HazardSpan& span) {
                      sweeps_.push_back({span.from, links[row], who});
                    });
    }
  }
  std::sort(link_changes_.begin(), link_changes_.end());
  std::sort(sweeps_.begin(), sweeps_.end());
  touches_links_ = !link_changes_.empty() || (water_ != nullptr && !water_->row_of_link.empty());
}

bool HazardTimeline::is_blocked(std::uint32_t link, Instant at) const noexcept {
  return !blocked_row_.empty() && blocked_row_[link] != kNone &&
         blocked_.holds(blocked_row_[link], at);
}

/// Row of the flood's links; kNone where the link is always dry.
std::uint32_t HazardTimeline::water_row(std::uint32_t link) const noexcept {
  return water_ == nullptr || water_->row_of_link.empty() ? kNone : water_->row_of_link[link];
}

bool HazardTimeline::is_closed(std::uint32_t link, PersonClass who, Instant at) const noexcept {
  const std::uint32_t row = water_row(link);
  return is_blocked(link, at) ||
         (row != kNone && water_->closed[static_cast<std::size_t>(who)].holds(row, at));
}

bool HazardTimeline::is_closed_to_vehicles(std::uint32_t link, Instant at) const noexcept {
  const std::uint32_t row = water_row(link);
  return is_blocked(link, at) || (row != kNone && water_->closed_to_vehicles.holds(row, at));
}

Instant HazardTimeline::swept(std::uint32_t link, PersonClass who, Instant at) const noexcept {
  const std::uint32_t row = water_row(link);
  if (row == kNone) {
    return Instant::never();
  }
  const HazardSpan* const span = water_->swept[static_cast<std::size_t>(who)].at_or_after(row, at);
  return span == nullptr ? Instant::never() : std::max(at, span->from);
}

double HazardTimeline::speed_factor(std::uint32_t link, Instant at) const noexcept {
  const std::uint32_t row = water_row(link);
  return row == kNone ? 1.0 : water_speed_factor(*walking_, water_->mean_depth(row, at));
}

std::span<const ShelterChange> HazardTimeline::changes_of(std::uint32_t shelter) const noexcept {
  if (first_change_.empty()) {
    return {};
  }
  return std::span(shelter_changes_)
      .subspan(first_change_[shelter], first_change_[shelter + 1] - first_change_[shelter]);
}

}  // namespace yanbi
