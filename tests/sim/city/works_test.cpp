// SPDX-License-Identifier: Apache-2.0
#include "sim/city/works.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/city/city.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LedgerBuilder {
 public:
  LedgerBuilder& row(std::uint32_t facility, std::optional<Date> from,
                     std::optional<Date> until = std::nullopt) {
    works_.key.push_back("a/" + std::to_string(works_.key.size()));
    works_.ledger.push_back(0);
    works_.type.push_back(WorkType::kPersonnel);
    works_.status.push_back(WorkStatus::kBuilt);
    works_.from.push_back(from);
    works_.until.push_back(until);
    works_.facility.push_back(facility);
    return *this;
  }
  [[nodiscard]] Works build() {
    works_.ledgers = {"a", "b"};
    return works_;
  }

 private:
  Works works_;
};

Layout on(Date date) {
  Layout layout;
  layout.date = date;
  return layout;
}

TEST(WorkNames, ComeBackAsTheirValues) {
  for (const WorkType type : {WorkType::kPersonnel, WorkType::kServiceTeam, WorkType::kMedical,
                              WorkType::kCommand, WorkType::kAuxiliary}) {
    EXPECT_EQ(work_type_from(to_string(type)), type);
  }
  for (const WorkStatus status : {WorkStatus::kBuilt, WorkStatus::kApproved,
                                  WorkStatus::kUnderConstruction, WorkStatus::kEarly}) {
    EXPECT_EQ(work_status_from(to_string(status)), status);
  }
  EXPECT_STREQ(to_string(WorkType::kServiceTeam), "service_team");
  EXPECT_STREQ(to_string(WorkStatus::kUnderConstruction), "under_construction");
  EXPECT_FALSE(work_type_from("bunker").has_value());
  EXPECT_FALSE(work_status_from("").has_value());
}

TEST(SelectWorks, TakesThoseUsableOnTheDateFirstAndLastDayIncluded) {
  const Works works =
      LedgerBuilder().row(0, 19600101, 19851231).row(1, 19860101).row(2, std::nullopt).build();
  EXPECT_THAT(select_works(works, on(19591231)), IsEmpty());
  EXPECT_THAT(select_works(works, on(19600101)), ElementsAre(WorkId(0)));
  EXPECT_THAT(select_works(works, on(19851231)), ElementsAre(WorkId(0)));
  EXPECT_THAT(select_works(works, on(19860101)), ElementsAre(WorkId(1)));
}

TEST(SelectWorks, WithoutADateTakesEveryRow) {
  const Works works = LedgerBuilder().row(0, 19600101, 19601231).row(1, std::nullopt).build();
  EXPECT_THAT(select_works(works, Layout{}), ElementsAre(WorkId(0), WorkId(1)));
}

TEST(SelectWorks, FollowsLedgersStatusesAndTypes) {
  Works works = LedgerBuilder().row(0, 1).row(1, 1).row(2, 1).row(3, 1).build();
  works.ledger = {0, 1, 1, 1};
  works.status[2] = WorkStatus::kApproved;
  works.type[3] = WorkType::kMedical;
  Layout layout;
  layout.ledgers = {"b"};
  EXPECT_THAT(select_works(works, layout), ElementsAre(WorkId(1), WorkId(2), WorkId(3)));
  layout.statuses = {WorkStatus::kBuilt, WorkStatus::kEarly};
  EXPECT_THAT(select_works(works, layout), ElementsAre(WorkId(1), WorkId(3)));
  layout.types = {WorkType::kPersonnel};
  EXPECT_THAT(select_works(works, layout), ElementsAre(WorkId(1)));
}

TEST(SelectWorks, TakesOnlyTheLastSelectedRevisionOfAFacility) {
  const Works works = LedgerBuilder()
                          .row(7, 19600101)  // first built
                          .row(8, 19600101)  // another facility between its revisions
                          .row(7, 19700101)  // rebuilt
                          .row(7, 19900101)  // rebuilt again
                          .build();
  EXPECT_THAT(select_works(works, on(19650101)), ElementsAre(WorkId(0), WorkId(1)));
  EXPECT_THAT(select_works(works, on(19750101)), ElementsAre(WorkId(1), WorkId(2)));
  EXPECT_THAT(select_works(works, Layout{}), ElementsAre(WorkId(1), WorkId(3)));
}

}  // namespace
}  // namespace yanbi
