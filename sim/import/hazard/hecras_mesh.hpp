// SPDX-License-Identifier: Apache-2.0
#pragma once
// The mesh of a 2D flow area as HEC-RAS stores it: cells as lists of faces, faces as lines between
// two points.

#include "sim/import/hazard/hecras_file.hpp"

namespace yanbi::hdf5 {
class ForeignFile;
}

namespace yanbi {

/// Reads the faces and sides of the cells of `area`, and their lowest ground where the file has it
/// (in m: one unit is `factor` m). An area whose mesh the file does not have is left as it is.
/// @throws hdf5::Error when the tables of the mesh do not fit each other.
void read_hecras_mesh(const hdf5::ForeignFile& file, double factor, MeshArea& area);

}  // namespace yanbi
