// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "builds/rtl_build.h"
#include "tlb/timed_tlb.h"
#include "walker/timed_walker.h"

namespace cowmmu {
namespace {

bool has_line(const std::string& text, const std::string& line) {
  return text.find("  localparam " + line + ";\n") != std::string::npos;
}

TEST(RtlBuilds, every_build_has_sizes_that_the_blocks_can_be_built_in) {
  const ParamRegistry registry;
  for (const RtlBuild& build : all_rtl_builds()) {
    const MachineParams m = rtl_build_params(registry, build).machine;
    const FenceWalk walk = FenceWalk::of(m.mmu);
    EXPECT_EQ(TimedTlb::problem_with(m.tlb.l1i, std::nullopt), "") << build.name;
    EXPECT_EQ(TimedTlb::problem_with(m.tlb.l1d, std::nullopt), "") << build.name;
    EXPECT_EQ(TimedTlb::problem_with(m.tlb.l2, walk), "") << build.name;
    EXPECT_EQ(TimedWalker::problem_with(m.walker), "") << build.name;
  }
}

TEST(RtlBuilds, systemverilog_has_the_values_of_the_build) {
  const ParamRegistry registry;
  const std::string text = sv_parameters(registry, *find_rtl_build("tiny"));
  EXPECT_TRUE(has_line(text, "int unsigned TlbL1dEntries = 4")) << text;
  EXPECT_TRUE(has_line(text, "int unsigned TlbL1dReplacementPlru = 1")) << text;
  EXPECT_TRUE(has_line(text, "int unsigned TlbL1dReplacement = 1")) << text;
  EXPECT_TRUE(has_line(text, "bit WalkerAdue = 1'b1")) << text;
  EXPECT_TRUE(has_line(text, "longint unsigned DramBytes = 64'd34359738368")) << text;
}

TEST(RtlBuilds, every_number_of_the_hardware_is_in_the_systemverilog) {
  const ParamRegistry registry;
  const std::string text = sv_parameters(registry, *find_rtl_build("default"));
  size_t expected = 0, lines = 0;
  for (const ParamInfo& info : registry.all())
    if (!info.name.starts_with("os.") && info.type != "real") expected += 1 + info.choices.size();
  for (size_t at = text.find("localparam"); at != std::string::npos;
       at = text.find("localparam", at + 1))
    ++lines;
  EXPECT_EQ(lines, expected);
}

// HartWidth of rtl/common/cowmmu_pkg.sv, which no parameter changes.
TEST(RtlBuilds, every_hart_has_a_number_of_six_bits) {
  const ParamRegistry registry;
  const auto harts = std::ranges::find(registry.all(), "machine.harts", &ParamInfo::name);
  ASSERT_NE(harts, registry.all().end());
  EXPECT_EQ(std::get<uint64_t>(harts->max), 1ULL << 6);
}

TEST(RtlBuilds, an_unknown_name_is_no_build) { EXPECT_EQ(find_rtl_build("huge"), nullptr); }

}  // namespace
}  // namespace cowmmu
