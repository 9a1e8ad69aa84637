// SPDX-License-Identifier: Apache-2.0
// ICpu: the hart as kernel code sees it. It is the only way from sw/ to the hardware; sim/ binds it
// to a simulated hart, or to plain memory without time (warm-up, unit tests).
//
// Kernel code runs to completion on its hart and is physically addressed. Each call below takes the
// simulated time that the hardware needs. While interrupts are on, an arrived IPI is taken between
// two calls, and inside spend(), wait_for_change() and idle(): IKernelTraps::on_ipi runs nested.
//
// Host state that several harts share (C++ objects) may be touched only under a lock won through
// atomic(), or after synchronise(): only then do all modes of simulation see one order.
#pragma once

#include <cstdint>

#include "base/copy_order.h"
#include "base/paging.h"
#include "base/phase.h"
#include "base/program.h"
#include "base/types.h"

namespace cowmmu {

enum class AtomicOp : uint8_t { kAdd, kSwap, kAnd, kOr, kCompareSwap };

class ICpu {
 public:
  virtual ~ICpu() = default;
  virtual HartId id() const = 0;
  virtual Cycles now() const = 0;  // this hart's local time, in cycles since reset

  // Physical memory through this hart's caches: aligned 8-byte words.
  virtual uint64_t load(PhysAddr pa) = 0;
  virtual void store(PhysAddr pa, uint64_t value) = 0;
  // Returns the word before. kCompareSwap stores `operand` where the word equals `expected`.
  virtual uint64_t atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected = 0) = 0;

  // 4 KiB at a time, by the core: line reads and full-line writes with hart.mshrs in flight.
  virtual void copy_page(Ppn dst, Ppn src) = 0;
  virtual void zero_page(Ppn dst) = 0;
  // Hands the order to the page-copy engine; the completion word is all that is heard of it.
  virtual void start_copy(const CopyOrder& order) = 0;

  virtual void fence(const Fence& fence) = 0;  // sfence.vma on this hart only
  virtual void send_ipi(HartId target) = 0;    // arrives later; nothing is awaited
  // The same fence on every other hart, in hardware; nothing is awaited. Then: until all that this
  // hart has sent are done.
  virtual void broadcast_fence(const Fence& fence) = 0;
  virtual void await_fences() = 0;
  // The same without time of this hart's own, and without taking interrupts first: what is left is
  // the effect (os.cost.* = free). A CPU that knows no time need not tell them apart.
  virtual void fence_free(const Fence& at) { fence(at); }
  virtual void send_ipi_free(HartId target) { send_ipi(target); }
  virtual void broadcast_fence_free(const Fence& at) { broadcast_fence(at); }
  virtual void set_interrupts(bool on) = 0;
  virtual bool interrupts_on() const = 0;
  virtual void spend(Cycles cycles) = 0;  // straight-line instructions
  // Sleeps while the word equals `seen` (a spin loop on a shared line, without its instructions):
  // returns the word when it differs. IPIs are taken meanwhile if interrupts are on.
  virtual uint64_t wait_for_change(PhysAddr pa, uint64_t seen) = 0;
  // wfi: sleeps until an IPI was taken. One that arrived since the call before is taken at once, so
  // that looking at a run queue and then sleeping loses no wake-up.
  virtual void idle() = 0;
  virtual void synchronise() = 0;  // see above; takes no simulated time

  // What the hart executes after the kernel returns: the address space and the thread (nullptr:
  // none; the hart then calls IKernelTraps::on_idle).
  virtual void set_satp(Satp satp) = 0;
  virtual void set_context(UserContext* context) = 0;
  // Timer: on_timer is called at the first boundary between user operations at or after `at`.
  virtual void set_deadline(Cycles at) = 0;  // kNoDeadline: none
  static constexpr Cycles kNoDeadline{~0ULL};

  virtual Phase phase() const = 0;
  virtual void set_phase(Phase phase) = 0;
};

// Charges cycles to `phase` while alive; phases nest.
class PhaseGuard {
 public:
  PhaseGuard(ICpu& cpu, Phase phase) : cpu_(cpu), before_(cpu.phase()) { cpu_.set_phase(phase); }
  ~PhaseGuard() { cpu_.set_phase(before_); }
  PhaseGuard(const PhaseGuard&) = delete;
  PhaseGuard& operator=(const PhaseGuard&) = delete;

 private:
  ICpu& cpu_;
  Phase before_;
};

// What the hardware calls. Each call runs in supervisor mode on that hart, after the trap's entry
// cycles, with the phase set to kSyscall, kFaultLookup, kShootdownServe or kSchedule; when it
// returns, the hart spends the return cycles and goes on with its context: a pending operation is
// tried again, otherwise the program is asked for the next one.
class IKernelTraps {
 public:
  virtual ~IKernelTraps() = default;
  virtual void on_boot(ICpu& cpu) = 0;  // first call on each hart, at time 0
  virtual void on_page_fault(ICpu& cpu, Cause cause, VirtAddr va) = 0;
  virtual void on_syscall(ICpu& cpu,
                          const Op& op) = 0;  // completes by UserContext::pending = false
  virtual void on_ipi(ICpu& cpu) = 0;         // interrupts are off
  virtual void on_timer(ICpu& cpu) = 0;       // the deadline of set_deadline() has passed
  virtual void on_idle(ICpu& cpu) = 0;        // no context: find one or cpu.idle()
};

}  // namespace cowmmu
