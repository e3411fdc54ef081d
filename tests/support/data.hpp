// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where tests find real cities that are not part of the project, and how they say that they are
// skipped without them.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace yanbi::test {

/// The folder of development data: $YANBI_DATA, or shared/data beside the checkout.
inline std::filesystem::path data_folder() {
  if (const char* given = std::getenv("YANBI_DATA")) {
    return given;
  }
  return std::filesystem::path(YANBI_SOURCE_DIR).parent_path() / "shared" / "data";
}

}  // namespace yanbi::test

/// Skips the test, saying so, when the folder `name` of the development data is absent.
#define YANBI_NEEDS_DATA(name)                                                                \
  if (!std::filesystem::is_directory(::yanbi::test::data_folder() / (name))) {                \
    GTEST_SKIP() << "skipped: there is no folder " << (::yanbi::test::data_folder() / (name)) \
                 << "; set YANBI_DATA to the "                                                \
                 << "folder that holds '" << (name) << "' to run this test";                  \
  }
