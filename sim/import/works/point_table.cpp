// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/point_table.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <memory>
#include <span>

#include "sim/base/atomic_file.hpp"
#include "sim/base/error.hpp"
#include "sim/config/csv.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

struct Format {
  const char* extension;
  const char* driver;  ///< of GDAL; nullptr = written here
};
constexpr std::array kFormats = {Format{".csv", nullptr}, Format{".geojson", "GeoJSON"},
                                 Format{".gpkg", "GPKG"}, Format{".xlsx", "XLSX"}};

const Format* format_of(const std::filesystem::path& path) {
  const std::string extension = lower_ascii(path.extension().string());
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const Format& each) { return extension == each.extension; });
  return found == kFormats.end() ? nullptr : &*found;
}

std::string csv_text(const PointTable& table) {
  std::string text = "\xEF\xBB\xBF";
  const std::size_t columns = table.fields.size();
  for (std::size_t c = 0; c < columns; ++c) {
    text += csv_field(table.fields[c].name) + (c + 1 < columns ? "," : "\n");
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    text += csv_field(table.cells[i]) + ((i + 1) % columns != 0 ? "," : "\n");
  }
  return text;
}

/// A file of GDAL's in memory, removed with the object.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& extension)
      : name_(fmt::format("/vsimem/yanbi-{}{}", static_cast<const void*>(this), extension)) {}
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;

  [[nodiscard]] const char* name() const noexcept { return name_.c_str(); }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    vsi_l_offset length = 0;
    const GByte* data = VSIGetMemFileBuffer(name_.c_str(), &length, FALSE);
    return std::as_bytes(std::span(data, data == nullptr ? 0 : static_cast<std::size_t>(length)));
  }

 private:
  std::string name_;
};

OGRFieldType field_type(FieldKind kind, bool is_geojson) {
  switch (kind) {
    case FieldKind::kWhole:
      return OFTInteger;
    case FieldKind::kNumber:
      return OFTReal;
    case FieldKind::kDate:
      return is_geojson ? OFTString : OFTDate;  // JSON has no dates; GDAL would write 1985/06/30
    case FieldKind::kText:
      break;
  }
  return OFTString;
}

void set_field(OGRFeature& feature, int index, const std::string& text, OGRFieldType type) {
  if (text.empty()) {
    feature.SetFieldNull(index);
  } else if (type == OFTInteger) {
    feature.SetField(index, parse_whole(text).value_or(0));
  } else if (type == OFTReal) {
    feature.SetField(index, parse_number(text).value_or(0.0));
  } else if (type == OFTDate) {
    constexpr int kYear = 10000;
    constexpr int kMonth = 100;
    const Date day = parse_ledger_date(text).value_or(DateSpan{}).first;
    feature.SetField(index, day / kYear, day / kMonth % kMonth, day % kMonth);
  } else {
    feature.SetField(index, text.c_str());
  }
}

/// Writes a table through GDAL into a file in memory.
class GdalWriter {
 public:
  GdalWriter(const PointTable& table, const std::string& crs, const char* driver)
      : table_(table),
        is_geojson_(std::string_view(driver) == "GeoJSON"),
        has_geometry_(std::string_view(driver) != "XLSX"),
        crs_(Crs::parse(is_geojson_ ? "EPSG:4326" : crs)),
        driver_(GetGDALDriverManager()->GetDriverByName(driver)) {}

  /// False when GDAL failed, which its scope then says.
  [[nodiscard]] bool write(const char* name) {
    if (driver_ == nullptr) {
      return false;
    }
    const std::unique_ptr<GDALDataset> dataset(
        driver_->Create(name, 0, 0, 0, GDT_Unknown, nullptr));
    // GDAL wants to write to it, although it only makes a copy.
    const std::unique_ptr<OGRSpatialReference> crs(has_geometry_ && crs_ ? crs_->handle().Clone()
                                                                         : nullptr);
    const OGRwkbGeometryType type = !has_geometry_        ? wkbNone
                                    : table_.line.empty() ? wkbPoint
                                                          : wkbLineString;
    // Lines are for maps, which take GeoJSON as RFC 7946 has it: without a member "crs".
    CPLStringList options;
    if (is_geojson_ && !table_.line.empty()) {
      options.SetNameValue("RFC7946", "YES");
    }
    OGRLayer* layer =
        dataset ? dataset->CreateLayer(table_.name.c_str(), crs.get(), type, options.List())
                : nullptr;
    if (layer == nullptr || !create_fields(*layer)) {
      return false;
    }
    if (layer->StartTransaction() != OGRERR_NONE) {
      return false;
    }
    for (std::size_t row = 0; row < table_.cells.size() / table_.fields.size(); ++row) {
      if (!create_feature(*layer, row)) {
        return false;
      }
    }
    return layer->CommitTransaction() == OGRERR_NONE;
  }

 private:
  [[nodiscard]] bool create_fields(OGRLayer& layer) {
    for (const TableField& field : table_.fields) {
      types_.push_back(field_type(field.kind, is_geojson_));
      OGRFieldDefn definition(field.name.c_str(), types_.back());
      if (layer.CreateField(&definition) != OGRERR_NONE) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool create_feature(OGRLayer& layer, std::size_t row) const {
    OGRFeature feature(layer.GetLayerDefn());
    for (std::size_t c = 0; c < types_.size(); ++c) {
      set_field(feature, static_cast<int>(c), table_.cells[row * types_.size() + c], types_[c]);
    }
    if (has_geometry_) {
      set_geometry(feature, row);
    }
    return layer.CreateFeature(&feature) == OGRERR_NONE;
  }

  void set_geometry(OGRFeature& feature, std::size_t row) const {
    if (!table_.line.empty()) {
      OGRLineString line;
      for (const auto& [x, y] : is_geojson_ ? table_.line_degrees[row] : table_.line[row]) {
        line.addPoint(x, y);
      }
      feature.SetGeometry(&line);
      return;
    }
    const auto& position = is_geojson_ ? table_.degrees[row] : table_.position[row];
    if (position) {
      OGRPoint point(position->first, position->second);
      feature.SetGeometry(&point);
    }
  }

  const PointTable& table_;
  bool is_geojson_;
  bool has_geometry_;
  std::optional<Crs> crs_;
  GDALDriver* driver_;
  std::vector<OGRFieldType> types_;
};

}  // namespace

bool is_point_table_file(const std::filesystem::path& path) { return format_of(path) != nullptr; }

void write_point_table(const PointTable& table, const std::string& crs,
                       const std::filesystem::path& path) {
  const Format* format = format_of(path);
  if (format == nullptr) {
    throw RunError(
        fmt::format("{}: the ending says no format that can be written; use .csv, "
                    ".geojson, .gpkg or .xlsx",
                    path.string()));
  }
  AtomicFile file(path);
  if (format->driver == nullptr) {
    const std::string text = csv_text(table);
    file.write(text);
    file.commit();
    return;
  }
  const GdalScope scope;
  // A GeoPackage holds the time of its making: a fixed one, so that equal tables are equal files.
  const CPLConfigOptionSetter fixed_date("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z", false);
  const MemoryFile memory(format->extension);
  GdalWriter writer(table, crs, format->driver);
  if (!writer.write(memory.name()) || memory.bytes().empty()) {
    throw RunError(fmt::format("{}: GDAL could not write the table ({}); write .csv instead",
                               path.string(), scope.summary("no reason given")));
  }
  file.write(memory.bytes());
  file.commit();
}

}  // namespace yanbi
