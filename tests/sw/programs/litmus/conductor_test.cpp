// SPDX-License-Identifier: Apache-2.0
// How a test's steps are led, and what is said when one does not hold. Each runs under several
// schedules of the fake OS: the result must be the same.
#include "programs/litmus/conductor.h"

#include <gtest/gtest.h>

#include "fake_os.h"
#include "programs/litmus/parser.h"
#include "result_text.h"

namespace cowmmu::litmus {
namespace {

// Line 1 is the test's name, so the first of `lines` is line 2.
std::string result_of(const std::string& lines) {
  const LitmusTest test = parse_litmus("t", "test t\n" + lines).at(0);
  const std::string first = shown(FakeOs(test, 1).run());
  for (uint64_t seed = 2; seed <= 6; ++seed) {
    EXPECT_EQ(shown(FakeOs(test, seed).run()), first) << "seed " << seed;
  }
  return first;
}

const std::string kMapTwo = "init: map A pages=2\n";  // line 2

TEST(LitmusConductor, a_read_that_differs_fails_at_its_line) {
  EXPECT_EQ(result_of(kMapTwo + "init: write A.0 = 1\ninit: read A.0 == 2"),
            "line 4: expected A.0 == 2, got 1");
  EXPECT_EQ(result_of(kMapTwo + "init: write A.0+8 = 1\ninit: read A.0+8 in {2, 3}"),
            "line 4: expected A.0+8 in {2, 3}, got 1");
}

TEST(LitmusConductor, a_range_read_names_the_page_that_differs) {
  EXPECT_EQ(result_of(kMapTwo + "init: write A.0 = 5\ninit: read A.0-1 == 5"),
            "line 4: expected A.1 == 5, got 0");
}

TEST(LitmusConductor, the_rest_of_a_failed_test_is_skipped) {
  EXPECT_EQ(result_of(kMapTwo + "init: read A.0 == 1\ninit: read A.0 == 2\nexpect copies == 9"),
            "line 3: expected A.0 == 1, got 0");
}

TEST(LitmusConductor, an_unexpected_kill_fails_at_its_line) {
  EXPECT_EQ(result_of(kMapTwo + "init: unmap A\ninit: read A.0"),
            "line 4: expected done, got segv");
  EXPECT_EQ(result_of("frames 0\n" + kMapTwo + "init: write A.0 = 1"),
            "line 4: expected done, got nomem");
}

TEST(LitmusConductor, an_expected_kill_must_happen_and_be_the_right_one) {
  EXPECT_EQ(result_of(kMapTwo + "init: read A.0 -> segv"), "line 3: expected segv, got done");
  EXPECT_EQ(result_of(kMapTwo + "init: unmap A\ninit: read A.0 -> nomem"),
            "line 4: expected nomem, got segv");
}

TEST(LitmusConductor, errors_of_calls_are_outcomes) {
  EXPECT_EQ(result_of("leave 0\ninit: fork c"), "line 3: expected done, got nomem");
  EXPECT_EQ(result_of("init: fork c -> nomem"), "line 2: expected nomem, got done");
  EXPECT_EQ(result_of("init: map A pages=17592186044416"), "line 2: expected done, got nomem");
  EXPECT_EQ(result_of("init: map A pages=1 prot=r\ninit: pin A.0"),
            "line 3: expected done, got a bad address (EFAULT)");
}

TEST(LitmusConductor, a_line_of_a_dead_process_fails) {
  EXPECT_EQ(result_of("init: fork c\nc: exit\nc: yield"),
            "line 4: expected c running, got c exited in line 3");
  EXPECT_EQ(result_of(kMapTwo + "init: unmap A\ninit: fork c\nc: read A.0 -> segv\nc: yield"),
            "line 6: expected c running, got c killed (segv) in line 5");
  EXPECT_EQ(result_of("init: thread t\ninit: exit\nt: yield"),
            "line 4: expected t running, got t exited");
}

TEST(LitmusConductor, a_line_of_an_ended_thread_fails_but_not_its_processs) {
  EXPECT_EQ(result_of("init: thread t\nt: exit\ninit: yield"), "ok");
  EXPECT_EQ(result_of("init: thread t\nt: exit\nt: yield"),
            "line 4: expected t running, got t exited in line 3");
}

TEST(LitmusConductor, exec_ends_the_other_threads) {
  EXPECT_EQ(result_of("init: thread t\ninit: exec\nt: yield"),
            "line 4: expected t running, got t exited");
  EXPECT_EQ(result_of(kMapTwo + "init: pin A.0\ninit: exec\ninit: peek A.0 == 0"),
            "line 5: expected a pin on A.0, got none");
}

TEST(LitmusConductor, a_wait_that_would_never_end_fails) {
  EXPECT_EQ(result_of("init: fork c\ninit: wait c"),
            "line 3: expected c ended, got c running: the wait would never end");
  EXPECT_EQ(result_of("init: fork c\npar {\ninit: wait c\nc: yield\n}"),
            "line 4: expected the line to complete, got a wait that never ends");
}

TEST(LitmusConductor, a_wait_for_somebody_elses_child_fails) {
  EXPECT_EQ(result_of("init: fork c\nc: fork g\ng: exit\ninit: wait g"),
            "line 5: expected done, got no such child (ECHILD)");
}

TEST(LitmusConductor, expectations_say_what_they_found) {
  EXPECT_EQ(result_of(kMapTwo + "init: write A.0-1 = 1\nexpect frames < 2"),
            "line 4: expected frames < 2, got 2");
  EXPECT_EQ(result_of(kMapTwo + "init: write A.0 = 1\nexpect refs init:A.0 == 2"),
            "line 4: expected refs init:A.0 == 2, got 1");
  EXPECT_EQ(result_of(kMapTwo + "expect differ init:A.0 init:A.1"),
            "line 3: expected differ init:A.0 init:A.1, got the zero page and the zero page");
}

TEST(LitmusConductor, refs_of_an_untouched_page_are_an_error) {
  EXPECT_EQ(result_of(kMapTwo + "expect refs init:A.0 >= 0"),
            "line 3: expected refs init:A.0 >= 0, got the zero page");
}

TEST(LitmusConductor, pages_without_a_mapping_are_neither_same_nor_different) {
  const std::string unmapped = kMapTwo + "init: unmap A\n";
  EXPECT_EQ(result_of(unmapped + "expect same init:A.0 init:A.1"),
            "line 4: expected same init:A.0 init:A.1, got no mapping and no mapping");
  EXPECT_EQ(result_of(kMapTwo + "init: fork c\nc: exit\nexpect differ init:A.0 c:A.0"),
            "line 5: expected differ init:A.0 c:A.0, got the zero page and no mapping");
}

TEST(LitmusConductor, named_reads_are_compared_together) {
  const std::string reads =
      kMapTwo + "init: write A.1 = 7\ninit: R := read A.0\ninit: Q := read A.1\n";
  EXPECT_EQ(result_of(reads + "expect (R == 0 and Q == 7)"), "ok");
  EXPECT_EQ(result_of(reads + "expect not (R == 1 and Q == 7)"), "ok");
  EXPECT_EQ(result_of(reads + "expect not (R == 0 and Q > 6)"),
            "line 6: expected not (R == 0 and Q > 6), got R == 0 and Q == 7");
}

TEST(LitmusConductor, peek_needs_a_pin) {
  EXPECT_EQ(result_of(kMapTwo + "init: peek A.0 == 0"), "line 3: expected a pin on A.0, got none");
  EXPECT_EQ(result_of(kMapTwo + "init: pin A.0\ninit: unpin A.0\ninit: unpin A.0"),
            "line 5: expected a pin on A.0, got none");
  EXPECT_EQ(result_of(kMapTwo + "init: pin A.0\ninit: write A.0 = 3\ninit: peek A.0 == 4"),
            "line 5: expected A.0 == 4 through its pin, got 3");
}

TEST(LitmusConductor, lines_of_one_actor_keep_their_order_in_par) {
  EXPECT_EQ(result_of(kMapTwo + "init: thread t\npar {\ninit: write A.0 = 1\nt: write A.1 = 1\n"
                                "init: write A.0 = 2\nt: write A.1 = 2\n}\n"
                                "init: read A.0 == 2\nt: read A.1 == 2"),
            "ok");
}

TEST(LitmusConductor, a_failure_in_par_ends_the_test_after_the_block) {
  EXPECT_EQ(result_of(kMapTwo + "init: thread t\npar {\ninit: read A.0 == 1\nt: read A.1 == 0\n}\n"
                                "init: read A.1 == 5"),
            "line 5: expected A.0 == 1, got 0");
}

TEST(LitmusConductor, a_process_killed_in_par_may_not_have_lines_left) {
  EXPECT_EQ(result_of(kMapTwo + "init: fork c\nc: unmap A\npar {\nc: read A.0 -> segv\nc: yield\n"
                                "init: yield\n}"),
            "line 7: expected c running, got c killed (segv) in line 6");
}

TEST(LitmusConductor, everybody_may_end_in_a_par_block) {
  EXPECT_EQ(result_of("init: fork c\npar {\ninit: exit\nc: exit\n}\nat-end: expect frames == 0"),
            "ok");
}

TEST(LitmusConductor, children_made_in_par_do_their_lines_of_the_block) {
  EXPECT_EQ(result_of(kMapTwo + "init: write A.0 = 1\npar {\ninit: fork c\nc: write A.0 = 2\n"
                                "c: thread t\nt: write A.1 = 3\ninit: write A.0 = 4\n}\n"
                                "c: read A.0 == 2\nc: read A.1 == 3\ninit: read A.0 == 4"),
            "ok");
}

TEST(LitmusConductor, a_vfork_that_ends_a_par_block_lets_the_script_go_on) {
  EXPECT_EQ(result_of(kMapTwo + "par {\ninit: vfork c\n}\nc: write A.0 = 1\nc: exit\n"
                                "init: read A.0 == 1"),
            "ok");
}

TEST(LitmusConductor, at_end_is_judged_when_nobody_is_left) {
  EXPECT_EQ(result_of(kMapTwo + "at-end: expect frames == 1\ninit: write A.0 = 1"),
            "line 3: expected frames == 1, got 0");
}

TEST(LitmusConductor, remaining_processes_are_ended_at_the_end) {
  const LitmusTest test =
      parse_litmus("t", "test t\ninit: fork c\nc: thread t\nc: fork g\ninit: vfork d").at(0);
  FakeOs os(test, 1);
  EXPECT_EQ(shown(os.run()), "ok");
  EXPECT_EQ(os.live_processes(), 0u);
}

}  // namespace
}  // namespace cowmmu::litmus
