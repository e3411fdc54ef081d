// SPDX-License-Identifier: Apache-2.0
#pragma once
// A synthetic city of two small real districts, in files that a test may replace; and a made-up
// stretch of country with towns, villages and rivers.

#include <filesystem>
#include <map>
#include <string>

#include "sim/import/synthetic/synthetic_spec.hpp"
#include "tests/support/files.hpp"

namespace yanbi::test {

/// Files by name in a folder of their own.
class SmallFrame {
 public:
  using Files = std::map<std::string, std::string>;

  explicit SmallFrame(const Files& replaced = {}) {
    Files files = {
        {"city.toml", city_toml()}, {"districts.geojson", districts()}, {"census.csv", census()}};
    for (const auto& [name, text] : replaced) {
      files[name] = text;
    }
    for (const auto& [name, text] : files) {
      write_bytes(folder_ / name, text);
    }
  }

  [[nodiscard]] std::filesystem::path city_file() const { return folder_ / "city.toml"; }
  void remove(const std::string& name) const { std::filesystem::remove(folder_ / name); }

  static std::string city_toml(const std::string& more = "") {
    return "name = \"Two districts\"\n"
           "[synthetic]\nseed = 5\n"
           "[synthetic.frame]\nfile = \"districts.geojson\"\nkey = \"code\"\nlabel = \"name\"\n"
           "people = \"census.csv\"\n"
           "[synthetic.works]\ncount = 12\n" +
           more;
  }

  static std::string census() {
    return "code,name,population,urban_share,household_mean,single_share,age_0_14,age_15_64,"
           "age_65_up\n"
           "1,West,9000,0.9,2.5,0.2,0.14,0.68,0.18\n"
           "2,East,4001,0.5,2.7,0.19,0.15,0.70,0.15\n";
  }

  static std::string square(const std::string& code, const std::string& name, const char* west,
                            const char* east) {
    const std::string w = west;
    const std::string e = east;
    return R"({"type":"Feature","properties":{"code":")" + code + R"(","name":")" + name +
           R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + w + ",36.80],[" + e +
           ",36.80],[" + e + ",36.84],[" + w + ",36.84],[" + w + ",36.80]]]}}";
  }

  static std::string districts() {
    return R"({"type":"FeatureCollection","features":[)" + square("1", "West", "118.00", "118.05") +
           "," + square("2", "East", "118.05", "118.10") + "]}";
  }

 private:
  TemporaryFolder folder_;
};

/// 90 km2 with nine towns, many villages and two rivers, some of whose roads cross.
inline SyntheticSpec small_country() {
  SyntheticSpec spec;
  spec.seed = 13;
  spec.frame.area = 90.0;
  spec.frame.population = 40000;
  spec.frame.urban_share = 0.6;
  spec.frame.rounded = true;
  spec.frame.districts = 5;
  spec.settlements.town_area = 10.0;
  spec.settlements.village_size = 200.0;
  spec.rivers.count = 2;
  return spec;
}

}  // namespace yanbi::test
