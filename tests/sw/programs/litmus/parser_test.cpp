// SPDX-License-Identifier: Apache-2.0
// What the parser makes of good lines: every operation, outcome and expectation.
#include "programs/litmus/parser.h"

#include <gtest/gtest.h>

namespace cowmmu::litmus {
namespace {

LitmusTest parse_one(const std::string& lines) {
  auto tests = parse_litmus("t.litmus", "test t\n" + lines);
  return tests.at(0);
}

// The last line of the test, which must be an actor's and have this operation.
template <class Op>
Op last_op(const std::string& lines) {
  const LitmusTest test = parse_one(lines);
  return std::get<Op>(std::get<ActorLine>(test.steps.back()).op);
}
template <class Expect>
Expect last_expect(const std::string& lines) {
  return std::get<Expect>(std::get<Expectation>(parse_one(lines).steps.back()).what);
}

const std::string kMapFour = "init: map A pages=4\n";

TEST(LitmusParser, map_defaults_to_private_anonymous_rw) {
  const auto op = last_op<MapOp>("init: map A pages=3");
  EXPECT_EQ(op.name, "A");
  EXPECT_EQ(op.pages, 3u);
  EXPECT_EQ(op.prot, Prot::kRw);
  EXPECT_FALSE(op.shared || op.huge || op.file);
}

TEST(LitmusParser, map_options_stand_in_any_order) {
  const auto op = last_op<MapOp>("init: map A pages=0x10 kind=file shared prot=rx");
  EXPECT_EQ(op.pages, 16u);
  EXPECT_EQ(op.prot, Prot::kRx);
  EXPECT_TRUE(op.shared && op.file);
}

TEST(LitmusParser, pages_may_fill_the_user_half_at_no_cost) {
  const auto op = last_op<UnmapOp>("init: map A pages=0x7fffffff0\ninit: unmap A.1-0x7ffffffef");
  EXPECT_EQ(op.range.last, 0x7ffffffefu);
}

TEST(LitmusParser, unmap_and_dontneed_of_a_name_mean_all_its_pages) {
  const auto op = last_op<UnmapOp>(kMapFour + "init: unmap A");
  EXPECT_EQ(op.range.first, 0u);
  EXPECT_EQ(op.range.last, 3u);
  EXPECT_EQ(last_op<DontneedOp>(kMapFour + "init: dontneed A.1-2").range.last, 2u);
}

TEST(LitmusParser, protect_takes_a_range_and_a_protection) {
  const auto op = last_op<ProtectOp>(kMapFour + "init: protect A.2 none");
  EXPECT_EQ(op.range.first, 2u);
  EXPECT_EQ(op.prot, Prot::kNone);
  EXPECT_EQ(last_op<ProtectOp>(kMapFour + "init: protect A rx").prot, Prot::kRx);
}

TEST(LitmusParser, write_has_range_offset_and_value) {
  const auto op = last_op<WriteOp>(kMapFour + "init: write A.1-3+0xff8 = 18446744073709551615");
  EXPECT_EQ(op.range.first, 1u);
  EXPECT_EQ(op.range.last, 3u);
  EXPECT_EQ(op.range.offset, 0xff8u);
  EXPECT_EQ(op.value, ~0ULL);
}

TEST(LitmusParser, read_takes_any_comparison_or_none) {
  EXPECT_FALSE(last_op<ReadOp>(kMapFour + "init: read A.0").condition);
  const struct {
    const char* text;
    uint64_t yes, no;
  } cases[] = {{"== 5", 5, 6}, {"!= 5", 6, 5}, {"< 5", 4, 5},       {"<= 5", 5, 6},
               {"> 5", 6, 5},  {">= 5", 5, 4}, {"in {1, 2}", 2, 3}, {"in {9}", 9, 8}};
  for (const auto& c : cases) {
    const auto op = last_op<ReadOp>(kMapFour + "init: read A.0+8 " + c.text);
    ASSERT_TRUE(op.condition) << c.text;
    EXPECT_TRUE(op.condition->holds(c.yes)) << c.text;
    EXPECT_FALSE(op.condition->holds(c.no)) << c.text;
    EXPECT_EQ(op.condition->text(), c.text);
  }
}

TEST(LitmusParser, a_read_can_be_named_and_compared_later) {
  const LitmusTest test =
      parse_one(kMapFour +
                "init: thread t\npar {\ninit: R1 := read A.0\n"
                "t: R2 := read A.1+8\n}\nexpect not (R1 == 1 and R2 in {0, 2})");
  EXPECT_EQ(test.registers, (std::vector<std::string>{"R1", "R2"}));
  const auto& par = std::get<ParBlock>(test.steps.at(2));
  EXPECT_EQ(std::get<ReadOp>(par.lines.at(1).op).reg, RegisterId{1});
  const auto& expect = std::get<RegisterExpect>(std::get<Expectation>(test.steps.back()).what);
  EXPECT_TRUE(expect.negated);
  EXPECT_EQ(expect.terms.at(1).reg, 1u);
  EXPECT_EQ(expect.terms.at(1).condition.cmp, Cmp::kIn);
}

TEST(LitmusParser, fork_vfork_spawn_and_thread_make_actors) {
  const LitmusTest test =
      parse_one("init: fork a\na: thread t\nt: fork b\nb: vfork c\nc: exec\nc: spawn d\nd: exit");
  ASSERT_EQ(test.actors.size(), 6u);
  EXPECT_EQ(test.actors[2].name, "t");
  EXPECT_EQ(test.actors[2].process, 1u);
  EXPECT_EQ(test.actors[3].parent, 2u);
  EXPECT_EQ(test.actors[3].process, 3u);
  EXPECT_EQ(test.not_yet.at(0).name, "spawn");
}

TEST(LitmusParser, the_remaining_operations_parse) {
  EXPECT_EQ(last_op<FetchOp>(kMapFour + "init: fetch A.2").page.first, 2u);
  EXPECT_EQ(last_op<WaitOp>("init: fork c\nc: exit\ninit: wait c").child, 1u);
  EXPECT_EQ(last_op<BrkOp>("init: brk +3").pages, 3u);
  EXPECT_FALSE(last_op<BrkOp>("init: brk +3\ninit: brk -2").grow);
  const auto remap = last_op<RemapOp>(kMapFour + "init: remap A pages=6");
  EXPECT_EQ(remap.old_pages, 4u);
  EXPECT_NE(remap.from, remap.to);
  EXPECT_EQ(last_op<PinOp>(kMapFour + "init: pin A.0").kind, PinKind::kRw);
  EXPECT_EQ(last_op<PinOp>(kMapFour + "init: pin A.0 r").kind, PinKind::kR);
  EXPECT_EQ(last_op<PinOp>(kMapFour + "init: pin A.0 get").kind, PinKind::kGet);
  EXPECT_EQ(last_op<UnpinOp>(kMapFour + "init: unpin A.3").page.first, 3u);
  EXPECT_EQ(last_op<PeekOp>(kMapFour + "init: peek A.0+16 == 3").page.offset, 16u);
  EXPECT_EQ(last_op<PokeOp>(kMapFour + "init: poke A.0+16 = 3").value, 3u);
  EXPECT_EQ(last_op<KwriteOp>(kMapFour + "init: kwrite A.1 = 9").value, 9u);
  EXPECT_NO_THROW(last_op<YieldOp>("init: yield"));
  EXPECT_EQ(last_op<MigrateOp>("init: migrate 1").hart, 1u);
}

TEST(LitmusParser, outcomes_stand_after_accesses_and_calls_that_need_memory) {
  const auto outcome = [](const std::string& line) {
    return std::get<ActorLine>(parse_one(kMapFour + line).steps.back()).outcome;
  };
  EXPECT_EQ(outcome("init: write A.0 = 1 -> segv"), Outcome::kSegv);
  EXPECT_EQ(outcome("init: read A.0 -> nomem"), Outcome::kNomem);
  EXPECT_EQ(outcome("init: R := read A.0 -> segv"), Outcome::kSegv);
  EXPECT_EQ(outcome("init: fetch A.0 -> segv"), Outcome::kSegv);
  EXPECT_EQ(outcome("init: fork c -> nomem"), Outcome::kNomem);
  EXPECT_EQ(outcome("init: map B pages=2 shared -> nomem"), Outcome::kNomem);
  EXPECT_EQ(outcome("init: pin A.0 r -> nomem"), Outcome::kNomem);
  EXPECT_EQ(outcome("init: write A.0 = 1"), Outcome::kDone);
}

TEST(LitmusParser, settings_have_defaults_and_unquoted_values) {
  const LitmusTest bare = parse_one("init: exit");
  EXPECT_EQ(bare.harts, 2u);
  EXPECT_FALSE(bare.frames);
  const LitmusTest test = parse_one(
      "harts 4\nframes 10\nset os.fork = eager # why\n"
      "set hart.mlp=4\ninit: exit");
  EXPECT_EQ(test.harts, 4u);
  EXPECT_EQ(test.frames, 10u);
  ASSERT_EQ(test.settings.size(), 2u);
  EXPECT_EQ(test.settings[0].key, "os.fork");
  EXPECT_EQ(test.settings[0].value, "eager");
  EXPECT_EQ(test.settings[1].value, "4");
}

TEST(LitmusParser, every_counter_can_be_expected) {
  const char* counters[] = {"copies", "zero_fills", "reuses", "faults", "shootdowns", "forks",
                            "frames", "leaked",     "stale",  "cycles", "ipis"};
  for (size_t i = 0; i < std::size(counters); ++i) {
    const auto expect = last_expect<CounterExpect>(std::string("expect ") + counters[i] + " <= 7");
    EXPECT_EQ(static_cast<size_t>(expect.counter), i);
    EXPECT_EQ(expect.condition.text(), "<= 7");
  }
}

TEST(LitmusParser, refs_same_and_differ_name_a_page_of_a_process) {
  const std::string forked = kMapFour + "init: fork c\n";
  EXPECT_EQ(last_expect<RefsExpect>(forked + "expect refs c:A.2 == 1").page.actor, 1u);
  EXPECT_TRUE(last_expect<SameExpect>(forked + "expect same init:A.0 c:A.1").same);
  EXPECT_FALSE(last_expect<SameExpect>(forked + "expect differ init:A.0 c:A.1").same);
}

TEST(LitmusParser, at_end_expectations_stand_apart) {
  const LitmusTest test = parse_one("at-end: expect leaked == 0\ninit: exit");
  EXPECT_EQ(test.at_end.size(), 1u);
  EXPECT_EQ(test.steps.size(), 1u);
}

TEST(LitmusParser, placement_of_the_first_line_is_where_a_child_starts) {
  const LitmusTest test = parse_one("init: fork c\ninit: fork d\nc@1: yield\nd: yield\nd@1: yield");
  EXPECT_EQ(test.actors[1].hart, 1u);
  EXPECT_FALSE(test.actors[2].hart);
}

TEST(LitmusParser, features_that_come_later_parse) {
  EXPECT_EQ(parse_one("init: map A pages=512 huge").not_yet.at(0).name, "huge");
  EXPECT_EQ(parse_one("set os.cow.reuse=mapcount").not_yet.at(0).name, "os.cow.reuse=mapcount");
  EXPECT_TRUE(parse_one("set os.cow.reuse=exclusive").not_yet.empty());
}

TEST(LitmusParser, a_name_keeps_its_pages_after_unmap_exec_and_in_other_processes) {
  EXPECT_EQ(last_op<ReadOp>(kMapFour + "init: unmap A\ninit: read A.3 -> segv").range.first, 3u);
  EXPECT_EQ(last_op<ReadOp>(kMapFour + "init: exec\ninit: read A.3 -> segv").range.first, 3u);
  EXPECT_EQ(last_op<ReadOp>("init: fork c\n" + kMapFour + "c: read A.3 -> segv").range.first, 3u);
  EXPECT_EQ(last_op<ReadOp>(kMapFour + "init: remap A pages=1\ninit: read A.3 -> segv").range.first,
            3u);
}

TEST(LitmusParser, names_can_be_used_again) {
  EXPECT_EQ(last_op<MapOp>(kMapFour + "init: unmap A\ninit: map A pages=9").pages, 9u);
  const LitmusTest test = parse_one("init: fork c\nc: exit\ninit: wait c\ninit: fork c\nc: yield");
  EXPECT_EQ(std::get<ActorLine>(test.steps.back()).actor, 2u);
}

TEST(LitmusParser, carriage_returns_comments_and_blank_lines_are_blanks) {
  const auto tests = parse_litmus("t", "# hello\r\n\r\ntest a # first\r\ninit: exit\r\ntest 64k-b");
  ASSERT_EQ(tests.size(), 2u);
  EXPECT_EQ(tests[0].name, "a");
  EXPECT_EQ(tests[1].name, "64k-b");
}

}  // namespace
}  // namespace cowmmu::litmus
