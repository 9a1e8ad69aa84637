// SPDX-License-Identifier: Apache-2.0
// Thousands of random operations on several address spaces against the model: what every access
// sees and whether it may, every reference count along the way, and nothing left at the end.
#include <random>

#include "random_model.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kWindow = 1ULL << 40;  // operations are on pages of this window:
constexpr uint64_t kPages = 1100;         // three tables, so that ranges cross them

class RandomRun {
 public:
  RandomRun(const OsParams& params, uint64_t seed, uint64_t bytes)
      : bench_(params, bytes, 3), random_(seed) {
    processes_.push_back({bench_.create(), {}});
  }

  void run(int steps) {
    for (int n = 0; n < steps && !::testing::Test::HasFatalFailure(); ++n) {
      step();
      if (n % 50 == 0) check();
    }
    while (!processes_.empty()) end(processes_.size() - 1);
    EXPECT_EQ(bench_.leaked({}), 0U);
    EXPECT_EQ(bench_.frames.totals().user, 0U);
    EXPECT_EQ(bench_.frames.totals().tables, 0U);
  }

 private:
  struct Process {
    SpacePtr space;
    ModelSpace pages;
  };

  uint64_t pick(uint64_t n) { return random_() % n; }
  static uint64_t address(uint64_t page_number) { return kWindow + page_number * kPageBytes; }

  void step() {
    const size_t who = pick(processes_.size());
    Process& p = processes_[who];
    const uint64_t first = pick(3) == 0 ? 505 + pick(10) : pick(kPages - 40);
    const uint64_t count = 1 + pick(pick(8) == 0 ? 40 : 5);
    switch (pick(16)) {
      case 0:
      case 1:
        return map(p, first, count);
      case 2:
        return unmap(p, first, count);
      case 3:
        return protect(p, first, count);
      case 4:
        return discard(p, first, count);
      case 5:
        return fork(who);
      case 6:
        return processes_.size() > 1 && pick(2) == 0 ? end(who) : void();
      case 7:
        return kernel_write(p, first);
      case 8:
        return move(p, first, count, pick(kPages - 40));
      case 9:
        return pin(p, first);
      default:
        for (uint64_t n = 0; n < count; ++n) access(p, first + n);
    }
  }

  void map(Process& p, uint64_t first, uint64_t count) {
    static constexpr uint64_t kKinds[] = {0, 0, MapFlags::kShared, MapFlags::kFile,
                                          MapFlags::kFile | MapFlags::kShared};
    const uint64_t kind = kKinds[pick(5)], file = pick(3);
    const uint64_t prot = pick(4) == 0 ? Prot::kRead : kRw;
    bench_.map(*p.space, count, prot | kind, address(first), file);
    std::shared_ptr<Contents> object;
    if (kind & MapFlags::kFile) {
      auto& known = files_[file];
      object = known ? known : known = std::make_shared<Contents>();
    } else if (kind) {
      object = std::make_shared<Contents>();
    }
    for (uint64_t n = 0; n < count; ++n) {
      p.pages[first + n] = {prot, 0, object, n, (kind & MapFlags::kShared) != 0, false};
    }
  }

  void unmap(Process& p, uint64_t first, uint64_t count) {
    EXPECT_EQ(bench_.unmap(*p.space, address(first), count), SysError::kNone);
    p.pages.erase(p.pages.lower_bound(first), p.pages.lower_bound(first + count));
  }

  void protect(Process& p, uint64_t first, uint64_t count) {
    static constexpr uint64_t kProts[] = {0, Prot::kRead, kRw, kRw, Prot::kExec};
    const uint64_t prot = kProts[pick(5)];
    bool whole = true;
    for (uint64_t n = 0; n < count; ++n) whole &= p.pages.count(first + n) != 0;
    const SysError error = bench_.protect(*p.space, address(first), count, prot);
    EXPECT_EQ(error == SysError::kNone, whole);
    for (uint64_t n = 0; whole && n < count; ++n) p.pages[first + n].prot = prot;
  }

  void discard(Process& p, uint64_t first, uint64_t count) {
    bench_.advise(*p.space, address(first), count, 4);
    for (auto at = p.pages.lower_bound(first); at != p.pages.end() && at->first < first + count;
         ++at) {
      at->second.discard();
    }
  }

  void fork(size_t who) {
    if (processes_.size() == 6) return;
    SpacePtr child = bench_.fork(*processes_[who].space, pick(3));
    if (child) processes_.push_back({std::move(child), processes_[who].pages});
  }

  void end(size_t who) {
    bench_.exit(std::move(processes_[who].space));
    processes_.erase(processes_.begin() + static_cast<std::ptrdiff_t>(who));
  }

  void access(Process& p, uint64_t n) {
    const auto found = p.pages.find(n);
    const uint64_t prot = found == p.pages.end() ? 0 : found->second.prot;
    const uint64_t hart = pick(3);
    if (pick(2) == 0) {
      const uint64_t value = random_();
      const Got got = bench_.store(*p.space, address(n), value, hart);
      if (got == Got::kNoMemory) return;
      ASSERT_EQ(got == Got::kOk, (prot & Prot::kWrite) != 0) << "page " << n;
      if (got == Got::kOk) found->second.write(value);
      return;
    }
    uint64_t value = 0;
    const Got got = bench_.load(*p.space, address(n), value, hart);
    if (got == Got::kNoMemory) return;
    ASSERT_EQ(got == Got::kOk, (prot & Prot::kRead) != 0) << "page " << n;
    if (got == Got::kOk) {
      ASSERT_EQ(value, found->second.read()) << "page " << n;
    }
  }

  void kernel_write(Process& p, uint64_t n) {
    const auto found = p.pages.find(n);
    const bool may = found != p.pages.end() && (found->second.prot & Prot::kWrite);
    const uint64_t value = random_();
    const SysError error =
        bench_.manager.kernel_write(bench_.harts[pick(3)], *p.space, call(address(n), 8, value))
            .error;
    if (error == SysError::kNoMemory) return;
    ASSERT_EQ(error == SysError::kNone, may);
    if (may) found->second.write(value);
  }

  void move(Process& p, uint64_t first, uint64_t count, uint64_t to) {
    const SysError error =
        bench_.manager
            .mremap(bench_.harts[0], *p.space,
                    call(address(first), count * kPageBytes, count * kPageBytes, address(to)))
            .error;
    if (first == to || error == SysError::kInvalid || error == SysError::kBadAddress) return;
    p.pages.erase(p.pages.lower_bound(to), p.pages.lower_bound(to + count));
    if (error != SysError::kNone) return;
    for (uint64_t n = 0; n < count; ++n) {
      p.pages[to + n] = p.pages.at(first + n);
      p.pages.erase(first + n);
    }
  }

  // A pinned page behaves as before; what is written through the pin is seen at once.
  void pin(Process& p, uint64_t n) {
    const auto found = p.pages.find(n);
    const SysResult pinned = bench_.manager.pin(bench_.harts[0], *p.space, call(address(n), 0));
    if (pinned.error == SysError::kNoMemory) return;
    const bool may = found != p.pages.end() && (found->second.prot & Prot::kWrite);
    ASSERT_EQ(pinned.error == SysError::kNone, may);
    if (!may) return;
    found->second.write(found->second.read());  // the page is now its owner's
    const uint64_t value = random_();
    bench_.manager.poke(bench_.harts[0], *p.space, call(pinned.value, 0, value));
    found->second.write(value);
    if (pick(2) == 0) bench_.manager.unpin(bench_.harts[0], *p.space, call(pinned.value));
  }

  void check() {
    std::vector<const AddressSpace*> live;
    for (const Process& p : processes_) live.push_back(p.space.get());
    bench_.expect_counts(live);
    ASSERT_EQ(bench_.leaked(live), 0U);
  }

  MemoryBench bench_;
  std::mt19937_64 random_;
  std::vector<Process> processes_;
  std::map<uint64_t, std::shared_ptr<Contents>> files_;
};

struct RandomTest : ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Policies, RandomTest, ::testing::Values("cow", "eager", "textbook"),
                         [](const auto& policy) { return policy.param; });

TEST_P(RandomTest, every_process_sees_what_the_model_says) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomRun(with_fork(GetParam()), seed, 64 << 20).run(3000);
  }
}

TEST_P(RandomTest, also_when_memory_is_short) {
  for (uint64_t seed = 101; seed <= 112; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    OsParams params = with_fork(GetParam());
    params.memory.user_frames = 60;
    params.svvptc = seed % 2 == 0;
    params.fork_old = seed % 3 == 0;
    params.memory.aged = seed % 4 == 0 ? 0.7 : 0.0;
    RandomRun(params, seed, 1 << 20).run(2000);
  }
}

}  // namespace
}  // namespace cowmmu::test
