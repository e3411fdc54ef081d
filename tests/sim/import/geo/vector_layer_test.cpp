// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/vector_layer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "sim/import/geo/crs.hpp"
#include "tests/sim/import/gdal_files.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

/// A dBASE table with one text column NAME and one row; nothing in it says how texts are encoded.
class DbfFile {
 public:
  explicit DbfFile(const std::string& name) {
    constexpr std::size_t kWidth = 20;
    std::string bytes = {3, 124, 1, 1, 1, 0, 0, 0, 65, 0, 21, 0};  // a record of 21 bytes after 65
    bytes.resize(32);
    bytes += "NAME";
    bytes.resize(32 + 11);
    bytes += 'C';
    bytes.resize(32 + 16);
    bytes += static_cast<char>(kWidth);
    bytes.resize(64);
    bytes += "\r " + name + std::string(kWidth - name.size(), ' ') + "\x1A";
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~DbfFile() { std::filesystem::remove(path_); }
  DbfFile(const DbfFile&) = delete;
  DbfFile& operator=(const DbfFile&) = delete;
  DbfFile(DbfFile&&) = delete;
  DbfFile& operator=(DbfFile&&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() /
                                ("yanbi_table_" + std::to_string(::getpid()) + ".dbf");
};

TEST(VectorLayer, ShapefileTextsAreReadInTheEncodingThatIsStated) {
  const DbfFile file("\xD5\xC5\xB5\xEA");  // 张店 in GBK
  ProblemList problems;
  const VectorLayer layer = read_vector_layer(file.path(), "t.dbf", {}, {"NAME"}, problems, "GBK");
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(layer.table.rows(), 1U);
  EXPECT_EQ(layer.table.cell(0, 0), "张店");
}

class Layers : public testing::Test {
 protected:
  VectorLayer read(const std::string& name, const std::vector<std::string>& columns = {},
                   const std::optional<std::string>& layer = {}) {
    return read_vector_layer(folder_ / name, name, layer, columns, problems_);
  }
  [[nodiscard]] std::string said() const {
    std::string all;
    for (const Problem& problem : problems_.list()) {
      all += problem.to_string() + "\n";
    }
    return all;
  }

  test::TemporaryFolder folder_;
  ProblemList problems_;
};

struct Format {
  const char* name;
  const char* driver;
  const char* file;
  std::vector<std::string> options = {};
};
void PrintTo(const Format& each, std::ostream* out) { *out << each.name; }

class LayersOfAllFormats : public Layers, public testing::WithParamInterface<Format> {};

TEST_P(LayersOfAllFormats, AttributesGeometryAndCrsAreRead) {
  const std::string file = GetParam().file;
  test::write_layer(
      folder_ / file, GetParam().driver, "EPSG:4326",
      {{"NAME", OFTString}, {"PLACES", OFTReal}, {"DAY", OFTDate}},
      {{"POLYGON((118 36,118.1 36,118.1 36.1,118 36))",
        {"\xE5\xBC\xA0\xE5\xBA\x97", "103", "2015/03/01"}},
       {"POLYGON((119 36,119.1 36,119.1 36.1,119 36),(119.05 36.01,119.06 36.01,119.06 "
        "36.02,119.05 36.01))",
        {"", "12.5", ""}}},
      GetParam().options);
  const VectorLayer layer = read(file);
  EXPECT_TRUE(problems_.empty()) << said();
  ASSERT_EQ(layer.size(), 2U);
  EXPECT_EQ(layer.table.columns, (std::vector<std::string>{"NAME", "PLACES", "DAY"}));
  EXPECT_EQ(layer.table.cells, (std::vector<std::string>{"\xE5\xBC\xA0\xE5\xBA\x97", "103",
                                                         "2015-03-01", "", "12.5", ""}));
  EXPECT_EQ(layer.kind, std::vector<GeometryKind>(2, GeometryKind::kPolygon));
  EXPECT_EQ(layer.first_part, (std::vector<std::uint32_t>{0, 1, 3}));
  EXPECT_EQ(layer.outer, (std::vector<std::uint8_t>{1, 1, 0}));
  EXPECT_EQ(layer.first_vertex, (std::vector<std::uint32_t>{0, 4, 8, 12}));
  EXPECT_TRUE(layer.table.line.empty());
  ASSERT_TRUE(Crs::parse(layer.table.crs));
  EXPECT_TRUE(Crs::parse(layer.table.crs)->is_geographic());
}

INSTANTIATE_TEST_SUITE_P(
    Formats, LayersOfAllFormats,
    testing::Values(Format{"GeoPackage", "GPKG", "a.gpkg"},
                    Format{"GeoJson", "GeoJSON", "a.geojson"},
                    Format{"Shapefile", "ESRI Shapefile", "a.shp", {"ENCODING=UTF-8"}},
                    Format{"FlatGeobuf", "FlatGeobuf", "a.fgb", {"SPATIAL_INDEX=NO"}}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(Layers, AShapefileWithoutPrjStatesNoCrs) {
  test::write_layer(folder_ / "a.shp", "ESRI Shapefile", "", {{"NAME", OFTString}},
                    {{"POINT(118 36)", {"x"}}});
  EXPECT_EQ(read("a.shp").table.crs, "");
  EXPECT_TRUE(problems_.empty()) << said();
}

TEST_F(Layers, AShapefileInGbkIsReadByItsCodePageFile) {
  test::write_layer(folder_ / "a.shp", "ESRI Shapefile", "EPSG:4326", {{"NAME", OFTString}},
                    {{"POINT(118 36)", {"\xE5\xBC\xA0\xE5\xBA\x97"}}}, {"ENCODING=GBK"});
  EXPECT_EQ(read("a.shp").table.cells, (std::vector<std::string>{"\xE5\xBC\xA0\xE5\xBA\x97"}));
  EXPECT_TRUE(problems_.empty()) << said();
}

TEST_F(Layers, TheLayerThatIsNamedIsRead) {
  test::write_layer(folder_ / "a.gpkg", "GPKG", "EPSG:4326", {{"NAME", OFTString}},
                    {{"POINT(118 36)", {"x"}}});
  EXPECT_EQ(read("a.gpkg", {}, "a").size(), 1U);
  EXPECT_EQ(read("a.gpkg", {}, "b").size(), 0U);
  EXPECT_NE(said().find("name one of: a"), std::string::npos) << said();
}

TEST_F(Layers, CurvesBecomeLines) {
  test::write_layer(folder_ / "a.gpkg", "GPKG", "EPSG:25832", {{"NAME", OFTString}},
                    {{"CURVEPOLYGON(CIRCULARSTRING(0 0,10 10,20 0,10 -10,0 0))", {"x"}}});
  const VectorLayer layer = read("a.gpkg");
  ASSERT_EQ(layer.size(), 1U);
  EXPECT_EQ(layer.kind[0], GeometryKind::kPolygon);
  EXPECT_GT(layer.x.size(), 50U);
}

/// Workbooks, the first row of whose sheet is its header.
class Sheets : public Layers, public testing::WithParamInterface<Format> {
 protected:
  std::string write(const std::vector<test::LayerField>& fields,
                    const std::vector<std::vector<std::string>>& rows) {
    std::vector<test::LayerFeature> features;
    for (const auto& row : rows) {
      features.push_back({"", row});
    }
    test::write_layer(folder_ / GetParam().file, GetParam().driver, "", fields, features);
    return GetParam().file;
  }
};

TEST_P(Sheets, ASheetOfTextsHasAHeaderToo) {
  const VectorLayer layer =
      read(write({{"id", OFTString}, {"name", OFTString}}, {{"A1", "north"}, {"007", "south"}}));
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(layer.table.columns, (std::vector<std::string>{"id", "name"}));
  EXPECT_EQ(layer.table.cells, (std::vector<std::string>{"A1", "north", "007", "south"}));
  EXPECT_EQ(layer.table.line, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(layer.kind, std::vector<GeometryKind>(2, GeometryKind::kNone));
}

TEST_P(Sheets, NumbersHaveNoNeedlessDigitsAndDatesAreIso) {
  const VectorLayer layer =
      read(write({{"places", OFTReal}, {"area", OFTReal}, {"day", OFTDate}, {"at", OFTDateTime}},
                 {{"103", "12.5", "2015/03/01", "2015/03/01 12:30:00"}}));
  EXPECT_EQ(layer.table.cells,
            (std::vector<std::string>{"103", "12.5", "2015-03-01", "2015-03-01T12:30:00"}));
}

TEST_P(Sheets, BlankRowsAndColumnsAreLeftOutAndLinesStayRight) {
  const VectorLayer layer =
      read(write({{"id", OFTString}, {"", OFTString}, {"places", OFTReal}},
                 {{"a", "", "1"}, {"", "", ""}, {"b", "", "2"}, {"", "", ""}}));
  EXPECT_TRUE(problems_.empty()) << said();
  EXPECT_EQ(layer.table.columns, (std::vector<std::string>{"id", "places"}));
  EXPECT_EQ(layer.table.cells, (std::vector<std::string>{"a", "1", "b", "2"}));
  EXPECT_EQ(layer.table.line, (std::vector<std::size_t>{2, 4}));
}

TEST_P(Sheets, ASheetWithOnlyAHeaderIsAProblem) {
  static_cast<void>(read(write({{"id", OFTString}}, {})));
  EXPECT_EQ(problems_.size(), 1U) << said();
}

INSTANTIATE_TEST_SUITE_P(Workbooks, Sheets,
                         testing::Values(Format{"Xlsx", "XLSX", "a.xlsx"},
                                         Format{"Ods", "ODS", "a.ods"}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace yanbi
