// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/parameters.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "sim/scenario/reader.hpp"
#include "sim/scenario/reference.hpp"

namespace yanbi {
namespace {

const std::filesystem::path kReadme =
    std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "README.md";
constexpr const char* kBegin = "<!-- keys: begin -->\n";
constexpr const char* kEnd = "<!-- keys: end -->\n";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

bool needs_range(ParameterKind kind) {
  return kind == ParameterKind::kWhole || kind == ParameterKind::kNumber ||
         kind == ParameterKind::kDuration || kind == ParameterKind::kDurations;
}

TEST(Parameters, EveryKeyIsListedOnce) {
  std::set<std::string_view> seen;
  for (const Parameter& parameter : parameters()) {
    EXPECT_TRUE(seen.insert(parameter.key).second) << parameter.key;
  }
}

TEST(Parameters, EveryNumberHasARangeAndASource) {
  for (const Parameter& parameter : parameters()) {
    EXPECT_FALSE(parameter.meaning.empty()) << parameter.key;
    if (needs_range(parameter.kind)) {
      EXPECT_LT(parameter.least, parameter.most) << parameter.key;
      if (!parameter.key.starts_with("output.")) {
        EXPECT_FALSE(parameter.source.empty()) << parameter.key;
      }
    }
  }
}

TEST(Parameters, PrintedDefaultsReadBackAsTheDefaults) {
  const std::filesystem::path path =
      std::filesystem::path(::testing::TempDir()) / "printed_defaults.toml";
  std::ofstream(path) << "name = \"n\"\ncity = \"c\"\nlayout = \"l\"\npopulation = \"p\"\n"
                      << default_scenario_text();
  const Scenario read = read_scenario(path);
  const Scenario expected = default_scenario();
  EXPECT_EQ(read.run, expected.run);
  EXPECT_EQ(read.alarm, expected.alarm);
  EXPECT_EQ(read.warning, expected.warning);
  EXPECT_EQ(read.response, expected.response);
  EXPECT_EQ(read.walking, expected.walking);
  EXPECT_EQ(read.people, expected.people);
  EXPECT_EQ(read.entrance, expected.entrance);
  EXPECT_EQ(read.plan, expected.plan);
  EXPECT_EQ(read.redirection, expected.redirection);
  EXPECT_EQ(read.output, expected.output);
  std::filesystem::remove(path);
}

TEST(Parameters, ReadmeGivesTheTableAsItIs) {
  std::string readme = text_of(kReadme);
  const std::size_t begin = readme.find(kBegin);
  const std::size_t end = readme.find(kEnd);
  ASSERT_NE(begin, std::string::npos) << kReadme << " has no line " << kBegin;
  ASSERT_NE(end, std::string::npos) << kReadme << " has no line " << kEnd;
  const std::size_t from = begin + std::string(kBegin).size();
  const std::string expected = "\n" + key_reference() + "\n";
  if (std::getenv("YANBI_UPDATE_EXPECTED") != nullptr) {
    readme.replace(from, end - from, expected);
    std::ofstream(kReadme) << readme;
    GTEST_SKIP() << "wrote " << kReadme;
  }
  EXPECT_EQ(readme.substr(from, end - from), expected)
      << "run this test with YANBI_UPDATE_EXPECTED=1 to write the table anew";
}

}  // namespace
}  // namespace yanbi
