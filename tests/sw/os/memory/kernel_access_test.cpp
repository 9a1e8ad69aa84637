// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct KernelAccessTest : ::testing::Test {
  MemoryBench bench;
  SpacePtr space = bench.create();
  BenchCpu& cpu = bench.harts[0];
  uint64_t a = bench.map(*space, 2);

  SysError write(AddressSpace& s, uint64_t va, uint64_t bytes, uint64_t v, uint64_t rule = 0) {
    return bench.manager.kernel_write(cpu, s, call(va, bytes, v, rule)).error;
  }
};

TEST_F(KernelAccessTest, a_write_breaks_cow_as_a_store_does_and_counts_as_a_fault) {
  bench.write(*space, a, 1);
  SpacePtr child = bench.fork(*space);
  EXPECT_EQ(write(*child, a, 8, 7), SysError::kNone);
  EXPECT_EQ(bench.read(*space, a), 1U);
  EXPECT_EQ(bench.read(*child, a), 7U);
  EXPECT_EQ(bench.faults(FaultKind::kCowCopy), 1U);
}

TEST_F(KernelAccessTest, a_write_crosses_pages_and_follows_the_recordings_rule) {
  EXPECT_EQ(write(*space, a + 4088, 16, 3, 1), SysError::kNone);
  EXPECT_EQ(bench.read(*space, a + 4088), mix64(3, a + 4088));
  EXPECT_EQ(bench.read(*space, a + 4096), mix64(3, a + 4096));
}

TEST_F(KernelAccessTest, bytes_beside_the_buffer_stay) {
  bench.write(*space, a, 0x1111111111111111);
  bench.write(*space, a + 8, 0x2222222222222222);
  EXPECT_EQ(write(*space, a + 6, 3, 0xaabbccddeeff0011), SysError::kNone);
  EXPECT_EQ(bench.read(*space, a), 0xaabb111111111111);
  EXPECT_EQ(bench.read(*space, a + 8), 0x2222222222222211);
}

TEST_F(KernelAccessTest, bad_addresses_are_errors_not_kills) {
  EXPECT_EQ(write(*space, page(a, 2), 8, 1), SysError::kBadAddress);
  bench.protect(*space, a, 1, Prot::kRead);
  EXPECT_EQ(write(*space, a, 8, 1), SysError::kBadAddress);
  EXPECT_EQ(bench.manager.kernel_read(cpu, *space, call(a, 8)).error, SysError::kNone);
  EXPECT_EQ(bench.manager.kernel_read(cpu, *space, call(page(a, 5), 8)).error,
            SysError::kBadAddress);
}

TEST_F(KernelAccessTest, a_write_of_nothing_touches_nothing) {
  EXPECT_EQ(write(*space, a, 0, 1), SysError::kNone);
  EXPECT_EQ(space->resident, 0U);
}

}  // namespace
}  // namespace cowmmu::test
