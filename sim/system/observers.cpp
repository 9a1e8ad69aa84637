// SPDX-License-Identifier: Apache-2.0
#include "system/observers.h"

namespace cowmmu {

void Observers::pte_changed(ICpu& cpu, const AddressSpace& space, VirtAddr va, unsigned level,
                            Pte before, Pte after) {
  tell(&IOsObserver::pte_changed, cpu, space, va, level, before, after);
}
void Observers::invalidated(ICpu& cpu, const AddressSpace& space, const FlushRequest& request) {
  tell(&IOsObserver::invalidated, cpu, space, request);
}
void Observers::frame_freed(ICpu& cpu, Ppn frame) { tell(&IOsObserver::frame_freed, cpu, frame); }
void Observers::table_freed(ICpu& cpu, Ppn frame) { tell(&IOsObserver::table_freed, cpu, frame); }
void Observers::mapped(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages, bool shared,
                       uint64_t object, uint64_t object_page) {
  tell(&IOsObserver::mapped, cpu, space, first, pages, shared, object, object_page);
}
void Observers::revoke_begin(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                             Revoke why) {
  tell(&IOsObserver::revoke_begin, cpu, space, first, pages, why);
}
void Observers::revoke_end(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                           Revoke why) {
  tell(&IOsObserver::revoke_end, cpu, space, first, pages, why);
}
void Observers::moved(ICpu& cpu, const AddressSpace& space, Vpn from, Vpn to, uint64_t pages) {
  tell(&IOsObserver::moved, cpu, space, from, to, pages);
}
void Observers::fork_begin(ICpu& cpu, const AddressSpace& parent) {
  tell(&IOsObserver::fork_begin, cpu, parent);
}
void Observers::fork_end(ICpu& cpu, const AddressSpace& parent, const AddressSpace* child) {
  tell(&IOsObserver::fork_end, cpu, parent, child);
}
void Observers::space_created(ICpu& cpu, const AddressSpace& space) {
  tell(&IOsObserver::space_created, cpu, space);
}
void Observers::space_discarded(ICpu& cpu, const AddressSpace& space) {
  tell(&IOsObserver::space_discarded, cpu, space);
}
void Observers::space_ending(ICpu& cpu, const AddressSpace& space) {
  tell(&IOsObserver::space_ending, cpu, space);
}
void Observers::switched(ICpu& cpu, const AddressSpace* space) {
  tell(&IOsObserver::switched, cpu, space);
}
void Observers::kernel_store(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value,
                             Ppn frame, bool through_pin) {
  tell(&IOsObserver::kernel_store, cpu, space, va, value, frame, through_pin);
}
void Observers::kernel_load(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value,
                            Ppn frame, bool through_pin) {
  tell(&IOsObserver::kernel_load, cpu, space, va, value, frame, through_pin);
}
void Observers::file_copy_begin(ICpu& cpu, const AddressSpace& space, VirtAddr va) {
  tell(&IOsObserver::file_copy_begin, cpu, space, va);
}
void Observers::file_copy_end(ICpu& cpu, const AddressSpace& space, VirtAddr va, Ppn copy) {
  tell(&IOsObserver::file_copy_end, cpu, space, va, copy);
}
void Observers::fault(ICpu& cpu, const AddressSpace& space, VirtAddr va, FaultKind kind) {
  tell(&IOsObserver::fault, cpu, space, va, kind);
}
void Observers::fault_counted(ICpu& cpu, VirtAddr va, FaultKind kind) {
  tell(&IOsObserver::fault_counted, cpu, va, kind);
}
void Observers::forked(ICpu& cpu, Pid child) { tell(&IOsObserver::forked, cpu, child); }
void Observers::ended(ICpu& cpu, Pid pid, bool killed) {
  tell(&IOsObserver::ended, cpu, pid, killed);
}
void Observers::frames_in_use(ICpu& cpu, int64_t change) {
  tell(&IOsObserver::frames_in_use, cpu, change);
}
void Observers::syscall(ICpu& cpu, uint32_t number) { tell(&IOsObserver::syscall, cpu, number); }
void Observers::shootdown_begin(ICpu& cpu, uint64_t targets) {
  tell(&IOsObserver::shootdown_begin, cpu, targets);
}
void Observers::shootdown_end(ICpu& cpu) { tell(&IOsObserver::shootdown_end, cpu); }
void Observers::acknowledged(ICpu& cpu, HartId initiator) {
  tell(&IOsObserver::acknowledged, cpu, initiator);
}
void Observers::measured(ICpu& cpu) { tell(&IOsObserver::measured, cpu); }
void Observers::killed(ICpu& cpu, Pid pid, KillReason why, VirtAddr va) {
  tell(&IOsObserver::killed, cpu, pid, why, va);
}

void MachineWatchers::phase_begins(HartId hart, Phase phase, Cycles now,
                                   const std::array<uint64_t, kPhases>& spent) {
  for (IMachineEvents* watcher : all_) watcher->phase_begins(hart, phase, now, spent);
}
void MachineWatchers::context_set(HartId hart, Cycles now) {
  for (IMachineEvents* watcher : all_) watcher->context_set(hart, now);
}
void MachineWatchers::ipi_sent(HartId from, HartId to, Cycles now, Cycles arrival) {
  for (IMachineEvents* watcher : all_) watcher->ipi_sent(from, to, now, arrival);
}
void MachineWatchers::ipis_taken(HartId by, Cycles now) {
  for (IMachineEvents* watcher : all_) watcher->ipis_taken(by, now);
}

}  // namespace cowmmu
