// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"

namespace cowmmu::test {
namespace {

struct Race : testing::Test {
  Race() {
    flat.created(parent), flat.created(child);
    flat.mapped(parent, Vpn(0), 64, {});
    flat.store(parent, kVa, 1);
  }
  // The parent stores 2 and 3 during fork; the child's page then holds `seen`.
  void fork_racing(uint64_t seen) {
    flat.fork_begin(parent);
    flat.store(parent, kVa, 2);
    flat.store(parent, kVa, 3);
    bench.poke(bench.map(child, kPage), 2, seen);
    flat.fork_end(bench.by, parent, &child);
  }
  uint64_t wrong(const AddressSpace& s, uint64_t value) {
    const uint64_t before = bench.reports.count();
    flat.load(bench.by, s, kVa, value);
    return bench.reports.count() - before;
  }

  Bench bench;
  AddressSpace parent = bench.space(1), child = bench.space(2);
  FlatOracle flat{bench.frames, bench.reports};
};

TEST_F(Race, fork_copies_all_and_parts_for_good) {
  flat.fork_begin(parent);
  flat.fork_end(bench.by, parent, &child);
  flat.store(parent, kVa, 2);
  EXPECT_EQ(wrong(child, 1), 0u);
  flat.store(child, kVa, 4);
  EXPECT_EQ(wrong(parent, 2), 0u);
  EXPECT_EQ(wrong(child, 4), 0u);
  EXPECT_EQ(wrong(child, 1), 1u);
}

TEST_F(Race, the_child_may_hold_the_value_at_entry_or_any_racing_one) {
  for (const uint64_t seen : {1, 2, 3}) {
    flat.created(child);
    fork_racing(seen);
    EXPECT_EQ(bench.reports.count(), 0u) << seen;
    EXPECT_EQ(wrong(child, seen), 0u) << seen;
    flat.store(parent, kVa, 1);
  }
}

TEST_F(Race, any_other_value_in_the_child_is_reported_and_adopted) {
  fork_racing(9);
  ASSERT_EQ(bench.reports.count(), 1u);
  EXPECT_NE(bench.reports.lines()[0].find("process 2"), std::string::npos);
  EXPECT_EQ(wrong(child, 9), 0u);
}

TEST_F(Race, what_was_found_in_the_child_is_all_that_it_may_load) {
  fork_racing(2);
  EXPECT_EQ(wrong(child, 3), 1u);
  EXPECT_EQ(wrong(parent, 3), 0u);
}

TEST_F(Race, a_store_after_fork_returned_never_reaches_the_child) {
  flat.fork_begin(parent);
  flat.fork_end(bench.by, parent, &child);
  flat.store(parent, kVa, 2);
  EXPECT_EQ(wrong(child, 2), 1u);
}

TEST_F(Race, a_fork_that_failed_leaves_no_window) {
  flat.fork_begin(parent);
  flat.fork_end(bench.by, parent, nullptr);
  flat.store(parent, kVa, 2);
  EXPECT_EQ(wrong(parent, 2), 0u);
  EXPECT_EQ(wrong(parent, 1), 1u);
}

TEST_F(Race, a_mapping_kept_out_of_the_child_is_no_copy) {
  flat.fork_begin(parent);
  flat.fork_end(bench.by, parent, &child);
  flat.revoke_begin(child, kPage, 1, Revoke::kDiscard);
  flat.revoke_end(bench.by, child, kPage, 1, Revoke::kDiscard);
  EXPECT_EQ(wrong(child, 0), 0u);
  EXPECT_EQ(wrong(parent, 1), 0u);
}

TEST_F(Race, a_load_that_races_a_discard_may_see_old_or_zero_but_after_it_only_zero) {
  flat.revoke_begin(parent, kPage, 1, Revoke::kDiscard);
  EXPECT_EQ(wrong(parent, 1), 0u);
  EXPECT_EQ(wrong(parent, 0), 0u);
  EXPECT_EQ(wrong(parent, 5), 1u);
  flat.revoke_end(bench.by, parent, kPage, 1, Revoke::kDiscard);
  EXPECT_EQ(wrong(parent, 0), 0u);
  EXPECT_EQ(wrong(parent, 1), 1u);
}

TEST_F(Race, a_store_that_races_a_discard_is_kept_where_the_new_page_holds_it) {
  flat.revoke_begin(parent, kPage, 1, Revoke::kDiscard);
  flat.store(parent, kVa, 6);
  bench.poke(bench.map(parent, kPage), 2, 6);
  flat.revoke_end(bench.by, parent, kPage, 1, Revoke::kDiscard);
  EXPECT_EQ(wrong(parent, 6), 0u);
  EXPECT_EQ(wrong(parent, 0), 1u);
}

TEST_F(Race, a_store_that_races_a_discard_is_lost_with_the_old_page) {
  flat.revoke_begin(parent, kPage, 1, Revoke::kDiscard);
  flat.store(parent, kVa, 6);
  flat.revoke_end(bench.by, parent, kPage, 1, Revoke::kDiscard);
  EXPECT_EQ(wrong(parent, 0), 0u);
  EXPECT_EQ(wrong(parent, 6), 1u);
}

}  // namespace
}  // namespace cowmmu::test
