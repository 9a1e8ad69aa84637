// SPDX-License-Identifier: Apache-2.0
// Words that a hart accesses beside what its thread does take the time of the thread's own
// accesses, whatever the thread does meanwhile.
#include <gtest/gtest.h>

#include <functional>

#include "hart/atomic_op.h"
#include "machine/machine.h"
#include "runner/pool.h"

namespace cowmmu {
namespace {

constexpr PhysAddr kWord{Machine::kMemoryBase.value + 0x100008};
constexpr uint64_t kBefore = 7, kAfter = 8;

// One access, begun at cycle `begin`; a step in every cycle until it is done.
class OneAccess final : public IBackground {
 public:
  OneAccess(IHartMemory& memory, const WordAccess& access, Cycles begin)
      : memory_(memory), access_(access), begin_(begin), at_(begin) {
    memory_.attend(this);
  }
  std::optional<Next> next() const override { return Next{at_, true}; }
  void step() override {
    if (at_ == begin_) memory_.start(access_, at_);
    at_ += Cycles(1);
  }
  void done(const WordAccess& access, Cycles at) override {
    answer = access;
    taken = at - begin_;
    memory_.attend(nullptr);
  }

  WordAccess answer{};
  std::optional<Cycles> taken;

 private:
  IHartMemory& memory_;
  WordAccess access_;
  Cycles begin_, at_;
};

// Kernel code that is one function, on hart 0.
class BodyOs final : public ITrapHandler {
 public:
  using Body = std::function<void(Hart&)>;
  explicit BodyOs(Body body) : body_(std::move(body)) {}
  void boot(Hart& hart) override {
    if (hart.id() == HartId(0)) body_(hart);
  }
  void idle(Hart& hart) override { hart.idle(); }
  void page_fault(Hart&, Cause, VirtAddr) override {}
  void syscall(Hart&, const Op&) override {}
  void ipi(Hart&) override {}
  void timer(Hart&) override {}

 private:
  Body body_;
};

struct Kind {
  bool cached, warm, swap, exact;
};

// What `body` returns, as text, when the machine has come to rest.
std::string on_machine(const Kind& kind, const BodyOs::Body& body,
                       const std::function<std::string()>& result) {
  const ChildResult child = run_in_child([&] {
    Params p;
    p.machine.cached = kind.cached;
    p.machine.access_cycles = 30;
    FrameStore frames(Machine::kMemoryBase, p.machine.dram.bytes);
    frames.write64(kWord, kBefore);
    BodyOs os([&](Hart& hart) {
      if (kind.warm) hart.atomic(kWord, Modify([](uint64_t old) { return old; }));
      body(hart);
    });
    Machine machine("machine", p, {kind.exact}, frames, os);
    machine.run();
    return result() + " leaves " + std::to_string(frames.read64(kWord));
  });
  EXPECT_EQ(child.end, ChildEnd::kReturned) << child.message;
  return child.bytes;
}

std::string told(Cycles taken, uint64_t value) {
  return "takes " + std::to_string(taken.value) + " finds " + std::to_string(value);
}

std::string by_the_thread(const Kind& kind) {
  std::string found;
  return on_machine(
      kind,
      [&](Hart& hart) {
        const Cycles begin = hart.now();
        const uint64_t value =
            kind.swap ? hart.atomic(kWord, CompareSwap(kBefore, kAfter)) : hart.load(kWord);
        found = told(hart.now() - begin, value);
      },
      [&] { return found; });
}

using Meanwhile = std::function<void(Hart&)>;
std::string beside(const Kind& kind, const Meanwhile& meanwhile) {
  std::optional<OneAccess> access;
  return on_machine(
      kind,
      [&](Hart& hart) {
        WordAccess word{.pa = kWord, .client = 3, .swap = kind.swap};
        word.expected = kBefore;
        word.desired = kAfter;
        access.emplace(hart.memory(), word, hart.now());
        meanwhile(hart);
      },
      [&] {
        EXPECT_EQ(access->answer.stored, kind.swap);
        return told(access->taken.value(), access->answer.value);
      });
}

class Words : public testing::TestWithParam<Kind> {};

TEST_P(Words, take_the_time_of_the_threads_own_whatever_it_does) {
  const std::string expected = by_the_thread(GetParam());
  const auto elsewhere = PhysAddr(kWord.value + 0x10000);
  const std::vector<Meanwhile> doings{
      [](Hart&) {},  // it sleeps
      [](Hart& hart) { hart.spend(Cycles(2000)); },
      [](Hart& hart) { hart.wait_for_change(kWord, ~0ULL); },
      [&](Hart& hart) {
        hart.spend(Cycles(5));
        for (int i = 0; i < 100; ++i) hart.load(PhysAddr(kWord.value & ~0xfffULL));
      },
      [&](Hart& hart) {
        hart.spend(Cycles(2000));
        hart.store(elsewhere, 1);
      },
  };
  for (size_t i = 0; i < doings.size(); ++i)
    EXPECT_EQ(beside(GetParam(), doings[i]), expected) << "doing " << i;
}

// Cold lines of the same row would meet those of the thread in DRAM: those are taken warm.
INSTANTIATE_TEST_SUITE_P(
    Kinds, Words,
    testing::Values(Kind{true, true, false, false}, Kind{true, true, true, false},
                    Kind{false, false, false, false}, Kind{false, false, true, false},
                    Kind{true, true, false, true}, Kind{true, true, true, true},
                    Kind{false, false, false, true}, Kind{false, false, true, true}));

TEST(WordsColdCache, a_miss_takes_what_the_threads_own_takes) {
  for (const bool swap : {false, true})
    for (const bool exact : {false, true}) {
      const Kind kind{true, false, swap, exact};
      const std::string expected = by_the_thread(kind);
      EXPECT_EQ(beside(kind, [](Hart&) {}), expected);
      EXPECT_EQ(beside(kind, [](Hart& hart) { hart.spend(Cycles(2000)); }), expected);
    }
}

TEST(WordsTiming, a_hit_is_done_after_hit_cycles_and_a_swap_after_atomic_cycles_more) {
  const Params p;
  const uint64_t hit = p.machine.cache.l1d.hit_cycles;
  const Kind load{true, true, false, false}, swap{true, true, true, false};
  const auto sleeps = [](Hart&) {};
  EXPECT_EQ(beside(load, sleeps), told(Cycles(hit), kBefore) + " leaves 7");
  EXPECT_EQ(beside(swap, sleeps), told(Cycles(hit + p.hart.atomic_cycles), kBefore) + " leaves 8");
}

}  // namespace
}  // namespace cowmmu
