// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mmu/mmu.h"
#include "walk/fixed_port.h"

namespace cowmmu {
namespace {

// Three levels of tables at 0x1000, 0x2000, 0x3000 that map page 0 to frame 5: rwx, user, A clear.
const std::string kTables =
    "mem 0x1000 0x3000\n"
    "w64 0x1000 0x801\nw64 0x2000 0xc01\nw64 0x3000 0x141f\n"
    "satp 0x8000000000000001\n";

std::string run(const std::string& text, WalkOptions options = {}, const Params& params = {}) {
  Mmu mmu(params.machine.tlb, params.machine.walker, params.machine.mmu);
  return run_walk_file(parse_walk_file(text, "t.in"), mmu, fixed_port(params), options);
}

TEST(WalkRun, prints_address_and_fault_lines) {
  EXPECT_EQ(run(kTables + "adue 1\nx 0x18 r u 0 1\nx 0x1000 x s 1 0\n"),
            "0x18 r u 0 1 PA 0x5018\n0x1000 x s 1 0 FAULT 12\n");
}

TEST(WalkRun, starts_with_svade) {
  EXPECT_EQ(run(kTables + "x 0 r u 0 0\n"), "0x0 r u 0 0 FAULT 13\n");
}

TEST(WalkRun, shows_hardware_updates_of_a_and_d) {
  EXPECT_EQ(run(kTables + "adue 1\nx 0 r u 0 0\nr64 0x3000\nx 0 w u 0 0\nr64 0x3000\n"),
            "0x0 r u 0 0 PA 0x5000\nr64 0x3000 0x145f\n"
            "0x0 w u 0 0 PA 0x5000\nr64 0x3000 0x14df\n");
}

TEST(WalkRun, starts_each_translation_with_empty_tlbs) {
  EXPECT_EQ(run(kTables + "adue 1\nx 0 r u 0 0\nw64 0x3000 0x181f\nx 0 r u 0 0\n"
                          "w64 0x2000 0\nx 0 r u 0 0\n"),
            "0x0 r u 0 0 PA 0x5000\n0x0 r u 0 0 PA 0x6000\n0x0 r u 0 0 FAULT 13\n");
}

TEST(WalkRun, gives_access_faults_for_tables_outside_memory) {
  const std::string outside = "mem 0x1000 0x1000\nw64 0x1000 0x801\nsatp 0x8000000000000001\n";
  EXPECT_EQ(run(outside + "x 0 r u 0 0\nx 0 w u 0 0\nx 0 x u 0 0\n"),
            "0x0 r u 0 0 FAULT 5\n0x0 w u 0 0 FAULT 7\n0x0 x u 0 0 FAULT 1\n");
}

TEST(WalkRun, without_memory_every_table_is_outside) {
  EXPECT_EQ(run("satp 0x8000000000000001\nx 0 r u 0 0\n"), "0x0 r u 0 0 FAULT 5\n");
}

TEST(WalkRun, backs_memory_to_the_byte) {
  // The range ends within the page of the leaf table, 8 bytes after its first PTE.
  const std::string cut =
      "mem 0x1000 0x2008\nw64 0x1000 0x801\nw64 0x2000 0xc01\nw64 0x3000 0x145f\n"
      "satp 0x8000000000000001\n";
  EXPECT_EQ(run(cut + "x 0 r u 0 0\nx 0x1000 r u 0 0\n"),
            "0x0 r u 0 0 PA 0x5000\n0x1000 r u 0 0 FAULT 5\n");
}

TEST(WalkRun, translates_nothing_in_bare_mode) {
  EXPECT_EQ(run("x 0x1234 w u 0 0\n", {.cycles = true}),
            "0x1234 w u 0 0 PA 0x1234 cycles 0 reads 0\n");
}

TEST(WalkRun, adds_the_cycles_and_reads_of_the_walk) {
  const Params p;
  const WalkerParams& w = p.machine.walker;
  const uint64_t begin = w.start_cycles + w.pwc_cycles + 3 * p.machine.access_cycles;
  const uint64_t update = p.machine.access_cycles + p.hart.atomic_cycles;
  const std::string text = kTables +
                           "x 0 r u 0 0\nadue 1\nx 0 r u 0 0\nx 0 r u 0 0\n"
                           "x 0x8000000000000000 r u 0 0\n";
  EXPECT_EQ(
      run(text, {.cycles = true}),
      fmt::format("0x0 r u 0 0 FAULT 13 cycles {} reads 3\n"
                  "0x0 r u 0 0 PA 0x5000 cycles {} reads 3\n"
                  "0x0 r u 0 0 PA 0x5000 cycles {} reads 3\n"
                  "0x8000000000000000 r u 0 0 FAULT 13 cycles {} reads 0\n",
                  begin, begin + update + w.fill_cycles, begin + w.fill_cycles, w.start_cycles));
}

}  // namespace
}  // namespace cowmmu
