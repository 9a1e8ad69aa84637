// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "walk/walk_file.h"

namespace cowmmu {
namespace {

const std::string kMem = "mem 0x1000 0x1000\n";

std::string error_of(const std::string& text) {
  try {
    parse_walk_file(text, "t.in");
  } catch (const WalkFileError& e) {
    return e.what();
  }
  return "no error";
}

struct BadLine {
  const char* claim;
  std::string text, error;
};
void PrintTo(const BadLine& p, std::ostream* out) { *out << p.claim; }

class Bad : public testing::TestWithParam<BadLine> {};

TEST_P(Bad, is_refused_with_line_and_column) {
  EXPECT_EQ(error_of(GetParam().text), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Bad,
    testing::Values(
        BadLine{"unknown_command", "# one\nw46 0 0",
                "t.in:2:1: command is 'w46', expected one of mem, w64, r64, satp, adue, x (did you "
                "mean w64?)"},
        BadLine{"missing_field", "mem 0x1000", "t.in:1:11: SIZE is missing"},
        BadLine{"missing_field_before_comment", "adue # on", "t.in:1:5: adue is missing"},
        BadLine{"extra_field", "mem 0x1000 0x1000 1", "t.in:1:19: '1' is one field too many"},
        BadLine{"no_number", "mem base 1",
                "t.in:1:5: BASE is 'base', expected a number as in C (10, 0x1f, 017)"},
        BadLine{"half_a_number", "mem 12k 1",
                "t.in:1:5: BASE is '12k', expected a number as in C (10, 0x1f, 017)"},
        BadLine{"bare_prefix", "mem 0x 1",
                "t.in:1:5: BASE is '0x', expected a number as in C (10, 0x1f, 017)"},
        BadLine{"no_octal_digit", "mem 08 1",
                "t.in:1:5: BASE is '08', expected a number as in C (10, 0x1f, 017)"},
        BadLine{"negative", "mem -1 1",
                "t.in:1:5: BASE is '-1', expected a number as in C (10, 0x1f, 017)"},
        BadLine{"too_large", "mem 0x10000000000000000 1",
                "t.in:1:5: BASE 0x10000000000000000 does not fit in 64 bits"},
        BadLine{"empty_memory", "mem 0 0", "t.in:1:7: SIZE is 0"},
        BadLine{"base_beyond_physical_space", "mem 0x100000000000000 1",
                "t.in:1:5: BASE lies beyond the 56 bits of physical memory"},
        BadLine{"size_beyond_physical_space", "mem 0x1000 0x100000000000000",
                "t.in:1:12: SIZE reaches beyond the 56 bits of physical memory"},
        BadLine{"second_memory", kMem + "mem 0 8",
                "t.in:2:1: mem is given already; one range is backed"},
        BadLine{"store_without_memory", "w64 0 0",
                "t.in:1:5: no memory yet: mem BASE SIZE comes first"},
        BadLine{"store_outside", kMem + "w64 0x2000 0",
                "t.in:2:5: PA 0x2000 lies outside mem [0x1000, 0x2000)"},
        BadLine{"load_outside", kMem + "r64 0xff8",
                "t.in:2:5: PA 0xff8 lies outside mem [0x1000, 0x2000)"},
        BadLine{"partly_outside", "mem 0 12\nr64 8",
                "t.in:2:5: PA 0x8 lies outside mem [0x0, 0xc)"},
        BadLine{"misaligned", kMem + "w64 0x1004 0", "t.in:2:5: PA 0x1004 is not a multiple of 8"},
        BadLine{"unknown_mode", "satp 0x7000000000000000",
                "t.in:1:6: satp 0x7000000000000000 has MODE 7, expected 8 (Sv39), 9 (Sv48) or 10 "
                "(Sv57); or 0 in all fields"},
        BadLine{"reserved_bare", "satp 1",
                "t.in:1:6: satp 0x1 has MODE 0, expected 8 (Sv39), 9 (Sv48) or 10 (Sv57); or 0 in "
                "all fields"},
        BadLine{"adue_no_flag", "adue 2", "t.in:1:6: adue is '2', expected 0 or 1"},
        BadLine{"unknown_access", "x 0 rw u 0 0",
                "t.in:1:5: access is 'rw', expected one of r, w, x (did you mean r?)"},
        BadLine{"unknown_privilege", "x 0 r m 0 0",
                "t.in:1:7: privilege is 'm', expected one of u, s"},
        BadLine{"sum_no_flag", "x 0 r u yes 0", "t.in:1:9: SUM is 'yes', expected 0 or 1"},
        BadLine{"bytes_that_are_no_text", "x 0 r u 0 \xfe\x01",
                "t.in:1:11: MXR is '\\xfe\\x01', expected 0 or 1"},
        BadLine{"endless_field", "adue " + std::string(99, '1'),
                "t.in:1:6: adue is '" + std::string(40, '1') + "...', expected 0 or 1"},
        BadLine{"mxr_no_flag", "x 0 r u 0 x", "t.in:1:11: MXR is 'x', expected 0 or 1"}),
    [](const auto& bad) { return bad.param.claim; });

TEST(WalkFile, takes_numbers_as_in_c) {
  const WalkFile file = parse_walk_file("mem 4096 010000\nw64 0X1008 0xAbC\n", "t.in");
  EXPECT_EQ(file.memory.base, PhysAddr(4096));
  EXPECT_EQ(file.memory.bytes, 4096u);
  EXPECT_EQ(std::get<WriteCommand>(file.commands.at(0)).pa, PhysAddr(0x1008));
  EXPECT_EQ(std::get<WriteCommand>(file.commands.at(0)).value, 0xabcu);
}

TEST(WalkFile, ignores_comments_blank_lines_tabs_and_carriage_returns) {
  const WalkFile file = parse_walk_file("# all\r\n\n \t\n\tadue\t1 # on\r\nadue 0#off", "t.in");
  ASSERT_EQ(file.commands.size(), 2u);
  EXPECT_TRUE(std::get<AdueCommand>(file.commands[0]).on);
  EXPECT_FALSE(std::get<AdueCommand>(file.commands[1]).on);
}

}  // namespace
}  // namespace cowmmu
