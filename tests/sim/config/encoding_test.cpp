// SPDX-License-Identifier: Apache-2.0
#include "sim/config/encoding.hpp"

#include <gtest/gtest.h>

#include <string>

namespace yanbi {
namespace {

TEST(Encoding, ByteOrderMarkIsTakenOff) {
  EXPECT_EQ(without_bom("\xEF\xBB\xBFname"), "name");
  EXPECT_EQ(without_bom("name"), "name");
}

TEST(Encoding, WellFormedUtf8OfEveryLengthIsAccepted) {
  EXPECT_FALSE(first_invalid_utf8("a \xC3\xA6 \xE6\x8E\xA9 \xF0\xA0\x80\x80").has_value());
}

TEST(Encoding, FirstByteThatIsNotUtf8IsFound) {
  EXPECT_EQ(first_invalid_utf8("ab\xB0\xA1"), 2U);             // GB2312
  EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0U);               // overlong
  EXPECT_EQ(first_invalid_utf8("x\xED\xA0\x80"), 1U);          // surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);       // beyond U+10FFFF
  EXPECT_EQ(first_invalid_utf8(std::string("\xE6\x8E")), 0U);  // cut off
}

TEST(Encoding, ABadByteIsFoundWhereverItStands) {
  for (std::size_t before = 0; before < 40; ++before) {
    for (const std::size_t after : {0U, 1U, 30U}) {
      const std::string text = std::string(before, 'a') + "\xC0" + std::string(after, 'z');
      EXPECT_EQ(first_invalid_utf8(text), before);
      const std::string good = std::string(before, 'a') + "\xE6\x8E\xA9" + std::string(after, 'z');
      EXPECT_FALSE(first_invalid_utf8(good).has_value());
    }
  }
}

TEST(Encoding, Gb18030IsRecognizedByItsSequences) {
  EXPECT_TRUE(looks_like_gb18030("\xD1\xDA\xB1\xCE"));  // two bytes each
  EXPECT_TRUE(looks_like_gb18030("\x81\x30\x84\x36 four bytes"));
  EXPECT_FALSE(looks_like_gb18030("plain"));
  EXPECT_FALSE(looks_like_gb18030("caf\xE9"));  // Latin-1, cut off
}

}  // namespace
}  // namespace yanbi
