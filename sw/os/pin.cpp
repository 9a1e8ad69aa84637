// SPDX-License-Identifier: Apache-2.0
#include "os/pin.h"

#include "os/fault/fault.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

// A shared page is copied, one that nobody shares any more becomes exclusive again, an untouched or
// zero page is zero-filled: the steps of a store's fault, whatever the pin will do. Under the
// policy `textbook`, too: the literal handler is about faults.
Handled make_own(Fault& f) {
  const Pte pte = f.slot.pte;
  const bool file = f.range.vma.object != nullptr;
  if (!f.slot.present()) return file ? copy_file_page(f) : zero_fill(f);
  if (pte.has(Pte::kSpecial)) return zero_fill(f);
  if (!pte.cow()) return FaultKind::kSpurious;
  const PageDescriptors& descriptors = f.core.descriptors();
  if (file && descriptors.frame(f.cpu, f.frame()).state == FrameState::kFile) {
    return copy_file_page(f);
  }
  return only_reference(f.cpu, descriptors, f.frame()) ? keep_page(f) : copy_on_write(f);
}

// The page behind a plain reference or a shared mapping: present is enough.
Handled make_present(Fault& f) {
  if (f.slot.present()) return FaultKind::kSpurious;
  return f.range.vma.object ? map_object_page(f) : map_zero_page(f);
}

struct Found {
  SysError error = SysError::kNone;
  Ppn frame{};
  bool zero_page = false;
};

Found frame_to_pin(MemoryCore& core, ICpu& cpu, AddressSpace& space, VirtAddr va, PinMode mode) {
  const auto range = space.vmas.find(cpu, vpn_of(va));
  const uint64_t needed = mode == PinMode::kReadWrite ? Prot::kWrite : Prot::kRead;
  if (!range || !range->vma.permits(needed)) return {SysError::kBadAddress, {}, false};
  const auto slot = core.tables.find_or_make(cpu, space, addr_of(vpn_of(va)));
  if (!slot) return {SysError::kNoMemory, {}, false};
  const Access access = mode == PinMode::kReadWrite ? Access::kStore : Access::kLoad;
  Fault fault{core, cpu, space, slot->va, access, *range, *slot};
  const bool plain = mode == PinMode::kGet || range->vma.shared;
  if (!(plain ? make_present(fault) : make_own(fault))) return {SysError::kNoMemory, {}, false};
  return {SysError::kNone, fault.frame(), fault.slot.pte.has(Pte::kSpecial)};
}

Pin* find_pin(AddressSpace& space, uint64_t handle) {
  const auto found = space.pins.find(handle);
  return found == space.pins.end() ? nullptr : &found->second;
}

// Handles and frames are the space's own: its table_lock is held.
struct Through {
  Pin* pin;
  PhysAddr at{};
  VirtAddr va{};
};
Through through(AddressSpace& space, uint64_t handle, uint64_t offset) {
  Pin* pin = find_pin(space, handle);
  if (!pin || offset % 8 != 0 || offset >= kPageBytes) return {nullptr};
  return {pin, PhysAddr(addr_of(pin->frame).value + offset), VirtAddr(pin->va.value + offset)};
}

}  // namespace

SysResult pin_page(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  if (op.args[1] > static_cast<uint64_t>(PinMode::kGet)) return {0, SysError::kInvalid};
  const auto mode = static_cast<PinMode>(op.args[1]);
  const VirtAddr page = addr_of(vpn_of(VirtAddr(op.args[0])));
  const SpaceReadGuard guard(cpu, space);
  const Found found = frame_to_pin(core, cpu, space, page, mode);
  if (found.error != SysError::kNone) return {0, found.error};
  if (!found.zero_page) core.descriptors().add(cpu, found.frame, pin_counts(mode));
  space.pins.emplace(++space.last_pin, Pin{page, found.frame, mode});
  return {space.last_pin, SysError::kNone};
}

SysResult unpin_page(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const SpaceReadGuard guard(cpu, space);
  const Pin* pin = find_pin(space, op.args[0]);
  if (!pin) return {0, SysError::kInvalid};
  release_pin(core, cpu, *pin);
  space.pins.erase(op.args[0]);
  return {};
}

void release_pin(MemoryCore& core, ICpu& cpu, const Pin& pin) {
  if (pin.frame == core.services.frames.layout().zero_frame) return;
  drop(core, cpu, pin.frame, pin_counts(pin.mode));
}

SysResult peek(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const SpaceReadGuard guard(cpu, space);
  const Through word = through(space, op.args[0], op.args[1]);
  if (!word.pin) return {0, SysError::kInvalid};
  const uint64_t value = cpu.load(word.at);
  core.services.observer.kernel_load(cpu, space, word.va, value, word.pin->frame, true);
  return {value, SysError::kNone};
}

SysResult poke(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const SpaceReadGuard guard(cpu, space);
  const Through word = through(space, op.args[0], op.args[1]);
  if (!word.pin) return {0, SysError::kInvalid};
  if (word.pin->frame == core.services.frames.layout().zero_frame)
    return {0, SysError::kBadAddress};
  cpu.store(word.at, op.args[2]);
  core.services.observer.kernel_store(cpu, space, word.va, op.args[2], word.pin->frame, true);
  return {};
}

}  // namespace cowmmu
