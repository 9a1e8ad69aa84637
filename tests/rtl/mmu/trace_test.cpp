// SPDX-License-Identifier: Apache-2.0
// An attached waveform shows what happens, and changes nothing of it.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "Vmmu_tiny.h"
#include "Vmmu_tiny___024root.h"
#include "rtl/mmu/mmu_twin.h"

namespace cowmmu::test {
namespace {

using Rtl = RtlMmu<Vmmu_tiny>;

TEST(MmuTrace, shows_every_cycle_and_changes_none) {
  const Params params = params_of("tiny");
  const PagingMode mode = mode_of(params);
  auto traced = std::make_unique<Rtl>(mode, WalkerStraps{MmuTables::kMemory}, 1);
  Rtl plain(mode, {MmuTables::kMemory}, 2);
  MmuStimulus stimulus(mode, FenceWalk::of(params.machine.mmu), 3);
  std::string text;
  traced->dut().open_wave([&text](std::string_view bytes) { text += bytes; });
  uint64_t now = 0, answers = 0;
  constexpr uint64_t kHalfCycle = 167;
  for (int cycle = 0; cycle < 2'000; ++cycle) {
    traced->dut().show_at({now + kHalfCycle, now + 2 * kHalfCycle});
    now += 2 * kHalfCycle;
    const MmuIn in = stimulus.next();
    const MmuOut expected = plain.step(in), found = traced->step(in);
    ASSERT_TRUE(found == expected) << "cycle " << cycle << describe(found);
    stimulus.accepted(in, expected);
    answers += expected.data_rsp_valid;
  }
  traced.reset();  // the last bytes
  EXPECT_GT(answers, 20u);
  EXPECT_NE(text.find("u_walker"), std::string::npos);
  // The clock shows both halves of every cycle.
  for (uint64_t half = kHalfCycle; half <= now; half += kHalfCycle)
    ASSERT_NE(text.find("\n#" + std::to_string(half) + "\n"), std::string::npos) << half;
}

}  // namespace
}  // namespace cowmmu::test
