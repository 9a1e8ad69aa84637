// SPDX-License-Identifier: Apache-2.0
// UntimedCpu: kernel code on plain memory, without time: boot, warm = "untimed" and the initial
// state of a recording. The same kernel code has the same effect on page tables and frames; caches
// and TLBs stay cold. One host thread runs all harts: an IPI is served at once, on the target's
// UntimedCpu, and a wait that nothing can end is a broken invariant.
#pragma once

#include <vector>

#include "dram/frame_store.h"
#include "os/cpu.h"

namespace cowmmu {

class UntimedCpu : public ICpu {
 public:
  // `all` lists the machine's CPUs by hart; it may still be filled.
  UntimedCpu(HartId id, FrameStore& frames, std::vector<UntimedCpu>& all)
      : id_(id), frames_(frames), all_(all) {}

  void bind(IKernelTraps& traps) { traps_ = &traps; }

  HartId id() const override { return id_; }
  Cycles now() const override { return Cycles(0); }
  uint64_t load(PhysAddr pa) override { return frames_.read64(pa); }
  void store(PhysAddr pa, uint64_t value) override { frames_.write64(pa, value); }
  uint64_t atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) override;
  void copy_page(Ppn dst, Ppn src) override { frames_.copy_frame(dst, src); }
  void zero_page(Ppn dst) override { frames_.zero_frame(dst); }
  void start_copy(const CopyOrder& order) override {
    frames_.copy_frame(order.dst, order.src);
    frames_.write64(order.done, order.value);
  }
  void fence(const Fence&) override {}
  void broadcast_fence(const Fence&) override {}
  void await_fences() override {}
  void send_ipi(HartId target) override;
  void set_interrupts(bool on) override;
  bool interrupts_on() const override { return interrupts_on_; }
  void spend(Cycles) override {}
  uint64_t wait_for_change(PhysAddr pa, uint64_t seen) override;
  void idle() override;
  void synchronise() override {}
  void set_satp(Satp satp) override { satp_ = satp; }
  void set_context(UserContext* context) override { context_ = context; }
  void set_deadline(Cycles at) override { deadline_ = at; }
  Phase phase() const override { return phase_; }
  void set_phase(Phase phase) override { phase_ = phase; }

  // What the hart takes over when the timed run begins.
  const Satp& satp() const { return satp_; }
  UserContext* context() const { return context_; }
  Cycles deadline() const { return deadline_; }

 private:
  void serve();

  HartId id_;
  FrameStore& frames_;
  std::vector<UntimedCpu>& all_;
  IKernelTraps* traps_ = nullptr;
  Satp satp_{};
  UserContext* context_ = nullptr;
  Cycles deadline_ = kNoDeadline;
  Phase phase_ = Phase::kSyscall;
  bool interrupts_on_ = true;
  bool ipi_pending_ = false;
};

}  // namespace cowmmu
