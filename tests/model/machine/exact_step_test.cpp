// SPDX-License-Identifier: Apache-2.0
// The result never depends on run-ahead: machines that synchronise before every step see the same
// values in the same cycles, and count the same, as machines that run ahead.
#include <gtest/gtest.h>

#include <cstdlib>

#include "random_program.h"
#include "runner/pool.h"

namespace cowmmu {
namespace {

struct Case {
  RandomProgram::Shape shape;
  Params params;
};

// Everything that a run shows: the logs, the ledgers, the counters, the memory.
std::string simulate(const Case& c, bool exact) {
  ScriptedOs::Programs programs;
  for (uint64_t h = 0; h < c.shape.harts; ++h)
    programs.push_back(std::make_unique<RandomProgram>(c.shape, h));
  ScriptedOs os(std::move(programs));
  FrameStore frames(Machine::kMemoryBase, c.params.machine.dram.bytes);
  Machine machine("machine", c.params, {exact}, frames, os);
  machine.run();
  std::ostringstream out;
  out << "copied " << machine.copier().copies() << '\n';
  out << os.text() << "end " << machine.finish().value << '\n';
  for (uint64_t h = 0; h < c.shape.harts; ++h)
    for (const uint64_t cycles : machine.hart(HartId(h)).ledger().cycles()) out << cycles << ' ';
  if (machine.shared_cache() != nullptr) {
    const auto& s = machine.shared_cache()->stats();
    out << s.hits << ' ' << s.misses << ' ' << s.evictions << ' ' << s.snoops << ' ' << s.recalls
        << ' ' << s.writebacks << ' ' << s.dirty_private << ' ' << s.queued << '\n';
    const DramStats d = machine.dram()->stats();
    out << d.reads << ' ' << d.writes << ' ' << d.row_hits << ' ' << d.row_conflicts << ' '
        << d.read_latency.sum().value << '\n';
  }
  for (uint64_t word = 0; word < c.shape.pages * kPageBytes / 8; ++word)
    out << machine.frames().read64(PhysAddr(Machine::kMemoryBase.value + 0x100000 + 8 * word))
        << ' ';
  return out.str();
}

// Small caches, so that victims, recalls and full sets happen too.
Params small_machine(uint64_t harts, uint64_t variant) {
  Params p;
  p.machine.harts = harts;
  p.machine.cache.l1d.bytes = variant % 2 == 0 ? 1024 : 49152;
  p.machine.cache.l1d.ways = variant % 2 == 0 ? 4 : 12;
  p.machine.cache.llc.bytes = variant % 4 < 2 ? 4096 : 1 << 20;
  p.machine.cache.llc.ways = 4;
  p.machine.dram.channels = 1 + variant % 2;
  p.machine.cached = variant % 5 != 4;
  p.hart.trap_entry_cycles = 20;
  p.hart.syscall_entry_cycles = 1;
  p.hart.syscall_return_cycles = variant % 3;
  p.hart.interrupt_entry_cycles = 7;
  p.hart.interrupt_return_cycles = 5;
  p.machine.fabric.ipi_deliver_cycles = 1 + 97 * (variant % 3);
  p.machine.fabric.ipi_send_cycles = 1 + variant % 4;
  p.machine.fabric.fence_send_cycles = 1 + variant % 3;
  p.machine.fabric.fence_deliver_cycles = 1 + 61 * (variant % 4);
  p.machine.fabric.fence_ack_cycles = 1 + 37 * (variant % 2);
  p.machine.copier.window = 1 + variant * 7 % 64;
  p.machine.copier.start_cycles = 1 + variant % 3;
  p.machine.copier.submit_cycles = 1 + variant % 5;
  p.machine.copier.deliver_cycles = 1 + 30 * (variant % 3);
  return p;
}

// The first line in which two texts differ, in both.
std::string first_difference(const std::string& a, const std::string& b) {
  std::istringstream left(a);
  std::istringstream right(b);
  std::string l;
  std::string r;
  while (std::getline(left, l) && std::getline(right, r))
    if (l != r) return "ahead: " + l.substr(0, 400) + "\nexact: " + r.substr(0, 400);
  return "one ends earlier";
}

class ExactStep : public testing::TestWithParam<uint64_t> {};

TEST_P(ExactStep, agrees_with_run_ahead_to_the_bit) {
  const uint64_t first = GetParam() * 25;
  for (uint64_t seed = first; seed < first + 25; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const uint64_t harts = 1 + seed % 8;
    const Case c{
        {.seed = seed, .ops = 120, .harts = harts, .lines = 2 + seed % 63, .pages = 1 + seed % 7},
        small_machine(harts, seed / 8)};
    const ChildResult ahead = run_in_child([&] { return simulate(c, false); });
    const ChildResult exact = run_in_child([&] { return simulate(c, true); });
    ASSERT_EQ(ahead.end, ChildEnd::kReturned) << ahead.message;
    ASSERT_EQ(exact.end, ChildEnd::kReturned) << exact.message;
    ASSERT_TRUE(ahead.bytes == exact.bytes) << first_difference(ahead.bytes, exact.bytes);
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, ExactStep, testing::Range<uint64_t>(0, 20));

}  // namespace
}  // namespace cowmmu
