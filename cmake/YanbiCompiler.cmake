# SPDX-License-Identifier: Apache-2.0
# How every target of the project is compiled: language level, warnings, floating point.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(YANBI_CCACHE ccache)
mark_as_advanced(YANBI_CCACHE)
if(YANBI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${YANBI_CCACHE}")
endif()

# Results are bit-identical on any x86-64 CPU, so no fused multiply-add and no reassociation.
# The first also holds for inline code that an embedding program compiles; YanbiRoom.cmake
# therefore makes it a usage requirement of every room.
set(YANBI_FLOATING_POINT_OPTIONS -ffp-contract=off)
if(CMAKE_CXX_FLAGS MATCHES "-ffast-math|-Ofast|-funsafe-math-optimizations")
  message(
    FATAL_ERROR
      "CMAKE_CXX_FLAGS contains '${CMAKE_CXX_FLAGS}' (results would depend on the compiler). "
      "Remove -ffast-math, -Ofast and -funsafe-math-optimizations.")
endif()

# Linked privately by every target of the project, never exported.
add_library(yanbi_options INTERFACE)
set_property(TARGET yanbi_options PROPERTY INTERFACE_COMPILE_FEATURES cxx_std_20)
target_compile_options(
  yanbi_options
  INTERFACE
    ${YANBI_FLOATING_POINT_OPTIONS}
    -Wall
    -Wextra
    -Wpedantic
    -Wcast-align
    -Wconversion
    -Wdouble-promotion
    -Wextra-semi
    -Wformat=2
    -Wimplicit-fallthrough
    -Wnon-virtual-dtor
    -Wold-style-cast
    -Woverloaded-virtual
    -Wshadow
    -Wunused
    -Wvla
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond>
    $<$<CXX_COMPILER_ID:GNU>:-Wlogical-op>
    # GCC 12 reports -Wrestrict inside std::string's own operator+ (GCC bug 105651).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
    $<$<BOOL:${YANBI_WARNINGS_AS_ERRORS}>:-Werror>)
set(CMAKE_CXX_EXTENSIONS OFF)
