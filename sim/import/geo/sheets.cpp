// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/sheets.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace yanbi {
namespace {

void set_headers(const char* value) {
  for (const char* option : {"OGR_XLSX_HEADERS", "OGR_ODS_HEADERS", "OGR_XLS_HEADERS"}) {
    CPLSetThreadLocalConfigOption(option, value);
  }
}

}  // namespace

SheetsHaveHeaders::SheetsHaveHeaders() { set_headers("FORCE"); }
SheetsHaveHeaders::~SheetsHaveHeaders() { set_headers(nullptr); }

bool is_workbook(GDALDataset& dataset) {
  const std::string driver =
      dataset.GetDriver() == nullptr ? "" : dataset.GetDriver()->GetDescription();
  return driver == "XLSX" || driver == "ODS" || driver == "XLS";
}

void drop_nameless_columns(Table& table) {
  const std::size_t width = table.columns.size();
  std::vector<std::size_t> kept;
  for (std::size_t column = 0; column < width; ++column) {
    bool used = table.columns[column] != fmt::format("Field{}", column + 1);
    for (std::size_t row = 0; row < table.rows() && !used; ++row) {
      used = !table.cell(row, column).empty();
    }
    if (used) {
      kept.push_back(column);
    }
  }
  if (kept.size() == width) {
    return;
  }
  std::vector<std::string> columns;
  columns.reserve(kept.size());
  std::vector<std::string> cells;
  cells.reserve(kept.size() * table.rows());
  for (const std::size_t column : kept) {
    columns.push_back(table.columns[column]);
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::size_t column : kept) {
      cells.push_back(table.cell(row, column));
    }
  }
  table.columns = std::move(columns);
  table.cells = std::move(cells);
}

}  // namespace yanbi
