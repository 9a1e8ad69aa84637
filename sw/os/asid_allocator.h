// SPDX-License-Identifier: Apache-2.0
// AsidAllocator: gives address spaces their ASIDs at switch-in, as Linux/RISC-V does
// (arch/riscv/mm/ context.c). An ASID belongs to a space for a generation. When none is left, a new
// generation begins: ASIDs that harts have loaded are kept, every hart is marked as having to
// flush, and each does so at its next switch-in, before it can use an ASID that had another owner.
// Entries under ASIDs of an older generation stay in TLBs until then, but nothing can reach them.
// Off (os.asid = none, os.asid_bits = 0, or too few for the harts, as in Linux: 2^bits <= 2 *
// harts): every space has ASID 0, and a hart flushes when it leaves a space. Ordering against
// shootdowns: enter() sets the hart's bit in the space's footprint by an atomic
//   before satp is written, so before any walk; a shootdown changes the PTE before it reads the
//   footprint. Memory is sequentially consistent: if the shootdown's read misses the bit, the PTE
//   was changed before every walk of that hart, and no stale translation can be made.
// Cost of enter: L (a lock), 1 load, 1 store, 1 atomic; a new ASID adds 1 load and 2 stores; a due
//   flush 1 store and a full fence. Of leave: nothing, or (off) a full fence and 1 atomic. Off:
//   enter is 1 atomic. A new generation adds 1 load a hart and 2 stores.
// Tests: tests/sw/os/process/asid_test.cpp.
#pragma once

#include <optional>
#include <vector>

#include "os/address_space.h"
#include "os/kernel_arena.h"
#include "os/memory_parts.h"

namespace cowmmu {

class AsidAllocator {
 public:
  AsidAllocator(const OsParams& params, uint64_t harts, KernelArena& arena);

  // The hart is about to load `space`: its ASID. Interrupts are off.
  Asid enter(ICpu& cpu, AddressSpace& space);
  // The hart has loaded something else than `space`.
  void leave(ICpu& cpu, AddressSpace& space);

  bool enabled() const { return enabled_; }
  // While a hart keeps entries of older generations: the one ASID under which it can reach any (0,
  // nobody's: none). nullopt: all that it has. For oracles.
  std::optional<Asid> only_reachable(HartId hart) const { return reachable_[hart.value]; }

 private:
  struct Context {
    uint64_t generation = 0;  // 0: none
    Asid asid{};
    bool operator==(const Context&) const = default;
  };
  AsidAllocator(const OsParams& params, uint64_t harts, KernelArena& arena, PhysAddr head);
  void renew(ICpu& cpu, AddressSpace& space);
  bool keep_reserved(AddressSpace& space);
  Asid take(ICpu& cpu);
  void begin_generation(ICpu& cpu);
  PhysAddr head_word(uint64_t index) const { return PhysAddr(head_.value + 8 * index); }
  PhysAddr active_word(uint64_t hart) const { return PhysAddr(active_line_.value + 8 * hart); }

  bool enabled_;
  PhysAddr head_;         // the lock's line; word 2 generation, 3 cursor, 4 harts that must flush
  PhysAddr active_line_;  // a word a hart: the ASID it has loaded
  SpinLock lock_;
  // All below: guarded by lock_.
  uint64_t generation_ = 1;
  uint64_t cursor_ = 0;
  uint64_t must_flush_ = 0;                     // bit h: hart h, at its next enter
  std::vector<bool> used_;                      // by ASID, in this generation; 0 is never given
  std::vector<Context> active_;                 // what each hart loaded last
  std::vector<std::optional<Asid>> reachable_;  // see only_reachable
};

}  // namespace cowmmu
