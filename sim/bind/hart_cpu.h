// SPDX-License-Identifier: Apache-2.0
// HartCpu: the simulated hart behind the interface that kernel code sees (sw/os/cpu.h).
#pragma once

#include "hart/hart.h"
#include "os/cpu.h"

namespace cowmmu {

class HartCpu : public ICpu {
 public:
  explicit HartCpu(Hart& hart) : hart_(hart) {}

  HartId id() const override { return hart_.id(); }
  Cycles now() const override { return hart_.now(); }
  uint64_t load(PhysAddr pa) override { return hart_.load(pa); }
  void store(PhysAddr pa, uint64_t value) override { hart_.store(pa, value); }
  uint64_t atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) override;
  void copy_page(Ppn dst, Ppn src) override { hart_.copy_page(dst, src); }
  void zero_page(Ppn dst) override { hart_.zero_page(dst); }
  void start_copy(const CopyOrder& order) override { hart_.start_copy(order); }
  void fence(const Fence& fence) override { hart_.fence(fence); }
  void send_ipi(HartId target) override { hart_.send_ipi(target); }
  void broadcast_fence(const Fence& fence) override { hart_.broadcast_fence(fence); }
  void await_fences() override { hart_.await_fences(); }
  void fence_free(const Fence& fence) override { hart_.fence_free(fence); }
  void send_ipi_free(HartId target) override { hart_.send_ipi_free(target); }
  void broadcast_fence_free(const Fence& fence) override { hart_.broadcast_fence_free(fence); }
  void set_interrupts(bool on) override { hart_.set_interrupts(on); }
  bool interrupts_on() const override { return hart_.interrupts_on(); }
  void spend(Cycles cycles) override { hart_.spend(cycles); }
  uint64_t wait_for_change(PhysAddr pa, uint64_t seen) override {
    return hart_.wait_for_change(pa, seen);
  }
  void idle() override { hart_.idle(); }
  void synchronise() override { hart_.synchronise(); }
  void set_satp(Satp satp) override { hart_.set_satp(satp); }
  void set_context(UserContext* context) override { hart_.set_context(context); }
  void set_deadline(Cycles at) override { hart_.set_deadline(at); }
  Phase phase() const override { return hart_.phase(); }
  void set_phase(Phase phase) override { hart_.set_phase(phase); }

  Hart& hart() { return hart_; }

 private:
  Hart& hart_;
};

}  // namespace cowmmu
