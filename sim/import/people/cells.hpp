// SPDX-License-Identifier: Apache-2.0
#pragma once
// Positions of cells that a table only names: H3 indexes, or squares named by their corner.

#include <cstddef>

#include "sim/base/problem.hpp"
#include "sim/config/table.hpp"

namespace yanbi {

/// Gives each row the centre of the H3 cell that `column` names, as points in WGS 84
/// (`Table::crs`). An index is written as 15 hexadecimal digits ("8a1fb46622dffff"), with or
/// without "0x", or as a whole decimal number. Texts that are no valid index of a cell are problems
/// and have no point (NaN).
void add_cell_points(Table& table, std::size_t column, ProblemList& problems);

/// Gives each row the middle of the square that `column` names by its south-west corner, as
/// "E571000N6224500": `make_grid` writes such names. `side` in metres. `Table::crs` stays empty:
/// the city file must say which CRS the corners are in. Other texts are problems, and so are
/// corners that are no multiples of `side`.
void add_square_points(Table& table, std::size_t column, double side, ProblemList& problems);

}  // namespace yanbi
