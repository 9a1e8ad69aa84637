// SPDX-License-Identifier: Apache-2.0
#include "os/shootdown/ipi_protocol.h"

#include <bit>

#include "base/check.h"
#include "os/memory_parts.h"

namespace cowmmu {
namespace {

// Word 0 of a request: ranges, ASID, or the whole ASID.
constexpr uint64_t kWhole = 1ULL << 63;
constexpr unsigned kAsidShift = 32;
constexpr uint64_t kLow = (1ULL << 32) - 1;

}  // namespace

IpiProtocol::IpiProtocol(const OsParams& params, uint64_t harts, KernelArena& arena,
                         OsCounters& counters)
    : params_(params),
      harts_(harts),
      first_(arena.reserve_lines(harts * (2 + kRequestLines))),
      counters_(counters) {}

bool IpiProtocol::whole(const FlushRequest& request) const {
  return request.tables || request.ptes() > params_.flush_ceiling ||
         request.leaves.size() > kMaxRanges;
}

void IpiProtocol::flush(ICpu& cpu, const Target& target, const FlushRequest& request) {
  COWMMU_CHECK(cpu.interrupts_on(),
               "shootdown with interrupts off on hart " + std::to_string(cpu.id().value));
  PhaseGuard phase(cpu, Phase::kShootdownSend);
  const Cycles began = cpu.now();
  const uint64_t remote = target.harts & ~(1ULL << cpu.id().value);
  if (remote != 0) {
    write_request(cpu, target.asid, request);
    notify(cpu, remote);
  }
  if (target.local) flush_local(cpu, target.asid, request);
  if (remote == 0) return;
  await(cpu);
  HartCounters& counters = counters_.of(cpu);
  ++counters.shootdowns;
  counters.shootdown_targets += std::popcount(remote);
  counters.shootdown_cycles.add((cpu.now() - began).value);
}

void IpiProtocol::write_request(ICpu& cpu, Asid asid, const FlushRequest& request) {
  const uint64_t tag = asid.value << kAsidShift;
  if (whole(request)) {
    cpu.store(request_word(cpu.id(), 0), kWhole | tag);
    return;
  }
  cpu.store(request_word(cpu.id(), 0), tag | request.leaves.size());
  uint64_t word = 1;
  for (const FlushRange& range : request.leaves) {
    cpu.store(request_word(cpu.id(), word++), range.first.value);
    cpu.store(request_word(cpu.id(), word++), range.pages_per_pte << 32 | range.ptes);
  }
}

void IpiProtocol::notify(ICpu& cpu, uint64_t targets) {
  const uint64_t own = 1ULL << cpu.id().value;
  cpu.store(acks(cpu.id()), std::popcount(targets));
  for (uint64_t left = targets; left != 0; left &= left - 1) {
    const HartId target(std::countr_zero(left));
    // Bits found in the mailbox belong to an IPI that has not been taken yet: it serves ours, too.
    if (cpu.atomic(AtomicOp::kOr, mailbox(target), own) != 0) continue;
    cpu.send_ipi(target);
    ++counters_.of(cpu).ipis;
  }
}

void IpiProtocol::await(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kShootdownWait);
  uint64_t left = cpu.load(acks(cpu.id()));
  while (left != 0) left = cpu.wait_for_change(acks(cpu.id()), left);
}

void IpiProtocol::flush_local(ICpu& cpu, Asid asid, const FlushRequest& request) {
  if (whole(request)) return cpu.fence(Fence::of_asid(asid));
  for (const FlushRange& range : request.leaves) fence_range(cpu, asid, range);
}

void IpiProtocol::fence_range(ICpu& cpu, Asid asid, const FlushRange& range) {
  for (uint64_t i = 0; i < range.ptes; ++i) {
    const Vpn page(range.first.value + i * range.pages_per_pte);
    cpu.fence(Fence::of_page(addr_of(page), asid));
  }
}

void IpiProtocol::serve(ICpu& cpu) {
  uint64_t initiators = cpu.atomic(AtomicOp::kSwap, mailbox(cpu.id()), 0);
  for (; initiators != 0; initiators &= initiators - 1) {
    serve_one(cpu, HartId(std::countr_zero(initiators)));
  }
}

void IpiProtocol::serve_one(ICpu& cpu, HartId initiator) {
  PhaseGuard phase(cpu, Phase::kShootdownServe);
  spend(cpu, params_.cost.ipi_handler);
  const uint64_t head = cpu.load(request_word(initiator, 0));
  const Asid asid((head & ~kWhole) >> kAsidShift);
  if ((head & kWhole) != 0) {
    cpu.fence(Fence::of_asid(asid));
  } else {
    for (uint64_t range = 0; range < (head & kLow); ++range) {
      const Vpn first(cpu.load(request_word(initiator, 1 + 2 * range)));
      const uint64_t shape = cpu.load(request_word(initiator, 2 + 2 * range));
      fence_range(cpu, asid, {first, shape & kLow, shape >> 32});
    }
  }
  cpu.atomic(AtomicOp::kAdd, acks(initiator), ~0ULL);  // minus one
}

}  // namespace cowmmu
