// SPDX-License-Identifier: Apache-2.0
// Processes and memory together on the fake machine: real page tables, a TLB a hart that keeps what
// no fence names. The programs carry the expected contents of their memory with them: a clone at
// fork copies it, so a load that differs is a sharing, copying or shootdown error.
#include <gtest/gtest.h>

#include "fake_machine.h"
#include "os/kernel.h"
#include "os/shootdown/policies.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kPages = 12;

Op sys(Sys number, uint64_t a0 = 0, uint64_t a1 = 0, uint64_t a2 = 0) {
  return Op::syscall(static_cast<uint32_t>(number), {a0, a1, a2, 0});
}

// One thread a process, so its memory is a function of its own stores; it moves between harts.
class SelfChecking : public IProgram {
 public:
  SelfChecking(uint64_t seed, uint64_t harts, uint64_t& wrong)
      : random_(seed), harts_(harts), wrong_(&wrong) {}

  Op next(const OpResult& last) override {
    take(last);
    if (left_ == 0) return reap_or_exit(last);
    --left_;
    return last_ = choose(random_() % 20);
  }
  std::unique_ptr<IProgram> clone() const override { return std::make_unique<SelfChecking>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  void take(const OpResult& last) {
    if (last_.kind == OpKind::kLoad && last.value != expected_[page_]) ++*wrong_;
    if (last_.kind == OpKind::kStore) expected_[page_] = last_.value;
    if (is(Sys::kFork) && last.error == 0 && last.value == 0) {
      random_.discard(3 + depth_);
      ++depth_;
      children_ = 0;
      left_ /= 2;
    } else if (is(Sys::kFork) && last.error == 0) {
      ++children_;
    }
    if (is(Sys::kMmap)) mapped_ = true;
    last_ = {};
  }
  bool is(Sys number) const {
    return last_.kind == OpKind::kSyscall && last_.number == static_cast<uint32_t>(number);
  }

  Op reap_or_exit(const OpResult&) {
    if (children_ == 0) return sys(Sys::kExit);
    --children_;
    return sys(Sys::kWait);
  }

  VirtAddr pick_page() {
    page_ = random_() % kPages;
    return VirtAddr(kMmapBase + page_ * kPageBytes + 8);
  }

  Op map(uint64_t first, uint64_t pages) {
    for (uint64_t p = first; p < first + pages; ++p) expected_[p] = 0;
    return sys(Sys::kMmap, kMmapBase + first * kPageBytes, pages * kPageBytes,
               Prot::kRead | Prot::kWrite);
  }

  Op choose(uint64_t what) {
    if (!mapped_) return map(0, kPages);
    if (what < 2 && depth_ < 4) return sys(Sys::kFork);
    if (what == 2) return sys(Sys::kMigrate, random_() % harts_);
    if (what == 3) return sys(Sys::kYield);
    if (what == 4) return map(random_() % kPages, 1);  // replaces the page: it reads zero
    if (what == 5) return sys(Sys::kMadvise, discard(), kPageBytes, 4);
    if (what < 12) return Op::store(pick_page(), random_());
    return Op::load(pick_page());
  }
  uint64_t discard() {
    const uint64_t page = random_() % kPages;
    expected_[page] = 0;
    return kMmapBase + page * kPageBytes;
  }

  std::mt19937_64 random_;
  uint64_t harts_;
  uint64_t* wrong_;  // loads of all processes that did not return what was stored
  std::array<uint64_t, kPages> expected_{};
  Op last_{};
  uint64_t page_ = 0;
  uint64_t left_ = 120;
  uint64_t depth_ = 0;
  uint64_t children_ = 0;
  bool mapped_ = false;
};

struct System : IKernelHost {
  System(const Params& p, uint64_t seed, const OsMutants* mutants)
      : params(p),
        machine(p.machine.harts, seed, seed % 4 * 15),
        frames(layout, params.os, p.machine.harts, seed, observer, counters),
        shootdown(make_shootdown({params.os, p.machine.harts, arena, observer, counters, mutants})),
        manager({.params = params.os,
                 .frames = frames,
                 .arena = arena,
                 .shootdown = *shootdown,
                 .observer = observer,
                 .counters = counters,
                 .mode = PagingMode::kSv48,
                 .mutants = mutants}),
        kernel(params, {manager, arena, *shootdown, observer, counters, *this}) {
    machine.translate = true;
  }
  bool run(std::unique_ptr<IProgram> init) {
    kernel.set_init(std::move(init));
    return machine.run_kernel(kernel);
  }
  void mark(ICpu&) override {}
  std::vector<Tid> ended(ICpu&, const EndReport& report) override {
    EXPECT_FALSE(report.killed) << "process " << report.process.value << " was killed";
    return {};
  }
  void all_processes_ended(ICpu&) override { machine.stop(); }

  Params params;
  FakeMachine machine;
  IOsObserver observer;
  OsCounters counters;
  PhysicalLayout layout{PhysAddr(0x80000000), 16 << 20};
  KernelArena arena{layout.arena_begin, layout.arena_end};
  FrameAllocator frames;
  std::unique_ptr<IShootdownPolicy> shootdown;
  MemoryManager manager;
  Kernel kernel;
};

struct Setup {
  const char* fork;
  const char* shootdown;
  uint64_t asid_bits;
  const char* locks;
};
void PrintTo(const Setup& p, std::ostream* out) {
  *out << p.fork << '_' << p.shootdown << '_' << p.asid_bits << '_' << p.locks;
}
Params params_of(const Setup& setup, uint64_t harts) {
  Params p;
  p.machine.harts = harts;
  p.os.fork = setup.fork;
  p.os.shootdown = setup.shootdown;
  p.os.asid_bits = setup.asid_bits;
  p.os.cost.locks = setup.locks;
  p.os.time_slice_us = 1;
  p.os.cost.fork_base = p.os.cost.exit_base = p.os.cost.fault = 300;
  return p;
}

class RandomSystems : public testing::TestWithParam<Setup> {};
INSTANTIATE_TEST_SUITE_P(policies, RandomSystems,
                         testing::Values(Setup{"cow", "ipi_mask", 12, "timed"},
                                         Setup{"cow", "ipi_mask", 4, "free"},
                                         Setup{"cow", "ipi_mask", 0, "timed"},
                                         Setup{"cow", "ipi_all", 12, "free"},
                                         Setup{"textbook", "ipi_mask", 4, "timed"},
                                         Setup{"eager", "ipi_mask", 4, "timed"}));

TEST_P(RandomSystems, every_process_reads_what_it_wrote_and_no_frame_is_left) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(seed);
    const uint64_t harts = 1 + seed % 5;
    System system(params_of(GetParam(), harts), seed, nullptr);
    uint64_t wrong = 0;
    ASSERT_TRUE(system.run(std::make_unique<SelfChecking>(seed, harts, wrong)));
    EXPECT_EQ(wrong, 0u);
    const HartCounters total = system.counters.total();
    EXPECT_EQ(total.frames_allocated, total.frames_freed);
    EXPECT_EQ(total.processes_created, total.processes_exited);
    if (HasFailure()) return;
  }
}

struct Mutant {
  const char* name;
  bool OsMutants::*seam;
};
void PrintTo(const Mutant& p, std::ostream* out) { *out << p.name; }

class Mutants : public testing::TestWithParam<Mutant> {};
INSTANTIATE_TEST_SUITE_P(flushes, Mutants,
                         testing::Values(Mutant{"no_flush_after_fork",
                                                &OsMutants::no_flush_after_fork},
                                         Mutant{"flush_local_only", &OsMutants::flush_local_only}));

TEST_P(Mutants, are_noticed_by_wrong_loads) {
  OsMutants mutants;
  mutants.*GetParam().seam = true;
  uint64_t wrong = 0;
  for (uint64_t seed = 1; seed <= 40 && wrong == 0; ++seed) {
    System system(params_of({"cow", "ipi_mask", 12, "timed"}, 4), seed, &mutants);
    system.run(std::make_unique<SelfChecking>(seed, 4, wrong));
  }
  EXPECT_GT(wrong, 0u);
}

}  // namespace
}  // namespace cowmmu::test
