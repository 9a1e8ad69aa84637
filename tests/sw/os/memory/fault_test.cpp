// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct FaultTest : ::testing::Test {
  MemoryBench bench;
  SpacePtr space = bench.create();
  uint64_t a = bench.map(*space, 4);
  uint64_t value = 0;
};

TEST_F(FaultTest, a_read_maps_the_zero_page_and_a_store_then_fills) {
  EXPECT_EQ(bench.read(*space, a, 1), 0U);
  EXPECT_EQ(bench.frame(*space, a), bench.layout.zero_frame);
  EXPECT_EQ(bench.frames.totals().user, 0U);
  bench.write(*space, a, 5, 0);
  EXPECT_EQ(bench.read(*space, a, 1), 5U);  // hart 1 has forgotten the zero page
  EXPECT_EQ(bench.faults(FaultKind::kReadZero), 1U);
  EXPECT_EQ(bench.faults(FaultKind::kZeroFill), 1U);
  EXPECT_EQ(bench.copies(), 0U);
}

TEST_F(FaultTest, accesses_outside_mappings_or_against_protection_are_segv) {
  EXPECT_EQ(bench.load(*space, page(a, 4), value), Got::kSegv);
  bench.write(*space, a, 1);
  bench.protect(*space, a, 1, Prot::kRead);
  EXPECT_EQ(bench.store(*space, a, 2), Got::kSegv);
  EXPECT_EQ(bench.read(*space, a), 1U);
  bench.protect(*space, a, 1, 0);
  EXPECT_EQ(bench.load(*space, a, value), Got::kSegv);
  bench.protect(*space, a, 1, Prot::kExec);
  EXPECT_EQ(bench.load(*space, a, value), Got::kSegv);
  bench.protect(*space, a, 1, kRw);
  EXPECT_EQ(bench.read(*space, a), 1U);
  EXPECT_EQ(bench.faults(FaultKind::kSegv), 4U);
}

TEST_F(FaultTest, no_frame_left_is_an_answer_and_leaves_the_page_alone) {
  bench.write(*space, a, 1);
  SpacePtr child = bench.fork(*space);
  bench.frames.set_leave(bench.harts[0], 0);
  EXPECT_EQ(bench.store(*child, a, 2), Got::kNoMemory);
  EXPECT_EQ(bench.store(*space, page(a, 1), 2), Got::kNoMemory);
  EXPECT_EQ(bench.read(*child, a), 1U);
  EXPECT_EQ(bench.refs(*space, a), 2U);
  bench.exit(std::move(child));
  bench.write(*space, a, 3);  // the last sharer needs no frame
  bench.expect_counts({space.get()});
}

TEST_F(FaultTest, svade_traps_set_a_and_d_and_count_apart) {
  bench.write(*space, a, 1);
  const uint64_t leaf = bench.pte(*space, a).bits();
  EXPECT_TRUE(Pte(leaf).has(Pte::kA | Pte::kD));  // no trap after the kernel's own PTE
  for (auto& [at, word] : bench.memory) {
    if (word == leaf) word &= ~(Pte::kA | Pte::kD);
  }
  EXPECT_EQ(bench.manager.fault(bench.harts[0], *space, Cause::kLoadPageFault, VirtAddr(a)),
            FaultOutcome::kRetry);
  EXPECT_TRUE(bench.pte(*space, a).accessed());
  EXPECT_FALSE(bench.pte(*space, a).dirty());
  bench.manager.fault(bench.harts[0], *space, Cause::kStorePageFault, VirtAddr(a));
  EXPECT_TRUE(bench.pte(*space, a).dirty());
  EXPECT_EQ(bench.faults(FaultKind::kAccessedDirty), 2U);
  bench.manager.fault(bench.harts[0], *space, Cause::kStorePageFault, VirtAddr(a));
  EXPECT_EQ(bench.faults(FaultKind::kSpurious), 1U);
}

TEST_F(FaultTest, a_plain_reference_makes_the_page_be_copied) {
  bench.write(*space, a, 1);
  const uint64_t handle = bench.pin(*space, a, PinMode::kGet);
  bench.exit(bench.fork(*space));  // COW, with nobody else but the reference
  bench.write(*space, a, 2);
  EXPECT_EQ(bench.faults(FaultKind::kCowCopy), 1U);
  EXPECT_EQ(bench.manager.peek(bench.harts[0], *space, call(handle, 0)).value, 1U);
}

TEST_F(FaultTest, files_are_copied_at_the_first_private_store_and_cost_no_user_frame) {
  const uint64_t f = bench.map(*space, 2, kRw | MapFlags::kFile, 0, 3);
  EXPECT_EQ(bench.read(*space, f), 0U);
  EXPECT_EQ(bench.frames.totals().user, 0U);
  EXPECT_EQ(bench.frames.totals().file, 1U);
  bench.write(*space, f, 1);
  bench.write(*space, page(f, 1), 2);
  EXPECT_EQ(bench.faults(FaultKind::kFileCopy), 2U);
  EXPECT_EQ(bench.faults(FaultKind::kZeroFill), 0U);
  EXPECT_EQ(bench.copies(), 2U);
  EXPECT_EQ(bench.frames.totals().user, 2U);
  SpacePtr other = bench.create();
  const uint64_t g = bench.map(*other, 2, kRw | MapFlags::kFile, 0, 3);
  EXPECT_EQ(bench.read(*other, g), 0U);  // the file itself is as it was
}

struct FileCopyWatch : IOsObserver {
  void fault(ICpu&, const AddressSpace&, VirtAddr, FaultKind kind) override {
    if (kind == FaultKind::kFileCopy) last = kind;
  }
  void pte_changed(ICpu&, const AddressSpace&, VirtAddr, unsigned level, Pte, Pte after) override {
    if (level == 0 && after.writable()) told_before_writable.push_back(last.has_value());
  }
  std::optional<FaultKind> last;
  std::vector<bool> told_before_writable;
};

TEST_F(FaultTest, a_file_copy_is_told_before_its_page_can_be_written_pins_included) {
  for (const bool by_pin : {false, true}) {
    FileCopyWatch watch;
    MemoryManager manager({bench.params, bench.frames, bench.arena, bench.shootdown, watch,
                           bench.counters, space->mode});
    const uint64_t f =
        manager.mmap(bench.harts[0], *space, call(0, kPageBytes, kRw | MapFlags::kFile, 9)).value;
    if (by_pin) {
      manager.pin(bench.harts[0], *space, call(f));
    } else {
      manager.fault(bench.harts[0], *space, Cause::kStorePageFault, VirtAddr(f));
    }
    EXPECT_EQ(watch.told_before_writable, std::vector<bool>{true});
    manager.munmap(bench.harts[0], *space, call(f, kPageBytes));
  }
}

TEST_F(FaultTest, a_shared_file_is_one_for_all_who_map_it) {
  SpacePtr other = bench.create();
  const uint64_t flags = kRw | MapFlags::kFile | MapFlags::kShared;
  const uint64_t f = bench.map(*space, 1, flags, 0, 3), g = bench.map(*other, 1, flags, 0, 3);
  bench.write(*space, f, 1);
  EXPECT_EQ(bench.read(*other, g), 1U);
  bench.unmap(*space, f, 1);
  bench.unmap(*other, g, 1);
  EXPECT_EQ(bench.read(*space, bench.map(*space, 1, flags, 0, 3)), 1U);
}

TEST_F(FaultTest, the_same_page_on_two_harts_is_copied_once) {
  bench.write(*space, a, 1);
  SpacePtr child = bench.fork(*space);
  // Both harts faulted; the second finds the page done.
  bench.manager.fault(bench.harts[0], *space, Cause::kStorePageFault, VirtAddr(a));
  bench.manager.fault(bench.harts[1], *space, Cause::kStorePageFault, VirtAddr(a));
  EXPECT_EQ(bench.copies(), 1U);
  EXPECT_EQ(bench.faults(FaultKind::kSpurious), 1U);
}

}  // namespace
}  // namespace cowmmu::test
