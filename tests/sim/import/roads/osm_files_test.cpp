// SPDX-License-Identifier: Apache-2.0
// Formats of OpenStreetMap files: each gives the same roads, and damaged ones one clear problem.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <osmium/io/any_input.hpp>
#include <osmium/io/any_output.hpp>
#include <osmium/osm/entity.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "sim/import/roads/osm_roads.hpp"
#include "tests/sim/import/roads/osm_case.hpp"
#include "tests/support/data.hpp"

namespace yanbi {
namespace {

using test::kResidential;
using test::osm_cross_nodes;
using test::osm_way;
using testing::HasSubstr;

/// Writes the map `from` as `to`, in the format that the name of `to` says; the last object first
/// if `reversed`.
void convert(const std::filesystem::path& from, const std::filesystem::path& to, bool reversed) {
  osmium::io::Reader reader(from.string());
  std::vector<osmium::memory::Buffer> buffers;
  while (osmium::memory::Buffer buffer = reader.read()) {
    buffers.push_back(std::move(buffer));
  }
  std::vector<const osmium::OSMEntity*> entities;
  for (const osmium::memory::Buffer& buffer : buffers) {
    for (const osmium::OSMEntity& entity : buffer.select<osmium::OSMEntity>()) {
      entities.push_back(&entity);
    }
  }
  if (reversed) {
    std::reverse(entities.begin(), entities.end());
  }
  osmium::io::Writer writer(to.string());
  for (const osmium::OSMEntity* entity : entities) {
    writer(*entity);
  }
  writer.close();
}

void expect_same(const RoadLines& a, const RoadLines& b) {
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.y, b.y);
  ASSERT_EQ(a.lines.size(), b.lines.size());
  for (std::size_t l = 0; l < a.lines.size(); ++l) {
    EXPECT_EQ(a.lines[l].source_id, b.lines[l].source_id);
    EXPECT_EQ(a.lines[l].use, b.lines[l].use);
    EXPECT_EQ(a.lines[l].vertices, b.lines[l].vertices);
  }
  EXPECT_EQ(a.turn_rules.size(), b.turn_rules.size());
}

void expect_same(const RoadNetwork& a, const RoadNetwork& b) {
  EXPECT_EQ(std::vector(a.node_x().begin(), a.node_x().end()),
            std::vector(b.node_x().begin(), b.node_x().end()));
  EXPECT_EQ(a.links().tail, b.links().tail);
  EXPECT_EQ(a.links().head, b.links().head);
  EXPECT_EQ(a.links().length_mm, b.links().length_mm);
  EXPECT_EQ(a.links().width, b.links().width);
  EXPECT_EQ(a.links().lanes, b.links().lanes);
  EXPECT_EQ(a.links().speed, b.links().speed);
  EXPECT_EQ(a.streets().source_id, b.streets().source_id);
  EXPECT_EQ(a.streets().x, b.streets().x);
  EXPECT_EQ(a.turn_bans(), b.turn_bans());
}

class OsmFiles : public test::OsmCase {
 protected:
  OsmFiles() {
    test::write_bytes(
        folder_ / "map.osm",
        test::osm_file(
            osm_cross_nodes() + osm_way(10, {1, 2, 3}, kResidential) +
            osm_way(11, {4, 2, 5}, {{"highway", "footway"}}) +
            test::osm_relation(7, {{"way", 10, "from"}, {"node", 1, "via"}, {"way", 10, "to"}},
                               {{"type", "restriction"}, {"restriction", "no_u_turn"}})));
  }
  /// The bytes of the small map in the format that the name says.
  std::string bytes_as(const std::string& name) {
    convert(folder_ / "map.osm", folder_ / name, false);
    return test::read_bytes(folder_ / name);
  }
};

TEST_F(OsmFiles, AllFormatsAndOrdersGiveTheSameRoads) {
  const RoadLines plain = read();
  ASSERT_EQ(first_problem(), "");
  ASSERT_EQ(plain.lines.size(), 2U);
  ASSERT_EQ(plain.turn_rules.size(), 1U);
  for (const char* name : {"a.osm.gz", "a.osm.bz2", "a.osm.pbf", "a.osm"}) {
    SCOPED_TRACE(name);
    convert(folder_ / "map.osm", folder_ / name, true);
    use(folder_ / name);
    expect_same(plain, read());
    EXPECT_EQ(first_problem(), "");
  }
}

TEST_F(OsmFiles, TheContentCountsAndNotTheName) {
  for (const char* name : {"a.osm.gz", "a.osm.bz2", "a.osm.pbf"}) {
    SCOPED_TRACE(name);
    const std::string bytes = bytes_as(name);
    use(folder_ / "named.osm");
    EXPECT_EQ(read_file(bytes).lines.size(), 2U);
    EXPECT_EQ(first_problem(), "");
  }
}

TEST_F(OsmFiles, EveryTruncationIsAProblem) {
  for (const char* name : {"a.osm.gz", "a.osm.bz2", "a.osm.pbf", "b.osm"}) {
    const std::string whole = bytes_as(name);
    use(folder_ / "cut.osm");
    // The last line end of plain XML may be missing.
    for (std::size_t size = 0; size + 8 < whole.size(); size += 11) {
      SCOPED_TRACE(std::string(name) + " cut to " + std::to_string(size));
      EXPECT_TRUE(read_file(whole.substr(0, size)).lines.empty());
      EXPECT_EQ(problems_.size(), 1U);
    }
  }
}

TEST_F(OsmFiles, ADamagedByteIsReadOrIsAProblem) {
  const std::string whole = bytes_as("a.osm.pbf");
  use(folder_ / "damaged.osm.pbf");
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    SCOPED_TRACE(at);
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    const RoadLines lines = read_file(damaged);
    EXPECT_NE(lines.lines.empty(), problems_.empty());
  }
}

/// Bytes that are no sound map, and a part of the one problem that says so.
struct BadFile {
  std::string name;
  std::string bytes;
  std::string problem;
};

void PrintTo(const BadFile& file, std::ostream* out) { *out << file.name; }

class OsmBadFile : public test::OsmCase, public testing::WithParamInterface<BadFile> {};

TEST_P(OsmBadFile, IsOneClearProblem) {
  EXPECT_TRUE(read_file(GetParam().bytes).lines.empty());
  ASSERT_EQ(problems_.size(), 1U);
  EXPECT_THAT(first_problem(), HasSubstr(GetParam().problem));
  EXPECT_THAT(first_problem(), HasSubstr("map.osm"));
  EXPECT_FALSE(position_of_osm(spec_.source.path).has_value());
}

INSTANTIATE_TEST_SUITE_P(
    Dirt, OsmBadFile,
    testing::Values(
        BadFile{"Empty", "", "the file is empty"},
        BadFile{"Text", "name,x,y\n1,2,3\n", "it begins like neither XML, PBF, gzip nor bzip2"},
        BadFile{"Zip", std::string("PK\x03\x04\0\0", 6), "it begins like neither"},
        BadFile{"ZeroBytes", std::string(100, '\0'), "it begins like neither"},
        BadFile{"Html", "<html><body>not found</body></html>",
                "cannot be read as OpenStreetMap XML"},
        BadFile{"OldVersion", "<osm version='0.5'></osm>", "not of version 0.6"},
        BadFile{"NoVersion", "<osm></osm>", "not of version 0.6"},
        BadFile{"GzipOfNothing", "\x1F\x8B", "cannot be read"},
        BadFile{"BrokenXml", "<osm version='0.6'>\n<node id='1'", "map.osm:2"},
        BadFile{"WordsInGzip", "\x1F\x8Bnot compressed at all", "cannot be read"},
        BadFile{"WordsInBzip2", "BZhnot compressed at all", "cannot be read"},
        BadFile{"WordsInPbf", std::string("\0\0\0\x0D\x0A\x09OSMHeadernot a header", 28),
                "cannot be read"}),
    [](const auto& each) { return each.param.name; });

TEST_F(OsmFiles, AListOfChangesIsRefused) {
  (void)read_file("<osmChange version='0.6'><modify>" + osm_cross_nodes() +
                  osm_way(10, {1, 2}, kResidential) + "</modify></osmChange>");
  EXPECT_THAT(first_problem(), HasSubstr("the file is a history or a list of changes"));
}

TEST_F(OsmFiles, AMissingFileAndAFolderAreProblems) {
  use(folder_ / "none.osm");
  EXPECT_TRUE(read().lines.empty());
  EXPECT_THAT(first_problem(), HasSubstr("the file cannot be read"));
  use(folder_.path());
  EXPECT_TRUE(read().lines.empty());
  EXPECT_THAT(first_problem(), HasSubstr("the file cannot be read"));
}

TEST_F(OsmFiles, AndorraIsTheSameAsPbfXmlAndGzip) {
  YANBI_NEEDS_DATA("osm");
  const std::filesystem::path andorra = test::data_folder() / "osm" / "andorra.osm.pbf";
  use(andorra);
  working_ = "EPSG:32631";
  const RoadLines lines = read();
  ASSERT_EQ(first_problem(), "");
  const BuiltNetwork built = build_network(lines);
  ASSERT_GT(built.network.link_count(), 0U);
  for (const char* name : {"andorra.osm", "andorra.osm.gz"}) {
    SCOPED_TRACE(name);
    convert(andorra, folder_ / name, true);
    use(folder_ / name);
    const RoadLines same = read();
    ASSERT_EQ(first_problem(), "");
    expect_same(lines, same);
    expect_same(built.network, build_network(same).network);
  }
}

}  // namespace
}  // namespace yanbi
