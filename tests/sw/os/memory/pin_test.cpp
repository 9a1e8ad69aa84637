// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct PinTest : ::testing::Test {
  MemoryBench bench;
  SpacePtr space = bench.create();
  BenchCpu& cpu = bench.harts[0];
  uint64_t a = bench.map(*space, 4);

  uint64_t peek(uint64_t handle, uint64_t offset = 0) {
    const SysResult r = bench.manager.peek(cpu, *space, call(handle, offset));
    EXPECT_EQ(r.error, SysError::kNone);
    return r.value;
  }
};

TEST_F(PinTest, an_untouched_page_is_zero_filled_and_no_fault_is_counted) {
  const uint64_t handle = bench.pin(*space, a, PinMode::kReadWrite);
  EXPECT_EQ(bench.faults(FaultKind::kZeroFill), 0U);
  EXPECT_EQ(bench.frames.totals().user, 1U);
  EXPECT_EQ(bench.refs(*space, a), 2U);
  bench.manager.poke(cpu, *space, call(handle, 8, 5));
  EXPECT_EQ(bench.read(*space, a + 8), 5U);
  bench.write(*space, a, 6);
  EXPECT_EQ(peek(handle), 6U);
}

TEST_F(PinTest, a_shared_page_is_copied_and_a_no_longer_shared_one_is_kept) {
  bench.write(*space, a, 1);
  bench.write(*space, page(a, 1), 2);
  SpacePtr child = bench.fork(*space);
  bench.pin(*space, a, PinMode::kRead);
  EXPECT_EQ(bench.copies(), 1U);
  EXPECT_NE(bench.frame(*space, a), bench.frame(*child, a));
  const Ppn frame = bench.frame(*space, page(a, 1));
  bench.exit(std::move(child));
  bench.pin(*space, page(a, 1), PinMode::kReadWrite);
  EXPECT_EQ(bench.copies(), 1U);
  EXPECT_EQ(bench.frame(*space, page(a, 1)), frame);
  EXPECT_TRUE(bench.descriptor(frame).exclusive);
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse), 0U);
}

TEST_F(PinTest, the_frame_outlives_its_mapping_until_unpin) {
  bench.write(*space, a, 1);
  const uint64_t handle = bench.pin(*space, a, PinMode::kReadWrite);
  bench.advise(*space, a, 1, 4);
  EXPECT_EQ(bench.read(*space, a), 0U);
  bench.unmap(*space, a, 1);
  EXPECT_EQ(peek(handle), 1U);
  EXPECT_EQ(bench.leaked({space.get()}), 0U);
  EXPECT_EQ(bench.frames.totals().user, 1U);
  EXPECT_EQ(bench.manager.unpin(cpu, *space, call(handle)).error, SysError::kNone);
  EXPECT_EQ(bench.frames.totals().user, 0U);
  EXPECT_EQ(bench.manager.unpin(cpu, *space, call(handle)).error, SysError::kInvalid);
}

TEST_F(PinTest, the_end_of_the_space_gives_pins_back) {
  bench.pin(*space, a, PinMode::kReadWrite);
  bench.pin(*space, a, PinMode::kGet);
  bench.pin(*space, page(a, 1), PinMode::kGet);  // of the zero page
  bench.unmap(*space, a, 4);
  bench.exit(std::move(space));
  EXPECT_EQ(bench.frames.totals().in_use(), 0U);
}

TEST_F(PinTest, protection_and_memory_refuse_pins) {
  bench.protect(*space, a, 1, Prot::kRead);
  auto error = [&](uint64_t va, PinMode mode) {
    return bench.manager.pin(cpu, *space, call(va, static_cast<uint64_t>(mode))).error;
  };
  EXPECT_EQ(error(a, PinMode::kReadWrite), SysError::kBadAddress);
  EXPECT_EQ(error(page(a, 9), PinMode::kRead), SysError::kBadAddress);
  bench.write(*space, page(a, 1), 1);
  bench.frames.set_leave(cpu, 0);
  EXPECT_EQ(error(a, PinMode::kRead), SysError::kNoMemory);
  EXPECT_EQ(error(page(a, 1), PinMode::kRead), SysError::kNone);
}

TEST_F(PinTest, a_files_clean_page_is_copied_for_a_pin_and_shared_memory_is_not) {
  const uint64_t f = bench.map(*space, 1, kRw | MapFlags::kFile, 0, 1);
  const uint64_t s = bench.map(*space, 1, kRw | MapFlags::kShared);
  bench.read(*space, f);
  bench.pin(*space, f, PinMode::kRead);
  EXPECT_EQ(bench.copies(), 1U);
  const uint64_t handle = bench.pin(*space, s, PinMode::kReadWrite);
  SpacePtr child = bench.fork(*space);
  bench.write(*child, s, 4);
  EXPECT_EQ(peek(handle), 4U);
  bench.unmap(*child, s, 1);
  bench.unmap(*space, s, 1);
  EXPECT_EQ(peek(handle), 4U);
  EXPECT_EQ(bench.leaked({space.get(), child.get()}), 0U);
}

}  // namespace
}  // namespace cowmmu::test
