// SPDX-License-Identifier: Apache-2.0
// Cost: for each page the space's locks, the VMA look-up, 1 load a level; for each word 1 store or
// load. Words at the ends of a write that are not filled are merged by a load and an atomic, since
// another thread may be storing beside them.
#include "os/kernel_access.h"

#include <algorithm>

#include "os/fault/fault.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

struct Opened {
  SysError error = SysError::kNone;
  Ppn frame{};
};

// The caller holds the locks until it is done with the frame.
Opened open_page(MemoryCore& core, ICpu& cpu, AddressSpace& space, VirtAddr va, Access access) {
  const bool store = access == Access::kStore;
  const PteSlot slot = core.tables.find(cpu, space, addr_of(vpn_of(va)));
  const uint64_t needed =
      store ? Pte::kV | Pte::kW | Pte::kA | Pte::kD : Pte::kV | Pte::kR | Pte::kA;
  if (slot.level == 0 && slot.pte.has(needed)) return {SysError::kNone, slot.pte.ppn()};
  const Cycles begin = cpu.now();
  const Resolved resolved = resolve(core, cpu, space, va, access);
  if (resolved.outcome == FaultOutcome::kSegv) return {SysError::kBadAddress, {}};
  if (resolved.outcome == FaultOutcome::kNoMemory) return {SysError::kNoMemory, {}};
  count_fault(core, cpu, {*resolved.kind, va, begin, Cycles(0)});
  return {SysError::kNone, resolved.pte.ppn()};
}

uint64_t mask_of(uint64_t first, uint64_t end) {  // bytes [first, end) of a word
  const uint64_t below = first == 0 ? 0 : (1ULL << (8 * first)) - 1;
  const uint64_t upto = end == 8 ? ~0ULL : (1ULL << (8 * end)) - 1;
  return upto & ~below;
}

// The word as it then is.
uint64_t store_bytes(ICpu& cpu, PhysAddr at, uint64_t value, uint64_t mask) {
  if (mask == ~0ULL) {
    cpu.store(at, value);
    return value;
  }
  for (uint64_t before = cpu.load(at);;) {
    const uint64_t after = (before & ~mask) | (value & mask);
    const uint64_t seen = cpu.atomic(AtomicOp::kCompareSwap, at, after, before);
    if (seen == before) return after;
    before = seen;
  }
}

// Runs word(frame, address of an aligned word, mask of its bytes) over the whole range, page by
// page, under the space's locks.
template <class Word>
SysError for_each_word(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op,
                       Access access, Word word) {
  const uint64_t end = op.args[0] + op.args[1];
  if (end < op.args[0]) return SysError::kBadAddress;
  for (uint64_t at = op.args[0]; at < end;) {
    const uint64_t page_end = std::min(end, (at / kPageBytes + 1) * kPageBytes);
    const SpaceReadGuard guard(cpu, space);
    const Opened page = open_page(core, cpu, space, VirtAddr(at), access);
    if (page.error != SysError::kNone) return page.error;
    while (at < page_end) {
      const uint64_t base = at / 8 * 8, next = std::min(page_end, base + 8);
      word(page.frame, VirtAddr(base), mask_of(at - base, next - base));
      at = next;
    }
  }
  return SysError::kNone;
}

PhysAddr in_frame(Ppn frame, VirtAddr va) {
  return PhysAddr(addr_of(frame).value + page_offset(va));
}

}  // namespace

SysResult write_user(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const bool mixed = op.args[3] == 1;
  const SysError error = for_each_word(
      core, cpu, space, op, Access::kStore, [&](Ppn frame, VirtAddr va, uint64_t mask) {
        const uint64_t value = mixed ? mix64(op.args[2], va.value) : op.args[2];
        const uint64_t now = store_bytes(cpu, in_frame(frame, va), value, mask);
        core.services.observer.kernel_store(cpu, space, va, now, frame, false);
      });
  return {0, error};
}

SysResult read_user(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const SysError error =
      for_each_word(core, cpu, space, op, Access::kLoad, [&](Ppn frame, VirtAddr va, uint64_t) {
        const uint64_t value = cpu.load(in_frame(frame, va));
        core.services.observer.kernel_load(cpu, space, va, value, frame, false);
      });
  return {0, error};
}

}  // namespace cowmmu
