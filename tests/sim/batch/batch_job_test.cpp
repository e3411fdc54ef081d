// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_job.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "sim/city/city_file.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/files.hpp"
#include "tests/support/one_zone.hpp"

namespace yanbi::test {
namespace {

/// A batch of two runs in a city of one street.
class SmallBatch {
 public:
  SmallBatch() {
    CityBuilder builder;
    const std::size_t a = builder.node();
    const std::size_t b = builder.node();
    const std::size_t street = builder.street(a, b, 400'000);
    builder.origin("west", 30, OnStreet{street, 0});
    builder.work("shelter", 100);
    builder.door(OnStreet{street, 200'000});
    City city = with_one_zone(builder.build());
    city.crs = "EPSG:4548";
    city.origins.x = {0.0};
    city.origins.y = {0.0};
    save_city(city, folder_ / "c.h5");
    std::ofstream(folder_ / "s.toml")
        << "name = \"n\"\ncity = \"c.h5\"\nlayout = \"" << city.layouts.front().name
        << "\"\npopulation = \"" << city.populations.front().name << "\"\n";
    std::ofstream(folder_ / "b.toml")
        << "[batch]\nscenario = \"s.toml\"\n[replicates]\ncount = 2\n";
  }

  [[nodiscard]] std::filesystem::path result() const { return folder_ / "r.h5"; }

  [[nodiscard]] BatchJobReport work(const BatchJobOptions& options,
                                    const ProgressCallback& progress = {}) const {
    const Batch batch(folder_ / "b.toml", {});
    const std::unique_ptr<Team> team = join_team();
    return do_batch(batch, result(), options, *team, progress);
  }

 private:
  TemporaryFolder folder_;
};

TEST(BatchJob, StoppedWhileTheResultIsWrittenItKeepsItsRuns) {
  const SmallBatch batch;
  BatchJobOptions options;
  options.work.threads = 1;
  const BatchJobReport stopped = batch.work(
      options, [](const ProgressReport& report) { return report.stage != "writing the result"; });
  EXPECT_EQ(stopped.end, BatchEnd::kInterrupted);
  EXPECT_EQ(stopped.runs, 2U);
  EXPECT_EQ(stopped.missing, 0U);
  EXPECT_FALSE(stopped.has_result);
  EXPECT_FALSE(std::filesystem::exists(batch.result()));
  options.resume = true;
  const BatchJobReport resumed = batch.work(options);
  EXPECT_EQ(resumed.end, BatchEnd::kFinished);
  EXPECT_EQ(resumed.executed, 0U);
  EXPECT_TRUE(resumed.has_result);
  EXPECT_TRUE(std::filesystem::exists(batch.result()));
}

}  // namespace
}  // namespace yanbi::test
