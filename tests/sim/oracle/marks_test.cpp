// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kClean = kUserPage & ~(Pte::kA | Pte::kD);

struct Marked : testing::Test {
  void access(Access kind) {
    oracle.access(space, {kind, kVa, PhysAddr(addr_of(frame).value + page_offset(kVa))});
  }
  // As software tells it.
  uint64_t change(uint64_t before, uint64_t after) {
    const uint64_t reported = bench.reports.count();
    const auto pte = [&](uint64_t bits) { return bits == 0 ? Pte() : Pte::make(frame, bits); };
    oracle.pte_changed(bench.by, space, kVa, Leaf{pte(before), 0}, pte(after));
    return bench.reports.count() - reported;
  }

  Bench bench;
  AddressSpace space = bench.space(1);
  Ppn frame = bench.map(space, kPage);
  MarksOracle oracle{bench.frames, bench.reports};
};

TEST_F(Marked, an_update_that_saw_the_marks_is_right) {
  access(Access::kStore);
  EXPECT_EQ(change(kUserPage, kUserPage & ~Pte::kW), 0u);
  EXPECT_EQ(change(kUserPage & ~Pte::kW, 0), 0u);
}

TEST_F(Marked, an_update_that_missed_d_is_reported) {
  access(Access::kStore);
  EXPECT_EQ(change(kClean | Pte::kA, kClean), 1u);
}

TEST_F(Marked, an_update_that_missed_a_is_reported) {
  access(Access::kLoad);
  EXPECT_EQ(change(kClean, kClean | Pte::kA), 1u);
}

TEST_F(Marked, a_load_asks_for_a_only) {
  access(Access::kLoad);
  EXPECT_EQ(change(kClean | Pte::kA, kClean), 0u);
}

TEST_F(Marked, what_software_cleared_by_intent_is_not_asked_for_again) {
  access(Access::kStore);
  EXPECT_EQ(change(kUserPage, kClean), 0u);
  EXPECT_EQ(change(kClean, 0), 0u);
}

TEST_F(Marked, a_new_mapping_owes_nothing_to_the_old) {
  access(Access::kStore);
  EXPECT_EQ(change(0, kClean), 0u);
  EXPECT_EQ(change(kClean, 0), 0u);
}

TEST_F(Marked, the_last_pte_is_judged_too) {
  access(Access::kStore);
  oracle.verify(bench.by, space);
  EXPECT_EQ(bench.reports.count(), 0u);
  bench.set(space, kPage, Pte::make(frame, kClean));
  oracle.verify(bench.by, space);
  EXPECT_EQ(bench.reports.count(), 1u);
}

}  // namespace
}  // namespace cowmmu::test
