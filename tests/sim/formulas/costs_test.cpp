// SPDX-License-Identifier: Apache-2.0
// On preset `unit` the simulator equals the closed formulas, to the cycle.
#include <gtest/gtest.h>

#include "commands/figures.h"
#include "measure.h"

namespace cowmmu::formulas {
namespace {

// Around every edge that a formula has: one page, the flush ceiling (33), a full table (512).
constexpr uint64_t kPages[] = {1, 2, 16, 33, 34, 100, 511, 512, 513, 2000};

std::vector<Size> sizes(Policy policy, double written) {
  std::vector<Size> all;
  for (const uint64_t pages : kPages) {
    const auto count = static_cast<uint64_t>(written * static_cast<double>(pages));
    all.push_back({.pages = pages, .written = count, .harts = 2, .policy = policy});
  }
  return all;
}

std::vector<Size> on_machines(const Size& size) {
  std::vector<Size> all;
  for (const uint64_t harts : {1, 2, 3, 4, 8}) {
    all.push_back(size);
    all.back().harts = harts;
  }
  for (const uint64_t levels : {3, 5}) {
    all.push_back(size);
    all.back().levels = levels;
  }
  return all;
}

uint64_t total(const boost::json::object& stats, const std::string& events) {
  const double sum = real_figure(stats, (events + "/cycles/mean").c_str()) *
                     real_figure(stats, (events + "/count").c_str());
  return static_cast<uint64_t>(sum + 0.5);
}

// Every event of one run.
void expect_formulas(const std::vector<Size>& all) {
  const auto runs = measure(all);
  for (size_t i = 0; i < all.size(); ++i) {
    const Size& size = all[i];
    SCOPED_TRACE(describe(size));
    EXPECT_EQ(figure(runs[i], "/fork/count"), 1U);
    EXPECT_EQ(figure(runs[i], "/fork/cycles/max"), fork_cycles(size));
    const bool faults = size.policy != Policy::kEager;
    EXPECT_EQ(figure(runs[i], "/faults/cow_copy/count"), faults ? size.written : 0);
    EXPECT_EQ(total(runs[i], "/faults/cow_copy"), faults_cycles(size));
  }
}

void expect_exit(const std::vector<Size>& all) {
  const auto runs = measure(all);
  for (size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE(describe(all[i]));
    // On hart 1, which runs only the child; its faults flush, too: 2 cycles each.
    const uint64_t flushes = 2 * figure(runs[i], "/faults/cow_copy/count");
    EXPECT_EQ(phase_sum(runs[i], 1, {"exit.unmap", "exit.free", "shootdown.send"}) - flushes,
              exit_cycles(all[i]));
  }
}

TEST(Formulas, fork_and_faults_of_cow) { expect_formulas(sizes(Policy::kCow, 0.5)); }
TEST(Formulas, fork_and_faults_of_textbook) { expect_formulas(sizes(Policy::kTextbook, 1.0)); }
TEST(Formulas, fork_of_eager) { expect_formulas(sizes(Policy::kEager, 0.5)); }

TEST(Formulas, fork_and_faults_by_harts_and_levels) {
  expect_formulas(on_machines({.pages = 700, .written = 123}));
  expect_formulas(on_machines({.pages = 700, .written = 123, .policy = Policy::kEager}));
}

// The engine's copy takes the place of the core's 128 cycles, in faults and in forks.
TEST(Formulas, copies_by_the_engine) {
  constexpr uint64_t kCoreCopy = 128;
  const Counts once = fork_counts({.pages = 1});
  const uint64_t saved = kCoreCopy - value(dma_copy(), once);
  std::vector<Size> all = sizes(Policy::kEager, 0.0);
  for (const Size& size : sizes(Policy::kCow, 0.5)) all.push_back(size);
  for (Size& size : all) size.dma = true;
  const auto runs = measure(all);
  for (size_t i = 0; i < all.size(); ++i) {
    const Size& size = all[i];
    SCOPED_TRACE(describe(size));
    const uint64_t forked = size.policy == Policy::kEager ? size.pages : 0;
    const uint64_t faulted = size.policy == Policy::kEager ? 0 : size.written;
    EXPECT_EQ(figure(runs[i], "/fork/cycles/max"), fork_cycles(size) - forked * saved);
    EXPECT_EQ(total(runs[i], "/faults/cow_copy"), faults_cycles(size) - faulted * saved);
    ASSERT_EQ(figure(runs[i], "/copies/pages"), forked + faulted);
    if (forked + faulted == 0) continue;
    EXPECT_EQ(figure(runs[i], "/copies/cycles/min"), value(dma_copy(), once));
    EXPECT_EQ(figure(runs[i], "/copies/cycles/max"), value(dma_copy(), once));
  }
}

TEST(Formulas, exit_that_frees_its_copies) {
  expect_exit(sizes(Policy::kCow, 0.0));
  expect_exit(sizes(Policy::kCow, 0.5));
  expect_exit(sizes(Policy::kEager, 0.5));
}

// fork's shootdown of all other harts: they have nothing to run and sleep. The two exits shoot down
// the whole address space: the parent's costs as much as a fork's whole flush, the child's, from
// hart 1, may differ. So the fork's is the median where it is whole, and the longest elsewhere.
TEST(Formulas, shootdown_by_pages_and_harts) {
  std::vector<Size> all;
  for (const uint64_t pages : {1, 5, 33, 34, 600}) {
    for (const uint64_t harts : {2, 3, 4, 5, 8, 17}) {
      all.push_back({.pages = pages, .written = 0, .harts = harts, .all_harts = true});
    }
  }
  const auto runs = measure(all);
  for (size_t i = 0; i < all.size(); ++i) {
    SCOPED_TRACE(describe(all[i]));
    EXPECT_EQ(figure(runs[i], "/fork/cycles/max"), fork_cycles(all[i]));
    const Counts counts = shootdown_counts(all[i]);
    EXPECT_EQ(figure(runs[i], "/shootdowns/count"), 3U);
    const bool whole = counts[Count::kRanges] == 0;
    EXPECT_EQ(figure(runs[i], whole ? "/shootdowns/cycles/p50" : "/shootdowns/cycles/max"),
              value(shootdown(), counts));
  }
}

}  // namespace
}  // namespace cowmmu::formulas
