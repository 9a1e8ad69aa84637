// SPDX-License-Identifier: Apache-2.0
// MemoryBench: a MemoryManager on flat memory, with harts that take no turns: one host thread calls
// for any of them. Each hart has a TLB that keeps whatever it saw until it is fenced, and hardware
// that sets A and D; so a missing shootdown is seen as a wrong value.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <unordered_map>
#include <vector>

#include "os/memory_manager.h"
#include "os/page_table.h"
#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu::test {

using FlatMemory = std::unordered_map<uint64_t, uint64_t>;  // absent words are 0

struct Accesses {
  uint64_t loads = 0, stores = 0, atomics = 0, fences = 0, copies = 0, zeroings = 0;
  bool operator==(const Accesses&) const = default;
};
inline void PrintTo(const Accesses& a, std::ostream* out) {
  *out << a.loads << " loads " << a.stores << " stores " << a.atomics << " atomics " << a.fences
       << " fences " << a.copies << " copies " << a.zeroings << " zeroings";
}

class BenchCpu : public ICpu {
 public:
  BenchCpu(FlatMemory& memory, HartId id) : memory_(memory), id_(id) {}

  HartId id() const override { return id_; }
  Cycles now() const override { return now_; }
  uint64_t load(PhysAddr pa) override;
  void store(PhysAddr pa, uint64_t value) override;
  uint64_t atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) override;
  void copy_page(Ppn dst, Ppn src) override;
  void start_copy(const CopyOrder& order) override {
    copy_page(order.dst, order.src);
    memory_[order.done.value] = order.value;
  }
  void zero_page(Ppn dst) override;
  void fence(const Fence& fence) override;
  void broadcast_fence(const Fence&) override {}
  void await_fences() override {}
  void send_ipi(HartId) override {}
  void set_interrupts(bool) override {}
  bool interrupts_on() const override { return true; }
  void spend(Cycles cycles) override { now_ += cycles; }
  uint64_t wait_for_change(PhysAddr, uint64_t) override {
    throw std::logic_error("a lock is held: nobody could ever give it back");
  }
  void idle() override {}
  void synchronise() override {}
  void set_satp(Satp) override {}
  void set_context(UserContext*) override {}
  void set_deadline(Cycles) override {}
  Phase phase() const override { return phase_; }
  void set_phase(Phase phase) override { phase_ = phase; }

  Accesses counts;
  std::map<std::pair<uint64_t, uint64_t>, Pte> tlb;  // by ASID and page

 private:
  void step() { now_ += Cycles(1); }
  FlatMemory& memory_;
  HartId id_;
  Cycles now_{};
  Phase phase_ = Phase::kSyscall;
};

// Fences every hart at once, and remembers what was asked.
class BenchShootdown : public IShootdownPolicy {
 public:
  BenchShootdown(std::vector<BenchCpu>& harts, uint64_t ceiling)
      : harts_(harts), ceiling_(ceiling) {}
  void flush(ICpu&, AddressSpace& space, const FlushRequest& request) override;
  void serve(ICpu&) override {}
  std::vector<FlushRequest> requests;

 private:
  std::vector<BenchCpu>& harts_;
  uint64_t ceiling_;
};

enum class Got : uint8_t { kOk, kSegv, kNoMemory };
using SpacePtr = std::unique_ptr<AddressSpace>;

class MemoryBench {
 public:
  explicit MemoryBench(const OsParams& os = {}, uint64_t bytes = 16 << 20, uint64_t hart_count = 2,
                       const OsMutants* mutants = nullptr);

  SpacePtr create();
  SpacePtr fork(AddressSpace& parent, uint64_t hart = 0);  // nullptr: refused
  void exit(SpacePtr space) { manager.destroy(harts[0], std::move(space)); }

  // A user's access on a hart: through its TLB, with faults.
  Got store(AddressSpace& space, uint64_t va, uint64_t value, uint64_t hart = 0);
  Got load(AddressSpace& space, uint64_t va, uint64_t& value, uint64_t hart = 0);
  uint64_t read(AddressSpace& space, uint64_t va, uint64_t hart = 0);  // expects success
  void write(AddressSpace& space, uint64_t va, uint64_t value, uint64_t hart = 0);

  uint64_t map(AddressSpace& space, uint64_t pages, uint64_t flags = Prot::kRead | Prot::kWrite,
               uint64_t address = 0, uint64_t file = 0);
  SysError unmap(AddressSpace& space, uint64_t va, uint64_t pages);
  SysError protect(AddressSpace& space, uint64_t va, uint64_t pages, uint64_t prot);
  SysError advise(AddressSpace& space, uint64_t va, uint64_t pages, uint64_t advice);
  uint64_t pin(AddressSpace& space, uint64_t va, PinMode mode);  // expects success

  uint64_t faults(FaultKind kind) const;
  uint64_t copies() const { return counters.total().pages_copied; }
  uint64_t refs(const AddressSpace& space, uint64_t va);
  Ppn frame(const AddressSpace& space, uint64_t va);
  uint64_t leaked(const std::vector<const AddressSpace*>& live);
  Pte pte(const AddressSpace& space, uint64_t va);
  FrameWord descriptor(Ppn frame) { return frames.descriptors().frame(probe, frame); }
  // Every frame's counts equal what the live spaces' PTEs and pins and the objects make them.
  void expect_counts(const std::vector<const AddressSpace*>& live);

  const OsParams params;
  FlatMemory memory;
  std::vector<BenchCpu> harts;
  BenchCpu probe;
  IOsObserver observer;
  OsCounters counters;
  PhysicalLayout layout;
  KernelArena arena;
  FrameAllocator frames;
  BenchShootdown shootdown;
  MemoryManager manager;

 private:
  std::optional<PhysAddr> translate(AddressSpace& space, VirtAddr va, Access access, BenchCpu& cpu);
  Got access(AddressSpace& space, VirtAddr va, Access access, uint64_t hart, PhysAddr& pa);
  Asid next_asid_{1};
};

inline constexpr uint64_t kRw = Prot::kRead | Prot::kWrite;
inline Op call(uint64_t a0 = 0, uint64_t a1 = 0, uint64_t a2 = 0, uint64_t a3 = 0) {
  return Op::syscall(0, {a0, a1, a2, a3});
}
inline uint64_t page(uint64_t base, uint64_t n) { return base + n * kPageBytes; }
inline OsParams with_fork(const std::string& policy) {
  OsParams params;
  params.fork = policy;
  return params;
}

}  // namespace cowmmu::test
