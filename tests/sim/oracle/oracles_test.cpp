// SPDX-License-Identifier: Apache-2.0
// Both oracles behind the observers, fed as a kernel feeds them.
#include <gtest/gtest.h>

#include "bench.h"
#include "mmu/mmu.h"

namespace cowmmu::test {
namespace {

struct Both : testing::Test {
  Both() { oracles.space_created(cpu, space); }

  Bench bench;
  WitnessCpu cpu;
  AddressSpace space = bench.space(1);
  Oracles oracles{bench.frames, [this](HartId) { return &space; },
                  [](HartId) { return std::nullopt; }};
};

TEST_F(Both, kernel_accesses_are_compared_and_named) {
  oracles.mapped(cpu, space, Vpn(0), 8, false, 0, 0);
  oracles.kernel_store(cpu, space, kVa, 8, Ppn(1), false);
  oracles.kernel_load(cpu, space, kVa, 8, Ppn(1), false);
  EXPECT_TRUE(oracles.reports().empty());
  oracles.kernel_load(cpu, space, kVa, 9, Ppn(1), false);
  ASSERT_EQ(oracles.reports().size(), 1u);
  EXPECT_EQ(oracles.reports()[0].find("oracle: hart 3, cycle 1234, process 1"), 0u);
  EXPECT_EQ(oracles.loads(), 2u);
}

TEST_F(Both, a_file_copy_parts_a_private_page_from_its_file) {
  AddressSpace writer = bench.space(2);
  oracles.space_created(cpu, writer);
  oracles.mapped(cpu, writer, kPage, 1, true, 9, 100);
  oracles.mapped(cpu, space, kPage, 1, false, 9, 100);
  oracles.kernel_store(cpu, writer, kVa, 8, Ppn(1), false);
  const Ppn copy = bench.fresh();
  bench.frames.write64(PhysAddr(addr_of(copy).value + page_offset(kVa)), 8);
  oracles.file_copy_begin(cpu, space, kVa);
  oracles.file_copy_end(cpu, space, kVa, copy);
  oracles.kernel_store(cpu, writer, kVa, 9, Ppn(1), false);
  oracles.kernel_load(cpu, space, kVa, 8, Ppn(2), false);
  EXPECT_TRUE(oracles.reports().empty());
}

// The copy may hold what the file held at the beginning or anything stored since, nothing else.
TEST_F(Both, a_store_that_races_a_file_copy_may_be_in_it_or_not) {
  AddressSpace writer = bench.space(2);
  oracles.space_created(cpu, writer);
  oracles.mapped(cpu, writer, kPage, 1, true, 9, 100);
  oracles.mapped(cpu, space, kPage, 1, false, 9, 100);
  oracles.kernel_store(cpu, writer, kVa, 8, Ppn(1), false);
  for (const uint64_t found : {8, 9, 10, 11}) {
    AddressSpace reader = bench.space(3 + found);
    oracles.space_created(cpu, reader);
    oracles.mapped(cpu, reader, kPage, 1, false, 9, 100);
    const Ppn copy = bench.fresh();
    bench.frames.write64(PhysAddr(addr_of(copy).value + page_offset(kVa)), found);
    oracles.file_copy_begin(cpu, reader, kVa);
    oracles.kernel_store(cpu, writer, kVa, 9, Ppn(1), false);
    oracles.kernel_store(cpu, writer, kVa, 10, Ppn(1), false);
    oracles.file_copy_end(cpu, reader, kVa, copy);
    oracles.kernel_load(cpu, reader, kVa, found, copy, false);
    EXPECT_EQ(oracles.reports().size(), found == 11 ? 1U : 0U) << found;
    oracles.kernel_store(cpu, writer, kVa, 8, Ppn(1), false);
  }
}

TEST_F(Both, images_are_taken_at_an_end_and_at_the_end_of_the_run_in_order) {
  AddressSpace late = bench.space(2), early = bench.space(1);
  late.image = 0, early.image = 1;
  oracles.space_ending(cpu, late);
  oracles.space_ending(cpu, space);
  oracles.finish({&early});
  const auto images = oracles.images();
  ASSERT_EQ(images.size(), 3u);
  EXPECT_EQ(images[0].process, Pid(1));
  EXPECT_EQ(images[1].image, 1u);
  EXPECT_EQ(images[2].process, Pid(2));
}

// Answers walks from memory at once.
struct MemoryPort : IWalkPort {
  explicit MemoryPort(FrameStore& f) : frames(f) {}
  uint64_t read_pte(PhysAddr pa) override { return frames.read64(pa); }
  bool compare_swap_pte(PhysAddr pa, uint64_t, uint64_t desired) override {
    frames.write64(pa, desired);
    return true;
  }
  bool backed(PhysAddr pa) const override { return frames.contains(pa); }
  void spend(Cycles) override {}
  Cycles now() const override { return {}; }
  FrameStore& frames;
};

TEST(FreedFrames, must_be_held_by_no_tlb_and_no_walk_cache) {
  Bench bench;
  WitnessCpu cpu;
  const AddressSpace space = bench.space(1);
  const Ppn frame = bench.map(space, kPage);
  const Params params;
  Mmu mmu(params.machine.tlb, params.machine.walker, params.machine.mmu);
  mmu.set_state({.satp = {space.mode, Asid(1), space.root}});
  std::optional<Asid> only;
  Oracles oracles(
      bench.frames, [](HartId) { return nullptr; }, [&](HartId) { return only; });
  oracles.watch(mmu);
  MemoryPort port(bench.frames);
  oracles.frame_freed(cpu, frame);
  EXPECT_EQ(oracles.stale(), 0u);
  ASSERT_EQ(mmu.translate(Access::kLoad, kVa, port).cause, Cause::kNone);
  oracles.frame_freed(cpu, frame);
  EXPECT_EQ(oracles.stale(), 1u);
  oracles.table_freed(cpu, ppn_of(bench.slot(space, kPage)));
  EXPECT_EQ(oracles.stale(), 2u);
  only = Asid(2);  // nothing leads to what is held
  oracles.frame_freed(cpu, frame);
  EXPECT_EQ(oracles.stale(), 2u);
  only.reset();
  mmu.fence_free(Fence::all());
  oracles.frame_freed(cpu, frame);
  EXPECT_EQ(oracles.stale(), 2u);
  EXPECT_EQ(oracles.reports().size(), 2u);
}

TEST(FreedFrames, must_be_named_by_no_copy_under_way) {
  Bench bench;
  WitnessCpu cpu;
  Oracles oracles(
      bench.frames, [](HartId) { return nullptr; },
      [](HartId) -> std::optional<Asid> { return std::nullopt; });
  oracles.watch_queue([](Ppn frame) { return frame == Ppn(7); });
  oracles.frame_freed(cpu, Ppn(8));
  EXPECT_EQ(oracles.stale(), 0u);
  oracles.frame_freed(cpu, Ppn(7));
  EXPECT_EQ(oracles.stale(), 1u);
}

}  // namespace
}  // namespace cowmmu::test
