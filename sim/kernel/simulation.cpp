// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "sim/base/assert.hpp"
#include "sim/base/random.hpp"
#include "sim/kernel/behaviour.hpp"
#include "sim/kernel/chunk_loop.hpp"
#include "sim/kernel/exposure.hpp"
#include "sim/kernel/hazard_timeline.hpp"
#include "sim/kernel/node_phase.hpp"
#include "sim/kernel/outcome_builder.hpp"
#include "sim/kernel/replanner.hpp"
#include "sim/kernel/shared_state.hpp"
#include "sim/kernel/shelter_phase.hpp"
#include "sim/kernel/step.hpp"
#include "sim/kernel/travel_time.hpp"
#include "sim/kernel/vehicle_phase.hpp"

namespace yanbi {
namespace {

constexpr std::uint32_t kStepsBetweenReports = 16;

/// Two threads have a chunk each, which stays in the cache of its core. More of them have several,
/// so that a busy part of the city does not hold up the others. The result does not depend on this
/// number: chunks only exchange what they know between steps.
std::uint32_t chunks_for(int threads) {
  const auto count = static_cast<std::uint32_t>(threads);
  return count <= 2 ? count : std::min(64U, 4U * count);
}

/// Persons in vehicles that have reached the end of their link and are still there. Such queues
/// count for the peaks of their links, too: nobody has left them to measure them.
std::int64_t count_vehicle_queues(SharedState& state) {
  std::int64_t persons = 0;
  for (std::size_t l = 0; l < state.vehicles.link_count(); ++l) {
    std::int32_t queue = 0;
    state.vehicles.for_each_vehicle(state.vehicles.links[l], [&](Place place) {
      const Mover& mover = state.movers[place.party()];
      queue += mover.since <= state.horizon ? mover.persons : 0;
    });
    persons += queue;
    if (state.records_links()) {
      state.link_facts.peak_queue[l] = std::max(state.link_facts.peak_queue[l], queue);
    }
  }
  return persons;
}

/// One replicate while it runs. The phases of a step, in `step()`, read like a table of contents.
/// `Movement` is the phase in which nodes move people: NodePhase on foot, VehiclePhase in vehicles.
template <class Movement>
class Run {
 public:
  Run(const SimulationInput& input, const HazardTimeline& hazards, const Behaviour& behaviour,
      std::uint32_t replicate, const ThreadUse& use)
      : state_(input, hazards, chunks_for(use.threads)),
        loop_(state_.chunk_count, use.threads),
        events_worth_threads_(use.events_worth_threads),
        known_free_(input.shelters.size()),
        events_by_thread_(static_cast<std::size_t>(use.threads)) {
    for (std::uint32_t chunk = 0; chunk < state_.chunk_count; ++chunk) {
      nodes_.push_back(std::make_unique<Movement>(state_, chunk));
      shelters_.push_back(std::make_unique<ShelterPhase>(state_, chunk));
    }
    places_interval_ =
        std::max(1U, static_cast<std::uint32_t>(std::lround(input.scenario.redirection.interval *
                                                            Tick::kPerSecond / kStepTicks)));
    if (state_.has_hazards()) {
      replanner_.emplace(state_, places_interval_, use.threads);
      note_classes(behaviour, replicate);
      order_hazards();
    }
    order_departures(behaviour);
  }

  /// @returns the outcome when nothing can happen any more or the horizon is reached.
  Outcome run(const Behaviour& behaviour, const ProgressCallback& progress) {
    // Nothing is ordered beyond the horizon, but news of what happened just before it may still
    // have to reach the next node: hence no limit but "nothing left to do".
    const double last = step_of(state_.horizon) + 1.0;
    for (std::uint32_t now = 0; !idle(); ++now) {
      if (now % kStepsBetweenReports == 0) {
        report_progress(progress, "moving people", std::min(1.0, now / last));
      }
      step(now);
    }
    report_progress(progress, "moving people", 1.0);
    return finish(behaviour);
  }

 private:
  void step(std::uint32_t now) {
    if (now % places_interval_ == 0) {
      publish(now);
    }
    count_exposures(now);
    const bool in_parallel = due(now) >= events_worth_threads_;
    move_people(now, in_parallel);
    admit_people(now, in_parallel);
    exchange_news(now, in_parallel);
    find_ways(now);
    ++steps_;
#ifdef YANBI_ENABLE_ASSERTS
    check_conservation();
#endif
  }

  void publish(std::uint32_t now) {
    for (const auto& shelters : shelters_) {
      shelters->publish_places(known_free_, state_.news.shut);
    }
    if (replanner_) {
      replanner_->publish(now, known_free_, ways_asked_);
    }
  }

  /// People in the footprints of the strikes that hit in step `now`. Steps beyond the horizon only
  /// finish what came before it.
  void count_exposures(std::uint32_t now) {
    const std::span<const ImpactAt> impacts = state_.hazards.impacts();
    while (next_impact_ < impacts.size() && impacts[next_impact_].at < start_of(now + 1) &&
           impacts[next_impact_].at <= state_.horizon) {
      const std::uint32_t wave = impacts[next_impact_].wave;
      count_exposure(state_, *state_.input.hazards->hazard->attack, wave, exposures_);
      while (next_impact_ < impacts.size() && impacts[next_impact_].wave == wave) {
        ++next_impact_;
      }
    }
  }

  /// Answers those who found their way closed in this step; they go on in the next.
  void find_ways(std::uint32_t now) {
    if (!replanner_) {
      return;
    }
    const auto collect = [&](std::vector<WayRequest>& asked) {
      ways_asked_.insert(ways_asked_.end(), asked.begin(), asked.end());
      asked.clear();
    };
    for (std::uint32_t chunk = 0; chunk < state_.chunk_count; ++chunk) {
      if constexpr (!kDrives) {
        collect(nodes_[chunk]->ways_asked());
      }
      collect(shelters_[chunk]->ways_asked());
    }
    std::vector<Replanner::Order> orders;
    replanner_->answer(now, ways_asked_, orders);
    if constexpr (!kDrives) {
      for (const Replanner::Order& order : orders) {
        nodes_[order.chunk]->order(order.event, now + 1);
      }
    }
  }

  void note_classes(const Behaviour& behaviour, std::uint32_t replicate) {
    const RandomStream random(state_.input.scenario.run.seed, replicate);
    const double share = state_.input.scenario.information.live_share;
    for (std::size_t p = 0; p < state_.movers.size(); ++p) {
      Mover& mover = state_.movers[p];
      mover.people = !behaviour.vulnerable.empty() && behaviour.vulnerable[p] != 0
                         ? PersonClass::kVulnerable
                         : PersonClass::kAdult;
      mover.hears_news = random.happens(share, Purpose::kLiveNews, state_.input.parties.key[p]);
      state_.facts.vulnerable[p] = mover.people == PersonClass::kVulnerable ? 1 : 0;
    }
  }

  /// What hazards do at nodes, whoever is there.
  void order_hazards() {
    if constexpr (!kDrives) {
      for (const LinkChange& change : state_.hazards.link_changes()) {
        if (change.closes) {
          nodes_[state_.links.constants[change.link].tail_chunk]->order(
              {change.at, EventKind::kLinkCloses, change.link,
               static_cast<std::uint32_t>(change.who)},
              0);
        }
      }
      for (const Sweep& sweep : state_.hazards.sweeps()) {
        nodes_[state_.links.constants[sweep.link].head_chunk]->order(
            {sweep.at, EventKind::kSweep, sweep.link, static_cast<std::uint32_t>(sweep.who)}, 0);
      }
    }
  }

  void move_people(std::uint32_t now, bool in_parallel) {
    loop_(in_parallel, [&](std::uint32_t chunk, std::size_t thread) {
      const std::uint64_t before = nodes_[chunk]->events_done();
      nodes_[chunk]->run(now);
      events_by_thread_[thread].count += nodes_[chunk]->events_done() - before;
    });
  }

  void admit_people(std::uint32_t now, bool in_parallel) {
    loop_(in_parallel, [&](std::uint32_t chunk, std::size_t) {
      for (const auto& nodes : nodes_) {
        std::vector<DoorRequest>& requests = nodes->requests_out()[chunk];
        shelters_[chunk]->receive(requests);
        requests.clear();
      }
      shelters_[chunk]->run(now, known_free_);
    });
  }

  void exchange_news(std::uint32_t now, bool in_parallel) {
    loop_(in_parallel, [&](std::uint32_t chunk, std::size_t) {
      const auto take = [&](auto& events) {
        nodes_[chunk]->receive(events, now + 1);
        events.clear();
      };
      for (std::uint32_t from = 0; from < state_.chunk_count; ++from) {
        take(nodes_[from]->events_out()[chunk]);
        take(shelters_[from]->events_out()[chunk]);
      }
      nodes_[chunk]->publish();
    });
  }

#ifdef YANBI_ENABLE_ASSERTS
  /// Nobody is lost and nobody is counted twice: by stage, on the links, and in the shelters.
  void check_conservation() const {
    const PersonCount people = count_persons(state_);
    std::int64_t inside = 0;
    std::int64_t off_street = 0;
    std::int64_t left_doors = 0;
    for (std::uint32_t chunk = 0; chunk < state_.chunk_count; ++chunk) {
      inside += shelters_[chunk]->persons_inside();
      off_street += shelters_[chunk]->persons_off_street();
      if constexpr (!kDrives) {
        left_doors += nodes_[chunk]->persons_left_doors();
      }
    }
    const auto at = [&](Stage stage) { return people.by_stage[static_cast<std::size_t>(stage)]; };
    YANBI_ASSERT(people.moving + inside == state_.input.parties.total_persons());
    // Who drives is off the road before they are at a door. On foot, those who left a door are off
    // the street at once, but their link learns of it a step later.
    YANBI_ASSERT(kDrives ? people.on_links == at(Stage::kWalking)
                         : people.on_links == at(Stage::kWalking) + at(Stage::kQueued) +
                                                  at(Stage::kAtDoor) + at(Stage::kLooking) +
                                                  off_street - left_doors);
  }
#endif

  void order_departures(const Behaviour& behaviour) {
    const Plan& plan = state_.input.plan;
    for (std::uint32_t p = 0; p < state_.movers.size(); ++p) {
      Mover& mover = state_.movers[p];
      mover.speed = behaviour.speed[p];
      mover.persons = state_.input.parties.persons[p];
      const Tick departs = behaviour.departs_at[p];
      if (!plan.route[p].has_value() || departs > state_.input.scenario.run.horizon) {
        continue;
      }
      state_.set_route(p, plan.route[p]);
      mover.stage = Stage::kApproaching;
      state_.facts.departed_at[p] = departs;
      const Route route = plan.routes[plan.route[p]];
      const Instant at = later(to_instant(departs), travel_time(route.access_mm, mover.speed));
      const std::uint32_t chunk = state_.tail_chunk(route.links.front().raw());
      if (at <= state_.horizon) {
        nodes_[chunk]->add_departure(at, p);
      }
    }
    for (const auto& nodes : nodes_) {
      nodes->sort_departures();
    }
  }

  [[nodiscard]] bool idle() const {
    return ways_asked_.empty() && (!replanner_ || replanner_->idle()) &&
           std::all_of(nodes_.begin(), nodes_.end(), [](const auto& n) { return n->idle(); }) &&
           std::all_of(shelters_.begin(), shelters_.end(), [](const auto& s) { return s->idle(); });
  }

  [[nodiscard]] std::size_t due(std::uint32_t now) const {
    std::size_t count = 0;
    for (const auto& nodes : nodes_) {
      count += nodes->due(now);
    }
    return count;
  }

  Outcome finish(const Behaviour& behaviour) {
    RunDiagnostics diagnostics;
    diagnostics.steps = steps_;
    diagnostics.detours = replanner_ ? replanner_->detours() : 0;
    count_exposures(step_of(state_.horizon));
    const bool ran_dry = idle();
    bool passed_horizon = false;
    std::vector<Admission> admissions;
    ShelterFacts facts = empty_shelter_facts(state_.input.shelters.size(), state_.has_hazards());
    for (std::uint32_t chunk = 0; chunk < state_.chunk_count; ++chunk) {
      const Movement& nodes = *nodes_[chunk];
      shelters_[chunk]->settle_doors();
      const ShelterPhase& shelters = *shelters_[chunk];
      diagnostics.events += nodes.events_done();
      diagnostics.traversals += nodes.traversals();
      diagnostics.redirections += shelters.redirections();
      if constexpr (kDrives) {
        diagnostics.entry_waits += nodes.entry_waits();
      }
      passed_horizon = passed_horizon || nodes.passed_horizon() || shelters.passed_horizon();
      admissions.insert(admissions.end(), shelters.admissions().begin(),
                        shelters.admissions().end());
      shelters.write_facts(facts);
    }
    for (const auto& events : events_by_thread_) {
      diagnostics.events_by_thread.push_back(events.count);
    }
    const PersonCount people = count_persons(state_);
    for (const Stage stage : {Stage::kWaitingToEnter, Stage::kQueued, Stage::kAtDoor}) {
      diagnostics.waiting_at_end += people.by_stage[static_cast<std::size_t>(stage)];
    }
    diagnostics.waiting_at_end += count_vehicle_queues(state_);
    diagnostics.gridlocked = ran_dry && !passed_horizon && diagnostics.waiting_at_end > 0;
    return build_outcome(state_, behaviour, admissions, std::move(facts), std::move(exposures_),
                         std::move(diagnostics), loop_.threads());
  }

  static constexpr bool kDrives = std::is_same_v<Movement, VehiclePhase>;

  /// A cache line each, so that threads do not slow each other down by counting.
  struct alignas(64) EventCount {
    std::uint64_t count = 0;
  };

  SharedState state_;
  ChunkLoop loop_;
  std::size_t events_worth_threads_;
  std::vector<std::unique_ptr<Movement>> nodes_;
  std::vector<std::unique_ptr<ShelterPhase>> shelters_;
  std::vector<std::int32_t> known_free_;  ///< free places as last made known, by shelter
  std::optional<Replanner> replanner_;    ///< where hazards touch the run
  std::vector<WayRequest> ways_asked_;    ///< not answered yet
  std::size_t next_impact_ = 0;           ///< in HazardTimeline::impacts
  std::vector<Exposure> exposures_;
  std::uint32_t places_interval_ = 1;  ///< steps
  std::uint64_t steps_ = 0;
  std::vector<EventCount> events_by_thread_;
};

}  // namespace

Outcome simulate(const SimulationInput& input, std::uint32_t replicate, const ThreadUse& use,
                 const ProgressCallback& progress) {
  YANBI_EXPECT(use.threads >= 1);
  YANBI_EXPECT(input.scenario.run.horizon.seconds() <= kLongestHorizonSeconds);
  const Behaviour behaviour =
      draw_behaviour(input.parties, input.scenario, input.plan.departs_at, replicate, use.threads);
  HazardTimeline hazards;
  if (input.hazards != nullptr) {
    hazards = HazardTimeline(*input.hazards, input.network, *input.works, input.shelters,
                             input.scenario, replicate);
  }
  if (input.scenario.run.mode == RunMode::kDrive) {
    return Run<VehiclePhase>(input, hazards, behaviour, replicate, use).run(behaviour, progress);
  }
  return Run<NodePhase>(input, hazards, behaviour, replicate, use).run(behaviour, progress);
}

}  // namespace yanbi
