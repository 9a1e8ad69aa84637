// SPDX-License-Identifier: Apache-2.0
// What the parameters' rules let through can be built: a user's mistake is told as one, never as a
// broken invariant of the block that met it.
#include <gtest/gtest.h>

#include <random>

#include "cache/l1_array.h"
#include "dram/config.h"
#include "mmu/timed_mmu.h"
#include "params/combinations.h"
#include "tlb/tlb_array.h"

namespace cowmmu {
namespace {

// Integers of these groups, now and then replaced by a value of their range: mostly small ones and
// powers of two, which are legal together often enough.
void scramble(const ParamRegistry& registry, Params& params, std::mt19937_64& random) {
  for (const ParamInfo& info : registry.all()) {
    const bool shapes = info.name.starts_with("machine.tlb.") ||
                        info.name.starts_with("machine.cache.") ||
                        info.name.starts_with("machine.dram.");
    if (!shapes || info.type != "integer" || random() % 3 != 0) continue;
    const uint64_t min = std::get<uint64_t>(info.min), max = std::get<uint64_t>(info.max);
    const uint64_t value = random() % 2 == 0 ? 1ULL << random() % 24 : random() % 100;
    if (value >= min && value <= max) registry.set(params, info.name, value);
  }
}

bool legal(const Params& params) {
  try {
    check_combination(params);
  } catch (const ParamError&) {
    return false;
  }
  return true;
}

TEST(Buildable, whatever_the_rules_accept_every_block_accepts) {
  const ParamRegistry registry;
  std::mt19937_64 random(1);
  unsigned accepted = 0;
  for (int i = 0; i < 20'000; ++i) {
    Params params;
    scramble(registry, params, random);
    if (!legal(params)) continue;
    ++accepted;
    const MachineParams& m = params.machine;
    for (const TlbParams* tlb : {&m.tlb.l1i, &m.tlb.l1d, &m.tlb.l2})
      ASSERT_EQ(TlbArray::problem_with(*tlb), "");
    ASSERT_EQ(dram_config_error(m.dram), "");
    ASSERT_NO_THROW(L1Array{m.cache.l1d});
  }
  EXPECT_GT(accepted, 100U);
}

TEST(Buildable, an_mmu_that_looks_ahead) {
  const ParamRegistry registry;
  std::mt19937_64 random(2);
  unsigned accepted = 0;
  for (int i = 0; i < 5'000; ++i) {
    Params params;
    params.machine.mmu.fetch_ahead = true;
    for (const char* name : {"machine.mmu.fence_all_cycles", "machine.mmu.fence_both_cycles",
                             "machine.mmu.fence_asid_cycles", "machine.mmu.fence_address_cycles"})
      if (random() % 4 == 0) registry.set(params, name, 1 + random() % 8 * 20);
    if (random() % 4 == 0) params.machine.walker.start_cycles = random() % 3;
    if (random() % 4 == 0) params.machine.walker.pwc_cycles = random() % 3;
    if (random() % 2 == 0) params.machine.walker.pwc_entries = 0;
    if (!legal(params)) continue;
    ++accepted;
    ASSERT_EQ(TimedMmu::problem_with(params.machine), "");
  }
  EXPECT_GT(accepted, 500U);
}

}  // namespace
}  // namespace cowmmu
