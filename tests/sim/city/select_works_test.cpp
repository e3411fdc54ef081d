// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "sim/city/city.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;

/// Ledgers "a" and "b", and "plan changes", whose rows are changes.
Works with_changes(std::vector<std::uint8_t> ledger, std::vector<std::uint32_t> facility) {
  Works works;
  works.ledgers = {"a", "b", "plan changes"};
  works.overlay = {0, 0, 1};
  const std::size_t count = ledger.size();
  for (std::size_t w = 0; w < count; ++w) {
    works.key.push_back(works.ledgers[ledger[w]] + "/" + std::to_string(w));
  }
  works.ledger = std::move(ledger);
  works.facility = std::move(facility);
  works.type.assign(count, WorkType::kPersonnel);
  works.status.assign(count, WorkStatus::kBuilt);
  works.from.assign(count, Date{19900101});
  works.until.assign(count, std::nullopt);
  return works;
}

Layout named(const std::string& name) {
  Layout layout;
  layout.name = name;
  layout.date = Date{20200101};
  return layout;
}

TEST(SelectWorks, LeavesChangesToLayoutsThatNameThem) {
  const Works works = with_changes({0, 1, 2}, {0, 1, 2});
  EXPECT_THAT(select_works(works, named("today")), ElementsAre(WorkId(0), WorkId(1)));
  Layout plan = named("plan");
  plan.overlays = {"plan changes"};
  EXPECT_THAT(select_works(works, plan), ElementsAre(WorkId(0), WorkId(1), WorkId(2)));
}

TEST(SelectWorks, TakesAChangedRowInPlaceOfItsWork) {
  const Works works = with_changes({0, 1, 2}, {0, 1, 0});
  Layout plan = named("plan");
  plan.overlays = {"plan changes"};
  EXPECT_THAT(select_works(works, plan), ElementsAre(WorkId(1), WorkId(2)));
}

TEST(SelectWorks, TakesChangesWhateverDateStatusTypeAndLedger) {
  Works works = with_changes({0, 1, 2}, {0, 1, 2});
  works.from[2] = Date{20990101};
  works.status[2] = WorkStatus::kApproved;
  works.type[2] = WorkType::kMedical;
  Layout plan = named("plan");
  plan.overlays = {"plan changes"};
  plan.ledgers = {"b"};
  plan.statuses = {WorkStatus::kBuilt};
  plan.types = {WorkType::kPersonnel};
  EXPECT_THAT(select_works(works, plan), ElementsAre(WorkId(1), WorkId(2)));
}

TEST(SelectWorks, LeavesOutRemovedFacilities) {
  const Works works = with_changes({0, 0, 1, 2}, {0, 0, 1, 2});
  Layout plan = named("plan");
  plan.removed = {0};
  EXPECT_THAT(select_works(works, plan), ElementsAre(WorkId(2)));
}

RC_GTEST_PROP(SelectWorks, WithoutChangesIsAsIfTheyWereNotThere, ()) {
  const auto count = static_cast<std::size_t>(*rc::gen::inRange(0, 12));
  const auto ledger =
      *rc::gen::container<std::vector<std::uint8_t>>(count, rc::gen::inRange<std::uint8_t>(0, 3));
  const auto facility =
      *rc::gen::container<std::vector<std::uint32_t>>(count, rc::gen::inRange<std::uint32_t>(0, 6));
  const Works works = with_changes(ledger, facility);
  // The same ledgers without the rows of changes: positions of the rest, by their keys.
  std::vector<std::uint8_t> base_ledger;
  std::vector<std::uint32_t> base_facility;
  std::vector<std::string> base_key;
  for (std::size_t w = 0; w < count; ++w) {
    if (ledger[w] < 2) {
      base_ledger.push_back(ledger[w]);
      base_facility.push_back(facility[w]);
      base_key.push_back(works.key[w]);
    }
  }
  const Works base = with_changes(base_ledger, base_facility);
  std::vector<std::string> got;
  for (const WorkId work : select_works(works, named("today"))) {
    got.push_back(works.key[work.index()]);
  }
  std::vector<std::string> wanted;
  for (const WorkId work : select_works(base, named("today"))) {
    wanted.push_back(base_key[work.index()]);
  }
  RC_ASSERT(got == wanted);
}

}  // namespace
}  // namespace yanbi
