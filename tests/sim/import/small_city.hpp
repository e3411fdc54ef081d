// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files of a small city in a folder of their own, any of which a test may replace: a cross of
// two streets, two districts, four buildings and three works.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace yanbi::test {

/// Files by name; written below a temporary folder that goes with the object.
class SmallCity {
 public:
  using Files = std::map<std::string, std::string>;

  explicit SmallCity(const Files& replaced = {}) {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("yanbi_small_city_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(folder_);
    Files files = default_files();
    for (const auto& [name, text] : replaced) {
      files[name] = text;
    }
    for (const auto& [name, text] : files) {
      std::ofstream(folder_ / name, std::ios::binary) << text;
    }
  }
  ~SmallCity() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  SmallCity(const SmallCity&) = delete;
  SmallCity& operator=(const SmallCity&) = delete;
  SmallCity(SmallCity&&) = delete;
  SmallCity& operator=(SmallCity&&) = delete;

  [[nodiscard]] std::filesystem::path city_file() const { return folder_ / "city.toml"; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  void remove(const std::string& name) const { std::filesystem::remove(folder_ / name); }

  static Files default_files() {
    return {{"city.toml", city_toml()},
            {"streets.geojson", streets("")},
            {"districts.geojson", districts()},
            {"buildings.csv", buildings()},
            {"works.csv", works()}};
  }

  static std::string city_toml() {
    return R"(name = "Small"
crs = "EPSG:25832"
[streets]
file = "streets.geojson"
[[geography]]
name = "district"
file = "districts.geojson"
key = "code"
label = "name"
[grid]
cell = 500
[population]
file = "buildings.csv"
id = "id"
x = "x"
y = "y"
crs = "EPSG:25832"
year = "year"
[[population.weight]]
where = { use = ["110-132"] }
weight = 1.0
[[population.weight]]
where = { use = ["140"] }
per = "floors"
weight = 4.0
[[population.estimate]]
name = "night"
total = 100
standing_before = 1987
household_shares = [0.5, 0.5]
[[works]]
ledger = "main"
file = "works.csv"
crs = "EPSG:25832"
missing = ["NA", ""]
columns = { id = "id", places = "places", from = "year", x = "x", y = "y" }
[[layout]]
name = "all"
[[layout]]
name = "1970"
date = 1970
)";
  }

  /// The cross, and `more` features, each beginning with a comma.
  static std::string streets(const std::string& more) {
    return head("streets", "EPSG::25832") +
           line(R"("osm_id":"1","highway":"residential")",
                "[[571000,6225000],[571100,6225000],[571200,6225000]]") +
           "," +
           line(R"("osm_id":"2","highway":"footway","width":"3")",
                "[[571100,6224900],[571100,6225000],[571100,6225100]]") +
           more + "]}";
  }

  static std::string line(const std::string& properties, const std::string& coordinates) {
    return R"({"type":"Feature","properties":{)" + properties +
           R"(},"geometry":{"type":"LineString","coordinates":)" + coordinates + "}}";
  }

  static std::string head(const std::string& name, const std::string& crs) {
    return R"({"type":"FeatureCollection","name":")" + name +
           R"(","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:)" + crs +
           R"("}},"features":[)";
  }

  static std::string districts() {
    return head("districts", "EPSG::25832") + district("W", "West", 570900) + "," +
           district("E", "East", 571100) + "]}";
  }

  static std::string district(const std::string& code, const std::string& name, int west) {
    const std::string w = std::to_string(west);
    const std::string e = std::to_string(west + 200);
    return R"({"type":"Feature","properties":{"code":")" + code + R"(","name":")" + name +
           R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + w + ",6224800],[" + e +
           ",6224800],[" + e + ",6225200],[" + w + ",6225200],[" + w + ",6224800]]]}}";
  }

  static std::string buildings() {
    return "id,use,year,floors,x,y\n"
           "a,120,1950,1,571010,6225010\n"
           "b,140,1960,3,571190,6225010\n"
           "c,120,1990,1,571110,6224950\n"
           "d,321,1950,2,571110,6225050\n";
  }

  static std::string works() {
    return "id,places,year,x,y\n"
           "1,50,1960,571050,6225020\n"
           "2,NA,1965,571150,6224980\n"
           "3,80,1980,571105,6225090\n";
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace yanbi::test
