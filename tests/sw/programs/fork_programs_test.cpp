// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "drive.h"
#include "programs/registry.h"

namespace cowmmu::test {
namespace {

std::set<uint64_t> pages_of(const std::vector<VirtAddr>& stores) {
  std::set<uint64_t> pages;
  for (const VirtAddr va : stores) pages.insert((va.value - kBase.value) / kPageBytes);
  return pages;
}
std::vector<VirtAddr> child_stores(const Driven& parent) {
  return drive(*parent.child, {.value = 0}).stores();
}

TEST(ForkWrite, writes_the_rounded_number_of_distinct_pages) {
  for (const auto& [written, expected] : std::vector<std::pair<double, size_t>>{
           {0.0, 0}, {0.04, 0}, {0.05, 1}, {0.1, 1}, {0.25, 3}, {1.0, 10}}) {
    for (const auto pattern : {WritePattern::kSequential, WritePattern::kRandom}) {
      const ForkWriteConfig config{.pages = 10, .written = written, .pattern = pattern};
      const auto program = make_program(config, {});
      const auto stores = child_stores(drive(*program));
      EXPECT_EQ(stores.size(), expected) << written;
      EXPECT_EQ(pages_of(stores).size(), expected) << written;
    }
  }
}

TEST(ForkWrite, sequential_takes_the_lowest_pages_and_random_a_seeded_choice) {
  ForkWriteConfig config{.pages = 100, .written = 0.1};
  EXPECT_EQ(pages_of(child_stores(drive(*make_program(config, {})))),
            (std::set<uint64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  config.pattern = WritePattern::kRandom;
  const auto choice = [&](uint64_t seed) {
    return pages_of(child_stores(drive(*make_program(config, {Warm::kYes, seed}))));
  };
  EXPECT_EQ(choice(1), choice(1));
  EXPECT_NE(choice(1), choice(2));
}

TEST(ForkWrite, the_named_side_writes) {
  for (const auto who : {Writer::kChild, Writer::kParent, Writer::kBoth}) {
    const ForkWriteConfig config{.pages = 10, .written = 0.5, .who = who};
    const auto program = make_program(config, {});
    const Driven parent = drive(*program);
    EXPECT_EQ(after_mark({parent.ops, nullptr}).stores().size(), who == Writer::kChild ? 0u : 5u);
    EXPECT_EQ(child_stores(parent).size(), who == Writer::kParent ? 0u : 5u);
  }
}

TEST(ForkWrite, both_write_the_same_pages) {
  const ForkWriteConfig config{
      .pages = 50, .written = 0.2, .who = Writer::kBoth, .pattern = WritePattern::kRandom};
  const auto program = make_program(config, {});
  const Driven parent = drive(*program);
  EXPECT_EQ(after_mark({parent.ops, nullptr}).stores(), child_stores(parent));
}

TEST(ForkExit, forks_waits_and_forks_again) {
  const auto program = make_program(ForkExitConfig{.pages = 3, .children = 4}, {});
  const Driven parent = drive(*program);
  EXPECT_EQ(parent.count(Sys::kFork), 4u);
  EXPECT_EQ(parent.count(Sys::kWait), 4u);
  EXPECT_EQ(drive(*parent.child, {.value = 0}).ops.size(), 1u);
}

TEST(Snapshot, the_child_reads_every_page_once_while_the_parent_serves) {
  const auto program = make_program(SnapshotConfig{.pages = 7, .requests = 30}, {});
  const Driven parent = drive(*program);
  EXPECT_EQ(parent.count(Sys::kRequestBegin), 30u);
  EXPECT_EQ(parent.count(Sys::kRequestEnd), 30u);
  const Driven child = drive(*parent.child, {.value = 0});
  ASSERT_EQ(child.ops.size(), 7u + 1);
  for (uint64_t page = 0; page < 7; ++page) {
    EXPECT_EQ(child.ops[page].kind, OpKind::kLoad);
    EXPECT_EQ(child.ops[page].va.value, kBase.value + page * kPageBytes);
  }
}

TEST(Snapshot, keys_lie_aligned_at_their_places_in_the_pages) {
  for (const uint64_t keys : {uint64_t{1}, uint64_t{8}, uint64_t{512}}) {
    const auto program =
        make_program(SnapshotConfig{.pages = 7, .requests = 500, .writes = 1, .keys = keys}, {});
    for (const VirtAddr va : after_mark(drive(*program)).stores()) {
      EXPECT_EQ((va.value - kBase.value) % (kPageBytes / keys), 0u);
      EXPECT_LT(va.value, kBase.value + 7 * kPageBytes);
    }
  }
}

TEST(UnmapThreads, maps_touches_and_unmaps_each_round) {
  const UnmapThreadsConfig config{.pages = 3, .threads = 2, .rounds = 5};
  const auto program = make_program(config, {});
  const Driven run = after_mark(drive(*program));
  EXPECT_EQ(run.count(Sys::kMmap), 5u);
  EXPECT_EQ(run.count(Sys::kMunmap), 5u);
  EXPECT_EQ(run.count(Sys::kThreadCreate), 1u);
  EXPECT_EQ(run.stores().size(), 15u);
}

}  // namespace
}  // namespace cowmmu::test
