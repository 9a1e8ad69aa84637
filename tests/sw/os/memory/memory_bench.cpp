// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"

#include <set>

namespace cowmmu::test {

uint64_t BenchCpu::load(PhysAddr pa) {
  step();
  ++counts.loads;
  const auto found = memory_.find(pa.value);
  return found == memory_.end() ? 0 : found->second;
}

void BenchCpu::store(PhysAddr pa, uint64_t value) {
  step();
  ++counts.stores;
  memory_[pa.value] = value;
}

uint64_t BenchCpu::atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) {
  step();
  ++counts.atomics;
  uint64_t& word = memory_[pa.value];
  const uint64_t before = word;
  switch (op) {
    case AtomicOp::kAdd:
      word += operand;
      break;
    case AtomicOp::kSwap:
      word = operand;
      break;
    case AtomicOp::kAnd:
      word &= operand;
      break;
    case AtomicOp::kOr:
      word |= operand;
      break;
    case AtomicOp::kCompareSwap:
      if (before == expected) word = operand;
      break;
  }
  return before;
}

void BenchCpu::copy_page(Ppn dst, Ppn src) {
  ++counts.copies;
  for (uint64_t at = 0; at < kPageBytes; at += 8) {
    const auto found = memory_.find(addr_of(src).value + at);
    memory_[addr_of(dst).value + at] = found == memory_.end() ? 0 : found->second;
  }
}

void BenchCpu::zero_page(Ppn dst) {
  ++counts.zeroings;
  for (uint64_t at = 0; at < kPageBytes; at += 8) memory_[addr_of(dst).value + at] = 0;
}

void BenchCpu::fence(const Fence& fence) {
  ++counts.fences;
  std::erase_if(tlb, [&](const auto& entry) {
    return (fence.all_asids || entry.first.first == fence.asid.value) &&
           (fence.all_addresses || entry.first.second == vpn_of(fence.va).value);
  });
}

void BenchShootdown::flush(ICpu&, AddressSpace& space, const FlushRequest& request) {
  requests.push_back(request);
  for (BenchCpu& hart : harts_) {
    std::erase_if(hart.tlb, [&](const auto& entry) {
      if (entry.first.first != space.asid.value) return false;
      if (request.tables || request.ptes() > ceiling_) return true;
      return std::ranges::any_of(request.leaves, [&](const FlushRange& range) {
        return entry.first.second - range.first.value < range.ptes;
      });
    });
  }
}

namespace {

std::vector<BenchCpu> make_harts(FlatMemory& memory, uint64_t count) {
  std::vector<BenchCpu> harts;
  for (uint64_t h = 0; h < count; ++h) harts.emplace_back(memory, HartId(h));
  return harts;
}
constexpr PhysAddr kBase{0x80000000};

}  // namespace

MemoryBench::MemoryBench(const OsParams& os, uint64_t bytes, uint64_t hart_count,
                         const OsMutants* mutants)
    : params(os),
      harts(make_harts(memory, hart_count)),
      probe(memory, HartId(0)),
      layout(kBase, bytes),
      arena(layout.arena_begin, layout.arena_end),
      frames(layout, params, hart_count, 1, observer, counters),
      shootdown(harts, params.flush_ceiling),
      manager({.params = params,
               .frames = frames,
               .arena = arena,
               .shootdown = shootdown,
               .observer = observer,
               .counters = counters,
               .mode = PagingMode::kSv48,
               .mutants = mutants}) {}

SpacePtr MemoryBench::create() {
  SpacePtr space = manager.create(harts[0], Pid(next_asid_.value));
  if (space) space->asid = next_asid_;
  ++next_asid_;
  return space;
}

SpacePtr MemoryBench::fork(AddressSpace& parent, uint64_t hart) {
  SpacePtr child = create();
  if (!child) return nullptr;
  if (manager.fork(harts[hart], parent, *child) == SysError::kNone) return child;
  EXPECT_EQ(child->resident, 0U);
  EXPECT_EQ(child->tables, 1U);
  EXPECT_EQ(child->vmas.nodes(), 0U);
  exit(std::move(child));
  return nullptr;
}

// Translations come from the TLB wherever it has one that permits the access: the least convenient
// hardware that the specification allows.
std::optional<PhysAddr> MemoryBench::translate(AddressSpace& space, VirtAddr va, Access access,
                                               BenchCpu& cpu) {
  const uint64_t needed = access == Access::kStore ? Pte::kW : Pte::kR;
  auto& entry = cpu.tlb[{space.asid.value, vpn_of(va).value}];
  if (!entry.has(Pte::kV | needed)) {
    const PteSlot slot =
        PageTables(MemoryServices{params, frames, arena, shootdown, observer, counters, space.mode})
            .find(probe, space, va);
    if (slot.level != 0 || !slot.pte.has(Pte::kV | needed)) return std::nullopt;
    entry = slot.pte;
    memory[slot.at.value] |= Pte::kA | (access == Access::kStore ? Pte::kD : 0);
  }
  return PhysAddr(addr_of(entry.ppn()).value + page_offset(va));
}

Got MemoryBench::access(AddressSpace& space, VirtAddr va, Access kind, uint64_t hart,
                        PhysAddr& pa) {
  for (int tries = 0; tries < 3; ++tries) {
    if (const auto found = translate(space, va, kind, harts[hart])) {
      pa = *found;
      return Got::kOk;
    }
    const FaultOutcome outcome = manager.fault(harts[hart], space, page_fault(kind), va);
    if (outcome == FaultOutcome::kSegv) return Got::kSegv;
    if (outcome == FaultOutcome::kNoMemory) return Got::kNoMemory;
  }
  ADD_FAILURE() << "faults for ever at " << std::hex << va.value;
  return Got::kSegv;
}

Got MemoryBench::store(AddressSpace& space, uint64_t va, uint64_t value, uint64_t hart) {
  PhysAddr pa{};
  const Got got = access(space, VirtAddr(va), Access::kStore, hart, pa);
  if (got == Got::kOk) memory[pa.value] = value;
  return got;
}

Got MemoryBench::load(AddressSpace& space, uint64_t va, uint64_t& value, uint64_t hart) {
  PhysAddr pa{};
  const Got got = access(space, VirtAddr(va), Access::kLoad, hart, pa);
  if (got == Got::kOk) value = probe.load(pa);
  return got;
}

uint64_t MemoryBench::read(AddressSpace& space, uint64_t va, uint64_t hart) {
  uint64_t value = 0;
  EXPECT_EQ(load(space, va, value, hart), Got::kOk) << std::hex << va;
  return value;
}

void MemoryBench::write(AddressSpace& space, uint64_t va, uint64_t value, uint64_t hart) {
  EXPECT_EQ(store(space, va, value, hart), Got::kOk) << std::hex << va;
}

uint64_t MemoryBench::map(AddressSpace& space, uint64_t pages, uint64_t flags, uint64_t address,
                          uint64_t file) {
  const SysResult r = manager.mmap(harts[0], space, call(address, pages * kPageBytes, flags, file));
  EXPECT_EQ(r.error, SysError::kNone);
  return r.value;
}
SysError MemoryBench::unmap(AddressSpace& space, uint64_t va, uint64_t pages) {
  return manager.munmap(harts[0], space, call(va, pages * kPageBytes)).error;
}
SysError MemoryBench::protect(AddressSpace& space, uint64_t va, uint64_t pages, uint64_t prot) {
  return manager.mprotect(harts[0], space, call(va, pages * kPageBytes, prot)).error;
}
SysError MemoryBench::advise(AddressSpace& space, uint64_t va, uint64_t pages, uint64_t advice) {
  return manager.madvise(harts[0], space, call(va, pages * kPageBytes, advice)).error;
}
uint64_t MemoryBench::pin(AddressSpace& space, uint64_t va, PinMode mode) {
  const SysResult r = manager.pin(harts[0], space, call(va, static_cast<uint64_t>(mode)));
  EXPECT_EQ(r.error, SysError::kNone);
  EXPECT_NE(r.value, 0U);
  return r.value;
}

uint64_t MemoryBench::faults(FaultKind kind) const {
  return counters.total().fault_cycles[static_cast<size_t>(kind)].count();
}
uint64_t MemoryBench::refs(const AddressSpace& space, uint64_t va) {
  return manager.refs(probe, space, VirtAddr(va)).value_or(0);
}
Ppn MemoryBench::frame(const AddressSpace& space, uint64_t va) {
  return manager.frame_of(probe, space, VirtAddr(va));
}
uint64_t MemoryBench::leaked(const std::vector<const AddressSpace*>& live) {
  return manager.leaked(probe, live);
}
Pte MemoryBench::pte(const AddressSpace& space, uint64_t va) {
  const MemoryServices services{params, frames, arena, shootdown, observer, counters, space.mode};
  return PageTables(services).find(probe, space, VirtAddr(va)).pte;
}

void MemoryBench::expect_counts(const std::vector<const AddressSpace*>& live) {
  std::map<uint64_t, FrameCounts> expected;
  for (const AddressSpace* space : live) {
    uint64_t resident = 0;
    PteCursor pages(*space, Vpn(0), Vpn(1ULL << 35));
    while (const auto entry = pages.next(probe)) {
      ++resident;
      if (!entry->pte.has(Pte::kSpecial)) {
        expected[entry->pte.ppn().value].bits += FrameCounts::kMapping;
      }
    }
    EXPECT_EQ(space->resident, resident);
    for (const auto& [handle, pin] : space->pins) {
      expected[pin.frame.value].bits +=
          pin.mode == PinMode::kGet ? FrameCounts::kReference : FrameCounts::kPinning;
    }
  }
  expected.erase(layout.zero_frame.value);
  frames.for_each_in_use(probe, [&](Ppn frame) {
    const FrameState state = descriptor(frame).state;
    if (state == FrameState::kTable) return;
    const uint64_t own = state == FrameState::kUser ? 0 : FrameCounts::kReference;
    EXPECT_EQ(frames.descriptors().counts(probe, frame).bits, expected[frame.value].bits + own);
    expected.erase(frame.value);
  });
  EXPECT_TRUE(expected.empty()) << expected.size() << " mapped frames are not in use";
}

}  // namespace cowmmu::test
