// SPDX-License-Identifier: Apache-2.0
#include "builds/machine_builds.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

Params rtl_params(const char* build) {
  Params p = rtl_build_params(ParamRegistry(), *find_rtl_build(build));
  p.machine.mmu.impl = p.machine.copier.impl = "rtl";
  return p;
}

std::string refusal(const Params& params) {
  try {
    check_rtl_builds(params);
    return "";
  } catch (const ParamError& e) {
    return e.what();
  }
}

TEST(MachineBuilds, a_machine_takes_the_build_of_its_sizes) {
  for (const char* name : {"default", "tiny"}) {
    const Params p = rtl_params(name);
    EXPECT_EQ(refusal(p), "");
    EXPECT_EQ(mmu_build(p), find_rtl_build(name));
    EXPECT_EQ(copier_build(p), find_rtl_build(name));
  }
}

TEST(MachineBuilds, sizes_that_only_tests_have_are_refused) {
  const std::string message = refusal(rtl_params("odd"));
  EXPECT_NE(message.find("default needs "), std::string::npos) << message;
  EXPECT_NE(message.find("tiny needs "), std::string::npos) << message;
  EXPECT_EQ(message.find("proof"), std::string::npos) << message;
}

TEST(MachineBuilds, one_size_that_differs_is_named) {
  Params p = rtl_params("default");
  p.machine.tlb.l2.hit_cycles += 1;
  EXPECT_NE(refusal(p).find("machine.tlb.l2.hit_cycles="), std::string::npos);
  p = rtl_params("default");
  p.machine.copier.window = 3;
  EXPECT_NE(refusal(p).find("default needs machine.copier.window=32 (not 3); tiny needs"),
            std::string::npos)
      << refusal(p);
}

TEST(MachineBuilds, what_the_machine_does_outside_a_block_is_free) {
  Params p = rtl_params("default");
  p.machine.walker.adue = !p.machine.walker.adue;
  p.machine.copier.submit_cycles = 1;
  p.machine.copier.deliver_cycles = 1;
  p.machine.harts = 9;
  EXPECT_EQ(refusal(p), "");
}

TEST(MachineBuilds, a_pte_takes_two_cycles_at_least) {
  Params p = rtl_params("default");
  p.machine.cache.l1d.hit_cycles = 2;
  EXPECT_EQ(refusal(p), "");
  p.machine.cache.l1d.hit_cycles = 1;
  EXPECT_NE(refusal(p).find("machine.cache.l1d.hit_cycles=1"), std::string::npos);
  p.machine.cached = false;
  p.machine.access_cycles = 2;
  EXPECT_EQ(refusal(p), "");
  p.machine.access_cycles = 1;
  EXPECT_NE(refusal(p).find("machine.access_cycles=1"), std::string::npos);
}

TEST(MachineBuilds, the_models_sizes_are_free) {
  Params p = rtl_params("odd");
  p.machine.mmu.impl = p.machine.copier.impl = "systemc";
  p.machine.cache.l1d.hit_cycles = 1;
  EXPECT_EQ(refusal(p), "");
}

TEST(MachineBuilds, blocks_have_names) {
  Params p = rtl_params("default");
  p.machine.harts = 2;
  EXPECT_EQ(rtl_block_names(p.machine), (std::vector<std::string>{"mmu0", "mmu1", "copier"}));
  p.machine.mmu.impl = "systemc";
  EXPECT_EQ(rtl_block_names(p.machine), std::vector<std::string>{"copier"});
}

}  // namespace
}  // namespace cowmmu
