# SPDX-License-Identifier: Apache-2.0
# Makes the library of one room, or a program on top of the rooms. The caller lists every file.

# yanbi_room(NAME <name>            -> target yanbi_<name>, or yanbi when NAME is "yanbi"
#            SOURCES <file>...      compiled files (may be absent: a room of headers only)
#            HEADERS <file>...      installed, and each compiled alone with YANBI_CHECK_HEADERS
#            LINKS <target>...      what the headers need: other rooms, libraries they include
#            PRIVATE_LINKS <target>...  what only the sources need)
function(yanbi_room)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;HEADERS;LINKS;PRIVATE_LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "yanbi_room(${arg_NAME}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_NAME STREQUAL "yanbi")
    set(target yanbi)
    set(export_name yanbi)
  else()
    set(target yanbi_${arg_NAME})
    set(export_name ${arg_NAME})
  endif()

  if(arg_SOURCES)
    set(scope PUBLIC)
    add_library(${target} STATIC ${arg_SOURCES} ${arg_HEADERS})
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:yanbi_options> ${arg_PRIVATE_LINKS})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE ${arg_HEADERS})
  endif()
  add_library(yanbi::${export_name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${export_name})
  target_compile_features(${target} ${scope} cxx_std_20)
  target_compile_options(${target} ${scope} ${YANBI_FLOATING_POINT_OPTIONS})
  # A header's inline code must assert exactly as the library it came with does.
  if(YANBI_ENABLE_ASSERTS)
    target_compile_definitions(${target} ${scope} YANBI_ENABLE_ASSERTS)
  endif()
  target_include_directories(
    ${target} ${scope} "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/yanbi>")
  target_link_libraries(${target} ${scope} ${arg_LINKS})

  install(TARGETS ${target} EXPORT yanbiTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  foreach(header IN LISTS arg_HEADERS)
    cmake_path(ABSOLUTE_PATH header NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
    cmake_path(GET path PARENT_PATH folder)
    install(FILES "${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/yanbi/${folder}")
  endforeach()

  if(YANBI_CHECK_HEADERS)
    yanbi_check_headers_alone(${target} ${arg_HEADERS})
  endif()
endfunction()

# Compiles each header as the only content of a file, twice in a row, with nothing but what the
# room's users get: a missing include, a missing guard or a private link in a header fails the
# build of the target "all". Left out are those with a source of the same name, which includes its
# header before anything else (scripts/format keeps it there) and so compiles it alone, too.
function(yanbi_check_headers_alone target)
  set(units "")
  foreach(header IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH header NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
    string(REGEX REPLACE "\\.hpp$" ".cpp" source "${PROJECT_SOURCE_DIR}/${path}")
    if(EXISTS "${source}")
      continue()
    endif()
    set(unit "${PROJECT_BINARY_DIR}/headers_alone/${path}.cpp")
    file(CONFIGURE OUTPUT "${unit}" CONTENT "#include \"@path@\"\n#include \"@path@\"\n" @ONLY)
    list(APPEND units "${unit}")
  endforeach()
  if(units)
    add_library(${target}_headers_alone OBJECT ${units})
    target_link_libraries(${target}_headers_alone PRIVATE yanbi_options ${target})
    target_compile_options(${target}_headers_alone PRIVATE -O0 -g0)
  endif()
endfunction()

# yanbi_program(NAME <name> OUTPUT_NAME <file name> SOURCES <file>... LINKS <target>...)
# makes the target yanbi_<name>; the program lands in <build>/bin.
function(yanbi_program)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;OUTPUT_NAME" "SOURCES;HEADERS;LINKS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "yanbi_program(${arg_NAME}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set(target yanbi_${arg_NAME})
  add_executable(${target} ${arg_SOURCES} ${arg_HEADERS})
  set_target_properties(
    ${target} PROPERTIES OUTPUT_NAME "${arg_OUTPUT_NAME}" RUNTIME_OUTPUT_DIRECTORY
                                                          "${PROJECT_BINARY_DIR}/bin")
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE yanbi_options ${arg_LINKS})
  install(TARGETS ${target} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endfunction()
