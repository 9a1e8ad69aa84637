// SPDX-License-Identifier: Apache-2.0
#include "os/fork/fork.h"

#include "os/exit.h"
#include "os/fork/fork_job.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

// Linux' dup_mmap. Per mapping: os.cost.fork_vma, 1 load, 1 store (vma.h).
void copy_mappings(MemoryCore& core, ICpu& cpu, const AddressSpace& parent, AddressSpace& child) {
  const PhaseGuard phase(cpu, Phase::kForkSetup);
  const Vpn end(1ULL << (va_bits_of(parent.mode) - kPageShift));
  for (const VmaRange& mapping : parent.vmas.within(cpu, Vpn(0), end)) {
    if (mapping.vma.dont_fork) continue;
    spend(cpu, core.services.params.cost.fork_vma);
    child.vmas.set(cpu, core.services.arena, mapping);
    if (mapping.vma.object) core.objects.map(cpu, *mapping.vma.object, mapping.pages());
  }
  child.heap_end = parent.heap_end;
}

bool copy_pages(MemoryCore& core, ICpu& cpu, ForkJob& job, const AddressSpace& child) {
  const PhaseGuard phase(cpu, Phase::kForkPageTable);
  for (const VmaRange& mapping : child.vmas.all()) {
    if (mapping.vma.wipe_on_fork) continue;
    const bool done =
        mapping.vma.shared ? fork_shared_pages(job, mapping) : core.fork->fork_pages(job, mapping);
    if (!done) return false;
  }
  return true;
}

// Before the child can run and before fork returns: no store may reach a shared frame any more.
void flush_parent(MemoryCore& core, ICpu& cpu, AddressSpace& parent, const ForkJob& job) {
  if (core.mutant(&OsMutants::no_flush_after_fork)) return;
  FlushRequest request = job.protected_pages();
  request.free_of_cost = core.services.params.cost.fork_flush == "free";
  flush(core, cpu, parent, request);
}

// What the oracle cannot know from "the child is a copy": kept-out and wiped mappings.
void tell_exceptions(MemoryCore& core, ICpu& cpu, const AddressSpace& parent,
                     const AddressSpace& child) {
  IOsObserver& observer = core.services.observer;
  for (const VmaRange& mapping : parent.vmas.all()) {
    if (!mapping.vma.dont_fork && !mapping.vma.wipe_on_fork) continue;
    const Revoke why = mapping.vma.dont_fork ? Revoke::kUnmap : Revoke::kDiscard;
    observer.revoke_begin(cpu, child, mapping.first, mapping.pages(), why);
    observer.revoke_end(cpu, child, mapping.first, mapping.pages(), why);
  }
}

SysError fork_locked(MemoryCore& core, ICpu& cpu, AddressSpace& parent, AddressSpace& child) {
  copy_mappings(core, cpu, parent, child);
  ForkJob job(core, cpu, parent, child);
  if (!copy_pages(core, cpu, job, child)) {
    job.undo();
    child.abandoned = true;
    core.services.observer.fork_end(cpu, parent, nullptr);
    return SysError::kNoMemory;
  }
  flush_parent(core, cpu, parent, job);
  core.services.counters.of(cpu).fork_tables += child.tables;
  core.services.observer.fork_end(cpu, parent, &child);
  tell_exceptions(core, cpu, parent, child);
  return SysError::kNone;
}

}  // namespace

SysError fork_space(MemoryCore& core, ICpu& cpu, AddressSpace& parent, AddressSpace& child) {
  {
    const PhaseGuard phase(cpu, Phase::kForkSetup);
    spend(cpu, core.services.params.cost.fork_base);
  }
  const SpaceWriteGuard guard(cpu, parent);
  core.services.observer.fork_begin(cpu, parent);
  return fork_locked(core, cpu, parent, child);
}

}  // namespace cowmmu
