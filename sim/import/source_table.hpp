// SPDX-License-Identifier: Apache-2.0
#pragma once
// Outside tables, CSV or point layers, with their positions in the working CRS.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// Reads a CSV file (.csv, .txt, .tsv), a layer of points, or a layer without geometry such as the
/// sheet of a workbook. Features that are something else than one point are problems; those without
/// geometry have a point of NaN. A conversion of the encoding is noted under `topic`. Of a CSV file
/// only the columns in `wanted` are held, if there are any.
[[nodiscard]] Table read_source_table(const SourceSpec& source, const std::string& topic,
                                      ProblemList& problems, std::vector<ImportNote>& notes,
                                      const std::vector<std::string>& wanted = {});

/// Positions of all rows of a table.
struct Positions {
  std::vector<double> x;  ///< working CRS, m
  std::vector<double> y;
  std::vector<std::uint8_t> good;    ///< 0 where there is none
  std::vector<std::uint8_t> absent;  ///< 1 where the row says that it has none; no problem then
};

/// Positions as `spec` says, from the CRS of `source` or else of the file, to `working`. Every row
/// without a readable position is a problem, except where all of its coordinates are texts of
/// `no_position` (or its feature has no geometry, when there are any such texts).
[[nodiscard]] Positions read_positions(const Table& table, const PositionSpec& spec,
                                       const SourceSpec& source, const Crs& working,
                                       ProblemList& problems,
                                       std::span<const std::string> no_position = {});

/// The CRS of a source: the stated one, else the file's own (WKT); a problem when there is neither.
[[nodiscard]] std::optional<Crs> source_crs(const SourceSpec& source, const std::string& own,
                                            ProblemList& problems);

/// A number of one cell, full-width digits included; a problem that says the range when it is none
/// or lies outside.
[[nodiscard]] std::optional<double> read_number(const Table& table, std::size_t row,
                                                std::size_t column, double least, double most,
                                                ProblemList& problems);

/// Rows whose key in `column` is empty or was there before are problems.
void check_unique_keys(const Table& table, std::size_t column, ProblemList& problems);

/// The file and its hash; of a Shapefile, those beside it that hold its data too.
void add_input_files(const SourceSpec& source, std::vector<InputFile>& inputs);

}  // namespace yanbi
