// SPDX-License-Identifier: Apache-2.0
// An attached waveform shows what happens, and changes nothing of it.
#include <gtest/gtest.h>
#include <verilated_vcd_c.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "Vmmu_tiny.h"
#include "Vmmu_tiny___024root.h"
#include "rtl/mmu/mmu_twin.h"

namespace cowmmu::test {
namespace {

using Rtl = RtlMmu<Vmmu_tiny>;

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MmuTrace, shows_every_cycle_and_changes_none) {
  const Params params = params_of("tiny");
  const PagingMode mode = mode_of(params);
  const std::string path = testing::TempDir() + "mmu_trace_test.vcd";
  Rtl traced(mode, MmuTables::kMemory, 1), plain(mode, MmuTables::kMemory, 2);
  MmuStimulus stimulus(mode, FenceWalk::of(params.machine.mmu), 3);
  VerilatedVcdC file;
  uint64_t now = 0;
  constexpr uint64_t kHalfCycle = 167;
  traced.trace(
      file, [&now] { return now; }, kHalfCycle);
  file.open(path.c_str());
  uint64_t answers = 0;
  for (int cycle = 0; cycle < 2'000; ++cycle, now += 2 * kHalfCycle) {
    const MmuIn in = stimulus.next();
    const MmuOut expected = plain.step(in), found = traced.step(in);
    ASSERT_TRUE(found == expected) << "cycle " << cycle << describe(found);
    stimulus.accepted(in, expected);
    answers += expected.data_rsp_valid;
  }
  file.close();
  const std::string text = text_of(path);
  std::remove(path.c_str());
  EXPECT_GT(answers, 20u);
  EXPECT_NE(text.find("u_walker"), std::string::npos);
  // The clock shows both halves of every cycle.
  for (uint64_t half = 0; half < now; half += kHalfCycle)
    ASSERT_NE(text.find("\n#" + std::to_string(half) + "\n"), std::string::npos) << half;
}

}  // namespace
}  // namespace cowmmu::test
