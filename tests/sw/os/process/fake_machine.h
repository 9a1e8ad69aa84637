// SPDX-License-Identifier: Apache-2.0
// FakeMachine: harts as coroutines over one flat memory, for tests of kernel code. The hart with
// the least local time acts next (ties: the lowest number), so memory is sequentially consistent
// and a run is a function of the seed. Every service takes `cost` cycles, and with jitter a seeded
// random number more: many seeds, many interleavings. It models no caches and no translation: user
// loads and stores complete, but those of page 0 fault.
#pragma once

#include <ucontext.h>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <random>
#include <vector>

#include "base/pte.h"
#include "os/cpu.h"

namespace cowmmu::test {

struct Counts {
  uint64_t loads = 0, stores = 0, atomics = 0, fences = 0, ipis = 0;
  bool operator==(const Counts&) const = default;
};

inline void PrintTo(const Counts& c, std::ostream* out) {
  *out << c.loads << " loads " << c.stores << " stores " << c.atomics << " atomics " << c.fences
       << " fences " << c.ipis << " ipis";
}

class FakeMachine;
struct Stopped {};  // unwinds a hart that sleeps when the machine has stopped

class FakeCpu : public ICpu {
 public:
  FakeCpu(FakeMachine& machine, HartId id) : machine_(machine), id_(id) {}

  HartId id() const override { return id_; }
  Cycles now() const override { return now_; }
  uint64_t load(PhysAddr pa) override;
  void store(PhysAddr pa, uint64_t value) override;
  uint64_t atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) override;
  void copy_page(Ppn dst, Ppn src) override;
  void start_copy(const CopyOrder& order) override {
    copy_page(order.dst, order.src);
    store(order.done, order.value);
  }
  void zero_page(Ppn dst) override;
  void fence(const Fence& fence) override;
  void broadcast_fence(const Fence& fence) override;
  void await_fences() override { boundary(); }
  void send_ipi(HartId target) override;
  void set_interrupts(bool on) override { interrupts_ = on; }
  bool interrupts_on() const override { return interrupts_; }
  void spend(Cycles cycles) override;
  uint64_t wait_for_change(PhysAddr pa, uint64_t seen) override;
  void idle() override;
  void synchronise() override;
  void set_satp(Satp satp) override { satp_ = satp; }
  void set_context(UserContext* context) override { context_ = context; }
  void set_deadline(Cycles at) override { deadline_ = at; }
  Phase phase() const override { return phase_; }
  void set_phase(Phase phase) override { phase_ = phase; }

  Counts counts;
  std::vector<Fence> fences;
  std::map<Phase, uint64_t> cycles;  // by phase
  uint64_t timers = 0;
  Satp satp() const { return satp_; }

 private:
  friend class FakeMachine;
  void apply(const Fence& fence);
  void step();
  void advance(uint64_t cycles);
  void boundary();
  void take_ipi();
  void run();
  void user_step();
  bool perform(const Op& op, uint64_t& value);
  std::optional<PhysAddr> translate(VirtAddr va, bool store);
  std::optional<Pte> walk(VirtAddr va, bool store);
  void trap(const std::function<void()>& body, Phase phase);

  FakeMachine& machine_;
  HartId id_;
  Cycles now_{};
  bool interrupts_ = true;
  std::vector<Cycles> inbox_;  // arrivals of IPIs
  Satp satp_{};
  std::map<std::pair<Asid, Vpn>, Pte> tlb_;
  UserContext* context_ = nullptr;
  Cycles deadline_ = kNoDeadline;
  Phase phase_ = Phase::kIdle;
  // The coroutine: where it stands, and what it sleeps for.
  std::function<void()> body_;
  std::vector<char> stack_;
  ucontext_t self_{};
  bool done_ = false, blocked_ = false, watch_ = false;
  PhysAddr watched_{};
  std::exception_ptr failure_;
};

class FakeMachine {
 public:
  // jitter: each step takes up to so many cycles more.
  explicit FakeMachine(uint64_t harts, uint64_t seed = 1, uint64_t jitter = 0);

  // Runs one body a hart until all have ended, or until none can go on: false, a deadlock.
  bool run(const std::vector<std::function<void(ICpu&)>>& bodies);
  // Runs the kernel on all harts until stop() or until nothing can happen any more (false).
  bool run_kernel(IKernelTraps& kernel);
  // Hart 0 alone boots the kernel and runs until it has made this system call.
  bool run_until(IKernelTraps& kernel, uint32_t number);
  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }

  FakeCpu& cpu(uint64_t hart) { return *cpus_[hart]; }
  uint64_t harts() const { return cpus_.size(); }
  uint64_t peek(PhysAddr pa) { return memory_[pa]; }

  uint64_t cost = 1;
  uint64_t ipi_delay = 10;
  bool translate = false;

 private:
  friend class FakeCpu;
  bool loop();
  FakeCpu* next();
  void changed(PhysAddr pa, Cycles at);
  void yield(FakeCpu& cpu);
  static void enter(unsigned high, unsigned low);

  std::map<PhysAddr, uint64_t> memory_;
  std::vector<std::unique_ptr<FakeCpu>> cpus_;
  std::mt19937_64 random_;
  uint64_t jitter_;
  ucontext_t main_{};
  IKernelTraps* kernel_ = nullptr;
  bool stopped_ = false, unwinding_ = false;
};

}  // namespace cowmmu::test
