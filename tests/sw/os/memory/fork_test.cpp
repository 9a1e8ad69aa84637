// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct ForkTest : ::testing::TestWithParam<std::string> {
  MemoryBench bench{with_fork(GetParam())};
  SpacePtr init = bench.create();
  uint64_t a = bench.map(*init, 8);
  bool eager() const { return GetParam() == "eager"; }
};
INSTANTIATE_TEST_SUITE_P(Policies, ForkTest, ::testing::Values("cow", "eager", "textbook"),
                         [](const auto& policy) { return policy.param; });

TEST_P(ForkTest, child_sees_the_parents_bytes_and_neither_sees_the_others_later_ones) {
  bench.write(*init, a, 11);
  bench.write(*init, a + 8, 12);
  SpacePtr child = bench.fork(*init);
  bench.write(*child, a, 22);
  bench.write(*init, a + 8, 33);
  EXPECT_EQ(bench.read(*init, a), 11U);
  EXPECT_EQ(bench.read(*child, a), 22U);
  EXPECT_EQ(bench.read(*child, a + 8), 12U);
  bench.expect_counts({init.get(), child.get()});
}

TEST_P(ForkTest, a_store_of_another_hart_through_its_tlb_does_not_reach_the_child) {
  bench.write(*init, a, 1, 1);
  SpacePtr child = bench.fork(*init, 0);
  bench.write(*init, a, 2, 1);
  EXPECT_EQ(bench.read(*child, a), 1U);
}

TEST_P(ForkTest, read_only_pages_are_shared_or_copied_like_others) {
  bench.write(*init, a, 5);
  bench.protect(*init, a, 1, Prot::kRead);
  SpacePtr child = bench.fork(*init);
  EXPECT_EQ(bench.frame(*init, a) == bench.frame(*child, a), !eager());
  EXPECT_EQ(bench.store(*child, a, 6), Got::kSegv);
  bench.protect(*child, a, 1, kRw);
  bench.write(*child, a, 6);
  EXPECT_EQ(bench.read(*init, a), 5U);
}

TEST_P(ForkTest, zero_pages_and_untouched_pages_are_duplicated) {
  EXPECT_EQ(bench.read(*init, a), 0U);
  SpacePtr child = bench.fork(*init);
  EXPECT_EQ(bench.copies(), 0U);
  EXPECT_EQ(bench.frame(*child, a), bench.layout.zero_frame);
  EXPECT_EQ(bench.frame(*child, page(a, 1)), bench.layout.zero_frame);
  bench.write(*child, a, 3);
  EXPECT_EQ(bench.copies(), 0U);
  EXPECT_EQ(bench.faults(FaultKind::kZeroFill), 1U);
}

TEST_P(ForkTest, shared_mappings_stay_shared_and_writable) {
  const uint64_t s = bench.map(*init, 2, kRw | MapFlags::kShared);
  bench.write(*init, s, 1);
  SpacePtr child = bench.fork(*init);
  bench.write(*child, s, 2);
  EXPECT_EQ(bench.read(*init, s), 2U);
  bench.write(*child, page(s, 1), 3);
  EXPECT_EQ(bench.read(*init, page(s, 1)), 3U);
  EXPECT_EQ(bench.refs(*init, s), 2U);
  EXPECT_EQ(bench.copies(), 0U);
}

TEST_P(ForkTest, a_files_clean_page_is_duplicated_and_its_copy_is_not) {
  const uint64_t f = bench.map(*init, 2, kRw | MapFlags::kFile, 0, 7);
  EXPECT_EQ(bench.read(*init, f), 0U);
  bench.write(*init, page(f, 1), 1);
  EXPECT_EQ(bench.faults(FaultKind::kFileCopy), 1U);
  const uint64_t before = bench.copies();
  SpacePtr child = bench.fork(*init);
  EXPECT_EQ(bench.frame(*init, f), bench.frame(*child, f));
  EXPECT_EQ(bench.copies() - before, eager() ? 1U : 0U);
  bench.write(*child, f, 9);
  EXPECT_EQ(bench.faults(FaultKind::kFileCopy), 2U);
  EXPECT_EQ(bench.read(*init, f), 0U);
  EXPECT_EQ(bench.read(*child, page(f, 1)), 1U);
}

TEST_P(ForkTest, a_pinned_page_is_copied_for_the_child_and_a_plain_reference_is_not) {
  bench.write(*init, a, 1);
  bench.write(*init, page(a, 1), 2);
  bench.write(*init, page(a, 2), 3);
  const Ppn pinned = bench.frame(*init, a);
  bench.pin(*init, a, PinMode::kReadWrite);
  bench.pin(*init, page(a, 1), PinMode::kRead);
  bench.pin(*init, page(a, 2), PinMode::kGet);
  SpacePtr child = bench.fork(*init);
  EXPECT_NE(bench.frame(*init, a), bench.frame(*child, a));
  EXPECT_NE(bench.frame(*init, page(a, 1)), bench.frame(*child, page(a, 1)));
  EXPECT_EQ(bench.frame(*init, page(a, 2)) == bench.frame(*child, page(a, 2)), !eager());
  bench.write(*init, a, 4);
  EXPECT_EQ(bench.frame(*init, a), pinned);
  EXPECT_EQ(bench.read(*child, a), 1U);
  bench.expect_counts({init.get(), child.get()});
}

TEST_P(ForkTest, advice_keeps_pages_out_of_the_child_or_wipes_them) {
  bench.write(*init, a, 1);
  bench.write(*init, page(a, 1), 2);
  EXPECT_EQ(bench.advise(*init, a, 1, 10), SysError::kNone);
  EXPECT_EQ(bench.advise(*init, page(a, 1), 1, 18), SysError::kNone);
  SpacePtr child = bench.fork(*init);
  uint64_t value = 0;
  EXPECT_EQ(bench.load(*child, a, value), Got::kSegv);
  EXPECT_EQ(bench.read(*child, page(a, 1)), 0U);
  EXPECT_EQ(bench.read(*init, page(a, 1)), 2U);
}

TEST_P(ForkTest, everything_is_given_back_at_the_end) {
  for (uint64_t n = 0; n < 8; ++n) bench.write(*init, page(a, n), n);
  SpacePtr child = bench.fork(*init), grandchild = bench.fork(*child);
  bench.write(*grandchild, a, 7);
  bench.exit(std::move(init));
  EXPECT_EQ(bench.read(*grandchild, page(a, 3)), 3U);
  bench.exit(std::move(child));
  bench.exit(std::move(grandchild));
  EXPECT_EQ(bench.leaked({}), 0U);
  EXPECT_EQ(bench.frames.totals().in_use(), 0U);
}

TEST(CowTest, the_first_store_copies_and_the_last_sharer_keeps) {
  MemoryBench bench;
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 1);
  bench.write(*init, a, 1);
  SpacePtr child = bench.fork(*init);
  EXPECT_EQ(bench.refs(*init, a), 2U);
  bench.write(*child, a, 2);
  EXPECT_EQ(bench.refs(*init, a), 1U);
  bench.write(*init, a, 3);
  EXPECT_EQ(bench.faults(FaultKind::kCowCopy), 1U);
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse), 1U);
  EXPECT_TRUE(bench.descriptor(bench.frame(*init, a)).exclusive);
  bench.write(*init, a, 4);
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse), 1U);
}

TEST(CowTest, textbook_copies_even_for_the_last_sharer) {
  MemoryBench bench(with_fork("textbook"));
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 1);
  bench.write(*init, a, 1);
  SpacePtr child = bench.fork(*init);
  bench.write(*child, a, 2);
  bench.write(*init, a, 3);
  EXPECT_EQ(bench.faults(FaultKind::kCowCopy), 2U);
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse), 0U);
  EXPECT_EQ(bench.frames.totals().user, 2U);
}

TEST(CowTest, fork_flushes_what_it_protects_and_nothing_else) {
  MemoryBench bench;
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 4);
  bench.write(*init, a, 1);
  bench.write(*init, page(a, 1), 1);
  bench.write(*init, page(a, 3), 1);
  bench.shootdown.requests.clear();
  SpacePtr first = bench.fork(*init);
  ASSERT_EQ(bench.shootdown.requests.size(), 1U);
  const FlushRequest request = bench.shootdown.requests[0];
  ASSERT_EQ(request.leaves.size(), 2U);
  EXPECT_EQ(request.ptes(), 3U);
  EXPECT_FALSE(request.tables);
  SpacePtr second = bench.fork(*init);  // all is write-protected already
  EXPECT_EQ(bench.shootdown.requests.size(), 1U);
}

TEST(CowTest, a_replaced_page_is_flushed_before_its_new_pte_is_seen) {
  MemoryBench bench;
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 1);
  bench.write(*init, a, 1);
  SpacePtr child = bench.fork(*init);
  EXPECT_EQ(bench.read(*init, a, 1), 1U);  // hart 1 now holds the old frame, read-only
  bench.write(*init, a, 2, 0);
  EXPECT_EQ(bench.read(*init, a, 1), 2U);
}

TEST(CowTest, reuse_leaves_another_hart_one_spurious_fault) {
  MemoryBench bench;
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 1);
  bench.write(*init, a, 1);
  bench.exit(bench.fork(*init));
  bench.read(*init, a, 0);
  bench.read(*init, a, 1);
  bench.write(*init, a, 2, 0);
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse), 1U);
  EXPECT_EQ(bench.faults(FaultKind::kSpurious), 0U);
}

TEST(CowTest, fork_old_clears_a_in_the_child_alone) {
  OsParams params;
  params.fork_old = true;
  MemoryBench bench(params);
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 1);
  bench.write(*init, a, 1);
  SpacePtr child = bench.fork(*init);
  EXPECT_TRUE(bench.pte(*init, a).accessed());
  EXPECT_FALSE(bench.pte(*child, a).accessed());
}

}  // namespace
}  // namespace cowmmu::test
