// SPDX-License-Identifier: Apache-2.0
// The same file over a machine and over the fixed port. Each machine lives in a child of its own.
#include "walk_machine/machine_port.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "runner/pool.h"
#include "walk/fixed_port.h"
#include "walk_machine/walk_mmu.h"

namespace cowmmu {
namespace {

// Three levels of tables at `base`, the next page and the one after map page 0 to frame 5.
std::string tables(uint64_t base) {
  const auto pointer = [](uint64_t to, uint64_t flags) { return to >> 12 << 10 | flags; };
  return fmt::format(
      "mem {0:#x} 0x3000\nw64 {0:#x} {1:#x}\nw64 {2:#x} {3:#x}\nw64 {4:#x} 0x141f\n"
      "satp {5:#x}\nadue 1\n",
      base, pointer(base + 0x1000, 1), base + 0x1000, pointer(base + 0x2000, 1), base + 0x2000,
      8ULL << 60 | base >> 12);
}
const std::string kLoad = "x 0 r u 0 0\n";

std::string run_with(const MakeWalkPort& port, const std::string& text, const Params& params) {
  const WalkFile file = parse_walk_file(text, "t.in");
  return run_walk_file(file, *walk_mmu(params, file), port, {true});
}

std::string on_machine(const std::string& text, const Params& params) {
  const ChildResult result =
      run_in_child([&] { return run_with(machine_port(params), text, params); });
  return result.end == ChildEnd::kReturned ? result.bytes : result.message;
}
std::string on_fixed(const std::string& text, const Params& params) {
  return run_with(fixed_port(params), text, params);
}

// The cycles of each line.
std::vector<uint64_t> cycles_of(const std::string& output) {
  std::vector<uint64_t> cycles;
  for (size_t at = 0; (at = output.find(" cycles ", at)) != std::string::npos; ++at)
    cycles.push_back(std::stoull(output.substr(at + 8)));
  return cycles;
}

TEST(MachinePort, without_caches_each_access_takes_its_fixed_time) {
  Params p;
  p.machine.cached = false;
  p.machine.access_cycles = 7;
  const std::string text = tables(0x1000) + kLoad + kLoad + "x 0 w u 0 0\nx 0x200000 r u 0 0\n";
  EXPECT_EQ(on_machine(text, p), on_fixed(text, p));
}

TEST(MachinePort, a_repeated_walk_hits_the_l1_cache_at_each_level) {
  const Params p;
  const auto cycles = cycles_of(on_machine(tables(0x1000) + kLoad + kLoad, p));
  ASSERT_EQ(cycles.size(), 2U);
  const WalkerParams& w = p.machine.walker;
  EXPECT_EQ(cycles[1],
            w.start_cycles + w.pwc_cycles + 3 * p.machine.cache.l1d.hit_cycles + w.fill_cycles);
}

TEST(MachinePort, a_cold_walk_goes_to_memory_at_each_level) {
  const Params p;
  const auto cycles = cycles_of(on_machine(tables(0x1000) + kLoad, p));
  ASSERT_EQ(cycles.size(), 1U);
  const uint64_t on_the_way = p.machine.cache.l1d.hit_cycles + p.machine.cache.llc.hit_cycles +
                              p.machine.cache.llc.uncore_ns * p.machine.clock_mhz / 1000;
  EXPECT_GT(cycles[0], 3 * on_the_way);  // and DRAM itself
}

TEST(MachinePort, memory_may_stand_anywhere) {
  const Params p;
  const std::string low = on_machine(tables(0x1000) + kLoad, p);
  for (const uint64_t base : {0x80000000ULL, 0xfffffffffd000ULL}) {
    const std::string there = on_machine(tables(base) + kLoad, p);
    EXPECT_EQ(there.substr(0, there.find(" cycles")), low.substr(0, low.find(" cycles")));
    EXPECT_EQ(there.substr(there.find(" reads")), " reads 3\n");
  }
}

TEST(MachinePort, a_file_without_memory_faults_at_once) {
  EXPECT_EQ(on_machine("satp 0x8000000000000001\nx 0 r u 0 0\n", Params{}),
            on_fixed("satp 0x8000000000000001\nx 0 r u 0 0\n", Params{}));
}

}  // namespace
}  // namespace cowmmu
