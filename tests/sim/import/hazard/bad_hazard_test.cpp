// SPDX-License-Identifier: Apache-2.0
// Wrong hazard files and the files that they name, one fault a case: what is said, where, and what
// to do about it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <ostream>

#include "tests/sim/import/hazard/hazard_fixture.hpp"

namespace yanbi {
namespace {

using test::HazardCity;
using test::small_raster;
using test::SmallRaster;

struct HazardCase {
  const char* name;
  std::string toml;
  std::string file;  ///< part of the problem's file
  std::size_t line;  ///< 0 = any
  std::string says;  ///< part of the whole message
  std::function<void(const HazardCity&)> prepare = [](const HazardCity&) {};
};

void PrintTo(const HazardCase& each, std::ostream* out) { *out << each.name; }

class BadHazard : public testing::TestWithParam<HazardCase> {};

TEST_P(BadHazard, IsReportedWithItsPlaceReasonAndRemedy) {
  const HazardCity city;
  GetParam().prepare(city);
  city.write("hazard.toml", GetParam().toml);
  testing::internal::CaptureStderr();
  const std::vector<Problem> problems =
      check_hazard_source(city.path("hazard.toml"), city.city(), std::nullopt, 2);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  std::string all;
  bool is_found = false;
  for (const Problem& problem : problems) {
    all += problem.to_string() + "\n";
    EXPECT_FALSE(problem.reason.empty());
    EXPECT_FALSE(problem.remedy.empty()) << problem.to_string();
    is_found = is_found || (problem.file.find(GetParam().file) != std::string::npos &&
                            (GetParam().line == 0 || problem.line == GetParam().line) &&
                            problem.to_string().find(GetParam().says) != std::string::npos);
  }
  EXPECT_TRUE(is_found) << "wanted " << GetParam().file << ":" << GetParam().line << " '"
                        << GetParam().says << "' in\n"
                        << all;
  EXPECT_THROW(static_cast<void>(build_hazard(city.path("hazard.toml"), city.city(), {}, 2)),
               InputError);
}

const std::string kFlood = "name = \"h\"\n[flood]\n";
const std::string kPattern = kFlood + "depth = \"{t}.tif\"\n";
const std::string kEffects =
    "name = \"h\"\n[[effects]]\nname = \"near\"\nlink_blocked = 0.5\nentrance_blocked = 0\n"
    "work_lost = 0.1\n";
const std::string kStrike =
    "[[strike]]\nkey = \"a\"\nfootprints = [{ x = 571050, y = 6225010, radius = 15, effects = "
    "\"near\" }]\n";

/// Writes a raster under a name.
std::function<void(const HazardCity&)> with_raster(const std::string& name, SmallRaster raster) {
  return [name, raster = std::move(raster)](const HazardCity& city) { city.raster(name, raster); };
}

SmallRaster moved_raster(double x, double y, double cell, const std::string& crs) {
  SmallRaster raster = small_raster({});
  raster.place = {x, cell, 0.0, y, 0.0, -cell};
  raster.crs = crs;
  return raster;
}

std::vector<HazardCase> file_cases() {
  return {
      {"NoName", "[flood]\ndepth = \"0.tif\"\n", "hazard.toml", 0, "the hazard's name"},
      {"Nothing", "name = \"h\"\n", "hazard.toml", 0, "neither a flood nor strikes"},
      {"NotToml", "name = \n", "hazard.toml", 1, "not valid TOML"},
      {"UnknownKey", kPattern + "bridge = \"dry\"\n", "hazard.toml", 4, "'bridges'"},
      {"NoSource", kFlood, "hazard.toml", 2, "the flood has no source"},
      {"TwoSources", kPattern + "polygons = { file = \"x.gpkg\" }\n", "hazard.toml", 4,
       "more than one source"},
      {"RasterKeyBesidePolygons", kFlood + "crs = \"EPSG:25832\"\npolygons = { file = \"x\" }\n",
       "hazard.toml", 3, "belongs to rasters"},
      {"NoSuchFolder", kFlood + "depth = \"none/{t}.tif\"\n", "hazard.toml", 3, "no such folder"},
      {"NoFileOfThePattern", kPattern, "hazard.toml", 3, "no file in"},
      {"TimeNotInTheName", kFlood + "depth = \"{t}/depth.tif\"\n", "hazard.toml", 3,
       "once in the name"},
      {"NoSuchStack", kFlood + "depth = \"none.tif\"\n", "hazard.toml", 3, "no such file"},
      {"FileOfAListMissing", kFlood + "depth = [{ file = \"none.tif\", at = 3 }]\n", "hazard.toml",
       3, "no such file"},
      {"TimeOfAListMissing", kFlood + "depth = [{ file = \"0.tif\" }]\n", "hazard.toml", 3,
       "add at", with_raster("0.tif", small_raster({}))},
      {"TimesNotAscending",
       kFlood + "depth = [{ file = \"0.tif\", at = 60 }, { file = \"0.tif\", at = 30 }]\n",
       "hazard.toml", 3, "30 s follows 60 s", with_raster("0.tif", small_raster({}))},
      {"TimesTwice",
       kFlood + "depth = [{ file = \"0.tif\", at = 60 }, { file = \"0.tif\", at = 60 }]\n",
       "hazard.toml", 3, "the same moment", with_raster("0.tif", small_raster({}))},
      {"TimeInTheNameTooLarge", kPattern, "hazard.toml", 3, "out of range",
       with_raster("1e300.tif", small_raster({}))},
      {"UnknownUnit", kPattern + "unit = \"inch\"\n", "hazard.toml", 4, "m, ft, mm"},
      {"UnknownCrs", kPattern + "crs = \"EPSG:999999\"\n", "hazard.toml", 4,
       "no such coordinate reference system"},
      {"DryWord", kPattern + "dry = [\"deep\"]\n", "hazard.toml", 4, "neither"},
  };
}

std::vector<HazardCase> raster_cases() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  SmallRaster no_place = small_raster({});
  no_place.crs = "";
  return {
      {"NotARaster", kPattern, "0.tif", 0, "GDAL cannot read",
       [](const HazardCity& city) { city.write("0.tif", "ncols 3\nnrows\n"); }},
      {"EmptyFile", kPattern, "0.tif", 0, "GDAL cannot read",
       [](const HazardCity& city) { city.write("0.tif", ""); }},
      {"CutFile", kPattern, "60.tif", 0, "",
       [](const HazardCity& city) {
         city.raster("0.tif", small_raster({}));
         city.raster("60.tif", small_raster({}));
         std::filesystem::resize_file(city.path("60.tif"), 6000);
       }},
      {"NoCrs", kPattern, "0.tif", 0, "states its CRS", with_raster("0.tif", no_place)},
      {"NaN", kPattern, "0.tif", 0, "are no numbers",
       with_raster("0.tif", small_raster({{20, 17, nan}}))},
      {"Negative", kPattern, "0.tif", 0, "r20c17 = -0.5",
       with_raster("0.tif", small_raster({{20, 17, -0.5}}))},
      {"OtherGrid", kPattern, "60.tif", 0, "other cells than the first",
       [](const HazardCity& city) {
         city.raster("0.tif", small_raster({}));
         city.raster("60.tif", moved_raster(570905.0, 6225200.0, 10.0, "EPSG:25832"));
       }},
      {"VelocityAtOtherTimes", kPattern + "velocity = \"v{t}.tif\"\n", "v5.tif", 0,
       "do not show the 1 moments",
       [](const HazardCity& city) {
         city.raster("0.tif", small_raster({}));
         city.raster("v5.tif", small_raster({}));
       }},
      {"FarAway", kPattern, "0.tif", 0, "no street of the city lies in the raster",
       with_raster("0.tif", moved_raster(400000.0, 6225200.0, 10.0, "EPSG:25832"))},
      {"AnotherZone", kPattern, "0.tif", 0, "fit the city's working CRS",
       with_raster("0.tif", moved_raster(570900.0, 6225200.0, 10.0, "EPSG:25833"))},
      {"Swapped", kPattern, "0.tif", 0, "look swapped",
       with_raster("0.tif", moved_raster(6224800.0, 571300.0, 10.0, "EPSG:25832"))},
      {"DegreesStatedAsMetres", kPattern, "0.tif", 0, "look like degrees",
       with_raster("0.tif", moved_raster(10.1, 56.2, 0.01, "EPSG:25832"))},
      {"StackWithoutTimes", kFlood + "depth = \"s.tif\"\n", "s.tif", 0, "times are not given",
       [](const HazardCity& city) {
         test::write_stack(city.path("s.tif"), {small_raster({}), small_raster({})});
       }},
      {"StackForTooLong", kFlood + "depth = \"s.tif\"\nfirst = 0\ninterval = 9999999\n", "s.tif", 0,
       "out of range",
       [](const HazardCity& city) {
         test::write_stack(city.path("s.tif"),
                           {small_raster({}), small_raster({}), small_raster({})});
       }},
      {"StackWithTooFewTimes", kFlood + "depth = \"s.tif\"\ntimes = [1]\n", "s.tif", 0,
       "as many times",
       [](const HazardCity& city) {
         test::write_stack(city.path("s.tif"), {small_raster({}), small_raster({})});
       }},
  };
}

std::function<void(const HazardCity&)> with_water(const std::string& from, const std::string& until,
                                                  const std::string& wkt) {
  return [=](const HazardCity& city) {
    test::write_layer(city.path("w.gpkg"), "GPKG", "EPSG:25832", {{"from"}, {"until"}},
                      {{wkt, {from, until}}});
  };
}

std::vector<HazardCase> polygon_cases() {
  const std::string toml = "name = \"h\"\n[flood.polygons]\nfile = \"w.gpkg\"\n";
  const std::string square =
      "POLYGON((571000 6224990,571060 6224990,571060 6225030,571000 6225030,571000 6224990))";
  return {
      {"PolygonsWithoutDepth", toml, "w.gpkg", 0, "no depth is given", with_water("0", "", square)},
      {"PolygonsWithoutFrom", toml + "depth = 1\ncolumns = { from = \"begin\" }\n", "w.gpkg", 0,
       "begin", with_water("0", "", square)},
      {"BadTime", toml + "depth = 1\n", "w.gpkg", 0, "this is no time",
       with_water("soon", "", square)},
      {"GoesBeforeItComes", toml + "depth = 1\n", "w.gpkg", 0, "before it has come",
       with_water("60", "30", square)},
      {"LineInstead", toml + "depth = 1\n", "w.gpkg", 0, "not a polygon",
       with_water("0", "", "LINESTRING(571000 6224990,571060 6224990)")},
      {"AreasElsewhere", toml + "depth = 1\n", "w.gpkg", 0, "lies in any of the areas",
       with_water("0", "",
                  "POLYGON((581000 6224990,581060 6224990,581060 6225030,581000 "
                  "6224990))")},
      {"GarbageHecRas", "name = \"h\"\n[flood.hecras]\nfile = \"x.hdf\"\n", "x.hdf", 0,
       "cannot be opened as HDF5",
       [](const HazardCity& city) { city.write("x.hdf", "\x89HDF\r\n\x1a\nabc"); }},
  };
}

std::vector<HazardCase> attack_cases() {
  const std::string wave = "[[wave]]\nat = 60\nstrikes = \"all\"\n";
  return {
      {"NoWave", kEffects + kStrike, "hazard.toml", 0, "when the strikes come"},
      {"NoStrike", kEffects + wave, "hazard.toml", 0, "an attack needs strikes"},
      {"ProbabilityTooLarge",
       "name = \"h\"\n[[effects]]\nname = \"near\"\nlink_blocked = 1.5\nentrance_blocked = 0\n"
       "work_lost = 0\n" +
           kStrike + wave,
       "hazard.toml", 4, "[0, 1]"},
      {"NoWorkLost",
       "name = \"h\"\n[[effects]]\nname = \"near\"\nlink_blocked = 0\nentrance_blocked = 0\n" +
           kStrike + wave,
       "hazard.toml", 2, "none is assumed"},
      {"WorkLostWithoutDefault",
       "name = \"h\"\n[[effects]]\nname = \"near\"\nlink_blocked = 0\nentrance_blocked = 0\n"
       "work_lost = { early = 0.5 }\n" +
           kStrike + wave,
       "hazard.toml", 6, "no grade that is listed"},
      {"UnknownEffects",
       kEffects +
           "[[strike]]\nkey = \"a\"\nfootprints = [{ x = 1, y = 2, radius = 3, effects = \"near2\" "
           "}]\n" +
           wave,
       "hazard.toml", 9, "did you mean 'near'?"},
      {"FootprintOfNoKind",
       kEffects + "[[strike]]\nkey = \"a\"\nfootprints = [{ effects = \"near\" }]\n" + wave,
       "hazard.toml", 9, "what kind of footprint"},
      {"StrikeTwice", kEffects + kStrike + kStrike + wave, "hazard.toml", 11,
       "another strike has this key"},
      {"UnknownStrike", kEffects + kStrike + "[[wave]]\nat = 1\nstrikes = [\"aa\"]\n",
       "hazard.toml", 12, "there is no strike 'aa'"},
      {"StrikeTwiceInAWave", kEffects + kStrike + "[[wave]]\nat = 1\nstrikes = [\"a\", \"a\"]\n",
       "hazard.toml", 12, "named twice"},
      {"TooManyDrawn", kEffects + kStrike + wave + "draw = 2\n", "hazard.toml", 0,
       "has only 1 strikes"},
      {"CircleInDegreesAsMetres",
       kEffects +
           "[[strike]]\nkey = \"a\"\nfootprints = { x = 10.14, y = 56.16, radius = 3, effects = "
           "\"near\" }\n" +
           wave,
       "strike 'a'", 0, "longitude and latitude"},
      {"LayerMissing",
       kEffects +
           "[[strike]]\nkey = \"a\"\nfootprints = { file = \"none.gpkg\", effects = \"near\" }\n" +
           wave,
       "hazard.toml", 9, "no such file"},
  };
}

std::string name_of(const testing::TestParamInfo<HazardCase>& each) { return each.param.name; }

INSTANTIATE_TEST_SUITE_P(Files, BadHazard, testing::ValuesIn(file_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(Rasters, BadHazard, testing::ValuesIn(raster_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(Polygons, BadHazard, testing::ValuesIn(polygon_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(Attacks, BadHazard, testing::ValuesIn(attack_cases()), name_of);

TEST(BadHazards, AreReportedAllAtOnce) {
  const HazardCity city;
  const std::string said = city.said(
      "nam = \"h\"\n[flood]\ndepth = \"none/{t}.tif\"\nunit = \"inch\"\n[[wave]]\nstrikes = 3\n");
  for (const char* text : {"'name'", "no such folder", "m, ft, mm", "add at", "[[strike]]"}) {
    EXPECT_THAT(said, testing::HasSubstr(text));
  }
}

}  // namespace
}  // namespace yanbi
