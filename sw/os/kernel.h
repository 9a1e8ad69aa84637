// SPDX-License-Identifier: Apache-2.0
// Kernel: the operating system as the hardware sees it. It turns traps into calls of its parts:
// MemoryManager, ProcessTable, Scheduler, AsidAllocator and the shootdown policy (kernel_core.h).
// No thread has a stack here: a call that sleeps records in its Thread what is still to be done
// (Resume) and switches; the trap then returns to another thread.
// Timing: page fault: MemoryManager::fault. System call: os.cost.syscall and its handler. IPI: the
//   policy's serve() and 1 load (1 atomic more where another hart left events). Timer: a switch.
// Nesting: while interrupts are on an IPI may come within any of these. It is then only served;
//   rescheduling and the end of stopped threads wait for the outermost trap's return.
#pragma once

#include "os/kernel_core.h"

namespace cowmmu {

class Kernel : public IKernelTraps {
 public:
  Kernel(const Params& params, const KernelServices& services);

  // The program of process 1, which hart 0 starts at boot. Before any on_boot.
  void set_init(std::unique_ptr<IProgram> program);

  // At the start of each hart. A second call on a hart (an untimed machine ran it up to the mark, a
  // timed one goes on) hands over what it has loaded.
  void on_boot(ICpu& cpu) override;
  void on_page_fault(ICpu& cpu, Cause cause, VirtAddr va) override;
  void on_syscall(ICpu& cpu, const Op& op) override;
  void on_ipi(ICpu& cpu) override;
  void on_timer(ICpu& cpu) override;
  void on_idle(ICpu& cpu) override;

  // Every process has ended. Host state of the end of the run, not for programs.
  bool finished() const { return core_.table.alive() == 0 && init_ == nullptr; }
  // The space of a live process, for oracles, audits and expectations; nullptr: no such process, or
  // it has ended. Only while no hart runs, or right after ICpu::synchronise().
  const AddressSpace* space_of(Pid pid) const { return core_.table.space_of(pid); }
  // All live address spaces, each once, by owner.
  std::vector<const AddressSpace*> spaces() const { return core_.table.spaces(); }
  const AddressSpace* loaded(HartId hart) const { return core_.harts[hart.value].loaded; }
  // See AsidAllocator.
  std::optional<Asid> only_reachable(HartId hart) const { return core_.asids.only_reachable(hart); }
  const Thread* running(HartId hart) const { return core_.harts[hart.value].current; }

 private:
  void start_init(ICpu& cpu);
  void hand_over(ICpu& cpu);
  void collect_events(ICpu& cpu);
  void handle_events(ICpu& cpu, uint64_t events);
  void begin(ICpu& cpu) { ++core_.hart(cpu).depth; }
  void end(ICpu& cpu);

  KernelCore core_;
  std::unique_ptr<IProgram> init_;  // until hart 0 has started it
};

}  // namespace cowmmu
