// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/work_batches.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/spread_persons.hpp"

namespace yanbi {
namespace {

constexpr int kDatesAYear = 10000;  ///< what a year is in a Date
constexpr int kFirstModernYear = 1985;
constexpr int kFirstEarlyYear = 1965;
constexpr int kLastEarlyYear = 1979;
/// Years until what is under construction, or only approved, comes into use (R).
constexpr int kYearsUnderConstruction = 2;
constexpr int kYearsApproved = 4;
/// Service-team works among service-team and auxiliary ones, medical among medical and command ones
/// (R).
constexpr double kServiceShare = 0.6;
constexpr double kMedicalShare = 0.6;
// m2 of floor of one work (R).
constexpr double kPersonnelFloor = 2500.0;
constexpr double kServiceFloor = 1500.0;
constexpr double kAuxiliaryFloor = 2500.0;
constexpr double kMedicalFloor = 1800.0;
constexpr double kCommandFloor = 1200.0;
constexpr double kEarlyFloor = 800.0;

std::int64_t rounded(double value) { return std::llround(value); }

/// The areas that the indicators ask for, m2.
struct Areas {
  std::int64_t personnel = 0;
  std::int64_t teams = 0;  ///< service-team and auxiliary works
  std::int64_t other = 0;  ///< medical and command works
  std::int64_t early = 0;
};

Areas areas_before(const IndicatorsSpec& spec, double total) {
  Areas areas;
  areas.personnel = rounded(total * spec.personnel_before);
  areas.teams = rounded(total * spec.teams_before);
  areas.early = rounded(total * spec.early_before);
  areas.other = rounded(total) - areas.personnel - areas.teams - areas.early;
  return areas;
}

/// Medical and command works keep their share; early works are what remains.
Areas areas_now(const IndicatorsSpec& spec, double total) {
  Areas areas;
  areas.personnel = rounded(total * spec.personnel_now);
  areas.teams = rounded(total * spec.teams_now);
  areas.other =
      rounded(total * (1.0 - spec.personnel_before - spec.teams_before - spec.early_before));
  areas.early = rounded(total) - areas.personnel - areas.teams - areas.other;
  return areas;
}

class Planner {
 public:
  explicit Planner(const IndicatorsSpec& spec)
      : spec_(spec), before_(spec.before / kDatesAYear), now_(spec.now / kDatesAYear) {}

  std::vector<WorkBatch> plan(const Areas& before, const Areas& now) {
    add_kinds("before", WorkStatus::kBuilt, before, kFirstModernYear, before_, true);
    add("early", WorkType::kPersonnel, WorkStatus::kEarly, now.early, kEarlyFloor, kFirstEarlyYear,
        kLastEarlyYear, true);
    add("scrapped", WorkType::kPersonnel, WorkStatus::kEarly, before.early - now.early, kEarlyFloor,
        kFirstEarlyYear, kLastEarlyYear, true);
    batches_.back().first_end = before_ + 1;
    batches_.back().last_end = now_ - 1;
    const Areas added = {now.personnel - before.personnel, now.teams - before.teams,
                         now.other - before.other, 0};
    add_kinds("since", WorkStatus::kBuilt, added, before_ + 1, now_, false);
    const double last_year = spec_.approved_last_year *
                             static_cast<double>(now.personnel + now.teams + now.other + now.early);
    const std::int64_t begun = rounded(last_year);
    add_kinds("begun", WorkStatus::kUnderConstruction, shares(begun), now_ + 1,
              now_ + kYearsUnderConstruction, false);
    add_kinds("approved", WorkStatus::kApproved,
              shares(rounded(static_cast<double>(begun) * (1.0 + spec_.approved_growth))),
              now_ + kYearsUnderConstruction, now_ + kYearsApproved, false);
    return std::move(batches_);
  }

 private:
  /// Approvals follow the shares of now.
  [[nodiscard]] Areas shares(std::int64_t total) const {
    Areas areas;
    areas.teams = rounded(static_cast<double>(total) * spec_.teams_now);
    areas.personnel = total - areas.teams;
    return areas;
  }

  void add_kinds(const std::string& name, WorkStatus status, const Areas& areas, int first,
                 int last, bool inside) {
    const std::int64_t service = rounded(kServiceShare * static_cast<double>(areas.teams));
    const std::int64_t medical = rounded(kMedicalShare * static_cast<double>(areas.other));
    add(name + " personnel", WorkType::kPersonnel, status, areas.personnel, kPersonnelFloor, first,
        last, inside);
    add(name + " service", WorkType::kServiceTeam, status, service, kServiceFloor, first, last,
        inside);
    add(name + " auxiliary", WorkType::kAuxiliary, status, areas.teams - service, kAuxiliaryFloor,
        first, last, inside);
    add(name + " medical", WorkType::kMedical, status, medical, kMedicalFloor, first, last, inside);
    add(name + " command", WorkType::kCommand, status, areas.other - medical, kCommandFloor, first,
        last, inside);
  }

  void add(std::string name, WorkType type, WorkStatus status, std::int64_t area, double typical,
           int first, int last, bool inside) {
    WorkBatch batch;
    batch.name = std::move(name);
    batch.type = type;
    batch.status = status;
    batch.area = area;
    batch.typical = typical;
    batch.first_year = first;
    batch.last_year = last;
    batch.inside = inside;
    batches_.push_back(std::move(batch));
  }

  const IndicatorsSpec& spec_;
  int before_;
  int now_;
  std::vector<WorkBatch> batches_;
};

void share_out_works(int works, std::vector<WorkBatch>& batches) {
  std::vector<double> weight;
  std::vector<std::string> key;
  for (const WorkBatch& batch : batches) {
    weight.push_back(static_cast<double>(batch.area) / batch.typical);
    key.push_back(batch.name);
  }
  const auto more = spread_persons(works - static_cast<std::int64_t>(batches.size()), weight, key);
  for (std::size_t b = 0; b < batches.size(); ++b) {
    batches[b].count = 1 + more[b];
  }
}

}  // namespace

std::vector<WorkBatch> plan_batches(const IndicatorsSpec& spec, std::int64_t persons, int works,
                                    const std::string& file, ProblemList& problems) {
  const double now = spec.area_per_person * static_cast<double>(persons);
  std::vector<WorkBatch> batches =
      Planner(spec).plan(areas_before(spec, now / (1.0 + spec.growth)), areas_now(spec, now));
  for (const WorkBatch& batch : batches) {
    if (batch.area < 0) {
      problems.add({file, 0, "synthetic.works.indicators", batch.name,
                    fmt::format("the indicators leave {} m2 for these works", batch.area),
                    "lower other shares, or raise growth"});
    }
  }
  std::erase_if(batches, [](const WorkBatch& batch) { return batch.area <= 0; });
  if (works < static_cast<int>(batches.size())) {
    problems.add({file, 0, "synthetic.works.count", std::to_string(works),
                  fmt::format("the indicators need works of {} kinds", batches.size()),
                  fmt::format("give at least {}", batches.size())});
  }
  if (problems.empty()) {
    share_out_works(works, batches);
  }
  return batches;
}

}  // namespace yanbi
