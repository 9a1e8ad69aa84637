// SPDX-License-Identifier: Apache-2.0
// A fork that finds no memory, at every point where it could: the parent is as it was, to the bit.
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

// Everything that makes pages different: exclusive, COW with and without other sharers, read-only,
// without permissions, zero, a file's, shared, pinned, far away.
struct Varied {
  MemoryBench& bench;
  SpacePtr init = bench.create();
  std::vector<uint64_t> pages;
  SpacePtr sharer;

  explicit Varied(MemoryBench& b) : bench(b) {
    const uint64_t far = 1ULL << 46;
    const uint64_t old = bench.map(*init, 4, kRw);
    for (uint64_t n = 0; n < 4; ++n) bench.write(*init, page(old, n), n);
    sharer = bench.fork(*init);
    if (sharer) bench.unmap(*sharer, old, 2);
    const uint64_t fresh = bench.map(*init, 6, kRw, far);
    for (uint64_t n = 0; n < 5; ++n) bench.write(*init, page(fresh, n), n);
    bench.read(*init, page(fresh, 5));
    bench.protect(*init, page(fresh, 1), 1, Prot::kRead);
    bench.protect(*init, page(fresh, 2), 1, 0);
    bench.pin(*init, page(fresh, 3), PinMode::kReadWrite);
    bench.pin(*init, page(fresh, 4), PinMode::kGet);
    const uint64_t file = bench.map(*init, 2, kRw | MapFlags::kFile, 2 * far / 3 & ~4095ULL, 1);
    bench.read(*init, file);
    bench.write(*init, page(file, 1), 9);
    const uint64_t shared = bench.map(*init, 1, kRw | MapFlags::kShared, far / 2);
    bench.write(*init, shared, 8);
    for (uint64_t n = 0; n < 4; ++n) pages.push_back(page(old, n));
    for (uint64_t n = 0; n < 6; ++n) pages.push_back(page(fresh, n));
    pages.insert(pages.end(), {file, page(file, 1), shared});
  }

  std::vector<uint64_t> state() {
    std::vector<uint64_t> all;
    for (const uint64_t va : pages) {
      const Pte pte = bench.pte(*init, va);
      all.push_back(pte.bits());
      if (pte.has(Pte::kSpecial)) continue;
      all.push_back(bench.frames.descriptors().counts(bench.probe, pte.ppn()).bits);
      all.push_back(bench.descriptor(pte.ppn()).bits());
    }
    all.push_back(bench.frames.totals().in_use());
    return all;
  }
};

struct FailedForkTest : ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Policies, FailedForkTest, ::testing::Values("cow", "eager", "textbook"),
                         [](const auto& policy) { return policy.param; });

TEST_P(FailedForkTest, leaves_no_trace_at_any_allocation_point) {
  bool succeeded = false;
  for (uint64_t left = 0; !succeeded; ++left) {
    ASSERT_LT(left, 100U);
    MemoryBench bench(with_fork(GetParam()));
    Varied varied(bench);
    const auto before = varied.state();
    bench.frames.set_leave(bench.harts[0], left);
    SpacePtr child = bench.fork(*varied.init);
    succeeded = child != nullptr;
    if (!succeeded) {
      EXPECT_EQ(varied.state(), before) << "with " << left << " frames left";
    }
    std::vector<const AddressSpace*> live{varied.init.get(), varied.sharer.get()};
    if (child) live.push_back(child.get());
    EXPECT_EQ(bench.leaked(live), 0U);
    bench.expect_counts(live);
    if (left > 3) {
      EXPECT_EQ(bench.read(*varied.init, varied.pages[0]), 0U);
    }
  }
}

TEST_P(FailedForkTest, parent_stores_without_any_fault_afterwards) {
  OsParams params = with_fork(GetParam());
  MemoryBench bench(params);
  SpacePtr init = bench.create();
  const uint64_t near = bench.map(*init, 1), far = bench.map(*init, 1, kRw, 1ULL << 46);
  bench.write(*init, near, 1);
  bench.write(*init, far, 2);
  bench.frames.set_leave(bench.harts[0], 4);  // root and the first pages' tables, no more
  EXPECT_EQ(bench.fork(*init), nullptr);
  const uint64_t faults = bench.faults(FaultKind::kCowReuse) + bench.faults(FaultKind::kCowCopy);
  bench.harts[0].tlb.clear();
  bench.write(*init, near, 3);
  bench.write(*init, far, 4);
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse) + bench.faults(FaultKind::kCowCopy), faults);
}

TEST_P(FailedForkTest, limit_of_user_frames_refuses_eager_copies) {
  OsParams params = with_fork(GetParam());
  params.memory.user_frames = 5;
  MemoryBench bench(params);
  SpacePtr init = bench.create();
  const uint64_t a = bench.map(*init, 3);
  for (uint64_t n = 0; n < 3; ++n) bench.write(*init, page(a, n), n + 1);
  SpacePtr child = bench.fork(*init);
  EXPECT_EQ(child == nullptr, GetParam() == "eager");
  bench.write(*init, page(a, 1), 4);
  EXPECT_EQ(bench.read(*init, page(a, 2)), 3U);
}

}  // namespace
}  // namespace cowmmu::test
