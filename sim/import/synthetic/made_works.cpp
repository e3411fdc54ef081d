// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/made_works.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/base/spread_persons.hpp"
#include "sim/import/synthetic/work_batches.hpp"
#include "sim/import/works/ledger_import.hpp"

namespace yanbi {
namespace {

/// m2 of floor to a place: the built example of models.md (S). A place is 1 m2 (GB 50038, S).
constexpr double kFloorPerPlace = 2.48;
/// m2 of floor to a member of a service team: 3 m2 (R), and the same share of other rooms.
constexpr double kFloorPerMember = 3.0 * kFloorPerPlace;
/// Share of personnel works that are class 1 (R).
constexpr double kClassOneShare = 0.06;
/// Sizes of works of one kind differ by these factors (R).
constexpr double kLeastSize = 0.3;
constexpr double kMostSize = 2.0;
constexpr double kBeside = 18.0;        ///< m from a dwelling to the work beside it
constexpr double kDoorDistance = 12.0;  ///< m from the middle of a work to its doors
// Doors: the norm's width and most people a door (R), and what is built.
constexpr std::int32_t kPlacesADoor = 500;
constexpr double kWidthPerPlace = 0.003;
constexpr double kLeastDoor = 0.8;
constexpr double kMostDoor = 2.4;
constexpr double kNarrow = 0.85;
constexpr double kWide = 1.25;

/// Works while they are made, all in one ledger "synthetic".
class LedgerMaker {
 public:
  LedgerMaker(const Ground& ground, const Dwellings& dwellings, const Draws& draws, Works& works)
      : ground_(ground), dwellings_(dwellings), draws_(draws), works_(works) {
    works_.ledgers = {"synthetic"};
  }

  /// `count` dwellings of `candidates`, evenly along their list by the root of their people: more
  /// works where people are, but fewer to each person.
  [[nodiscard]] std::vector<std::uint32_t> pick(
      const std::string& name, std::int32_t count,
      const std::vector<std::uint32_t>& candidates) const {
    double total = 0.0;
    for (const std::uint32_t d : candidates) {
      total += weight(d);
    }
    std::vector<std::uint32_t> picked;
    auto next = candidates.begin();
    double passed = weight(*next);
    for (std::int32_t k = 0; k < count; ++k) {
      const double at = total * (k + draws_.uniform(name, static_cast<std::uint64_t>(k))) / count;
      while (passed < at && next + 1 != candidates.end()) {
        passed += weight(*++next);
      }
      picked.push_back(*next);
    }
    return picked;
  }

  /// Shares of a total, by drawn sizes.
  [[nodiscard]] std::vector<std::int32_t> sizes(const std::string& name, std::int64_t total,
                                                std::int32_t count) const {
    std::vector<double> size;
    std::vector<std::string> key;
    for (std::int32_t k = 0; k < count; ++k) {
      size.push_back(
          draws_.between(kLeastSize, kMostSize, name, static_cast<std::uint64_t>(k), 0, 1));
      key.push_back(fmt::format("{:08}", k));
    }
    return spread_persons(total, size, key);
  }

  /// Adds a work beside a dwelling, with its doors.
  void add(std::uint32_t dwelling, WorkType type, WorkStatus status, std::int32_t places,
           WorkDetail detail) {
    const std::size_t w = works_.size();
    const Point place = beside(dwelling, w);
    const std::string& district = ground_.frame().districts.label[dwellings_.district[dwelling]];
    works_.key.push_back(fmt::format("synthetic/{}", w + 1));
    works_.label.push_back(
        fmt::format("合成 {} {} ({} shelter, synthetic)", district, w + 1, to_string(type)));
    works_.ledger.push_back(0);
    works_.type.push_back(type);
    works_.status.push_back(status);
    works_.places.push_back(places);
    works_.x.push_back(place.x);
    works_.y.push_back(place.y);
    works_.from.emplace_back();
    works_.until.emplace_back();
    works_.facility.push_back(static_cast<std::uint32_t>(w));
    works_.detail.push_back(std::move(detail));
    add_doors(w, status == WorkStatus::kEarly);
  }

  Works& works() { return works_; }

 private:
  [[nodiscard]] double weight(std::uint32_t dwelling) const {
    return std::sqrt(static_cast<double>(dwellings_.night.persons[dwelling]));
  }

  [[nodiscard]] Point beside(std::uint32_t dwelling, std::size_t w) const {
    const Point home = {dwellings_.origins.x[dwelling], dwellings_.origins.y[dwelling]};
    const Point place = home + Point{draws_.between(-kBeside, kBeside, "work", w, 0, 0),
                                     draws_.between(-kBeside, kBeside, "work", w, 0, 1)};
    const std::optional<ZoneId> zone = ground_.district(place);
    return zone && zone->index() == dwellings_.district[dwelling] ? place : home;
  }

  /// At least two exits; early works have one. Some are narrower than the norm asks, some wider.
  void add_doors(std::size_t w, bool early) {
    Entrances& doors = works_.entrances;
    const std::int32_t places = works_.places[w];
    const std::int32_t count = early ? 1 : 2 + places / (2 * kPlacesADoor);
    const double norm = kWidthPerPlace * places / count;
    for (std::int32_t d = 0; d < count; ++d) {
      const auto index = static_cast<std::uint32_t>(2 * d);
      doors.work.emplace_back(w);
      doors.x.push_back(works_.x[w] +
                        draws_.between(-kDoorDistance, kDoorDistance, "door", w, 0, index));
      doors.y.push_back(works_.y[w] + (d % 2 == 0 ? kDoorDistance : -kDoorDistance));
      doors.width.emplace_back(std::clamp(
          norm * draws_.between(kNarrow, kWide, "door", w, 0, index + 1), kLeastDoor, kMostDoor));
    }
  }

  const Ground& ground_;
  const Dwellings& dwellings_;
  const Draws& draws_;
  Works& works_;
};

void add_layout(const std::string& name, std::optional<Date> date, std::vector<WorkStatus> statuses,
                City& city) {
  Layout layout{name, date, {}, std::move(statuses), {}, {}};
  layout.works = select_works(city.works, layout);
  city.layouts.push_back(std::move(layout));
}

WorkDetail personnel_detail(double floor_area, std::uint8_t personnel_class) {
  WorkDetail detail;
  detail.floor_area = floor_area;
  detail.sheltering_area = std::floor(floor_area / kFloorPerPlace);
  detail.personnel_class = personnel_class;
  detail.resistance = personnel_class == 1 ? "核5常5" : "核6常6";
  detail.remark = "synthetic";
  return detail;
}

/// Grades by type (R): nothing is known of early works.
WorkDetail detail_of(const WorkBatch& batch, double floor_area, double draw) {
  if (batch.status == WorkStatus::kEarly) {
    WorkDetail detail = personnel_detail(floor_area, 0);
    detail.resistance.clear();
    return detail;
  }
  if (batch.type == WorkType::kPersonnel) {
    return personnel_detail(floor_area, draw < kClassOneShare ? 1 : 2);
  }
  WorkDetail detail;
  detail.floor_area = floor_area;
  detail.resistance = batch.type == WorkType::kAuxiliary ? "核6常6" : "核5常5";
  detail.remark = "synthetic";
  if (batch.type == WorkType::kServiceTeam) {
    detail.sheltering_area = std::floor(floor_area / kFloorPerPlace);
  }
  return detail;
}

std::int32_t places_of(WorkType type, double floor_area) {
  const double per_place = type == WorkType::kPersonnel     ? kFloorPerPlace
                           : type == WorkType::kServiceTeam ? kFloorPerMember
                                                            : 0.0;
  return per_place > 0.0 ? static_cast<std::int32_t>(std::floor(floor_area / per_place)) : 0;
}

/// A day of a drawn year, none later than the 28th.
Date drawn_date(const Draws& draws, const std::string& name, std::uint64_t k, std::uint32_t index,
                int first, int last) {
  const auto whole = [&](int least, int most, std::uint32_t part) {
    return least +
           static_cast<int>(draws.uniform(name, k, 1, 3 * index + part) * (most - least + 1));
  };
  return whole(first, last, 0) * 10000 + whole(1, 12, 1) * 100 + whole(1, 28, 2);
}

/// Adds the works of one batch. Those of the past came into use at its end at the latest.
void add_batch(const WorkBatch& batch, const std::vector<std::uint32_t>& candidates,
               const IndicatorsSpec& spec, const Draws& draws, LedgerMaker& maker) {
  const auto places = maker.pick(batch.name, batch.count, candidates);
  const auto areas = maker.sizes(batch.name, batch.area, batch.count);
  const Date latest = batch.inside                         ? spec.before
                      : batch.status == WorkStatus::kBuilt ? spec.now
                                                           : Date{99991231};
  for (std::size_t k = 0; k < places.size(); ++k) {
    const double area = areas[k];
    maker.add(places[k], batch.type, batch.status, places_of(batch.type, area),
              detail_of(batch, area, draws.uniform(batch.name, k, 2)));
    maker.works().from.back() =
        std::min(latest, drawn_date(draws, batch.name, k, 0, batch.first_year, batch.last_year));
    if (batch.first_end && batch.last_end) {
      maker.works().until.back() =
          drawn_date(draws, batch.name, k, 1, *batch.first_end, *batch.last_end);
    }
  }
}

/// Marks a share of the works; at least one stays unmarked, or there would be nothing to compare
/// with.
std::vector<bool> draw_planned(std::size_t works, double share, const Draws& draws) {
  std::vector<std::uint32_t> order(works);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return draws.uniform("planned", a) < draws.uniform("planned", b);
  });
  const auto wanted = static_cast<std::size_t>(std::llround(share * static_cast<double>(works)));
  std::vector<bool> planned(works, false);
  for (std::size_t k = 0; k < std::min(wanted, works - 1); ++k) {
    planned[order[k]] = true;
  }
  return planned;
}

std::vector<std::uint32_t> marked(const std::vector<bool>& marks) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t d = 0; d < marks.size(); ++d) {
    if (marks[d]) {
      found.push_back(d);
    }
  }
  return found;
}

}  // namespace

void make_plain_works(const Ground& ground, const Dwellings& dwellings, const WorksSpec& spec,
                      const Draws& draws, City& city) {
  LedgerMaker maker(ground, dwellings, draws, city.works);
  std::vector<std::uint32_t> everywhere(dwellings.origins.size());
  std::iota(everywhere.begin(), everywhere.end(), 0U);
  const auto total =
      std::llround(spec.places_per_person * static_cast<double>(dwellings.night.total()));
  const auto sizes = maker.sizes("work", total, spec.count);
  const auto homes = maker.pick("work", spec.count, everywhere);
  const std::vector<bool> planned = draw_planned(homes.size(), spec.planned_share, draws);
  for (std::size_t w = 0; w < homes.size(); ++w) {
    maker.add(homes[w], WorkType::kPersonnel,
              planned[w] ? WorkStatus::kApproved : WorkStatus::kBuilt, sizes[w],
              personnel_detail(std::ceil(sizes[w] * kFloorPerPlace), 2));
  }
  add_layout("current", std::nullopt, {WorkStatus::kBuilt}, city);
  add_layout("planned", std::nullopt, {}, city);
  note_layouts(city, city.notes);
}

void make_dated_works(const Ground& ground, const Dwellings& dwellings, const BuiltUp& built_up,
                      const WorksSpec& spec, const Draws& draws, const std::string& file,
                      ProblemList& problems, City& city) {
  const IndicatorsSpec& indicators = *spec.indicators;
  const std::vector<std::uint32_t> inside = marked(built_up.was_built_up);
  const std::vector<std::uint32_t> anywhere = marked(built_up.is_built_up);
  if (inside.empty()) {
    problems.add({file, 0, "synthetic.works.indicators", "",
                  "no town is large enough for works before and since",
                  "give the frame more people in towns"});
    return;
  }
  const std::vector<WorkBatch> batches =
      plan_batches(indicators, built_up.persons_now, spec.count, file, problems);
  if (!problems.empty()) {
    return;
  }
  LedgerMaker maker(ground, dwellings, draws, city.works);
  for (const WorkBatch& batch : batches) {
    add_batch(batch, batch.inside ? inside : anywhere, indicators, draws, maker);
  }
  const int now = indicators.now / 10000;
  const std::vector<WorkStatus> usable = {WorkStatus::kBuilt, WorkStatus::kEarly};
  constexpr int kLastYearOfPlans = 10;
  add_layout("before", indicators.before, usable, city);
  add_layout(std::to_string(now), indicators.now, usable, city);
  add_layout("approved", (now + kLastYearOfPlans) * 10000 + 1231, {}, city);
  note_layouts(city, city.notes);
}

}  // namespace yanbi
