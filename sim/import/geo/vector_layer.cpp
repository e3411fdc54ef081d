// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/vector_layer.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "sim/config/encoding.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/geo/sheets.hpp"

namespace yanbi {
namespace {

void add_part(const OGRSimpleCurve& curve, bool is_outer, VectorLayer& out) {
  for (int i = 0; i < curve.getNumPoints(); ++i) {
    out.x.push_back(curve.getX(i));
    out.y.push_back(curve.getY(i));
  }
  out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
  out.outer.push_back(is_outer ? 1 : 0);
}

GeometryKind add_geometry(const OGRGeometry* geometry, VectorLayer& out);
GeometryKind add_curved(const OGRGeometry& geometry, VectorLayer& out);

/// All parts of a collection; its kind is that of its members, "other" when they differ.
GeometryKind add_collection(const OGRGeometryCollection& collection, VectorLayer& out) {
  std::optional<GeometryKind> kind;
  for (int i = 0; i < collection.getNumGeometries(); ++i) {
    const GeometryKind member = add_geometry(collection.getGeometryRef(i), out);
    kind = !kind || *kind == member ? member : GeometryKind::kOther;
  }
  return kind.value_or(GeometryKind::kNone);
}

GeometryKind add_geometry(const OGRGeometry* geometry, VectorLayer& out) {
  if (geometry == nullptr || geometry->IsEmpty()) {
    return GeometryKind::kNone;
  }
  switch (wkbFlatten(geometry->getGeometryType())) {
    case wkbPoint: {
      const OGRPoint* point = geometry->toPoint();
      out.x.push_back(point->getX());
      out.y.push_back(point->getY());
      out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
      out.outer.push_back(0);
      return GeometryKind::kPoint;
    }
    case wkbLineString:
      add_part(*geometry->toLineString(), false, out);
      return GeometryKind::kLine;
    case wkbPolygon:
      for (const OGRLinearRing* ring : *geometry->toPolygon()) {
        add_part(*ring, ring == geometry->toPolygon()->getExteriorRing(), out);
      }
      return GeometryKind::kPolygon;
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection:
      return add_collection(*geometry->toGeometryCollection(), out);
    default:
      return add_curved(*geometry, out);
  }
}

/// Curves as chains of short lines, as GDAL makes them (4 degrees of an arc a piece).
GeometryKind add_curved(const OGRGeometry& geometry, VectorLayer& out) {
  if (geometry.hasCurveGeometry() == 0) {
    return GeometryKind::kOther;
  }
  const std::unique_ptr<OGRGeometry> straight(geometry.getLinearGeometry());
  const bool is_known =
      straight && wkbFlatten(straight->getGeometryType()) != wkbFlatten(geometry.getGeometryType());
  return is_known ? add_geometry(straight.get(), out) : GeometryKind::kOther;
}

/// The layer that is asked for; a problem and nullptr when there is none.
OGRLayer* find_layer(GDALDataset& dataset, const std::string& file,
                     const std::optional<std::string>& name, ProblemList& problems) {
  OGRLayer* layer = name                          ? dataset.GetLayerByName(name->c_str())
                    : dataset.GetLayerCount() > 0 ? dataset.GetLayer(0)
                                                  : nullptr;
  if (layer != nullptr) {
    return layer;
  }
  std::vector<std::string> names;
  for (OGRLayer* each : dataset.GetLayers()) {
    names.emplace_back(each->GetName());
  }
  problems.add({file, 0, "layer", name.value_or(""), "the file has no such layer",
                names.empty() ? "give a file with a layer of features"
                              : fmt::format("name one of: {}", fmt::join(names, ", "))});
  return nullptr;
}

/// Fields to read, in the layer's order.
std::vector<int> chosen_fields(const OGRFeatureDefn& definition,
                               const std::vector<std::string>& wanted, Table& table) {
  std::vector<int> fields;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const std::string name = definition.GetFieldDefn(i)->GetNameRef();
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end()) {
      fields.push_back(i);
      table.columns.push_back(name);
    }
  }
  return fields;
}

/// The value as a text: numbers with the digits they need, dates as ISO 8601 writes them.
std::string text_of(OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) {
    return "";
  }
  const OGRFieldType type = feature.GetFieldDefnRef(field)->GetType();
  if (type == OFTReal) {
    return fmt::format("{}", feature.GetFieldAsDouble(field));
  }
  if (type != OFTDate && type != OFTDateTime) {
    return feature.GetFieldAsString(field);
  }
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int zone = 0;
  float second = 0.0F;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  const int whole = static_cast<int>(second);
  return hour + minute + whole == 0 ? date
                                    : date + fmt::format("T{:02}:{:02}:{:02}", hour, minute, whole);
}

void add_feature(OGRFeature& feature, const std::vector<int>& fields, VectorLayer& out) {
  for (const int field : fields) {
    out.table.cells.push_back(text_of(feature, field));
  }
  out.kind.push_back(add_geometry(feature.GetGeometryRef(), out));
  out.first_part.push_back(static_cast<std::uint32_t>(out.first_vertex.size() - 1));
}

/// A row of a sheet, unless it is blank; GDAL numbers features as the sheet does its rows.
void add_sheet_row(OGRFeature& feature, const std::vector<int>& fields, VectorLayer& out) {
  bool blank = true;
  for (int field = 0; field < feature.GetFieldCount(); ++field) {
    blank = blank && text_of(feature, field).empty();
  }
  if (!blank) {
    add_feature(feature, fields, out);
    out.table.line.push_back(static_cast<std::size_t>(feature.GetFID()));
  }
}

/// Reports texts that are not UTF-8: a layer in another encoding than it claims.
void check_texts(const Table& table, ProblemList& problems) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      if (first_invalid_utf8(table.cell(row, column))) {
        problems.add(table.problem_at(row, table.columns[column], "",
                                      "the text of the attribute is not UTF-8",
                                      "save the layer in UTF-8, or state the encoding of a "
                                      "Shapefile, such as encoding = \"GBK\""));
      }
    }
  }
}

/// Reports features with vertices that are NaN or infinite: no position, and no zone either.
void check_finite(const VectorLayer& layer, ProblemList& problems) {
  for (std::size_t f = 0; f < layer.size(); ++f) {
    const std::uint32_t begin = layer.first_vertex[layer.first_part[f]];
    const std::uint32_t end = layer.first_vertex[layer.first_part[f + 1]];
    std::size_t bad = 0;
    for (std::uint32_t v = begin; v < end; ++v) {
      bad += std::isfinite(layer.x[v]) && std::isfinite(layer.y[v]) ? 0U : 1U;
    }
    if (bad > 0) {
      problems.add(layer.table.problem_at(f, "geometry", fmt::format("{} vertices", bad),
                                          "vertices have coordinates that are no numbers",
                                          "repair the layer"));
    }
  }
}

}  // namespace

VectorLayer read_vector_layer(const std::filesystem::path& path, const std::string& file,
                              const std::optional<std::string>& layer,
                              const std::vector<std::string>& columns, ProblemList& problems,
                              const std::optional<std::string>& encoding) {
  const GdalScope scope;
  const SheetsHaveHeaders headers;
  VectorLayer out;
  out.table.file = file;
  out.first_part.push_back(0);
  out.first_vertex.push_back(0);
  const std::string option = "ENCODING=" + encoding.value_or("");
  const std::array<const char*, 2> options = {encoding ? option.c_str() : nullptr, nullptr};
  const std::unique_ptr<GDALDataset> dataset(
      GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, options.data()));
  if (!dataset) {
    problems.add(
        {file, 0, "", "", "GDAL cannot read the file: " + scope.summary("its format is not known"),
         "give a vector format that GDAL reads, such as GeoPackage, GeoJSON or Shapefile"});
    return out;
  }
  OGRLayer* source = find_layer(*dataset, file, layer, problems);
  if (source == nullptr) {
    return out;
  }
  const std::vector<int> fields = chosen_fields(*source->GetLayerDefn(), columns, out.table);
  out.table.crs = wkt_of(source->GetSpatialRef());
  const bool is_sheet = is_workbook(*dataset);
  for (const OGRFeatureUniquePtr& feature : *source) {
    if (is_sheet) {
      add_sheet_row(*feature, fields, out);
    } else {
      add_feature(*feature, fields, out);
    }
  }
  if (is_sheet && columns.empty()) {
    drop_nameless_columns(out.table);
  }
  if (!scope.failures().empty()) {
    problems.add({file, 0, "", "", "GDAL could not read all of the file: " + scope.summary(""),
                  "repair or convert the file"});
  } else if (out.size() == 0) {
    problems.add({file, 0, "layer", source->GetName(), "the layer is empty",
                  "give a layer that has features"});
  }
  check_texts(out.table, problems);
  check_finite(out, problems);
  return out;
}

}  // namespace yanbi
