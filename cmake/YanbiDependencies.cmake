# SPDX-License-Identifier: Apache-2.0
# What the rooms link. scripts/install-deps installs all of it on Debian. A new entry here also
# needs its find_dependency line in yanbiConfig.cmake.in.
#
#   fmt::fmt spdlog::spdlog            text, log
#   TBB::tbb OpenMP::OpenMP_CXX        threads
#   yanbi::random123 yanbi::xxhash     random streams, hashes
#   yanbi::zstd                        records of finished runs
#   yanbi::hdf5_c yanbi::libdeflate    results and compiled cities, compressed
#   tomlplusplus::tomlplusplus         configuration (the shared library, not header-only)
#   Boost::headers                     Boost.Graph, Boost.Geometry
#   GDAL::GDAL PROJ::proj              outside formats, with YANBI_IMPORT
#   yanbi::osmium                      OpenStreetMap files, with YANBI_IMPORT
#   MPI::MPI_CXX                       ranks of a job, with YANBI_MPI; its C interface
#   CLI11::CLI11 nlohmann_json::nlohmann_json   the command line

find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(TBB 2021 REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(Boost 1.74 REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
include(YanbiPlainDependencies)
if(YANBI_IMPORT)
  find_package(PROJ 9 REQUIRED CONFIG)
  find_package(GDAL 3.6 REQUIRED MODULE)
  include(YanbiImportDependencies)
endif()
if(YANBI_MPI)
  # The interface of C, found by way of the C++ compiler since the project has no other language.
  set(MPI_CXX_SKIP_MPICXX ON)
  find_package(MPI 3 REQUIRED COMPONENTS CXX)
endif()

if(YANBI_BUILD_TESTS)
  find_package(GTest 1.12 REQUIRED)
  find_package(rapidcheck REQUIRED)
  # Debian's own interpreter first: the packages that read results (xarray, netCDF4) belong to it.
  find_program(YANBI_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(YANBI_PYTHON python3 REQUIRED)
endif()
