// SPDX-License-Identifier: Apache-2.0
// Real OpenStreetMap extracts: counts and lengths held against those of an independent program (a
// script that parses the XML itself, judges tags by the tables of docs/city/roads.md and projects
// with the Krueger series).
#include <gtest/gtest.h>
#include <osmium/osm/way.hpp>

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/osm_file.hpp"
#include "sim/import/roads/osm_roads.hpp"
#include "tests/support/data.hpp"

namespace yanbi {
namespace {

/// What a city's import must count. Lengths in km in the working CRS.
struct OsmCity {
  std::string name;
  std::string file;
  std::string crs;
  std::size_t highways = 0;  ///< ways with a highway tag
  std::size_t usable = 0;    ///< of these, open to walkers or vehicles
  double walkable = 0.0;     ///< km, as tags allow
  double drivable = 0.0;     ///< km, as tags allow
  double one_way = 0.0;      ///< km
  std::size_t one_way_ways = 0;
  double bridges = 0.0;  ///< km
  double tunnels = 0.0;  ///< km
  std::size_t bridge_ways = 0;
  std::size_t tunnel_ways = 0;
  std::size_t stairs = 0;               ///< ways
  double stairs_without_incline = 0.0;  ///< ways
  double squares = 0.0;                 ///< ways
  std::size_t reference_links = 0;      ///< published count of links between junctions
  NetworkReport report;                 ///< of the network builder
  std::size_t nodes = 0;
  std::size_t links = 0;  ///< directed
  std::size_t drive_links = 0;
  double restrictions = 0.0;  ///< relations that could be used
  double elsewhere = 0.0;     ///< relations of ways that vehicles cannot use
  std::size_t turn_bans = 0;
};

/// What lengths may differ by: the two projections agree to far less.
constexpr double kLengthError = 10.0;  // mm

void PrintTo(const OsmCity& city, std::ostream* out) { *out << city.name; }

class OsmCities : public testing::TestWithParam<OsmCity> {
 protected:
  void SetUp() override {
    YANBI_NEEDS_DATA("osm");
    spec_.format = RoadFormat::kOsm;
    spec_.source.given = GetParam().file;
    spec_.source.path = test::data_folder() / "osm" / GetParam().file;
    lines_ = read_osm_roads(spec_, *Crs::parse(GetParam().crs), problems_, notes_);
    ASSERT_TRUE(problems_.empty()) << problems_.list().front().to_string();
  }
  [[nodiscard]] double noted(const std::string& key) const {
    const auto note = std::find_if(notes_.begin(), notes_.end(),
                                   [&](const ImportNote& each) { return each.key == key; });
    return note == notes_.end() ? 0.0 : note->value;
  }
  /// Ways of which `is_so` holds.
  template <class Predicate>
  [[nodiscard]] std::size_t count(const Predicate& is_so) const {
    return static_cast<std::size_t>(
        std::count_if(lines_.lines.begin(), lines_.lines.end(),
                      [&](const RoadLine& line) { return is_so(line.use); }));
  }

  StreetsSpec spec_;
  RoadLines lines_;
  ProblemList problems_;
  std::vector<ImportNote> notes_;
};

TEST_P(OsmCities, WaysAreReadAndJudged) {
  EXPECT_EQ(noted("lines"), static_cast<double>(GetParam().highways));
  // No way of the three is cut, so that each is one line.
  EXPECT_EQ(lines_.lines.size(), GetParam().usable);
  EXPECT_EQ(noted("cut_ways"), 0.0);
  EXPECT_EQ(noted("squares"), GetParam().squares);
}

TEST_P(OsmCities, LengthsAreThoseOfAnIndependentCount) {
  constexpr double kOneMetre = 0.001;
  EXPECT_NEAR(noted("walkable"), GetParam().walkable, kOneMetre);
  EXPECT_NEAR(noted("drivable"), GetParam().drivable, kOneMetre);
  EXPECT_NEAR(noted("one_way"), GetParam().one_way, kOneMetre);
  EXPECT_NEAR(noted("bridges"), GetParam().bridges, kOneMetre);
  EXPECT_NEAR(noted("tunnels"), GetParam().tunnels, kOneMetre);
}

TEST_P(OsmCities, OneWayStreetsStairsBridgesAndTunnelsAreCounted) {
  EXPECT_EQ(count([](const WayUse& use) {
              return (use.drive_forward.lanes > 0) != (use.drive_backward.lanes > 0);
            }),
            GetParam().one_way_ways);
  EXPECT_EQ(count([](const WayUse& use) { return use.structure == WayStructure::kBridge; }),
            GetParam().bridge_ways);
  EXPECT_EQ(count([](const WayUse& use) { return use.structure == WayStructure::kTunnel; }),
            GetParam().tunnel_ways);
  EXPECT_EQ(count([](const WayUse& use) { return use.forward != WayForm::kFlat; }),
            GetParam().stairs);
  EXPECT_EQ(noted("steps_without_incline"), GetParam().stairs_without_incline);
}

TEST_P(OsmCities, TheNetworkIsThatOfAnIndependentProgram) {
  const BuiltNetwork built = build_network(lines_);
  const NetworkReport& expected = GetParam().report;
  const NetworkReport& report = built.report;
  const auto near = [](std::uint64_t a, std::uint64_t b) {
    EXPECT_NEAR(static_cast<double>(a), static_cast<double>(b), kLengthError);
  };
  EXPECT_EQ(report.pieces, expected.pieces);
  EXPECT_EQ(report.zero_length, expected.zero_length);
  EXPECT_EQ(report.duplicates, expected.duplicates);
  EXPECT_EQ(report.loops_split, expected.loops_split);
  EXPECT_EQ(report.components, expected.components);
  EXPECT_EQ(report.dropped_streets, expected.dropped_streets);
  near(report.dropped_mm, expected.dropped_mm);
  near(report.kept_mm, expected.kept_mm);
  EXPECT_EQ(report.drive_dropped_streets, expected.drive_dropped_streets);
  near(report.drive_dropped_mm, expected.drive_dropped_mm);
  near(report.drive_kept_mm, expected.drive_kept_mm);
  EXPECT_EQ(report.chains_joined, expected.chains_joined);
  EXPECT_EQ(built.network.node_count(), GetParam().nodes);
  EXPECT_EQ(built.network.link_count(), GetParam().links);
  const auto& lanes = built.network.links().lanes;
  EXPECT_EQ(static_cast<std::size_t>(std::count_if(lanes.begin(), lanes.end(),
                                                   [](std::uint8_t each) { return each > 0; })),
            GetParam().drive_links);
}

TEST_P(OsmCities, TurnRestrictionsBecomeBans) {
  EXPECT_EQ(noted("turn_restrictions"), GetParam().restrictions);
  EXPECT_EQ(noted("turn_restrictions_elsewhere"), GetParam().elsewhere);
  const BuiltNetwork built = build_network(lines_);
  EXPECT_EQ(built.report.turn_rules, GetParam().report.turn_rules);
  EXPECT_EQ(built.report.turn_rules_unmatched, GetParam().report.turn_rules_unmatched);
  EXPECT_EQ(built.network.turn_bans().size(), GetParam().turn_bans);
}

// The published counts are of all ways with a highway tag, closed ones too, each cut at every node
// that ways use more than once; nothing is joined and nothing that hangs apart is dropped.
TEST_P(OsmCities, ReferenceLinksAreThoseOfAllHighwaysCutAtSharedNodes) {
  const auto file = OsmFile::open(spec_.source.path, spec_.source.given, problems_);
  ASSERT_TRUE(file.has_value());
  std::vector<std::vector<std::int64_t>> ways;
  std::map<std::int64_t, int> uses;
  OsmVisitors visitors;
  visitors.way = [&](const osmium::Way& way) {
    if (way.tags().has_key("highway")) {
      ways.emplace_back();
      for (const osmium::NodeRef& node : way.nodes()) {
        ways.back().push_back(node.ref());
        ++uses[node.ref()];
      }
    }
  };
  ASSERT_TRUE(file->visit(visitors, problems_));
  std::size_t links = 0;
  for (const std::vector<std::int64_t>& way : ways) {
    links +=
        1 + static_cast<std::size_t>(std::count_if(
                way.begin() + 1, way.end() - 1, [&](std::int64_t node) { return uses[node] > 1; }));
  }
  EXPECT_EQ(links, GetParam().reference_links);
}

INSTANTIATE_TEST_SUITE_P(Extracts, OsmCities,
                         testing::Values(OsmCity{.name = "Monaco",
                                                 .file = "monaco.osm.gz",
                                                 .crs = "EPSG:32632",
                                                 .highways = 866,
                                                 .usable = 859,
                                                 .walkable = 82.083644,
                                                 .drivable = 60.357933,
                                                 .one_way = 25.724342,
                                                 .one_way_ways = 246,
                                                 .bridges = 1.255011,
                                                 .tunnels = 7.098644,
                                                 .bridge_ways = 20,
                                                 .tunnel_ways = 63,
                                                 .stairs = 82,
                                                 .stairs_without_incline = 82,
                                                 .squares = 6,
                                                 .reference_links = 1587,
                                                 .report = {.pieces = 1567,
                                                            .zero_length = 0,
                                                            .duplicates = 2,
                                                            .loops_split = 4,
                                                            .components = 18,
                                                            .dropped_streets = 19,
                                                            .dropped_mm = 784817,
                                                            .kept_mm = 81292591,
                                                            .drive_dropped_streets = 64,
                                                            .drive_dropped_mm = 5860898,
                                                            .drive_kept_mm = 54497052,
                                                            .chains_joined = 77},
                                                 .nodes = 1058,
                                                 .links = 2935,
                                                 .drive_links = 1221},
                                         OsmCity{.name = "Andorra",
                                                 .file = "andorra.osm.pbf",
                                                 .crs = "EPSG:32631",
                                                 .highways = 1615,
                                                 .usable = 1599,
                                                 .walkable = 821.094649,
                                                 .drivable = 512.556628,
                                                 .one_way = 44.187907,
                                                 .one_way_ways = 292,
                                                 .bridges = 4.865573,
                                                 .tunnels = 14.467309,
                                                 .bridge_ways = 144,
                                                 .tunnel_ways = 14,
                                                 .stairs = 13,
                                                 .stairs_without_incline = 13,
                                                 .squares = 1,
                                                 .reference_links = 2803,
                                                 .report = {.pieces = 2782,
                                                            .zero_length = 0,
                                                            .duplicates = 0,
                                                            .loops_split = 9,
                                                            .components = 46,
                                                            .dropped_streets = 400,
                                                            .dropped_mm = 165458904,
                                                            .kept_mm = 655635744,
                                                            .drive_dropped_streets = 54,
                                                            .drive_dropped_mm = 23355144,
                                                            .drive_kept_mm = 489201482,
                                                            .chains_joined = 128},
                                                 .nodes = 2138,
                                                 .links = 5030,
                                                 .drive_links = 3851},
                                         OsmCity{.name = "BadHersfeld",
                                                 .file = "badhersfeld.osm.gz",
                                                 .crs = "EPSG:32632",
                                                 .highways = 3533,
                                                 .usable = 3408,
                                                 .walkable = 685.863339,
                                                 .drivable = 567.741239,
                                                 .one_way = 58.797914,
                                                 .one_way_ways = 483,
                                                 .bridges = 5.301175,
                                                 .tunnels = 0.481699,
                                                 .bridge_ways = 102,
                                                 .tunnel_ways = 17,
                                                 .stairs = 79,
                                                 .stairs_without_incline = 70,
                                                 .squares = 14,
                                                 .reference_links = 6693,
                                                 .report = {.pieces = 6408,
                                                            .zero_length = 0,
                                                            .duplicates = 37,
                                                            .loops_split = 10,
                                                            .components = 14,
                                                            .dropped_streets = 23,
                                                            .dropped_mm = 2767713,
                                                            .kept_mm = 682440872,
                                                            .drive_dropped_streets = 163,
                                                            .drive_dropped_mm = 39333958,
                                                            .drive_kept_mm = 528407267,
                                                            .chains_joined = 263,
                                                            .turn_rules = 70,
                                                            .turn_rules_unmatched = 2},
                                                 .nodes = 4381,
                                                 .links = 11966,
                                                 .drive_links = 8020,
                                                 .restrictions = 71.0,
                                                 .elsewhere = 1.0,
                                                 .turn_bans = 87}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace yanbi
