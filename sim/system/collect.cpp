// SPDX-License-Identifier: Apache-2.0
#include "system/collect.h"

namespace cowmmu {
namespace {

void add(Stats::TlbCounts& sum, const MmuStats::Tlb& one) {
  sum.hits += one.hits;
  sum.misses += one.misses;
  sum.evictions += one.evictions;
  sum.fences += one.fences;
}

void collect_hart(System& system, HartId id, Stats& s) {
  Hart& hart = system.machine().hart(id);
  Stats::Hart entry{.id = id, .cycles = system.cycles()};
  for (size_t p = 0; p < kPhases; ++p) entry.ledger[p] = Cycles(hart.ledger().cycles()[p]);
  s.harts.push_back(entry);
  const MmuStats mmu = hart.mmu().stats();
  add(s.tlb.l1i, mmu.l1i);
  add(s.tlb.l1d, mmu.l1d);
  add(s.tlb.l2, mmu.l2);
  s.walker.walks += mmu.walks;
  s.walker.merged += mmu.merged;
  s.walker.ahead += mmu.ahead;
  s.walker.pte_reads += mmu.pte_reads;
  s.walker.cycles.merge(hart.stats().walk_cycles);
  s.host.accesses += hart.stats().loads + hart.stats().stores + hart.stats().fetches;
  if (const CachedMemory* cache = system.machine().private_cache(id)) {
    s.cache.l1d.hits += cache->stats().hits;
    s.cache.l1d.misses += cache->stats().misses;
    s.cache.l1d.evictions += cache->stats().evictions;
  }
}

void collect_memory(System& system, Stats& s) {
  if (SharedCache* shared = system.machine().shared_cache()) {
    const SharedCacheStats& c = shared->stats();
    s.cache.l1d.writebacks = c.dirty_private;
    s.cache.llc = {c.hits, c.misses, c.evictions, c.writebacks};
    s.cache.snoops = c.snoops;
    s.cache.recalls = c.recalls;
  }
  if (Dram* dram = system.machine().dram()) {
    const DramStats d = dram->stats();
    s.dram.reads = d.reads;
    s.dram.writes = d.writes;
    s.dram.row_hits = d.row_hits;
    s.dram.row_misses = d.row_misses;
    s.dram.row_conflicts = d.row_conflicts;
    s.dram.refreshes = d.refreshes;
    const DramClock& clock = dram->engine().config().clock;
    d.read_latency.for_each([&](DramCycles latency, uint64_t times) {
      s.dram.read_latency_ps.add(clock.time_of(latency).value, times);
    });
  }
}

Stats::Events events(const HartCounters& c, FaultKind kind) {
  const Distribution& cycles = c.fault_cycles[static_cast<size_t>(kind)];
  return {cycles.count(), cycles};
}

void collect_os(const HartCounters& c, Stats& s) {
  s.fork = {c.forks,       c.forks_failed, c.fork_cycles,         c.fork_ptes,
            c.fork_tables, c.pages_shared, c.pages_copied_at_fork};
  s.faults = {.cow_copy = events(c, FaultKind::kCowCopy),
              .cow_reuse = events(c, FaultKind::kCowReuse),
              .zero_fill = events(c, FaultKind::kZeroFill),
              .file_copy = events(c, FaultKind::kFileCopy),
              .read_zero = events(c, FaultKind::kReadZero),
              .table_copy = events(c, FaultKind::kTableCopy),
              .spurious = events(c, FaultKind::kSpurious),
              .segv = events(c, FaultKind::kSegv)};
  s.ad_traps = events(c, FaultKind::kAccessedDirty);
  s.copies.pages = c.pages_copied;
  s.copies.cycles = c.copy_cycles;
  s.shootdowns = {c.shootdowns, c.shootdown_targets, c.ipis, c.shootdown_cycles};
  if (c.request_cycles.count() != 0)
    s.requests = Stats::Events{c.request_cycles.count(), c.request_cycles};
  s.processes.created = c.processes_created;
  s.processes.exited = c.processes_exited;
  s.processes.killed = c.processes_killed;
}

}  // namespace

void collect(System& system, Stats& s) {
  s.cycles = system.cycles();
  for (uint64_t h = 0; h < system.machine().harts(); ++h) collect_hart(system, HartId(h), s);
  collect_memory(system, s);
  collect_os(system.counters().total(), s);
  s.copies.engine = system.params().os.copy;
  const FrameTotals f = system.frames().totals();
  s.frames = {.total = f.total, .peak = f.peak, .allocated = f.allocated, .freed = f.freed};
}

}  // namespace cowmmu
