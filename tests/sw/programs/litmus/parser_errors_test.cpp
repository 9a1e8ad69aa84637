// SPDX-License-Identifier: Apache-2.0
// Every class of bad line: where the error points and what it says.
#include <gtest/gtest.h>

#include <ostream>

#include "programs/litmus/parser.h"

namespace cowmmu::litmus {
namespace {

struct BadLine {
  const char* name;
  const char* text;  // a file
  uint32_t line, column;
  const char* says;  // a part of the message
};
std::ostream& operator<<(std::ostream& os, const BadLine& bad) { return os << bad.name; }

std::string name_of(const testing::TestParamInfo<BadLine>& info) { return info.param.name; }

class LitmusBadLine : public testing::TestWithParam<BadLine> {};

TEST_P(LitmusBadLine, is_refused_where_it_stands) {
  const BadLine& bad = GetParam();
  try {
    parse_litmus("x.litmus", bad.text);
    FAIL() << "was accepted";
  } catch (const LitmusError& error) {
    EXPECT_EQ(error.at().line, bad.line) << error.what();
    EXPECT_EQ(error.at().column, bad.column) << error.what();
    EXPECT_NE(std::string(error.what()).find(bad.says), std::string::npos) << error.what();
    const std::string where =
        "x.litmus:" + std::to_string(bad.line) + ":" + std::to_string(bad.column) + ": ";
    EXPECT_EQ(std::string(error.what()).rfind(where, 0), 0u) << error.what();
  }
}

#define MAP_A "test t\ninit: map A pages=2\n"
#define FORK_C MAP_A "init: fork c\n"

const BadLine kForm[] = {
    {"text_before_test", "\ninit: exit\n", 2, 1, "found 'init', allowed: 'test NAME'"},
    {"unknown_keyword", "test t\nexpekt copies == 1", 2, 1, "did you mean expect?"},
    {"unknown_operation", "test t\ninit: wrte A.0 = 1", 2, 7, "did you mean write?"},
    {"no_operation", "test t\ninit:", 2, 6, "found the end of the line"},
    {"punctuation_for_operation", "test t\ninit: + 3", 2, 7, "found '+', allowed: map, unmap"},
    {"unknown_process", "test t\nnit: exit", 2, 1, "did you mean init?"},
    {"process_before_its_fork", "test t\nc: exit\ninit: fork c", 2, 1, "unknown process"},
    {"child_of_a_failed_fork", "test t\ninit: fork c -> nomem\nc: exit", 3, 1, "unknown process"},
    {"text_after_line", "test t\ninit: exit now", 2, 12, "found 'now', allowed: the end"},
    {"strange_character", MAP_A "init: write A.0 ? 1", 3, 17, "found '?'"},
    {"strange_byte", MAP_A "init: write A.0 \xff 1", 3, 17, "byte 0xff"},
    {"test_without_name", "test  # nothing", 1, 7, "the test's name"},
    {"test_with_two_names", "test a b", 1, 6, "without blanks"},
    {"duplicate_test", "test a\ntest b\ntest a", 3, 6, "stands in line 1"},
    {"setting_after_line", MAP_A "harts 2", 3, 1, "before the first line"},
    {"no_harts", "test t\nharts 0", 2, 7, "allowed: 1 to 64"},
    {"too_many_harts", "test t\nharts 65", 2, 7, "allowed: 1 to 64"},
    {"set_without_value", "test t\nset os.fork", 2, 5, "KEY=VALUE"},
    {"frames_without_number", "test t\nframes few", 2, 8, "a number of frames"},
};
INSTANTIATE_TEST_SUITE_P(Form, LitmusBadLine, testing::ValuesIn(kForm), name_of);

const BadLine kPages[] = {
    {"page_beyond", MAP_A "init: write A.2 = 1", 3, 13, "found page 2 of A, allowed: 0 to 1"},
    {"range_beyond", MAP_A "init: read A.0-2 == 1", 3, 12, "found page 2 of A"},
    {"range_backwards", MAP_A "init: read A.1-0", 3, 16, "allowed: 1 or more"},
    {"offset_no_multiple_of_8", MAP_A "init: write A.0+4 = 1", 3, 17, "multiples of 8 below 4096"},
    {"offset_beyond_page", MAP_A "init: write A.0+4096 = 1", 3, 17, "multiples of 8 below 4096"},
    {"value_over_64_bits", MAP_A "init: write A.0 = 18446744073709551616", 3, 19, "2^64-1"},
    {"malformed_number", MAP_A "init: write A.0 = 12ab", 3, 19, "found '12ab'"},
    {"malformed_hex", MAP_A "init: write A.0 = 0x", 3, 19, "found '0x'"},
    {"negative_value", MAP_A "init: write A.0 = -1", 3, 19, "found '-', allowed: a value"},
    {"no_value", MAP_A "init: write A.0", 3, 16, "allowed: '='"},
    {"comparison_for_assignment", MAP_A "init: write A.0 == 1", 3, 17, "found '==', allowed: '='"},
    {"write_to_whole_name", MAP_A "init: write A = 1", 3, 15, "found '=', allowed: '.'"},
    {"fetch_with_offset", MAP_A "init: fetch A.0+8", 3, 16, "found '+'"},
    {"unknown_mapping", MAP_A "init: read B.0", 3, 12, "unknown mapping: found 'B'"},
    {"empty_set", MAP_A "init: read A.0 in {}", 3, 20, "found '}'"},
    {"half_comparison", MAP_A "init: read A.0 ==", 3, 18, "found the end of the line"},
    {"no_pages", "test t\ninit: map A pages=0", 2, 19, "found 0 pages"},
    {"pages_beyond_any_user_half", "test t\ninit: map A pages=17592186044417", 2, 19, "allowed: 1"},
    {"map_without_pages", "test t\ninit: map A prot=r", 2, 13, "found 'prot', allowed: pages"},
    {"map_bad_option", "test t\ninit: map A pages=1 sharde", 2, 21, "did you mean shared?"},
    {"map_bad_prot", "test t\ninit: map A pages=1 prot=w", 2, 26, "allowed: r, rw, rx"},
    {"map_bad_kind", "test t\ninit: map A pages=1 kind=pipe", 2, 26, "allowed: file"},
    {"map_twice", MAP_A "init: map A pages=2", 3, 1, "second mapping 'A'"},
    {"protect_bad", MAP_A "init: protect A rwx", 3, 17, "allowed: none, r, rw, rx"},
    {"remap_unmapped", MAP_A "init: unmap A\ninit: remap A pages=3", 4, 13, "that is mapped"},
    {"brk_without_sign", "test t\ninit: brk 3", 2, 11, "+N or -N"},
    {"brk_below_start", "test t\ninit: brk +1\ninit: brk -2", 3, 1, "found brk -2"},
    {"pin_bad_kind", MAP_A "init: pin A.0 w", 3, 15, "allowed: rw, r, get"},
    {"peek_without_condition", MAP_A "init: pin A.0\ninit: peek A.0", 4, 15, "== != <"},
};
INSTANTIATE_TEST_SUITE_P(Pages, LitmusBadLine, testing::ValuesIn(kPages), name_of);

const BadLine kProcesses[] = {
    {"hart_beyond", "test t\ninit@2: exit", 2, 6, "found hart 2, allowed: 0 to 1"},
    {"migrate_beyond", "test t\nharts 1\ninit: migrate 1", 3, 15, "allowed: 0 to 0"},
    {"name_taken", FORK_C "init: thread c", 4, 1, "second 'c'"},
    {"wait_for_thread", "test t\ninit: thread t\ninit: wait t", 3, 12, "not a thread"},
    {"wait_for_itself", "test t\ninit: wait init", 2, 12, "another process"},
    {"wait_for_unknown", "test t\ninit: wait c", 2, 12, "unknown process"},
    {"parent_of_running_vfork", "test t\ninit: vfork c\ninit: yield", 3, 1, "vforked child c"},
    {"outcome_of_exit", "test t\ninit: exit -> segv", 2, 12, "exit has no other outcome"},
    {"fork_to_segv", "test t\ninit: fork c -> segv", 2, 17, "found 'segv', allowed: nomem"},
    {"unknown_outcome", MAP_A "init: read A.0 -> segf", 3, 19, "did you mean segv?"},
    {"nested_par", "test t\npar {\npar {", 3, 1, "within par"},
    {"open_par_at_end", "test t\npar {\ninit: exit", 2, 1, "without its }"},
    {"open_par_at_next_test", "test t\npar {\ninit: exit\ntest u", 2, 1, "without its }"},
    {"par_without_brace", "test t\npar\n", 2, 4, "allowed: '{'"},
    {"text_after_brace", "test t\npar { init: exit }", 2, 7, "found 'init'"},
    {"brace_without_par", "test t\n}", 2, 1, "after a 'par {' only"},
    {"expect_in_par", "test t\npar {\nexpect copies == 1\n}", 3, 1, "within par"},
    {"leave_in_par", "test t\npar {\nleave 3\n}", 3, 1, "within par"},
    {"register_twice_in_par", FORK_C "par {\ninit: R := read A.0\nc: R := read A.0\n}", 6, 4,
     "second 'R :='"},
    {"assign_a_write", MAP_A "init: R := write A.0 = 1", 3, 12, "found 'write', allowed: read"},
    {"assign_a_range", MAP_A "init: R := read A.0-1", 3, 20, "found '-'"},
};
INSTANTIATE_TEST_SUITE_P(Processes, LitmusBadLine, testing::ValuesIn(kProcesses), name_of);

const BadLine kExpectations[] = {
    {"unknown_counter", "test t\nexpect copys == 1", 2, 8, "did you mean copies?"},
    {"no_comparison", "test t\nexpect copies 1", 2, 15, "== != <"},
    {"refs_without_process", MAP_A "expect refs A.0 == 1", 3, 14, "allowed: ':'"},
    {"refs_with_offset", MAP_A "expect refs init:A.0+8 == 1", 3, 21, "found '+'"},
    {"refs_beyond", MAP_A "expect refs init:A.2 == 1", 3, 18, "found page 2"},
    {"same_with_one_page", MAP_A "expect same init:A.0", 3, 21, "a process's name"},
    {"unknown_register", MAP_A "init: R1 := read A.0\nexpect (R2 == 1)", 4, 9, "did you mean R1?"},
    {"open_parenthesis", MAP_A "init: R := read A.0\nexpect (R == 1", 4, 15, "'and' or ')'"},
    {"not_without_parenthesis", "test t\nexpect not copies == 1", 2, 12, "allowed: '('"},
    {"at_end_without_expect", "test t\nat-end: init: exit", 2, 9, "allowed: expect"},
};
INSTANTIATE_TEST_SUITE_P(Expectations, LitmusBadLine, testing::ValuesIn(kExpectations), name_of);

TEST(LitmusParserErrors, a_word_far_from_every_known_one_gets_no_suggestion) {
  try {
    parse_litmus("x", "test t\ninit: frobnicate A");
    FAIL() << "was accepted";
  } catch (const LitmusError& error) {
    EXPECT_EQ(std::string(error.what()).find("did you mean"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace cowmmu::litmus
