// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is special about the sheets of workbooks (XLSX, ODS, XLS) as GDAL reads them.

#include "sim/config/table.hpp"

class GDALDataset;

namespace yanbi {

/// Makes GDAL read the first row of every sheet as its header, on this thread, while it lives: left
/// alone, it takes a header above nothing but texts for one more row.
class SheetsHaveHeaders {
 public:
  SheetsHaveHeaders();
  ~SheetsHaveHeaders();
  SheetsHaveHeaders(const SheetsHaveHeaders&) = delete;
  SheetsHaveHeaders& operator=(const SheetsHaveHeaders&) = delete;
  SheetsHaveHeaders(SheetsHaveHeaders&&) = delete;
  SheetsHaveHeaders& operator=(SheetsHaveHeaders&&) = delete;
};

[[nodiscard]] bool is_workbook(GDALDataset& dataset);

/// Leaves out columns that are empty and that GDAL named itself ("Field7": the header has no name).
void drop_nameless_columns(Table& table);

}  // namespace yanbi
