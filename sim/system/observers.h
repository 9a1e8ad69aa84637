// SPDX-License-Identifier: Apache-2.0
// Observers and MachineWatchers: several observers of the OS, or of the hardware, in the place of
// one. Each is told everything, in order.
#pragma once

#include <vector>

#include "base/machine_events.h"
#include "os/observer.h"

namespace cowmmu {

class Observers : public IOsObserver {
 public:
  void add(IOsObserver& observer) { all_.push_back(&observer); }

  void pte_changed(ICpu& cpu, const AddressSpace& space, VirtAddr va, unsigned level, Pte before,
                   Pte after) override;
  void invalidated(ICpu& cpu, const AddressSpace& space, const FlushRequest& request) override;
  void frame_freed(ICpu& cpu, Ppn frame) override;
  void table_freed(ICpu& cpu, Ppn frame) override;
  void mapped(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages, bool shared,
              uint64_t object, uint64_t object_page) override;
  void revoke_begin(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                    Revoke why) override;
  void revoke_end(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                  Revoke why) override;
  void moved(ICpu& cpu, const AddressSpace& space, Vpn from, Vpn to, uint64_t pages) override;
  void fork_begin(ICpu& cpu, const AddressSpace& parent) override;
  void fork_end(ICpu& cpu, const AddressSpace& parent, const AddressSpace* child) override;
  void space_created(ICpu& cpu, const AddressSpace& space) override;
  void space_discarded(ICpu& cpu, const AddressSpace& space) override;
  void space_ending(ICpu& cpu, const AddressSpace& space) override;
  void switched(ICpu& cpu, const AddressSpace* space) override;
  void kernel_store(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame,
                    bool through_pin) override;
  void kernel_load(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame,
                   bool through_pin) override;
  void file_copy_begin(ICpu& cpu, const AddressSpace& space, VirtAddr va) override;
  void file_copy_end(ICpu& cpu, const AddressSpace& space, VirtAddr va, Ppn copy) override;
  void fault(ICpu& cpu, const AddressSpace& space, VirtAddr va, FaultKind kind) override;
  void fault_counted(ICpu& cpu, VirtAddr va, FaultKind kind) override;
  void forked(ICpu& cpu, Pid child) override;
  void ended(ICpu& cpu, Pid pid, bool killed) override;
  void frames_in_use(ICpu& cpu, int64_t change) override;
  void syscall(ICpu& cpu, uint32_t number) override;
  void shootdown_begin(ICpu& cpu, uint64_t targets) override;
  void shootdown_end(ICpu& cpu) override;
  void acknowledged(ICpu& cpu, HartId initiator) override;
  void measured(ICpu& cpu) override;
  void killed(ICpu& cpu, Pid pid, KillReason why, VirtAddr va) override;

 private:
  template <class... Parameters, class... Arguments>
  void tell(void (IOsObserver::*what)(Parameters...), Arguments&&... arguments) {
    for (IOsObserver* observer : all_) (observer->*what)(arguments...);
  }

  std::vector<IOsObserver*> all_;
};

class MachineWatchers : public IMachineEvents {
 public:
  void add(IMachineEvents& watcher) { all_.push_back(&watcher); }

  void phase_begins(HartId hart, Phase phase, Cycles now,
                    const std::array<uint64_t, kPhases>& spent) override;
  void context_set(HartId hart, Cycles now) override;
  void ipi_sent(HartId from, HartId to, Cycles now, Cycles arrival) override;
  void ipis_taken(HartId by, Cycles now) override;

 private:
  std::vector<IMachineEvents*> all_;
};

}  // namespace cowmmu
