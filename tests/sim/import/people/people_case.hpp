// SPDX-License-Identifier: Apache-2.0
#pragma once
// Populations for tests: the text of [population] with its files in a folder of their own, over
// two square districts W and E side by side, 100 m each, and what comes of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/import/people/population_import.hpp"
#include "tests/support/files.hpp"

namespace yanbi::test {

inline constexpr double kWest = 571000.0;
inline constexpr double kSouth = 6225000.0;

inline void add_square(Geography& zones, const std::string& key, double west) {
  zones.key.push_back(key);
  zones.label.push_back("District " + key);
  const double x = kWest + west;
  zones.x.insert(zones.x.end(), {x, x + 100.0, x + 100.0, x});
  zones.y.insert(zones.y.end(), {kSouth, kSouth, kSouth + 100.0, kSouth + 100.0});
  zones.first_vertex.push_back(static_cast<std::uint32_t>(zones.x.size()));
  zones.first_ring.push_back(static_cast<std::uint32_t>(zones.first_vertex.size() - 1));
}

inline Geography districts(const std::vector<std::string>& keys = {"W", "E"}) {
  Geography zones;
  zones.name = "district";
  zones.first_ring = {0};
  zones.first_vertex = {0};
  for (std::size_t z = 0; z < keys.size(); ++z) {
    add_square(zones, keys[z], 100.0 * static_cast<double>(z));
  }
  return zones;
}

/// One import, with everything that it said.
class PeopleCase {
 public:
  using Files = std::map<std::string, std::string>;

  /// `toml` stands below "[population]".
  explicit PeopleCase(const std::string& toml, const Files& files = {}, RoadNetwork network = {},
                      std::vector<Geography> geographies = {districts()},
                      const std::string& working_crs = "EPSG:25832")
      : network_(std::move(network)), geographies_(std::move(geographies)) {
    for (const auto& [name, text] : files) {
      write_bytes(folder_ / name, text);
    }
    ProblemList found;
    const TomlFile file = TomlFile::parse("[population]\n" + toml, "city.toml");
    if (const auto table = file.root().table("population")) {
      const auto spec = read_population_spec(*table, folder_.path());
      file.report_unknown_keys();
      found.add_all(file.problems().list());
      if (spec) {
        const Crs working = *Crs::parse(working_crs);
        people = import_population(
            *spec, {working, network_, [](double, double) { return true; }, geographies_}, found,
            notes);
      }
    }
    problems = found.list();
  }

  /// All messages, for output and searches.
  [[nodiscard]] std::string said() const {
    std::string all;
    for (const Problem& each : problems) {
      all += each.to_string() + "\n";
    }
    return all;
  }
  [[nodiscard]] std::optional<double> noted(const std::string& key) const {
    const auto note = std::find_if(notes.begin(), notes.end(),
                                   [&](const ImportNote& each) { return each.key == key; });
    return note == notes.end() ? std::nullopt : std::optional(note->value);
  }
  [[nodiscard]] const Population& population(std::size_t index = 0) const {
    return people.populations.at(index);
  }

  ImportedPopulation people;
  std::vector<Problem> problems;
  std::vector<ImportNote> notes;

 private:
  TemporaryFolder folder_;
  RoadNetwork network_;
  std::vector<Geography> geographies_;
};

/// A row "id,x,y" `east` and `north` of the corner of the districts.
inline std::string place(const std::string& id, double east, double north) {
  return id + "," + std::to_string(kWest + east) + "," + std::to_string(kSouth + north);
}

/// Keys that say that rows are those of buildings.csv with these columns.
inline const std::string kBuildings =
    "file = \"buildings.csv\"\nid = \"id\"\nx = \"x\"\ny = \"y\"\ncrs = \"EPSG:25832\"\n";

/// Four places: three in W, one in E.
inline std::string four_places() {
  return "id,x,y,use,levels\n" + place("a", 10, 10) + ",140,3\n" + place("b", 20, 10) + ",140,2\n" +
         place("c", 30, 10) + ",110,\n" + place("d", 150, 50) + ",110,1\n";
}

/// A layer of polygons in the working CRS: squares with a key and further properties.
struct Square {
  std::string properties;  ///< "\"id\":\"W\",\"POP\":7"
  double east = 0.0;
  double side = 100.0;
};
inline std::string square_layer(const std::vector<Square>& squares) {
  std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
                     R"({"name":"urn:ogc:def:crs:EPSG::25832"}},"features":[)";
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const double w = kWest + squares[i].east;
    const double e = w + squares[i].side;
    const double n = kSouth + squares[i].side;
    const auto at = [](double x, double y) {
      return "[" + std::to_string(x) + "," + std::to_string(y) + "]";
    };
    text += (i > 0 ? "," : "") + std::string(R"({"type":"Feature","properties":{)") +
            squares[i].properties + R"(},"geometry":{"type":"Polygon","coordinates":[[)" +
            at(w, kSouth) + "," + at(e, kSouth) + "," + at(e, n) + "," + at(w, n) + "," +
            at(w, kSouth) + "]]}}";
  }
  return text + "]}";
}

}  // namespace yanbi::test
