// SPDX-License-Identifier: Apache-2.0
// Each way of getting copy-on-write wrong is noticed: with one rule of the OS broken (mutants.h),
// an oracle or the frame audit reports on one of the first random programs; the same program is
// clean where the rule holds.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "cases.h"
#include "contention.h"

namespace cowmmu::random {
namespace {

using Mutant = bool OsMutants::*;
constexpr uint64_t kPrograms = 400;  // at most this many are tried

bool noticed(const Outcome& outcome) {
  return std::ranges::any_of(outcome.findings, [](const std::string& finding) {
    return finding.starts_with("oracle") || finding.starts_with("frame audit");
  });
}

// What a mutant needs in order to matter.
struct Needs {
  std::string fork = "cow";
  uint64_t harts = Contention::kHarts;
  std::function<void(Params&)> also = [](Params&) {};
  bool contention = false;  // too narrow for chance: the program that is made for it
};

Case case_for(uint64_t seed, const Needs& needs) {
  Case c = seed % 2 == 0 ? determinate_cases(seed)[2] : racy_case(seed);
  Params& params = c.config.params;
  params.os.fork = needs.fork;
  params.machine.harts = needs.harts;
  if (needs.contention) c.program = [seed] { return std::make_unique<Contention>(seed); };
  params.machine.dram.bytes = 32ULL << 20;
  params.os.memory.user_frames = Params{}.os.memory.user_frames;
  needs.also(params);
  return c;
}

void expect_noticed(Mutant mutant, const Needs& needs = {}) {
  for (const uint64_t seed : seeds(1, kPrograms)) {
    Case broken = case_for(seed, needs);
    broken.mutants.*mutant = true;
    const std::vector<Outcome> outcomes = run_all({broken, case_for(seed, needs)});
    EXPECT_EQ(outcomes[1].findings, std::vector<std::string>{}) << "seed " << seed;
    if (!noticed(outcomes[0])) continue;
    std::cout << "seed " << seed << ": " << outcomes[0].findings[0] << "\n";
    return;
  }
  FAIL() << "nobody noticed it in " << kPrograms << " programs";
}

TEST(Mutants, no_flush_after_fork_is_noticed) { expect_noticed(&OsMutants::no_flush_after_fork); }
TEST(Mutants, a_flush_only_on_the_forking_hart_is_noticed) {
  expect_noticed(&OsMutants::flush_local_only);
}
TEST(Mutants, a_remap_before_the_acknowledgements_is_noticed) {
  expect_noticed(&OsMutants::set_before_ack,
                 {.also = [](Params& params) { params.machine.fabric.ipi_deliver_cycles = 3000; },
                  .contention = true});
}
TEST(Mutants, a_plain_store_to_a_live_pte_is_noticed_under_svadu) {
  expect_noticed(
      &OsMutants::plain_store_to_live_pte,
      {.also = [](Params& params) { params.machine.walker.adue = true; }, .contention = true});
}
TEST(Mutants, a_frame_freed_before_the_acknowledgements_is_noticed) {
  expect_noticed(&OsMutants::free_before_ack);
}
TEST(Mutants, a_reference_not_counted_is_noticed) { expect_noticed(&OsMutants::no_refcount); }
TEST(Mutants, cow_not_cleared_on_reuse_is_noticed) {
  expect_noticed(&OsMutants::cow_not_cleared_on_reuse);
}
TEST(Mutants, protect_that_makes_a_shared_page_writable_is_noticed) {
  expect_noticed(&OsMutants::protect_makes_shared_writable);
}
TEST(Mutants, a_table_freed_during_a_walk_is_noticed) {
  expect_noticed(&OsMutants::table_freed_during_walk);
}
TEST(Mutants, address_fences_only_after_freeing_a_table_are_noticed) {
  expect_noticed(&OsMutants::address_fences_only_after_table);
}

}  // namespace
}  // namespace cowmmu::random
