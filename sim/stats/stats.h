// SPDX-License-Identifier: Apache-2.0
// Stats: everything that a run reports, as a plain tree; stats_json.h writes it as stats.json.
// Integers and exact distributions only, so that no order of events or of harts shows.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/distribution.h"
#include "base/phase.h"
#include "base/types.h"

namespace cowmmu {

struct Stats {
  // `cycles` has one sample an event.
  struct Events {
    uint64_t count = 0;
    Distribution cycles;
    void add(Cycles took) {
      ++count;
      cycles.add(took.value);
    }
  };
  struct Hart {
    HartId id{};
    Cycles cycles{};
    std::array<Cycles, kPhases> ledger{};  // by Phase; adds up to `cycles`
  };
  struct Fork {
    uint64_t count = 0;   // fork, vfork and spawn that succeeded
    uint64_t failed = 0;  // for want of memory
    Distribution cycles;  // from call to return in the parent
    uint64_t ptes = 0, tables = 0;
    uint64_t pages_shared = 0, pages_copied = 0;
  };
  struct Faults {
    Events cow_copy, cow_reuse, zero_fill, file_copy, read_zero, table_copy, spurious, segv;
  };
  struct Copies {
    uint64_t pages = 0;   // 4 KiB pages, for any reason
    std::string engine;   // os.copy
    Distribution cycles;  // one sample a page
  };
  struct Shootdowns {
    uint64_t count = 0, targets = 0, ipis = 0;
    Distribution cycles;
  };
  struct TlbCounts {
    uint64_t hits = 0, misses = 0, evictions = 0, fences = 0;
  };
  struct Tlbs {
    TlbCounts l1i, l1d, l2;
  };
  struct WalkerCounts {
    uint64_t walks = 0, pte_reads = 0, merged = 0;
    uint64_t ahead = 0;  // translations fetched ahead of a fetch
    Distribution cycles;
  };
  struct CacheLevel {
    uint64_t hits = 0, misses = 0, evictions = 0, writebacks = 0;
  };
  struct Caches {
    CacheLevel l1d, llc;
    uint64_t snoops = 0;   // messages from the directory to private caches, for a request
    uint64_t recalls = 0;  // and for a line that the last level replaces
  };
  struct Dram {
    uint64_t reads = 0, writes = 0;
    uint64_t row_hits = 0, row_misses = 0, row_conflicts = 0, refreshes = 0;
    Distribution read_latency_ps;  // from arrival to the last data beat; printed in ns
  };
  struct Frames {
    uint64_t total = 0, peak = 0, allocated = 0, freed = 0, leaked = 0;
  };
  struct Image {
    Pid process{};       // in creation order
    uint64_t image = 0;  // counts execs
    uint64_t pages = 0;  // mapped and touched
    std::string digest;  // hex SHA-256 over ascending page number and bytes
  };
  struct Processes {
    uint64_t created = 0, exited = 0, killed = 0;
    std::optional<std::vector<Image>> images;  // with --check
  };
  struct Oracle {
    bool checked = false;
    uint64_t loads = 0, stale = 0;
  };
  struct Trace {
    std::string grain;  // "page" or "line"
    uint64_t accesses = 0, stores = 0;
  };
  struct Host {
    double wall_seconds = 0;      // of the whole run
    double measured_seconds = 0;  // from the mark to the end: what the rate is taken over
    uint64_t accesses = 0, peak_rss_bytes = 0;
  };

  uint64_t seed = 0;
  boost::json::object config;  // config_json(scenario)
  Cycles cycles{};
  std::vector<Hart> harts;
  Fork fork;
  Faults faults;
  Events ad_traps;  // Svade only; no faults in the sense of `faults`
  std::optional<Events> requests;
  std::optional<Trace> trace;
  Copies copies;
  Shootdowns shootdowns;
  Tlbs tlb;
  WalkerCounts walker;
  Caches cache;
  Dram dram;
  Frames frames;
  Processes processes;
  Oracle oracle;
  Host host;
};

}  // namespace cowmmu
