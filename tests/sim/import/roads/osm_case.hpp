// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small OpenStreetMap files for tests, written as XML, and what is read of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/osm_roads.hpp"
#include "tests/support/files.hpp"

namespace yanbi::test {

using OsmTags = std::vector<std::pair<std::string, std::string>>;

inline std::string osm_tags(const OsmTags& tags) {
  std::string text;
  for (const auto& [key, value] : tags) {
    text += "<tag k='" + key + "' v='" + value + "'/>";
  }
  return text;
}

/// A node at (9 + east / 1000, 50 + north / 1000) degrees; `more` is further attributes.
inline std::string osm_node(int id, int east, int north, const std::string& more = "") {
  return "<node id='" + std::to_string(id) + "' lon='" + std::to_string(9.0 + east / 1000.0) +
         "' lat='" + std::to_string(50.0 + north / 1000.0) + "' " + more + "/>\n";
}

inline std::string osm_way(int id, std::initializer_list<int> nodes, const OsmTags& tags,
                           const std::string& more = "") {
  std::string text = "<way id='" + std::to_string(id) + "' " + more + ">";
  for (const int node : nodes) {
    text += "<nd ref='" + std::to_string(node) + "'/>";
  }
  return text + osm_tags(tags) + "</way>\n";
}

struct OsmMember {
  std::string type;
  int ref = 0;
  std::string role;
};

inline std::string osm_relation(int id, const std::vector<OsmMember>& members, const OsmTags& tags,
                                const std::string& more = "") {
  std::string text = "<relation id='" + std::to_string(id) + "' " + more + ">";
  for (const OsmMember& member : members) {
    text += "<member type='" + member.type + "' ref='" + std::to_string(member.ref) + "' role='" +
            member.role + "'/>";
  }
  return text + osm_tags(tags) + "</relation>\n";
}

inline std::string osm_file(const std::string& objects) {
  return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n" + objects + "</osm>\n";
}

/// Five nodes: 1 - 2 - 3 from west to east, 4 south and 5 north of 2.
inline std::string osm_cross_nodes() {
  return osm_node(1, -1, 0) + osm_node(2, 0, 0) + osm_node(3, 1, 0) + osm_node(4, 0, -1) +
         osm_node(5, 0, 1);
}

inline const OsmTags kResidential = {{"highway", "residential"}};

/// Reads files of a folder of its own, or of another.
class OsmCase : public testing::Test {
 protected:
  OsmCase() { use(folder_ / "map.osm"); }

  void use(const std::filesystem::path& path) {
    spec_.format = RoadFormat::kOsm;
    spec_.source.path = path;
    spec_.source.given = path.filename().string();
  }
  RoadLines read() {
    problems_ = {};
    notes_.clear();
    return read_osm_roads(spec_, *Crs::parse(working_), problems_, notes_);
  }
  /// Reads a file of these bytes.
  RoadLines read_file(const std::string& bytes) {
    write_bytes(spec_.source.path, bytes);
    return read();
  }
  /// Reads a file of these objects.
  RoadLines read(const std::string& objects) { return read_file(osm_file(objects)); }

  [[nodiscard]] double noted(const std::string& key) const {
    const auto note = std::find_if(notes_.begin(), notes_.end(),
                                   [&](const ImportNote& each) { return each.key == key; });
    return note == notes_.end() ? -1.0 : note->value;
  }
  [[nodiscard]] std::string first_problem() const {
    return problems_.empty() ? "" : problems_.list().front().to_string();
  }

  TemporaryFolder folder_;
  StreetsSpec spec_;
  std::string working_ = "EPSG:32632";
  ProblemList problems_;
  std::vector<ImportNote> notes_;
};

}  // namespace yanbi::test
