// SPDX-License-Identifier: Apache-2.0
// Random programs on random machines: whatever they do, every process ends, no space is left, and
// none is taken down while a hart has it loaded (fake_memory.cpp checks that).
#include <gtest/gtest.h>

#include "kernel_bench.h"

namespace cowmmu::test {
namespace {

// Makes random calls, then exits. Every thread that parks is sure to be ended: the process's first
// thread (or the one that called exec) never parks, and exits.
class RandomProgram : public IProgram {
 public:
  RandomProgram(uint64_t seed, uint64_t harts) : random_(seed), harts_(harts) {}

  Op next(const OpResult& last) override {
    if (forked_ && last.error == 0) note_fork(last.value);
    if (execed_ && last.error == 0) main_ = true;  // all others have ended
    forked_ = execed_ = false;
    if (left_ == 0) return main_ ? sys(Sys::kExit) : sys(Sys::kThreadExit);
    --left_;
    return choose(random_() % 16);
  }
  std::unique_ptr<IProgram> clone() const override {
    return std::make_unique<RandomProgram>(*this);
  }
  std::unique_ptr<IProgram> start_thread(uint64_t argument) const override {
    auto thread = std::make_unique<RandomProgram>(*this);
    thread->random_.seed(argument);
    thread->main_ = thread->forked_ = thread->execed_ = false;
    thread->left_ = left_ / 2;
    return thread;
  }

 private:
  // A child begins with a number of its own.
  void note_fork(uint64_t value) {
    if (value != 0) return;
    random_.discard(7);
    main_ = true;
    ++depth_;
    left_ /= 2;
  }

  Op choose(uint64_t what) {
    switch (what) {
      case 0:
      case 1:
        forked_ = depth_ < 3;
        return forked_ ? sys(what == 0 ? Sys::kFork : Sys::kVfork) : sys(Sys::kYield);
      case 2:
        return depth_ < 3 ? sys(Sys::kThreadCreate, random_()) : sys(Sys::kYield);
      case 3:
        return sys(Sys::kYield);
      case 4:
        return sys(Sys::kMigrate, random_() % harts_);
      case 5:
        return sys(Sys::kMunmap, kMmapBase);
      case 6:
        return main_ ? sys(Sys::kMmap) : sys(Sys::kPark);
      case 7:
        return sys(Sys::kUnpark, kFirstThreadTid + random_() % 4);
      case 8:
        execed_ = random_() % 4 == 0;
        return execed_ ? sys(Sys::kExec) : Op::compute(30);
      case 9:
        return random_() % 8 == 0 ? Op::store(VirtAddr(0), 1) : Op::compute(300);
      case 10:
        return random_() % 4 == 0 ? sys(Sys::kExit) : Op::compute(10);
      case 11:
        return sys(Sys::kMigrate, random_() % harts_, kFirstThreadTid + random_() % 4);
      default:
        return Op::compute(random_() % 2000);
    }
  }

  std::mt19937_64 random_;
  uint64_t harts_;
  uint64_t left_ = 24;
  int depth_ = 0;
  bool main_ = true;
  bool forked_ = false, execed_ = false;
};

struct Setup {
  const char* shootdown;
  const char* asid;
  uint64_t asid_bits;
  const char* locks;
};
void PrintTo(const Setup& p, std::ostream* out) {
  *out << p.shootdown << '_' << p.asid << '_' << p.asid_bits << '_' << p.locks;
}

class RandomPrograms : public testing::TestWithParam<Setup> {};
INSTANTIATE_TEST_SUITE_P(policies, RandomPrograms,
                         testing::Values(Setup{"ipi_mask", "rollover", 12, "timed"},
                                         Setup{"ipi_mask", "rollover", 5, "free"},
                                         Setup{"ipi_all", "rollover", 5, "timed"},
                                         Setup{"ipi_mask", "none", 0, "timed"}));

TEST_P(RandomPrograms, end_and_leave_no_space_behind) {
  for (uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(seed);
    const uint64_t harts = 1 + seed % 8;
    KernelBench bench(harts, seed, seed % 3 * 20, [](Params& p) {
      p.os.shootdown = GetParam().shootdown;
      p.os.asid = GetParam().asid;
      p.os.asid_bits = GetParam().asid_bits;
      p.os.cost.locks = GetParam().locks;
      p.os.time_slice_us = 1;
      p.os.cost.fork_base = p.os.cost.exit_base = p.os.cost.exec_base = 500;
    });
    ASSERT_TRUE(bench.run(std::make_unique<RandomProgram>(seed, harts)));
    EXPECT_EQ(bench.memory.live, 0u);
    EXPECT_TRUE(bench.kernel.finished());
    const HartCounters total = bench.counters.total();
    EXPECT_EQ(total.processes_created, total.processes_exited + total.processes_killed);
    if (HasFailure()) return;
  }
}

TEST(Runs, are_a_function_of_the_seed) {
  const auto clock_of = [](uint64_t seed) {
    KernelBench bench(4, seed, 20);
    EXPECT_TRUE(bench.run(std::make_unique<RandomProgram>(seed, 4)));
    uint64_t sum = 0;
    for (uint64_t h = 0; h < 4; ++h) sum = sum * 31 + bench.machine.cpu(h).now().value;
    return sum;
  };
  for (uint64_t seed = 1; seed <= 5; ++seed) EXPECT_EQ(clock_of(seed), clock_of(seed));
  EXPECT_NE(clock_of(1), clock_of(2));
}

}  // namespace
}  // namespace cowmmu::test
