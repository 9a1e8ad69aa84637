// SPDX-License-Identifier: Apache-2.0
#include "input/utf8.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

TEST(Utf8, what_is_valid_stays) {
  for (const char* text : {"", "a/b.toml", "caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x90\x84"})
    EXPECT_EQ(valid_utf8(text), text);
}

TEST(Utf8, each_other_byte_is_a_replacement_character) {
  EXPECT_EQ(valid_utf8("caf\xE9"), "caf\xEF\xBF\xBD");
  EXPECT_EQ(valid_utf8("\xE9/x"), "\xEF\xBF\xBD/x");
  EXPECT_EQ(valid_utf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // an overlong slash
  EXPECT_EQ(valid_utf8("\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // cut off
}

}  // namespace
}  // namespace cowmmu
