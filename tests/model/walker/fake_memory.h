// SPDX-License-Identifier: Apache-2.0
// FakeMemory: a walk port over a map of words, with a clock that every call advances by a known
// amount, and a builder of page tables in it.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "base/paging.h"
#include "base/pte.h"
#include "walker/walk_port.h"

namespace cowmmu::test {

inline constexpr uint64_t kRwxu = Pte::kV | Pte::kR | Pte::kW | Pte::kX | Pte::kU;
inline constexpr uint64_t kAd = Pte::kA | Pte::kD;
inline constexpr uint64_t kGood = kRwxu | kAd;  // a leaf that allows every access

class FakeMemory : public IWalkPort {
 public:
  static constexpr Cycles kRead{10}, kSwap{100};

  uint64_t read_pte(PhysAddr pa) override {
    pass(kRead);
    reads.push_back(pa);
    return words[pa.value];
  }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override {
    pass(kSwap);
    if (words[pa.value] != expected) return false;
    words[pa.value] = desired;
    return true;
  }
  bool backed(PhysAddr pa) const override { return pa < end; }
  void spend(Cycles cycles) override { pass(cycles); }
  Cycles now() const override { return now_; }

  // Maps the page of `va` to `leaf` at `level`; missing tables are made with `pointer_flags`.
  // Returns where the leaf stands.
  PhysAddr map(VirtAddr va, Pte leaf, unsigned level = 0, uint64_t pointer_flags = Pte::kV) {
    PhysAddr slot = slot_in(root, va, levels_of(mode) - 1);
    for (unsigned at = levels_of(mode) - 1; at > level; --at) {
      if (words[slot.value] == 0) {
        words[slot.value] = Pte::make(next_table, pointer_flags).bits();
        ++next_table;
      }
      slot = slot_in(Pte(words[slot.value]).ppn(), va, at - 1);
    }
    words[slot.value] = leaf.bits();
    return slot;
  }
  // Where the PTE of `va` at `level` stands.
  PhysAddr slot_of(VirtAddr va, unsigned level) {
    PhysAddr slot = slot_in(root, va, levels_of(mode) - 1);
    for (unsigned at = levels_of(mode) - 1; at > level; --at)
      slot = slot_in(Pte(words[slot.value]).ppn(), va, at - 1);
    return slot;
  }
  Pte pte_at(PhysAddr pa) { return Pte(words[pa.value]); }
  void set(PhysAddr pa, Pte pte) { words[pa.value] = pte.bits(); }
  Satp satp(Asid asid = Asid(1)) const { return {mode, asid, root}; }

  std::map<uint64_t, uint64_t> words;
  std::vector<PhysAddr> reads;
  PagingMode mode = PagingMode::kSv39;
  Ppn root{0x100}, next_table{0x101};
  PhysAddr end{1ULL << 40};
  std::function<void()> meanwhile;  // called once, in the next call that takes time

 private:
  static PhysAddr slot_in(Ppn table, VirtAddr va, unsigned level) {
    return PhysAddr(addr_of(table).value + 8 * vpn_index(va, level));
  }
  void pass(Cycles cycles) {
    now_ += cycles;
    if (cycles.value != 0 && meanwhile) std::exchange(meanwhile, nullptr)();
  }
  Cycles now_{};
};

}  // namespace cowmmu::test
