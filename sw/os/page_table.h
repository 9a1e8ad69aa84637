// SPDX-License-Identifier: Apache-2.0
// PageTables: page tables as bytes in simulated memory. The only place that writes PTEs, and the
// one that tells IOsObserver::pte_changed. The caller holds the space's table_lock, or is the only
// one that knows the space.
//
// A leaf's protection can be "none": V is then 0 but the other bits stay (R=W=X=0 with V=1 would be
// a pointer). So for software a PTE is present where its bits are not 0.
// Every change of a present PTE is an atomic read-modify-write, since hardware may be setting A or
// D (Svadu); under Svade it would not have to be, and is all the same, as in Linux.
#pragma once

#include <array>
#include <optional>

#include "base/pte.h"
#include "os/address_space.h"
#include "os/memory_services.h"

namespace cowmmu {

struct PteSlot {
  PhysAddr at{};
  VirtAddr va{};
  unsigned level = 0;
  Pte pte;  // as loaded
  bool present() const { return pte.bits() != 0; }
};

// A leaf under a mapping's protection. marks: A, D, kCow, kSpecial; a marked page is not writable.
constexpr Pte make_leaf(Ppn ppn, uint64_t prot, uint64_t marks) {
  uint64_t flags = Pte::kU | marks;
  if (prot & (Prot::kRead | Prot::kWrite)) flags |= Pte::kV | Pte::kR;
  if (prot & Prot::kExec) flags |= Pte::kV | Pte::kX;
  if ((prot & Prot::kWrite) && !(marks & (Pte::kCow | Pte::kSpecial))) flags |= Pte::kW;
  return Pte::make(ppn, flags);
}
inline constexpr uint64_t kLeafMarks = Pte::kA | Pte::kD | Pte::kCow | Pte::kSpecial;
constexpr Pte reprotect(Pte pte, uint64_t prot) {
  return make_leaf(pte.ppn(), prot, pte.bits() & kLeafMarks);
}

class PageTables {
 public:
  explicit PageTables(const MemoryServices& services) : services_(services) {}

  // An empty table: an allocation and a zeroed page. nullopt without memory.
  std::optional<Ppn> new_table(ICpu& cpu, AddressSpace& space) const;
  // 1 load a level, down to level 0 or to the first empty entry.
  PteSlot find(ICpu& cpu, const AddressSpace& space, VirtAddr va) const;
  // The level 0 table; missing tables are made (new_table and 1 store each). 1 load a level above
  // 0.
  std::optional<PhysAddr> leaf_table(ICpu& cpu, AddressSpace& space, VirtAddr va) const;
  // leaf_table and 1 load.
  std::optional<PteSlot> find_or_make(ICpu& cpu, AddressSpace& space, VirtAddr va) const;

  // An empty entry becomes present: 1 store, and without Svvptc a local fence.
  void set(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Pte pte) const;
  // The same in a space that has never run.
  void fill(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Pte pte) const;
  // Empties a present entry: 1 atomic. Returns what hardware left there.
  Pte clear(ICpu& cpu, const AddressSpace& space, const PteSlot& slot) const;
  // Empties an entry that no hart can reach any more: 1 store.
  void clear_unreachable(ICpu& cpu, const AddressSpace& space, const PteSlot& slot) const;
  // Replaces a present PTE by make(PTE): 1 atomic, again where hardware changed A or D meanwhile;
  // nothing where make() changes nothing. Returns the new PTE.
  template <class Make>
  Pte change(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Make make) const {
    for (Pte now = slot.pte;;) {
      const Pte next = make(now);
      if (next == now || swap(cpu, space, slot, now, next)) return next;
    }
  }

 private:
  // Compare and swap; on failure `now` is what stands there.
  bool swap(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Pte& now, Pte next) const;
  std::optional<Ppn> make_below(ICpu& cpu, AddressSpace& space, const PteSlot& slot) const;

  const MemoryServices& services_;
};

// The present entries of one level in a range of pages, in order. An empty entry above that level
// skips everything below it. Accesses: 1 load for each entry of the range in each existing table.
class PteCursor {
 public:
  PteCursor(const AddressSpace& space, Vpn first, Vpn end, unsigned level = 0);
  std::optional<PteSlot> next(ICpu& cpu);

 private:
  void advance();

  unsigned top_, target_;
  unsigned level_;
  uint64_t at_, end_;
  std::array<PhysAddr, 5> tables_{};  // by level, on the way to at_
};

}  // namespace cowmmu
