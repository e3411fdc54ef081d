# SPDX-License-Identifier: Apache-2.0
# Writes build_info.cpp into the build tree. Included by the project it defines the target that
# looks at the git revision in every build; run as a script it rewrites the file, and only when
# its text changes, so that an unchanged revision rebuilds nothing.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(YANBI_BUILD_INFO_SOURCE "${PROJECT_BINARY_DIR}/generated/build_info.cpp")
  find_package(Git QUIET)
  set(_run
      "${CMAKE_COMMAND}"
      "-DGIT=${GIT_EXECUTABLE}"
      "-DSOURCE_DIR=${PROJECT_SOURCE_DIR}"
      "-DTEMPLATE=${PROJECT_SOURCE_DIR}/cmake/build_info.cpp.in"
      "-DOUTPUT=${YANBI_BUILD_INFO_SOURCE}"
      "-DYANBI_VERSION=${PROJECT_VERSION}"
      "-DYANBI_COMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
      "-DYANBI_BUILD_TYPE=${CMAKE_BUILD_TYPE}"
      -P
      "${CMAKE_CURRENT_LIST_FILE}")
  add_custom_target(
    yanbi_build_info
    COMMAND ${_run}
    BYPRODUCTS "${YANBI_BUILD_INFO_SOURCE}"
    COMMENT "Looking at the git revision"
    VERBATIM)
  return()
endif()

set(YANBI_GIT_REVISION "unknown")
if(GIT)
  # Only the project's own repository counts, not one that happens to enclose an unpacked archive.
  execute_process(
    COMMAND "${GIT}" -C "${SOURCE_DIR}" rev-parse --show-cdup
    OUTPUT_VARIABLE _up
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
    RESULT_VARIABLE _failed)
  if(NOT _failed AND _up STREQUAL "")
    # Reading must not take the index lock from somebody's commit.
    execute_process(
      COMMAND "${CMAKE_COMMAND}" -E env GIT_OPTIONAL_LOCKS=0 "${GIT}" -C "${SOURCE_DIR}" describe
              --always --dirty --abbrev=12 --match=v[0-9]*
      OUTPUT_VARIABLE _revision
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET
      RESULT_VARIABLE _failed)
    if(NOT _failed AND _revision)
      set(YANBI_GIT_REVISION "${_revision}")
    endif()
  endif()
endif()
configure_file("${TEMPLATE}" "${OUTPUT}" @ONLY)
