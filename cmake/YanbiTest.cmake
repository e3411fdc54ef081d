# SPDX-License-Identifier: Apache-2.0
# One test program for a folder of tests.
#
#   yanbi_add_test(NAME <name>        program yanbi_test_<name>; tests are called <name>.<Suite>.<Test>
#                  SOURCES <file>...
#                  LIBS <target>...   the room under test; GoogleTest and RapidCheck are linked too
#                  LABELS <label>...  unit | verification | determinism | faults, and slow beside one)
#
# With YANBI_TESTS_BY_PROGRAM, CTest knows each program as one test, <name>.All: where a process takes
# longer to start than most tests to run, as under sanitizers, one for each test is most of the time.
#
# Programs with a label in YANBI_TESTS_LEFT_OUT are built when they are asked for only.
#
# Tests find shipped files below the macro YANBI_SOURCE_DIR (a string literal).

include(GoogleTest)

set(YANBI_TEST_LABELS unit verification determinism faults slow)

function(yanbi_add_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LIBS;LABELS")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_NAME OR NOT arg_SOURCES)
    message(FATAL_ERROR "yanbi_add_test(${arg_NAME}): NAME and SOURCES are needed; "
                        "unknown arguments: '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  foreach(label IN LISTS arg_LABELS)
    if(NOT label IN_LIST YANBI_TEST_LABELS)
      message(FATAL_ERROR "yanbi_add_test(${arg_NAME}): label '${label}' is none of "
                          "${YANBI_TEST_LABELS}")
    endif()
  endforeach()
  set(timeout_s 120)
  if("slow" IN_LIST arg_LABELS)
    set(timeout_s 1200)
  endif()

  set(target yanbi_test_${arg_NAME})
  add_executable(${target} ${arg_SOURCES})
  foreach(label IN LISTS arg_LABELS)
    if(label IN_LIST YANBI_TESTS_LEFT_OUT)
      set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE yanbi_options ${arg_LIBS} GTest::gmock GTest::gtest_main
                                          rapidcheck rapidcheck_gtest)
  # Tests may use one name in two files; only the rooms are built in bundles.
  set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  # The rooms are optimised, and watched for undefined behaviour where the preset says so. Tests are
  # less optimised, since to build them takes longer than to run them, and under sanitizers not at all.
  target_compile_options(
    ${target} PRIVATE $<IF:$<CONFIG:Debug>,-O0,-O1>
                      $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=undefined>)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${target} PRIVATE YANBI_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(YANBI_TESTS_BY_PROGRAM)
    add_test(NAME ${arg_NAME}.All COMMAND ${target})
    # A program may hold hundreds of tests.
    set_tests_properties(${arg_NAME}.All PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 1200)
    return()
  endif()
  gtest_discover_tests(
    ${target}
    TEST_PREFIX "${arg_NAME}."
    DISCOVERY_MODE PRE_TEST
    DISCOVERY_TIMEOUT 60
    TEST_LIST ${target}_tests)
  # gtest_discover_tests' own PROPERTIES cannot carry a list, and a test may have two labels.
  set(properties_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_properties.cmake")
  file(
    CONFIGURE
    OUTPUT "${properties_file}"
    CONTENT
      [[foreach(test IN LISTS @target@_tests)
  set_tests_properties("${test}" PROPERTIES LABELS "@arg_LABELS@" TIMEOUT @timeout_s@)
endforeach()
]]
    @ONLY)
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${properties_file}")
endfunction()
