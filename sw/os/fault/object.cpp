// SPDX-License-Identifier: Apache-2.0
// Pages of files and of shared memory: the object's own frame is mapped, or, at the first store to
// a private file mapping, copied. A private mapping of a file's clean frame carries the COW mark,
// so that nothing makes it writable; the frame's descriptor says that it is a file's.
#include "os/fault/fault.h"

namespace cowmmu {
namespace {

std::optional<ObjectTable::Frame> object_frame(Fault& f) {
  const PhaseGuard phase(f.cpu, Phase::kFaultAllocate);
  const Vma& vma = f.range.vma;
  return f.core.objects.frame(f.cpu, *vma.object, vma.object_page(vpn_of(f.va)));
}

}  // namespace

// A zero fill where a user's shared frame had to be made, otherwise nothing but a mapping.
Handled map_object_page(Fault& f) {
  const auto frame = object_frame(f);
  if (!frame) return std::nullopt;
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  const Vma& vma = f.range.vma;
  const uint64_t cow = vma.shared ? 0 : Pte::kCow;
  f.slot.pte = make_leaf(frame->ppn, vma.prot, f.marks() | cow);
  f.core.tables.set(f.cpu, f.space, f.slot, f.slot.pte);
  ++f.space.resident;
  const bool filled = frame->made && (vma.shared || f.store());
  return filled ? FaultKind::kZeroFill : FaultKind::kReadZero;
}

Handled copy_file_page(Fault& f) {
  const bool was_mapped = f.slot.present();
  std::optional<Ppn> source = f.frame();
  if (!was_mapped) {
    const auto frame = object_frame(f);  // its reference holds the frame until the copy is done
    if (!frame) return std::nullopt;
    source = frame->ppn;
  }
  const auto own = allocate_page(f.core, f.cpu);
  if (!own) {
    if (!was_mapped) drop(f.core, f.cpu, *source);
    return std::nullopt;
  }
  IOsObserver& observer = f.core.services.observer;
  observer.file_copy_begin(f.cpu, f.space, f.va);
  copy_page(f.core, f.cpu, *own, *source, Phase::kFaultCopy);
  if (!was_mapped) ++f.space.resident;
  // From the moment the new PTE stands, stores are the process's own: observers must know before.
  observer.file_copy_end(f.cpu, f.space, f.va, *own);
  observer.fault(f.cpu, f.space, f.va, FaultKind::kFileCopy);
  remap(f, *own);
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  drop(f.core, f.cpu, *source);
  return FaultKind::kFileCopy;
}

}  // namespace cowmmu
