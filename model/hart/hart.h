// SPDX-License-Identifier: Apache-2.0
// Hart: executes the operations of user programs in order, one at a time; takes traps and
// interrupts; gives kernel code its services; keeps the cycle ledger.
// Timing of an operation begun at edge N: a load or store is translated (mmu/mmu.h), then accesses
//   memory (cache/); a fetch is translated only; compute takes its cycles. A trap costs entry and
//   return cycles (by kind) and flushes nothing. An interrupt is taken between two operations, and
//   in kernel code between two services or inside spend(), wait_for_change() and idle().
// A fence that another hart sends is taken between two user operations, or at any time in which
//   there is none (fabric/fence_unit.h).
// Look-ahead (machine.mmu.fetch_ahead): a fetch that the L1 TLB did not answer has the next page
//   translated, beside whatever the hart does then. One at a time; not while a fence of another
//   hart waits or is in progress. A fence of its own and a new satp wait for its end.
// Ordering: in order. Interrupts are off in trap entry and return and while set_interrupts(false).
// Parameters: hart.*. Twin: none. Tests: tests/model/machine/.
#pragma once

#include <exception>
#include <systemc>

#include "base/distribution.h"
#include "base/machine_events.h"
#include "base/program.h"
#include "cache/hart_memory.h"
#include "clock/local_clock.h"
#include "copier/copier.h"
#include "fabric/fabric.h"
#include "fabric/fence_net.h"
#include "hart/hart_view.h"
#include "hart/ledger.h"
#include "hart/trap_handler.h"
#include "hart/walk_path.h"
#include "mmu/mmu.h"
#include "params/params.h"

namespace cowmmu {

struct HartStats {
  uint64_t loads = 0, stores = 0, fetches = 0;  // user accesses
  uint64_t interrupts = 0;
  Distribution walk_cycles;  // one sample a page walk, TLB look-ups apart
};

class Hart : public sc_core::sc_module {
 public:
  struct Parts {
    LocalClock& clock;
    IHartMemory& memory;
    IMmu& mmu;
    Inbox& inbox;
    Fabric& fabric;
    FenceNet& fences;
    Copier& copier;
    const FrameStore& frames;
    bool fetch_ahead = false;
  };
  Hart(const sc_core::sc_module_name& name, const HartParams& params, Parts parts,
       ITrapHandler& handler);

  // Kernel services; sw/os/cpu.h states what each means. On the hart's own thread only.
  HartId id() const { return clock_.hart(); }
  Cycles now() const { return clock_.now(); }
  uint64_t load(PhysAddr pa);
  void store(PhysAddr pa, uint64_t value);
  uint64_t atomic(PhysAddr pa, const IModify& modify);
  void copy_page(Ppn dst, Ppn src);
  void zero_page(Ppn dst);
  void start_copy(const CopyOrder& order);
  void fence(const Fence& fence);
  void send_ipi(HartId target);
  void fence_free(const Fence& fence);
  void broadcast_fence(const Fence& fence);
  void broadcast_fence_free(const Fence& fence) { fences_.post(clock_, fence); }
  void await_fences();
  void send_ipi_free(HartId target) { fabric_.post(clock_, target); }
  void set_interrupts(bool on) { interrupts_on_ = on; }
  bool interrupts_on() const { return interrupts_on_; }
  void spend(Cycles cycles);
  uint64_t wait_for_change(PhysAddr pa, uint64_t seen);
  void idle();
  void synchronise() { clock_.shared_step(clock_.now()); }
  void set_satp(const Satp& satp);
  void set_context(UserContext* context);
  void set_deadline(Cycles at) { deadline_ = at; }
  Phase phase() const { return ledger_.phase(); }
  void set_phase(Phase phase);

  // nullptr: nobody watches.
  void observe(IAccessObserver* observer) { observer_ = observer; }
  void tell(IMachineEvents* events) { events_ = events; }

  bool is_idle() const { return idle_; }
  Ledger& ledger() { return ledger_; }
  const IMmu& mmu() const { return mmu_; }
  IHartMemory& memory() { return memory_; }
  LocalClock& clock() { return clock_; }
  const HartStats& stats() const { return stats_; }
  void restart_stats(Cycles at);
  // What ended this hart's thread, if anything did.
  std::exception_ptr failure() const { return failure_; }
  // Before the simulation starts.
  void trace(sc_core::sc_trace_file* file, ViewQueue& queue, ProcessOf process_of);

 private:
  struct TrapCost {
    Cycles entry, ret;
  };

  void run();
  using sc_module::trace;
  void run_user();
  void execute(UserContext& context);
  void access(UserContext& context);
  void slow_access(UserContext& context, Access access);
  // Until the fences that others sent are done.
  void wait_for_fences();
  // An operation uses its translation no longer from `at` on.
  void end_use(Cycles at) {
    if (fence_unit_.has_due()) [[unlikely]]
      take_waiting_fences(at);
    fence_unit_.end_use();
  }
  void take_waiting_fences(Cycles at);
  void look_ahead(VirtAddr va);
  void looked_ahead(Cycles at);
  void await_look_ahead();
  void perform(UserContext& context, PhysAddr pa);
  template <class Body>
  void trap(TrapCost cost, Phase phase, Body body);
  Cycles compute(Cycles cycles);  // returns how many were done
  void complete(UserContext& context, uint64_t value);
  void tell_phase(Phase phase);
  // Takes interrupts that are due; the point between two operations.
  void boundary();
  void take_interrupts(bool from_user);
  bool interrupt_due() const { return interrupts_on_ && inbox_.first() <= clock_.now(); }
  // Sleeps until `until`, an interrupt that can be taken, or a change of the watched line.
  void sleep(std::optional<Cycles> until);
  std::optional<Cycles> next_event(std::optional<Cycles> until) const;

  HartParams params_;
  LocalClock& clock_;
  IHartMemory& memory_;
  IMmu& mmu_;
  Mmu* fast_;  // nullptr: this MMU has no fast path
  Inbox& inbox_;
  Fabric& fabric_;
  FenceNet& fences_;
  FenceUnit fence_unit_;
  Copier& copier_;
  WalkPath walk_path_;
  ITrapHandler& handler_;
  IAccessObserver* observer_ = nullptr;
  IMachineEvents* events_ = nullptr;
  UserContext* context_ = nullptr;
  Ledger ledger_;
  HartStats stats_;
  Cycles deadline_{~0ULL};
  bool interrupts_on_ = true;
  bool idle_ = false;
  bool awaiting_fences_ = false;
  bool fetch_ahead_;
  bool looking_ahead_ = false;
  Cycles looked_ahead_at_{};
  std::exception_ptr failure_;
  std::unique_ptr<HartView> view_;  // nullptr: no waveform
};

}  // namespace cowmmu
