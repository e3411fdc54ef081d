// SPDX-License-Identifier: Apache-2.0
#include "sim/import/source_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kFeatures =
    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"1"},"geometry":{"type":"Point","coordinates":[118.05,36.81]}},
{"type":"Feature","properties":{"id":"2"},"geometry":null}]})";

class SourceTable : public testing::Test {
 protected:
  Table read(const std::string& name, const std::string& text) {
    test::write_bytes(folder_ / name, text);
    source_ = {name, folder_ / name, {}, {}, {}};
    return read_source_table(source_, "works/main", problems_, notes_);
  }
  Positions positions(const Table& table, const PositionSpec& spec,
                      std::span<const std::string> none = {}) {
    return read_positions(table, spec, source_, *Crs::parse("EPSG:4548"), problems_, none);
  }

  test::TemporaryFolder folder_;
  SourceSpec source_;
  ProblemList problems_;
  std::vector<ImportNote> notes_;
};

TEST_F(SourceTable, LayersWithoutGeometryAreTables) {
  const Table table = read("works.geojson",
                           R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"1","places":50},"geometry":null}]})");
  EXPECT_TRUE(problems_.empty());
  EXPECT_THAT(table.columns, ElementsAre("id", "places"));
  EXPECT_THAT(table.point_x, IsEmpty());
}

TEST_F(SourceTable, AFeatureWithoutGeometryIsAProblemUnlessItMayBeAbsent) {
  const Table table = read("works.geojson", kFeatures);
  const std::vector<std::string> none = {""};
  const Positions absent = positions(table, {}, none);
  EXPECT_TRUE(problems_.empty());
  EXPECT_THAT(absent.good, ElementsAre(1, 0));
  EXPECT_THAT(absent.absent, ElementsAre(0, 1));
  static_cast<void>(positions(table, {}));
  ASSERT_THAT(problems_.list(), SizeIs(1));
  EXPECT_THAT(problems_.list().front().to_string(), HasSubstr("no position"));
}

TEST_F(SourceTable, ALineInALayerOfPointsIsOneProblem) {
  const Table table = read("works.geojson",
                           R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"1"},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}]})");
  static_cast<void>(positions(table, {}));
  ASSERT_THAT(problems_.list(), SizeIs(1));
  EXPECT_THAT(problems_.list().front().reason, HasSubstr("not a single point"));
}

TEST_F(SourceTable, FullWidthCoordinatesAreRead) {
  const Table table = read("works.csv", "x,y\n１１８．０５,３６．８１\n");
  source_.crs = "EPSG:4326";
  const Positions found = positions(table, {"x", "y", {}, true});
  EXPECT_TRUE(problems_.empty());
  EXPECT_NEAR(found.x[0], 593695.784, 1.0);
}

TEST_F(SourceTable, ARowWithoutAnyCoordinateMayBeAbsent) {
  const Table table =
      read("works.csv", "id,x,y\n1,118.05,36.81\n2,,\n3,NA,\n4,118.05,\n5,,36.81\n");
  source_.crs = "EPSG:4326";
  const std::vector<std::string> none = {"", "NA"};
  const Positions found = positions(table, {"x", "y", {}, true}, none);
  EXPECT_THAT(found.absent, ElementsAre(0, 1, 1, 0, 0));
  ASSERT_THAT(problems_.list(), SizeIs(2));
  EXPECT_EQ(problems_.list()[0].line, 5U);
  EXPECT_EQ(problems_.list()[1].line, 6U);
}

TEST_F(SourceTable, WithoutAnyPositionTheCrsIsNotAskedFor) {
  const Table table = read("works.csv", "id,x,y\n1,,\n");
  const std::vector<std::string> none = {""};
  static_cast<void>(positions(table, {"x", "y", {}, true}, none));
  EXPECT_TRUE(problems_.empty());
}

TEST_F(SourceTable, EveryRowWithoutAnIdOfItsOwnIsAProblemInItsOrder) {
  const Table table = read("works.csv", "id,n\nb,1\na,2\n ,3\n b ,4\nc,5\na,6\n,7\nb,8\n");
  check_unique_keys(table, 0, problems_);
  std::vector<std::string> said;
  for (const Problem& each : problems_.list()) {
    said.push_back(std::to_string(each.line) + each.value + ": " + each.reason);
  }
  EXPECT_THAT(said, ElementsAre("4: the row has no id", "5b: another row has this id already",
                                "7a: another row has this id already", "8: the row has no id",
                                "9b: another row has this id already"));
}

TEST_F(SourceTable, IdsThatDifferAtAllAreDifferent) {
  std::string text = "id\n";
  for (int i = 0; i < 3000; ++i) {
    text += std::to_string(i) + "\nx" + std::to_string(i) + "\n";
  }
  check_unique_keys(read("works.csv", text), 0, problems_);
  EXPECT_TRUE(problems_.empty());
}

}  // namespace
}  // namespace yanbi
