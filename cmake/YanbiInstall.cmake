# SPDX-License-Identifier: Apache-2.0
# Makes find_package(yanbi) work after `cmake --install`. Rooms register themselves.

include(CMakePackageConfigHelpers)

set(YANBI_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/yanbi")

install(EXPORT yanbiTargets NAMESPACE yanbi:: DESTINATION "${YANBI_CMAKE_DIR}")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/yanbiConfig.cmake.in" "${PROJECT_BINARY_DIR}/yanbiConfig.cmake"
  INSTALL_DESTINATION "${YANBI_CMAKE_DIR}" NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/yanbiConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/yanbiConfig.cmake"
              "${PROJECT_BINARY_DIR}/yanbiConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/YanbiImportDependencies.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/YanbiPlainDependencies.cmake" DESTINATION "${YANBI_CMAKE_DIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
