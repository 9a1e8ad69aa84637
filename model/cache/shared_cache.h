// SPDX-License-Identifier: Apache-2.0
// SharedCache: the shared last level, its directory (MESI between the private caches) and its way
// to DRAM. One transaction a line at a time; others queue for the line, first come first served.
//
// Timing of a transaction whose request step is at edge N (the private miss is known):
//   bank        look-up starts at B >= N, one look-up a cycle and bank
//   hit         fill at B + hit_cycles
//   snoop       at the other caches at B + hit_cycles + snoop_cycles, fill snoop_cycles later
//   miss        at DRAM at B + hit_cycles + uncore / 2, fill at the data's last beat + uncore / 2;
//               private copies of the victim are recalled (a snoop) before that
//   queued      the request step is repeated one cycle after the line's holder has filled
// A miss of a whole-line write (data = false) fills at B + hit_cycles: no data is fetched.
// Dirty victims are posted to DRAM's write queue at the step that finds them.
// A device's fill leaves the line in the last level alone: read as it was, or written and dirty.
// Bytes change hands at the fill step. Steps are taken in the order of slots (clock_domain.h).
// Parameters: machine.cache.llc.*. Twin: none. Tests: tests/model/machine/.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <optional>
#include <systemc>
#include <vector>

#include "cache/l1_array.h"
#include "cache/llc_array.h"
#include "cache/transaction.h"
#include "clock/local_clock.h"
#include "clock/text_signal.h"
#include "dram/dram.h"

namespace cowmmu {

struct PrivateCacheStats {
  uint64_t hits = 0, misses = 0, evictions = 0;  // evictions: valid lines replaced by a fill
};

// What the shared cache sees of one hart: its private tags, its clock, and the line that it sleeps
// on (wait_for_change).
struct PrivateCache {
  PrivateCache(const L1Params& params, LocalClock& c) : array(params), clock(&c) {}

  L1Array array;
  PrivateCacheStats stats;
  LocalClock* clock;
  std::optional<LineAddr> monitored;
  std::optional<Cycles> lost_at;  // when the monitored line left the private cache
};

struct SharedCacheStats {
  uint64_t hits = 0, misses = 0, evictions = 0;
  uint64_t snoops = 0;         // messages to private caches for a request
  uint64_t recalls = 0;        // messages to private caches for a victim
  uint64_t writebacks = 0;     // lines to DRAM
  uint64_t dirty_private = 0;  // modified lines that left a private cache, snooped or replaced
  uint64_t queued = 0;         // requests that waited for their line
};

class SharedCache : public sc_core::sc_module, public IDramSink {
 public:
  struct Timing {
    Cycles hit, snoop, uncore_half;
    uint64_t banks;
  };
  SharedCache(const sc_core::sc_module_name& name, LlcArray array, Timing timing);

  void connect(Dram& dram) { dram_ = &dram; }

  void attach(PrivateCache& cache);       // in hart order
  void attach_device(LocalClock& clock);  // numbered after all harts; it keeps no lines

  // Takes the step that is due at t.at. The caller has seen to it that it may be taken.
  void step(Transaction& t);
  // From the step to the first effect on another hart.
  Cycles reach() const { return timing_.hit + timing_.snoop; }

  void read_done(uint64_t tag, Picos completion) override;

  const SharedCacheStats& stats() const { return stats_; }
  void reset_stats() { stats_ = {}; }
  // Lets DRAM decide what it can before `limit`; true: a read (anybody's) was resolved.
  bool resolve_read(Picos limit) { return dram_->advance_to_read(limit); }
  // Between these, the calling hart sleeps in the kernel: DRAM then runs by its own events.
  void enter_sleep();
  void leave_sleep();
  void trace(sc_core::sc_trace_file* file) const override;

 private:
  struct Lock {
    Transaction* first = nullptr;
    Transaction* last = nullptr;
  };
  // The last step, for a waveform.
  struct View {
    uint64_t line = 0;
    TextSignal<7> stage{""};
    uint32_t hart = 0;
    void show(const Transaction& t);
  };

  void know(LocalClock& clock);
  void request(Transaction& t);
  bool lock(Transaction& t);
  void release(LineAddr line, Cycles at, HartId by);
  Cycles book_bank(LineAddr line, Cycles at);
  void found(Transaction& t);
  bool make_room(Transaction& t, LlcLine& victim);
  void replace(Transaction& t, LlcLine& victim);
  void send_snoops(Transaction& t, uint64_t harts);
  void snoop(Transaction& t);
  void recall(Transaction& t);
  bool take_from(HartId hart, LineAddr line, bool invalidate, Cycles at);
  void after_room(Transaction& t, Cycles at);
  void fill(Transaction& t);
  void fill_private(Transaction& t, HartId hart);
  void retire_victim(const L1Line& victim, HartId hart);
  void write_back(LineAddr line, const Transaction& t);

  LlcArray array_;
  Timing timing_;
  Dram* dram_ = nullptr;
  uint64_t asleep_ = 0;  // harts with transactions under way that sleep in the kernel
  const ClockDomain* domain_ = nullptr;
  std::vector<PrivateCache*> harts_;
  std::vector<LocalClock*> clocks_;  // by number: harts, then devices
  std::vector<Cycles> bank_free_;
  boost::unordered_flat_map<LineAddr, Lock, std::hash<LineAddr>> locks_;
  SharedCacheStats stats_;
  // Made by trace(), which SystemC has const; nullptr: no waveform.
  mutable std::unique_ptr<View> view_;
};

}  // namespace cowmmu
