// SPDX-License-Identifier: Apache-2.0
// Bench: memory with page tables written by hand, and a hart's clock, for tests of the oracles
// without a machine or a kernel.
#pragma once

#include "dram/frame_store.h"
#include "oracle/oracles.h"

namespace cowmmu::test {

// Only who and when; an oracle that asked for more would be caught.
class WitnessCpu : public ICpu {
 public:
  HartId id() const override { return HartId(3); }
  Cycles now() const override { return Cycles(1234); }
  uint64_t load(PhysAddr) override { return refuse(); }
  void store(PhysAddr, uint64_t) override { refuse(); }
  uint64_t atomic(AtomicOp, PhysAddr, uint64_t, uint64_t) override { return refuse(); }
  void copy_page(Ppn, Ppn) override { refuse(); }
  void start_copy(const CopyOrder&) override { refuse(); }
  void zero_page(Ppn) override { refuse(); }
  void fence(const Fence&) override { refuse(); }
  void broadcast_fence(const Fence&) override { refuse(); }
  void await_fences() override { refuse(); }
  void send_ipi(HartId) override { refuse(); }
  void set_interrupts(bool) override { refuse(); }
  bool interrupts_on() const override { return true; }
  void spend(Cycles) override { refuse(); }
  uint64_t wait_for_change(PhysAddr, uint64_t) override { return refuse(); }
  void idle() override { refuse(); }
  void synchronise() override { refuse(); }
  void set_satp(Satp) override { refuse(); }
  void set_context(UserContext*) override { refuse(); }
  void set_deadline(Cycles) override { refuse(); }
  Phase phase() const override { return Phase::kUserMemory; }
  void set_phase(Phase) override { refuse(); }

 private:
  [[noreturn]] static uint64_t refuse() { throw std::logic_error("an observer acted"); }
};

inline constexpr uint64_t kUserPage = Pte::kV | Pte::kR | Pte::kW | Pte::kU | Pte::kA | Pte::kD;

class Bench {
 public:
  static constexpr PhysAddr kBase{0x80000000};

  // A space with its lowest 2 MiB served by one leaf table.
  AddressSpace space(uint64_t owner) {
    const SpinLock table_lock(kBase, Cycles(0), true);
    const RwLock mmap_lock(kBase, Cycles(0), true);
    AddressSpace s{.owner = Pid(owner),
                   .mode = PagingMode::kSv39,
                   .root = fresh(),
                   .mmap_lock = mmap_lock,
                   .table_lock = table_lock,
                   .vmas = {},
                   .footprint = {},
                   .pins = {}};
    Ppn table = s.root;
    for (int level = 2; level > 0; --level) {
      const Ppn next = fresh();
      frames.write64(addr_of(table), Pte::make(next, Pte::kV).bits());
      table = next;
    }
    return s;
  }
  Ppn fresh() { return Ppn(ppn_of(kBase).value + used_++); }
  PhysAddr slot(const AddressSpace& s, Vpn page) const {
    Ppn table = s.root;
    for (int level = 2; level > 0; --level) table = Pte(frames.read64(addr_of(table))).ppn();
    return PhysAddr(addr_of(table).value + 8 * page.value);
  }
  void set(const AddressSpace& s, Vpn page, Pte pte) { frames.write64(slot(s, page), pte.bits()); }
  // A page of its own for `s`.
  Ppn map(const AddressSpace& s, Vpn page) {
    const Ppn frame = fresh();
    set(s, page, Pte::make(frame, kUserPage));
    return frame;
  }
  void poke(Ppn frame, size_t word, uint64_t value) {
    frames.write64(PhysAddr(addr_of(frame).value + 8 * word), value);
  }

  FrameStore frames{kBase, 1 << 22};
  Reports reports;
  Witness by{HartId(1), Cycles(77), Pid(1)};

 private:
  uint64_t used_ = 1;
};

inline constexpr Vpn kPage{5};
inline constexpr VirtAddr kVa{5 * kPageBytes + 16};

}  // namespace cowmmu::test
