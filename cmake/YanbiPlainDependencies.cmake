# SPDX-License-Identifier: Apache-2.0
# Dependencies that ship no CMake package, as imported targets. Shared by the build and by the
# installed package, so that both find the same libraries.
#
#   yanbi::hdf5_c     serial HDF5, C API with the high-level library
#   yanbi::libdeflate libdeflate
#   yanbi::xxhash     xxHash
#   yanbi::zstd       Zstandard
#   yanbi::random123  Random123, headers only

find_package(PkgConfig REQUIRED)

if(NOT TARGET yanbi::hdf5_c)
  # Debian keeps the serial and the MPI variants side by side; elsewhere the plain name is serial.
  pkg_search_module(YANBI_HDF5 REQUIRED QUIET IMPORTED_TARGET hdf5-serial hdf5)
  find_library(
    YANBI_HDF5_HL_LIBRARY
    NAMES hdf5_serial_hl hdf5_hl
    HINTS ${YANBI_HDF5_LIBRARY_DIRS} REQUIRED)
  mark_as_advanced(YANBI_HDF5_HL_LIBRARY)
  add_library(yanbi::hdf5_c INTERFACE IMPORTED)
  target_link_libraries(yanbi::hdf5_c INTERFACE "${YANBI_HDF5_HL_LIBRARY}" PkgConfig::YANBI_HDF5)
endif()

if(NOT TARGET yanbi::libdeflate)
  pkg_check_modules(YANBI_LIBDEFLATE REQUIRED QUIET IMPORTED_TARGET libdeflate)
  add_library(yanbi::libdeflate INTERFACE IMPORTED)
  target_link_libraries(yanbi::libdeflate INTERFACE PkgConfig::YANBI_LIBDEFLATE)
endif()

if(NOT TARGET yanbi::xxhash)
  pkg_check_modules(YANBI_XXHASH REQUIRED QUIET IMPORTED_TARGET libxxhash)
  add_library(yanbi::xxhash INTERFACE IMPORTED)
  target_link_libraries(yanbi::xxhash INTERFACE PkgConfig::YANBI_XXHASH)
endif()

if(NOT TARGET yanbi::zstd)
  pkg_check_modules(YANBI_ZSTD REQUIRED QUIET IMPORTED_TARGET libzstd)
  add_library(yanbi::zstd INTERFACE IMPORTED)
  target_link_libraries(yanbi::zstd INTERFACE PkgConfig::YANBI_ZSTD)
endif()

if(NOT TARGET yanbi::random123)
  find_path(YANBI_RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
  mark_as_advanced(YANBI_RANDOM123_INCLUDE_DIR)
  add_library(yanbi::random123 INTERFACE IMPORTED)
  target_include_directories(yanbi::random123 SYSTEM INTERFACE "${YANBI_RANDOM123_INCLUDE_DIR}")
endif()
