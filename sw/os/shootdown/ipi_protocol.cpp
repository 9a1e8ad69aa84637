// SPDX-License-Identifier: Apache-2.0
#include "os/shootdown/ipi_protocol.h"

#include <bit>

#include "base/check.h"
#include "os/memory_parts.h"
#include "os/shootdown/request_fences.h"

namespace cowmmu {
namespace {

// Word 0 of a request: ranges, ASID, or the whole ASID.
constexpr uint64_t kWhole = 1ULL << 63;
constexpr unsigned kAsidShift = 32;
constexpr uint64_t kLow = (1ULL << 32) - 1;

template <class Do>
void each_fence(const FreeFlushes::Request& request, Do fence) {
  if (request.whole) return fence(Fence::of_asid(request.asid));
  for (const FlushRange& range : request.leaves) each_fence(request.asid, range, fence);
}

}  // namespace

IpiProtocol::IpiProtocol(const ShootdownServices& s)
    : params_(s.params),
      harts_(s.harts),
      first_(s.arena.reserve_lines(s.harts * (2 + kRequestLines))),
      observer_(s.observer),
      counters_(s.counters),
      free_forks_(s.params.cost.fork_flush == "free"),
      free_(s.harts),
      acks_rest_(s.harts) {}

bool IpiProtocol::whole(const FlushRequest& request) const {
  return needs_whole_asid(request, params_.flush_ceiling) || request.leaves.size() > kMaxRanges;
}

void IpiProtocol::flush(ICpu& cpu, const Target& target, const FlushRequest& request) {
  COWMMU_CHECK(cpu.interrupts_on(),
               "shootdown with interrupts off on hart " + std::to_string(cpu.id().value));
  PhaseGuard phase(cpu, Phase::kShootdownSend);
  const Cycles began = cpu.now();
  const uint64_t remote = target.harts & ~(1ULL << cpu.id().value);
  if (remote != 0) observer_.shootdown_begin(cpu, std::popcount(remote));
  if (request.free_of_cost) {
    flush_free(cpu, target, remote, request);
    return count(cpu, remote, began);
  }
  if (remote != 0) {
    write_request(cpu, target.asid, request);
    notify(cpu, remote);
  }
  if (target.local) flush_local(cpu, target.asid, request);
  if (remote == 0) return;
  await(cpu, 0);
  acks_rest_[cpu.id().value] = 0;
  count(cpu, remote, began);
}

void IpiProtocol::count(ICpu& cpu, uint64_t remote, Cycles began) {
  if (remote == 0) return;
  HartCounters& counters = counters_.of(cpu);
  ++counters.shootdowns;
  counters.shootdown_targets += std::popcount(remote);
  counters.shootdown_cycles.add((cpu.now() - began).value);
  observer_.shootdown_end(cpu);
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

void IpiProtocol::await(ICpu& cpu, uint64_t done) {
  PhaseGuard phase(cpu, Phase::kShootdownWait);
  uint64_t seen = cpu.load(acks(cpu.id()));
  while (seen != done) seen = cpu.wait_for_change(acks(cpu.id()), seen);
}

// Storing the number of targets would take time: instead, the word is awaited that many below where
// it rests.
void IpiProtocol::flush_free(ICpu& cpu, const Target& target, uint64_t remote,
                             const FlushRequest& request) {
  const HartId me = cpu.id();
  cpu.synchronise();
  acks_rest_[me.value] -= static_cast<uint64_t>(std::popcount(remote));
  const FreeFlushes::Request mine{target.asid, whole(request), request.leaves};
  free_.write(me, mine);
  for (uint64_t left = remote; left != 0; left &= left - 1) {
    const HartId to(std::countr_zero(left));
    if (!free_.notify(me, to)) continue;
    cpu.send_ipi_free(to);
    ++counters_.of(cpu).ipis;
  }
  if (target.local) {
    const auto fence = [&cpu](const Fence& at) { cpu.fence_free(at); };
    each_fence(mine, fence);
  }
  if (remote != 0) await(cpu, acks_rest_[me.value]);
}

void IpiProtocol::flush_local(ICpu& cpu, Asid asid, const FlushRequest& request) {
  if (whole(request)) return cpu.fence(Fence::of_asid(asid));
  const auto fence = [&cpu](const Fence& at) { cpu.fence(at); };
  for (const FlushRange& range : request.leaves) each_fence(asid, range, fence);
}

void IpiProtocol::serve(ICpu& cpu) {
  uint64_t initiators = cpu.atomic(AtomicOp::kSwap, mailbox(cpu.id()), 0);
  for (; initiators != 0; initiators &= initiators - 1) {
    serve_one(cpu, HartId(std::countr_zero(initiators)));
  }
  if (free_forks_) serve_free(cpu);
}

void IpiProtocol::acknowledge(ICpu& cpu, HartId initiator) {
  observer_.acknowledged(cpu, initiator);
  cpu.atomic(AtomicOp::kAdd, acks(initiator), ~0ULL);  // minus one
}

void IpiProtocol::serve_free(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kShootdownServe);
  cpu.synchronise();
  uint64_t initiators = free_.take(cpu.id());
  for (; initiators != 0; initiators &= initiators - 1) {
    const HartId initiator(std::countr_zero(initiators));
    const FreeFlushes::Request& request = free_.read(initiator);
    spend(cpu, params_.cost.ipi_handler);
    each_fence(request, [&cpu](const Fence& at) { cpu.fence(at); });
    acknowledge(cpu, initiator);
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
      each_fence(asid, {first, shape & kLow, shape >> 32},
                 [&cpu](const Fence& at) { cpu.fence(at); });
    }
  }
  acknowledge(cpu, initiator);
}

}  // namespace cowmmu
