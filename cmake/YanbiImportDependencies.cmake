# SPDX-License-Identifier: Apache-2.0
# Dependencies of sim/import alone that ship no CMake package, as imported targets. Shared by the
# build and by the installed package; read only with YANBI_IMPORT.
#
#   yanbi::osmium     libosmium, headers only, with what its readers of XML, PBF, gzip and bzip2 need

if(NOT TARGET yanbi::osmium)
  find_package(EXPAT REQUIRED)
  find_package(ZLIB REQUIRED)
  find_package(BZip2 REQUIRED)
  find_package(Threads REQUIRED)
  find_path(YANBI_OSMIUM_INCLUDE_DIR osmium/version.hpp REQUIRED)
  find_path(YANBI_PROTOZERO_INCLUDE_DIR protozero/version.hpp REQUIRED)
  mark_as_advanced(YANBI_OSMIUM_INCLUDE_DIR YANBI_PROTOZERO_INCLUDE_DIR)
  add_library(yanbi::osmium INTERFACE IMPORTED)
  # System headers: their warnings are not ours.
  target_include_directories(yanbi::osmium SYSTEM INTERFACE "${YANBI_OSMIUM_INCLUDE_DIR}"
                                                            "${YANBI_PROTOZERO_INCLUDE_DIR}")
  target_link_libraries(yanbi::osmium INTERFACE EXPAT::EXPAT ZLIB::ZLIB BZip2::BZip2
                                                Threads::Threads)
endif()
