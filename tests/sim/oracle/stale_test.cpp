// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kReadOnly = kUserPage & ~Pte::kW;

struct Stale : testing::Test {
  Stale() { oracle.created(space), change(Pte(), Pte::make(old_frame, kUserPage)); }
  void change(Pte before, Pte after) {
    bench.set(space, kPage, after);
    oracle.pte_changed(space, kVa, Leaf{before, 0}, after);
  }
  void invalidate() { oracle.invalidated(space, {.leaves = {{.first = kPage}}}); }
  uint64_t stale(Access kind, Ppn frame) {
    const uint64_t before = oracle.stale();
    oracle.access(bench.by, space, {kind, kVa, PhysAddr(addr_of(frame).value + page_offset(kVa))});
    EXPECT_EQ(bench.reports.count(), oracle.stale());
    return oracle.stale() - before;
  }

  Bench bench;
  AddressSpace space = bench.space(1);
  Ppn old_frame = bench.fresh(), new_frame = bench.fresh();
  StaleOracle oracle{bench.frames, bench.reports, [](HartId) { return std::nullopt; }};
};

TEST_F(Stale, the_pte_last_written_may_be_used) {
  EXPECT_EQ(stale(Access::kLoad, old_frame), 0u);
  EXPECT_EQ(stale(Access::kStore, old_frame), 0u);
}

TEST_F(Stale, what_the_pte_never_permitted_is_reported) {
  EXPECT_EQ(stale(Access::kLoad, new_frame), 1u);
  EXPECT_EQ(stale(Access::kFetch, old_frame), 1u);
}

TEST_F(Stale, the_old_frame_may_be_used_until_its_invalidation_completed) {
  change(Pte::make(old_frame, kUserPage), Pte::make(new_frame, kUserPage));
  EXPECT_EQ(stale(Access::kStore, old_frame), 0u);
  EXPECT_EQ(stale(Access::kStore, new_frame), 0u);
  invalidate();
  EXPECT_EQ(stale(Access::kLoad, old_frame), 1u);
  EXPECT_EQ(stale(Access::kStore, new_frame), 0u);
}

TEST_F(Stale, a_store_after_write_protection_completed_is_reported_a_load_is_not) {
  change(Pte::make(old_frame, kUserPage), Pte::make(old_frame, kReadOnly));
  EXPECT_EQ(stale(Access::kStore, old_frame), 0u);
  invalidate();
  EXPECT_EQ(stale(Access::kStore, old_frame), 1u);
  EXPECT_EQ(stale(Access::kLoad, old_frame), 0u);
}

TEST_F(Stale, use_after_unmap_is_reported_with_the_page_fault_that_it_should_have_been) {
  change(Pte::make(old_frame, kUserPage), Pte());
  EXPECT_EQ(stale(Access::kLoad, old_frame), 0u);
  invalidate();
  EXPECT_EQ(stale(Access::kLoad, old_frame), 1u);
  EXPECT_NE(bench.reports.lines()[0].find("expected a page fault"), std::string::npos);
}

TEST_F(Stale, an_invalidation_of_other_pages_does_not_count) {
  change(Pte::make(old_frame, kUserPage), Pte());
  oracle.invalidated(space, {.leaves = {{.first = Vpn(6), .ptes = 1000}}});
  EXPECT_EQ(stale(Access::kLoad, old_frame), 0u);
  oracle.invalidated(space, {.leaves = {{.first = Vpn(0), .ptes = 1000}}});
  EXPECT_EQ(stale(Access::kLoad, old_frame), 1u);
}

TEST_F(Stale, both_older_translations_go_by_one_invalidation) {
  change(Pte::make(old_frame, kUserPage), Pte::make(old_frame, kReadOnly));
  change(Pte::make(old_frame, kReadOnly), Pte::make(new_frame, kReadOnly));
  EXPECT_EQ(stale(Access::kStore, old_frame), 0u);
  invalidate();
  EXPECT_EQ(stale(Access::kStore, old_frame), 1u);
  EXPECT_EQ(stale(Access::kLoad, old_frame), 1u);
}

TEST_F(Stale, a_pte_that_memory_already_holds_may_be_used_before_it_is_told) {
  bench.set(space, kPage, Pte::make(new_frame, kUserPage));
  EXPECT_EQ(stale(Access::kLoad, new_frame), 0u);
}

}  // namespace
}  // namespace cowmmu::test
